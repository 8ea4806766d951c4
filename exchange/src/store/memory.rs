//! What a store remembers of trust and status lists, so that nobody takes it back to older ones; and what a newer trust
//! list takes back.

use betterwork::trust::{StatusLists, TrustList};
use betterwork::{Digest, ErrorKind, Timestamp, verify};

use super::changes::{self, ChangeKind};
use super::import::Fault;
use super::sql::{self, Database, values};
use super::write::erase;
use super::{Result, Store, StoreError, attached, identity, quarantine};

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
        heed(&self.database, trust, status, at).map_err(|fault| match fault {
            Fault::Trust(error) => StoreError::Trust(error),
            Fault::Database(error) => self.fault(error),
        })
    }
}

fn heed(database: &Database, trust: &TrustList, status: &StatusLists, at: Timestamp) -> Result<(StatusLists, u64), Fault> {
    let transaction = database.write()?;
    let seen = trust_seen(database)?;
    if let Some((version, digest)) = seen {
        trust.check_seen(version, digest).map_err(Fault::Trust)?;
    }
    let status = remember_status(database, status)?;
    let mut withdrawn = 0;
    if seen.is_none_or(|(_, digest)| digest != trust.digest()) {
        withdrawn = recheck(database, trust, at)?;
        let sql = "INSERT INTO trust_seen (id, version, digest) VALUES (1, ?1, ?2)
            ON CONFLICT (id) DO UPDATE SET version = excluded.version, digest = excluded.digest";
        database.execute(sql, values![trust.version().cast_signed(), &trust.digest().to_string()])?;
    }
    transaction.commit()?;
    Ok((status, withdrawn))
}

fn trust_seen(database: &Database) -> sql::Result<Option<(u64, Digest)>> {
    let seen: Option<(i64, String)> =
        database.first("SELECT version, digest FROM trust_seen", &[], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(seen.and_then(|(version, digest)| Some((version.cast_unsigned(), Digest::parse(&digest).ok()?))))
}

/// Leaves out lists that are older than those seen before, and remembers the others.
fn remember_status(database: &Database, status: &StatusLists) -> sql::Result<StatusLists> {
    let mut seen = std::collections::HashMap::new();
    for list in status.iter() {
        let sql = "SELECT iat FROM status_seen WHERE uri = ?1";
        let iat: Option<String> = database.first(sql, values![list.uri()], |row| row.get(0))?;
        seen.extend(iat.and_then(|iat| Timestamp::parse(&iat).ok()).map(|iat| (list.uri().to_owned(), iat)));
    }
    let fresh = status.not_older_than(|uri| seen.get(uri).copied());
    for list in fresh.iter() {
        let sql = "INSERT INTO status_seen (uri, iat) VALUES (?1, ?2)
            ON CONFLICT (uri) DO UPDATE SET iat = excluded.iat WHERE excluded.iat > status_seen.iat";
        database.execute(sql, values![list.uri(), &list.as_of().to_string()])?;
    }
    Ok(fresh)
}

/// Returns whether a document was refused for who signed it, which a trust list decides.
pub(super) fn is_of_trust(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::UnknownKey | ErrorKind::KeyNotValid | ErrorKind::NotAuthorised)
}

/// Verifies every held report again, and moves those to quarantine whose signature counts no longer.
fn recheck(database: &Database, trust: &TrustList, at: Timestamp) -> sql::Result<u64> {
    let mut lost = Vec::new();
    let sql = "SELECT report_id, iss, jti, standing, token FROM reports JOIN documents USING (report_id) ORDER BY report_id";
    database.each(sql, &[], |row| {
        let token: Vec<u8> = row.get(4)?;
        // Only what a trust list decides: whatever else may fail, such as a clock, takes nothing back.
        if let Err(error) = verify(&token, trust, &StatusLists::none(), at)
            && is_of_trust(error.kind())
        {
            lost.push((row.get::<i64>(0)?, [row.get::<String>(1)?, row.get(2)?, row.get(3)?], error));
        }
        Ok::<_, sql::Fault>(())
    })?;
    for (report_id, [iss, jti, standing], error) in &lost {
        let sql = "SELECT token FROM documents WHERE report_id = ?1";
        let token: Vec<u8> = database.first(sql, values![*report_id], |row| row.get(0))?.unwrap_or_default();
        let reason = format!("trust list version {}: {error}", trust.version());
        quarantine::keep_whole(database, "the store", &token, error.kind(), &reason, &at.to_string())?;
        changes::record(database, *report_id, ChangeKind::Withdrawn, (Some(standing), None), at)?;
        erase(database, *report_id)?;
        identity::settle(database, iss, jti)?;
    }
    attached::recheck(database, trust, at)?;
    Ok(lost.len() as u64)
}
