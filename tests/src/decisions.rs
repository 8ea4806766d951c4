//! Vectors of decisions: one scenario each, what is given and the one right answer, byte for byte.

mod given;
mod scenarios;

use std::path::PathBuf;

use betterwork::analysis::{Context, Crosswalk, Decision, Policy, decide};
use betterwork::trust::{Pin, StatusList, StatusLists, TrustList};
use betterwork::{Day, Result, Timestamp, verify, verify_progress_report, verify_statement};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::vector::SignedTrustList;

/// One scenario: everything that a decision takes into account, and the decision.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecisionVector {
    /// The file's name without its ending.
    pub name: String,
    /// What is the case.
    pub description: String,
    /// The time of the question, RFC 3339.
    pub at: String,
    /// The trust list that is held, opened as a named file.
    pub trust: SignedTrustList,
    /// The status lists that are held.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub status: Vec<String>,
    /// The report; absent where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// Statements about it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statements: Vec<String>,
    /// Progress reports about it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub progress_reports: Vec<String>,
    /// The day of the last blocking assessment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_blocking_on: Option<String>,
    /// The policy, as text: its digest is over these bytes.
    pub policy: String,
    /// The crosswalk, as text.
    pub crosswalk: String,
    /// What must come out.
    pub expected: ExpectedDecision,
}

/// What must come out: one of the two.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedDecision {
    /// The decision, byte for byte.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<Box<RawValue>>,
    /// The code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// Makes every vector of decisions: path from the root of the repository, content.
///
/// # Panics
/// Where this SDK does not answer as the scenario demands.
pub fn generate() -> Vec<(PathBuf, Vec<u8>)> {
    let file = |vector: DecisionVector| {
        let path = PathBuf::from(format!("tests/vectors/decisions/{}.json", vector.name));
        (path, (serde_json::to_string_pretty(&vector).unwrap() + "\n").into_bytes())
    };
    let mut files: Vec<_> = scenarios::all().into_iter().map(|scenario| file(scenario.finish())).collect();
    files.sort();
    assert!(files.windows(2).all(|pair| pair[0].0 != pair[1].0), "a name occurs twice");
    files
}

impl DecisionVector {
    /// Asks this SDK.
    ///
    /// # Errors
    /// Whatever reading the policy and the crosswalk or deciding says. What the vector merely holds must be right.
    pub fn outcome(&self) -> Result<Decision> {
        let at = Timestamp::parse(&self.at).unwrap();
        let trust = TrustList::open(self.trust.document().as_bytes(), Pin::NamedFile).unwrap();
        let mut status = StatusLists::none();
        for token in &self.status {
            status.hold(StatusList::open(token.as_bytes(), &trust, None, None, at).unwrap());
        }
        let report = self.token.as_ref().map(|token| verify(token.as_bytes(), &trust, &status, at).unwrap());
        let statement = |token: &String| verify_statement(token.as_bytes(), report.as_ref().unwrap(), &trust, at).unwrap();
        let statements: Vec<_> = self.statements.iter().map(statement).collect();
        let progress = |token: &String| verify_progress_report(token.as_bytes(), &trust, &status, at).unwrap();
        let progress_reports: Vec<_> = self.progress_reports.iter().map(progress).collect();
        let last_blocking_on = self.last_blocking_on.as_deref().map(|day| Day::parse(day).unwrap());
        let context = Context { statements: &statements, progress_reports: &progress_reports, last_blocking_on };
        decide(report.as_ref(), &Policy::from_json(&self.policy)?, &Crosswalk::from_json(&self.crosswalk)?, &context, at)
    }
}
