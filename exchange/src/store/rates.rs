//! Rates of a store: its rows stream through core's arithmetic, report by report.

use betterwork::analysis::rates::{Detail, FindingAnswer, Header, PointAnswer, Rates, Scope, Selection, Tally};
use betterwork::report::PointResult;
use betterwork::{Day, Digest, StandingValue};
use rusqlite::types::ValueRef;
use rusqlite::{CachedStatement, Connection, OptionalExtension, Row};

use super::schema::NUMBER_BITS;
use super::{Result, Store, StoreError};

const HEADERS: &str = "SELECT report_id, digest, iss, sub, jti, revision, facility_name, facility_country, assessment_id, cycle,
    started_on, tool_id, tool_version, standing, disclosure, findings_withheld_count, is_test FROM reports ORDER BY report_id";

const POINTS: &str = "SELECT cluster, compliance_point, question_count, findings_withheld_count, result FROM compliance_point_rows
    WHERE row_id BETWEEN ?1 AND ?2 ORDER BY row_id";

/// The columns of the table's end cost least when they are not read: text and law stand between.
const FINDINGS: &str = "SELECT row_id, question, kind, result, is_public FROM finding_rows WHERE row_id BETWEEN ?1 AND ?2 ORDER BY row_id";

const NAMES: &str = "SELECT global_question, text FROM finding_rows WHERE row_id = ?1";

impl Store {
    /// Computes rates over the reports of the store, with the standing that it knows of each.
    ///
    /// Memory grows with the number of reports (a header each) and of different questions, not with that of findings.
    ///
    /// # Errors
    /// What the database says; [`StoreError::Damaged`] where a row is none that an import writes.
    pub fn rates(&self, scope: &Scope) -> Result<Rates> {
        compute(&self.connection, scope).map_err(|fault| match fault {
            Fault::Database(error) => self.fault(error),
            Fault::Row(error) => StoreError::Damaged { path: self.path.clone(), reason: error.to_string() },
        })
    }
}

enum Fault {
    Database(rusqlite::Error),
    Row(betterwork::Error),
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Fault::Database(error)
    }
}

impl From<betterwork::Error> for Fault {
    fn from(error: betterwork::Error) -> Self {
        Fault::Row(error)
    }
}

fn compute(connection: &Connection, scope: &Scope) -> Result<Rates, Fault> {
    // One moment of the store, though an import may go on.
    let moment = connection.unchecked_transaction()?;
    let (report_ids, headers) = headers(&moment)?;
    let mut tally = Tally::new(Selection::of(headers, scope)?);
    {
        let mut rows = Rows::new(&moment)?;
        for place in tally.selection().places() {
            if let Some(report_id) = report_ids.get(place).filter(|_| tally.begin(place)) {
                rows.count(*report_id, scope.detail, &mut tally)?;
            }
        }
    }
    Ok(tally.finish())
}

fn headers(connection: &Connection) -> Result<(Vec<i64>, Vec<Header>), Fault> {
    let mut statement = connection.prepare_cached(HEADERS)?;
    let (mut report_ids, mut headers, mut rows) = (Vec::new(), Vec::new(), statement.query([])?);
    while let Some(row) = rows.next()? {
        report_ids.push(row.get("report_id")?);
        headers.push(header(row)?);
    }
    Ok((report_ids, headers))
}

fn header(row: &Row<'_>) -> Result<Header, Fault> {
    let count = |column: &str| row.get(column).map(i64::cast_unsigned);
    let standing: String = row.get("standing")?;
    Ok(Header {
        digest: Digest::parse(&row.get::<_, String>("digest")?)?,
        iss: row.get("iss")?,
        sub: row.get("sub")?,
        jti: row.get("jti")?,
        revision: count("revision")?,
        facility_name: row.get("facility_name")?,
        facility_country: row.get("facility_country")?,
        assessment_id: row.get("assessment_id")?,
        cycle: count("cycle")?,
        started_on: Day::parse(&row.get::<_, String>("started_on")?)?,
        tool_id: row.get("tool_id")?,
        tool_version: row.get("tool_version")?,
        standing: StandingValue::ALL.iter().copied().find(|value| value.code() == standing).unwrap_or(StandingValue::Unknown),
        is_partial: row.get::<_, String>("disclosure")? != "complete",
        findings_withheld_count: count("findings_withheld_count")?,
        is_test: row.get("is_test")?,
    })
}

/// The statements that read the rows of a report.
struct Rows<'c> {
    points: CachedStatement<'c>,
    findings: CachedStatement<'c>,
    names: CachedStatement<'c>,
}

impl<'c> Rows<'c> {
    fn new(connection: &'c Connection) -> Result<Self, Fault> {
        Ok(Rows {
            points: connection.prepare_cached(POINTS)?,
            findings: connection.prepare_cached(FINDINGS)?,
            names: connection.prepare_cached(NAMES)?,
        })
    }

    fn count(&mut self, report_id: i64, detail: Detail, tally: &mut Tally) -> Result<(), Fault> {
        let ids = [report_id << NUMBER_BITS, (report_id << NUMBER_BITS) | ((1 << NUMBER_BITS) - 1)];
        let mut points = self.points.query(ids)?;
        let mut findings = self.findings.query(ids)?;
        while let Some(row) = points.next()? {
            let (question_count, withheld) = (row.get::<_, i64>(2)?, row.get::<_, i64>(3)?);
            tally.point(&PointAnswer {
                cluster: text(row, 0)?,
                compliance_point: text(row, 1)?,
                question_count: question_count.cast_unsigned(),
                findings_withheld_count: withheld.cast_unsigned(),
                result: point_result(text(row, 4)?),
            });
            if detail == Detail::Points {
                continue;
            }
            // The findings of a report stand in the order of its points, and each point has as many as it does not withhold.
            for _ in withheld..question_count {
                let Some(row) = findings.next()? else { break };
                let answer =
                    FindingAnswer { question: text(row, 1)?, kind: text(row, 2)?, result: optional_text(row, 3)?, is_public: row.get(4)? };
                if tally.finding(&answer) {
                    let names = self.names.query_row([row.get::<_, i64>(0)?], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
                    let (global, text): (Option<String>, String) = names.unwrap_or_default();
                    tally.name_question(global.as_deref(), &text);
                }
            }
        }
        Ok(())
    }
}

/// A code that no import writes is one of which nobody can say.
fn point_result(code: &str) -> PointResult {
    let all = [PointResult::NonCompliant, PointResult::Compliant, PointResult::NoResult];
    all.into_iter().find(|result| result.code() == code).unwrap_or(PointResult::Unknown)
}

fn text<'r>(row: &'r Row<'_>, column: usize) -> rusqlite::Result<&'r str> {
    Ok(row.get_ref(column)?.as_str()?)
}

fn optional_text<'r>(row: &'r Row<'_>, column: usize) -> rusqlite::Result<Option<&'r str>> {
    match row.get_ref(column)? {
        ValueRef::Null => Ok(None),
        value => Ok(Some(value.as_str()?)),
    }
}
