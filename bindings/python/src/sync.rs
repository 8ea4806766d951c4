//! Syncing a store with an exchange.

use std::num::NonZeroUsize;
use std::sync::Arc;

use betterwork::Timestamp;
use betterwork_exchange::sync::{Progress, SyncError, SyncOptions, sync as bring_up_to_date};
use betterwork_exchange::transport::{Answer, Credential, Transport, TransportError, TransportFault, reach};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use reqwest::blocking::{Client, ClientBuilder};

use crate::answer::{refused, sync_refused, to_json};
use crate::store::{Store, closed, lock};
use crate::trust::TrustList;
use crate::watch::{Watch, watched};

/// Brings a store up to date with an exchange; the summary as JSON.
#[pyfunction]
#[pyo3(signature = (exchange, store, trust, subscriber, token, token_header, at, parallel, progress))]
#[expect(clippy::too_many_arguments, reason = "Python gives them names")]
pub(crate) fn sync(
    py: Python<'_>,
    exchange: String,
    store: &Store,
    trust: Py<TrustList>,
    subscriber: String,
    token: Option<&str>,
    token_header: Option<&str>,
    at: &str,
    parallel: NonZeroUsize,
    progress: Option<Py<PyAny>>,
) -> PyResult<String> {
    let at = Timestamp::parse(at).map_err(|error| refused(py, &error))?;
    let credential = token.map(|token| token_header.map_or_else(|| Credential::bearer(token), |name| Credential::header(name, token)));
    let credential = credential.transpose().map_err(PyValueError::new_err)?;
    let (options, held) = (SyncOptions { subscriber, at, parallel }, Arc::clone(&store.0));
    let synced = watched(py, progress.as_ref(), move |watch| {
        let inner = reach(&exchange, http_client, credential).map_err(SyncError::Transport)?;
        let transport = Stoppable { inner, watch: Arc::clone(watch) };
        let told = |progress| match progress {
            Progress::Documents(count) => watch.expect(count),
            Progress::Document => watch.one_done(),
            _ => {}
        };
        lock(&held).as_mut().map(|store| bring_up_to_date(store, &transport, &trust.get().0, &options, &told)).transpose()
    })?;
    match synced {
        Ok(summary) => summary.map(|summary| to_json(&summary)).ok_or_else(closed),
        Err(error) => Err(sync_refused(py, &error)),
    }
}

/// Begins a client: rustls with the roots of the operating system, and proxies from the environment.
fn http_client() -> ClientBuilder {
    // Another module of the process may have chosen before: that choice stands.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder().user_agent(concat!("betterwork-python/", env!("CARGO_PKG_VERSION")))
}

/// A transport that asks for nothing more once nobody waits.
#[derive(Debug)]
struct Stoppable {
    inner: Box<dyn Transport>,
    watch: Arc<Watch>,
}

impl Transport for Stoppable {
    fn get(&self, path: &str, limit: usize, known: Option<&str>) -> Result<Answer, TransportError> {
        if self.watch.is_stopped() {
            let (address, reason) = (self.address().to_owned(), "it was stopped".to_owned());
            return Err(TransportError { kind: TransportFault::Unreadable, address, reason });
        }
        self.inner.get(path, limit, known)
    }

    fn address(&self) -> &str {
        self.inner.address()
    }
}
