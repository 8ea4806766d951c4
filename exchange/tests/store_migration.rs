//! The store of an older program: brought up to date with every row in it, or refused where it is only read.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "test code")]

mod common;

use std::io::Read;

use betterwork::trust::{Pin, TrustList, sign_trust_list};
use betterwork_exchange::store::{Store, StoreError};
use common::{Folder, Samples, row, rows};
use conformance::sample::{self, SIGNED_AT};
use flate2::read::GzDecoder;

/// A store as the program before the first change of its tables made it; with reports, a refused document and a link.
const VERSION_1: &[u8] = include_bytes!("golden/store-1.db.gz");

const TABLES: [&str; 10] = [
    "compliance_points",
    "documents",
    "evidence",
    "findings",
    "improvement_items",
    "quarantine",
    "reports",
    "status_seen",
    "supplier_links",
    "trust_seen",
];

fn golden() -> Folder {
    let folder = Folder::new();
    let mut bytes = Vec::new();
    GzDecoder::new(VERSION_1).read_to_end(&mut bytes).unwrap();
    std::fs::write(folder.store(), bytes).unwrap();
    folder
}

fn dump(folder: &Folder) -> Vec<String> {
    TABLES.iter().flat_map(|table| rows(folder, &format!("SELECT * FROM {table} ORDER BY 1, 2"))).collect()
}

#[test]
fn a_store_of_version_1_keeps_every_row() {
    let folder = golden();
    let before = dump(&folder);
    assert_eq!(row(&folder, "PRAGMA user_version"), "1");
    let store = Store::open(folder.store()).unwrap();
    assert_eq!((dump(&folder), row(&folder, "PRAGMA user_version")), (before, "3".to_owned()));
    assert_eq!((store.current_reports().unwrap().len(), store.changes_since(0, 10).unwrap().len()), (3, 0));
    assert_eq!(row(&folder, "SELECT supplier_name, facility_name FROM supplier_status"), "Golden Supplier|Synthetic Garments 7-0001");
}

#[test]
fn it_has_the_tables_of_a_new_store() {
    let (old, new) = (golden(), Folder::new());
    [&old, &new].iter().for_each(|folder| drop(Store::open(folder.store()).unwrap()));
    let tables = |folder: &Folder| {
        let shape = "SELECT kind.name, columns.cid, columns.name, columns.type, columns.\"notnull\", columns.pk
            FROM sqlite_schema AS kind JOIN pragma_table_info(kind.name) AS columns ORDER BY 1, 2";
        let indexes = "SELECT tbl_name, sql FROM sqlite_schema WHERE type = 'index' ORDER BY 1, 2";
        (rows(folder, shape), rows(folder, indexes))
    };
    assert_eq!(tables(&old), tables(&new));
}

#[test]
fn what_is_only_read_is_not_changed() {
    let folder = golden();
    let before = std::fs::read(folder.store()).unwrap();
    let refused = Store::open_read_only(folder.store()).unwrap_err();
    assert!(matches!(refused, StoreError::OlderSchema { found: 1, known: 3, .. }), "{refused}");
    assert!(refused.to_string().contains("run an import"), "{refused}");
    assert_eq!(std::fs::read(folder.store()).unwrap(), before);
}

#[test]
fn an_import_goes_on_from_there() {
    let (folder, samples) = (golden(), Samples::default());
    let mut payload = sample::trust_payload(&samples.keys);
    payload.version = 2;
    let signed = sign_trust_list(&payload, &[&samples.keys.root]).unwrap();
    let trust = TrustList::open(signed.as_bytes(), Pin::NamedFile).unwrap();
    let mut store = Store::open(folder.store()).unwrap();
    let summary = store.import([("one", samples.token(1))], &trust, &samples.status, SIGNED_AT).unwrap();
    // Other keys signed what was there: the list of the samples takes it back.
    assert_eq!((summary.imported, summary.withdrawn), (1, 3));
    let kinds: Vec<_> = store.changes_since(0, 10).unwrap().into_iter().map(|change| change.kind).collect();
    assert_eq!(kinds, ["quarantined", "withdrawn", "quarantined", "withdrawn", "quarantined", "withdrawn", "imported"]);
}
