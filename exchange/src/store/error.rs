//! What can go wrong with a store: each case with one clear sentence. A store's `path` is its file, or its address
//! without the password.

use std::fmt;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use super::sql::Fault;

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
        /// The version that this program reads.
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
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl StoreError {
    /// Returns the reason, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            StoreError::Trust(source) => source.kind().code(),
            StoreError::Busy { .. } => "store_busy",
            StoreError::NotAStore { .. } => "not_a_store",
            StoreError::NewerSchema { .. } => "store_newer",
            StoreError::OlderSchema { .. } => "store_older",
            StoreError::Syncing { .. } => "store_syncing",
            StoreError::Full { .. } => "disk_full",
            StoreError::ReadOnly { .. } => "unwritable",
            StoreError::Damaged { .. } => "store_damaged",
            _ => "store",
        }
    }

    pub(super) fn new(path: &Path, fault: Fault) -> Self {
        match fault {
            Fault::Sqlite(error) => StoreError::of_sqlite(path, error),
            #[cfg(feature = "postgres")]
            Fault::Postgres(error) => StoreError::of_postgres(path, error),
            Fault::Row(reason) => StoreError::Damaged { path: path.to_owned(), reason },
        }
    }

    fn of_sqlite(path: &Path, error: rusqlite::Error) -> Self {
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
            _ => StoreError::Unexpected { path, source: Box::new(error) },
        }
    }

    #[cfg(feature = "postgres")]
    fn of_postgres(path: &Path, error: ::postgres::Error) -> Self {
        let path = path.to_owned();
        let Some(said) = error.as_db_error() else {
            // The innermost cause says it best, such as `connection refused`.
            let mut cause: &dyn std::error::Error = &error;
            while let Some(inner) = cause.source() {
                cause = inner;
            }
            let reason = format!("the connection to the database failed: {cause}; what is stored stays, run this again");
            return StoreError::InputOutput { path, reason };
        };
        let reason = said.message().to_owned();
        match said.code().code() {
            "55P03" | "40P01" | "40001" => StoreError::Busy { path },
            "53100" => StoreError::Full { path },
            "25006" | "42501" => StoreError::ReadOnly { path },
            "XX001" | "XX002" => StoreError::Damaged { path, reason },
            "28P01" | "28000" => {
                let advice = "; give the password in the address, in PGPASSWORD or in ~/.pgpass";
                StoreError::CannotOpen { path, reason: format!("{reason}{advice}") }
            }
            "3D000" | "53300" | "57P03" => StoreError::CannotOpen { path, reason },
            code if code.starts_with("08") || code.starts_with("57P") => {
                StoreError::InputOutput { path, reason: format!("{reason}; what is stored stays, run this again") }
            }
            _ => StoreError::Unexpected { path, source: Box::new(error) },
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
                "an older program made the store `{}`: its tables are of version {found}, this program reads {known}; keep a copy of it and run an import, which brings it up to date",
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
            StoreError::Unexpected { source, .. } => Some(&**source),
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
        store.sqlite().unwrap().pragma_update(None, "max_page_count", 70).unwrap();
        let tokens = (0..90).map(|seed| (seed.to_string(), sample::token(&keys, seed, Size::SMALL).unwrap()));
        let refused = store.import(tokens, &sample::trust(&keys), &StatusLists::none(), SIGNED_AT).unwrap_err();
        assert!(matches!(refused, StoreError::Full { .. }), "{refused}");
        let reports = i64::try_from(store.reports().unwrap().len()).unwrap();
        let rows: i64 = store.sqlite().unwrap().query_row("SELECT count(*) FROM findings", [], |row| row.get(0)).unwrap();
        assert!(reports > 0 && rows == reports * 12, "{reports} reports, {rows} findings");
        drop(store);
        std::fs::remove_file(path).unwrap();
    }
}
