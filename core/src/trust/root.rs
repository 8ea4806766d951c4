//! The root of trust: keys, threshold, fingerprint.

use super::envelope::Envelope;
use super::payload::Root;
use crate::ascii::decimal;
use crate::digest::Digest;
use crate::error::{Error, ErrorKind, Result, words};
use crate::seal::PublicKey;

/// A root whose keys are checked.
#[derive(Clone, Debug)]
pub(super) struct CheckedRoot {
    keys: Vec<PublicKey>,
    threshold: usize,
}

impl Root {
    /// Returns the fingerprint, for people to compare: SHA-256 over the threshold and the sorted key thumbprints, one a line.
    ///
    /// # Errors
    /// `malformed` where a key is none, `inconsistent` where the threshold cannot be met.
    pub fn fingerprint(&self) -> Result<Digest> {
        let root = CheckedRoot::of(self)?;
        let mut lines = decimal(root.threshold as u64) + "\n";
        for kid in sorted(&root.keys) {
            lines.push_str(kid);
            lines.push('\n');
        }
        Ok(Digest::of(lines.as_bytes()))
    }
}

impl CheckedRoot {
    /// Checks the keys of a root: each once, and enough of them.
    pub(super) fn of(root: &Root) -> Result<Self> {
        let keys = root.keys.iter().map(PublicKey::from_jwk).collect::<Result<Vec<_>>>().map_err(|error| error.within("root.keys"))?;
        if sorted(&keys).len() != keys.len() {
            return Err(Error::new(ErrorKind::Inconsistent, "a root key is there twice").within("root.keys"));
        }
        let threshold = usize::try_from(root.threshold).unwrap_or(usize::MAX);
        if threshold == 0 || threshold > keys.len() {
            return Err(Error::new(
                ErrorKind::Inconsistent,
                words!("{} root keys cannot meet a threshold of {}", keys.len(), root.threshold),
            )
            .within("root.threshold"));
        }
        Ok(CheckedRoot { keys, threshold })
    }

    /// Checks that enough different keys of this root signed; signatures of other keys are passed over.
    pub(super) fn check(&self, envelope: &Envelope, whose: &'static str) -> Result<()> {
        let signed = self.keys.iter().filter(|key| envelope.is_signed_by(key)).count();
        if signed >= self.threshold {
            return Ok(());
        }
        Err(Error::new(ErrorKind::BadSignature, words!("{signed} of the {whose} root keys signed the trust list, {} must", self.threshold)))
    }
}

/// Returns the ids of keys in their order, each once. There are few, and to check a key takes longer.
fn sorted(keys: &[PublicKey]) -> Vec<&str> {
    let mut kids: Vec<&str> = Vec::with_capacity(keys.len());
    for key in keys {
        if let Err(place) = kids.binary_search(&key.kid()) {
            kids.insert(place, key.kid());
        }
    }
    kids
}
