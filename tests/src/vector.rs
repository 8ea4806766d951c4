//! A vector: one scenario as JSON, and what must come out. `tests/vectors/README.md` tells other implementers.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// What is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verb {
    /// Verify an assessment report.
    #[default]
    Verify,
    /// Verify a progress report.
    VerifyProgressReport,
    /// Make a view of a report.
    Redact,
    /// Sign an assessment report.
    Issue,
    /// Open a first trust list.
    OpenTrustList,
    /// Take the next trust list.
    UpdateTrustList,
    /// Open a status list.
    OpenStatusList,
    /// Open a checkpoint of a log.
    OpenCheckpoint,
    /// Verify a proof that a log holds a record.
    VerifyInclusionProof,
}

/// One scenario; which members are there depends on the verb.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vector {
    /// The file's name without its ending.
    pub name: String,
    /// What is the case.
    pub description: String,
    /// What is asked.
    pub verb: Verb,
    /// The time of the question, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// The trust list that is held, opened as a named file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trust: Option<SignedTrustList>,
    /// The status lists that are held: tokens, opened without address and memory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Vec<String>>,
    /// The report or status list in question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<Bytes>,
    /// The trust list, checkpoint or inclusion proof in question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Bytes>,
    /// The pinned root; absent where the list's own counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pin: Option<PinnedRoot>,
    /// The newest version of the trust list that the host has seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remembered_version: Option<u64>,
    /// The address from which the status list came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uri: Option<String>,
    /// The newest `iat` of the status list that the host has seen, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remembered_at: Option<String>,
    /// The origin of the log that is meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// The keys of the log, as verifier keys.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keys: Option<Vec<String>>,
    /// The view that is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub view: Option<String>,
    /// The unsigned report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<Box<RawValue>>,
    /// The private key to sign with, as JWK.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<Box<RawValue>>,
    /// The salts, in the order of the disclosures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub salts: Option<Vec<String>>,
    /// What must come out.
    pub expected: Expected,
}

/// What must come out: one of the two.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// The result.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<Box<RawValue>>,
    /// The code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// The bytes in question: a text, or pieces to join where it would be long.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Bytes {
    /// The text.
    Text(String),
    /// Texts to repeat and join.
    Pieces(Vec<Piece>),
}

/// A text to repeat.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Piece {
    /// The text.
    pub repeat: String,
    /// How often it stands there.
    pub times: usize,
}

/// A signed trust list as JSON.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignedTrustList {
    payload: String,
    signatures: Vec<Signature>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Signature {
    protected: String,
    signature: String,
}

/// A pinned root.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PinnedRoot {
    /// Its keys.
    pub keys: Vec<PinnedKey>,
    /// How many must sign.
    pub threshold: u64,
}

/// A pinned key, as JWK.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PinnedKey {
    /// `OKP`.
    pub kty: String,
    /// `Ed25519`.
    pub crv: String,
    /// The key.
    pub x: String,
}

impl Vector {
    /// Reads a vector.
    pub fn parse(json: &str) -> serde_json::Result<Self> {
        serde_json::from_str(json)
    }

    /// Writes the vector as it stands in its file.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap() + "\n"
    }
}

impl Bytes {
    /// Returns the bytes themselves.
    pub fn join(&self) -> Vec<u8> {
        match self {
            Bytes::Text(text) => text.clone().into_bytes(),
            Bytes::Pieces(pieces) => pieces.iter().flat_map(|piece| piece.repeat.repeat(piece.times).into_bytes()).collect(),
        }
    }
}

impl SignedTrustList {
    /// Reads a signed trust list.
    pub fn parse(json: &str) -> Self {
        serde_json::from_str(json).unwrap()
    }

    /// Writes it as a document.
    pub fn document(&self) -> String {
        serde_json::to_string(self).unwrap()
    }
}
