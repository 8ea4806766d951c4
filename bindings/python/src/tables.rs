//! Tables of many reports, as Apache Arrow: read, verified and laid out in columns on several threads, no report held.

use std::convert::Infallible;
use std::sync::Arc;

use arrow_array::builder::{BooleanBuilder, Date32Builder, Int64Builder, StringViewBuilder, TimestampMicrosecondBuilder};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{ArrayRef, RecordBatch, RecordBatchIterator};
use arrow_schema::{ArrowError, SchemaRef};
use betterwork::analysis::rows::{self, CompliancePointRow, EvidenceRow, FindingRow, ImprovementItemRow, ReportRow, RowSink};
use betterwork::{Timestamp, VerifiedReport};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use crate::answer::refused;
use crate::columns::{self, COMPLIANCE_POINTS, Cell, Column, EVIDENCE, FINDINGS, Kind, REPORTS};
use crate::many::{Outcome, Source, on_threads};
use crate::report::Report;
use crate::status::StatusLists;
use crate::trust::TrustList;

/// The tables, in the order in which rows hold them.
const TABLES: [(&str, &[Column]); 4] =
    [("reports", REPORTS), ("compliance_points", COMPLIANCE_POINTS), ("findings", FINDINGS), ("evidence", EVIDENCE)];

/// So many reports share a batch of rows.
const REPORTS_IN_BATCH: usize = 64;

/// The rows of some reports, in the tables that were asked for.
#[pyclass(frozen, module = "betterwork._native")]
pub(crate) struct Rows([Option<RecordBatch>; 4]);

#[pymethods]
impl Rows {
    /// Returns how many rows a table has.
    fn count(&self, table: &str) -> PyResult<usize> {
        Ok(self.batch(table)?.num_rows())
    }
}

impl Rows {
    fn batch(&self, table: &str) -> PyResult<&RecordBatch> {
        let found = TABLES.iter().zip(&self.0).find(|((name, _), _)| *name == table);
        found.and_then(|(_, batch)| batch.as_ref()).ok_or_else(|| no_table(table))
    }
}

/// What became of some reports: their rows, and the exceptions with their places among what was asked.
type Laid = (Vec<Py<Rows>>, Vec<(usize, Py<PyAny>)>);

/// Verifies a batch of reports on several threads, and lays them out as rows of these tables.
#[pyfunction]
pub(crate) fn verify_rows(
    py: Python<'_>,
    sources: Vec<Source>,
    tables: Vec<String>,
    trust: &TrustList,
    status: &StatusLists,
    at: &str,
    workers: usize,
) -> PyResult<Laid> {
    let at = Timestamp::parse(at).map_err(|error| refused(py, &error))?;
    let batches: Vec<(usize, &[Source])> =
        sources.chunks(REPORTS_IN_BATCH).enumerate().map(|(number, batch)| (number * REPORTS_IN_BATCH, batch)).collect();
    let lay_out = |(first, batch): &(usize, &[Source])| {
        let (mut tables, mut others) = (Tables::new(|name| tables.iter().any(|table| table == name)), Vec::new());
        for (source, place) in batch.iter().zip(*first..) {
            match source.verify(trust, status, at) {
                Outcome::Verified(report, _) => tables.take(&report),
                other => others.push((place, other)),
            }
        }
        (tables.finish(), others)
    };
    let (mut laid, mut others) = (Vec::new(), Vec::new());
    for (rows, refused) in py.detach(|| on_threads(&batches, workers, lay_out)) {
        laid.push(Py::new(py, rows.map_err(unexpected)?)?);
        for (place, outcome) in refused {
            others.push((place, outcome.into_python(py)?));
        }
    }
    Ok((laid, others))
}

/// Lays out reports that are verified already.
#[pyfunction]
pub(crate) fn rows_of(py: Python<'_>, reports: Vec<Py<Report>>) -> PyResult<Rows> {
    let laid = py.detach(|| {
        let mut tables = Tables::new(|_| true);
        reports.iter().for_each(|report| tables.take(&report.get().verified));
        tables.finish()
    });
    laid.map_err(unexpected)
}

/// Returns names and Arrow types of a table's columns.
#[pyfunction]
pub(crate) fn columns_of(table: &str) -> PyResult<Vec<(String, String)>> {
    let schema = schema_of(table)?;
    Ok(schema.fields().iter().map(|field| (field.name().clone(), field.data_type().to_string())).collect())
}

/// Returns the rows of a table as a stream of the Arrow C interface, in a PyCapsule.
#[pyfunction]
pub(crate) fn stream<'py>(py: Python<'py>, rows: Vec<Py<Rows>>, table: &str) -> PyResult<Bound<'py, PyCapsule>> {
    let schema = schema_of(table)?;
    let batches: Vec<RecordBatch> = rows.iter().map(|rows| rows.get().batch(table).cloned()).collect::<PyResult<_>>()?;
    let reader = RecordBatchIterator::new(batches.into_iter().filter(|batch| batch.num_rows() > 0).map(Ok), schema);
    PyCapsule::new(py, FFI_ArrowArrayStream::new(Box::new(reader)), Some(c"arrow_array_stream".to_owned()))
}

fn schema_of(table: &str) -> PyResult<SchemaRef> {
    let found = TABLES.iter().find(|(name, _)| *name == table);
    found.map(|(_, columns)| Arc::new(columns::schema(columns))).ok_or_else(|| no_table(table))
}

fn no_table(table: &str) -> PyErr {
    PyValueError::new_err(format!("there is no table `{table}`"))
}

/// Columns and their values are declared together, so that they fit.
fn unexpected(error: ArrowError) -> PyErr {
    PyValueError::new_err(error.to_string())
}

/// The tables in the making.
struct Tables {
    reports: Option<Builder>,
    compliance_points: Option<Builder>,
    findings: Option<Builder>,
    evidence: Option<Builder>,
}

struct Builder {
    columns: &'static [Column],
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

impl Tables {
    fn new(is_wanted: impl Fn(&str) -> bool) -> Self {
        let builder =
            |columns: &'static [Column]| Builder { columns, cells: columns.iter().map(|(_, kind, _)| Cells::of(*kind)).collect() };
        let [reports, compliance_points, findings, evidence] = TABLES.map(|(name, columns)| is_wanted(name).then(|| builder(columns)));
        Tables { reports, compliance_points, findings, evidence }
    }

    fn take(&mut self, report: &VerifiedReport) {
        match rows::each(report, self) {
            Ok(()) => {}
            Err(never) => match never {},
        }
    }

    fn finish(self) -> Result<Rows, ArrowError> {
        let finish = |table: Option<Builder>| table.map(Builder::finish).transpose();
        Ok(Rows([finish(self.reports)?, finish(self.compliance_points)?, finish(self.findings)?, finish(self.evidence)?]))
    }
}

impl RowSink for Tables {
    type Error = Infallible;

    fn report(&mut self, row: &ReportRow<'_>) -> Result<(), Infallible> {
        Builder::push(&mut self.reports, columns::report, row)
    }
    fn compliance_point(&mut self, row: &CompliancePointRow<'_>) -> Result<(), Infallible> {
        Builder::push(&mut self.compliance_points, columns::compliance_point, row)
    }
    fn finding(&mut self, row: &FindingRow<'_>) -> Result<(), Infallible> {
        Builder::push(&mut self.findings, columns::finding, row)
    }
    fn evidence(&mut self, row: &EvidenceRow<'_>) -> Result<(), Infallible> {
        Builder::push(&mut self.evidence, columns::evidence, row)
    }
    fn improvement_item(&mut self, _: &ImprovementItemRow<'_>) -> Result<(), Infallible> {
        Ok(())
    }
}

impl Builder {
    /// Appends a row where its table is wanted.
    fn push<'a, R, C: Iterator<Item = Cell<'a>>>(
        table: &mut Option<Self>,
        cells: impl FnOnce(&'a R) -> C,
        row: &'a R,
    ) -> Result<(), Infallible> {
        if let Some(builder) = table {
            builder.cells.iter_mut().zip(cells(row)).for_each(|(cells, cell)| cells.push(cell));
        }
        Ok(())
    }

    fn finish(self) -> Result<RecordBatch, ArrowError> {
        let arrays = self.cells.into_iter().map(Cells::finish).collect();
        RecordBatch::try_new(Arc::new(columns::schema(self.columns)), arrays)
    }
}

impl Cells {
    fn of(kind: Kind) -> Self {
        match kind {
            // The same words come again and again: each is held once.
            Kind::Text => Cells::Text(StringViewBuilder::new().with_deduplicate_strings()),
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
