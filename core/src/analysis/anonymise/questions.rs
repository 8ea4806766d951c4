//! Which findings may leave: codes only, no facts, nothing of zero tolerance, nothing that few factories are asked.

use std::collections::{HashMap, HashSet};

use super::rows::FindingRow;
use super::survey::PublicFindings;
use crate::report::{AssessmentBody, Basis, CompliancePoint, Finding, FindingKind, FindingResult, ZERO_TOLERANCE};

/// A question as it is published: everything in a finding's row but the assessment and the result.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Question {
    pub(super) country: String,
    pub(super) cluster: String,
    pub(super) compliance_point: String,
    pub(super) question: String,
    pub(super) global_question: Option<String>,
    pub(super) basis: Option<&'static str>,
}

/// Why a finding does not leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    Fact,
    NotACode,
    ZeroTolerance,
    Public,
    RareQuestion,
}

/// A finding that passed the rules which one report can answer.
pub(super) struct Candidate {
    pub(super) question: Question,
    pub(super) result: &'static str,
    pub(super) is_public: bool,
}

/// What the survey learns of questions.
#[derive(Debug, Default)]
pub(super) struct Questions {
    /// Ids of questions with the tag in any report, national and global ones.
    zero_tolerance: HashSet<String>,
    /// By question, the reports that carry it, as numbers of the survey, ascending.
    carriers: HashMap<Question, Vec<u32>>,
}

impl Questions {
    /// Learns what a report asks.
    pub(super) fn learn(&mut self, body: &AssessmentBody, report: u32, public_findings: PublicFindings) {
        for (point, finding, is_public) in visible(body) {
            if finding.has_tag(ZERO_TOLERANCE) {
                self.zero_tolerance.extend(ids(finding).map(str::to_owned));
            } else if let Ok(candidate) = candidate(body, point, finding, is_public, public_findings) {
                let carriers = self.carriers.entry(candidate.question).or_default();
                if carriers.last() != Some(&report) {
                    carriers.push(report);
                }
            }
        }
    }

    /// Keeps the questions that at least `k` published factories carry; `factory` names that of a published report.
    pub(super) fn keep(&mut self, k: usize, factory: impl Fn(u32) -> Option<usize>) {
        self.carriers.retain(|_, reports| {
            let factories: HashSet<_> = reports.iter().filter_map(|report| factory(*report)).collect();
            *reports = Vec::new();
            factories.len() >= k
        });
    }

    /// Makes a row of a finding, or says why not.
    pub(super) fn judge(
        &self,
        body: &AssessmentBody,
        (point, finding, is_public): (&CompliancePoint, &Finding, bool),
        public_findings: PublicFindings,
    ) -> Result<Candidate, Reason> {
        if finding.has_tag(ZERO_TOLERANCE) || ids(finding).any(|id| self.zero_tolerance.contains(id)) {
            return Err(Reason::ZeroTolerance);
        }
        let candidate = candidate(body, point, finding, is_public, public_findings)?;
        if self.carriers.contains_key(&candidate.question) { Ok(candidate) } else { Err(Reason::RareQuestion) }
    }
}

/// Every finding that can be seen, with its point and whether it belongs to the floor.
pub(super) fn visible(body: &AssessmentBody) -> impl Iterator<Item = (&CompliancePoint, &Finding, bool)> {
    body.compliance_points
        .iter()
        .flat_map(|point| point.all_findings().map(move |finding| (point, finding, finding.is_publicly_disclosed())))
}

fn ids(finding: &Finding) -> impl Iterator<Item = &str> {
    finding.global_question.as_deref().into_iter().chain([finding.question.as_str()])
}

/// Makes a row of a finding, as far as its own report decides.
fn candidate(
    body: &AssessmentBody,
    point: &CompliancePoint,
    finding: &Finding,
    is_public: bool,
    public_findings: PublicFindings,
) -> Result<Candidate, Reason> {
    if finding.kind != FindingKind::Compliance {
        return Err(Reason::Fact);
    }
    if is_public && public_findings == PublicFindings::LeaveOut {
        return Err(Reason::Public);
    }
    let texts = [&point.cluster, &point.id, &finding.question].into_iter().chain(&finding.global_question);
    if !texts.into_iter().all(|text| is_code(text)) {
        return Err(Reason::NotACode);
    }
    let question = Question {
        country: body.facility.country.to_string(),
        cluster: point.cluster.to_string(),
        compliance_point: point.id.to_string(),
        question: finding.question.to_string(),
        global_question: finding.global_question.as_ref().map(ToString::to_string),
        basis: finding.basis.as_ref().map(basis),
    };
    Ok(Candidate { question, result: result(finding.result.as_ref()), is_public })
}

impl Candidate {
    pub(super) fn into_row(self, assessment: &str) -> FindingRow {
        let Question { cluster, compliance_point, question, global_question, basis, .. } = self.question;
        let (assessment, result, is_public) = (assessment.to_owned(), self.result, self.is_public);
        FindingRow { assessment, cluster, compliance_point, question, global_question, basis, result, is_public }
    }
}

/// A code or an id: short, without a space, so that no sentence passes for one, and with nothing that begins a formula.
fn is_code(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"_-./".contains(&byte);
    text.len() <= 64 && text.starts_with(|first: char| first.is_ascii_alphanumeric()) && text.bytes().all(allowed)
}

/// Codes that this version does not know could be anything, a name too.
fn result(result: Option<&FindingResult>) -> &'static str {
    match result {
        Some(FindingResult::Compliant) => "compliant",
        Some(FindingResult::NonCompliant) => "non_compliant",
        Some(FindingResult::NotApplicable) => "not_applicable",
        Some(FindingResult::NotAssessed) => "not_assessed",
        Some(FindingResult::Other(_)) | None => "other",
    }
}

fn basis(basis: &Basis) -> &'static str {
    match basis {
        Basis::InternationalStandard => "international_standard",
        Basis::NationalLaw => "national_law",
        Basis::Benchmark => "benchmark",
        Basis::Other(_) => "other",
    }
}
