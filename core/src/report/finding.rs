//! Findings and their evidence: one answer to one question of the assessment tool.

use super::codes::codes;
use super::consistency::Answer;
use super::language::LanguageMap;
use crate::json::object;
use crate::text::Text;

/// The tag of a question that the programme publishes for each factory: such a finding is never withheld.
pub const PUBLIC_DISCLOSURE: &str = "public_disclosure";

/// The tag of a question whose detail goes to the authorities by a separate protocol, never into a report.
pub const ZERO_TOLERANCE: &str = "zero_tolerance";

codes! {
    /// What a question asks for.
    pub enum FindingKind {
        /// Whether a requirement is met; the finding has a `result`.
        Compliance = "compliance",
        /// A fact about the factory; the finding has a `value` and counts in no rate.
        Fact = "fact",
    }

    /// What the requirement of a question rests on.
    pub enum Basis {
        /// An international labour standard.
        InternationalStandard = "international_standard",
        /// National law.
        NationalLaw = "national_law",
        /// A benchmark of the programme where the law is silent.
        Benchmark = "benchmark",
    }

    /// The result of a compliance question.
    pub enum FindingResult {
        /// The requirement is met.
        Compliant = "compliant",
        /// The requirement is not met.
        NonCompliant = "non_compliant",
        /// The requirement does not apply to this factory.
        NotApplicable = "not_applicable",
        /// The question was not assessed.
        NotAssessed = "not_assessed",
    }

    /// Where evidence comes from.
    pub enum Source {
        /// The assessors saw it.
        Observation = "observation",
        /// Documents show it.
        Documents = "documents",
        /// Managers said it.
        ManagerInterviews = "manager_interviews",
        /// Workers said it.
        WorkerInterviews = "worker_interviews",
        /// Union representatives said it.
        UnionInterviews = "union_interviews",
    }
}

object! {
    /// One answer to one question of the assessment tool.
    pub struct Finding {
        /// Id of the question in the national tool.
        required question: Text,
        /// Id of the global question to which the national one maps.
        optional global_question: Option<Text>,
        /// The question, or the issue, in words.
        required text: LanguageMap,
        /// Whether it asks for compliance or for a fact.
        required kind: FindingKind,
        /// What the requirement rests on.
        optional basis: Option<Basis>,
        /// The articles of law and standards that the requirement rests on.
        list legal_references: Vec<Text>,
        /// Codes that mark the question, `public_disclosure` and `zero_tolerance` among them.
        list tags: Vec<Text>,
        /// The result of a compliance question; exactly where `kind` is `compliance`.
        optional result: Option<FindingResult>,
        /// The answer to a fact question; exactly where `kind` is `fact`.
        optional value: Option<Text>,
    }
}

object! {
    /// What a finding rests on.
    pub struct Evidence {
        /// Id of the question in the national tool.
        required question: Text,
        /// What was found, in words.
        required explanation: LanguageMap,
        /// Where it comes from.
        required sources: Vec<Source>,
        /// How many workers are affected.
        optional workers_affected_count: Option<u64>,
    }
}

impl Finding {
    /// Makes the answer to a compliance question.
    pub fn compliance(question: impl Into<Text>, text: LanguageMap, result: FindingResult) -> Self {
        Finding { result: Some(result), ..Finding::new(question.into(), text, FindingKind::Compliance) }
    }

    /// Makes the answer to a fact question.
    pub fn fact(question: impl Into<Text>, text: LanguageMap, value: impl Into<Text>) -> Self {
        Finding { value: Some(value.into()), ..Finding::new(question.into(), text, FindingKind::Fact) }
    }

    /// Returns whether the question carries this tag.
    pub fn has_tag(&self, tag: &str) -> bool {
        self.tags.iter().any(|held| held == tag)
    }

    /// Returns whether it is the answer to a compliance question, and the requirement is not met.
    pub fn is_non_compliant(&self) -> bool {
        self.kind == FindingKind::Compliance && self.result == Some(FindingResult::NonCompliant)
    }

    /// Returns whether this finding belongs to the floor, which nobody can withhold.
    pub fn is_publicly_disclosed(&self) -> bool {
        self.has_tag(PUBLIC_DISCLOSURE)
    }
}

impl Answer for Finding {
    fn question(&self) -> &str {
        &self.question
    }
    fn kind(&self) -> &FindingKind {
        &self.kind
    }
    fn has_result(&self) -> bool {
        self.result.is_some()
    }
    fn has_value(&self) -> bool {
        self.value.is_some()
    }
    fn is_public(&self) -> bool {
        self.is_publicly_disclosed()
    }
}

/// Returns why signing refuses this evidence on this finding, or `None` where it may be signed (format section 2.1).
///
/// Detail of a zero-tolerance issue goes to the authorities elsewhere; and what only a few workers or union
/// representatives told would let an employer find who spoke.
pub fn evidence_refusal(finding: &Finding, evidence: &Evidence) -> Option<&'static str> {
    let told = |source: &Source| matches!(source, Source::WorkerInterviews | Source::UnionInterviews);
    if finding.has_tag(ZERO_TOLERANCE) {
        return Some("evidence on a zero-tolerance question is not part of a report");
    }
    if evidence.sources.iter().all(told) && matches!(evidence.workers_affected_count, Some(1..=4)) {
        return Some("evidence from interviews alone about fewer than 5 workers would show who spoke");
    }
    None
}
