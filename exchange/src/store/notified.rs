//! What a store remembers of those who are told of its changes: how far each of them was told.

use betterwork::Digest;

use super::sql::{Row, values};
use super::{Result, Store};

/// How far somebody was told.
pub(crate) struct Notified {
    /// The recipient's id in this store, random.
    pub(crate) id: String,
    /// The last change that was told and taken.
    pub(crate) done: i64,
    /// The last change of the message that was sent and not taken yet.
    pub(crate) sent: Option<i64>,
}

impl Store {
    /// Returns how far a recipient was told; one who is new is told of what comes after now.
    pub(crate) fn begin_notifying(&self, identity: &str, random: u64) -> Result<Notified> {
        let target = Digest::of(identity.as_bytes()).to_string();
        let sql = "INSERT INTO notified (target, target_id, done_change_id)
            SELECT ?1, ?2, coalesce(max(change_id), 0) FROM changes WHERE 1 = 1 ON CONFLICT (target) DO NOTHING";
        let read = |row: &Row<'_>| Ok(Notified { id: row.get(0)?, done: row.get(1)?, sent: row.get(2)? });
        let state = || {
            let held = "SELECT target_id, done_change_id, sent_change_id FROM notified WHERE target = ?1";
            if let Some(state) = self.database.first(held, values![&target], read)? {
                return Ok(Some(state));
            }
            self.database.execute(sql, values![&target, &format!("{random:016x}")])?;
            self.database.first(held, values![&target], read)
        };
        let state = state().map_err(|error| self.fault(error))?;
        Ok(state.unwrap_or(Notified { id: String::new(), done: i64::MAX, sent: None }))
    }

    /// Remembers the last change of a message that is about to be sent.
    pub(crate) fn keep_sent(&self, identity: &str, change_id: i64) -> Result<()> {
        self.keep("UPDATE notified SET sent_change_id = ?2 WHERE target = ?1", identity, change_id)
    }

    /// Remembers that a message was taken.
    pub(crate) fn keep_told(&self, identity: &str, change_id: i64) -> Result<()> {
        let sql = "UPDATE notified SET done_change_id = ?2, sent_change_id = NULL WHERE target = ?1 AND done_change_id < ?2";
        self.keep(sql, identity, change_id)
    }

    fn keep(&self, sql: &str, identity: &str, change_id: i64) -> Result<()> {
        let target = Digest::of(identity.as_bytes()).to_string();
        self.database.execute(sql, values![&target, change_id]).map(drop).map_err(|error| self.fault(error))
    }
}
