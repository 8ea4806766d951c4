//! One way to ask either database: statements with the parameters `?1`, `?2`…, rows of cells, transactions.
//!
//! The rules of the store are written above this floor, once. A statement says what both databases understand; what a
//! value is in each of them (a day is a text here and a `date` there) is decided below, by the type of its column.

use std::borrow::Cow;
use std::fmt;

use rusqlite::{Connection, TransactionBehavior, params_from_iter};

#[cfg(feature = "postgres")]
use super::postgres::Session;

/// The result of every statement.
pub(super) type Result<T, E = Fault> = std::result::Result<T, E>;

/// Why a statement failed.
#[derive(Debug)]
pub(super) enum Fault {
    Sqlite(rusqlite::Error),
    #[cfg(feature = "postgres")]
    Postgres(::postgres::Error),
    /// A row is none that an import writes.
    Row(String),
}

/// A database that is open.
#[derive(Debug)]
#[allow(clippy::large_enum_variant, reason = "there is one of it")]
pub(super) enum Database {
    Sqlite(Connection),
    #[cfg(feature = "postgres")]
    Postgres(Box<Session>),
}

/// A value for a statement. Days and instants are texts, lists JSON.
#[derive(Clone, Copy, Debug)]
pub(super) enum Value<'a> {
    Null,
    Integer(i64),
    Boolean(bool),
    Text(&'a str),
    Bytes(&'a [u8]),
}

/// A value of a row. Booleans are 0 and 1, days and instants texts, lists JSON.
#[derive(Clone, Debug)]
pub(super) enum Cell<'r> {
    Null,
    Integer(i64),
    Text(Cow<'r, str>),
    Bytes(&'r [u8]),
}

/// A row of an answer.
pub(super) enum Row<'r> {
    Sqlite(&'r rusqlite::Row<'r>),
    #[cfg(feature = "postgres")]
    Postgres(&'r ::postgres::Row),
}

/// A transaction: undone unless it is committed.
pub(super) struct Transaction<'d> {
    database: &'d Database,
    is_open: bool,
}

/// Makes the parameters of a statement.
macro_rules! values {
    ($($value:expr),* $(,)?) => { &[$($crate::store::sql::Value::from($value)),*] };
}
pub(super) use values;

impl Database {
    /// Runs a statement that changes rows; returns how many.
    pub(super) fn execute(&self, sql: &str, parameters: &[Value<'_>]) -> Result<u64> {
        match self {
            Database::Sqlite(connection) => {
                let changed = connection.prepare_cached(sql)?.execute(params_from_iter(parameters))?;
                Ok(changed as u64)
            }
            #[cfg(feature = "postgres")]
            Database::Postgres(session) => session.execute(sql, parameters),
        }
    }

    /// Hands on the rows of an answer as they come. `take` must not ask the database: PostgreSQL answers one at a time.
    pub(super) fn each<E: From<Fault>>(
        &self,
        sql: &str,
        parameters: &[Value<'_>],
        mut take: impl FnMut(&Row<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        match self {
            Database::Sqlite(connection) => {
                let mut statement = connection.prepare_cached(sql).map_err(Fault::Sqlite)?;
                let mut rows = statement.query(params_from_iter(parameters)).map_err(Fault::Sqlite)?;
                while let Some(row) = rows.next().map_err(Fault::Sqlite)? {
                    take(&Row::Sqlite(row))?;
                }
                Ok(())
            }
            #[cfg(feature = "postgres")]
            Database::Postgres(session) => session.each(sql, parameters, take),
        }
    }

    /// Returns every row of an answer.
    pub(super) fn all<T>(&self, sql: &str, parameters: &[Value<'_>], mut read: impl FnMut(&Row<'_>) -> Result<T>) -> Result<Vec<T>> {
        let mut all = Vec::new();
        self.each(sql, parameters, |row| {
            all.push(read(row)?);
            Ok::<_, Fault>(())
        })?;
        Ok(all)
    }

    /// Returns the last row of an answer that has one at most.
    pub(super) fn first<T>(&self, sql: &str, parameters: &[Value<'_>], mut read: impl FnMut(&Row<'_>) -> Result<T>) -> Result<Option<T>> {
        let mut first = None;
        self.each(sql, parameters, |row| {
            first = Some(read(row)?);
            Ok::<_, Fault>(())
        })?;
        Ok(first)
    }

    /// Begins to write; waits for another program that is writing.
    pub(super) fn write(&self) -> Result<Transaction<'_>> {
        match self {
            Database::Sqlite(connection) => begin(connection, TransactionBehavior::Immediate)?,
            #[cfg(feature = "postgres")]
            Database::Postgres(session) => session.begin_to_write()?,
        }
        Ok(Transaction { database: self, is_open: true })
    }

    /// Begins to read one moment of the database, though an import may go on.
    pub(super) fn moment(&self) -> Result<Transaction<'_>> {
        match self {
            Database::Sqlite(connection) => begin(connection, TransactionBehavior::Deferred)?,
            #[cfg(feature = "postgres")]
            Database::Postgres(session) => session.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")?,
        }
        Ok(Transaction { database: self, is_open: true })
    }

    /// Runs statements that have no parameters.
    pub(super) fn run(&self, sql: &str) -> Result<()> {
        match self {
            Database::Sqlite(connection) => Ok(connection.execute_batch(sql)?),
            #[cfg(feature = "postgres")]
            Database::Postgres(session) => session.run(sql),
        }
    }
}

fn begin(connection: &Connection, behavior: TransactionBehavior) -> Result<()> {
    let behavior = if matches!(behavior, TransactionBehavior::Immediate) { "BEGIN IMMEDIATE" } else { "BEGIN" };
    connection.prepare_cached(behavior)?.execute([])?;
    Ok(())
}

impl Transaction<'_> {
    pub(super) fn commit(mut self) -> Result<()> {
        self.database.run("COMMIT")?;
        self.is_open = false;
        Ok(())
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        if self.is_open {
            // Where this fails the connection is gone, and the transaction with it.
            let _ = self.database.run("ROLLBACK");
        }
    }
}

/// What a cell becomes.
pub(super) trait FromCell: Sized {
    fn from_cell(cell: Cell<'_>) -> Option<Self>;
}

/// A column of a row: its place, or its name.
pub(super) trait Column: Copy + fmt::Display {
    fn in_sqlite(self, row: &rusqlite::Row<'_>) -> rusqlite::Result<usize>;
    #[cfg(feature = "postgres")]
    fn in_postgres(self, row: &::postgres::Row) -> Option<usize>;
}

impl<'r> Row<'r> {
    /// Returns a value of the type that is asked for.
    pub(super) fn get<T: FromCell>(&self, column: impl Column) -> Result<T> {
        T::from_cell(self.cell(column)?).ok_or_else(|| Fault::Row(format!("the column {column} has a value of another type")))
    }

    /// Returns a text, as it stands in the row where that is possible.
    pub(super) fn text(&self, column: impl Column) -> Result<Cow<'r, str>> {
        self.optional_text(column)?.ok_or_else(|| Fault::Row(format!("the column {column} has no text")))
    }

    /// Returns a text where there is one.
    pub(super) fn optional_text(&self, column: impl Column) -> Result<Option<Cow<'r, str>>> {
        Ok(match self.cell(column)? {
            Cell::Text(text) => Some(text),
            _ => None,
        })
    }

    /// Returns how many columns the row has.
    pub(super) fn len(&self) -> usize {
        match self {
            Row::Sqlite(row) => row.as_ref().column_count(),
            #[cfg(feature = "postgres")]
            Row::Postgres(row) => row.len(),
        }
    }

    /// Returns a value as it is.
    pub(super) fn cell(&self, column: impl Column) -> Result<Cell<'r>> {
        match self {
            Row::Sqlite(row) => sqlite_cell(row, column.in_sqlite(row)?),
            #[cfg(feature = "postgres")]
            Row::Postgres(row) => {
                let place = column.in_postgres(row).ok_or_else(|| Fault::Row(format!("there is no column {column}")))?;
                super::postgres::cell(row, place)
            }
        }
    }
}

fn sqlite_cell<'r>(row: &'r rusqlite::Row<'r>, column: usize) -> Result<Cell<'r>> {
    use rusqlite::types::ValueRef;
    Ok(match row.get_ref(column)? {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(number) => Cell::Integer(number),
        ValueRef::Text(text) => {
            Cell::Text(Cow::Borrowed(std::str::from_utf8(text).map_err(|_| Fault::Row(format!("the column {column} is no text")))?))
        }
        ValueRef::Blob(bytes) => Cell::Bytes(bytes),
        ValueRef::Real(_) => return Err(Fault::Row(format!("the column {column} is a number with a point"))),
    })
}

impl Column for usize {
    fn in_sqlite(self, _: &rusqlite::Row<'_>) -> rusqlite::Result<usize> {
        Ok(self)
    }

    #[cfg(feature = "postgres")]
    fn in_postgres(self, _: &::postgres::Row) -> Option<usize> {
        Some(self)
    }
}

impl Column for &str {
    fn in_sqlite(self, row: &rusqlite::Row<'_>) -> rusqlite::Result<usize> {
        row.as_ref().column_index(self)
    }

    #[cfg(feature = "postgres")]
    fn in_postgres(self, row: &::postgres::Row) -> Option<usize> {
        row.columns().iter().position(|column| column.name() == self)
    }
}

impl FromCell for i64 {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        if let Cell::Integer(number) = cell { Some(number) } else { None }
    }
}

impl FromCell for bool {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        i64::from_cell(cell).map(|number| number != 0)
    }
}

impl FromCell for String {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        if let Cell::Text(text) = cell { Some(text.into_owned()) } else { None }
    }
}

impl FromCell for Vec<u8> {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        if let Cell::Bytes(bytes) = cell { Some(bytes.to_vec()) } else { None }
    }
}

impl<T: FromCell> FromCell for Option<T> {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        if matches!(cell, Cell::Null) { Some(None) } else { T::from_cell(cell).map(Some) }
    }
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Value::Integer(number)
    }
}

impl From<bool> for Value<'_> {
    fn from(truth: bool) -> Self {
        Value::Boolean(truth)
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Value::Text(text)
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Value::Text(text)
    }
}

impl<'a> From<&'a [u8]> for Value<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Value::Bytes(bytes)
    }
}

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Null, Into::into)
    }
}

impl rusqlite::ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        use rusqlite::types::{ToSqlOutput, ValueRef};
        Ok(ToSqlOutput::Borrowed(match *self {
            Value::Null => ValueRef::Null,
            Value::Integer(number) => ValueRef::Integer(number),
            Value::Boolean(truth) => ValueRef::Integer(i64::from(truth)),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Fault::Sqlite(error)
    }
}

#[cfg(feature = "postgres")]
impl From<::postgres::Error> for Fault {
    fn from(error: ::postgres::Error) -> Self {
        Fault::Postgres(error)
    }
}
