//! Tables of many reports: read, verified and laid out in columns on several threads, no report held.

use std::convert::Infallible;

use arrow_schema::ArrowError;
use betterwork::analysis::rows::{self, CompliancePointRow, EvidenceRow, FindingRow, ImprovementItemRow, ReportRow, RowSink};
use betterwork::{Timestamp, VerifiedReport};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::answer::refused;
use crate::arrow::{Builder, Columns, Rows, unexpected};
use crate::columns::{self, TABLES};
use crate::many::{Outcome, Source, on_threads};
use crate::report::Report;
use crate::status::StatusLists;
use crate::trust::TrustList;

/// So many reports share a batch of rows.
const REPORTS_IN_BATCH: usize = 64;

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

/// Returns the columns of a table of reports.
#[pyfunction]
pub(crate) fn columns_of(table: &str) -> PyResult<Columns> {
    let found = TABLES.iter().find(|held| held.name == table);
    found.map(Columns::of).ok_or_else(|| PyValueError::new_err(format!("there is no table `{table}`")))
}

/// The tables in the making.
struct Tables {
    reports: Option<Builder>,
    compliance_points: Option<Builder>,
    findings: Option<Builder>,
    evidence: Option<Builder>,
}

impl Tables {
    fn new(is_wanted: impl Fn(&str) -> bool) -> Self {
        let [reports, compliance_points, findings, evidence] = TABLES.map(|table| is_wanted(table.name).then(|| Builder::of(&table)));
        Tables { reports, compliance_points, findings, evidence }
    }

    fn take(&mut self, report: &VerifiedReport) {
        match rows::each(report, self) {
            Ok(()) => {}
            Err(never) => match never {},
        }
    }

    fn finish(self) -> Result<Rows, ArrowError> {
        let tables = [self.reports, self.compliance_points, self.findings, self.evidence];
        tables.into_iter().flatten().map(Builder::finish).collect::<Result<_, _>>().map(Rows)
    }
}

impl RowSink for Tables {
    type Error = Infallible;

    fn report(&mut self, row: &ReportRow<'_>) -> Result<(), Infallible> {
        self.reports.iter_mut().for_each(|table| table.push(columns::report(row)));
        Ok(())
    }
    fn compliance_point(&mut self, row: &CompliancePointRow<'_>) -> Result<(), Infallible> {
        self.compliance_points.iter_mut().for_each(|table| table.push(columns::compliance_point(row)));
        Ok(())
    }
    fn finding(&mut self, row: &FindingRow<'_>) -> Result<(), Infallible> {
        self.findings.iter_mut().for_each(|table| table.push(columns::finding(row)));
        Ok(())
    }
    fn evidence(&mut self, row: &EvidenceRow<'_>) -> Result<(), Infallible> {
        self.evidence.iter_mut().for_each(|table| table.push(columns::evidence(row)));
        Ok(())
    }
    fn improvement_item(&mut self, _: &ImprovementItemRow<'_>) -> Result<(), Infallible> {
        Ok(())
    }
}
