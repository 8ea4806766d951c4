//! The transparency log: checkpoints, and proof that it holds a record.

use betterwork::Text;
use betterwork::log::{Event, InclusionProof, NoteKey, SignedCheckpoint};
use betterwork::seal::PublicKey;
use pyo3::prelude::*;
use serde::Serialize;

use crate::answer::{ask, to_json};

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

/// Opens a checkpoint of the log with this origin.
#[pyfunction]
pub(crate) fn open_checkpoint(py: Python<'_>, note: &[u8], origin: &str, keys: Vec<String>) -> PyResult<String> {
    ask(py, || SignedCheckpoint::open(note, origin, &parse_keys(&keys)?).map(|signed| to_json(&opened(&signed))))
}

/// Checks that the log with this origin holds a record; what the record says and the checkpoint, as JSON.
#[pyfunction]
pub(crate) fn verify_inclusion_proof(py: Python<'_>, proof: &str, origin: &str, keys: Vec<String>) -> PyResult<String> {
    ask(py, || {
        let keys = parse_keys(&keys)?;
        let (event, signed) = InclusionProof::from_json(proof)?.verify(origin, &keys)?;
        Ok(to_json(&VerifiedInclusion { event, checkpoint: opened(&signed) }))
    })
}

fn parse_keys(keys: &[String]) -> betterwork::Result<Vec<PublicKey>> {
    keys.iter().map(|key| NoteKey::parse(key).map(|key| key.key().clone())).collect()
}

fn opened(signed: &SignedCheckpoint) -> OpenedCheckpoint<'_> {
    let checkpoint = signed.checkpoint();
    OpenedCheckpoint { origin: &checkpoint.origin, size: checkpoint.size, root: checkpoint.root, extensions: signed.extensions() }
}
