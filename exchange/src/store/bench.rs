//! Inserting rows without verification, to measure what verification costs. Only for benchmarks (feature `bench`).

#[cfg(feature = "postgres")]
mod copied;

use std::num::NonZeroUsize;
use std::path::Path;

use rusqlite::types::Value;
use rusqlite::{CachedStatement, Connection, TransactionBehavior, params_from_iter};

use super::schema::NUMBER_BITS;
use super::sql::Fault;
use super::write::{TABLES, statement};
use super::{Result, Store};

#[cfg(feature = "postgres")]
pub use copied::Copied;

/// The rows of every report of a store, in memory.
#[derive(Debug)]
pub struct Rows(Vec<ReportRows>);

/// The rows of a report, by table.
#[derive(Debug, Default)]
struct ReportRows([Vec<Row>; TABLES.len()]);

type Row = Vec<Value>;

impl Rows {
    /// Reads all rows of a store in SQLite.
    ///
    /// # Errors
    /// As [`Store::open_read_only`], and what the database says.
    pub fn read(path: impl AsRef<Path>) -> Result<Self> {
        let store = Store::open_read_only(path)?;
        let Some(connection) = store.sqlite() else { return Ok(Rows(Vec::new())) };
        read(connection).map(Rows).map_err(|error| store.fault(Fault::Sqlite(error)))
    }

    /// Inserts the rows into a new store in SQLite: the same statements, settings and transactions as an import has.
    ///
    /// # Errors
    /// As [`Store::open`], and what the database says; rows that are there already among it.
    pub fn insert_into(&self, path: impl AsRef<Path>, batch: NonZeroUsize) -> Result<()> {
        let store = Store::open(path)?;
        let Some(connection) = store.sqlite() else { return Ok(()) };
        insert(connection, &self.0, batch).map_err(|error| store.fault(Fault::Sqlite(error)))
    }

    /// Returns how many rows there are, over all tables.
    pub fn count(&self) -> usize {
        self.0.iter().flat_map(|report| &report.0).map(Vec::len).sum()
    }
}

fn read(connection: &Connection) -> rusqlite::Result<Vec<ReportRows>> {
    let mut reports = Vec::new();
    let mut ids = connection.prepare("SELECT report_id, digest FROM reports ORDER BY report_id")?;
    let ids = ids.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<Vec<(i64, String)>>>()?;
    for (report_id, digest) in ids {
        let mut rows = ReportRows::default();
        for (held, (table, columns)) in rows.0.iter_mut().zip(TABLES) {
            let of_report = match (table, columns.first()) {
                ("changes", _) => "digest = ?2 AND ?1 > 0".to_owned(),
                (_, Some(&"row_id")) => format!("row_id BETWEEN ?1 << {NUMBER_BITS} AND ((?1 + 1) << {NUMBER_BITS}) - 1 AND ?2 > ''"),
                _ => "report_id = ?1 AND ?2 > ''".to_owned(),
            };
            let mut statement = connection.prepare_cached(&format!("SELECT {} FROM {table} WHERE {of_report}", columns.join(", ")))?;
            let all = statement.query_map((report_id, &digest), |row| (0..columns.len()).map(|column| row.get(column)).collect())?;
            *held = all.collect::<rusqlite::Result<_>>()?;
        }
        reports.push(rows);
    }
    Ok(reports)
}

fn insert(connection: &Connection, reports: &[ReportRows], batch: NonZeroUsize) -> rusqlite::Result<()> {
    for batch in reports.chunks(batch.get()) {
        let transaction = rusqlite::Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
        {
            let statements = TABLES.map(|(table, columns)| transaction.prepare_cached(&statement(table, columns)));
            let mut statements: Vec<CachedStatement<'_>> = statements.into_iter().collect::<rusqlite::Result<_>>()?;
            for report in batch {
                for (statement, rows) in statements.iter_mut().zip(&report.0) {
                    rows.iter().try_for_each(|row| statement.execute(params_from_iter(row)).map(|_| ()))?;
                }
            }
        }
        transaction.commit()?;
    }
    Ok(())
}
