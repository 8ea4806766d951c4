//! Signing: reports, progress reports, statements. Random bytes are the caller's.

use betterwork::Result;
use betterwork::report::{AssessmentBody, Body, Document, ProgressBody};
use betterwork::seal::SigningKey;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::answer::refused;

/// Signs an assessment report; `random` returns so many random bytes that nobody can predict.
#[pyfunction]
pub(crate) fn issue(py: Python<'_>, document: &str, key: &str, random: &Bound<'_, PyAny>) -> PyResult<String> {
    sign::<AssessmentBody>(py, document, key, random)
}

/// Signs a progress report.
#[pyfunction]
pub(crate) fn issue_progress_report(py: Python<'_>, document: &str, key: &str, random: &Bound<'_, PyAny>) -> PyResult<String> {
    sign::<ProgressBody>(py, document, key, random)
}

/// Signs a statement.
#[pyfunction]
pub(crate) fn issue_statement(py: Python<'_>, statement: &str, key: &str) -> PyResult<String> {
    let signed =
        betterwork::report::Statement::from_json(statement).and_then(|statement| betterwork::issue_statement(&statement, &parse_key(key)?));
    signed.map_err(|error| refused(py, &error))
}

fn sign<B: Body + Clone>(py: Python<'_>, document: &str, key: &str, random: &Bound<'_, PyAny>) -> PyResult<String> {
    let mut failure = None;
    let mut source = |bytes: &mut [u8]| {
        if let Err(error) = fill(bytes, random) {
            failure.get_or_insert(error);
        }
    };
    let signed = parse_key(key).and_then(|key| betterwork::issue(&Document::<B>::from_json(document)?, &key, &mut source));
    match failure {
        // Under a salt that is not random nothing may be withheld.
        Some(failure) => Err(failure),
        None => signed.map_err(|error| refused(py, &error)),
    }
}

fn fill(bytes: &mut [u8], random: &Bound<'_, PyAny>) -> PyResult<()> {
    let given = random.call1((bytes.len(),))?;
    let given: &[u8] = given.extract()?;
    if given.len() != bytes.len() {
        return Err(PyValueError::new_err(format!("asked for {} random bytes, was given {}", bytes.len(), given.len())));
    }
    bytes.copy_from_slice(given);
    Ok(())
}

/// Reads a secret key, in PEM or JWK.
fn parse_key(key: &str) -> Result<SigningKey> {
    if key.trim_start().starts_with('{') { SigningKey::from_jwk_json(key) } else { SigningKey::from_pem(key) }
}
