//! Import: documents are verified and become rows, a batch to a transaction; what is refused goes to quarantine.
//!
//! While one batch is written, the next is verified on other threads.

mod verdicts;

use betterwork::trust::{StatusLists, TrustList};
use betterwork::{Disclosure, ErrorKind, Timestamp, VerifiedReport, verify};
use serde::Serialize;
use verdicts::Verdict;

use super::attached::Attached;
use super::changes::{self, ChangeKind};
use super::identity::{Kin, flag};
use super::sql::{self, Database, Row, values};
use super::standing::Known;
use super::strangers::Strangers;
use super::write::{Place, Writer, erase};
use super::{Result, Store, StoreError, attached, merge, quarantine};

/// A batch has at most so many bytes of documents: the memory of an import stays flat.
const MAX_BATCH_BYTES: usize = 8 * 1024 * 1024;

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
    /// Statements about reports that are new to the store.
    pub statements: u64,
    /// Progress reports that are new to the store.
    pub progress_reports: u64,
    /// Documents that were refused, now or in an earlier run.
    pub quarantined: u64,
    /// Held reports that the trust list no longer lets stand: they are in quarantine now.
    pub withdrawn: u64,
}

impl Store {
    /// Verifies documents and stores them, as of `at`; each source is a name, for people, and the bytes.
    ///
    /// Assessment reports, progress reports and statements come in any order: what is about a report waits for it.
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
        B: AsRef<[u8]> + Sync,
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
        B: AsRef<[u8]> + Sync,
    {
        let (status, withdrawn) = self.heed(trust, status, at)?;
        let against = Against { trust, status: &status, at };
        let mut summary = ImportSummary { withdrawn, ..ImportSummary::default() };
        let mut sources = sources.into_iter();
        let (mut next, mut verified, mut attached) = (self.fill(&mut sources), Vec::new(), Vec::new());
        while !(next.is_empty() && verified.is_empty()) {
            let unverified = |incoming: &'_ Incoming<N, B>| incoming.verified.is_none();
            let documents: Vec<&[u8]> =
                next.iter().filter(|incoming| unverified(incoming)).map(|incoming| incoming.bytes.as_ref()).collect();
            let write = || {
                import_batch(&self.database, std::mem::take(&mut verified), &mut attached, &against, &mut summary).map_err(|fault| {
                    match fault {
                        Fault::Trust(error) => StoreError::Trust(error),
                        Fault::Database(error) => self.fault(error),
                    }
                })?;
                Ok(self.fill(&mut sources))
            };
            let (verdicts, after) = verdicts::while_doing(&documents, &against, self.threads, write);
            let mut verdicts = verdicts.into_iter();
            verified = std::mem::replace(&mut next, after?)
                .into_iter()
                .filter_map(|Incoming { name, bytes, verified }| {
                    let verdict = verified.map(|verified| Ok(*verified)).or_else(|| verdicts.next())?;
                    Some((name, bytes, verdict))
                })
                .collect();
        }
        self.keep_last(attached, &against, &mut summary)?;
        Ok(summary)
    }

    /// Decides on what came before the report that it is about, now that everything is there that comes.
    fn keep_last(&self, attached: Vec<Attached>, against: &Against<'_>, summary: &mut ImportSummary) -> Result<()> {
        if attached.is_empty() {
            return Ok(());
        }
        let mut counts = *summary;
        let kept = || {
            let transaction = self.database.write()?;
            attached::keep(&self.database, attached, (against.trust, against.status, against.at), true, &mut counts)?;
            transaction.commit()
        };
        kept().map_err(|error| self.fault(error))?;
        *summary = counts;
        Ok(())
    }

    /// Takes the next documents; outside the transaction, so that a slow source does not keep others from writing.
    fn fill<N, B: AsRef<[u8]>>(&self, sources: &mut impl Iterator<Item = Incoming<N, B>>) -> Vec<Incoming<N, B>> {
        let (mut batch, mut bytes) = (Vec::new(), 0_usize);
        while batch.len() < self.batch.get() && bytes < MAX_BATCH_BYTES {
            let Some(source) = sources.next() else { break };
            bytes = bytes.saturating_add(source.bytes.as_ref().len());
            batch.push(source);
        }
        batch
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

/// What documents are verified against.
struct Against<'a> {
    trust: &'a TrustList,
    status: &'a StatusLists,
    at: Timestamp,
}

impl Against<'_> {
    fn verify(&self, bytes: &[u8]) -> Verdict {
        verify(bytes, self.trust, self.status, self.at)
    }
}

pub(super) enum Fault {
    Trust(betterwork::Error),
    Database(sql::Fault),
}

impl From<sql::Fault> for Fault {
    fn from(error: sql::Fault) -> Self {
        Fault::Database(error)
    }
}

fn import_batch<N: AsRef<str>, B: AsRef<[u8]>>(
    database: &Database,
    batch: Vec<(N, B, Verdict)>,
    attached: &mut Vec<Attached>,
    against: &Against<'_>,
    summary: &mut ImportSummary,
) -> Result<(), Fault> {
    if batch.is_empty() {
        return Ok(());
    }
    let transaction = database.write()?;
    let mut counts = *summary;
    let strangers = Strangers::among(database, batch.iter().filter_map(|(_, _, verdict)| verdict.as_ref().ok()))?;
    let mut importer = Importer { database, writer: Writer::new(database)?, against, strangers };
    for (source, bytes, verdict) in batch {
        if let Some(document) = verdict.as_ref().err().and_then(|_| Attached::of(source.as_ref(), bytes.as_ref())) {
            attached.push(document);
            continue;
        }
        let count = match importer.take(source.as_ref(), bytes.as_ref(), verdict)? {
            Outcome::Imported => &mut counts.imported,
            Outcome::Enriched => &mut counts.enriched,
            Outcome::Unchanged => &mut counts.unchanged,
            Outcome::Quarantined => &mut counts.quarantined,
        };
        *count += 1;
    }
    importer.writer.flush()?;
    drop(importer);
    if !attached.is_empty() {
        *attached = attached::keep(database, std::mem::take(attached), (against.trust, against.status, against.at), false, &mut counts)?;
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
    database: &'c Database,
    writer: Writer<'c>,
    against: &'c Against<'c>,
    strangers: Strangers,
}

/// What the store holds of a document.
struct Held {
    report_id: i64,
    members_withheld_count: i64,
    standing: Known,
    place: Place,
}

impl Importer<'_> {
    fn take(&mut self, source: &str, bytes: &[u8], verdict: Verdict) -> Result<Outcome, Fault> {
        let verified = match verdict {
            Ok(verified) => verified,
            // The list's fault, not the document's.
            Err(error) if error.kind() == ErrorKind::TrustExpired => return Err(Fault::Trust(error)),
            Err(error) => return Ok(self.quarantine(source, bytes, error.kind(), &error.to_string())?),
        };
        if self.strangers.take(&verified) {
            self.write_new(&verified, bytes, None)?;
            return Ok(Outcome::Imported);
        }
        // Statements must see what was gathered.
        self.writer.flush()?;
        Ok(match self.held(&verified)? {
            Some(held) => self.merge(held, &verified, source, bytes)?,
            None => self.add(&verified, source, bytes)?,
        })
    }

    fn held(&self, verified: &VerifiedReport) -> sql::Result<Option<Held>> {
        const SQL: &str = "SELECT report_id, members_withheld_count, imported_at, superseded_by_digest, flag,
            standing, standing_reason, standing_as_of_at FROM reports WHERE digest = ?1";
        let read = |row: &Row<'_>| {
            let report_id = row.get(0)?;
            let imported_at = Timestamp::parse(&row.text(2)?).map_err(|error| sql::Fault::Row(error.to_string()))?;
            Ok(Held {
                report_id,
                members_withheld_count: row.get(1)?,
                place: Place { report_id: Some(report_id), imported_at, superseded_by_digest: row.get(3)?, flag: row.get(4)? },
                standing: Known::read(row, 5)?,
            })
        };
        self.database.first(SQL, values![&verified.digest().to_string()], read)
    }

    /// Stores a report that is new.
    fn add(&mut self, verified: &VerifiedReport, source: &str, bytes: &[u8]) -> sql::Result<Outcome> {
        let kin = Kin::of(self.database, verified)?;
        if let Some(conflict) = kin.conflict(self.database, verified)? {
            flag(self.database, conflict.report_id, ErrorKind::Inconsistent)?;
            return self.quarantine(source, bytes, ErrorKind::Inconsistent, &conflict.reason);
        }
        let newer = kin.newer_than(verified.report().revision).map(str::to_owned);
        let digest = verified.digest().to_string();
        if newer.is_none() {
            kin.supersede(self.database, &digest, self.against.at)?;
        }
        self.write_new(verified, bytes, newer)?;
        quarantine::release(self.database, &digest)?;
        Ok(Outcome::Imported)
    }

    fn write_new(&mut self, verified: &VerifiedReport, bytes: &[u8], superseded_by_digest: Option<String>) -> sql::Result<()> {
        let place = Place { report_id: None, imported_at: self.against.at, superseded_by_digest, flag: None };
        self.writer.write(verified, bytes, &place)
    }

    /// Takes what a copy adds to a report that is held.
    fn merge(&mut self, held: Held, copy: &VerifiedReport, source: &str, bytes: &[u8]) -> sql::Result<Outcome> {
        let fresh = Known::from(copy.standing());
        let gives_way = held.standing.gives_way_to(&fresh);
        let standing = if gives_way { &fresh } else { &held.standing };
        let at = self.against.at;
        let Some(union) = self.union(&held, bytes)? else {
            if gives_way {
                standing.write(self.database, held.report_id, &held.standing, at)?;
            }
            return Ok(Outcome::Unchanged);
        };
        let (verified, token) = match copy.disclosure() {
            Disclosure::Complete => (Ok(copy.clone()), bytes),
            _ => (self.against.verify(&union), &*union),
        };
        match verified {
            Ok(verified) => {
                erase(self.database, held.report_id)?;
                self.writer.write(&verified, token, &held.place)?;
                self.writer.flush()?;
                changes::record(self.database, held.report_id, ChangeKind::Enriched, (None, None), at)?;
                standing.write(self.database, held.report_id, &held.standing, at)?;
                Ok(Outcome::Enriched)
            }
            // Each copy is consistent, both together are not: its issuer signed a contradiction.
            Err(error) => {
                flag(self.database, held.report_id, error.kind())?;
                self.quarantine(source, bytes, error.kind(), &format!("joined with the copy that is held: {error}"))
            }
        }
    }

    fn union(&self, held: &Held, bytes: &[u8]) -> sql::Result<Option<Vec<u8>>> {
        if held.members_withheld_count == 0 {
            return Ok(None);
        }
        let sql = "SELECT token FROM documents WHERE report_id = ?1";
        let token: Vec<u8> = self.database.first(sql, values![held.report_id], |row| row.get(0))?.unwrap_or_default();
        Ok(merge::union(&token, bytes))
    }

    fn quarantine(&mut self, source: &str, bytes: &[u8], kind: ErrorKind, reason: &str) -> sql::Result<Outcome> {
        // Changes stand in the order in which they happened.
        self.writer.flush()?;
        quarantine::keep(self.database, source, bytes, kind, reason, &self.against.at.to_string())?;
        Ok(Outcome::Quarantined)
    }
}
