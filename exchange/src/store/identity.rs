//! Which report is which: revisions of one report, and what must not be there twice (format section 2.2).

use betterwork::{ErrorKind, Timestamp, VerifiedReport};

use super::changes::{self, ChangeKind};
use super::sql::{Database, Result, values};

/// What the store holds of the report to which a new document belongs.
#[derive(Debug, Default)]
pub(super) struct Kin {
    revisions: Vec<Revision>,
}

#[derive(Debug)]
struct Revision {
    report_id: i64,
    digest: String,
    sub: String,
    revision: i64,
    supersedes: Option<String>,
}

/// What speaks against a new document: a sentence, and the held report that it contradicts.
#[derive(Debug)]
pub(super) struct Conflict {
    pub(super) reason: String,
    pub(super) report_id: i64,
}

impl Kin {
    /// Finds the revisions with the `iss` and `jti` of a document.
    pub(super) fn of(database: &Database, verified: &VerifiedReport) -> Result<Self> {
        let sql = "SELECT report_id, digest, sub, revision, supersedes FROM reports WHERE iss = ?1 AND jti = ?2 ORDER BY revision";
        let document = verified.document();
        let revisions = database.all(sql, values![&*document.iss, &*document.jti], |row| {
            Ok(Revision { report_id: row.get(0)?, digest: row.get(1)?, sub: row.get(2)?, revision: row.get(3)?, supersedes: row.get(4)? })
        })?;
        Ok(Kin { revisions })
    }

    /// Returns the digest of the newest held revision, where it is newer than `revision`.
    pub(super) fn newer_than(&self, revision: u64) -> Option<&str> {
        self.revisions.last().filter(|held| held.revision > revision.cast_signed()).map(|held| &*held.digest)
    }

    /// Marks the held revisions: a newer one takes their place.
    pub(super) fn supersede(&self, database: &Database, digest: &str, at: Timestamp) -> Result<()> {
        for held in &self.revisions {
            let sql = "UPDATE reports SET is_current = FALSE, superseded_by_digest = ?2 WHERE report_id = ?1";
            database.execute(sql, values![held.report_id, digest])?;
            changes::record(database, held.report_id, ChangeKind::Superseded, (None, None), at)?;
        }
        Ok(())
    }

    /// Says whether a document contradicts what is held.
    pub(super) fn conflict(&self, database: &Database, verified: &VerifiedReport) -> Result<Option<Conflict>> {
        let digest = verified.digest().to_string();
        let contradicting = self
            .revisions
            .iter()
            .find_map(|held| held.contradicts(verified, &digest).map(|reason| Conflict { reason, report_id: held.report_id }));
        match contradicting {
            Some(conflict) => Ok(Some(conflict)),
            None => same_status_index(database, verified),
        }
    }
}

impl Revision {
    fn contradicts(&self, verified: &VerifiedReport, digest: &str) -> Option<String> {
        let (document, body) = (verified.document(), verified.report());
        let (held, offered) = (self.revision, body.revision.cast_signed());
        if held == offered {
            return Some(format!("revision {held} of this report is held already, and is another document: {}", self.digest));
        }
        if *self.sub != *document.sub {
            return Some(format!("revision {held} of this report is about another facility: `{}`", self.sub));
        }
        let supersedes = body.supersedes.map(|digest| digest.to_string());
        let (earlier, named) = if held < offered { (&*self.digest, supersedes.as_deref()) } else { (digest, self.supersedes.as_deref()) };
        let neighbours = held.abs_diff(offered) == 1;
        (neighbours && named != Some(earlier)).then(|| {
            let (older, newer) = (held.min(offered), held.max(offered));
            format!("revision {newer} supersedes another document than revision {older}, of which one is held: {}", self.digest)
        })
    }
}

/// Says anew which revision of a report is the newest, where one was taken out.
pub(super) fn settle(database: &Database, iss: &str, jti: &str) -> Result<()> {
    let newest = "(SELECT digest FROM reports WHERE iss = ?1 AND jti = ?2 ORDER BY revision DESC LIMIT 1)";
    let sql = format!(
        "UPDATE reports SET is_current = (digest = {newest}), superseded_by_digest = nullif({newest}, digest) WHERE iss = ?1 AND jti = ?2"
    );
    database.execute(&sql, values![iss, jti])?;
    Ok(())
}

/// Flags a report that something contradicts: a person should look at it.
pub(super) fn flag(database: &Database, report_id: i64, kind: ErrorKind) -> Result<()> {
    database.execute("UPDATE reports SET flag = ?2 WHERE report_id = ?1", values![report_id, kind.code()])?;
    Ok(())
}

fn same_status_index(database: &Database, verified: &VerifiedReport) -> Result<Option<Conflict>> {
    let sql = "SELECT report_id, digest FROM reports WHERE iss = ?1 AND status_uri = ?2 AND status_idx = ?3";
    let (document, status) = (verified.document(), &verified.document().status);
    let index = status.idx.cast_signed();
    let held: Option<(i64, String)> =
        database.first(sql, values![&*document.iss, &*status.uri, index], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(held.map(|(report_id, digest)| Conflict {
        reason: format!("another document has the same index {index} in the status list: {digest}"),
        report_id,
    }))
}
