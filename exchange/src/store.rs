//! The store: verified reports as rows in an embedded SQLite database or in PostgreSQL, with the signed bytes beside them.
//!
//! Only what [`betterwork::verify`] accepts becomes rows; all else goes to the table `quarantine` with its code and
//! reason. The tables have the words of the format: `docs/store.md` describes them and shows queries.

mod attached;
#[cfg(feature = "bench")]
pub mod bench;
mod changes;
mod error;
mod feed;
mod identity;
mod import;
mod location;
mod memory;
mod merge;
mod notified;
#[cfg(feature = "postgres")]
mod postgres;
mod progress_reports;
mod quarantine;
pub mod query;
mod rates;
mod schema;
mod sql;
mod standing;
mod statements;
mod strangers;
mod suppliers;
mod tables;
mod write;

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use betterwork::Digest;
use rusqlite::{Connection, OpenFlags};

pub use changes::{Change, ChangeKind};
pub use error::StoreError;
pub use feed::Evidence;
pub(crate) use feed::FeedState;
pub use import::ImportSummary;
pub(crate) use import::{Incoming, MAX_BATCH_BYTES};
use location::Location;
use sql::{Database, Fault, values};
pub use standing::StandingSummary;
pub use statements::StoredStatement;
pub use suppliers::HeldFacility;

/// The version of the tables that this program writes.
pub const SCHEMA_VERSION: i64 = schema::VERSION;

/// How many documents one transaction takes, unless the host says otherwise.
const BATCH: NonZeroUsize = NonZeroUsize::new(100).unwrap();

/// How long an operation waits for another program that is writing.
const PATIENCE: Duration = Duration::from_secs(5);

/// The result of every fallible function of the store.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

/// A store of verified reports: one SQLite file (with `-wal` and `-shm` beside it while it is open), or the tables of a
/// schema of a PostgreSQL database.
///
/// Several programs may have it open: one writes at a time, readers never wait. What an operation has reported as done
/// survives a kill at any moment and a loss of power: SQLite is in WAL mode with `synchronous = FULL`, PostgreSQL commits
/// synchronously.
#[derive(Debug)]
pub struct Store {
    database: Database,
    location: Location,
    batch: NonZeroUsize,
    threads: NonZeroUsize,
}

/// Makes the error about an address that no store has.
fn foreign(location: &Location) -> StoreError {
    let reason = "a store is a file, or a PostgreSQL database: `postgres://…`".to_owned();
    StoreError::CannotOpen { path: location.name(), reason }
}

impl Store {
    /// Opens a store for reading and writing; makes it where there is none, and brings an older one up to date.
    ///
    /// It is named by its file (`reports.db`, `sqlite:reports.db`) or its database
    /// (`postgres://USER:PASSWORD@HOST:PORT/DATABASE`, feature `postgres`). What an address leaves out comes from the
    /// environment (`PGHOST`, `PGPORT`, `PGUSER`, `PGDATABASE`, `PGPASSWORD`, `PGSSLMODE`, `PGSSLROOTCERT`) and from the
    /// password file of PostgreSQL; no error says a password. Another machine is spoken to with TLS.
    ///
    /// # Errors
    /// [`StoreError::CannotOpen`], [`StoreError::NotAStore`] where something else is there, [`StoreError::NewerSchema`]
    /// where a newer program made it, [`StoreError::ReadOnly`], [`StoreError::Busy`].
    pub fn open(place: impl AsRef<Path>) -> Result<Self> {
        let location = Location::of(place.as_ref());
        match &location {
            Location::File(path) => {
                let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
                Store::with_file(path, path, flags, schema::prepare)
            }
            Location::Postgres(address) => Store::with_address(address, Access::Write),
            Location::Foreign(_) => Err(foreign(&location)),
        }
    }

    /// Opens a store that is there already, for questions only; also where neither it nor its folder can be written.
    ///
    /// # Errors
    /// As [`Store::open`]; [`StoreError::CannotOpen`] also where there is none, [`StoreError::OlderSchema`] where it must be
    /// brought up to date.
    pub fn open_read_only(place: impl AsRef<Path>) -> Result<Self> {
        let location = Location::of(place.as_ref());
        let path = match &location {
            Location::File(path) => path,
            Location::Postgres(address) => return Store::with_address(address, Access::Read),
            Location::Foreign(_) => return Err(foreign(&location)),
        };
        let opened = Store::with_file(path, path, OpenFlags::SQLITE_OPEN_READ_ONLY, schema::check);
        // Readers of a WAL database write a file beside it. Where they cannot, and nobody is writing, it is read as it stands.
        let is_quiet = || !path.with_file_name(beside(path, "-wal")).exists();
        match opened {
            Err(StoreError::ReadOnly { .. } | StoreError::CannotOpen { .. }) if path.is_file() && is_quiet() => {
                let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
                Store::with_file(path, &immutable(path), flags, schema::check)
            }
            opened => opened,
        }
    }

    /// Returns whether there may be a store: a file is there, or a database is named.
    pub fn may_be_at(place: impl AsRef<Path>) -> bool {
        match Location::of(place.as_ref()) {
            Location::File(path) => path.exists(),
            Location::Postgres(_) | Location::Foreign(_) => true,
        }
    }

    /// Returns what people are told of where a store is: its path, or its address without the password.
    pub fn name_of(place: impl AsRef<Path>) -> PathBuf {
        Location::of(place.as_ref()).name()
    }

    /// Sets how many documents one transaction of [`Store::import`] takes; 100 unless said otherwise.
    pub fn with_batch(mut self, documents: NonZeroUsize) -> Self {
        self.batch = documents;
        self
    }

    /// Sets on how many threads [`Store::import`] verifies, the caller's among them; as many as the machine runs unless
    /// said otherwise.
    pub fn with_threads(mut self, threads: NonZeroUsize) -> Self {
        self.threads = threads;
        self
    }

    /// As [`Store::with_threads`], for a store that others hold.
    pub fn set_threads(&mut self, threads: NonZeroUsize) {
        self.threads = threads;
    }

    /// Sets how long an operation waits for another program that is writing; five seconds unless said otherwise.
    ///
    /// # Errors
    /// [`StoreError::Unexpected`] where the database does not take it.
    pub fn with_patience(self, patience: Duration) -> Result<Self> {
        let set = match &self.database {
            Database::Sqlite(connection) => connection.busy_timeout(patience).map_err(Fault::Sqlite),
            #[cfg(feature = "postgres")]
            Database::Postgres(session) => session.set_patience(patience),
        };
        set.map_err(|error| self.fault(error))?;
        Ok(self)
    }

    /// Returns the signed bytes of a report: as they came, or with the disclosures of every copy that came.
    ///
    /// # Errors
    /// What the database says.
    pub fn token(&self, digest: Digest) -> Result<Option<Vec<u8>>> {
        let sql = "SELECT token FROM documents JOIN reports USING (report_id) WHERE digest = ?1";
        self.database.first(sql, values![&digest.to_string()], |row| row.get(0)).map_err(|error| self.fault(error))
    }

    /// Opens a file under a name that may be a URI of its path.
    fn with_file(path: &Path, name: &Path, flags: OpenFlags, prepare: fn(&Database) -> Result<(), schema::Refusal>) -> Result<Self> {
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        if path.is_dir() {
            return Err(StoreError::CannotOpen { path: path.to_owned(), reason: "it is a directory".to_owned() });
        }
        let fault = |error| StoreError::new(path, Fault::Sqlite(error));
        let connection = Connection::open_with_flags(name, flags).map_err(fault)?;
        connection.busy_timeout(PATIENCE).map_err(fault)?;
        connection.set_prepared_statement_cache_capacity(64);
        Store::with(Database::Sqlite(connection), Location::File(path.to_owned()), prepare)
    }

    #[cfg(feature = "postgres")]
    fn with_address(address: &str, access: Access) -> Result<Self> {
        let location = Location::Postgres(address.to_owned());
        let session = postgres::connect(address).map_err(|refused| match refused {
            postgres::Refused::Address(reason) => StoreError::CannotOpen { path: location.name(), reason },
            postgres::Refused::Server(fault) => match StoreError::new(&location.name(), fault) {
                StoreError::InputOutput { path, reason } => StoreError::CannotOpen { path, reason },
                other => other,
            },
        })?;
        let ready = match access {
            Access::Write => session.set_patience(PATIENCE),
            Access::Read => session.run("SET default_transaction_read_only = on"),
        };
        ready.map_err(|fault| StoreError::new(&location.name(), fault))?;
        let prepare = match access {
            Access::Write => schema::prepare,
            Access::Read => schema::check,
        };
        Store::with(Database::Postgres(Box::new(session)), location, prepare)
    }

    #[cfg(not(feature = "postgres"))]
    fn with_address(address: &str, _: Access) -> Result<Self> {
        let reason = "this program was built without PostgreSQL (feature `postgres`)".to_owned();
        Err(StoreError::CannotOpen { path: Location::Postgres(address.to_owned()).name(), reason })
    }

    fn with(database: Database, location: Location, prepare: fn(&Database) -> Result<(), schema::Refusal>) -> Result<Self> {
        prepare(&database).map_err(|refusal| refusal.into_error(&location.name()))?;
        let threads = thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        Ok(Store { database, location, batch: BATCH, threads })
    }

    fn fault(&self, error: Fault) -> StoreError {
        StoreError::new(&self.location.name(), error)
    }

    #[cfg(any(test, feature = "bench"))]
    fn sqlite(&self) -> Option<&Connection> {
        match &self.database {
            Database::Sqlite(connection) => Some(connection),
            #[cfg(feature = "postgres")]
            Database::Postgres(_) => None,
        }
    }
}

/// What a store is opened for.
enum Access {
    Read,
    Write,
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
