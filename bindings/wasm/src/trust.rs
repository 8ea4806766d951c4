//! Trust lists: opened once, held on this side, asked by every verification.

use betterwork::Timestamp;
use betterwork::trust::{Pin, Root};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::answer::{Answer, refused};
use crate::json::to_json;

/// A trust list that its root signed.
#[wasm_bindgen]
pub struct TrustList(pub(crate) betterwork::trust::TrustList);

#[derive(Serialize)]
struct Facts {
    version: u64,
    digest: betterwork::Digest,
    root_fingerprint: Option<betterwork::Digest>,
    expires_at: String,
    test: bool,
}

#[wasm_bindgen]
impl TrustList {
    /// Opens a first trust list; `pin` is the pinned root as JSON, without it the list's own counts.
    pub fn open(bytes: &[u8], pin: Option<String>, remembered_version: Option<f64>) -> Answer<TrustList> {
        let root = pin.map(|pin| Root::from_json(&pin)).transpose();
        let list = root.and_then(|root| {
            let list = betterwork::trust::TrustList::open(bytes, root.as_ref().map_or(Pin::NamedFile, Pin::Root))?;
            list.not_older_than(remembered_version.unwrap_or_default() as u64)
        });
        list.map(TrustList).map_err(refused)
    }

    /// Takes the next trust list.
    pub fn update(&self, bytes: &[u8], at: &str) -> Answer<TrustList> {
        Timestamp::parse(at).and_then(|at| self.0.update(bytes, at)).map(TrustList).map_err(refused)
    }

    /// Returns what JavaScript shows of it, as JSON.
    pub fn facts(&self) -> String {
        let payload = self.0.payload();
        to_json(&Facts {
            version: self.0.version(),
            digest: self.0.digest(),
            root_fingerprint: payload.root.fingerprint().ok(),
            expires_at: payload.expires.to_rfc3339(),
            test: self.0.is_test(),
        })
    }

    /// Returns the root as JSON: the pin for the list after this one.
    pub fn root(&self) -> String {
        to_json(&self.0.payload().root)
    }
}
