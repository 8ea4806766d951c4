//! What crosses the border back: JSON text of a result, or the exception for an error.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use serde::Serialize;

/// The function that makes the exception of a code, in `betterwork/_errors.py`.
static REFUSAL: PyOnceLock<Py<PyAny>> = PyOnceLock::new();

/// Turns core's error into the exception of its code: the one place where this happens.
pub(crate) fn refused(py: Python<'_>, error: &betterwork::Error) -> PyErr {
    let exception = REFUSAL.get_or_try_init(py, || Ok::<_, PyErr>(py.import("betterwork._errors")?.getattr("refusal")?.unbind()));
    let made = exception.and_then(|refusal| refusal.call1(py, (error.kind().code(), error.to_string(), error.path())));
    match made {
        Ok(exception) => PyErr::from_value(exception.into_bound(py)),
        Err(failure) => failure,
    }
}

/// Asks core while other Python threads run.
pub(crate) fn ask<T: Send>(py: Python<'_>, question: impl Send + FnOnce() -> betterwork::Result<T>) -> PyResult<T> {
    py.detach(question).map_err(|error| refused(py, &error))
}

/// Writes a result. Core's results are plain data, which always can be written.
pub(crate) fn to_json(result: &impl Serialize) -> String {
    serde_json::to_string(result).unwrap_or_default()
}
