//! Writing the rows of a verified report; only an import does.

mod sqlite;

use betterwork::analysis::rows::{CompliancePointRow, EvidenceRow, FindingRow, ImprovementItemRow, ReportRow, RowSink, each};
use betterwork::{Day, Digest, Timestamp, VerifiedReport};
use serde::Serialize;

use super::changes;
use super::schema::NUMBER_BITS;
use super::sql::{Database, Result, values};
use sqlite::Insert;
#[cfg(feature = "bench")]
pub(super) use sqlite::statement;

#[cfg(feature = "postgres")]
use super::postgres::CopyTable;

/// The columns of a row that is being written, in their order; `end` ends the row.
pub(super) trait Sheet {
    fn integer(&mut self, number: Option<i64>) -> Result<()>;
    fn boolean(&mut self, truth: Option<bool>) -> Result<()>;
    /// Takes a text that differs from row to row.
    fn text(&mut self, text: Option<&str>) -> Result<()>;
    /// Takes a text that is often that of the row before.
    fn word(&mut self, word: Option<&str>) -> Result<()>;
    fn day(&mut self, on: Option<Day>) -> Result<()>;
    fn instant(&mut self, at: Option<Timestamp>) -> Result<()>;
    fn digest(&mut self, digest: Option<Digest>) -> Result<()>;
    fn list(&mut self, list: &[impl Serialize]) -> Result<()>;
    fn bytes(&mut self, bytes: &[u8]) -> Result<()>;
    fn end(&mut self) -> Result<()>;
}

/// What the store knows of a report beside what its bytes say.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// `None` for a new one.
    pub(super) report_id: Option<i64>,
    pub(super) imported_at: Timestamp,
    /// The newest revision that is held, where this is not it.
    pub(super) superseded_by_digest: Option<String>,
    /// Why a person should look at the report: a code.
    pub(super) flag: Option<String>,
}

/// One thing for each table that a report has rows in.
struct Tables<T> {
    report: T,
    document: T,
    compliance_point: T,
    finding: T,
    evidence: T,
    improvement_item: T,
    change: T,
}

/// The tables of a report's rows and the columns that are written, in this order.
pub(super) const TABLES: [(&str, &[&str]); 7] = [
    (
        "reports",
        &[
            "report_id",
            "digest",
            "iss",
            "sub",
            "jti",
            "revision",
            "supersedes",
            "follows_jti",
            "follows_digest",
            "iat",
            "exp",
            "status_uri",
            "status_idx",
            "version",
            "language",
            "audience",
            "from_on",
            "facility_name",
            "facility_country",
            "facility_isic",
            "os_id",
            "star",
            "lei",
            "gln",
            "duns",
            "address_lines",
            "locality",
            "region",
            "postal_code",
            "latitude",
            "longitude",
            "workforce_total_count",
            "workforce_women_count",
            "workforce_men_count",
            "workforce_migrant_count",
            "assessment_id",
            "cycle",
            "assessment_type",
            "started_on",
            "ended_on",
            "announced",
            "assessor_count",
            "person_days",
            "tool_id",
            "tool_version",
            "disclosure",
            "findings_withheld_count",
            "members_withheld_count",
            "signer_name",
            "signer_kid",
            "is_test",
            "standing",
            "standing_reason",
            "standing_as_of_at",
            "verified_at",
            "imported_at",
            "is_current",
            "superseded_by_digest",
            "flag",
        ],
    ),
    ("documents", &["report_id", "token"]),
    ("compliance_point_rows", &["row_id", "cluster", "compliance_point", "question_count", "findings_withheld_count", "result"]),
    (
        "finding_rows",
        &[
            "row_id",
            "cluster",
            "compliance_point",
            "question",
            "global_question",
            "text",
            "kind",
            "basis",
            "legal_references",
            "tags",
            "result",
            "value",
            "is_public",
        ],
    ),
    ("evidence_rows", &["row_id", "cluster", "compliance_point", "question", "explanation", "sources", "workers_affected_count"]),
    ("improvement_item_rows", &["row_id", "cluster", "compliance_point", "question", "action", "due_on", "status"]),
    ("changes", changes::WRITTEN),
];

impl<T> Tables<T> {
    fn make(mut make: impl FnMut(&'static str, &'static [&'static str]) -> Result<T>) -> Result<Self> {
        let [report, document, compliance_point, finding, evidence, improvement_item, change] =
            TABLES.map(|(table, columns)| make(table, columns));
        Ok(Tables {
            report: report?,
            document: document?,
            compliance_point: compliance_point?,
            finding: finding?,
            evidence: evidence?,
            improvement_item: improvement_item?,
            change: change?,
        })
    }
}

/// What writes the rows of a batch.
pub(super) struct Writer<'d> {
    database: &'d Database,
    next_id: i64,
    tables: AnyTables<'d>,
}

/// Rows are written at once in SQLite, and gathered for PostgreSQL.
#[allow(clippy::large_enum_variant, reason = "there is one of it")]
enum AnyTables<'d> {
    Sqlite(Box<Tables<Insert<'d>>>),
    #[cfg(feature = "postgres")]
    Postgres(Box<Tables<CopyTable>>),
}

impl<'d> Writer<'d> {
    pub(super) fn new(database: &'d Database) -> Result<Self> {
        let tables = match database {
            Database::Sqlite(connection) => {
                AnyTables::Sqlite(Box::new(Tables::make(|table, columns| Insert::new(connection, table, columns))?))
            }
            #[cfg(feature = "postgres")]
            Database::Postgres(_) => AnyTables::Postgres(Box::new(Tables::make(|table, columns| Ok(CopyTable::new(table, columns)))?)),
        };
        let newest: Option<i64> = database.first("SELECT max(report_id) FROM reports", &[], |row| row.get(0))?.flatten();
        Ok(Writer { database, next_id: newest.unwrap_or_default() + 1, tables })
    }

    /// Writes a report with all its rows and its signed bytes; of one that is new also that it came.
    pub(super) fn write(&mut self, verified: &VerifiedReport, token: &[u8], place: &Place) -> Result<()> {
        let report_id = place.report_id.unwrap_or_else(|| {
            self.next_id += 1;
            self.next_id - 1
        });
        match &mut self.tables {
            AnyTables::Sqlite(tables) => tables.write(report_id, verified, token, place),
            #[cfg(feature = "postgres")]
            AnyTables::Postgres(tables) => tables.write(report_id, verified, token, place),
        }
    }

    /// Sends what was gathered, so that statements see it.
    pub(super) fn flush(&mut self) -> Result<()> {
        match (&mut self.tables, self.database) {
            #[cfg(feature = "postgres")]
            (AnyTables::Postgres(tables), Database::Postgres(session)) => tables.send(session),
            _ => Ok(()),
        }
    }
}

/// Removes a report with all its rows, to be written again with more in them.
pub(super) fn erase(database: &Database, report_id: i64) -> Result<()> {
    for table in ["compliance_point_rows", "finding_rows", "evidence_rows", "improvement_item_rows"] {
        let sql = format!("DELETE FROM {table} WHERE row_id BETWEEN ?1 AND ?2");
        database.execute(&sql, values![row_id(report_id, 0), row_id(report_id + 1, 0) - 1])?;
    }
    for table in ["documents", "reports"] {
        database.execute(&format!("DELETE FROM {table} WHERE report_id = ?1"), values![report_id])?;
    }
    Ok(())
}

#[cfg(feature = "postgres")]
impl Tables<CopyTable> {
    fn send(&mut self, session: &super::postgres::Session) -> Result<()> {
        let Tables { report, document, compliance_point, finding, evidence, improvement_item, change } = self;
        let all = [report, document, compliance_point, finding, evidence, improvement_item, change];
        all.into_iter().try_for_each(|table| table.send(session))
    }
}

impl<S: Sheet> Tables<S> {
    fn write(&mut self, report_id: i64, verified: &VerifiedReport, token: &[u8], place: &Place) -> Result<()> {
        each(verified, &mut Sink { tables: self, place, report_id })?;
        self.document.integer(Some(report_id))?;
        self.document.bytes(token)?;
        self.document.end()?;
        if place.report_id.is_none() {
            changes::write_imported(&mut self.change, verified, place.imported_at)?;
        }
        Ok(())
    }
}

struct Sink<'w, S> {
    tables: &'w mut Tables<S>,
    place: &'w Place,
    report_id: i64,
}

impl<S: Sheet> RowSink for Sink<'_, S> {
    type Error = super::sql::Fault;

    fn report(&mut self, row: &ReportRow<'_>) -> Result<()> {
        let sheet = &mut self.tables.report;
        let count = |count: u64| Some(count.cast_signed());
        sheet.integer(Some(self.report_id))?;
        sheet.digest(Some(row.digest))?;
        sheet.text(Some(row.iss))?;
        sheet.text(Some(row.sub))?;
        sheet.text(Some(row.jti))?;
        sheet.integer(count(row.revision))?;
        sheet.digest(row.supersedes)?;
        sheet.text(row.follows_jti)?;
        sheet.digest(row.follows_digest)?;
        sheet.instant(Some(row.iat))?;
        sheet.instant(row.exp)?;
        sheet.text(Some(row.status_uri))?;
        sheet.integer(count(row.status_idx))?;
        sheet.text(Some(row.version))?;
        sheet.text(Some(row.language))?;
        sheet.text(Some(row.audience))?;
        sheet.day(row.from_on)?;
        for text in
            [Some(row.facility_name), Some(row.facility_country), row.facility_isic, row.os_id, row.star, row.lei, row.gln, row.duns]
        {
            sheet.text(text)?;
        }
        sheet.list(row.address_lines)?;
        for text in [row.locality, row.region, row.postal_code, row.latitude, row.longitude] {
            sheet.text(text)?;
        }
        for workers in [row.workforce_total_count, row.workforce_women_count, row.workforce_men_count, row.workforce_migrant_count] {
            sheet.integer(workers.map(u64::cast_signed))?;
        }
        sheet.text(Some(row.assessment_id))?;
        sheet.integer(count(row.cycle))?;
        sheet.text(Some(row.assessment_type))?;
        sheet.day(Some(row.started_on))?;
        sheet.day(row.ended_on)?;
        sheet.boolean(row.announced)?;
        sheet.integer(row.assessor_count.map(u64::cast_signed))?;
        for text in [row.person_days, Some(row.tool_id), Some(row.tool_version), Some(row.disclosure)] {
            sheet.text(text)?;
        }
        sheet.integer(count(row.findings_withheld_count))?;
        sheet.integer(count(row.members_withheld_count))?;
        sheet.text(Some(row.signer_name))?;
        sheet.text(Some(row.signer_kid))?;
        sheet.boolean(Some(row.is_test))?;
        sheet.text(Some(row.standing))?;
        sheet.text(row.standing_reason)?;
        sheet.instant(row.standing_as_of_at)?;
        sheet.instant(Some(row.verified_at))?;
        sheet.instant(Some(self.place.imported_at))?;
        sheet.boolean(Some(self.place.superseded_by_digest.is_none()))?;
        sheet.text(self.place.superseded_by_digest.as_deref())?;
        sheet.text(self.place.flag.as_deref())?;
        sheet.end()
    }

    fn compliance_point(&mut self, row: &CompliancePointRow<'_>) -> Result<()> {
        let sheet = &mut self.tables.compliance_point;
        sheet.integer(Some(row_id(self.report_id, row.number)))?;
        sheet.text(Some(row.cluster))?;
        sheet.text(Some(row.compliance_point))?;
        sheet.integer(Some(row.question_count.cast_signed()))?;
        sheet.integer(Some(row.findings_withheld_count.cast_signed()))?;
        sheet.word(Some(row.result))?;
        sheet.end()
    }

    fn finding(&mut self, row: &FindingRow<'_>) -> Result<()> {
        let sheet = &mut self.tables.finding;
        sheet.integer(Some(row_id(self.report_id, row.number)))?;
        sheet.word(Some(row.cluster))?;
        sheet.word(Some(row.compliance_point))?;
        sheet.text(Some(row.question))?;
        sheet.word(row.global_question)?;
        sheet.text(Some(row.text))?;
        sheet.word(Some(row.kind))?;
        sheet.word(row.basis)?;
        sheet.list(row.legal_references)?;
        sheet.list(row.tags)?;
        sheet.word(row.result)?;
        sheet.word(row.value)?;
        sheet.boolean(Some(row.is_public))?;
        sheet.end()
    }

    fn evidence(&mut self, row: &EvidenceRow<'_>) -> Result<()> {
        let sheet = &mut self.tables.evidence;
        sheet.integer(Some(row_id(self.report_id, row.number)))?;
        sheet.text(Some(row.cluster))?;
        sheet.text(Some(row.compliance_point))?;
        sheet.text(Some(row.question))?;
        sheet.text(Some(row.explanation))?;
        sheet.list(row.sources)?;
        sheet.integer(row.workers_affected_count.map(u64::cast_signed))?;
        sheet.end()
    }

    fn improvement_item(&mut self, row: &ImprovementItemRow<'_>) -> Result<()> {
        let sheet = &mut self.tables.improvement_item;
        sheet.integer(Some(row_id(self.report_id, row.number)))?;
        sheet.text(row.cluster)?;
        sheet.text(Some(row.compliance_point))?;
        sheet.text(row.question)?;
        sheet.text(Some(row.action))?;
        sheet.day(row.due_on)?;
        sheet.text(Some(row.status))?;
        sheet.end()
    }
}

/// The rows of a report are neighbours: the id of each is that of the report and its number in it.
fn row_id(report_id: i64, number: u64) -> i64 {
    report_id << NUMBER_BITS | number.cast_signed()
}

/// The rows of a batch for PostgreSQL, encoded beforehand.
#[cfg(all(feature = "bench", feature = "postgres"))]
pub(super) struct Gathered(Tables<CopyTable>);

#[cfg(all(feature = "bench", feature = "postgres"))]
impl Gathered {
    pub(super) fn new() -> Result<Self> {
        Tables::make(|table, columns| Ok(CopyTable::new(table, columns))).map(Gathered)
    }

    pub(super) fn add(&mut self, report_id: i64, verified: &VerifiedReport, token: &[u8], imported_at: Timestamp) -> Result<()> {
        let place = Place { report_id: None, imported_at, superseded_by_digest: None, flag: None };
        self.0.write(report_id, verified, token, &place)
    }

    pub(super) fn send(mut self, session: &super::postgres::Session) -> Result<()> {
        self.0.send(session)
    }
}
