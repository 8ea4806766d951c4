//! The survey: what the rules need to know of each report, and the decision.

use std::collections::HashMap;

use super::LEAST_K;
use super::plan::{Plan, Planned};
use super::pseudonym::{Key, Kind};
use super::questions::Questions;
use super::suppression::{Cell, Columns, Suppressed, decide};
use crate::digest::Digest;
use crate::report::AssessmentBody;
use crate::time::Day;
use crate::verify::{Disclosure, StandingValue, VerifiedReport};

/// What the caller decides.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Rules {
    /// How many factories must be alike; at least 2.
    pub k: u64,
    /// What happens to publicly disclosed findings.
    pub public_findings: PublicFindings,
}

/// What happens to publicly disclosed findings, which stand beside the factory's name elsewhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PublicFindings {
    /// They are left out: their pattern would tell which factory a pseudonym is.
    #[default]
    LeaveOut,
    /// They are kept; whoever gets the data set can then find factories again, and must be bound not to.
    Keep,
}

/// The first pass: looks at each report once, in any order.
#[derive(Debug)]
pub struct Survey {
    key: Key,
    rules: Rules,
    /// By `iss` and `jti`, the newest revision.
    reports: HashMap<[String; 2], Surveyed>,
    questions: Questions,
    counts: Suppressed,
}

/// What the rules need of a report.
#[derive(Debug)]
struct Surveyed {
    number: u32,
    digest: Digest,
    revision: u64,
    started_on: Day,
    facility: String,
    assessment: String,
    cell: Cell,
    is_withdrawn: bool,
}

impl Rules {
    /// Makes rules that hide each factory among at least `k`; fewer than 2 become 2.
    pub fn new(k: u64) -> Self {
        Rules { k: k.max(LEAST_K), public_findings: PublicFindings::default() }
    }
}

impl Survey {
    /// Begins a survey.
    pub fn new(key: Key, rules: Rules) -> Self {
        let counts = Suppressed { k: rules.k, ..Suppressed::default() };
        Survey { key, rules, reports: HashMap::new(), questions: Questions::default(), counts }
    }

    /// Looks at a report; the same report again changes nothing but the count of what was read.
    pub fn add(&mut self, verified: &VerifiedReport) {
        let (document, number) = (verified.document(), u32::try_from(self.counts.reports_read).unwrap_or(u32::MAX));
        self.counts.reports_read += 1;
        let names = [document.iss.to_string(), document.jti.to_string()];
        if let Some(held) = self.reports.get(&names) {
            self.counts.reports_older_revision += 1;
            if held.revision >= document.report.revision {
                return;
            }
        }
        self.questions.learn(&document.report, number, self.rules.public_findings);
        let surveyed = Surveyed {
            number,
            digest: verified.digest(),
            revision: document.report.revision,
            started_on: document.report.assessment.started_on,
            facility: self.key.pseudonym(Kind::Facility, [&document.iss, &document.sub]),
            assessment: self.key.pseudonym(Kind::Assessment, [&document.iss, &document.jti]),
            cell: cell(verified),
            is_withdrawn: matches!(verified.standing().value, StandingValue::Revoked | StandingValue::Suspended),
        };
        self.reports.insert(names, surveyed);
    }

    /// Decides by the rules.
    pub fn plan(self) -> Plan {
        let mut counts = self.counts;
        let mut factories: HashMap<String, Vec<Surveyed>> = HashMap::new();
        for report in self.reports.into_values() {
            if report.is_withdrawn {
                counts.reports_withdrawn += 1;
            } else {
                factories.entry(report.facility.clone()).or_default().push(report);
            }
        }
        let mut factories: Vec<_> = factories.into_values().collect();
        factories.iter_mut().for_each(|reports| reports.sort_by(|one, other| other.age().cmp(&one.age())));
        let cells: Vec<Vec<_>> = factories.iter().map(|reports| reports.iter().map(|report| report.cell.clone()).collect()).collect();
        let k = usize::try_from(self.rules.k).unwrap_or(usize::MAX);
        let (mut assessments, mut factory_of) = (Vec::new(), HashMap::new());
        for ((factory, reports), shown) in factories.into_iter().enumerate().zip(decide(&cells, k)) {
            counts.add_factory(shown, reports.len());
            let Some(shown) = shown else { continue };
            let count = shown.count(reports.len());
            for report in reports.into_iter().take(count) {
                factory_of.insert(report.number, factory);
                assessments.push(report.planned(shown.columns));
            }
        }
        let mut questions = self.questions;
        questions.keep(k, |report| factory_of.get(&report).copied());
        Plan::new(self.rules, assessments, questions, counts)
    }
}

impl Surveyed {
    /// What makes one assessment of a factory newer than another.
    fn age(&self) -> (Day, Option<i64>, &str) {
        (self.started_on, self.cell.cycle, &self.assessment)
    }

    fn planned(self, columns: Columns) -> Planned {
        let cell = columns.apply(&self.cell);
        Planned { digest: self.digest, facility: self.facility, assessment: self.assessment, cell }
    }
}

fn cell(verified: &VerifiedReport) -> Cell {
    let AssessmentBody { facility, assessment, .. } = verified.report();
    let is_isic = |isic: &&str| (2..=4).contains(&isic.len()) && isic.bytes().all(|byte| byte.is_ascii_digit());
    let (year, ..) = assessment.started_on.ymd();
    Cell {
        country: facility.country.to_string(),
        isic: facility.industry.as_ref().map(|industry| industry.isic.as_str()).filter(is_isic).map(str::to_owned),
        size_band: facility.workforce.as_ref().and_then(|workforce| workforce.total_count).and_then(size_band),
        cycle: i64::try_from(assessment.cycle).ok(),
        year: Some(i64::from(year)),
        tool: [assessment.tool.id.to_string(), assessment.tool.version.to_string()],
        is_partial: *verified.disclosure() != Disclosure::Complete,
    }
}

/// The band of a number of workers; a factory without workers states nothing.
fn size_band(workers: u64) -> Option<&'static str> {
    match workers {
        0 => None,
        1..250 => Some("1-249"),
        250..500 => Some("250-499"),
        500..1000 => Some("500-999"),
        1000..2500 => Some("1000-2499"),
        2500..5000 => Some("2500-4999"),
        5000.. => Some("5000+"),
    }
}
