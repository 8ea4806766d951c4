//! What follows from verified reports: differences, rates, decisions.

use betterwork::analysis::decision::Context;
use betterwork::analysis::diff::diff_history;
use betterwork::analysis::rates::{By, Detail, Header, Scope, Selection, Tally};
use betterwork::analysis::{Crosswalk, Policy};
use betterwork::{Day, Timestamp};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::answer::{ask, refused, to_json};
use crate::report::{ProgressReport, Report};
use crate::statement::Statement;

/// Compares the last two of a facility's reports, the oldest first; the difference as JSON.
#[pyfunction]
pub(crate) fn diff(py: Python<'_>, reports: Vec<Py<Report>>) -> PyResult<String> {
    ask(py, || {
        let reports: Vec<_> = reports.iter().map(|report| &report.get().verified).collect();
        diff_history(&reports).map(|difference| to_json(&difference))
    })
}

/// Over which assessments rates are counted, as Python says it.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Asked {
    from_on: Option<String>,
    to_on: Option<String>,
    country: Option<String>,
    cycle: Option<u64>,
    panel: Option<u64>,
    by: Option<String>,
    questions: bool,
}

/// Counts non-compliance over many assessments; the rates as JSON.
#[pyfunction]
pub(crate) fn rates(py: Python<'_>, reports: Vec<Py<Report>>, asked: Asked) -> PyResult<String> {
    let scope = scope(py, &asked)?;
    ask(py, || {
        let headers = reports.iter().map(|report| Header::of(&report.get().verified)).collect();
        let mut tally = Tally::new(Selection::of(headers, &scope)?);
        for place in tally.selection().places() {
            if let Some(report) = reports.get(place) {
                tally.report(place, &report.get().verified);
            }
        }
        Ok(to_json(&tally.finish()))
    })
}

/// Reads what Python says of a scope.
pub(crate) fn scope(py: Python<'_>, asked: &Asked) -> PyResult<Scope> {
    let day = |text: &Option<String>| text.as_deref().map(Day::parse).transpose().map_err(|error| refused(py, &error));
    let mut scope = Scope::default();
    (scope.from_on, scope.to_on) = (day(&asked.from_on)?, day(&asked.to_on)?);
    (scope.country, scope.cycle, scope.panel) = (asked.country.clone(), asked.cycle, asked.panel);
    scope.by = asked.by.as_deref().map(division).transpose()?;
    scope.detail = if asked.questions { Detail::Questions } else { Detail::Points };
    Ok(scope)
}

/// Decides whether a factory must still be audited; the decision as JSON.
#[pyfunction]
#[pyo3(signature = (report, policy, crosswalk, statements, progress_reports, last_blocking_on, at))]
#[expect(clippy::too_many_arguments, reason = "Python gives them names")]
pub(crate) fn decide(
    py: Python<'_>,
    report: Option<&Report>,
    policy: &str,
    crosswalk: &str,
    statements: Vec<Py<Statement>>,
    progress_reports: Vec<Py<ProgressReport>>,
    last_blocking_on: Option<&str>,
    at: &str,
) -> PyResult<String> {
    ask(py, || {
        let (policy, crosswalk) = (Policy::from_json(policy)?, Crosswalk::from_json(crosswalk)?);
        let statements: Vec<_> = statements.iter().map(|statement| statement.get().0.clone()).collect();
        let progress_reports: Vec<_> = progress_reports.iter().map(|progress| progress.get().0.clone()).collect();
        let last_blocking_on = last_blocking_on.map(Day::parse).transpose()?;
        let context = Context { statements: &statements, progress_reports: &progress_reports, last_blocking_on };
        let report = report.map(|report| &report.verified);
        betterwork::analysis::decide(report, &policy, &crosswalk, &context, Timestamp::parse(at)?).map(|decision| decision.to_json())
    })
}

fn division(by: &str) -> PyResult<By> {
    match by {
        "country" => Ok(By::Country),
        "cycle" => Ok(By::Cycle),
        "tool_version" => Ok(By::ToolVersion),
        "year" => Ok(By::Year),
        _ => Err(PyValueError::new_err(format!("rates are divided by `country`, `cycle`, `tool_version` or `year`, not by `{by}`"))),
    }
}
