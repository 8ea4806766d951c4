//! The demo's store, and what a buyer reads from it.

use std::fmt;
use std::path::{Path, PathBuf};

use betterwork::Timestamp;
use betterwork::trust::{StatusLists, TrustList};
use betterwork_exchange::store::{ImportSummary, Store};

use crate::failure::Result;
use crate::output::Voice;
use crate::progress;
use crate::sources::Reading;

/// The store in the demo's folder, and what its reports are verified against.
pub(super) struct Portfolio<'a> {
    store: Store,
    folder: &'a Path,
    trust: &'a TrustList,
    status: &'a StatusLists,
    at: Timestamp,
}

impl<'a> Portfolio<'a> {
    /// Makes the store.
    pub(super) fn open(folder: &'a Path, trust: &'a TrustList, status: &'a StatusLists, at: Timestamp) -> Result<Self> {
        Ok(Portfolio { store: Store::open(folder.join("reports.db"))?, folder, trust, status, at })
    }

    /// Verifies and imports files.
    pub(super) fn import(&mut self, files: &[PathBuf], voice: Voice) -> Result<ImportSummary> {
        let bar = progress::bar(voice, "importing", files.len() as u64);
        let mut failures = Vec::new();
        let reading = Reading { files: files.iter(), below: self.folder, bar: &bar, failures: &mut failures };
        let summary = self.store.import(reading, self.trust, self.status, self.at)?;
        bar.finish_and_clear();
        match failures.pop() {
            Some(failure) => Err(failure),
            None => Ok(summary),
        }
    }

    /// Asks what a buyer would ask.
    pub(super) fn figures(&self) -> Result<Figures> {
        Ok(Figures {})
    }

    /// Closes the store, so that it is one file.
    pub(super) fn close(self) -> Result<()> {
        Ok(())
    }
}

/// What a buyer looks at.
pub(super) struct Figures {}

impl Figures {
    pub(super) fn json(&self) -> serde_json::Value {
        serde_json::Value::Null
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("")
    }
}
