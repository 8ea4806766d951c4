//! What follows from reports: views, decisions, differences.

use std::sync::Arc;

use betterwork::analysis::decision::Context;
use betterwork::analysis::diff::diff_history;
use betterwork::analysis::{Crosswalk, Policy};
use betterwork::seal::MAX_TOKEN_BYTES;

use crate::answer::{Answer, CalendarDay, json, timestamp};
use crate::{VerifiedProgressReport, VerifiedReport, VerifiedStatement};

/// Returns the most bytes of a document of any kind: one byte more is enough to refuse what is longer.
#[uniffi::export]
pub fn longest_document() -> u32 {
    MAX_TOKEN_BYTES as u32
}

/// Makes a view of a report: `full`, `public`, or members separated by commas.
#[uniffi::export]
pub fn redact(token: &[u8], view: String) -> Answer<String> {
    Ok(betterwork::redact(token, &view.parse()?)?)
}

/// Compares the last two of a facility's reports, the oldest first; the difference as JSON.
#[uniffi::export]
pub fn diff(reports: Vec<Arc<VerifiedReport>>) -> Answer<String> {
    let reports: Vec<_> = reports.iter().map(|report| &report.0).collect();
    Ok(json(&diff_history(&reports)?))
}

/// Decides whether a factory must still be audited; the decision as JSON, byte for byte the same everywhere.
#[uniffi::export]
pub fn decide(
    report: Option<Arc<VerifiedReport>>,
    policy: String,
    crosswalk: String,
    statements: Vec<Arc<VerifiedStatement>>,
    progress_reports: Vec<Arc<VerifiedProgressReport>>,
    last_blocking_on: Option<CalendarDay>,
    at: i64,
) -> Answer<String> {
    let (policy, crosswalk) = (Policy::from_json(&policy)?, Crosswalk::from_json(&crosswalk)?);
    let statements: Vec<_> = statements.iter().map(|statement| statement.0.clone()).collect();
    let progress_reports: Vec<_> = progress_reports.iter().map(|progress| progress.0.clone()).collect();
    let last_blocking_on = last_blocking_on.map(|day| day.day()).transpose()?;
    let context = Context { statements: &statements, progress_reports: &progress_reports, last_blocking_on };
    let report = report.as_ref().map(|report| &report.0);
    Ok(betterwork::analysis::decide(report, &policy, &crosswalk, &context, timestamp(at))?.to_json())
}
