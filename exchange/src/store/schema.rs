//! The tables and views of a store, in the words of the format, and the settings of its database.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::StoreError;

/// The version of the tables, in `PRAGMA user_version`.
pub(super) const VERSION: i64 = 2;

/// Marks the file as a store, in `PRAGMA application_id`: `bwrk`.
const APPLICATION_ID: i64 = 0x6277_726b;

/// The low bits of a row's id are its place in the report, the others are `report_id`: the rows of a report are
/// neighbours, need no further index, and are always written at the end of their table. A token has at most 4 MiB, so
/// that fewer rows than this fit into a report.
pub(super) const NUMBER_BITS: u32 = 20;

/// Settings that stay in the file. Pages of 8 KiB suit documents of 60 KB: a quarter less CPU than 4 KiB.
const LAYOUT: &str = "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL;";

/// Settings of a connection that writes. A batch costs one `fsync` with FULL, so durability is nearly free; a batch fits
/// into the cache; checkpoints every 32 MiB.
const SETTINGS: &str =
    "PRAGMA synchronous = FULL; PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 4096; PRAGMA journal_size_limit = 67108864;";

/// What each version added to the one before; the last makes [`VERSION`].
const STEPS: [fn(&Connection) -> rusqlite::Result<()>; 2] = [create_reports, create_exchange];

/// Days are `yyyy-mm-dd`, instants `yyyy-mm-ddThh:mm:ssZ`, lists JSON arrays; booleans 0 and 1.
const TABLES: &str = "
CREATE TABLE reports (
    report_id INTEGER PRIMARY KEY,
    digest TEXT NOT NULL UNIQUE,
    iss TEXT NOT NULL,
    sub TEXT NOT NULL,
    jti TEXT NOT NULL,
    revision INTEGER NOT NULL,
    supersedes TEXT,
    follows_jti TEXT,
    follows_digest TEXT,
    iat TEXT NOT NULL,
    exp TEXT,
    status_uri TEXT NOT NULL,
    status_idx INTEGER NOT NULL,
    version TEXT NOT NULL,
    language TEXT NOT NULL,
    audience TEXT NOT NULL,
    from_on TEXT,
    facility_name TEXT NOT NULL,
    facility_country TEXT NOT NULL,
    facility_isic TEXT,
    os_id TEXT,
    star TEXT,
    lei TEXT,
    gln TEXT,
    duns TEXT,
    address_lines TEXT NOT NULL,
    locality TEXT,
    region TEXT,
    postal_code TEXT,
    latitude TEXT,
    longitude TEXT,
    workforce_total_count INTEGER,
    workforce_women_count INTEGER,
    workforce_men_count INTEGER,
    workforce_migrant_count INTEGER,
    assessment_id TEXT NOT NULL,
    cycle INTEGER NOT NULL,
    assessment_type TEXT NOT NULL,
    started_on TEXT NOT NULL,
    ended_on TEXT,
    announced INTEGER,
    assessor_count INTEGER,
    person_days TEXT,
    tool_id TEXT NOT NULL,
    tool_version TEXT NOT NULL,
    disclosure TEXT NOT NULL,
    findings_withheld_count INTEGER NOT NULL,
    members_withheld_count INTEGER NOT NULL,
    signer_name TEXT NOT NULL,
    signer_kid TEXT NOT NULL,
    is_test INTEGER NOT NULL,
    standing TEXT NOT NULL,
    standing_reason TEXT,
    standing_as_of_at TEXT,
    verified_at TEXT NOT NULL,
    imported_at TEXT NOT NULL,
    is_current INTEGER NOT NULL,
    superseded_by_digest TEXT,
    flag TEXT,
    UNIQUE (iss, jti, revision),
    UNIQUE (iss, status_uri, status_idx)
) STRICT;
CREATE INDEX reports_of_facility ON reports (sub, iss, started_on);

CREATE TABLE documents (
    report_id INTEGER PRIMARY KEY,
    token BLOB NOT NULL
) STRICT;

CREATE TABLE compliance_point_rows (
    row_id INTEGER PRIMARY KEY,
    cluster TEXT NOT NULL,
    compliance_point TEXT NOT NULL,
    question_count INTEGER NOT NULL,
    findings_withheld_count INTEGER NOT NULL,
    result TEXT NOT NULL
) STRICT;

CREATE TABLE finding_rows (
    row_id INTEGER PRIMARY KEY,
    cluster TEXT NOT NULL,
    compliance_point TEXT NOT NULL,
    question TEXT NOT NULL,
    global_question TEXT,
    text TEXT NOT NULL,
    kind TEXT NOT NULL,
    basis TEXT,
    legal_references TEXT NOT NULL,
    tags TEXT NOT NULL,
    result TEXT,
    value TEXT,
    is_public INTEGER NOT NULL
) STRICT;

CREATE TABLE evidence_rows (
    row_id INTEGER PRIMARY KEY,
    cluster TEXT NOT NULL,
    compliance_point TEXT NOT NULL,
    question TEXT NOT NULL,
    explanation TEXT NOT NULL,
    sources TEXT NOT NULL,
    workers_affected_count INTEGER
) STRICT;

CREATE TABLE improvement_item_rows (
    row_id INTEGER PRIMARY KEY,
    cluster TEXT,
    compliance_point TEXT NOT NULL,
    question TEXT,
    action TEXT NOT NULL,
    due_on TEXT,
    status TEXT NOT NULL
) STRICT;

CREATE TABLE quarantine (
    quarantine_id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL,
    code TEXT NOT NULL,
    reason TEXT NOT NULL,
    source TEXT NOT NULL,
    received_at TEXT NOT NULL,
    digest TEXT,
    byte_count INTEGER NOT NULL,
    token BLOB,
    UNIQUE (sha256, code)
) STRICT;
CREATE INDEX quarantine_of_document ON quarantine (digest);

CREATE TABLE trust_seen (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    version INTEGER NOT NULL,
    digest TEXT NOT NULL
) STRICT;

CREATE TABLE status_seen (
    uri TEXT PRIMARY KEY,
    iat TEXT NOT NULL
) STRICT;

CREATE TABLE supplier_links (
    supplier_number TEXT PRIMARY KEY,
    supplier_name TEXT NOT NULL,
    supplier_country TEXT NOT NULL,
    iss TEXT NOT NULL,
    sub TEXT NOT NULL,
    confirmed_by TEXT NOT NULL,
    confirmed_at TEXT NOT NULL
) STRICT;
";

/// Version 2: what comes through an exchange.
const EXCHANGE: &str = "
CREATE TABLE statements (
    statement_id INTEGER PRIMARY KEY,
    digest TEXT NOT NULL UNIQUE,
    report_digest TEXT NOT NULL,
    jti TEXT NOT NULL,
    iss TEXT NOT NULL,
    speaker TEXT NOT NULL,
    kind TEXT NOT NULL,
    question TEXT,
    body TEXT NOT NULL,
    iat TEXT NOT NULL,
    imported_at TEXT NOT NULL,
    token BLOB NOT NULL
) STRICT;
CREATE INDEX statements_of_report ON statements (report_digest, iat);

CREATE TABLE feeds (
    origin TEXT PRIMARY KEY,
    address TEXT NOT NULL,
    checkpoint TEXT NOT NULL,
    frontier TEXT NOT NULL,
    trust_pin TEXT NOT NULL,
    trust TEXT,
    versions TEXT NOT NULL,
    fresh_until TEXT,
    synced_at TEXT NOT NULL
) STRICT;

CREATE TABLE feed_subscriptions (
    origin TEXT NOT NULL,
    subscriber TEXT NOT NULL,
    done_checkpoint TEXT NOT NULL,
    PRIMARY KEY (origin, subscriber)
) STRICT;

CREATE TABLE feed_evidence (
    evidence_id INTEGER PRIMARY KEY,
    origin TEXT NOT NULL,
    found_at TEXT NOT NULL,
    reason TEXT NOT NULL,
    held TEXT NOT NULL,
    offered TEXT NOT NULL
) STRICT;
";

/// The rows with the digest of their report and their place in it: view, table, columns.
const VIEWS: &[(&str, &str, &str)] = &[
    ("compliance_points", "compliance_point_rows", "cluster, compliance_point, question_count, rows.findings_withheld_count, result"),
    (
        "findings",
        "finding_rows",
        "cluster, compliance_point, question, global_question, text, kind, basis, legal_references, tags, result, value, is_public",
    ),
    ("evidence", "evidence_rows", "cluster, compliance_point, question, explanation, sources, workers_affected_count"),
    ("improvement_items", "improvement_item_rows", "cluster, compliance_point, question, action, due_on, status"),
];

/// Why a database was not taken for a store.
pub(super) enum Refusal {
    NotAStore,
    Newer(i64),
    Older(i64),
    Database(rusqlite::Error),
}

impl From<rusqlite::Error> for Refusal {
    fn from(error: rusqlite::Error) -> Self {
        Refusal::Database(error)
    }
}

impl Refusal {
    pub(super) fn into_error(self, path: &Path) -> StoreError {
        match self {
            Refusal::NotAStore => StoreError::NotAStore { path: path.to_owned() },
            Refusal::Newer(found) => StoreError::NewerSchema { path: path.to_owned(), found, known: VERSION },
            Refusal::Older(found) => StoreError::OlderSchema { path: path.to_owned(), found, known: VERSION },
            Refusal::Database(error) => StoreError::new(path, error),
        }
    }
}

/// Checks that the database is a store of this version.
pub(super) fn check(connection: &Connection) -> Result<(), Refusal> {
    if pragma(connection, "application_id")? != APPLICATION_ID {
        return Err(Refusal::NotAStore);
    }
    match pragma(connection, "user_version")? {
        VERSION => Ok(()),
        newer if newer > VERSION => Err(Refusal::Newer(newer)),
        older if older >= 1 => Err(Refusal::Older(older)),
        _ => Err(Refusal::NotAStore),
    }
}

/// Makes the tables in an empty database, brings those of an older version up to this one, and sets the connection up
/// for writing.
pub(super) fn prepare(connection: &mut Connection) -> Result<(), Refusal> {
    if is_empty(connection)? {
        connection.execute_batch(LAYOUT)?;
        migrate(connection, is_empty)?;
    }
    if let Err(Refusal::Older(_)) = check(connection) {
        migrate(connection, |connection| Ok(matches!(check(connection), Err(Refusal::Older(_)))))?;
    }
    check(connection)?;
    connection.execute_batch(SETTINGS)?;
    Ok(())
}

/// Takes every step that is missing, in one transaction; `is_needed` is asked again once nobody else can write.
fn migrate(connection: &mut Connection, is_needed: fn(&Connection) -> rusqlite::Result<bool>) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    if is_needed(&transaction)? {
        let found = usize::try_from(pragma(&transaction, "user_version")?).unwrap_or_default();
        STEPS.iter().skip(found).try_for_each(|step| step(&transaction))?;
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.pragma_update(None, "user_version", VERSION)?;
    }
    transaction.commit()
}

fn create_exchange(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(EXCHANGE)
}

fn create_reports(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(TABLES)?;
    for (view, table, columns) in VIEWS {
        let number_mask = (1 << NUMBER_BITS) - 1;
        connection.execute_batch(&format!(
            "CREATE VIEW {view} AS SELECT digest, row_id & {number_mask} AS number, {columns} FROM reports JOIN {table} AS rows
             ON row_id BETWEEN report_id << {NUMBER_BITS} AND (report_id << {NUMBER_BITS}) + {number_mask}"
        ))?;
    }
    Ok(())
}

fn is_empty(connection: &Connection) -> rusqlite::Result<bool> {
    Ok(pragma(connection, "application_id")? == 0 && pragma(connection, "schema_version")? == 0)
}

fn pragma(connection: &Connection, name: &str) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, name, |row| row.get(0))
}
