//! One assessment as it will be signed: compact while it waits, a report when it is its turn.

use std::sync::Arc;

use betterwork::Text;
use betterwork::report::{
    Assessment, AssessmentBody, AssessmentReport, AssessmentType, Audience, CompliancePoint, Evidence, FORMAT_MAJOR, FORMAT_MINOR,
    Facility, Finding, FindingResult, Follows, Identifier, LanguageMap, Publication, StatusReference, Tool,
};

use super::assessments::Visit;
use super::enterprises::Enterprise;
use super::options::Options;
use super::vocabulary::{Answer, Question, Topic};

/// All reports of one facility, the oldest first.
pub struct FacilityHistory {
    subject: Text,
    pub(super) drafts: Vec<Draft>,
}

/// An assessment of an export, read and cleaned, not signed.
pub struct Draft {
    pub(super) id: Text,
    /// The first of its rows.
    pub(super) line: u64,
    pub(super) visit: Visit,
    pub(super) enterprise: Option<Arc<Enterprise>>,
    pub(super) points: Vec<DraftPoint>,
    pub(super) options: Arc<Options>,
}

/// A compliance point of an assessment.
pub(super) struct DraftPoint {
    pub(super) topic: Arc<Topic>,
    pub(super) answers: Vec<(Arc<Question>, Answer)>,
    pub(super) evidence: Vec<Evidence>,
}

impl FacilityHistory {
    pub(super) fn new(subject: Text) -> Self {
        FacilityHistory { subject, drafts: Vec::new() }
    }

    /// Returns the facility as the reports name it, their `sub`.
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// Returns the assessments, the oldest first; each report follows the one before it.
    pub fn drafts(&self) -> &[Draft] {
        &self.drafts
    }
}

impl Draft {
    /// Returns the assessment's id, the export's `Quest.ID`.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns the facility as reports name it: a URN of the country and the factory's id.
    pub(super) fn subject(&self) -> Text {
        format!("urn:betterwork:facility:{}-{}", self.visit.country, urn_part(&self.visit.factory_id)).into()
    }

    /// Makes the unsigned report, with the envelope that its issuer gives it.
    ///
    /// `jti` is a random UUID as URN, `index` a free index of the status list, `follows` the facility's report before.
    pub fn report(&self, jti: impl Into<Text>, index: u64, follows: Option<Follows>) -> AssessmentReport {
        let options = &self.options;
        let status = StatusReference::new(index, options.status_uri.clone());
        let mut report = AssessmentReport::new(options.issuer.clone(), self.subject(), jti, status, self.body());
        report.iat = options.signed_at;
        report.report.follows = follows;
        report
    }

    pub(super) fn finding_count(&self) -> u64 {
        self.points.iter().map(|point| point.answers.len() as u64).sum()
    }

    pub(super) fn evidence_count(&self) -> u64 {
        self.points.iter().map(|point| point.evidence.len() as u64).sum()
    }

    fn body(&self) -> AssessmentBody {
        AssessmentBody::new(
            format!("{FORMAT_MAJOR}.{FORMAT_MINOR}").into(),
            Vec::new(),
            1,
            self.options.language.clone(),
            self.publication(),
            self.facility(),
            self.assessment(),
            self.points.iter().map(|point| self.compliance_point(point)).collect(),
        )
    }

    /// The first assessment of a factory is not published; later ones are, unless the caller decides otherwise.
    fn publication(&self) -> Publication {
        if let Some(publication) = &self.options.publication {
            return publication.clone();
        }
        if self.visit.cycle == 1 {
            return Publication::new(Audience::Restricted);
        }
        let mut publication = Publication::new(Audience::Public);
        publication.from = Some(self.options.signed_at.day());
        publication
    }

    fn facility(&self) -> Facility {
        let mut facility = Facility::new(self.visit.factory_name.clone(), self.visit.country);
        facility.identifiers = vec![Identifier::new("star".into(), self.visit.factory_id.clone())];
        if let Some(enterprise) = &self.enterprise {
            facility.industry.clone_from(&enterprise.industry);
            facility.address.clone_from(&enterprise.address);
            facility.coordinates.clone_from(&enterprise.coordinates);
            facility.ownership.clone_from(&enterprise.ownership);
            facility.operations.clone_from(&enterprise.operations);
            facility.workforce.clone_from(&enterprise.workforce);
        }
        facility
    }

    fn assessment(&self) -> Assessment {
        let tool = Tool::new(self.visit.tool_id.clone(), self.visit.tool_version.clone());
        Assessment::new(self.id.clone(), self.visit.cycle, AssessmentType::Full, self.visit.started_on, tool)
    }

    fn compliance_point(&self, draft: &DraftPoint) -> CompliancePoint {
        let findings = draft.answers.iter().map(|(question, answer)| finding(question, answer, &self.options.language));
        let (public, others): (Vec<_>, Vec<_>) = findings.partition(Finding::is_publicly_disclosed);
        let count = draft.answers.len() as u64;
        let mut point = CompliancePoint::new(draft.topic.cluster.clone(), draft.topic.point.clone(), count, public);
        point.findings = Some(others);
        point.evidence = (!draft.evidence.is_empty()).then(|| draft.evidence.clone());
        point
    }
}

/// Makes the finding that an answer to a question is.
pub(super) fn finding(question: &Question, answer: &Answer, language: &Text) -> Finding {
    let text = LanguageMap::single(language.clone(), question.text.clone());
    let result = match answer {
        Answer::NonCompliant => FindingResult::NonCompliant,
        Answer::Compliant => FindingResult::Compliant,
        Answer::NotAssessed => FindingResult::NotAssessed,
        Answer::Fact(value) => {
            let mut fact = Finding::fact(question.id.clone(), text, value.clone());
            fact.tags.clone_from(&question.tags);
            return fact;
        }
    };
    let mut compliance = Finding::compliance(question.id.clone(), text, result);
    compliance.tags.clone_from(&question.tags);
    compliance
}

/// Writes an id as a part of a URN: everything but unreserved characters is percent-encoded (RFC 3986 §2.3).
fn urn_part(id: &str) -> String {
    let mut part = String::with_capacity(id.len());
    for byte in id.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => part.push(char::from(byte)),
            _ => part.push_str(&format!("%{byte:02X}")),
        }
    }
    part
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_with_other_characters_still_makes_a_urn() {
        assert_eq!(urn_part("1000"), "1000");
        assert_eq!(urn_part("A 7/b"), "A%207%2Fb");
    }
}
