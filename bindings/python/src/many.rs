//! Many reports at once: read and verified on several threads.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use betterwork::{Timestamp, VerifiedReport};
use pyo3::exceptions::PyOSError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;

use crate::answer::refused;
use crate::report::{Report, longest_input};
use crate::status::StatusLists;
use crate::trust::TrustList;

/// What is verified: a token, or the file that holds one.
#[derive(FromPyObject)]
pub(crate) enum Source {
    Token(PyBackedBytes),
    File(PathBuf),
}

pub(crate) enum Outcome {
    /// The report, and the token where it was read from a file.
    Verified(Box<VerifiedReport>, Option<Vec<u8>>),
    Refused(betterwork::Error),
    Unread(PathBuf, io::Error),
}

/// Verifies a batch of reports on several threads; in its order the handle of each, or the exception.
#[pyfunction]
pub(crate) fn verify_batch(
    py: Python<'_>,
    sources: Vec<Source>,
    trust: &TrustList,
    status: &StatusLists,
    at: &str,
    workers: usize,
) -> PyResult<Vec<Py<PyAny>>> {
    let at = Timestamp::parse(at).map_err(|error| refused(py, &error))?;
    let verify = |source: &Source| source.verify(trust, status, at);
    let outcomes = py.detach(|| on_threads(&sources, workers, verify));
    outcomes.into_iter().map(|outcome| outcome.into_python(py)).collect()
}

/// Asks of each item on several threads, and returns the answers in the items' order.
pub(crate) fn on_threads<I: Sync, A: Send>(items: &[I], workers: usize, ask: impl Fn(&I) -> A + Sync) -> Vec<A> {
    let next = AtomicUsize::new(0);
    let answers = Mutex::new(Vec::with_capacity(items.len()));
    let work = || {
        let mut own = Vec::new();
        while let Some((place, item)) = Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|place| Some((place, items.get(place)?))) {
            own.push((place, ask(item)));
        }
        answers.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).extend(own);
    };
    // This thread is one of them.
    thread::scope(|scope| {
        for _ in 1..workers.min(items.len()) {
            scope.spawn(work);
        }
        work();
    });
    let mut answers = answers.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
    answers.sort_unstable_by_key(|(place, _)| *place);
    answers.into_iter().map(|(_, answer)| answer).collect()
}

impl Source {
    pub(crate) fn verify(&self, trust: &TrustList, status: &StatusLists, at: Timestamp) -> Outcome {
        match self {
            Source::Token(token) => {
                verify(token, trust, status, at).map_or_else(Outcome::Refused, |report| Outcome::Verified(report, None))
            }
            Source::File(path) => match read_file(path) {
                Ok(token) => {
                    verify(&token, trust, status, at).map_or_else(Outcome::Refused, |report| Outcome::Verified(report, Some(token)))
                }
                Err(error) => Outcome::Unread(path.clone(), error),
            },
        }
    }
}

fn verify(token: &[u8], trust: &TrustList, status: &StatusLists, at: Timestamp) -> betterwork::Result<Box<VerifiedReport>> {
    betterwork::verify(token, &trust.0, &status.0, at).map(Box::new)
}

/// Reads no more of a file than any document may have, and one byte.
pub(crate) fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    let length = file.metadata()?.len().min(longest_input() as u64);
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
    file.take(longest_input() as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

impl Outcome {
    pub(crate) fn into_python(self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        match self {
            Outcome::Verified(report, token) => Ok(Py::new(py, Report { verified: *report, token })?.into_any()),
            Outcome::Refused(error) => Ok(refused(py, &error).into_value(py).into_any()),
            Outcome::Unread(path, error) => unread(py, &path, &error),
        }
    }
}

/// Python's own exception, with the name of the file, as `open` raises it.
pub(crate) fn unread(py: Python<'_>, path: &Path, error: &io::Error) -> PyResult<Py<PyAny>> {
    let number = error.raw_os_error().unwrap_or_default();
    let text = py.import("os")?.call_method1("strerror", (number,))?;
    Ok(py.get_type::<PyOSError>().call1((number, text, path))?.unbind())
}
