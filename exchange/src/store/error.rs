//! What can go wrong with a store: each case with one clear sentence.

use std::fmt;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// Why an operation of a store failed. What earlier batches have written stays; nothing is half written.
#[derive(Debug)]
#[non_exhaustive]
pub enum StoreError {
    /// Another program is writing.
    Busy {
        /// The store.
        path: PathBuf,
    },
    /// The file is something else than a store.
    NotAStore {
        /// The file.
        path: PathBuf,
    },
    /// A newer program made the store.
    NewerSchema {
        /// The store.
        path: PathBuf,
        /// The version of its tables.
        found: i64,
        /// The newest version that this program knows.
        known: i64,
    },
    /// An older program made the store, and it was opened for reading only.
    OlderSchema {
        /// The store.
        path: PathBuf,
        /// The version of its tables.
        found: i64,
        /// The version that this program needs.
        known: i64,
    },
    /// Another program is syncing the store.
    Syncing {
        /// The store.
        path: PathBuf,
    },
    /// The disk is full.
    Full {
        /// The store.
        path: PathBuf,
    },
    /// The store cannot be written.
    ReadOnly {
        /// The store.
        path: PathBuf,
    },
    /// The file cannot be opened or made.
    CannotOpen {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// The database is damaged.
    Damaged {
        /// The store.
        path: PathBuf,
        /// What the database says.
        reason: String,
    },
    /// Reading or writing failed.
    InputOutput {
        /// The store.
        path: PathBuf,
        /// What the database says.
        reason: String,
    },
    /// The trust list cannot be used, so that nothing can be verified with it.
    Trust(betterwork::Error),
    /// Anything else that the database says; not expected to happen.
    Unexpected {
        /// The store.
        path: PathBuf,
        /// What the database says.
        source: rusqlite::Error,
    },
}

impl StoreError {
    pub(super) fn new(path: &Path, error: rusqlite::Error) -> Self {
        let path = path.to_owned();
        let reason = error.to_string();
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy { path },
            Some(ErrorCode::NotADatabase) => StoreError::NotAStore { path },
            Some(ErrorCode::DiskFull) => StoreError::Full { path },
            Some(ErrorCode::ReadOnly) => StoreError::ReadOnly { path },
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                let reason = if path.exists() { "permission denied, or its folder cannot be written" } else { "no such file or folder" };
                StoreError::CannotOpen { path, reason: reason.to_owned() }
            }
            Some(ErrorCode::DatabaseCorrupt) => StoreError::Damaged { path, reason },
            Some(ErrorCode::SystemIoFailure) => StoreError::InputOutput { path, reason },
            _ => StoreError::Unexpected { path, source: error },
        }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StoreError::Busy { path } => write!(f, "another program is writing to the store `{}`: try again later", path.display()),
            StoreError::NotAStore { path } => write!(f, "`{}` is not a store of reports", path.display()),
            StoreError::NewerSchema { path, found, known } => write!(
                f,
                "a newer program made the store `{}`: its tables are of version {found}, this program knows {known}; update this program",
                path.display()
            ),
            StoreError::OlderSchema { path, found, known } => write!(
                f,
                "an older program made the store `{}`: its tables are of version {found}, this program needs {known}; \
                 `betterwork import --store` brings them up to date, after you have copied the file",
                path.display()
            ),
            StoreError::Syncing { path } => {
                write!(f, "another sync of the store `{}` is running: this one leaves it alone", path.display())
            }
            StoreError::Full { path } => {
                write!(f, "the disk of the store `{}` is full: make room and run this again, what is stored stays", path.display())
            }
            StoreError::ReadOnly { path } => {
                write!(f, "the store `{}` cannot be written: it was opened or is protected for reading only", path.display())
            }
            StoreError::CannotOpen { path, reason } => write!(f, "cannot open the store `{}`: {reason}", path.display()),
            StoreError::Damaged { path, reason } => {
                write!(f, "the store `{}` is damaged ({reason}): import the signed files into a new one", path.display())
            }
            StoreError::InputOutput { path, reason } => write!(f, "cannot read or write the store `{}`: {reason}", path.display()),
            StoreError::Trust(error) => write!(f, "nothing can be verified: {error}"),
            StoreError::Unexpected { path, source } => write!(f, "the database of the store `{}` refused: {source}", path.display()),
        }
    }
}

impl std::error::Error for StoreError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            StoreError::Trust(error) => Some(error),
            StoreError::Unexpected { source, .. } => Some(source),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use betterwork::trust::StatusLists;
    use conformance::sample::{self, Keys, SIGNED_AT, Size};

    use super::super::Store;
    use super::*;

    #[test]
    fn a_full_disk_leaves_earlier_batches_and_nothing_of_this_one() {
        let path = std::env::temp_dir().join(format!("betterwork-full-{}.db", std::process::id()));
        let (keys, batch) = (Keys::default(), std::num::NonZeroUsize::MIN);
        let mut store = Store::open(&path).unwrap().with_batch(batch);
        store.connection.pragma_update(None, "max_page_count", 60).unwrap();
        let tokens = (0..90).map(|seed| (seed.to_string(), sample::token(&keys, seed, Size::SMALL).unwrap()));
        let refused = store.import(tokens, &sample::trust(&keys), &StatusLists::none(), SIGNED_AT).unwrap_err();
        assert!(matches!(refused, StoreError::Full { .. }), "{refused}");
        let reports = i64::try_from(store.reports().unwrap().len()).unwrap();
        let rows: i64 = store.connection.query_row("SELECT count(*) FROM findings", [], |row| row.get(0)).unwrap();
        assert!(reports > 0 && rows == reports * 12, "{reports} reports, {rows} findings");
        drop(store);
        std::fs::remove_file(path).unwrap();
    }
}
