//! What a status list says (Token Status List).

use crate::checkpoint::Checkpoint;
use crate::json::object;
use crate::text::Text;
use crate::time::Timestamp;

object! {
    /// The content of a status list token.
    pub(crate) struct StatusPayload {
        /// The address of the list.
        required sub: Text,
        /// When it was signed.
        required iat: Timestamp,
        /// From when on it must not be used.
        required exp: Timestamp,
        /// For how many seconds a copy may be kept before asking again.
        optional ttl: Option<u64>,
        /// The entries.
        required status_list: Entries,
        /// The log at the moment of signing.
        optional log: Option<Checkpoint>,
    }
}

object! {
    /// The entries of a status list.
    pub(crate) struct Entries {
        /// Bits of an entry: 2.
        required bits: u64,
        /// The entries, ZLIB-compressed (RFC 1950), in base64url.
        required lst: Text,
    }
}
