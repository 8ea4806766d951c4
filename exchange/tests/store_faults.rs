//! What is no store, cannot be written or read, or cannot be verified against: one clear sentence, nothing written.

mod common;

use betterwork::Timestamp;
use betterwork_exchange::store::{SCHEMA_VERSION, Store, StoreError};
use common::{Folder, Samples, count, import};
use rusqlite::Connection;

#[test]
fn a_directory_is_no_store() {
    let folder = Folder::new();
    let refused = Store::open(folder.file("")).unwrap_err();
    assert!(matches!(refused, StoreError::CannotOpen { .. }) && refused.to_string().ends_with("it is a directory"), "{refused}");
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let folder = Folder::new();
    let refused = Store::open(folder.file("nowhere/reports.db")).unwrap_err();
    assert!(refused.to_string().ends_with("nowhere/reports.db`: no such file or folder"), "{refused}");
}

#[test]
fn the_address_of_another_database_is_no_store_and_its_password_is_not_told() {
    let address = "mysql://erp:secret@db.example/reports";
    for refused in [Store::open(address), Store::open_read_only(address)] {
        let refused = refused.unwrap_err().to_string();
        assert!(refused.contains("mysql://erp@db.example/reports") && refused.contains("postgres://…"), "{refused}");
        assert!(!std::path::Path::new("mysql:").exists());
    }
}

#[test]
fn a_question_makes_no_store() {
    let folder = Folder::new();
    let refused = Store::open_read_only(folder.store()).unwrap_err();
    assert!(matches!(refused, StoreError::CannotOpen { .. }), "{refused}");
    assert!(!folder.store().exists());
}

#[test]
fn another_file_is_no_store_and_stays_as_it_is() {
    let folder = Folder::new();
    let text = "Country,Factory\n".repeat(1_000);
    std::fs::write(folder.store(), &text).unwrap();
    let refused = Store::open(folder.store()).unwrap_err();
    assert!(matches!(refused, StoreError::NotAStore { .. }), "{refused}");
    assert_eq!(std::fs::read_to_string(folder.store()).unwrap(), text);
}

#[test]
fn the_database_of_another_program_is_no_store_and_stays_as_it_is() {
    let folder = Folder::new();
    Connection::open(folder.store()).unwrap().execute_batch("CREATE TABLE suppliers (name TEXT)").unwrap();
    let before = std::fs::read(folder.store()).unwrap();
    assert!(matches!(Store::open(folder.store()).unwrap_err(), StoreError::NotAStore { .. }));
    assert!(matches!(Store::open_read_only(folder.store()).unwrap_err(), StoreError::NotAStore { .. }));
    assert_eq!(std::fs::read(folder.store()).unwrap(), before);
}

#[test]
fn the_store_of_a_newer_program_asks_for_an_update() {
    let folder = Folder::new();
    drop(Store::open(folder.store()).unwrap());
    Connection::open(folder.store()).unwrap().pragma_update(None, "user_version", SCHEMA_VERSION + 1).unwrap();
    let refused = Store::open(folder.store()).unwrap_err();
    assert!(matches!(refused, StoreError::NewerSchema { found: 4, known: 3, .. }), "{refused}");
    assert!(refused.to_string().ends_with("update this program"), "{refused}");
}

#[test]
fn a_store_opened_for_questions_takes_no_report() {
    let (folder, samples) = (Folder::new(), Samples::default());
    let mut writer = Store::open(folder.store()).unwrap();
    import(&mut writer, &samples, &[samples.token(1)]);
    let mut reader = Store::open_read_only(folder.store()).unwrap();
    let refused = reader.import([("two", samples.token(2))], &samples.trust, &samples.status, conformance::sample::SIGNED_AT);
    assert!(matches!(refused.unwrap_err(), StoreError::ReadOnly { .. }));
    assert_eq!((count(&folder, "reports"), reader.reports().unwrap().len()), (1, 1));
}

#[test]
fn an_expired_trust_list_quarantines_nothing() {
    let (folder, samples) = (Folder::new(), Samples::default());
    let mut store = Store::open(folder.store()).unwrap();
    let at = Timestamp::parse("2040-01-01T00:00:00Z").unwrap();
    let refused = store.import([("one", samples.token(1))], &samples.trust, &samples.status, at).unwrap_err();
    assert_eq!(refused.to_string(), "nothing can be verified: the trust list expired at 2036-01-01T00:00:00Z");
    assert_eq!((count(&folder, "reports"), count(&folder, "quarantine")), (0, 0));
}

#[test]
fn a_damaged_store_says_so() {
    let (folder, samples) = (Folder::new(), Samples::default());
    import(&mut Store::open(folder.store()).unwrap(), &samples, &[samples.token(1)]);
    let mut bytes = std::fs::read(folder.store()).unwrap();
    bytes[8_192..].fill(0xaa);
    std::fs::write(folder.store(), bytes).unwrap();
    let refused = Store::open(folder.store()).and_then(|store| store.reports()).unwrap_err();
    assert!(matches!(refused, StoreError::Damaged { .. }), "{refused}");
}
