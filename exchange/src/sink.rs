//! Files of rows: CSV, Parquet and Arrow IPC, written row by row in bounded memory.

mod arrow;
mod csv;
mod parquet;

use std::fmt;
use std::io::{self, Write};

use betterwork::analysis::table::{Table, Value};
use betterwork::{Day, Timestamp};

pub use self::arrow::ArrowSink;
pub use self::csv::CsvSink;
pub use self::parquet::ParquetSink;

/// What takes the rows of a table.
pub trait TableSink {
    /// Takes a row: a value for each column, in the order of the table.
    ///
    /// # Errors
    /// [`SinkError::NotARow`] where the values are not those of the columns, and what writing says.
    fn row(&mut self, values: &[Value<'_>]) -> Result<(), SinkError>;

    /// Writes what is left, and the end of the file.
    ///
    /// # Errors
    /// What writing says.
    fn finish(self: Box<Self>) -> Result<(), SinkError>;
}

/// How rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// Comma-separated values: UTF-8, a line of column names, RFC 4180.
    Csv,
    /// Apache Parquet, compressed with Zstandard.
    Parquet,
    /// Apache Arrow IPC, as a file that can be read at any place.
    Arrow,
    /// Apache Arrow IPC, as a stream that is read from the beginning.
    ArrowStream,
}

/// Why rows could not be written.
#[derive(Debug)]
#[non_exhaustive]
pub enum SinkError {
    /// The file cannot be written.
    InputOutput(io::Error),
    /// The values are not those of the columns.
    NotARow {
        /// The table.
        table: &'static str,
    },
    /// What the writer of the format says; not expected to happen.
    Unexpected(String),
}

impl Format {
    /// Every format.
    pub const ALL: &'static [Format] = &[Format::Csv, Format::Parquet, Format::Arrow, Format::ArrowStream];

    /// Returns the ending of its files, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Parquet => "parquet",
            Format::Arrow => "arrow",
            Format::ArrowStream => "arrows",
        }
    }

    /// Begins a file of rows.
    ///
    /// # Errors
    /// What writing says.
    pub fn begin<W: Write + Send + 'static>(self, table: &Table, out: W) -> Result<Box<dyn TableSink>, SinkError> {
        Ok(match self {
            Format::Csv => Box::new(CsvSink::begin(table, out)?),
            Format::Parquet => Box::new(ParquetSink::begin(table, out)?),
            Format::Arrow => Box::new(ArrowSink::file(table, out)?),
            Format::ArrowStream => Box::new(ArrowSink::stream(table, out)?),
        })
    }
}

/// Days since 1970 of a day, where a text is one.
fn days(text: &str) -> Option<i32> {
    i32::try_from(Day::parse(text).ok()?.start().seconds() / 86_400).ok()
}

/// Microseconds since 1970 of an instant, where a text is one.
fn microseconds(text: &str) -> Option<i64> {
    Timestamp::parse(text).ok()?.seconds().checked_mul(1_000_000)
}

impl fmt::Display for SinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SinkError::InputOutput(error) => write!(f, "the rows cannot be written: {error}"),
            SinkError::NotARow { table } => write!(f, "the values are not those of a row of `{table}`"),
            SinkError::Unexpected(reason) => write!(f, "the rows cannot be written: {reason}"),
        }
    }
}

impl std::error::Error for SinkError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            SinkError::InputOutput(error) => Some(error),
            _ => None,
        }
    }
}

impl From<io::Error> for SinkError {
    fn from(error: io::Error) -> Self {
        SinkError::InputOutput(error)
    }
}
