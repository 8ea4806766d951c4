//! What crosses the border back: JSON text of a result, or the exception for an error.

use betterwork_exchange::store::StoreError;
use betterwork_exchange::sync::SyncError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use serde::Serialize;

/// The function that makes the exception of a code, in `betterwork/_errors.py`.
static REFUSAL: PyOnceLock<Py<PyAny>> = PyOnceLock::new();

/// Turns core's error into the exception of its code: the one place where this happens.
pub(crate) fn refused(py: Python<'_>, error: &betterwork::Error) -> PyErr {
    of_code(py, error.kind().code(), &error.to_string(), error.path())
}

/// Turns a store's error into its exception; that of a document is the exception of its code.
pub(crate) fn store_refused(py: Python<'_>, error: &StoreError) -> PyErr {
    match error {
        StoreError::Trust(source) => of_code(py, source.kind().code(), &error.to_string(), source.path()),
        _ => of_class(py, "StoreError", error.code(), &error.to_string()),
    }
}

/// Turns a sync's error into its exception; that of a document is the exception of its code.
pub(crate) fn sync_refused(py: Python<'_>, error: &SyncError) -> PyErr {
    match error {
        _ if error.kind().is_some() => of_code(py, error.code(), &error.to_string(), ""),
        SyncError::Store(error) => store_refused(py, error),
        _ => of_class(py, "SyncError", error.code(), &error.to_string()),
    }
}

fn of_code(py: Python<'_>, code: &str, message: &str, path: &str) -> PyErr {
    let exception = REFUSAL.get_or_try_init(py, || Ok::<_, PyErr>(py.import("betterwork._errors")?.getattr("refusal")?.unbind()));
    let made = exception.and_then(|refusal| refusal.call1(py, (code, message, path)));
    made.map_or_else(|failure| failure, |exception| PyErr::from_value(exception.into_bound(py)))
}

fn of_class(py: Python<'_>, class: &str, code: &str, message: &str) -> PyErr {
    let made = py.import("betterwork._refusal").and_then(|module| module.getattr(class)).and_then(|class| class.call1((message, code)));
    made.map_or_else(|failure| failure, PyErr::from_value)
}

/// Asks core while other Python threads run.
pub(crate) fn ask<T: Send>(py: Python<'_>, question: impl Send + FnOnce() -> betterwork::Result<T>) -> PyResult<T> {
    py.detach(question).map_err(|error| refused(py, &error))
}

/// Writes a result. Core's results are plain data, which always can be written.
pub(crate) fn to_json(result: &impl Serialize) -> String {
    serde_json::to_string(result).unwrap_or_default()
}
