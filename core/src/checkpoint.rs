//! The state of a transparency log at a moment: what a status list names and what a log signs.

use crate::digest::Digest;
use crate::json::object;
use crate::text::Text;

object! {
    /// How large the log was at a moment, and its root hash.
    pub struct Checkpoint {
        /// The log.
        required origin: Text,
        /// How many entries it had.
        required size: u64,
        /// Its root hash (RFC 6962 §2.1).
        required root: Digest,
    }
}
