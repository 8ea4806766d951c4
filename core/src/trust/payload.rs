//! What a trust list says: roots, entities, their keys, and what each may sign.

use std::sync::Arc;

use crate::error::Result;
use crate::json::{self, object};
use crate::jwk::Jwk;
use crate::report::Country;
use crate::report::codes::codes;
use crate::text::Text;
use crate::time::Timestamp;

object! {
    /// The content of a trust list.
    pub struct TrustListPayload {
        /// 1, and one more with every list.
        required version: u64,
        /// When it was signed.
        required iat: Timestamp,
        /// From when on it must not be used.
        required expires: Timestamp,
        /// Whether its reports are real.
        required purpose: Purpose,
        /// Who may sign the next list.
        required root: Root,
        /// Who may sign reports, status lists and statements.
        required entities: Vec<Entity>,
        /// Where the entities publish.
        list feeds: Vec<Feed>,
    }
}

object! {
    /// The root: keys, and how many of them must sign a trust list.
    pub struct Root {
        /// The keys.
        required keys: Vec<Jwk>,
        /// How many different ones must sign.
        required threshold: u64,
    }
}

object! {
    /// An organisation and its keys.
    pub struct Entity {
        /// Its id, the `iss` of what it signs.
        required id: Text,
        /// Its name.
        required name: Text,
        /// What it is.
        required role: EntityRole,
        /// The addresses of its status lists.
        list status_uris: Vec<Text>,
        /// Its keys.
        required keys: Vec<Key>,
    }
}

object! {
    /// A key and what it may sign.
    pub struct Key {
        /// The key.
        required jwk: Jwk,
        /// For what it is used.
        required r#use: KeyUse,
        /// For facilities of which countries.
        list countries: Vec<Country>,
        /// The first instant at which it may have signed.
        required not_before: Timestamp,
        /// The first instant at which it may no longer have signed.
        required not_after: Timestamp,
        /// Whether it is in use.
        required state: KeyState,
    }
}

object! {
    /// A transparency log.
    pub struct Feed {
        /// Its origin line.
        required origin: Text,
        /// Its address.
        required url: Text,
        /// The entity whose `feed` keys sign it.
        required entity: Text,
    }
}

codes! {
    /// Whether the reports of a trust list are real.
    pub enum Purpose {
        /// Real reports.
        Production = "production",
        /// Test data: shown as such wherever its reports are shown.
        Test = "test",
    }

    /// What an entity is.
    pub enum EntityRole {
        /// It assesses factories and signs reports.
        Programme = "programme",
        /// It buys from factories.
        Buyer = "buyer",
        /// A committee of management and workers.
        Committee = "committee",
    }

    /// For what a key is used.
    pub enum KeyUse {
        /// Reports.
        Report = "report",
        /// Status lists.
        Status = "status",
        /// Log checkpoints.
        Feed = "feed",
        /// Statements.
        Statement = "statement",
    }

    /// Whether a key is in use.
    pub enum KeyState {
        /// In use.
        Active = "active",
        /// No longer in use; what it signed in its time stays good.
        Retired = "retired",
        /// In wrong hands; nothing that it signed is good.
        Compromised = "compromised",
    }
}

impl TrustListPayload {
    /// Reads the content of a trust list that is not signed yet.
    ///
    /// # Errors
    /// `malformed` where it is not strict JSON of the right shape.
    pub fn from_json(json: &str) -> Result<Self> {
        json::read(&Arc::new(json.to_owned()))
    }
}

impl Root {
    /// Reads a root that a host has pinned: its keys as JWK, and the threshold.
    ///
    /// # Errors
    /// `malformed` where it is not strict JSON of the right shape.
    pub fn from_json(json: &str) -> Result<Self> {
        json::read(&Arc::new(json.to_owned()))
    }
}
