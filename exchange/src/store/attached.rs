//! Documents about a report, statements and progress reports: each verified against the report that it names.

use betterwork::trust::{StatusLists, TrustList};
use betterwork::{DocumentKind, ErrorKind, Timestamp, VerifiedReport, identify, verify, verify_progress_report, verify_statement};

use super::import::ImportSummary;
use super::memory::is_of_trust;
use super::sql::{self, Database, values};
use super::{progress_reports, quarantine, statements};

/// A document that is no assessment report, as it came.
pub(super) struct Attached {
    pub(super) source: String,
    pub(super) bytes: Vec<u8>,
}

/// What became of such a document.
pub(super) enum Outcome {
    Imported,
    Unchanged,
}

impl Attached {
    /// Takes a document that was refused as an assessment report, where it says that it is something else.
    pub(super) fn of(source: &str, bytes: &[u8]) -> Option<Self> {
        let bytes = bytes.trim_ascii_end();
        let kind = identify(bytes).ok()?.kind;
        (kind != DocumentKind::AssessmentReport).then(|| Attached { source: source.to_owned(), bytes: bytes.to_vec() })
    }
}

/// Verifies documents against their reports and keeps them, in the transaction of the caller.
///
/// Those whose report is not there come back, unless `is_last`: then they go to quarantine, as does what is refused.
pub(super) fn keep(
    database: &Database,
    documents: Vec<Attached>,
    (trust, status, at): (&TrustList, &StatusLists, Timestamp),
    is_last: bool,
    summary: &mut ImportSummary,
) -> sql::Result<Vec<Attached>> {
    let mut waiting = Vec::new();
    for document in documents {
        let Attached { source, bytes } = &document;
        let mut refuse = |kind, reason: &str| {
            summary.quarantined += 1;
            quarantine::keep(database, source, bytes, kind, reason, &at.to_string())
        };
        let identity = match identify(bytes) {
            Ok(identity) => identity,
            Err(error) => {
                refuse(error.kind(), &error.to_string())?;
                continue;
            }
        };
        let about = identity.about.unwrap_or_default().to_string();
        let Some(report) = report(database, &about, trust, at)? else {
            if is_last {
                let reason = format!("it is about the report {about}, which the store does not have: import that one too");
                refuse(ErrorKind::WrongDocument, &reason)?;
            } else {
                waiting.push(document);
            }
            continue;
        };
        let (kept, count) = match identity.kind {
            DocumentKind::Statement => (statements::keep(database, bytes, &report, trust, at)?, &mut summary.statements),
            _ => (progress_reports::keep(database, bytes, &report, (trust, status, at))?, &mut summary.progress_reports),
        };
        match kept {
            Ok(outcome) => {
                quarantine::release(database, &identity.digest.to_string())?;
                match outcome {
                    Outcome::Imported => *count += 1,
                    Outcome::Unchanged => summary.unchanged += 1,
                }
            }
            Err(error) => refuse(error.kind(), &error.to_string())?,
        }
    }
    Ok(waiting)
}

/// Verifies a held report again: what is said of it counts only as long as it does.
fn report(database: &Database, digest: &str, trust: &TrustList, at: Timestamp) -> sql::Result<Option<VerifiedReport>> {
    let sql = "SELECT token FROM documents JOIN reports USING (report_id) WHERE digest = ?1";
    let token: Option<Vec<u8>> = database.first(sql, values![digest], |row| row.get(0))?;
    Ok(token.and_then(|token| verify(&token, trust, &StatusLists::none(), at).ok()))
}

/// Verifies everything that is held about reports again, as another trust list wants it, and moves to quarantine whatever
/// was signed by somebody who may not speak any more.
pub(super) fn recheck(database: &Database, trust: &TrustList, at: Timestamp) -> sql::Result<()> {
    for (table, kind) in [("statements", DocumentKind::Statement), ("progress_reports", DocumentKind::ProgressReport)] {
        let held = database
            .all(&format!("SELECT digest, report_digest FROM {table}"), &[], |row| Ok((row.get::<String>(0)?, row.get::<String>(1)?)))?;
        for (digest, about) in held {
            // What is about a report that is gone says nothing, and counts again once the report is back.
            let Some(report) = report(database, &about, trust, at)? else { continue };
            let sql = format!("SELECT token FROM {table} WHERE digest = ?1");
            let token: Vec<u8> = database.first(&sql, values![&digest], |row| row.get(0))?.unwrap_or_default();
            let refused = match kind {
                DocumentKind::Statement => verify_statement(&token, &report, trust, at).err(),
                _ => verify_progress_report(&token, trust, &StatusLists::none(), at).err(),
            };
            let Some(error) = refused.filter(|error| is_of_trust(error.kind())) else { continue };
            let reason = format!("trust list version {}: {error}", trust.version());
            quarantine::keep_whole(database, "the store", &token, error.kind(), &reason, &at.to_string())?;
            match kind {
                DocumentKind::Statement => _ = database.execute("DELETE FROM statements WHERE digest = ?1", values![&digest])?,
                _ => progress_reports::erase(database, &digest)?,
            }
        }
    }
    Ok(())
}
