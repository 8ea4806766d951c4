//! Rates of a store: its rows stream through core's arithmetic, report by report.

use betterwork::analysis::rates::{Detail, FindingAnswer, Header, PointAnswer, Rates, Scope, Selection, Tally};
use betterwork::report::PointResult;
use betterwork::{Day, Digest, StandingValue};

use super::schema::NUMBER_BITS;
use super::sql::{self, Database, Row, values};
use super::{Result, Store, StoreError};

const HEADERS: &str = "SELECT report_id, digest, iss, sub, jti, revision, facility_name, facility_country, assessment_id, cycle,
    started_on, tool_id, tool_version, standing, disclosure, findings_withheld_count, is_test FROM reports ORDER BY report_id";

const POINTS: &str = "SELECT cluster, compliance_point, question_count, findings_withheld_count, result FROM compliance_point_rows
    WHERE row_id BETWEEN ?1 AND ?2 ORDER BY row_id";

/// The columns of the table's end cost least when they are not read: text and law stand between.
const FINDINGS: &str = "SELECT row_id, question, kind, result, is_public FROM finding_rows WHERE row_id BETWEEN ?1 AND ?2 ORDER BY row_id";

/// What a question is called, asked once for each. PostgreSQL answers one statement at a time, and sends it with the finding.
const NAMES: &str = "SELECT global_question, text FROM finding_rows WHERE row_id = ?1";
const NAMED_FINDINGS: &str = "SELECT row_id, question, kind, result, is_public, global_question, text FROM finding_rows
    WHERE row_id BETWEEN ?1 AND ?2 ORDER BY row_id";

impl Store {
    /// Computes rates over the reports of the store, with the standing that it knows of each.
    ///
    /// Memory grows with the number of reports (a header each) and of different questions, not with that of findings.
    ///
    /// # Errors
    /// What the database says; [`StoreError::Damaged`] where a row is none that an import writes.
    pub fn rates(&self, scope: &Scope) -> Result<Rates> {
        compute(&self.database, scope).map_err(|fault| match fault {
            Fault::Database(error) => self.fault(error),
            Fault::Row(error) => StoreError::Damaged { path: self.location.name(), reason: error.to_string() },
        })
    }
}

enum Fault {
    Database(sql::Fault),
    Row(betterwork::Error),
}

impl From<sql::Fault> for Fault {
    fn from(error: sql::Fault) -> Self {
        Fault::Database(error)
    }
}

impl From<betterwork::Error> for Fault {
    fn from(error: betterwork::Error) -> Self {
        Fault::Row(error)
    }
}

fn compute(database: &Database, scope: &Scope) -> Result<Rates, Fault> {
    // One moment of the store, though an import may go on.
    let moment = database.moment()?;
    let (report_ids, headers) = headers(database)?;
    let mut tally = Tally::new(Selection::of(headers, scope)?);
    let mut points = Points::default();
    for place in tally.selection().places() {
        if let Some(report_id) = report_ids.get(place).filter(|_| tally.begin(place)) {
            points.read(database, *report_id)?;
            count(database, *report_id, scope.detail, &points, &mut tally)?;
        }
    }
    moment.commit()?;
    Ok(tally.finish())
}

fn headers(database: &Database) -> Result<(Vec<i64>, Vec<Header>), Fault> {
    let (mut report_ids, mut headers) = (Vec::new(), Vec::new());
    database.each(HEADERS, &[], |row| {
        report_ids.push(row.get("report_id")?);
        headers.push(header(row)?);
        Ok::<_, Fault>(())
    })?;
    Ok((report_ids, headers))
}

fn header(row: &Row<'_>) -> Result<Header, Fault> {
    let count = |column: &str| row.get(column).map(i64::cast_unsigned);
    let standing = row.text("standing")?;
    Ok(Header {
        digest: Digest::parse(&row.text("digest")?)?,
        iss: row.get("iss")?,
        sub: row.get("sub")?,
        jti: row.get("jti")?,
        revision: count("revision")?,
        facility_name: row.get("facility_name")?,
        facility_country: row.get("facility_country")?,
        assessment_id: row.get("assessment_id")?,
        cycle: count("cycle")?,
        started_on: Day::parse(&row.text("started_on")?)?,
        tool_id: row.get("tool_id")?,
        tool_version: row.get("tool_version")?,
        standing: StandingValue::ALL.iter().copied().find(|value| value.code() == standing).unwrap_or(StandingValue::Unknown),
        is_partial: row.text("disclosure")? != "complete",
        findings_withheld_count: count("findings_withheld_count")?,
        is_test: row.get("is_test")?,
    })
}

/// The points of a report, in buffers that are used again.
#[derive(Default)]
struct Points {
    held: Vec<Point>,
    count: usize,
}

#[derive(Default)]
struct Point {
    cluster: String,
    compliance_point: String,
    result: String,
    question_count: i64,
    withheld: i64,
}

impl Points {
    fn read(&mut self, database: &Database, report_id: i64) -> Result<(), Fault> {
        self.count = 0;
        database.each(POINTS, &ids(report_id), |row| {
            if self.held.len() == self.count {
                self.held.push(Point::default());
            }
            if let Some(point) = self.held.get_mut(self.count) {
                row.text(0)?.as_ref().clone_into(&mut point.cluster);
                row.text(1)?.as_ref().clone_into(&mut point.compliance_point);
                (point.question_count, point.withheld) = (row.get(2)?, row.get(3)?);
                row.text(4)?.as_ref().clone_into(&mut point.result);
            }
            self.count += 1;
            Ok(())
        })
    }

    fn iter(&self) -> impl Iterator<Item = &Point> {
        self.held.iter().take(self.count)
    }
}

impl Point {
    fn count(&self, tally: &mut Tally) {
        tally.point(&PointAnswer {
            cluster: &self.cluster,
            compliance_point: &self.compliance_point,
            question_count: self.question_count.cast_unsigned(),
            findings_withheld_count: self.withheld.cast_unsigned(),
            result: point_result(&self.result),
        });
    }
}

/// Counts the points of a report, each with its findings. They stand in the order of the points, and each point has as
/// many as it does not withhold.
fn count(database: &Database, report_id: i64, detail: Detail, points: &Points, tally: &mut Tally) -> Result<(), Fault> {
    let mut points = points.iter();
    if detail != Detail::Points {
        let mut left = 0;
        let is_named = !matches!(database, Database::Sqlite(_));
        database.each(if is_named { NAMED_FINDINGS } else { FINDINGS }, &ids(report_id), |row| {
            while left == 0 {
                let Some(point) = points.next() else { return Ok(()) };
                point.count(tally);
                left = (point.question_count - point.withheld).max(0);
            }
            left -= 1;
            let (question, kind, result) = (row.text(1)?, row.text(2)?, row.optional_text(3)?);
            let answer = FindingAnswer { question: &question, kind: &kind, result: result.as_deref(), is_public: row.get(4)? };
            if tally.finding(&answer) {
                let named = |row: &Row<'_>, first: usize| Ok((row.get(first)?, row.get(first + 1)?));
                let names = match is_named {
                    true => Some(named(row, 5)?),
                    false => database.first(NAMES, values![row.get::<i64>(0)?], |row| named(row, 0))?,
                };
                let (global, text): (Option<String>, String) = names.unwrap_or_default();
                tally.name_question(global.as_deref(), &text);
            }
            Ok::<_, Fault>(())
        })?;
    }
    points.for_each(|point| point.count(tally));
    Ok(())
}

/// The first and the last id that a row of a report can have.
fn ids(report_id: i64) -> [sql::Value<'static>; 2] {
    [report_id << NUMBER_BITS, (report_id << NUMBER_BITS) | ((1 << NUMBER_BITS) - 1)].map(sql::Value::Integer)
}

/// A code that no import writes is one of which nobody can say.
fn point_result(code: &str) -> PointResult {
    let all = [PointResult::NonCompliant, PointResult::Compliant, PointResult::NoResult];
    all.into_iter().find(|result| result.code() == code).unwrap_or(PointResult::Unknown)
}
