//! Compliance points: the findings of one topic, and the result that follows from them.

use super::consistency::Point;
use super::finding::{Evidence, Finding, FindingKind, FindingResult};
use crate::json::sealed_object;
use crate::text::Text;

sealed_object! {
    /// The findings of one compliance point.
    pub struct CompliancePoint {
        /// Code of the cluster (`working_time`).
        required cluster: Text,
        /// Code of the point within its cluster (`overtime`).
        required id: Text,
        /// How many findings the point has, facts and withheld ones among them.
        required question_count: u64,
        /// The floor: findings tagged `public_disclosure`, which nobody can withhold.
        required public_findings: Vec<Finding>,
        /// All other findings.
        withheld findings: Option<Vec<Finding>>,
        /// What the findings rest on.
        withheld evidence: Option<Vec<Evidence>>,
    }
}

/// What follows for a compliance point from the findings that can be seen. Never stored, always computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PointResult {
    /// At least one visible compliance finding is `non_compliant`.
    NonCompliant,
    /// None is, but a finding is withheld, not assessed, or has a code that this version does not know.
    Unknown,
    /// All are visible and known, and at least one is `compliant`.
    Compliant,
    /// There is nothing to judge: facts only, or nothing applies.
    NoResult,
}

impl PointResult {
    /// Returns the code, snake_case.
    pub fn code(self) -> &'static str {
        match self {
            PointResult::NonCompliant => "non_compliant",
            PointResult::Unknown => "unknown",
            PointResult::Compliant => "compliant",
            PointResult::NoResult => "no_result",
        }
    }
}

impl CompliancePoint {
    /// Iterates over the visible findings, the floor first.
    pub fn all_findings(&self) -> impl Iterator<Item = &Finding> {
        self.public_findings.iter().chain(self.findings.iter().flatten())
    }

    /// Returns how many findings are withheld.
    pub fn withheld_findings(&self) -> u64 {
        self.withheld()
    }

    /// Returns what follows from the visible findings (format section 2.1).
    pub fn result(&self) -> PointResult {
        let mut result = PointResult::NoResult;
        if self.withheld_findings() > 0 {
            result = PointResult::Unknown;
        }
        for finding in self.all_findings().filter(|finding| finding.kind != FindingKind::Fact) {
            match &finding.result {
                // What a result means for a question of a kind that nobody here knows, nobody here knows either.
                _ if finding.kind != FindingKind::Compliance => result = PointResult::Unknown,
                Some(FindingResult::NonCompliant) => return PointResult::NonCompliant,
                Some(FindingResult::NotAssessed | FindingResult::Other(_)) | None => result = PointResult::Unknown,
                Some(FindingResult::Compliant) if result == PointResult::NoResult => result = PointResult::Compliant,
                Some(FindingResult::Compliant | FindingResult::NotApplicable) => {}
            }
        }
        result
    }
}

impl Point for CompliancePoint {
    type Finding = Finding;
    fn cluster(&self) -> &str {
        &self.cluster
    }
    fn id(&self) -> &str {
        &self.id
    }
    fn question_count(&self) -> u64 {
        self.question_count
    }
    fn public_findings(&self) -> &[Finding] {
        &self.public_findings
    }
    fn findings(&self) -> Option<&[Finding]> {
        self.findings.as_deref()
    }
    fn evidence(&self) -> impl Iterator<Item = &str> {
        self.evidence.iter().flatten().map(|evidence| &*evidence.question)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::LanguageMap;

    fn point(results: &[&str]) -> CompliancePoint {
        let finding = |code: &&str| Finding::compliance("Q1", LanguageMap::single("en", "?"), FindingResult::from(*code));
        let mut point = CompliancePoint::new("working_time".into(), "overtime".into(), results.len() as u64, Vec::new());
        point.findings = Some(results.iter().map(finding).collect());
        point
    }

    #[test]
    fn one_non_compliance_decides() {
        assert_eq!(point(&["compliant", "not_assessed", "non_compliant"]).result(), PointResult::NonCompliant);
    }

    #[test]
    fn what_is_not_known_is_never_compliant() {
        assert_eq!(point(&["compliant", "not_assessed"]).result(), PointResult::Unknown);
        assert_eq!(point(&["compliant", "partly_compliant"]).result(), PointResult::Unknown);
        let mut withheld = point(&["compliant", "compliant"]);
        withheld.findings = None;
        assert_eq!(withheld.result(), PointResult::Unknown);
    }

    #[test]
    fn a_finding_of_a_kind_that_is_not_known_is_not_known() {
        let mut point = point(&["compliant", "non_compliant"]);
        point.findings.as_mut().unwrap()[1].kind = FindingKind::from("opinion");
        assert_eq!(point.result(), PointResult::Unknown);
    }

    #[test]
    fn compliant_needs_a_compliant_finding() {
        assert_eq!(point(&["not_applicable", "compliant"]).result(), PointResult::Compliant);
        assert_eq!(point(&["not_applicable"]).result(), PointResult::NoResult);
        assert_eq!(point(&[]).result(), PointResult::NoResult);
    }

    #[test]
    fn facts_never_count() {
        let mut facts = point(&[]);
        facts.findings = Some(vec![Finding::fact("Q1", LanguageMap::single("en", "?"), "12")]);
        facts.question_count = 1;
        assert_eq!(facts.result(), PointResult::NoResult);
    }
}
