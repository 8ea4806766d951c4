//! Inserting rows without verification, to measure what verification costs. Only for benchmarks (feature `bench`).

use std::num::NonZeroUsize;
use std::path::Path;

use rusqlite::types::Value;
use rusqlite::{CachedStatement, Connection, TransactionBehavior, params_from_iter};

use super::schema::NUMBER_BITS;
use super::write::{INSERT_COMPLIANCE_POINT, INSERT_DOCUMENT, INSERT_EVIDENCE, INSERT_FINDING, INSERT_IMPROVEMENT_ITEM, INSERT_REPORT};
use super::{Result, Store};

/// The tables of a report's rows, by id of the row, and how they are filled.
const ROW_TABLES: [(&str, &str); 4] = [
    ("compliance_point_rows", INSERT_COMPLIANCE_POINT),
    ("finding_rows", INSERT_FINDING),
    ("evidence_rows", INSERT_EVIDENCE),
    ("improvement_item_rows", INSERT_IMPROVEMENT_ITEM),
];

/// The rows of every report of a store, in memory.
#[derive(Debug)]
pub struct Rows(Vec<ReportRows>);

#[derive(Debug)]
struct ReportRows {
    report: Row,
    document: Row,
    rows: [Vec<Row>; 4],
}

type Row = Vec<Value>;

impl Rows {
    /// Reads all rows of a store.
    ///
    /// # Errors
    /// As [`Store::open_read_only`], and what the database says.
    pub fn read(path: impl AsRef<Path>) -> Result<Self> {
        let store = Store::open_read_only(path)?;
        read(&store.connection).map(Rows).map_err(|error| store.fault(error))
    }

    /// Inserts the rows into a new store: the same statements, settings and transactions as an import has.
    ///
    /// # Errors
    /// As [`Store::open`], and what the database says; rows that are there already among it.
    pub fn insert_into(&self, path: impl AsRef<Path>, batch: NonZeroUsize) -> Result<()> {
        let mut store = Store::open(path)?;
        insert(&mut store.connection, &self.0, batch).map_err(|error| store.fault(error))
    }

    /// Returns how many rows there are, over all tables.
    pub fn count(&self) -> usize {
        self.0.iter().map(|report| 2 + report.rows.iter().map(Vec::len).sum::<usize>()).sum()
    }
}

fn read(connection: &Connection) -> rusqlite::Result<Vec<ReportRows>> {
    let mut reports = Vec::new();
    for report in all(connection, "SELECT * FROM reports ORDER BY report_id", [])? {
        let report_id = match report.first() {
            Some(Value::Integer(report_id)) => *report_id,
            _ => 0,
        };
        let document = all(connection, "SELECT * FROM documents WHERE report_id = ?1", [report_id])?.pop().unwrap_or_default();
        let mut rows = [const { Vec::new() }; 4];
        for (held, (table, _)) in rows.iter_mut().zip(ROW_TABLES) {
            let sql = format!(
                "SELECT * FROM {table} WHERE row_id >> {NUMBER_BITS} = ?1 AND row_id BETWEEN ?1 << {NUMBER_BITS} AND (?1 + 1) << {NUMBER_BITS}"
            );
            *held = all(connection, &sql, [report_id])?;
        }
        reports.push(ReportRows { report, document, rows });
    }
    Ok(reports)
}

fn all(connection: &Connection, sql: &str, parameters: impl rusqlite::Params) -> rusqlite::Result<Vec<Row>> {
    let mut statement = connection.prepare_cached(sql)?;
    let columns = statement.column_count();
    let rows = statement.query_map(parameters, |row| (0..columns).map(|column| row.get(column)).collect())?;
    rows.collect()
}

fn insert(connection: &mut Connection, reports: &[ReportRows], batch: NonZeroUsize) -> rusqlite::Result<()> {
    for batch in reports.chunks(batch.get()) {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        {
            let mut report_statement = transaction.prepare_cached(INSERT_REPORT)?;
            let mut document_statement = transaction.prepare_cached(INSERT_DOCUMENT)?;
            let [points, findings, evidence, items] = ROW_TABLES.map(|(_, sql)| transaction.prepare_cached(sql));
            let mut statements = [points?, findings?, evidence?, items?];
            for report in batch {
                execute(&mut report_statement, &report.report)?;
                for (statement, rows) in statements.iter_mut().zip(&report.rows) {
                    rows.iter().try_for_each(|row| execute(statement, row))?;
                }
                execute(&mut document_statement, &report.document)?;
            }
        }
        transaction.commit()?;
    }
    Ok(())
}

fn execute(statement: &mut CachedStatement<'_>, row: &Row) -> rusqlite::Result<()> {
    statement.execute(params_from_iter(row)).map(|_| ())
}
