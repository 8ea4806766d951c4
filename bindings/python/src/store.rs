//! Stores: verified reports in a database, for many runs and many programs.

use std::borrow::Cow;
use std::io;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use arrow_schema::ArrowError;
use betterwork::analysis::table::Table;
use betterwork::{Digest, Timestamp};
use betterwork_exchange::store::{self, StoreError};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::analysis::{Asked, scope};
use crate::answer::{refused, store_refused, to_json};
use crate::arrow::{Builder, Columns, Rows, unexpected};
use crate::columns::Cell;
use crate::many::{Source, unread};
use crate::status::StatusLists;
use crate::trust::TrustList;
use crate::watch::watched;

/// So many rows share a batch.
const ROWS_IN_BATCH: usize = 65_536;

/// An open store, until it is closed.
#[pyclass(frozen, module = "betterwork._native")]
pub(crate) struct Store(pub(crate) Held);

/// A store that several threads may ask, one after the other.
pub(crate) type Held = Arc<Mutex<Option<store::Store>>>;

/// What an import did, as JSON, and the exceptions for files that cannot be read with their places.
type Added = (String, Vec<(usize, Py<PyAny>)>);

#[pymethods]
impl Store {
    /// Opens a store by its file or address; makes it where there is none, unless it is only read.
    #[new]
    fn open(py: Python<'_>, place: PathBuf, read_only: bool) -> PyResult<Self> {
        let open = move || if read_only { store::Store::open_read_only(place) } else { store::Store::open(place) };
        let opened = watched(py, None, move |_| open())?.map_err(|error| store_refused(py, &error))?;
        Ok(Store(Arc::new(Mutex::new(Some(opened)))))
    }

    /// Returns what people are told of where a store is: its path, or its address without the password.
    #[staticmethod]
    fn name_of(place: PathBuf) -> PathBuf {
        store::Store::name_of(place)
    }

    /// Closes it; afterwards nothing can be asked.
    fn close(&self, py: Python<'_>) {
        py.detach(|| drop(lock(&self.0).take()));
    }

    /// Returns the rows of some tables.
    fn rows(&self, py: Python<'_>, tables: Vec<String>) -> PyResult<Rows> {
        let tables: Vec<&'static Table> = tables.iter().map(|name| table(name)).collect::<PyResult<_>>()?;
        self.ask(py, None, move |store, _| read_rows(store, &tables))?.map_err(|stop| match stop {
            Stop::Store(error) => store_refused(py, &error),
            Stop::Arrow(error) => unexpected(error),
        })
    }

    /// Returns the signed bytes of a report.
    fn token(&self, py: Python<'_>, digest: &str) -> PyResult<Option<Vec<u8>>> {
        let digest = Digest::parse(digest).map_err(|error| refused(py, &error))?;
        self.ask(py, None, move |store, _| store.token(digest))?.map_err(|error| store_refused(py, &error))
    }

    /// Returns what was refused, as JSON.
    fn quarantine(&self, py: Python<'_>) -> PyResult<String> {
        let found = self.ask(py, None, |store, _| store.quarantine())?;
        found.map(|found| to_json(&found)).map_err(|error| store_refused(py, &error))
    }

    /// Counts non-compliance over the store's reports; the rates as JSON.
    fn rates(&self, py: Python<'_>, asked: Asked) -> PyResult<String> {
        let scope = scope(py, &asked)?;
        let found = self.ask(py, None, move |store, _| store.rates(&scope))?;
        found.map(|found| to_json(&found)).map_err(|error| store_refused(py, &error))
    }

    /// Verifies documents and stores them.
    #[expect(clippy::too_many_arguments, reason = "Python gives them names")]
    fn add(
        &self,
        py: Python<'_>,
        sources: Vec<Source>,
        trust: Py<TrustList>,
        status: Py<StatusLists>,
        at: &str,
        workers: NonZeroUsize,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<Added> {
        let at = Timestamp::parse(at).map_err(|error| refused(py, &error))?;
        let (summary, unreadable) = self.ask(py, progress.as_ref(), move |store, watch| {
            watch.expect(sources.len() as u64);
            let mut unreadable: Vec<(usize, PathBuf, io::Error)> = Vec::new();
            let documents = sources.iter().enumerate().map_while(|numbered| (!watch.is_stopped()).then_some(numbered));
            let documents = documents.filter_map(|(place, source)| {
                watch.one_done();
                match source {
                    Source::Token(token) => Some((format!("document {place}"), Cow::Borrowed(&**token))),
                    Source::File(path) => match crate::many::read_file(path) {
                        Ok(bytes) => Some((path.display().to_string(), Cow::Owned(bytes))),
                        Err(error) => {
                            unreadable.push((place, path.clone(), error));
                            None
                        }
                    },
                }
            });
            store.set_threads(workers);
            let summary = store.import(documents, &trust.get().0, &status.get().0, at);
            (summary, unreadable)
        })?;
        let unreadable = unreadable.into_iter().map(|(place, path, error)| Ok((place, unread(py, &path, &error)?)));
        let unreadable = unreadable.collect::<PyResult<_>>()?;
        Ok((summary.map(|summary| to_json(&summary)).map_err(|error| store_refused(py, &error))?, unreadable))
    }
}

impl Store {
    fn ask<T: Send + 'static>(
        &self,
        py: Python<'_>,
        progress: Option<&Py<PyAny>>,
        question: impl FnOnce(&mut store::Store, &crate::watch::Watch) -> T + Send + 'static,
    ) -> PyResult<T> {
        let held = Arc::clone(&self.0);
        let answer = watched(py, progress, move |watch| lock(&held).as_mut().map(|store| question(store, watch)))?;
        answer.ok_or_else(closed)
    }
}

/// Makes the exception about a store that is closed.
pub(crate) fn closed() -> PyErr {
    PyValueError::new_err("the store is closed")
}

/// Waits for a store. What a thread left behind that failed is a store all the same: its database rolls back.
pub(crate) fn lock(held: &Held) -> std::sync::MutexGuard<'_, Option<store::Store>> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns the columns of a store's table.
#[pyfunction]
pub(crate) fn store_columns(name: &str) -> PyResult<Columns> {
    table(name).map(Columns::of)
}

fn table(name: &str) -> PyResult<&'static Table> {
    let found = store::Store::tables().iter().find(|table| table.name == name);
    found.ok_or_else(|| PyValueError::new_err(format!("a store has no table `{name}`")))
}

fn read_rows(store: &store::Store, tables: &[&'static Table]) -> Result<Rows, Stop> {
    let mut rows = Rows(Vec::new());
    let mut building: Vec<(Builder, usize)> = tables.iter().map(|table| (Builder::of(table), 0)).collect();
    store.each_row(tables, |place, values| {
        let (Some(table), Some((builder, count))) = (tables.get(place), building.get_mut(place)) else { return Ok(()) };
        builder.push(table.columns.iter().zip(values).map(|(column, value)| Cell::of_stored(column.kind, value)));
        *count += 1;
        if *count == ROWS_IN_BATCH {
            *count = 0;
            rows.0.push(std::mem::replace(builder, Builder::of(table)).finish()?);
        }
        Ok::<_, Stop>(())
    })?;
    for (builder, _) in building {
        rows.0.push(builder.finish()?);
    }
    Ok(rows)
}

/// Why rows stopped.
enum Stop {
    Store(StoreError),
    Arrow(ArrowError),
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Stop::Store(error)
    }
}

impl From<ArrowError> for Stop {
    fn from(error: ArrowError) -> Self {
        Stop::Arrow(error)
    }
}
