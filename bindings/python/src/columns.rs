//! The columns of the tables: the words of core's rows, with their types.

use std::borrow::Cow;

use arrow_schema::{DataType, Field, Schema, TimeUnit};
use betterwork::analysis::rows::{CompliancePointRow, EvidenceRow, FindingRow, ReportRow};
use betterwork::analysis::table::{Column, Kind, Table, Value};
use betterwork::{Day, Digest, Timestamp};
use serde::Serialize;

/// The tables of reports, in the order in which rows hold them.
pub(crate) const TABLES: [Table; 4] = [
    Table::new("reports", "A report: one revision.", REPORTS),
    Table::new("compliance_points", "A compliance point of a report.", COMPLIANCE_POINTS),
    Table::new("findings", "A visible finding of a report.", FINDINGS),
    Table::new("evidence", "What a finding rests on.", EVIDENCE),
];

/// A value of a row.
pub(crate) enum Cell<'a> {
    Empty,
    Text(Cow<'a, str>),
    Integer(i64),
    Boolean(bool),
    /// Days since 1970.
    Day(i32),
    /// Microseconds since 1970, UTC.
    Instant(i64),
}

/// Lists the columns of a row once: names and kinds, and the values in the same order.
macro_rules! columns {
    ($columns:ident, $cells:ident, $row:ident: $($name:ident $kind:ident $nullable:literal,)*) => {
        const $columns: &[Column] = &[$(Column::new(stringify!($name), Kind::$kind, $nullable),)*];

        pub(crate) fn $cells<'a>(row: &'a $row<'a>) -> impl Iterator<Item = Cell<'a>> {
            [$(Cell::from(row.$name),)*].into_iter()
        }
    };
}

columns! { REPORTS, report, ReportRow:
    digest Text false, iss Text false, sub Text false, jti Text false, revision Integer false, supersedes Text true,
    follows_jti Text true, follows_digest Text true, iat Instant false, exp Instant true, status_uri Text false,
    status_idx Integer false, version Text false, language Text false, audience Text false, from_on Day true,
    facility_name Text false, facility_country Text false, facility_isic Text true, os_id Text true, star Text true,
    lei Text true, gln Text true, duns Text true, address_lines Text false, locality Text true, region Text true,
    postal_code Text true, latitude Text true, longitude Text true, workforce_total_count Integer true,
    workforce_women_count Integer true, workforce_men_count Integer true, workforce_migrant_count Integer true,
    assessment_id Text false, cycle Integer false, assessment_type Text false, started_on Day false, ended_on Day true,
    announced Boolean true, assessor_count Integer true, person_days Text true, tool_id Text false, tool_version Text false,
    disclosure Text false, findings_withheld_count Integer false, members_withheld_count Integer false,
    signer_name Text false, signer_kid Text false, is_test Boolean false, standing Text false, standing_reason Text true,
    standing_as_of_at Instant true, verified_at Instant false,
}

columns! { COMPLIANCE_POINTS, compliance_point, CompliancePointRow:
    digest Text false, number Integer false, cluster Text false, compliance_point Text false, question_count Integer false,
    findings_withheld_count Integer false, result Text false,
}

columns! { FINDINGS, finding, FindingRow:
    digest Text false, number Integer false, cluster Text false, compliance_point Text false, question Text false,
    global_question Text true, text Text false, kind Text false, basis Text true, legal_references Text false,
    tags Text false, result Text true, value Text true, is_public Boolean false,
}

columns! { EVIDENCE, evidence, EvidenceRow:
    digest Text false, number Integer false, cluster Text false, compliance_point Text false, question Text false,
    explanation Text false, sources Text false, workers_affected_count Integer true,
}

/// The schema of a table.
pub(crate) fn schema(table: &Table) -> Schema {
    let field = |column: &Column| Field::new(column.name, data_type(column.kind), column.nullable);
    Schema::new(table.columns.iter().map(field).collect::<Vec<_>>())
}

fn data_type(kind: Kind) -> DataType {
    match kind {
        Kind::Text | Kind::List => DataType::Utf8View,
        Kind::Integer => DataType::Int64,
        Kind::Boolean => DataType::Boolean,
        Kind::Day => DataType::Date32,
        Kind::Instant => DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
    }
}

impl<'a> Cell<'a> {
    /// Reads a value of a store, whose days and instants are texts.
    pub(crate) fn of_stored(kind: Kind, value: &Value<'a>) -> Self {
        match (kind, value) {
            (Kind::Day, Value::Text(text)) => Day::parse(text).map_or(Cell::Empty, Cell::from),
            (Kind::Instant, Value::Text(text)) => Timestamp::parse(text).map_or(Cell::Empty, Cell::from),
            (_, Value::Text(text)) => Cell::from(*text),
            (_, Value::Integer(number)) => Cell::Integer(*number),
            (_, Value::Boolean(truth)) => Cell::Boolean(*truth),
            (_, Value::Empty) => Cell::Empty,
        }
    }
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Cell::Text(Cow::Borrowed(text))
    }
}

impl From<Digest> for Cell<'_> {
    fn from(digest: Digest) -> Self {
        Cell::Text(Cow::Owned(digest.to_string()))
    }
}

/// Counts of the format are whole numbers below 2⁵³.
impl From<u64> for Cell<'_> {
    fn from(count: u64) -> Self {
        i64::try_from(count).map_or(Cell::Empty, Cell::Integer)
    }
}

impl From<bool> for Cell<'_> {
    fn from(truth: bool) -> Self {
        Cell::Boolean(truth)
    }
}

impl From<Day> for Cell<'_> {
    fn from(day: Day) -> Self {
        i32::try_from(day.start().seconds() / 86_400).map_or(Cell::Empty, Cell::Day)
    }
}

impl From<Timestamp> for Cell<'_> {
    fn from(instant: Timestamp) -> Self {
        Cell::Instant(instant.seconds().saturating_mul(1_000_000))
    }
}

/// A list is a JSON array, as in a store.
impl<'a, T: Serialize> From<&'a [T]> for Cell<'a> {
    fn from(list: &'a [T]) -> Self {
        if list.is_empty() { Cell::from("[]") } else { Cell::Text(Cow::Owned(serde_json::to_string(list).unwrap_or_default())) }
    }
}

impl<'a, T> From<Option<T>> for Cell<'a>
where
    Cell<'a>: From<T>,
{
    fn from(value: Option<T>) -> Self {
        value.map_or(Cell::Empty, Cell::from)
    }
}
