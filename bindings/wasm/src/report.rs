//! Reports: verified, their public view, and what is said about them.

use betterwork::Timestamp;
use betterwork::seal::MAX_TOKEN_BYTES;
use wasm_bindgen::prelude::*;

use crate::answer::{Answer, refused};
use crate::json::to_json;
use crate::{StatusLists, TrustList};

/// Verifies an assessment report; the verification result as JSON.
#[wasm_bindgen]
pub fn verify(bytes: &[u8], trust: &TrustList, status: &StatusLists, at: &str) -> Answer<String> {
    let report = Timestamp::parse(at).and_then(|at| betterwork::verify_outline(bytes, &trust.0, &status.0, at));
    report.map(|report| to_json(&report)).map_err(refused)
}

/// Verifies a statement about a report, which is verified as well; the verified statement as JSON.
#[wasm_bindgen]
pub fn verify_statement(bytes: &[u8], about: &[u8], trust: &TrustList, status: &StatusLists, at: &str) -> Answer<String> {
    let statement = Timestamp::parse(at).and_then(|at| {
        let report = betterwork::verify_outline(about, &trust.0, &status.0, at)?;
        betterwork::verify_statement(bytes, &report, &trust.0, at)
    });
    statement.map(|statement| to_json(&statement)).map_err(refused)
}

/// Returns how many bytes of an input are worth passing: one more than any document may have.
#[wasm_bindgen]
pub fn longest_input() -> usize {
    MAX_TOKEN_BYTES + 1
}
