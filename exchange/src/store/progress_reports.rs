//! Progress reports beside the reports of a store, with what became of publicly reported findings as rows.

use betterwork::trust::{StatusLists, TrustList};
use betterwork::{Digest, Disclosure, Error, Timestamp, VerifiedProgressReport, VerifiedReport, verify_progress_report};

use super::attached::Outcome;
use super::changes::{self, ChangeKind};
use super::sql::{self, Database, values};
use super::standing::Known;
use super::{Result, Store};

/// Verifies a progress report about a report and keeps it, in the transaction of the caller; a fuller copy takes the place
/// of a thinner one.
pub(super) fn keep(
    database: &Database,
    bytes: &[u8],
    report: &VerifiedReport,
    (trust, status, at): (&TrustList, &StatusLists, Timestamp),
) -> sql::Result<Result<Outcome, Error>> {
    let verified = verify_progress_report(bytes, trust, status, at).and_then(|progress| progress.check_about(report).map(|()| progress));
    let verified = match verified {
        Ok(verified) => verified,
        Err(error) => return Ok(Err(error)),
    };
    let digest = verified.digest().to_string();
    let sql = "SELECT disclosure FROM progress_reports WHERE digest = ?1";
    let held: Option<String> = database.first(sql, values![&digest], |row| row.get(0))?;
    match held.as_deref() {
        Some(disclosure) if disclosure == disclosed(&verified) || disclosure == "complete" => return Ok(Ok(Outcome::Unchanged)),
        Some(_) => erase(database, &digest)?,
        None => {}
    }
    insert(database, &verified, bytes, at)?;
    changes::record_attached(database, &report.digest().to_string(), ChangeKind::ProgressReportAdded, &at.to_string())?;
    Ok(Ok(Outcome::Imported))
}

fn insert(database: &Database, verified: &VerifiedProgressReport, bytes: &[u8], at: Timestamp) -> sql::Result<()> {
    let (document, report) = (verified.document(), verified.report());
    let (digest, about) = (verified.digest().to_string(), report.about.digest.to_string());
    let standing = Known::from(verified.standing());
    let (reported_on, iat, at) = (report.reported_on.to_string(), document.iat.to_string(), at.to_string());
    let sql = "INSERT INTO progress_reports (digest, report_digest, jti, iss, sub, revision, number, reported_on, disclosure,
        status_uri, status_idx, standing, standing_reason, standing_as_of_at, iat, imported_at, token)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)";
    let values = values![
        &digest,
        &about,
        document.jti.as_str(),
        document.iss.as_str(),
        document.sub.as_str(),
        report.revision.cast_signed(),
        report.number.cast_signed(),
        &reported_on,
        disclosed(verified),
        document.status.uri.as_str(),
        document.status.idx.cast_signed(),
        &standing.value,
        standing.reason.as_ref(),
        standing.as_of_at.as_ref(),
        &iat,
        &at,
        bytes,
    ];
    database.execute(sql, values)?;
    for item in &report.remediation {
        let sql = "INSERT INTO remediation (digest, report_digest, question, result, result_on) VALUES (?1, ?2, ?3, ?4, ?5)";
        let on = item.on.map(|day| day.to_string());
        database.execute(sql, values![&digest, &about, item.question.as_str(), item.result.code(), on.as_ref()])?;
    }
    Ok(())
}

/// Removes a progress report and its rows.
pub(super) fn erase(database: &Database, digest: &str) -> sql::Result<()> {
    database.execute("DELETE FROM remediation WHERE digest = ?1", values![digest])?;
    database.execute("DELETE FROM progress_reports WHERE digest = ?1", values![digest])?;
    Ok(())
}

fn disclosed(verified: &VerifiedProgressReport) -> &'static str {
    if *verified.disclosure() == Disclosure::Complete { "complete" } else { "partial" }
}

impl Store {
    /// Returns the signed bytes of the progress reports about a report, the newest revision of each, the first first.
    ///
    /// # Errors
    /// What the database says.
    pub fn progress_report_tokens(&self, report: Digest) -> Result<Vec<Vec<u8>>> {
        let sql =
            "SELECT token FROM progress_reports AS held WHERE report_digest = ?1 AND NOT EXISTS (SELECT 1 FROM progress_reports AS newer
            WHERE newer.iss = held.iss AND newer.jti = held.jti AND newer.revision > held.revision) ORDER BY number, progress_report_id";
        self.ask(sql, values![&report.to_string()], |row| row.get(0))
    }
}
