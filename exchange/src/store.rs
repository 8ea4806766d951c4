//! The store: verified reports as rows in an embedded SQLite database, with the signed bytes beside them.
//!
//! Only what [`betterwork::verify`] accepts becomes rows; all else goes to the table `quarantine` with its code and
//! reason. The tables have the words of the format: `docs/store.md` describes them and shows queries.

#[cfg(feature = "bench")]
pub mod bench;
mod error;
mod feed;
mod identity;
mod import;
mod memory;
mod merge;
mod quarantine;
pub mod query;
mod rates;
mod schema;
mod standing;
mod statements;
mod suppliers;
mod write;

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Duration;

use betterwork::Digest;
use rusqlite::{Connection, OpenFlags, OptionalExtension, params};

pub use error::StoreError;
pub use feed::Evidence;
pub(crate) use feed::FeedState;
pub use import::ImportSummary;
pub(crate) use import::Incoming;
pub use standing::StandingSummary;
pub use statements::{StatementOutcome, StoredStatement};
pub use suppliers::HeldFacility;

/// The version of the tables that this program writes.
pub const SCHEMA_VERSION: i64 = schema::VERSION;

/// How many documents one transaction takes, unless the host says otherwise.
const BATCH: NonZeroUsize = NonZeroUsize::new(100).unwrap();

/// How long an operation waits for another program that is writing.
const PATIENCE: Duration = Duration::from_secs(5);

/// The result of every fallible function of the store.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

/// A store of verified reports: one SQLite file (with `-wal` and `-shm` beside it while it is open).
///
/// Several programs may have it open: one writes at a time, readers never wait. What an operation has reported as done
/// survives a kill at any moment and a loss of power: the database is in WAL mode with `synchronous = FULL`.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: PathBuf,
    batch: NonZeroUsize,
}

impl Store {
    /// Opens a store for reading and writing; makes it where there is none.
    ///
    /// # Errors
    /// [`StoreError::CannotOpen`], [`StoreError::NotAStore`] where the file is something else, [`StoreError::NewerSchema`]
    /// where a newer program made it, [`StoreError::ReadOnly`], [`StoreError::Busy`].
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        Store::with(path.as_ref(), flags, schema::prepare)
    }

    /// Opens a store that is there already, for questions only; also where neither it nor its folder can be written.
    ///
    /// # Errors
    /// As [`Store::open`]; [`StoreError::CannotOpen`] also where there is no such file.
    pub fn open_read_only(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let opened = Store::with(path, OpenFlags::SQLITE_OPEN_READ_ONLY, |connection| schema::check(connection));
        // Readers of a WAL database write a file beside it. Where they cannot, and nobody is writing, it is read as it stands.
        let is_quiet = || !path.with_file_name(beside(path, "-wal")).exists();
        match opened {
            Err(StoreError::ReadOnly { .. } | StoreError::CannotOpen { .. }) if path.is_file() && is_quiet() => {
                let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
                Store::with_name(path, &immutable(path), flags, |connection| schema::check(connection))
            }
            opened => opened,
        }
    }

    /// Sets how many documents one transaction of [`Store::import`] takes; 100 unless said otherwise.
    pub fn with_batch(mut self, documents: NonZeroUsize) -> Self {
        self.batch = documents;
        self
    }

    /// Sets how long an operation waits for another program that is writing; five seconds unless said otherwise.
    ///
    /// # Errors
    /// [`StoreError::Unexpected`] where the database does not take it.
    pub fn with_patience(self, patience: Duration) -> Result<Self> {
        self.connection.busy_timeout(patience).map_err(|error| self.fault(error))?;
        Ok(self)
    }

    /// Returns the signed bytes of a report: as they came, or with the disclosures of every copy that came.
    ///
    /// # Errors
    /// What the database says.
    pub fn token(&self, digest: Digest) -> Result<Option<Vec<u8>>> {
        let sql = "SELECT token FROM documents JOIN reports USING (report_id) WHERE digest = ?1";
        let mut statement = self.connection.prepare_cached(sql).map_err(|error| self.fault(error))?;
        statement.query_row(params![digest.to_string()], |row| row.get(0)).optional().map_err(|error| self.fault(error))
    }

    fn with(path: &Path, flags: OpenFlags, prepare: impl FnOnce(&mut Connection) -> Result<(), schema::Refusal>) -> Result<Self> {
        Store::with_name(path, path, flags, prepare)
    }

    /// Opens the database under a name that may be a URI of its path.
    fn with_name(
        path: &Path,
        name: &Path,
        flags: OpenFlags,
        prepare: impl FnOnce(&mut Connection) -> Result<(), schema::Refusal>,
    ) -> Result<Self> {
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let path = path.to_owned();
        if path.is_dir() {
            return Err(StoreError::CannotOpen { path, reason: "it is a directory".to_owned() });
        }
        let fault = |error| StoreError::new(&path, error);
        let mut connection = Connection::open_with_flags(name, flags).map_err(fault)?;
        connection.busy_timeout(PATIENCE).map_err(fault)?;
        connection.set_prepared_statement_cache_capacity(64);
        prepare(&mut connection).map_err(|refusal| refusal.into_error(&path))?;
        Ok(Store { connection, path, batch: BATCH })
    }

    fn fault(&self, error: rusqlite::Error) -> StoreError {
        StoreError::new(&self.path, error)
    }
}

/// Returns the name of a file that SQLite keeps beside a database.
fn beside(path: &Path, suffix: &str) -> std::ffi::OsString {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(suffix);
    name
}

/// Returns the URI of a database that nobody writes while it is open.
fn immutable(path: &Path) -> PathBuf {
    let mut uri = String::from("file:");
    for character in path.to_string_lossy().chars() {
        match character {
            '%' => uri.push_str("%25"),
            '?' => uri.push_str("%3f"),
            '#' => uri.push_str("%23"),
            other => uri.push(other),
        }
    }
    PathBuf::from(uri + "?immutable=1")
}
