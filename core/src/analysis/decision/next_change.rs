//! When time alone may change an answer: an age is reached, a reliance period ends, a status list grows too old.

use super::Reason;
use super::requirements::{age_in_days, days_after};
use crate::analysis::Policy;
use crate::time::Timestamp;
use crate::verify::VerifiedReport;

/// Returns the first instant after `at` at which a rule that is met now will not be, and that rule's reason.
///
/// Time never makes an answer milder.
pub(super) fn of(report: &VerifiedReport, policy: &Policy, at: Timestamp) -> Option<(Timestamp, Reason)> {
    let rules = policy.document();
    let first_day = report.age().since_on.start();
    let too_old = |days: u64| days_after(first_day, days.saturating_add(1));
    let (age, maximum) = (age_in_days(report), rules.maximum_age_days);
    let mut changes = vec![(too_old(maximum.saturating_add(rules.grace_days.unwrap_or(0))), Reason::TooOld)];
    if rules.grace_days.is_some_and(|days| days > 0) && age <= maximum {
        changes.push((too_old(maximum), Reason::WithinGrace));
    }
    changes.extend(report.document().exp.map(|exp| (exp, Reason::Lapsed)));
    if let (Some(days), Some(as_of)) = (rules.maximum_status_age_days, report.standing().as_of_at) {
        changes.push((days_after(as_of, days), Reason::StatusTooOld));
    }
    changes.into_iter().filter(|(instant, _)| *instant > at).min()
}
