//! What changed: a row for each change, written in the transaction of the change itself.

use betterwork::{Timestamp, VerifiedReport};

use super::query::answer;
use super::sql::{Database, Row, values};
use super::write::Sheet;
use super::{Result, Store, sql};

/// The columns that are written; the number is the database's.
pub(super) const WRITTEN: &[&str] = &["changed_at", "kind", "digest", "sub", "iss", "jti", "standing_before", "standing_after"];

/// What happened to a report, or to a document that became none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ChangeKind {
    /// A report came that was new.
    Imported,
    /// A copy came that shows more of a held report.
    Enriched,
    /// A newer revision of the report came.
    Superseded,
    /// The standing is another one: what it was and is stands beside it.
    StandingChanged,
    /// The trust list no longer lets the report stand: it left the rows.
    Withdrawn,
    /// A document was refused.
    Quarantined,
    /// Somebody's statement about the report came.
    StatementAdded,
    /// A progress report about the report came.
    ProgressReportAdded,
}

impl ChangeKind {
    /// Every kind.
    pub const ALL: &'static [ChangeKind] = &[
        ChangeKind::Imported,
        ChangeKind::Enriched,
        ChangeKind::Superseded,
        ChangeKind::StandingChanged,
        ChangeKind::Withdrawn,
        ChangeKind::Quarantined,
        ChangeKind::StatementAdded,
        ChangeKind::ProgressReportAdded,
    ];

    /// Returns its code in the table.
    pub fn code(self) -> &'static str {
        match self {
            ChangeKind::Imported => "imported",
            ChangeKind::Enriched => "enriched",
            ChangeKind::Superseded => "superseded",
            ChangeKind::StandingChanged => "standing_changed",
            ChangeKind::Withdrawn => "withdrawn",
            ChangeKind::Quarantined => "quarantined",
            ChangeKind::StatementAdded => "statement_added",
            ChangeKind::ProgressReportAdded => "progress_report_added",
        }
    }
}

answer! {
    /// A change. Ask again from the last `change_id` that you have worked through.
    pub struct Change {
        change_id: i64,
        changed_at: String,
        /// A code of [`ChangeKind`].
        kind: String,
        /// Of the signed document; absent where a refused one does not look like any.
        digest: Option<String>,
        sub: Option<String>,
        iss: Option<String>,
        jti: Option<String>,
        standing_before: Option<String>,
        standing_after: Option<String>,
    }
}

impl Store {
    /// Lists the changes after the one with this number, the oldest first, at most so many; 0 asks from the beginning.
    ///
    /// Numbers ascend and may have gaps. Who asks from the last number seen misses nothing: one program writes at a time,
    /// so that no change with a lower number appears later.
    ///
    /// # Errors
    /// What the database says.
    pub fn changes_since(&self, change_id: i64, limit: usize) -> Result<Vec<Change>> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.ask("SELECT * FROM changes WHERE change_id > ?1 ORDER BY change_id LIMIT ?2", values![change_id, limit], Change::read)
    }

    /// Returns the number of the newest change; 0 where there is none.
    ///
    /// # Errors
    /// What the database says.
    pub fn newest_change(&self) -> Result<i64> {
        let newest = self.ask("SELECT max(change_id) FROM changes", &[], |row: &Row<'_>| row.get::<Option<i64>>(0))?;
        Ok(newest.into_iter().flatten().next().unwrap_or_default())
    }
}

/// Writes that a report came, among its rows.
pub(super) fn write_imported(sheet: &mut impl Sheet, verified: &VerifiedReport, at: Timestamp) -> sql::Result<()> {
    let document = verified.document();
    sheet.instant(Some(at))?;
    sheet.word(Some(ChangeKind::Imported.code()))?;
    sheet.digest(Some(verified.digest()))?;
    sheet.text(Some(&document.sub))?;
    sheet.text(Some(&document.iss))?;
    sheet.text(Some(&document.jti))?;
    sheet.word(None)?;
    sheet.word(Some(verified.standing().value.code()))?;
    sheet.end()
}

/// Records a change of a held report; before and after are its standing.
pub(super) fn record(
    database: &Database,
    report_id: i64,
    kind: ChangeKind,
    (before, after): (Option<&str>, Option<&str>),
    at: Timestamp,
) -> sql::Result<()> {
    let sql = "INSERT INTO changes (changed_at, kind, digest, sub, iss, jti, standing_before, standing_after)
        SELECT ?2, ?3, digest, sub, iss, jti, ?4, ?5 FROM reports WHERE report_id = ?1";
    database.execute(sql, values![report_id, &at.to_string(), kind.code(), before, after])?;
    Ok(())
}

/// Records that something came about a held report.
pub(super) fn record_attached(database: &Database, report_digest: &str, kind: ChangeKind, at: &str) -> sql::Result<()> {
    let sql = "INSERT INTO changes (changed_at, kind, digest, sub, iss, jti)
        SELECT ?2, ?3, digest, sub, iss, jti FROM reports WHERE digest = ?1";
    database.execute(sql, values![report_digest, at, kind.code()])?;
    Ok(())
}

/// Records that a document was refused.
pub(super) fn record_quarantined(database: &Database, digest: Option<&str>, at: &str) -> sql::Result<()> {
    let sql = "INSERT INTO changes (changed_at, kind, digest) VALUES (?1, ?2, ?3)";
    database.execute(sql, values![at, ChangeKind::Quarantined.code(), digest])?;
    Ok(())
}
