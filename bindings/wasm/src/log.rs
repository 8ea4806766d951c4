//! The transparency log: checkpoints, and proof that it holds a record.

use betterwork::Text;
use betterwork::log::{Event, InclusionProof, NoteKey, SignedCheckpoint};
use betterwork::seal::PublicKey;
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::answer::{Answer, refused};
use crate::json::to_json;

#[derive(Serialize)]
struct OpenedCheckpoint<'a> {
    origin: &'a str,
    size: u64,
    root: betterwork::Digest,
    extensions: &'a [Text],
}

#[derive(Serialize)]
struct VerifiedInclusion<'a> {
    event: Event,
    checkpoint: OpenedCheckpoint<'a>,
}

/// Opens a checkpoint of the log with this origin; `keys` are verifier keys, one a line.
#[wasm_bindgen]
pub fn open_checkpoint(note: &[u8], origin: &str, keys: &str) -> Answer<String> {
    let signed = parse_keys(keys).and_then(|keys| SignedCheckpoint::open(note, origin, &keys));
    signed.map(|signed| to_json(&opened(&signed))).map_err(refused)
}

/// Checks that the log with this origin holds a record; what the record says and the checkpoint, as JSON.
#[wasm_bindgen]
pub fn verify_inclusion_proof(proof: &str, origin: &str, keys: &str) -> Answer<String> {
    let verified = parse_keys(keys).and_then(|keys| InclusionProof::from_json(proof)?.verify(origin, &keys));
    verified.map(|(event, signed)| to_json(&VerifiedInclusion { event, checkpoint: opened(&signed) })).map_err(refused)
}

fn parse_keys(keys: &str) -> betterwork::Result<Vec<PublicKey>> {
    keys.lines().map(|key| NoteKey::parse(key).map(|key| key.key().clone())).collect()
}

fn opened(signed: &SignedCheckpoint) -> OpenedCheckpoint<'_> {
    let checkpoint = signed.checkpoint();
    OpenedCheckpoint { origin: &checkpoint.origin, size: checkpoint.size, root: checkpoint.root, extensions: signed.extensions() }
}
