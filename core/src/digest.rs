//! SHA-256 digests: the identity of every signed document.

use std::fmt;

use serde::{Serialize, Serializer};
use sha2::{Digest as _, Sha256};

use crate::ascii::Ascii;
use crate::error::{Error, ErrorKind, Result, excerpt, words};

/// A SHA-256 digest, written in 64 lower-case hexadecimal characters.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// Returns the SHA-256 digest of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Digest(Sha256::digest(bytes).into())
    }

    /// Returns the SHA-256 digest of two parts, one after the other.
    pub(crate) fn of_two(first: &[u8], second: &[u8]) -> Self {
        Digest(Sha256::new().chain_update(first).chain_update(second).finalize().into())
    }

    /// Reads 64 lower-case hexadecimal characters.
    ///
    /// # Errors
    /// `malformed` for anything else.
    pub fn parse(hex: &str) -> Result<Self> {
        let refused = || {
            Error::new(ErrorKind::Malformed, words!("expected a digest of 64 lower-case hexadecimal characters, found `{}`", excerpt(hex)))
        };
        let mut digest = [0; 32];
        let (pairs, []) = hex.as_bytes().as_chunks::<2>() else { return Err(refused()) };
        if pairs.len() != digest.len() {
            return Err(refused());
        }
        for (byte, [high, low]) in digest.iter_mut().zip(pairs) {
            *byte = nibble(*high).zip(nibble(*low)).map(|(high, low)| high << 4 | low).ok_or_else(refused)?;
        }
        Ok(Digest(digest))
    }

    /// Returns the 32 bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl From<[u8; 32]> for Digest {
    fn from(bytes: [u8; 32]) -> Self {
        Digest(bytes)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Ascii::hex(&self.0))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&Ascii::hex(&self.0))
    }
}

fn nibble(character: u8) -> Option<u8> {
    match character {
        b'0'..=b'9' => Some(character - b'0'),
        b'a'..=b'f' => Some(character - b'a' + 10),
        _ => None,
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Digest {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Digest".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string", "pattern": "^[0-9a-f]{64}$"})
    }
}
