//! What a store remembers of the exchanges that it is synced with: how far it has read each log, and with which trust.

use std::collections::BTreeMap;
use std::fs::File;

use betterwork::{Digest, Timestamp};
use fs4::fs_std::FileExt;

use super::location::Location;
use super::sql::{Row, values};
use super::{Result, Store, StoreError, beside};

/// The number of the lock of PostgreSQL that a sync takes; another one than that of writers.
const SYNC_LOCK: i64 = 0x6277_7379_6e63;

/// How far a log has been read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FeedState {
    /// The exchange, as it was addressed last.
    pub(crate) address: String,
    /// The newest checkpoint, as it was signed.
    pub(crate) checkpoint: String,
    /// The right edge of the log at that checkpoint.
    pub(crate) frontier: String,
    /// The trust list that the host began with.
    pub(crate) trust_pin: String,
    /// The newest trust list that followed from it.
    pub(crate) trust: Option<String>,
    /// Versions of files, as the exchange names them.
    pub(crate) versions: BTreeMap<String, String>,
    /// When the first of its status lists expires.
    pub(crate) fresh_until: Option<Timestamp>,
}

/// Two checkpoints of one log that cannot both be true.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Evidence {
    /// The log.
    pub origin: String,
    /// When it was found, RFC 3339.
    pub found_at: String,
    /// What is wrong.
    pub reason: String,
    /// The checkpoint that was held.
    pub held: String,
    /// The checkpoint that was offered.
    pub offered: String,
}

/// Keeps other syncs of a store out until it is given back; the system or the database lets go of it when the process
/// ends, however it ends.
#[derive(Debug)]
pub(crate) enum SyncLock {
    File(File),
    Session,
}

impl Store {
    /// Keeps other syncs out.
    pub(crate) fn lock_for_sync(&self) -> Result<SyncLock> {
        let syncing = || StoreError::Syncing { path: self.location.name() };
        let Location::File(store) = &self.location else {
            let sql = "SELECT pg_try_advisory_lock(?1)";
            let taken = self.ask(sql, values![SYNC_LOCK], |row| row.get::<bool>(0))?;
            return if taken == [true] { Ok(SyncLock::Session) } else { Err(syncing()) };
        };
        let path = store.with_file_name(beside(store, "-sync"));
        let cannot = |error: &std::io::Error| StoreError::InputOutput { path: path.clone(), reason: error.to_string() };
        let file = File::options().create(true).append(true).open(&path).map_err(|error| cannot(&error))?;
        match FileExt::try_lock_exclusive(&file) {
            Ok(true) => Ok(SyncLock::File(file)),
            Ok(false) => Err(syncing()),
            Err(error) => Err(cannot(&error)),
        }
    }

    /// Lets other syncs in.
    pub(crate) fn unlock(&self, lock: SyncLock) -> Result<()> {
        match lock {
            SyncLock::File(file) => drop(file),
            SyncLock::Session => _ = self.ask("SELECT pg_advisory_unlock(?1)", values![SYNC_LOCK], |row| row.get::<bool>(0))?,
        }
        Ok(())
    }

    pub(crate) fn feed(&self, origin: &str) -> Result<Option<FeedState>> {
        let sql = "SELECT address, checkpoint, frontier, trust_pin, trust, versions, fresh_until FROM feeds WHERE origin = ?1";
        let read = |row: &Row<'_>| {
            let versions: String = row.get(5)?;
            Ok(FeedState {
                address: row.get(0)?,
                checkpoint: row.get(1)?,
                frontier: row.get(2)?,
                trust_pin: row.get(3)?,
                trust: row.get(4)?,
                versions: serde_json::from_str(&versions).unwrap_or_default(),
                fresh_until: row.get::<Option<String>>(6)?.and_then(|instant| Timestamp::parse(&instant).ok()),
            })
        };
        self.database.first(sql, values![origin], read).map_err(|error| self.fault(error))
    }

    /// Returns the log that was read at an address last.
    pub(crate) fn origin_at(&self, address: &str) -> Result<Option<String>> {
        let sql = "SELECT origin FROM feeds WHERE address = ?1 ORDER BY synced_at DESC LIMIT 1";
        self.database.first(sql, values![address], |row| row.get(0)).map_err(|error| self.fault(error))
    }

    pub(crate) fn keep_feed(&self, origin: &str, state: &FeedState, at: Timestamp) -> Result<()> {
        let sql = "INSERT INTO feeds VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (origin) DO UPDATE SET
            address = excluded.address, checkpoint = excluded.checkpoint, frontier = excluded.frontier, trust_pin = excluded.trust_pin,
            trust = excluded.trust, versions = excluded.versions, fresh_until = excluded.fresh_until, synced_at = excluded.synced_at";
        let versions = serde_json::to_string(&state.versions).unwrap_or_default();
        let fresh_until = state.fresh_until.map(|instant| instant.to_string());
        let FeedState { address, checkpoint, frontier, trust_pin, trust, .. } = state;
        let (trust, fresh_until, at) = (trust.as_deref(), fresh_until.as_deref(), at.to_string());
        let values = values![origin, address, checkpoint, frontier, trust_pin, trust, &versions, fresh_until, &at];
        self.database.execute(sql, values).map(drop).map_err(|error| self.fault(error))
    }

    /// Returns the checkpoint as of which a subscriber's documents are all here.
    pub(crate) fn feed_done(&self, origin: &str, subscriber: &str) -> Result<Option<String>> {
        let sql = "SELECT done_checkpoint FROM feed_subscriptions WHERE origin = ?1 AND subscriber = ?2";
        self.database.first(sql, values![origin, subscriber], |row| row.get(0)).map_err(|error| self.fault(error))
    }

    pub(crate) fn keep_feed_done(&self, origin: &str, subscriber: &str, checkpoint: &str) -> Result<()> {
        let sql = "INSERT INTO feed_subscriptions VALUES (?1, ?2, ?3)
            ON CONFLICT (origin, subscriber) DO UPDATE SET done_checkpoint = excluded.done_checkpoint";
        self.database.execute(sql, values![origin, subscriber, checkpoint]).map(drop).map_err(|error| self.fault(error))
    }

    /// Keeps two checkpoints that cannot both be true, once.
    pub(crate) fn keep_evidence(&self, origin: &str, held: &str, offered: &str, reason: &str, at: Timestamp) -> Result<()> {
        let sql = "SELECT evidence_id FROM feed_evidence WHERE origin = ?1 AND held = ?2 AND offered = ?3";
        if !self.ask(sql, values![origin, held, offered], |row| row.get::<i64>(0))?.is_empty() {
            return Ok(());
        }
        let sql = "INSERT INTO feed_evidence (origin, found_at, reason, held, offered) VALUES (?1, ?2, ?3, ?4, ?5)";
        self.database.execute(sql, values![origin, &at.to_string(), reason, held, offered]).map(drop).map_err(|error| self.fault(error))
    }

    /// Lists what was found of logs that were rolled back or split.
    ///
    /// # Errors
    /// What the database says.
    pub fn evidence(&self) -> Result<Vec<Evidence>> {
        self.ask("SELECT origin, found_at, reason, held, offered FROM feed_evidence ORDER BY evidence_id", &[], |row| {
            Ok(Evidence { origin: row.get(0)?, found_at: row.get(1)?, reason: row.get(2)?, held: row.get(3)?, offered: row.get(4)? })
        })
    }

    /// Returns the newest checkpoint of every log that the store follows: origin and signed note.
    ///
    /// # Errors
    /// What the database says.
    pub fn checkpoints(&self) -> Result<Vec<(String, String)>> {
        self.ask("SELECT origin, checkpoint FROM feeds ORDER BY origin", &[], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// Returns whether the store has all of a document: a report without anything withheld, or a statement.
    pub(crate) fn has_all_of(&self, digest: Digest) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM reports WHERE digest = ?1 AND disclosure = 'complete')
            OR EXISTS (SELECT 1 FROM progress_reports WHERE digest = ?1 AND disclosure = 'complete')
            OR EXISTS (SELECT 1 FROM statements WHERE digest = ?1)";
        let has = self.database.first(sql, values![&digest.to_string()], |row| row.get::<bool>(0)).map_err(|error| self.fault(error))?;
        Ok(has.unwrap_or_default())
    }

    /// Returns when the newest status list of an address was signed that the store has seen.
    pub(crate) fn status_seen(&self, uri: &str) -> Result<Option<Timestamp>> {
        let sql = "SELECT iat FROM status_seen WHERE uri = ?1";
        let seen: Option<String> = self.database.first(sql, values![uri], |row| row.get(0)).map_err(|error| self.fault(error))?;
        Ok(seen.and_then(|iat| Timestamp::parse(&iat).ok()))
    }
}
