//! Proof, for whoever is offline, that a log holds a record: with the record and the signed checkpoint.

use std::sync::Arc;

use super::event::Event;
use super::hash::leaf_hash;
use super::proof::verify_inclusion;
use super::signed::SignedCheckpoint;
use crate::digest::Digest;
use crate::error::{Error, ErrorKind, Result};
use crate::json::{self, object};
use crate::seal::PublicKey;
use crate::text::Text;

/// The most bytes of an inclusion proof as JSON.
pub const MAX_INCLUSION_PROOF_BYTES: usize = 256 * 1024;

object! {
    /// Proof that a log holds a record.
    pub struct InclusionProof {
        /// Which entry of the log it is, counted from 0.
        required index: u64,
        /// How many entries the log had.
        required size: u64,
        /// The hashes on the way from the entry to the root, lowest first (RFC 6962 §2.1.1).
        required hashes: Vec<Digest>,
        /// The record, as it stands in the log.
        required record: Text,
        /// The checkpoint of that size, a signed note.
        required checkpoint: Text,
    }
}

impl InclusionProof {
    /// Reads a proof.
    ///
    /// # Errors
    /// `too_large` beyond [`MAX_INCLUSION_PROOF_BYTES`]; `malformed` where it is not strict JSON of the right shape.
    pub fn from_json(json: &str) -> Result<Self> {
        if json.len() > MAX_INCLUSION_PROOF_BYTES {
            return Err(Error::new(
                ErrorKind::TooLarge,
                format!("the inclusion proof has more than {MAX_INCLUSION_PROOF_BYTES} bytes, the most that are allowed"),
            ));
        }
        json::read(&Arc::new(json.to_owned()))
    }

    /// Checks that the log with this origin, by the word of one of its keys, holds the record; returns what the record
    /// says, and the checkpoint.
    ///
    /// # Errors
    /// Those of [`SignedCheckpoint::open`]; `inconsistent` where the checkpoint is of another size, or the hashes do not
    /// lead to its root; `too_large` and `malformed` for the record.
    pub fn verify(&self, origin: &str, keys: &[PublicKey]) -> Result<(Event, SignedCheckpoint)> {
        let signed = SignedCheckpoint::open(self.checkpoint.as_bytes(), origin, keys).map_err(|error| error.within("checkpoint"))?;
        let checkpoint = signed.checkpoint();
        if checkpoint.size != self.size {
            return Err(Error::new(
                ErrorKind::Inconsistent,
                format!("the proof is for a log of {} entries, its checkpoint for one of {}", self.size, checkpoint.size),
            ));
        }
        verify_inclusion(self.index, self.size, &leaf_hash(self.record.as_bytes()), &self.hashes, &checkpoint.root)?;
        let event = Event::read(self.record.as_bytes()).map_err(|error| error.within("record"))?;
        Ok((event, signed))
    }
}
