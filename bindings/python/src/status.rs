//! Status lists: held on this side, none or one or several.

use betterwork::Timestamp;
use betterwork::trust::{StatusList, StatusValue};
use pyo3::prelude::*;
use serde::Serialize;

use crate::answer::{ask, to_json};
use crate::trust::TrustList;

/// The status lists of one question.
#[pyclass(frozen, module = "betterwork._native")]
pub(crate) struct StatusLists(pub(crate) betterwork::trust::StatusLists);

#[derive(Serialize)]
struct Facts<'a> {
    uri: &'a str,
    issuer: &'a str,
    as_of_at: String,
    expires_at: String,
    length: u64,
    digest: betterwork::Digest,
}

#[pymethods]
impl StatusLists {
    /// Opens one list, and holds it alone; `remembered` is the newest instant of it that the host has seen.
    #[staticmethod]
    #[pyo3(signature = (document, trust, uri, remembered, at))]
    fn open(py: Python<'_>, document: &[u8], trust: &TrustList, uri: Option<&str>, remembered: Option<&str>, at: &str) -> PyResult<Self> {
        ask(py, || {
            let remembered = remembered.map(Timestamp::parse).transpose()?;
            StatusList::open(document, &trust.0, uri, remembered, Timestamp::parse(at)?).map(|list| StatusLists(list.into()))
        })
    }

    /// Opens each document as of `at`; what cannot be opened is remembered, and answers why a standing is unknown.
    #[staticmethod]
    fn hold(py: Python<'_>, documents: Vec<Vec<u8>>, trust: &TrustList, at: &str) -> PyResult<Self> {
        ask(py, || {
            let at = Timestamp::parse(at)?;
            let mut lists = betterwork::trust::StatusLists::none();
            for document in &documents {
                match StatusList::open(document, &trust.0, None, None, at) {
                    Ok(list) => lists.hold(list),
                    Err(error) => lists.hold_failure(&error),
                }
            }
            Ok(StatusLists(lists))
        })
    }

    /// Returns what Python shows of the first list, as JSON; `null` where none is held.
    fn facts(&self) -> String {
        to_json(&self.0.iter().next().map(|list| Facts {
            uri: list.uri(),
            issuer: list.issuer(),
            as_of_at: list.as_of().to_string(),
            expires_at: list.expires().to_string(),
            length: list.len(),
            digest: list.digest(),
        }))
    }

    /// Returns the entry of the first list at `index`, or nothing beyond its end.
    fn value(&self, index: u64) -> Option<&'static str> {
        self.0.iter().next()?.get(index).map(code)
    }
}

fn code(value: StatusValue) -> &'static str {
    match value {
        StatusValue::Valid => "valid",
        StatusValue::Revoked => "revoked",
        StatusValue::Suspended => "suspended",
        StatusValue::Superseded => "superseded",
    }
}
