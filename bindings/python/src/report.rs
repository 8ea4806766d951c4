//! Reports: verified, held as handles, and their views.

use betterwork::seal::MAX_TOKEN_BYTES;
use betterwork::{
    Against, Age, Digest, Disclosure, PublicationState, Signer, Standing, Timestamp, Verified, VerifiedReport, View, Warning,
};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use serde::Serialize;

use crate::answer::{ask, to_json};
use crate::status::StatusLists;
use crate::trust::TrustList;

/// A verified assessment report; nothing but verification makes one.
#[pyclass(frozen, module = "betterwork._native")]
pub(crate) struct Report {
    pub(crate) verified: VerifiedReport,
    /// The signed bytes, where they were read on this side.
    pub(crate) token: Option<Vec<u8>>,
}

/// A verified progress report; nothing but `verify_progress_report` makes one.
#[pyclass(frozen, module = "betterwork._native")]
pub(crate) struct ProgressReport(pub(crate) betterwork::VerifiedProgressReport);

/// A verification result without its document, which most questions do without.
#[derive(Serialize)]
struct Axes<'a> {
    digest: Digest,
    signer: &'a Signer,
    standing: &'a Standing,
    age: &'a Age,
    disclosure: &'a Disclosure,
    publication: &'a PublicationState,
    warnings: &'a [Warning],
    against: &'a Against,
    verified_at: String,
}

fn axes<B>(verified: &Verified<B>) -> String {
    to_json(&Axes {
        digest: verified.digest(),
        signer: verified.signer(),
        standing: verified.standing(),
        age: verified.age(),
        disclosure: verified.disclosure(),
        publication: verified.publication(),
        warnings: verified.warnings(),
        against: verified.against(),
        verified_at: verified.verified_at().to_string(),
    })
}

#[pymethods]
impl Report {
    /// Returns the digest of the signed original, in hexadecimal.
    fn digest(&self) -> String {
        self.verified.digest().to_string()
    }

    /// Returns the signed bytes, where they were read on this side.
    fn token<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PyBytes>> {
        self.token.as_ref().map(|token| PyBytes::new(py, token))
    }

    /// Returns every answer but the document, as JSON.
    fn axes(&self) -> String {
        axes(&self.verified)
    }

    /// Returns the report with its envelope, as JSON.
    fn document(&self, py: Python<'_>) -> String {
        py.detach(|| to_json(self.verified.document()))
    }

    /// Returns the verification result, as JSON.
    fn json(&self, py: Python<'_>) -> String {
        py.detach(|| to_json(&self.verified))
    }
}

#[pymethods]
impl ProgressReport {
    /// Returns the digest of the signed original, in hexadecimal.
    fn digest(&self) -> String {
        self.0.digest().to_string()
    }

    /// Returns every answer but the document, as JSON.
    fn axes(&self) -> String {
        axes(&self.0)
    }

    /// Returns the progress report with its envelope, as JSON.
    fn document(&self, py: Python<'_>) -> String {
        py.detach(|| to_json(self.0.document()))
    }

    /// Returns the verification result, as JSON.
    fn json(&self, py: Python<'_>) -> String {
        py.detach(|| to_json(&self.0))
    }
}

/// Verifies an assessment report.
#[pyfunction]
pub(crate) fn verify(py: Python<'_>, token: &[u8], trust: &TrustList, status: &StatusLists, at: &str) -> PyResult<Report> {
    ask(py, || betterwork::verify(token, &trust.0, &status.0, Timestamp::parse(at)?).map(|verified| Report { verified, token: None }))
}

/// Verifies a progress report, and where a report is given, that it is about that one.
#[pyfunction]
#[pyo3(signature = (token, about, trust, status, at))]
pub(crate) fn verify_progress_report(
    py: Python<'_>,
    token: &[u8],
    about: Option<&Report>,
    trust: &TrustList,
    status: &StatusLists,
    at: &str,
) -> PyResult<ProgressReport> {
    ask(py, || {
        let progress = betterwork::verify_progress_report(token, &trust.0, &status.0, Timestamp::parse(at)?)?;
        about.map_or(Ok(()), |report| progress.check_about(&report.verified))?;
        Ok(ProgressReport(progress))
    })
}

/// Makes a view of a report: `full`, `public`, or members separated by commas.
#[pyfunction]
pub(crate) fn redact(py: Python<'_>, token: &[u8], view: &str) -> PyResult<String> {
    ask(py, || betterwork::redact(token, &view.parse::<View>()?))
}

/// Returns how many bytes of an input are worth reading: one more than any document may have.
#[pyfunction]
pub(crate) fn longest_input() -> usize {
    MAX_TOKEN_BYTES + 1
}
