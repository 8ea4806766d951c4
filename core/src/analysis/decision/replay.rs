//! Replaying a decision: made again from its inputs, and what is different now.

use std::fmt::Display;

use super::{Context, Decided, Decision, JudgedReport, decide};
use crate::analysis::{Crosswalk, Policy};
use crate::error::Result;
use crate::json::object;
use crate::text::Text;
use crate::time::Timestamp;
use crate::verify::VerifiedReport;

object! {
    /// An old decision beside one that was made again as of the same instant.
    pub struct Replay {
        /// Whether both are the same, byte for byte.
        required same: bool,
        /// What is different: first the inputs, then what follows.
        list changes: Vec<Change>,
    }
}

object! {
    /// Something that was different.
    pub struct Change {
        /// What: a member of the decision, or `clauses/<id>/outcome`.
        required what: Text,
        /// What it was.
        optional then: Option<Text>,
        /// What it is.
        optional now: Option<Text>,
    }
}

/// Makes an old decision again from the inputs that are given, as of its instant, and says what is different.
///
/// The report must have been verified as of that instant: [`Replay::instant`] reads it.
///
/// # Errors
/// As [`decide`]; `malformed` where the old decision has no instant.
pub fn replay(
    old: &Decision,
    report: Option<&VerifiedReport>,
    policy: &Policy,
    crosswalk: &Crosswalk,
    context: &Context<'_>,
) -> Result<Replay> {
    let new = decide(report, policy, crosswalk, context, Replay::instant(old)?)?;
    let same = old.to_json() == new.to_json();
    let mut changes = Vec::new();
    compare(&mut changes, &old.0, &new.0);
    if !same && changes.is_empty() {
        note(&mut changes, "details", Some("another text"), Some("another text"));
    }
    let mut replay = Replay::new(same);
    replay.changes = changes;
    Ok(replay)
}

impl Replay {
    /// Returns the instant of a decision: verify its report as of then.
    ///
    /// # Errors
    /// `malformed` where it has none.
    pub fn instant(decision: &Decision) -> Result<Timestamp> {
        Timestamp::parse(&decision.0.decided_at)
    }
}

fn compare(changes: &mut Vec<Change>, then: &Decided, now: &Decided) {
    let (old, new) = (&then.inputs, &now.inputs);
    note(changes, "inputs/report", old.report, new.report);
    // One digest for every view: how much each shows is an input of its own.
    let shown = |decided: &Decided, count: fn(&JudgedReport) -> u64| decided.report.as_ref().map(count);
    let findings = |report: &JudgedReport| report.findings_withheld_count;
    let members = |report: &JudgedReport| report.members_withheld_count;
    note(changes, "report/findings_withheld_count", shown(then, findings), shown(now, findings));
    note(changes, "report/members_withheld_count", shown(then, members), shown(now, members));
    note(changes, "inputs/policy", Some(old.policy), Some(new.policy));
    note(changes, "inputs/crosswalk", Some(old.crosswalk), Some(new.crosswalk));
    note(changes, "inputs/trust_list", old.trust_list, new.trust_list);
    note(changes, "inputs/status_list", old.status_list, new.status_list);
    note(changes, "inputs/statements", joined(&old.statements), joined(&new.statements));
    note(changes, "inputs/progress_reports", joined(&old.progress_reports), joined(&new.progress_reports));
    note(changes, "inputs/last_blocking_on", old.last_blocking_on, new.last_blocking_on);
    note(changes, "outcome", Some(then.outcome), Some(now.outcome));
    note(changes, "reason", Some(then.reason), Some(now.reason));
    note(changes, "rule", then.rule.as_ref(), now.rule.as_ref());
    note(changes, "next_change_at", then.next_change_at.as_ref(), now.next_change_at.as_ref());
    for clause in &then.clauses {
        let again = now.clauses.iter().find(|held| held.clause == clause.clause);
        let of = |member: &str| format!("clauses/{}/{member}", clause.clause);
        note(changes, &of("outcome"), Some(clause.outcome), again.map(|again| again.outcome));
        note(changes, &of("reason"), Some(clause.reason), again.map(|again| again.reason));
    }
    for clause in now.clauses.iter().filter(|clause| !then.clauses.iter().any(|held| held.clause == clause.clause)) {
        note(changes, &format!("clauses/{}/outcome", clause.clause), None, Some(clause.outcome));
    }
}

fn note<T: Display>(changes: &mut Vec<Change>, what: &str, then: Option<T>, now: Option<T>) {
    let text = |value: Option<T>| value.map(|value| Text::from(value.to_string()));
    let (then, now) = (text(then), text(now));
    if then == now && what != "details" {
        return;
    }
    let mut change = Change::new(what.into());
    (change.then, change.now) = (then, now);
    changes.push(change);
}

fn joined(digests: &[crate::Digest]) -> Option<String> {
    (!digests.is_empty()).then(|| digests.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "))
}
