//! Decisions: must a factory still be audited, and if so, what exactly? Explained, and the same on every machine.

mod clauses;
mod explain;
mod findings;
mod next_change;
mod outcome;
mod replay;
mod requirements;

use std::sync::Arc;

pub use explain::{explain, in_words, sentence};
pub use outcome::{ClauseDecision, Decided, FindingDecision, Inputs, JudgedReport, Outcome, Reason, ReasonItem, TopUp};
pub use replay::{Change, Replay, replay};

use super::document::{check_schema, inconsistent, schema_of};
use super::{Crosswalk, Policy};
use crate::error::Result;
use crate::json;
use crate::statement::VerifiedStatement;
use crate::time::{Day, Timestamp};
use crate::verify::{VerifiedProgressReport, VerifiedReport};

const KIND: &str = "decision";

/// What a decision takes into account beside the report.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// Statements about the report. Only the programme's `remediation_verified` may lift a follow-up.
    pub statements: &'a [VerifiedStatement],
    /// Progress reports about it: what they say of a finding is shown beside it.
    pub progress_reports: &'a [VerifiedProgressReport],
    /// The day of the last assessment that blocked this factory, by whomever.
    pub last_blocking_on: Option<Day>,
}

/// An explained decision about one factory.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision(Decided);

/// Decides whether a factory must still be audited, and if so, what exactly.
///
/// `report` was verified as of `at`; without one the answer is a full audit. The strictest of all answers counts: of the
/// rules about the report as a whole, and of every clause. The same inputs give the same bytes ([`Decision::to_json`])
/// on every machine and in every language.
///
/// # Errors
/// `inconsistent` where the report was verified as of another instant, or a statement or progress report is about another one.
pub fn decide(
    report: Option<&VerifiedReport>,
    policy: &Policy,
    crosswalk: &Crosswalk,
    context: &Context<'_>,
    at: Timestamp,
) -> Result<Decision> {
    if let Some(report) = report {
        check_inputs(report, context, at)?;
    }
    let actions = findings::Actions::new(policy, context);
    let mut reasons = requirements::judge(report, policy, context, at);
    let clauses = clauses::judge(report, policy, crosswalk, &actions);
    let outside = report.map_or_else(Vec::new, |report| actions.outside(report, crosswalk));
    reasons.extend(report.map_or_else(Vec::new, |report| actions.unseen(report, crosswalk)));
    let strictest = strictest(&reasons, &clauses, &outside);
    let changes = report.filter(|_| strictest.0 != Outcome::FullAudit).and_then(|report| next_change::of(report, policy, at));
    if let Some(note) = requirements::note(report, policy) {
        reasons.push(note);
    }
    let (outcome, reason, rule) = strictest;
    let mut decided = Decided::new(
        schema_of(KIND).into(),
        outcome,
        reason,
        at.to_string().into(),
        clauses,
        outcome::inputs(report, policy, crosswalk, context),
    );
    decided.rule = rule;
    decided.report = report.map(outcome::judged_report);
    decided.reasons = reasons;
    decided.outside = outside;
    if let Some((instant, reason)) = changes {
        decided.next_change_at = Some(instant.to_string().into());
        decided.next_change_reason = Some(reason);
    }
    Ok(Decision(decided))
}

impl Decision {
    /// Reads a decision that was written before.
    ///
    /// # Errors
    /// `malformed`, `wrong_document` or `unsupported_version` where it is none.
    pub fn from_json(json: &str) -> Result<Self> {
        check_schema(json, KIND)?;
        json::read(&Arc::new(json.to_owned())).map(Decision)
    }

    /// Writes the decision: compact JSON, always the same bytes.
    pub fn to_json(&self) -> String {
        serde_json::to_string(&self.0).unwrap_or_default()
    }

    /// Returns the answer.
    pub fn outcome(&self) -> Outcome {
        self.0.outcome
    }

    /// Returns the reason that counted.
    pub fn reason(&self) -> Reason {
        self.0.reason
    }

    /// Returns all of it.
    pub fn decided(&self) -> &Decided {
        &self.0
    }
}

impl serde::Serialize for Decision {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

type Judgement = (Outcome, Reason, Option<crate::Text>);

/// The strictest answer; of several alike the first, report before clauses before what no clause names.
fn strictest(reasons: &[ReasonItem], clauses: &[ClauseDecision], outside: &[FindingDecision]) -> Judgement {
    let of_report = reasons.iter().map(|item| (item.outcome, item.reason, item.rule.clone()));
    let of_clauses = clauses.iter().map(|clause| (clause.outcome, clause.reason, clause.rule.clone()));
    let of_others = outside.iter().map(|finding| (finding.outcome, finding.reason, finding.rule.clone()));
    let accepted = (Outcome::Accept, Reason::Accepted, None);
    of_report.chain(of_clauses).chain(of_others).fold(accepted, |strictest, next| if next.0 > strictest.0 { next } else { strictest })
}

fn check_inputs(report: &VerifiedReport, context: &Context<'_>, at: Timestamp) -> Result<()> {
    if report.verified_at() != at {
        return Err(inconsistent(format!(
            "the report was verified as of {}, the decision is as of {at}: verify it again",
            report.verified_at()
        )));
    }
    if context.statements.iter().any(|statement| statement.statement().about.digest != report.digest()) {
        return Err(inconsistent("a statement of the context is about another report"));
    }
    context.progress_reports.iter().try_for_each(|progress| progress.check_about(report))
}
