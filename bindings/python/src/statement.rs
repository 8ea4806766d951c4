//! Statements about a report: verified, held as handles.

use betterwork::{Timestamp, VerifiedStatement};
use pyo3::prelude::*;

use crate::answer::{ask, to_json};
use crate::report::Report;
use crate::trust::TrustList;

/// A verified statement; nothing but `verify_statement` makes one.
#[pyclass(frozen, module = "betterwork._native")]
pub(crate) struct Statement(pub(crate) VerifiedStatement);

#[pymethods]
impl Statement {
    /// Returns the verified statement, as JSON.
    fn json(&self) -> String {
        to_json(&self.0)
    }
}

/// Verifies a statement about a report.
#[pyfunction]
pub(crate) fn verify_statement(py: Python<'_>, token: &[u8], report: &Report, trust: &TrustList, at: &str) -> PyResult<Statement> {
    ask(py, || betterwork::verify_statement(token, &report.verified, &trust.0, Timestamp::parse(at)?).map(Statement))
}
