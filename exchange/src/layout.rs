//! What stands where in an exchange, and how large it may be.

use betterwork::{Digest, Timestamp};
use serde::{Deserialize, Serialize};

/// The log's checkpoint.
pub const CHECKPOINT: &str = "checkpoint";

/// The current trust list.
pub const TRUST: &str = "trust.json";

/// The most bytes of a subscriber's list: some 300,000 documents.
pub const MAX_LIST_BYTES: usize = 64 * 1024 * 1024;

/// The longest name of a subscriber.
const MAX_NAME_CHARACTERS: usize = 64;

/// Returns the path of a version of the trust list.
pub fn trust_version(version: u64) -> String {
    format!("trust/{version}.json")
}

/// Returns the path of a status list: it is named as the last part of its address.
pub fn status(uri: &str) -> Option<String> {
    let name = uri.trim_end_matches('/').rsplit('/').next().filter(|name| is_file_name(name))?;
    Some(format!("status/{name}"))
}

/// Returns the path of a public view.
pub fn view(digest: Digest) -> String {
    format!("views/{digest}")
}

/// Returns the path of a subscriber's list.
pub fn list(subscriber: &str) -> String {
    format!("subscribers/{subscriber}/list.json")
}

/// Returns the path of a subscriber's copy of a document.
pub fn document(subscriber: &str, digest: Digest) -> String {
    format!("subscribers/{subscriber}/documents/{digest}")
}

/// Returns whether a text can name a subscriber: a folder and part of an address everywhere.
pub fn is_subscriber_name(name: &str) -> bool {
    name.len() <= MAX_NAME_CHARACTERS && is_file_name(name) && !name.bytes().any(|byte| byte.is_ascii_uppercase())
}

fn is_file_name(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    name.bytes().all(plain) && name.starts_with(|first: char| first.is_ascii_alphanumeric())
}

/// What a subscriber gets: `subscribers/<name>/list.json`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubscriberList {
    /// The name of the subscriber, which is that of the folder.
    pub subscriber: String,
    /// The documents, in the order in which they were shared.
    pub documents: Vec<SharedDocument>,
}

/// A document that a subscriber gets, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedDocument {
    /// The document.
    #[serde(with = "digest_text")]
    pub digest: Digest,
    /// Which entry of the log announces it.
    pub index: u64,
    /// Since when it is shared, RFC 3339.
    pub shared_at: String,
    /// On what the sharing rests.
    pub basis: Basis,
}

/// On what the sharing of a document rests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The factory's signed consent: the digest of that statement.
    Consent(#[serde(with = "digest_text")] Digest),
    /// The programme's word, as recorded by whoever shared it.
    Programme(String),
    /// The document is about a report that this subscriber gets.
    About(#[serde(with = "digest_text")] Digest),
}

impl SharedDocument {
    /// Begins a record of sharing.
    pub fn new(digest: Digest, index: u64, shared_at: Timestamp, basis: Basis) -> Self {
        SharedDocument { digest, index, shared_at: shared_at.to_string(), basis }
    }
}

/// A digest in 64 hexadecimal characters.
mod digest_text {
    use betterwork::Digest;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(digest: &Digest, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(digest)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Digest, D::Error> {
        Digest::parse(&String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_in_paths_and_addresses() {
        for good in ["demo", "brand-1", "a.b_c", "7"] {
            assert!(is_subscriber_name(good), "{good}");
        }
        for bad in ["", ".", "..", "a/b", "a b", "Brand", "é", "-x", "%2e", &"x".repeat(65)] {
            assert!(!is_subscriber_name(bad), "{bad}");
        }
        assert_eq!(status("https://exchange.example/status/demo-1").as_deref(), Some("status/demo-1"));
        assert_eq!(status("https://exchange.example/status/.."), None);
    }

    #[test]
    fn a_list_reads_back_as_it_was_written_and_survives_new_members() {
        let digest = Digest::of(b"x");
        let shared = SharedDocument::new(digest, 7, Timestamp::parse("2026-01-02T00:00:00Z").unwrap(), Basis::Consent(digest));
        let list = SubscriberList { subscriber: "demo".to_owned(), documents: vec![shared] };
        let text = serde_json::to_string(&list).unwrap();
        assert_eq!(serde_json::from_str::<SubscriberList>(&text).unwrap(), list);
        let newer = text.replacen('{', r#"{"of_tomorrow":1,"#, 1);
        assert_eq!(serde_json::from_str::<SubscriberList>(&newer).unwrap(), list);
    }
}
