//! What the store refused, and why.

use std::path::PathBuf;

use betterwork_exchange::store::Store;
use serde::Serialize;

use crate::failure::Result;

/// A refused document.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Refused {
    /// The file.
    pub(crate) source: String,
    pub(crate) code: String,
    pub(crate) reason: String,
}

/// Returns which of the files are in quarantine.
pub(crate) fn refused(_store: &Store, _files: &[PathBuf]) -> Result<Vec<Refused>> {
    Ok(Vec::new())
}
