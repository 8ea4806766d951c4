//! Status lists: held on this side, none or one or several.

use betterwork::Timestamp;
use betterwork::trust::{StatusList, StatusValue};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::TrustList;
use crate::answer::{Answer, refused};
use crate::json::to_json;

/// The status lists of one question.
#[wasm_bindgen]
pub struct StatusLists(pub(crate) betterwork::trust::StatusLists);

#[derive(Serialize)]
struct Facts<'a> {
    uri: &'a str,
    issuer: &'a str,
    as_of_at: String,
    expires_at: String,
    length: u64,
}

#[wasm_bindgen]
impl StatusLists {
    /// Holds none.
    pub fn none() -> StatusLists {
        StatusLists(betterwork::trust::StatusLists::none())
    }

    /// Opens one list, and holds it alone; `remembered` is the newest instant of it that the host has seen.
    pub fn open(bytes: &[u8], trust: &TrustList, uri: Option<String>, remembered: Option<String>, at: &str) -> Answer<StatusLists> {
        let remembered = remembered.map(|remembered| Timestamp::parse(&remembered)).transpose();
        let list = remembered.and_then(|remembered| StatusList::open(bytes, &trust.0, uri.as_deref(), remembered, Timestamp::parse(at)?));
        list.map(|list| StatusLists(list.into())).map_err(refused)
    }

    /// Holds what `others` hold as well.
    pub fn add(&mut self, others: &StatusLists) {
        self.0.hold_all(&others.0);
    }

    /// Opens one more list; where it cannot be opened, that is remembered, and answers why a standing is unknown.
    pub fn try_open(&mut self, bytes: &[u8], trust: &TrustList, at: &str) {
        match Timestamp::parse(at).and_then(|at| StatusList::open(bytes, &trust.0, None, None, at)) {
            Ok(list) => self.0.hold(list),
            Err(error) => self.0.hold_failure(&error),
        }
    }

    /// Returns what JavaScript shows of the first list, as JSON; nothing where none is held.
    pub fn facts(&self) -> String {
        let facts = self.0.iter().next().map(|list| Facts {
            uri: list.uri(),
            issuer: list.issuer(),
            as_of_at: list.as_of().to_rfc3339(),
            expires_at: list.expires().to_rfc3339(),
            length: list.len(),
        });
        facts.map_or_else(String::new, |facts| to_json(&facts))
    }

    /// Returns the entry of the first list at `index`, or nothing beyond its end.
    pub fn value(&self, index: f64) -> Option<String> {
        let value = self.0.iter().next()?.get(index as u64)?;
        Some(code(value).to_owned())
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
