//! Pseudonyms: the same for the same key, and nothing without it (HMAC-SHA-256, RFC 2104).

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::error::{Error, ErrorKind, Result};

/// The secret key of a data set's pseudonyms: whoever has it can test which factory a pseudonym is.
#[derive(Clone)]
pub struct Key(Zeroizing<[u8; Key::BYTES]>);

/// What a pseudonym stands for; another kind gives another pseudonym.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Facility,
    Assessment,
}

impl Key {
    /// How many bytes a key has.
    pub const BYTES: usize = 32;

    /// Takes 32 bytes that nobody can guess.
    ///
    /// # Errors
    /// `malformed` where all bytes are the same: no random source gives that.
    pub fn new(bytes: [u8; Key::BYTES]) -> Result<Self> {
        if bytes.iter().all(|byte| Some(byte) == bytes.first()) {
            return Err(Error::new(ErrorKind::Malformed, "the key is one byte repeated, which anybody can guess"));
        }
        Ok(Key(Zeroizing::new(bytes)))
    }

    /// Returns 32 hexadecimal characters: the first half of the HMAC over what is named.
    pub(super) fn pseudonym(&self, kind: Kind, names: [&str; 2]) -> String {
        // A key of one block or less never fails.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&*self.0) else { return String::new() };
        mac.update(match kind {
            Kind::Facility => b"betterwork facility",
            Kind::Assessment => b"betterwork assessment",
        });
        for name in names {
            // Lengths keep two names apart.
            mac.update(&(name.len() as u64).to_be_bytes());
            mac.update(name.as_bytes());
        }
        mac.finalize().into_bytes().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Says nothing of the key.
impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pseudonym_depends_on_key_kind_and_each_name() {
        let key = |byte| Key::new([[byte; 16], [9; 16]].concat().try_into().unwrap()).unwrap();
        let pseudonym = |byte, kind, names| key(byte).pseudonym(kind, names);
        let first = pseudonym(1, Kind::Facility, ["a", "b"]);
        assert_eq!((first.len(), &first), (32, &pseudonym(1, Kind::Facility, ["a", "b"])));
        for other in [
            pseudonym(2, Kind::Facility, ["a", "b"]),
            pseudonym(1, Kind::Assessment, ["a", "b"]),
            pseudonym(1, Kind::Facility, ["ab", ""]),
            pseudonym(1, Kind::Facility, ["a", "c"]),
        ] {
            assert_ne!(first, other);
        }
    }

    #[test]
    fn a_key_that_anybody_can_guess_is_refused_and_none_is_printed() {
        assert!(Key::new([0; 32]).is_err() && Key::new([7; 32]).is_err());
        let key = Key::new([[1; 16], [2; 16]].concat().try_into().unwrap()).unwrap();
        assert_eq!(format!("{key:?}"), "Key(..)");
    }
}
