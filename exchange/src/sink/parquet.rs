//! Rows as Apache Parquet: a row group at a time is held in memory, compressed with Zstandard.
//!
//! The crate's own column writers do it: rows come one by one, so that Arrow would only add crates to build.

use std::io::Write;
use std::sync::Arc;

use betterwork::analysis::table::{Column, Kind, Table, Value};
use parquet::basic::{Compression, LogicalType, Repetition, TimeUnit, Type as Physical, ZstdLevel};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::{ParquetError, Result};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::{Type, TypePtr};

use super::{SinkError, TableSink, days, microseconds};

/// How many rows a row group has: with ten columns of short texts some 20 MB.
const ROWS_IN_GROUP: usize = 65_536;

/// How hard Zstandard tries: its own default.
const LEVEL: i32 = 3;

/// A Parquet file in the making.
pub struct ParquetSink<W: Write + Send> {
    out: SerializedFileWriter<W>,
    table: &'static str,
    group: Vec<Cells>,
    rows: usize,
}

/// The values of one column in a row group.
struct Cells {
    nullable: bool,
    /// Of each row 1, or 0 where it is empty.
    levels: Vec<i16>,
    values: Values,
}

enum Values {
    Text(Vec<ByteArray>),
    Integer(Vec<i64>),
    Boolean(Vec<bool>),
    Day(Vec<i32>),
    Instant(Vec<i64>),
}

impl<W: Write + Send> ParquetSink<W> {
    /// Writes the beginning of the file.
    ///
    /// # Errors
    /// What writing says.
    pub fn begin(table: &Table, out: W) -> std::result::Result<Self, SinkError> {
        let fields = table.columns.iter().map(field).collect::<Result<_>>()?;
        let schema = Type::group_type_builder(table.name).with_fields(fields).build()?;
        let properties = WriterProperties::builder().set_compression(Compression::ZSTD(ZstdLevel::try_new(LEVEL)?)).build();
        let out = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties))?;
        Ok(ParquetSink { out, table: table.name, group: table.columns.iter().map(Cells::of).collect(), rows: 0 })
    }

    fn write_group(&mut self) -> Result<()> {
        let mut group = self.out.next_row_group()?;
        for cells in &mut self.group {
            let Some(mut column) = group.next_column()? else { break };
            cells.write(column.untyped())?;
            column.close()?;
        }
        group.close()?;
        self.rows = 0;
        Ok(())
    }
}

impl<W: Write + Send> TableSink for ParquetSink<W> {
    fn row(&mut self, values: &[Value<'_>]) -> std::result::Result<(), SinkError> {
        let fits = values.len() == self.group.len() && self.group.iter().zip(values).all(|(cells, value)| cells.takes(value));
        if !fits {
            return Err(SinkError::NotARow { table: self.table });
        }
        self.group.iter_mut().zip(values).for_each(|(cells, value)| cells.push(value));
        self.rows += 1;
        if self.rows == ROWS_IN_GROUP {
            self.write_group()?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> std::result::Result<(), SinkError> {
        if self.rows > 0 {
            self.write_group()?;
        }
        self.out.close()?;
        Ok(())
    }
}

impl Cells {
    fn of(column: &Column) -> Self {
        let values = match column.kind {
            Kind::Text | Kind::List => Values::Text(Vec::new()),
            Kind::Integer => Values::Integer(Vec::new()),
            Kind::Boolean => Values::Boolean(Vec::new()),
            Kind::Day => Values::Day(Vec::new()),
            Kind::Instant => Values::Instant(Vec::new()),
        };
        Cells { nullable: column.nullable, levels: Vec::new(), values }
    }

    fn takes(&self, value: &Value<'_>) -> bool {
        match (&self.values, value) {
            (_, Value::Empty) => self.nullable,
            (Values::Text(_), Value::Text(_)) | (Values::Integer(_), Value::Integer(_)) | (Values::Boolean(_), Value::Boolean(_)) => true,
            (Values::Day(_), Value::Text(text)) => days(text).is_some(),
            (Values::Instant(_), Value::Text(text)) => microseconds(text).is_some(),
            _ => false,
        }
    }

    fn push(&mut self, value: &Value<'_>) {
        self.levels.push(i16::from(*value != Value::Empty));
        match (&mut self.values, value) {
            (Values::Text(texts), Value::Text(text)) => texts.push(ByteArray::from(*text)),
            (Values::Integer(numbers), Value::Integer(number)) => numbers.push(*number),
            (Values::Boolean(truths), Value::Boolean(truth)) => truths.push(*truth),
            (Values::Day(all), Value::Text(text)) => all.extend(days(text)),
            (Values::Instant(all), Value::Text(text)) => all.extend(microseconds(text)),
            _ => {}
        }
    }

    fn write(&mut self, column: &mut ColumnWriter<'_>) -> Result<()> {
        let levels = self.nullable.then_some(self.levels.as_slice());
        match (&mut self.values, column) {
            (Values::Text(texts), ColumnWriter::ByteArrayColumnWriter(writer)) => _ = writer.write_batch(texts, levels, None)?,
            (Values::Integer(numbers), ColumnWriter::Int64ColumnWriter(writer)) => _ = writer.write_batch(numbers, levels, None)?,
            (Values::Boolean(truths), ColumnWriter::BoolColumnWriter(writer)) => _ = writer.write_batch(truths, levels, None)?,
            (Values::Day(days), ColumnWriter::Int32ColumnWriter(writer)) => _ = writer.write_batch(days, levels, None)?,
            (Values::Instant(all), ColumnWriter::Int64ColumnWriter(writer)) => _ = writer.write_batch(all, levels, None)?,
            _ => return Err(ParquetError::General("a column has another type than its values".to_owned())),
        }
        self.levels.clear();
        match &mut self.values {
            Values::Text(texts) => texts.clear(),
            Values::Integer(numbers) => numbers.clear(),
            Values::Boolean(truths) => truths.clear(),
            Values::Day(days) => days.clear(),
            Values::Instant(instants) => instants.clear(),
        }
        Ok(())
    }
}

fn field(column: &Column) -> Result<TypePtr> {
    let (physical, logical) = match column.kind {
        Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Integer => (Physical::INT64, None),
        Kind::Boolean => (Physical::BOOLEAN, None),
        Kind::Day => (Physical::INT32, Some(LogicalType::Date)),
        Kind::Instant => (Physical::INT64, Some(LogicalType::timestamp(true, TimeUnit::MICROS))),
        Kind::List => (Physical::BYTE_ARRAY, Some(LogicalType::Json)),
    };
    let repetition = if column.nullable { Repetition::OPTIONAL } else { Repetition::REQUIRED };
    let field = Type::primitive_type_builder(column.name, physical).with_logical_type(logical).with_repetition(repetition).build()?;
    Ok(Arc::new(field))
}

impl From<ParquetError> for SinkError {
    fn from(error: ParquetError) -> Self {
        match error {
            ParquetError::External(source) => match source.downcast::<std::io::Error>() {
                Ok(error) => SinkError::InputOutput(*error),
                Err(other) => SinkError::Unexpected(other.to_string()),
            },
            other => SinkError::Unexpected(other.to_string()),
        }
    }
}
