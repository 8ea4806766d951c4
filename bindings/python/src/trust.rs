//! Trust lists: opened once, held on this side, asked by every verification.

use betterwork::Timestamp;
use betterwork::trust::{Pin, Root};
use pyo3::prelude::*;
use serde::Serialize;

use crate::answer::{ask, to_json};

/// A trust list that its root signed.
#[pyclass(frozen, module = "betterwork._native")]
pub(crate) struct TrustList(pub(crate) betterwork::trust::TrustList);

#[derive(Serialize)]
struct Facts {
    version: u64,
    digest: betterwork::Digest,
    root_fingerprint: Option<betterwork::Digest>,
    expires_at: String,
    test: bool,
}

#[pymethods]
impl TrustList {
    /// Opens a first trust list; `pin` is the pinned root as JSON, without it the list's own counts.
    #[staticmethod]
    #[pyo3(signature = (document, pin=None, remembered_version=None))]
    fn open(py: Python<'_>, document: &[u8], pin: Option<&str>, remembered_version: Option<u64>) -> PyResult<Self> {
        ask(py, || {
            let root = pin.map(Root::from_json).transpose()?;
            let list = betterwork::trust::TrustList::open(document, root.as_ref().map_or(Pin::NamedFile, Pin::Root))?;
            remembered_version.map_or(Ok(list.clone()), |version| list.not_older_than(version)).map(TrustList)
        })
    }

    /// Takes the next trust list.
    fn update(&self, py: Python<'_>, document: &[u8], at: &str) -> PyResult<Self> {
        ask(py, || self.0.update(document, Timestamp::parse(at)?).map(TrustList))
    }

    /// Returns what Python shows of it, as JSON.
    fn facts(&self) -> String {
        let payload = self.0.payload();
        to_json(&Facts {
            version: self.0.version(),
            digest: self.0.digest(),
            root_fingerprint: payload.root.fingerprint().ok(),
            expires_at: payload.expires.to_string(),
            test: self.0.is_test(),
        })
    }

    /// Returns the root as JSON: the pin for the list after this one.
    fn root(&self) -> String {
        to_json(&self.0.payload().root)
    }
}
