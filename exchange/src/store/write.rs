//! Writing the rows of a verified report; only an import does.

use betterwork::analysis::rows::{CompliancePointRow, EvidenceRow, FindingRow, ImprovementItemRow, ReportRow, RowSink, each};
use betterwork::{Digest, Timestamp, VerifiedReport};
use rusqlite::{CachedStatement, Connection, Result, params};
use serde::Serialize;

use super::schema::NUMBER_BITS;

pub(super) const INSERT_REPORT: &str = "INSERT INTO reports VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,
    ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36, ?37, ?38, ?39, ?40,
    ?41, ?42, ?43, ?44, ?45, ?46, ?47, ?48, ?49, ?50, ?51, ?52, ?53, ?54, ?55, ?56, ?57, ?58, ?59)";
pub(super) const INSERT_DOCUMENT: &str = "INSERT INTO documents VALUES (?1, ?2)";
pub(super) const INSERT_COMPLIANCE_POINT: &str = "INSERT INTO compliance_point_rows VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
pub(super) const INSERT_FINDING: &str = "INSERT INTO finding_rows VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
pub(super) const INSERT_EVIDENCE: &str = "INSERT INTO evidence_rows VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
pub(super) const INSERT_IMPROVEMENT_ITEM: &str = "INSERT INTO improvement_item_rows VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";

/// What the store knows of a report beside what its bytes say.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// `None` for a new one.
    pub(super) report_id: Option<i64>,
    pub(super) imported_at: String,
    /// The newest revision that is held, where this is not it.
    pub(super) superseded_by_digest: Option<String>,
    /// Why a person should look at the report: a code.
    pub(super) flag: Option<String>,
}

/// The prepared statements that write rows.
pub(super) struct Writer<'c> {
    report: CachedStatement<'c>,
    document: CachedStatement<'c>,
    compliance_point: CachedStatement<'c>,
    finding: CachedStatement<'c>,
    evidence: CachedStatement<'c>,
    improvement_item: CachedStatement<'c>,
}

impl<'c> Writer<'c> {
    pub(super) fn new(connection: &'c Connection) -> Result<Self> {
        Ok(Writer {
            report: connection.prepare_cached(INSERT_REPORT)?,
            document: connection.prepare_cached(INSERT_DOCUMENT)?,
            compliance_point: connection.prepare_cached(INSERT_COMPLIANCE_POINT)?,
            finding: connection.prepare_cached(INSERT_FINDING)?,
            evidence: connection.prepare_cached(INSERT_EVIDENCE)?,
            improvement_item: connection.prepare_cached(INSERT_IMPROVEMENT_ITEM)?,
        })
    }

    /// Writes a report with all its rows and its signed bytes.
    pub(super) fn write(&mut self, verified: &VerifiedReport, token: &[u8], place: &Place) -> Result<()> {
        let mut sink = Sink { writer: self, place, report_id: 0, lists: Lists::default() };
        each(verified, &mut sink)?;
        let report_id = sink.report_id;
        self.document.execute(params![report_id, token])?;
        Ok(())
    }
}

/// Removes a report with all its rows, to be written again with more in them.
pub(super) fn erase(connection: &Connection, report_id: i64) -> Result<()> {
    for table in ["compliance_point_rows", "finding_rows", "evidence_rows", "improvement_item_rows"] {
        let sql = format!("DELETE FROM {table} WHERE row_id BETWEEN ?1 AND ?2");
        connection.prepare_cached(&sql)?.execute([row_id(report_id, 0), row_id(report_id + 1, 0) - 1])?;
    }
    for table in ["documents", "reports"] {
        connection.prepare_cached(&format!("DELETE FROM {table} WHERE report_id = ?1"))?.execute([report_id])?;
    }
    Ok(())
}

struct Sink<'w, 'c> {
    writer: &'w mut Writer<'c>,
    place: &'w Place,
    report_id: i64,
    lists: Lists,
}

impl RowSink for Sink<'_, '_> {
    type Error = rusqlite::Error;

    fn report(&mut self, row: &ReportRow<'_>) -> Result<()> {
        let digest = |digest: Option<Digest>| digest.map(|digest| digest.to_string());
        let instant = |instant: Option<Timestamp>| instant.map(|instant| instant.to_string());
        self.report_id = self.writer.report.insert(params![
            self.place.report_id,
            row.digest.to_string(),
            row.iss,
            row.sub,
            row.jti,
            row.revision.cast_signed(),
            digest(row.supersedes),
            row.follows_jti,
            digest(row.follows_digest),
            row.iat.to_string(),
            instant(row.exp),
            row.status_uri,
            row.status_idx.cast_signed(),
            row.version,
            row.language,
            row.audience,
            row.from_on.map(|day| day.to_string()),
            row.facility_name,
            row.facility_country,
            row.facility_isic,
            row.os_id,
            row.star,
            row.lei,
            row.gln,
            row.duns,
            self.lists.one(row.address_lines)?,
            row.locality,
            row.region,
            row.postal_code,
            row.latitude,
            row.longitude,
            row.workforce_total_count.map(u64::cast_signed),
            row.workforce_women_count.map(u64::cast_signed),
            row.workforce_men_count.map(u64::cast_signed),
            row.workforce_migrant_count.map(u64::cast_signed),
            row.assessment_id,
            row.cycle.cast_signed(),
            row.assessment_type,
            row.started_on.to_string(),
            row.ended_on.map(|day| day.to_string()),
            row.announced,
            row.assessor_count.map(u64::cast_signed),
            row.person_days,
            row.tool_id,
            row.tool_version,
            row.disclosure,
            row.findings_withheld_count.cast_signed(),
            row.members_withheld_count.cast_signed(),
            row.signer_name,
            row.signer_kid,
            row.is_test,
            row.standing,
            row.standing_reason,
            instant(row.standing_as_of_at),
            row.verified_at.to_string(),
            self.place.imported_at,
            self.place.superseded_by_digest.is_none(),
            self.place.superseded_by_digest,
            self.place.flag,
        ])?;
        Ok(())
    }

    fn compliance_point(&mut self, row: &CompliancePointRow<'_>) -> Result<()> {
        self.writer.compliance_point.execute(params![
            row_id(self.report_id, row.number),
            row.cluster,
            row.compliance_point,
            row.question_count.cast_signed(),
            row.findings_withheld_count.cast_signed(),
            row.result,
        ])?;
        Ok(())
    }

    fn finding(&mut self, row: &FindingRow<'_>) -> Result<()> {
        let (legal_references, tags) = self.lists.two(row.legal_references, row.tags)?;
        self.writer.finding.execute(params![
            row_id(self.report_id, row.number),
            row.cluster,
            row.compliance_point,
            row.question,
            row.global_question,
            row.text,
            row.kind,
            row.basis,
            legal_references,
            tags,
            row.result,
            row.value,
            row.is_public,
        ])?;
        Ok(())
    }

    fn evidence(&mut self, row: &EvidenceRow<'_>) -> Result<()> {
        self.writer.evidence.execute(params![
            row_id(self.report_id, row.number),
            row.cluster,
            row.compliance_point,
            row.question,
            row.explanation,
            self.lists.one(row.sources)?,
            row.workers_affected_count.map(u64::cast_signed),
        ])?;
        Ok(())
    }

    fn improvement_item(&mut self, row: &ImprovementItemRow<'_>) -> Result<()> {
        self.writer.improvement_item.execute(params![
            row_id(self.report_id, row.number),
            row.cluster,
            row.compliance_point,
            row.question,
            row.action,
            row.due_on.map(|day| day.to_string()),
            row.status,
        ])?;
        Ok(())
    }
}

/// The rows of a report are neighbours: the id of each is that of the report and its number in it.
fn row_id(report_id: i64, number: u64) -> i64 {
    report_id << NUMBER_BITS | number.cast_signed()
}

/// Lists as JSON arrays, in buffers that are used again.
#[derive(Default)]
struct Lists([Vec<u8>; 2]);

impl Lists {
    fn one(&mut self, list: &[impl Serialize]) -> Result<&str> {
        let [buffer, _] = &mut self.0;
        json(buffer, list)
    }

    fn two(&mut self, first: &[impl Serialize], second: &[impl Serialize]) -> Result<(&str, &str)> {
        let [buffer, other] = &mut self.0;
        Ok((json(buffer, first)?, json(other, second)?))
    }
}

fn json<'b>(buffer: &'b mut Vec<u8>, list: &[impl Serialize]) -> Result<&'b str> {
    if list.is_empty() {
        return Ok("[]");
    }
    buffer.clear();
    serde_json::to_writer(&mut *buffer, list).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
    std::str::from_utf8(buffer).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
}
