//! What only the second build has: views, decisions, differences, progress reports.

use betterwork::analysis::decision::Context;
use betterwork::analysis::diff::diff_history;
use betterwork::analysis::{Crosswalk, Policy};
use betterwork::{Day, Result, Timestamp, VerifiedReport, View};
use wasm_bindgen::prelude::*;

use crate::answer::{Answer, refused};
use crate::json::to_json;
use crate::{StatusLists, TrustList};

/// Makes a view of a report: `full`, `public`, or members separated by commas.
#[wasm_bindgen]
pub fn redact(token: &[u8], view: &str) -> Answer<String> {
    view.parse().and_then(|view: View| betterwork::redact(token, &view)).map_err(refused)
}

/// Verifies a progress report, and where a report is given, that it is about that one; the verification result as JSON.
#[wasm_bindgen]
pub fn verify_progress_report(bytes: &[u8], about: Option<Box<[u8]>>, trust: &TrustList, status: &StatusLists, at: &str) -> Answer<String> {
    let verified = Timestamp::parse(at).and_then(|at| {
        let progress = betterwork::verify_progress_report(bytes, &trust.0, &status.0, at)?;
        if let Some(about) = about {
            progress.check_about(&betterwork::verify(&about, &trust.0, &status.0, at)?)?;
        }
        Ok(progress)
    });
    verified.map(|progress| to_json(&progress)).map_err(refused)
}

/// Compares the last two of a facility's reports, the oldest first; the difference as JSON.
#[wasm_bindgen]
pub fn diff(reports: Vec<String>, trust: &TrustList, status: &StatusLists, at: &str) -> Answer<String> {
    let difference = Timestamp::parse(at).and_then(|at| {
        let verify = |token: &String| betterwork::verify(token.as_bytes(), &trust.0, &status.0, at);
        let reports: Vec<VerifiedReport> = reports.iter().map(verify).collect::<Result<_>>()?;
        diff_history(&reports.iter().collect::<Vec<_>>())
    });
    difference.map(|difference| to_json(&difference)).map_err(refused)
}

/// Decides whether a factory must still be audited; the decision as JSON.
#[wasm_bindgen]
#[expect(clippy::too_many_arguments, reason = "JavaScript gives them names")]
pub fn decide(
    report: Option<Box<[u8]>>,
    policy: &str,
    crosswalk: &str,
    statements: Vec<String>,
    progress_reports: Vec<String>,
    last_blocking_on: Option<String>,
    trust: &TrustList,
    status: &StatusLists,
    at: &str,
) -> Answer<String> {
    let (trust, status) = (&trust.0, &status.0);
    let decision = Timestamp::parse(at).and_then(|at| {
        let (policy, crosswalk) = (Policy::from_json(policy)?, Crosswalk::from_json(crosswalk)?);
        let last_blocking_on = last_blocking_on.as_deref().map(Day::parse).transpose()?;
        let report = report.map(|report| betterwork::verify(&report, trust, status, at)).transpose()?;
        let statement = |token: &String| report.as_ref().map(|report| betterwork::verify_statement(token.as_bytes(), report, trust, at));
        let statements = statements.iter().filter_map(statement).collect::<Result<Vec<_>>>()?;
        let progress = |token: &String| betterwork::verify_progress_report(token.as_bytes(), trust, status, at);
        let progress_reports = progress_reports.iter().map(progress).collect::<Result<Vec<_>>>()?;
        let context = Context { statements: &statements, progress_reports: &progress_reports, last_blocking_on };
        betterwork::analysis::decide(report.as_ref(), &policy, &crosswalk, &context, at)
    });
    decision.map(|decision| decision.to_json()).map_err(refused)
}
