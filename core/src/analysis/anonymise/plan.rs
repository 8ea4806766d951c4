//! The plan: which reports are published, in which order, with which columns and questions.

use std::collections::HashMap;

use super::questions::{Questions, Reason, visible};
use super::rows::{AssessmentRow, FindingRow};
use super::suppression::{Cell, Suppressed};
use super::survey::Rules;
use crate::digest::Digest;
use crate::verify::{Disclosure, VerifiedReport};

/// The second pass: gives the rows of the reports that are published.
#[derive(Debug)]
pub struct Plan {
    rules: Rules,
    /// In the order of the rows.
    assessments: Vec<Planned>,
    /// By digest, the number in that order.
    numbers: HashMap<Digest, usize>,
    questions: Questions,
    counts: Suppressed,
}

/// A report that is published, and what its row shows.
#[derive(Debug)]
pub(super) struct Planned {
    pub(super) digest: Digest,
    pub(super) facility: String,
    pub(super) assessment: String,
    pub(super) cell: Cell,
}

/// The rows of one report.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ReportRows {
    /// Its assessment.
    pub assessment: AssessmentRow,
    /// Its findings, ordered by cluster, point and question.
    pub findings: Vec<FindingRow>,
}

impl Plan {
    pub(super) fn new(rules: Rules, mut assessments: Vec<Planned>, questions: Questions, counts: Suppressed) -> Self {
        assessments.sort_by(|one, other| (&one.facility, &one.assessment).cmp(&(&other.facility, &other.assessment)));
        let numbers = assessments.iter().zip(0..).map(|(planned, number)| (planned.digest, number)).collect();
        Plan { rules, assessments, numbers, questions, counts }
    }

    /// Returns the digests of the reports that are published, in the order of their rows: by pseudonym.
    pub fn order(&self) -> Vec<Digest> {
        self.assessments.iter().map(|planned| planned.digest).collect()
    }

    /// Returns the rows of a report; `None` where it is not published. Give it each report once.
    pub fn rows(&mut self, verified: &VerifiedReport) -> Option<ReportRows> {
        let planned = self.assessments.get(*self.numbers.get(&verified.digest())?)?;
        let (body, cell) = (verified.report(), planned.cell.clone());
        let mut findings = Vec::new();
        for finding in visible(body) {
            self.counts.findings_read += 1;
            match self.questions.judge(body, finding, self.rules.public_findings) {
                Ok(candidate) => {
                    self.counts.findings_published += 1;
                    findings.push(candidate.into_row(&planned.assessment));
                }
                Err(Reason::Fact) => self.counts.findings_facts += 1,
                Err(Reason::NotACode) => self.counts.findings_not_a_code += 1,
                Err(Reason::ZeroTolerance) => self.counts.findings_zero_tolerance += 1,
                Err(Reason::Public) => self.counts.findings_public += 1,
                Err(Reason::RareQuestion) => self.counts.findings_rare_question += 1,
            }
        }
        findings.sort();
        let assessment = AssessmentRow {
            facility: planned.facility.clone(),
            assessment: planned.assessment.clone(),
            country: cell.country,
            isic: cell.isic,
            size_band: cell.size_band,
            cycle: cell.cycle,
            year: cell.year,
            disclosure: if *verified.disclosure() == Disclosure::Complete { "complete" } else { "partial" },
        };
        Some(ReportRows { assessment, findings })
    }

    /// Returns what was suppressed; complete once every report of [`Plan::order`] has given its rows.
    pub fn suppressed(&self) -> Suppressed {
        self.counts
    }
}
