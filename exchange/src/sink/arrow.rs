//! Rows as Apache Arrow IPC: a batch at a time is held in memory.

use std::io::Write;
use std::sync::Arc;

use arrow_array::builder::{BooleanBuilder, Date32Builder, Int64Builder, StringBuilder, TimestampMicrosecondBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_ipc::writer::{FileWriter, StreamWriter};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef, TimeUnit};
use betterwork::analysis::table::{Column, Kind, Table, Value};

use super::{SinkError, TableSink, days, microseconds};

/// How many rows a batch has.
const ROWS_IN_BATCH: usize = 8_192;

/// An Arrow file or stream in the making.
pub struct ArrowSink<W: Write> {
    out: Out<W>,
    table: &'static str,
    schema: SchemaRef,
    columns: Vec<Cells>,
    rows: usize,
}

enum Out<W: Write> {
    File(Box<FileWriter<W>>),
    Stream(Box<StreamWriter<W>>),
}

/// The values of one column in a batch.
enum Cells {
    Text(StringBuilder),
    Integer(Int64Builder),
    Boolean(BooleanBuilder),
    Day(Date32Builder),
    Instant(TimestampMicrosecondBuilder),
}

impl<W: Write> ArrowSink<W> {
    /// Begins a file.
    ///
    /// # Errors
    /// What writing says.
    pub fn file(table: &Table, out: W) -> Result<Self, SinkError> {
        Self::begin(table, |schema| Ok(Out::File(Box::new(FileWriter::try_new(out, schema)?))))
    }

    /// Begins a stream.
    ///
    /// # Errors
    /// What writing says.
    pub fn stream(table: &Table, out: W) -> Result<Self, SinkError> {
        Self::begin(table, |schema| Ok(Out::Stream(Box::new(StreamWriter::try_new(out, schema)?))))
    }

    fn begin(table: &Table, open: impl FnOnce(&Schema) -> Result<Out<W>, ArrowError>) -> Result<Self, SinkError> {
        let fields: Vec<Field> =
            table.columns.iter().map(|column| Field::new(column.name, data_type(column.kind), column.nullable)).collect();
        let schema = Arc::new(Schema::new(fields));
        let out = open(&schema)?;
        Ok(ArrowSink { out, table: table.name, schema, columns: table.columns.iter().map(Cells::of).collect(), rows: 0 })
    }

    fn write_batch(&mut self) -> Result<(), SinkError> {
        let arrays = self.columns.iter_mut().map(Cells::finish).collect();
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), arrays)?;
        self.rows = 0;
        match &mut self.out {
            Out::File(file) => file.write(&batch)?,
            Out::Stream(stream) => stream.write(&batch)?,
        }
        Ok(())
    }
}

impl<W: Write> TableSink for ArrowSink<W> {
    fn row(&mut self, values: &[Value<'_>]) -> Result<(), SinkError> {
        let not_a_row = SinkError::NotARow { table: self.table };
        let nullable = self.schema.fields().iter().map(|field| field.is_nullable());
        let fits =
            values.len() == self.columns.len() && values.iter().zip(nullable).all(|(value, nullable)| nullable || *value != Value::Empty);
        if !fits || !self.columns.iter().zip(values).all(|(cells, value)| cells.takes(value)) {
            return Err(not_a_row);
        }
        self.columns.iter_mut().zip(values).for_each(|(cells, value)| cells.push(value));
        self.rows += 1;
        if self.rows == ROWS_IN_BATCH { self.write_batch() } else { Ok(()) }
    }

    fn finish(mut self: Box<Self>) -> Result<(), SinkError> {
        if self.rows > 0 {
            self.write_batch()?;
        }
        match &mut self.out {
            Out::File(file) => {
                file.finish()?;
                Ok(file.flush()?)
            }
            Out::Stream(stream) => {
                stream.finish()?;
                Ok(stream.flush()?)
            }
        }
    }
}

impl Cells {
    fn of(column: &Column) -> Self {
        match column.kind {
            Kind::Text | Kind::List => Cells::Text(StringBuilder::new()),
            Kind::Integer => Cells::Integer(Int64Builder::new()),
            Kind::Boolean => Cells::Boolean(BooleanBuilder::new()),
            Kind::Day => Cells::Day(Date32Builder::new()),
            Kind::Instant => Cells::Instant(TimestampMicrosecondBuilder::new().with_timezone("UTC")),
        }
    }

    fn takes(&self, value: &Value<'_>) -> bool {
        match (self, value) {
            (_, Value::Empty)
            | (Cells::Text(_), Value::Text(_))
            | (Cells::Integer(_), Value::Integer(_))
            | (Cells::Boolean(_), Value::Boolean(_)) => true,
            (Cells::Day(_), Value::Text(text)) => days(text).is_some(),
            (Cells::Instant(_), Value::Text(text)) => microseconds(text).is_some(),
            _ => false,
        }
    }

    fn push(&mut self, value: &Value<'_>) {
        let text = if let Value::Text(text) = value { Some(*text) } else { None };
        match self {
            Cells::Text(texts) => texts.append_option(text),
            Cells::Day(all) => all.append_option(text.and_then(days)),
            Cells::Instant(all) => all.append_option(text.and_then(microseconds)),
            Cells::Integer(numbers) => numbers.append_option(if let Value::Integer(number) = value { Some(*number) } else { None }),
            Cells::Boolean(truths) => truths.append_option(if let Value::Boolean(truth) = value { Some(*truth) } else { None }),
        }
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Cells::Text(texts) => Arc::new(texts.finish()),
            Cells::Integer(numbers) => Arc::new(numbers.finish()),
            Cells::Boolean(truths) => Arc::new(truths.finish()),
            Cells::Day(days) => Arc::new(days.finish()),
            Cells::Instant(instants) => Arc::new(instants.finish()),
        }
    }
}

fn data_type(kind: Kind) -> DataType {
    match kind {
        Kind::Text | Kind::List => DataType::Utf8,
        Kind::Integer => DataType::Int64,
        Kind::Boolean => DataType::Boolean,
        Kind::Day => DataType::Date32,
        Kind::Instant => DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
    }
}

impl From<ArrowError> for SinkError {
    fn from(error: ArrowError) -> Self {
        match error {
            ArrowError::IoError(_, error) => SinkError::InputOutput(error),
            other => SinkError::Unexpected(other.to_string()),
        }
    }
}
