//! Rows for SQLite: bound to a prepared statement as they come.

use betterwork::{Day, Digest, Timestamp};
use rusqlite::{CachedStatement, Connection, ToSql};
use serde::Serialize;

use super::Sheet;
use crate::store::sql::{Fault, Result};

/// A statement that inserts rows. SQLite copies what is bound, and keeps it: of one row and the next most words are the
/// same, and are not bound again.
pub(super) struct Insert<'c> {
    statement: CachedStatement<'c>,
    /// The column that was bound last, from 1.
    column: usize,
    words: Vec<Bound>,
    json: Vec<u8>,
}

/// What is bound to a column for words.
#[derive(Clone, Default)]
struct Bound {
    /// Whether the statement has it: at first it has what an earlier batch left.
    is_bound: bool,
    is_null: bool,
    word: String,
}

/// Returns the statement that inserts rows of these columns.
pub(in crate::store) fn statement(table: &str, columns: &[&str]) -> String {
    let places: Vec<String> = (1..=columns.len()).map(|place| format!("?{place}")).collect();
    format!("INSERT INTO {table} ({}) VALUES ({})", columns.join(", "), places.join(", "))
}

impl<'c> Insert<'c> {
    pub(super) fn new(connection: &'c Connection, table: &str, columns: &[&str]) -> Result<Self> {
        let statement = connection.prepare_cached(&statement(table, columns))?;
        Ok(Insert { statement, column: 0, words: vec![Bound::default(); columns.len() + 1], json: Vec::new() })
    }

    fn bind(&mut self, value: impl ToSql) -> Result<()> {
        self.column += 1;
        Ok(self.statement.raw_bind_parameter(self.column, value)?)
    }
}

impl Sheet for Insert<'_> {
    fn integer(&mut self, number: Option<i64>) -> Result<()> {
        self.bind(number)
    }

    fn boolean(&mut self, truth: Option<bool>) -> Result<()> {
        self.bind(truth)
    }

    fn text(&mut self, text: Option<&str>) -> Result<()> {
        self.bind(text)
    }

    fn word(&mut self, word: Option<&str>) -> Result<()> {
        self.column += 1;
        if let Some(bound) = self.words.get_mut(self.column) {
            if bound.is_bound && bound.is_null == word.is_none() && bound.word == word.unwrap_or_default() {
                return Ok(());
            }
            (bound.is_bound, bound.is_null) = (true, word.is_none());
            word.unwrap_or_default().clone_into(&mut bound.word);
        }
        Ok(self.statement.raw_bind_parameter(self.column, word)?)
    }

    fn day(&mut self, on: Option<Day>) -> Result<()> {
        self.bind(on.map(|on| on.to_string()))
    }

    fn instant(&mut self, at: Option<Timestamp>) -> Result<()> {
        self.bind(at.map(|at| at.to_string()))
    }

    fn digest(&mut self, digest: Option<Digest>) -> Result<()> {
        self.bind(digest.map(|digest| digest.to_string()))
    }

    fn list(&mut self, list: &[impl Serialize]) -> Result<()> {
        if list.is_empty() {
            return self.word(Some("[]"));
        }
        self.json.clear();
        serde_json::to_writer(&mut self.json, list).map_err(|error| Fault::Row(error.to_string()))?;
        let json = std::mem::take(&mut self.json);
        let bound = match std::str::from_utf8(&json) {
            Ok(text) => self.word(Some(text)),
            Err(error) => Err(Fault::Row(error.to_string())),
        };
        self.json = json;
        bound
    }

    fn bytes(&mut self, bytes: &[u8]) -> Result<()> {
        self.bind(bytes)
    }

    fn end(&mut self) -> Result<()> {
        self.column = 0;
        self.statement.raw_execute()?;
        Ok(())
    }
}
