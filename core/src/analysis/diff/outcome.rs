//! A difference as it comes out: counts first, then every question that is worth a line.

use serde::Serialize;

use super::matching::Sheet;
use crate::digest::Digest;
use crate::time::Day;
use crate::verify::{Disclosure, StandingValue, VerifiedReport};

/// The difference between two assessments of one facility.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Diff {
    /// The issuer.
    pub iss: String,
    /// The facility, as its issuer names it.
    pub sub: String,
    /// Its name in the later report.
    pub facility_name: String,
    /// Its country.
    pub facility_country: String,
    /// Whether a report is test data.
    pub is_test: bool,
    /// The earlier report.
    pub earlier: Side,
    /// The later report.
    pub later: Side,
    /// How many questions there are of each kind.
    pub counts: ChangeCounts,
    /// The questions by kind, those that are still compliant aside.
    pub changes: Vec<Change>,
}

/// One of the two reports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
#[allow(missing_docs, reason = "the words of the format")]
pub struct Side {
    pub digest: Digest,
    pub jti: String,
    pub revision: u64,
    pub assessment_id: String,
    pub cycle: u64,
    pub started_on: Day,
    pub tool_id: String,
    pub tool_version: String,
    pub standing: StandingValue,
    /// How many findings are withheld: of them nothing can be said.
    pub findings_withheld_count: u64,
}

/// What became of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ChangeKind {
    /// Non-compliant now, and compliant or not applicable before.
    New,
    /// Non-compliant before and now.
    Persistent,
    /// Non-compliant before, compliant now.
    Remediated,
    /// The same id asks something else.
    QuestionChanged,
    /// The earlier questionnaire did not ask it.
    Added,
    /// The later questionnaire does not ask it.
    Gone,
    /// Nobody can say: see the reason.
    NotComparable,
    /// Compliant before and now; counted, not listed.
    StillCompliant,
}

/// Why nobody can say what became of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum NotComparable {
    /// One side does not show it, and withholds findings.
    Withheld,
    /// It was not assessed on one side.
    NotAssessed,
    /// It does not apply on one side, and is not non-compliant on the later one.
    NotApplicable,
    /// One side has a result or kind that this version does not know.
    UnknownCode,
    /// Its id or its global question names more than one question of a side.
    Ambiguous,
}

/// How a question of one report was found in the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum MatchedBy {
    /// By its id in the questionnaire.
    Question,
    /// By the global question to which both map.
    GlobalQuestion,
}

/// A question and what became of it. The names are those of the later report where it asks the question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
#[allow(missing_docs, reason = "the words of the format")]
pub struct Change {
    pub change: ChangeKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<NotComparable>,
    pub cluster: String,
    pub compliance_point: String,
    pub question: String,
    /// Its id in the earlier report, where that is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earlier_question: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub global_question: Option<String>,
    pub text: String,
    /// Its text in the earlier report, where that asks something else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earlier_text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earlier_result: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub later_result: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matched_by: Option<MatchedBy>,
    /// Of a persistent one: the cycle since which every report that was compared has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since_cycle: Option<u64>,
    /// Of a persistent one: in how many reports in a row, the later one among them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cycles_count: Option<u64>,
    /// Whether the later report discloses it publicly, or the earlier one where the later does not show it.
    pub is_public: bool,
}

/// How many questions there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
#[allow(missing_docs, reason = "the words of the format")]
pub struct ChangeCounts {
    pub new_count: u64,
    pub persistent_count: u64,
    pub remediated_count: u64,
    pub question_changed_count: u64,
    pub added_count: u64,
    pub gone_count: u64,
    pub not_comparable_count: u64,
    pub still_compliant_count: u64,
}

impl Diff {
    pub(super) fn new(earlier: &VerifiedReport, later: &VerifiedReport) -> Self {
        let (document, facility) = (later.document(), &later.report().facility);
        Diff {
            iss: document.iss.to_string(),
            sub: document.sub.to_string(),
            facility_name: facility.name.to_string(),
            facility_country: facility.country.to_string(),
            is_test: earlier.signer().test || later.signer().test,
            earlier: Side::of(earlier),
            later: Side::of(later),
            counts: ChangeCounts::default(),
            changes: Vec::new(),
        }
    }

    /// Iterates over the questions of one kind.
    pub fn of_kind(&self, kind: ChangeKind) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(move |change| change.change == kind)
    }
}

impl Side {
    fn of(verified: &VerifiedReport) -> Self {
        let (document, assessment) = (verified.document(), &verified.report().assessment);
        let findings_withheld_count = match verified.disclosure() {
            Disclosure::Complete => 0,
            Disclosure::Partial { findings, .. } => *findings,
        };
        Side {
            digest: verified.digest(),
            jti: document.jti.to_string(),
            revision: document.report.revision,
            assessment_id: assessment.id.to_string(),
            cycle: assessment.cycle,
            started_on: assessment.started_on,
            tool_id: assessment.tool.id.to_string(),
            tool_version: assessment.tool.version.to_string(),
            standing: verified.standing().value,
            findings_withheld_count,
        }
    }
}

impl Change {
    /// Begins with a question of the later report.
    pub(super) fn of(later: &Sheet<'_>, place: usize) -> Self {
        let mut change = Change::blank(later, place);
        change.later_result = result(later, place);
        change
    }

    /// Begins with a question that only the earlier report shows.
    pub(super) fn of_earlier(earlier: &Sheet<'_>, place: usize) -> Self {
        let mut change = Change::blank(earlier, place);
        change.earlier_result = result(earlier, place);
        change
    }

    /// Adds what the earlier report says.
    pub(super) fn set_earlier(&mut self, earlier: &Sheet<'_>, place: usize) {
        let Some(entry) = earlier.entry(place) else { return };
        self.earlier_result = result(earlier, place);
        self.earlier_question = (*entry.finding.question != *self.question).then(|| entry.finding.question.to_string());
        let text = earlier.text(entry);
        self.earlier_text = (*text != *self.text).then(|| text.to_owned());
    }

    fn blank(sheet: &Sheet<'_>, place: usize) -> Self {
        let mut change = Change {
            change: ChangeKind::NotComparable,
            reason: None,
            cluster: String::new(),
            compliance_point: String::new(),
            question: String::new(),
            earlier_question: None,
            global_question: None,
            text: String::new(),
            earlier_text: None,
            earlier_result: None,
            later_result: None,
            matched_by: None,
            since_cycle: None,
            cycles_count: None,
            is_public: false,
        };
        if let Some(entry) = sheet.entry(place) {
            (change.cluster, change.compliance_point) = (entry.point.cluster.to_string(), entry.point.id.to_string());
            change.question = entry.finding.question.to_string();
            change.global_question = entry.finding.global_question.as_ref().map(ToString::to_string);
            change.text = sheet.text(entry).to_owned();
            change.is_public = entry.finding.is_publicly_disclosed();
        }
        change
    }
}

impl ChangeCounts {
    pub(super) fn count(&mut self, kind: ChangeKind) {
        let count = match kind {
            ChangeKind::New => &mut self.new_count,
            ChangeKind::Persistent => &mut self.persistent_count,
            ChangeKind::Remediated => &mut self.remediated_count,
            ChangeKind::QuestionChanged => &mut self.question_changed_count,
            ChangeKind::Added => &mut self.added_count,
            ChangeKind::Gone => &mut self.gone_count,
            ChangeKind::NotComparable => &mut self.not_comparable_count,
            ChangeKind::StillCompliant => &mut self.still_compliant_count,
        };
        *count += 1;
    }
}

fn result(sheet: &Sheet<'_>, place: usize) -> Option<String> {
    sheet.entry(place).and_then(|entry| entry.finding.result.as_ref()).map(|result| result.code().to_owned())
}
