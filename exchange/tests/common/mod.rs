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
use betterwork::{Digest, Timestamp, VerifiedReport, issue, verify};
use betterwork_exchange::store::{ImportSummary, Store};
use conformance::sample::{self, FixedRandom, Keys, SIGNED_AT, STATUS_URI, Size};
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags};

/// A folder that is removed in the end.
pub struct Folder(PathBuf);

static FOLDERS: AtomicU32 = AtomicU32::new(0);

impl Folder {
    pub fn new() -> Self {
        let name = format!("betterwork-store-{}-{}", std::process::id(), FOLDERS.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        Folder(folder)
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub fn store(&self) -> PathBuf {
        self.file("reports.db")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
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
    assert_eq!(row(folder, "SELECT count(*), min(flag), sum(is_current) FROM reports"), "1|inconsistent|1");
    let quarantined = row(folder, "SELECT code, digest IS NOT NULL, reason FROM quarantine");
    assert!(quarantined.starts_with(&format!("inconsistent|1|{reason}")), "{quarantined}");
}

/// The first row of an answer, its values joined by `|`.
pub fn row(folder: &Folder, sql: &str) -> String {
    rows(folder, sql).into_iter().next().unwrap_or_default()
}

pub fn rows(folder: &Folder, sql: &str) -> Vec<String> {
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

pub fn count(folder: &Folder, table: &str) -> u64 {
    row(folder, &format!("SELECT count(*) FROM {table}")).parse().unwrap()
}

/// Every row of every table.
pub fn dump(folder: &Folder) -> Vec<String> {
    let tables = rows(folder, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name");
    tables.iter().flat_map(|table| rows(folder, &format!("SELECT * FROM {table} ORDER BY 1"))).collect()
}
