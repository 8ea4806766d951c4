//! Import: documents are verified and become rows, a batch to a transaction; what is refused goes to quarantine.

use betterwork::trust::{StatusLists, TrustList};
use betterwork::{Disclosure, ErrorKind, Timestamp, VerifiedReport, verify};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};
use serde::Serialize;

use super::identity::{Kin, flag};
use super::standing::Known;
use super::write::{Place, Writer, erase};
use super::{Result, Store, StoreError, merge, quarantine};

/// A batch has at most so many bytes of documents: the memory of an import stays flat.
const MAX_BATCH_BYTES: usize = 16 * 1024 * 1024;

/// What became of the documents of an import.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ImportSummary {
    /// Reports that are new to the store.
    pub imported: u64,
    /// Reports of which this copy showed more than the store had.
    pub enriched: u64,
    /// Reports that were there already, with all that this copy shows.
    pub unchanged: u64,
    /// Documents that were refused, now or in an earlier run.
    pub quarantined: u64,
    /// Held reports that the trust list no longer lets stand: they are in quarantine now.
    pub withdrawn: u64,
}

impl Store {
    /// Verifies documents and stores them, as of `at`; each source is a name, for people, and the bytes.
    ///
    /// A batch is one transaction: after a kill or a loss of power it is there as a whole or not at all. The same
    /// import again changes nothing, so an interrupted one is simply run again.
    ///
    /// A newer revision of a report supersedes the older one, which stays; an older one that comes late is never
    /// current. A fuller copy of a report adds rows, a thinner one removes none. A document that contradicts a held
    /// one (its revision or status index is taken, it names another facility or predecessor) goes to quarantine as
    /// `inconsistent`, and the held one is flagged.
    ///
    /// The store remembers the newest trust list and status lists that it has seen: an older trust list is refused, an
    /// older status list is as good as none. With a newer trust list every held report is verified again.
    ///
    /// # Errors
    /// [`StoreError::Trust`] where the trust list has expired, or a newer one was seen before (`trust_rollback`); [`StoreError::Busy`], [`StoreError::Full`],
    /// [`StoreError::ReadOnly`] and others of the database. The batch that fails leaves no trace, earlier ones stay.
    pub fn import<N, B>(
        &mut self,
        sources: impl IntoIterator<Item = (N, B)>,
        trust: &TrustList,
        status: &StatusLists,
        at: Timestamp,
    ) -> Result<ImportSummary>
    where
        N: AsRef<str>,
        B: AsRef<[u8]>,
    {
        self.import_incoming(sources.into_iter().map(|(name, bytes)| Incoming { name, bytes, verified: None }), trust, status, at)
    }

    /// Stores documents, of which some have been verified already: against the same lists and as of the same instant.
    pub(crate) fn import_incoming<N, B>(
        &mut self,
        sources: impl IntoIterator<Item = Incoming<N, B>>,
        trust: &TrustList,
        status: &StatusLists,
        at: Timestamp,
    ) -> Result<ImportSummary>
    where
        N: AsRef<str>,
        B: AsRef<[u8]>,
    {
        let (status, withdrawn) = self.heed(trust, status, at)?;
        let against = Against { trust, status: &status, at, at_text: at.to_string() };
        let mut summary = ImportSummary { withdrawn, ..ImportSummary::default() };
        let mut sources = sources.into_iter();
        let mut batch = Vec::new();
        loop {
            fill(&mut batch, &mut sources, self.batch.get());
            if batch.is_empty() {
                return Ok(summary);
            }
            import_batch(&mut self.connection, &mut batch, &against, &mut summary).map_err(|fault| match fault {
                Fault::Trust(error) => StoreError::Trust(error),
                Fault::Database(error) => self.fault(error),
            })?;
            batch.clear();
        }
    }
}

/// A document on its way into the store.
pub(crate) struct Incoming<N, B> {
    /// Where it comes from, for people.
    pub(crate) name: N,
    /// Its signed bytes.
    pub(crate) bytes: B,
    /// What it was verified as.
    pub(crate) verified: Option<Box<VerifiedReport>>,
}

/// Takes the next documents; before the transaction, so that a slow source does not keep others from writing.
fn fill<N, B: AsRef<[u8]>>(batch: &mut Vec<Incoming<N, B>>, sources: &mut impl Iterator<Item = Incoming<N, B>>, documents: usize) {
    let mut bytes = 0_usize;
    while batch.len() < documents && bytes < MAX_BATCH_BYTES {
        let Some(source) = sources.next() else { return };
        bytes = bytes.saturating_add(source.bytes.as_ref().len());
        batch.push(source);
    }
}

/// What documents are verified against.
struct Against<'a> {
    trust: &'a TrustList,
    status: &'a StatusLists,
    at: Timestamp,
    at_text: String,
}

pub(super) enum Fault {
    Trust(betterwork::Error),
    Database(rusqlite::Error),
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Fault::Database(error)
    }
}

fn import_batch<N: AsRef<str>, B: AsRef<[u8]>>(
    connection: &mut Connection,
    batch: &mut [Incoming<N, B>],
    against: &Against<'_>,
    summary: &mut ImportSummary,
) -> Result<(), Fault> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut counts = *summary;
    {
        let mut importer = Importer { connection: &transaction, writer: Writer::new(&transaction)?, against };
        for Incoming { name, bytes, verified } in batch {
            let count = match importer.take(name.as_ref(), bytes.as_ref(), verified.take())? {
                Outcome::Imported => &mut counts.imported,
                Outcome::Enriched => &mut counts.enriched,
                Outcome::Unchanged => &mut counts.unchanged,
                Outcome::Quarantined => &mut counts.quarantined,
            };
            *count += 1;
        }
    }
    transaction.commit()?;
    *summary = counts;
    Ok(())
}

enum Outcome {
    Imported,
    Enriched,
    Unchanged,
    Quarantined,
}

struct Importer<'c> {
    connection: &'c Connection,
    writer: Writer<'c>,
    against: &'c Against<'c>,
}

/// What the store holds of a document.
struct Held {
    report_id: i64,
    members_withheld_count: i64,
    standing: Known,
    place: Place,
}

impl Importer<'_> {
    fn take(&mut self, source: &str, bytes: &[u8], verified: Option<Box<VerifiedReport>>) -> Result<Outcome, Fault> {
        let verified = match verified.map_or_else(|| self.verify(bytes), |verified| Ok(*verified)) {
            Ok(verified) => verified,
            // The list's fault, not the document's.
            Err(error) if error.kind() == ErrorKind::TrustExpired => return Err(Fault::Trust(error)),
            Err(error) => return Ok(self.quarantine(source, bytes, error.kind(), &error.to_string())?),
        };
        Ok(match self.held(&verified)? {
            Some(held) => self.merge(held, &verified, source, bytes)?,
            None => self.add(&verified, source, bytes)?,
        })
    }

    fn verify(&self, bytes: &[u8]) -> betterwork::Result<VerifiedReport> {
        verify(bytes, self.against.trust, self.against.status, self.against.at)
    }

    fn held(&self, verified: &VerifiedReport) -> rusqlite::Result<Option<Held>> {
        const SQL: &str = "SELECT report_id, members_withheld_count, imported_at, superseded_by_digest, flag,
            standing, standing_reason, standing_as_of_at FROM reports WHERE digest = ?1";
        let read = |row: &rusqlite::Row<'_>| {
            let report_id = row.get(0)?;
            Ok(Held {
                report_id,
                members_withheld_count: row.get(1)?,
                place: Place { report_id: Some(report_id), imported_at: row.get(2)?, superseded_by_digest: row.get(3)?, flag: row.get(4)? },
                standing: Known::read(row, 5)?,
            })
        };
        self.connection.prepare_cached(SQL)?.query_row([verified.digest().to_string()], read).optional()
    }

    /// Stores a report that is new.
    fn add(&mut self, verified: &VerifiedReport, source: &str, bytes: &[u8]) -> rusqlite::Result<Outcome> {
        let kin = Kin::of(self.connection, verified)?;
        if let Some(conflict) = kin.conflict(self.connection, verified)? {
            flag(self.connection, conflict.report_id, ErrorKind::Inconsistent)?;
            return self.quarantine(source, bytes, ErrorKind::Inconsistent, &conflict.reason);
        }
        let place = Place {
            report_id: None,
            imported_at: self.against.at_text.clone(),
            superseded_by_digest: kin.newer_than(verified.report().revision).map(str::to_owned),
            flag: None,
        };
        let digest = verified.digest().to_string();
        if place.superseded_by_digest.is_none() {
            kin.supersede(self.connection, &digest)?;
        }
        self.writer.write(verified, bytes, &place)?;
        quarantine::release(self.connection, &digest)?;
        Ok(Outcome::Imported)
    }

    /// Takes what a copy adds to a report that is held.
    fn merge(&mut self, held: Held, copy: &VerifiedReport, source: &str, bytes: &[u8]) -> rusqlite::Result<Outcome> {
        let fresh = Known::from(copy.standing());
        let gives_way = held.standing.gives_way_to(&fresh);
        let standing = if gives_way { &fresh } else { &held.standing };
        let Some(union) = self.union(&held, bytes)? else {
            if gives_way {
                standing.write(self.connection, held.report_id)?;
            }
            return Ok(Outcome::Unchanged);
        };
        let (verified, token) = match copy.disclosure() {
            Disclosure::Complete => (Ok(copy.clone()), bytes),
            _ => (self.verify(&union), &*union),
        };
        match verified {
            Ok(verified) => {
                erase(self.connection, held.report_id)?;
                self.writer.write(&verified, token, &held.place)?;
                standing.write(self.connection, held.report_id)?;
                Ok(Outcome::Enriched)
            }
            // Each copy is consistent, both together are not: its issuer signed a contradiction.
            Err(error) => {
                flag(self.connection, held.report_id, error.kind())?;
                self.quarantine(source, bytes, error.kind(), &format!("joined with the copy that is held: {error}"))
            }
        }
    }

    fn union(&self, held: &Held, bytes: &[u8]) -> rusqlite::Result<Option<Vec<u8>>> {
        if held.members_withheld_count == 0 {
            return Ok(None);
        }
        let sql = "SELECT token FROM documents WHERE report_id = ?1";
        let token: Vec<u8> = self.connection.prepare_cached(sql)?.query_row([held.report_id], |row| row.get(0))?;
        Ok(merge::union(&token, bytes))
    }

    fn quarantine(&self, source: &str, bytes: &[u8], kind: ErrorKind, reason: &str) -> rusqlite::Result<Outcome> {
        quarantine::keep(self.connection, source, bytes, kind, reason, &self.against.at_text)?;
        Ok(Outcome::Quarantined)
    }
}
