//! That everyone sees the same: the transparency log (RFC 6962; C2SP signed-note, tlog-checkpoint, tlog-tiles).
//!
//! A log is a list of records that only grows. Its owner signs a [`Checkpoint`], the size and the root hash of its tree,
//! and publishes the tree as [`Tile`]s and the records as [`EntryBundle`]s. Everything here takes bytes and gives bytes;
//! it reads no file and asks no clock.

mod bundle;
mod event;
mod frontier;
mod growth;
mod hash;
mod history;
mod inclusion;
mod note;
mod proof;
mod prove;
mod signed;
mod tile;

pub use crate::checkpoint::Checkpoint;
pub use bundle::{MAX_BUNDLE_BYTES, MAX_ENTRY_BYTES, decode_entries, encode_entries};
pub use event::{Event, MAX_RECORD_BYTES, ReportChange, ReportEvent, StatementEvent, UnknownEvent};
pub use frontier::Frontier;
pub use growth::Growth;
pub use hash::{empty_root, leaf_hash, node_hash};
pub use history::{History, history};
pub use inclusion::{InclusionProof, MAX_INCLUSION_PROOF_BYTES};
pub use note::{MAX_NOTE_BYTES, MAX_NOTE_SIGNATURES, NoteKey};
pub use proof::{verify_consistency, verify_inclusion};
pub use prove::{prove_consistency, prove_inclusion};
pub use signed::{MAX_EXTENSIONS, SignedCheckpoint};
pub use tile::{EntryBundle, TILE_WIDTH, Tile};

/// The largest tree: a size that every language represents exactly, 2^53 − 1.
pub const MAX_TREE_SIZE: u64 = crate::json::MAX_INTEGER.unsigned_abs();
