//! Rows in columns, as Apache Arrow: how they are laid out, and how they leave for the libraries that take them.

use std::sync::Arc;

use arrow_array::builder::{BooleanBuilder, Date32Builder, Int64Builder, StringViewBuilder, TimestampMicrosecondBuilder};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{ArrayRef, RecordBatch, RecordBatchIterator};
use arrow_schema::{ArrowError, SchemaRef};
use betterwork::analysis::table::{Kind, Table};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use crate::columns::{self, Cell};

/// The columns of a table.
#[pyclass(frozen, module = "betterwork._native")]
pub(crate) struct Columns {
    table: &'static str,
    schema: SchemaRef,
}

/// Rows of some tables.
#[pyclass(frozen, module = "betterwork._native")]
pub(crate) struct Rows(pub(crate) Vec<(&'static str, RecordBatch)>);

#[pymethods]
impl Columns {
    /// Returns names and Arrow types.
    fn describe(&self) -> Vec<(String, String)> {
        self.schema.fields().iter().map(|field| (field.name().clone(), field.data_type().to_string())).collect()
    }

    /// Returns how many rows of this table there are.
    fn count(&self, rows: Vec<Py<Rows>>) -> usize {
        rows.iter().flat_map(|rows| rows.get().of(self.table)).map(RecordBatch::num_rows).sum()
    }

    /// Returns the rows of this table as a stream of the Arrow C interface, in a PyCapsule.
    fn stream<'py>(&self, py: Python<'py>, rows: Vec<Py<Rows>>) -> PyResult<Bound<'py, PyCapsule>> {
        let batches: Vec<RecordBatch> =
            rows.iter().flat_map(|rows| rows.get().of(self.table)).filter(|batch| batch.num_rows() > 0).cloned().collect();
        let reader = RecordBatchIterator::new(batches.into_iter().map(Ok), Arc::clone(&self.schema));
        PyCapsule::new(py, FFI_ArrowArrayStream::new(Box::new(reader)), Some(c"arrow_array_stream".to_owned()))
    }
}

impl Columns {
    pub(crate) fn of(table: &Table) -> Self {
        Columns { table: table.name, schema: Arc::new(columns::schema(table)) }
    }
}

impl Rows {
    fn of(&self, table: &str) -> impl Iterator<Item = &RecordBatch> {
        self.0.iter().filter(move |(name, _)| *name == table).map(|(_, batch)| batch)
    }
}

/// Columns and their values are declared together, so that they fit.
pub(crate) fn unexpected(error: ArrowError) -> PyErr {
    PyValueError::new_err(error.to_string())
}

/// Rows of a table in the making.
pub(crate) struct Builder {
    table: Table,
    cells: Vec<Cells>,
}

/// The values of one column.
enum Cells {
    Text(StringViewBuilder),
    Integer(Int64Builder),
    Boolean(BooleanBuilder),
    Day(Date32Builder),
    Instant(TimestampMicrosecondBuilder),
}

impl Builder {
    pub(crate) fn of(table: &Table) -> Self {
        Builder { table: *table, cells: table.columns.iter().map(|column| Cells::of(column.kind)).collect() }
    }

    /// Appends a row: a value for each column.
    pub(crate) fn push<'a>(&mut self, row: impl Iterator<Item = Cell<'a>>) {
        self.cells.iter_mut().zip(row).for_each(|(cells, cell)| cells.push(cell));
    }

    pub(crate) fn finish(self) -> Result<(&'static str, RecordBatch), ArrowError> {
        let arrays = self.cells.into_iter().map(Cells::finish).collect();
        Ok((self.table.name, RecordBatch::try_new(Arc::new(columns::schema(&self.table)), arrays)?))
    }
}

impl Cells {
    fn of(kind: Kind) -> Self {
        match kind {
            // The same words come again and again: each is held once.
            Kind::Text | Kind::List => Cells::Text(StringViewBuilder::new().with_deduplicate_strings()),
            Kind::Integer => Cells::Integer(Int64Builder::new()),
            Kind::Boolean => Cells::Boolean(BooleanBuilder::new()),
            Kind::Day => Cells::Day(Date32Builder::new()),
            Kind::Instant => Cells::Instant(TimestampMicrosecondBuilder::new().with_timezone("UTC")),
        }
    }

    fn push(&mut self, cell: Cell<'_>) {
        match (self, cell) {
            (Cells::Text(texts), Cell::Text(text)) => texts.append_value(text),
            (Cells::Integer(numbers), Cell::Integer(number)) => numbers.append_value(number),
            (Cells::Boolean(truths), Cell::Boolean(truth)) => truths.append_value(truth),
            (Cells::Day(days), Cell::Day(day)) => days.append_value(day),
            (Cells::Instant(instants), Cell::Instant(instant)) => instants.append_value(instant),
            (Cells::Text(texts), _) => texts.append_null(),
            (Cells::Integer(numbers), _) => numbers.append_null(),
            (Cells::Boolean(truths), _) => truths.append_null(),
            (Cells::Day(days), _) => days.append_null(),
            (Cells::Instant(instants), _) => instants.append_null(),
        }
    }

    fn finish(self) -> ArrayRef {
        match self {
            Cells::Text(mut texts) => Arc::new(texts.finish()),
            Cells::Integer(mut numbers) => Arc::new(numbers.finish()),
            Cells::Boolean(mut truths) => Arc::new(truths.finish()),
            Cells::Day(mut days) => Arc::new(days.finish()),
            Cells::Instant(mut instants) => Arc::new(instants.finish()),
        }
    }
}
