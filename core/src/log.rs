//! That everyone sees the same: a transparency log of events (RFC 6962, C2SP signed-note, tlog-checkpoint, tlog-tiles).
//!
//! Pure: whoever publishes or reads a log brings the bytes of its files.

mod checkpoint;
mod entries;
mod event;
mod frontier;
mod hash;
mod note;
mod proof;
mod tile;

pub use checkpoint::{MAX_CHECKPOINT_BYTES, SignedCheckpoint, sign_checkpoint};
pub use entries::{MAX_BUNDLE_BYTES, MAX_ENTRY_BYTES, decode_entries, encode_entries};
pub use event::{Event, EventKind, MAX_EVENT_BYTES};
pub use frontier::Frontier;
pub use hash::{empty_root, leaf_hash, node_hash};
pub use note::NoteKey;
pub use proof::{Tiles, prove_consistency, prove_inclusion, verify_consistency, verify_inclusion};
pub use tile::{Bundle, TILE_WIDTH, Tile};
