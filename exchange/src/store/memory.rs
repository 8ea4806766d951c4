//! What a store remembers of trust and status lists, so that nobody takes it back to older ones; and what a newer trust
//! list takes back.

use betterwork::trust::{StatusLists, TrustList};
use betterwork::{Digest, ErrorKind, Timestamp, verify};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use super::import::Fault;
use super::write::erase;
use super::{Result, Store, StoreError, identity, quarantine};

impl Store {
    /// Takes note of the lists that a host holds, before it verifies anything with them.
    ///
    /// Returns the status lists that are not older than those seen before, and how many held reports the trust list no
    /// longer lets stand, as where their key was stolen: they leave the rows and go to quarantine.
    ///
    /// # Errors
    /// [`StoreError::Trust`] where the trust list has expired at `at`, or a newer one was seen (`trust_rollback`).
    pub(super) fn heed(&mut self, trust: &TrustList, status: &StatusLists, at: Timestamp) -> Result<(StatusLists, u64)> {
        trust.check_expiry(at).map_err(StoreError::Trust)?;
        heed(&mut self.connection, trust, status, at).map_err(|fault| match fault {
            Fault::Trust(error) => StoreError::Trust(error),
            Fault::Database(error) => self.fault(error),
        })
    }
}

fn heed(connection: &mut Connection, trust: &TrustList, status: &StatusLists, at: Timestamp) -> Result<(StatusLists, u64), Fault> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let seen = trust_seen(&transaction)?;
    if let Some((version, digest)) = seen {
        trust.check_seen(version, digest).map_err(Fault::Trust)?;
    }
    let status = remember_status(&transaction, status)?;
    let mut withdrawn = 0;
    if seen.is_none_or(|(_, digest)| digest != trust.digest()) {
        withdrawn = recheck(&transaction, trust, at)?;
        let sql = "INSERT OR REPLACE INTO trust_seen VALUES (1, ?1, ?2)";
        transaction.execute(sql, params![trust.version().cast_signed(), trust.digest().to_string()])?;
    }
    transaction.commit()?;
    Ok((status, withdrawn))
}

fn trust_seen(connection: &Connection) -> rusqlite::Result<Option<(u64, Digest)>> {
    let seen: Option<(i64, String)> =
        connection.query_row("SELECT version, digest FROM trust_seen", [], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    Ok(seen.and_then(|(version, digest)| Some((version.cast_unsigned(), Digest::parse(&digest).ok()?))))
}

/// Leaves out lists that are older than those seen before, and remembers the others.
fn remember_status(connection: &Connection, status: &StatusLists) -> rusqlite::Result<StatusLists> {
    let mut seen = std::collections::HashMap::new();
    for list in status.iter() {
        let sql = "SELECT iat FROM status_seen WHERE uri = ?1";
        let iat: Option<String> = connection.query_row(sql, [list.uri()], |row| row.get(0)).optional()?;
        seen.extend(iat.and_then(|iat| Timestamp::parse(&iat).ok()).map(|iat| (list.uri().to_owned(), iat)));
    }
    let fresh = status.not_older_than(|uri| seen.get(uri).copied());
    for list in fresh.iter() {
        let sql = "INSERT INTO status_seen VALUES (?1, ?2) ON CONFLICT (uri) DO UPDATE SET iat = max(iat, excluded.iat)";
        connection.execute(sql, params![list.uri(), list.as_of().to_string()])?;
    }
    Ok(fresh)
}

/// Verifies every held report again, and moves those to quarantine whose signature counts no longer.
fn recheck(connection: &Connection, trust: &TrustList, at: Timestamp) -> rusqlite::Result<u64> {
    let mut lost = Vec::new();
    let mut statement = connection.prepare("SELECT report_id, iss, jti, token FROM reports JOIN documents USING (report_id)")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let token: Vec<u8> = row.get(3)?;
        // Only what a trust list decides: whatever else may fail, such as a clock, takes nothing back.
        if let Err(error) = verify(&token, trust, &StatusLists::none(), at)
            && matches!(error.kind(), ErrorKind::UnknownKey | ErrorKind::KeyNotValid | ErrorKind::NotAuthorised)
        {
            lost.push((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?, error));
        }
    }
    for (report_id, iss, jti, error) in &lost {
        let sql = "SELECT token FROM documents WHERE report_id = ?1";
        let token: Vec<u8> = connection.query_row(sql, [report_id], |row| row.get(0))?;
        let reason = format!("trust list version {}: {error}", trust.version());
        quarantine::keep_whole(connection, "the store", &token, error.kind(), &reason, &at.to_string())?;
        erase(connection, *report_id)?;
        identity::settle(connection, iss, jti)?;
    }
    Ok(lost.len() as u64)
}
