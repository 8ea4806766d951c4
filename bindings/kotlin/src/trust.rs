//! Trust lists: opened once, held on this side, asked by every verification.

use std::sync::Arc;

use betterwork::trust::{Pin, Root};

use crate::answer::{Answer, json, timestamp};

/// A trust list that its root signed.
#[derive(uniffi::Object)]
pub struct TrustList(pub(crate) betterwork::trust::TrustList);

#[uniffi::export]
impl TrustList {
    /// Opens a first trust list; `pin` is the pinned root as JSON, without it the list's own counts.
    #[uniffi::constructor]
    pub fn open(bytes: &[u8], pin: Option<String>, remembered_version: Option<u64>) -> Answer<Arc<Self>> {
        let root = pin.map(|pin| Root::from_json(&pin)).transpose()?;
        let list = betterwork::trust::TrustList::open(bytes, root.as_ref().map_or(Pin::NamedFile, Pin::Root))?;
        let list = match remembered_version {
            Some(version) => list.not_older_than(version)?,
            None => list,
        };
        Ok(Arc::new(TrustList(list)))
    }

    /// Takes the next trust list.
    pub fn update(&self, bytes: &[u8], at: i64) -> Answer<Arc<Self>> {
        Ok(Arc::new(TrustList(self.0.update(bytes, timestamp(at))?)))
    }

    /// Returns the number of this version.
    pub fn version(&self) -> i64 {
        self.0.version() as i64
    }

    /// Returns SHA-256 over the list's base64url payload, in lower-case hex.
    pub fn digest(&self) -> String {
        self.0.digest().to_string()
    }

    /// Returns the fingerprint of the root, for people to compare.
    pub fn root_fingerprint(&self) -> Option<String> {
        self.0.payload().root.fingerprint().ok().map(|digest| digest.to_string())
    }

    /// Returns when the list expires.
    pub fn expires_at(&self) -> i64 {
        self.0.payload().expires.seconds()
    }

    /// Returns whether this is a test list: what it signs is test data, and must be shown as such.
    pub fn is_test(&self) -> bool {
        self.0.is_test()
    }

    /// Returns the root as JSON: the pin for the list after this one.
    pub fn root(&self) -> String {
        json(&self.0.payload().root)
    }
}
