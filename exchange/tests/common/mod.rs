//! What the tests of the store share: a folder of their own, samples, and a look at the rows.
#![allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "test code; not every test uses all of it"
)]

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use betterwork::report::AssessmentReport;
use betterwork::trust::{StatusDraft, StatusList, StatusLists, StatusValue, TrustList};
use betterwork::{Digest, Timestamp, VerifiedReport, View, issue, redact, verify};
use betterwork_exchange::store::{ImportSummary, Store};
use conformance::sample::{self, FixedRandom, Keys, SIGNED_AT, STATUS_URI, Size};
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags};

/// A folder that is removed in the end, and where a store of it is.
pub struct Folder {
    folder: PathBuf,
    store: PathBuf,
}

static FOLDERS: AtomicU32 = AtomicU32::new(0);

impl Folder {
    pub fn new() -> Self {
        let name = format!("betterwork-store-{}-{}", std::process::id(), FOLDERS.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        let store = folder.join("reports.db");
        Folder { folder, store }
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    pub fn store(&self) -> PathBuf {
        self.store.clone()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// A store in a file of its own.
pub fn in_sqlite() -> Folder {
    Folder::new()
}

/// A store in a database of its own; in a file where PostgreSQL is not installed.
#[cfg(feature = "postgres")]
pub fn in_postgres() -> Folder {
    let mut folder = Folder::new();
    if let Some(address) = conformance::postgres::database() {
        folder.store = address.into();
    }
    folder
}

/// Keys and lists to make and verify samples with.
pub struct Samples {
    pub keys: Keys,
    pub trust: TrustList,
    pub status: StatusLists,
}

impl Default for Samples {
    fn default() -> Self {
        let keys = Keys::default();
        let trust = sample::trust(&keys);
        let status = StatusList::open(sample::status_document(&keys, 1024).as_bytes(), &trust, None, None, SIGNED_AT).unwrap().into();
        Samples { keys, trust, status }
    }
}

impl Samples {
    pub fn token(&self, seed: u64) -> String {
        self.sized(seed, Size::SMALL)
    }

    pub fn sized(&self, seed: u64, size: Size) -> String {
        sample::token(&self.keys, seed, size).unwrap()
    }

    pub fn issue(&self, report: &AssessmentReport) -> String {
        issue(report, &self.keys.report, &mut FixedRandom::new(report.report.revision)).unwrap()
    }

    pub fn verify(&self, token: &[u8]) -> VerifiedReport {
        verify(token, &self.trust, &self.status, SIGNED_AT).unwrap()
    }

    pub fn digest(&self, token: &str) -> Digest {
        self.verify(token.as_bytes()).digest()
    }

    /// A status list as of `at` that says `value` of one index and valid of all others.
    pub fn status(&self, at: Timestamp, index: u64, value: StatusValue) -> StatusLists {
        let mut draft = StatusDraft::new(STATUS_URI, 1024);
        (0..1024).for_each(|index| draft.set(index, StatusValue::Valid).unwrap());
        draft.set(index, value).unwrap();
        let token = draft.sign(&self.keys.status, at, at.plus_seconds(7 * 86_400)).unwrap();
        StatusList::open(token.as_bytes(), &self.trust, None, None, at).unwrap().into()
    }
}

/// The correction of a sample: revision 2, with another status index.
pub fn correction(samples: &Samples, first: &str, seed: u64, index: u64) -> AssessmentReport {
    let mut report = sample::report(seed, Size::SMALL);
    (report.report.revision, report.report.supersedes) = (2, Some(samples.digest(first)));
    report.status.idx = index;
    report
}

pub fn import(store: &mut Store, samples: &Samples, tokens: &[String]) -> ImportSummary {
    let sources = tokens.iter().enumerate().map(|(index, token)| (format!("source {index}"), token));
    store.import(sources, &samples.trust, &samples.status, SIGNED_AT).unwrap()
}

/// One document is held and flagged, the other is in quarantine as inconsistent, for this reason.
pub fn assert_contradiction(folder: &Folder, reason: &str) {
    assert_eq!(row(folder, "SELECT count(*), min(flag) FROM reports WHERE is_current"), "1|inconsistent");
    let quarantined = row(folder, "SELECT code, digest IS NOT NULL, reason FROM quarantine");
    assert!(quarantined.starts_with(&format!("inconsistent|1|{reason}")), "{quarantined}");
}

/// The first row of an answer, its values joined by `|`.
pub fn row(folder: &Folder, sql: &str) -> String {
    rows(folder, sql).into_iter().next().unwrap_or_default()
}

pub fn rows(folder: &Folder, sql: &str) -> Vec<String> {
    #[cfg(feature = "postgres")]
    if folder.store().starts_with("postgres:") {
        return rows_of_postgres(&folder.store(), sql);
    }
    let connection = Connection::open_with_flags(folder.store(), OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let mut statement = connection.prepare(sql).unwrap();
    let columns = statement.column_count();
    let text = |value: Value| match value {
        Value::Null => String::new(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Text(text) => text,
        Value::Blob(bytes) => Digest::of(&bytes).to_string(),
    };
    let line = |row: &rusqlite::Row<'_>| (0..columns).map(|column| row.get(column).map(text)).collect::<Result<Vec<_>, _>>();
    statement.query_map([], line).unwrap().map(|line| line.unwrap().join("|")).collect()
}

/// Connects to the database of a store.
#[cfg(feature = "postgres")]
pub fn connect(store: &std::path::Path) -> postgres::Client {
    postgres::Client::connect(store.to_str().unwrap(), postgres::NoTls).unwrap()
}

/// The values in the words that SQLite has for them.
#[cfg(feature = "postgres")]
fn rows_of_postgres(store: &std::path::Path, sql: &str) -> Vec<String> {
    use postgres::SimpleQueryMessage;
    use postgres::types::Type;
    let mut client = connect(store);
    client.batch_execute("SET TimeZone = 'UTC'").unwrap();
    let types: Vec<Type> = client.prepare(sql).unwrap().columns().iter().map(|column| column.type_().clone()).collect();
    let text = |value: &str, r#type: &Type| match *r#type {
        Type::BOOL => u8::from(value == "t").to_string(),
        Type::TIMESTAMPTZ => value.replace(' ', "T").replace("+00", "Z"),
        Type::JSONB => value.replace(", ", ","),
        Type::BYTEA => {
            let hex = value.trim_start_matches("\\x").as_bytes().chunks(2);
            let bytes: Vec<u8> = hex.map(|two| u8::from_str_radix(std::str::from_utf8(two).unwrap(), 16).unwrap()).collect();
            Digest::of(&bytes).to_string()
        }
        _ => value.replace("[\"documents\", \"", "[\"documents\",\""),
    };
    let lines = client.simple_query(sql).unwrap().into_iter().filter_map(|message| match message {
        SimpleQueryMessage::Row(row) => Some(
            types
                .iter()
                .enumerate()
                .map(|(place, r#type)| row.get(place).map_or(String::new(), |value| text(value, r#type)))
                .collect::<Vec<_>>(),
        ),
        _ => None,
    });
    lines.map(|values| values.join("|")).collect()
}

pub fn count(folder: &Folder, table: &str) -> u64 {
    row(folder, &format!("SELECT count(*) FROM {table}")).parse().unwrap()
}

/// Every row of every table.
pub fn dump(folder: &Folder) -> Vec<String> {
    const TABLES: [&str; 11] = [
        "changes",
        "compliance_point_rows",
        "documents",
        "evidence_rows",
        "finding_rows",
        "improvement_item_rows",
        "quarantine",
        "reports",
        "status_seen",
        "supplier_links",
        "trust_seen",
    ];
    TABLES.iter().flat_map(|table| rows(folder, &format!("SELECT * FROM {table} ORDER BY 1"))).collect()
}

/// 90 reports, a correction, public views before the full reports, a forgery and a contradiction; each with a name.
pub fn documents(samples: &Samples) -> Vec<(String, String)> {
    let mut documents: Vec<_> = (0..90).map(|seed| samples.token(seed)).collect();
    let corrected = samples.issue(&correction(samples, &documents[3], 3, 503));
    let public = documents.iter().step_by(9).map(|token| redact(token.as_bytes(), &View::Public).unwrap());
    let mut all: Vec<_> = public.collect();
    all.append(&mut documents);
    let mut contradiction = sample::report(5, Size::SMALL);
    contradiction.report.assessment.cycle = 8;
    all.extend([corrected, samples.token(6).replacen(".e", ".f", 1), samples.issue(&contradiction)]);
    all.into_iter().enumerate().map(|(index, document)| (format!("{index:03}.sdjwt"), document)).collect()
}

/// Every report that is there is there with all its rows, and nothing else is.
pub fn assert_whole(folder: &Folder) {
    let visible = "SELECT coalesce(sum(question_count - findings_withheld_count), 0) FROM compliance_points";
    assert_eq!(row(folder, visible), row(folder, "SELECT count(*) FROM finding_rows"));
    assert_eq!(count(folder, "reports"), count(folder, "documents"));
    assert_eq!(count(folder, "reports") * 38, count(folder, "compliance_point_rows"));
    assert_eq!(count(folder, "finding_rows"), count(folder, "findings"));
    assert_eq!(row(folder, "SELECT count(*) FROM changes WHERE kind = 'imported'"), count(folder, "reports").to_string());
}

/// Somebody who is writing to a store, until this is dropped.
pub enum Lock {
    Sqlite(Connection),
    #[cfg(feature = "postgres")]
    Postgres(Box<postgres::Client>),
}

pub fn lock(folder: &Folder) -> Lock {
    #[cfg(feature = "postgres")]
    if folder.store().starts_with("postgres:") {
        let mut client = connect(&folder.store());
        client.batch_execute("BEGIN; SELECT pg_advisory_xact_lock(1652847211, hashtext(current_schema()))").unwrap();
        return Lock::Postgres(Box::new(client));
    }
    let connection = Connection::open(folder.store()).unwrap();
    connection.execute_batch("BEGIN IMMEDIATE").unwrap();
    Lock::Sqlite(connection)
}

impl Drop for Lock {
    fn drop(&mut self) {
        match self {
            Lock::Sqlite(connection) => connection.execute_batch("ROLLBACK").unwrap(),
            #[cfg(feature = "postgres")]
            Lock::Postgres(client) => client.batch_execute("ROLLBACK").unwrap(),
        }
    }
}
