//! Rows as CSV: RFC 4180, UTF-8, an empty cell for an empty value.

use std::io::Write;

use betterwork::analysis::export::safe_cell;
use betterwork::analysis::table::{Table, Value};
use csv::{Terminator, Writer, WriterBuilder};

use super::{SinkError, TableSink};

/// A CSV file in the making. No text in it can become a formula of a spreadsheet.
pub struct CsvSink<W: Write> {
    out: Writer<W>,
    table: &'static str,
    columns: usize,
}

impl<W: Write> CsvSink<W> {
    /// Writes the column names.
    ///
    /// # Errors
    /// What writing says.
    pub fn begin(table: &Table, out: W) -> Result<Self, SinkError> {
        let mut out = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
        out.write_record(table.columns.iter().map(|column| column.name))?;
        Ok(CsvSink { out, table: table.name, columns: table.columns.len() })
    }
}

impl<W: Write> TableSink for CsvSink<W> {
    fn row(&mut self, values: &[Value<'_>]) -> Result<(), SinkError> {
        if values.len() != self.columns {
            return Err(SinkError::NotARow { table: self.table });
        }
        for value in values {
            match value {
                Value::Text(text) => self.out.write_field(safe_cell(text).as_bytes())?,
                other => self.out.write_field(other.to_string())?,
            }
        }
        self.out.write_record(None::<&[u8]>)?;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), SinkError> {
        Ok(self.out.flush()?)
    }
}

impl From<csv::Error> for SinkError {
    fn from(error: csv::Error) -> Self {
        match error.into_kind() {
            csv::ErrorKind::Io(error) => SinkError::InputOutput(error),
            other => SinkError::Unexpected(format!("{other:?}")),
        }
    }
}
