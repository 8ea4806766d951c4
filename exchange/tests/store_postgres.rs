//! What only PostgreSQL can do to a store: refuse a password, lose a connection, have other tables; and its types.
#![cfg(feature = "postgres")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "test code")]

mod common;

use std::num::NonZeroUsize;

use betterwork::seal::RandomSource;
use betterwork_exchange::store::{Store, StoreError};
use common::{Folder, Samples, assert_whole, connect, documents, dump, in_postgres, row, rows};
use conformance::sample::{self, FixedRandom, SIGNED_AT, Size};

/// How often a connection is cut.
const CUTS: usize = 8;

/// A store in PostgreSQL; `None` where that is not installed.
fn folder() -> Option<Folder> {
    Some(in_postgres()).filter(|folder| folder.store().starts_with("postgres:"))
}

#[test]
fn columns_have_the_types_that_an_erp_expects() {
    let Some(folder) = folder() else { return };
    drop(Store::open(folder.store()).unwrap());
    let sql = "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'reports'
        AND column_name IN ('report_id', 'iat', 'started_on', 'is_current', 'address_lines', 'digest') ORDER BY 1";
    assert_eq!(
        rows(&folder, sql),
        ["address_lines|jsonb", "digest|text", "iat|timestamp with time zone", "is_current|boolean", "report_id|bigint", "started_on|date"]
    );
}

#[test]
fn a_cut_connection_leaves_whole_batches_and_the_next_run_finishes() {
    let Some(uninterrupted) = folder() else { return };
    let samples = Samples::default();
    let documents = documents(&samples);
    let import = |folder: &Folder, mut cut: Option<usize>| {
        let mut store = Store::open(folder.store())?.with_batch(NonZeroUsize::new(7).unwrap());
        let sources = documents.iter().map(|(name, token)| {
            cut = cut.map(|left| left.saturating_sub(1));
            if cut.take_if(|left| *left == 0).is_some() {
                cut_others(folder);
            }
            (name, token)
        });
        store.import(sources, &samples.trust, &samples.status, SIGNED_AT)
    };
    import(&uninterrupted, None).unwrap();
    let expected = without_numbers(&uninterrupted);
    let mut random = FixedRandom::new(5);
    for _ in 0..CUTS {
        let folder = folder().unwrap();
        let mut byte = [0];
        random.fill(&mut byte);
        // Cut between two batches, or while one is being written: the server ends the session whenever it notices.
        let lost = import(&folder, Some(8 + usize::from(byte[0] % 80)));
        assert!(matches!(lost, Err(StoreError::InputOutput { .. })), "{lost:?}");
        assert_whole(&folder);
        import(&folder, None).unwrap();
        assert_eq!(without_numbers(&folder), expected);
    }
}

#[test]
fn a_connection_that_is_cut_during_a_batch_loses_that_batch_only() {
    let Some(folder) = folder() else { return };
    let samples = Samples::default();
    let mut store = Store::open(folder.store()).unwrap().with_batch(NonZeroUsize::new(10).unwrap());
    // The rows of the second batch run into a trigger that ends the session which writes them.
    connect(&folder.store())
        .batch_execute(
            "CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                 IF NEW.star = '14' THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF; RETURN NEW; END $$;
             CREATE TRIGGER cut BEFORE INSERT ON reports FOR EACH ROW EXECUTE FUNCTION cut()",
        )
        .unwrap();
    let tokens = (0..30).map(|seed| (seed.to_string(), samples.token(seed)));
    let lost = store.import(tokens, &samples.trust, &samples.status, SIGNED_AT).unwrap_err();
    assert!(matches!(lost, StoreError::InputOutput { .. }) && lost.to_string().ends_with("run this again"), "{lost}");
    assert_eq!(row(&folder, "SELECT count(*) FROM reports"), "10");
    assert_whole(&folder);
}

#[test]
fn no_error_says_the_password() {
    let refused = Store::open("postgres://erp:secret@127.0.0.1:1/reports?sslmode=disable").unwrap_err();
    assert!(matches!(refused, StoreError::CannotOpen { .. }), "{refused}");
    assert!(!format!("{refused} {refused:?}").contains("secret"), "{refused:?}");
    assert!(refused.to_string().starts_with("cannot open the store `postgres://erp@127.0.0.1:1/reports`"), "{refused}");
    let refused = Store::open("postgres://erp:secret@127.0.0.1:1/reports?sslmode=prefer").unwrap_err();
    assert!(refused.to_string().contains("say disable, require or verify-full") && !refused.to_string().contains("secret"), "{refused}");
}

#[test]
fn a_database_that_is_not_there_is_named() {
    let Some(folder) = folder() else { return };
    let other = folder.store().display().to_string().replace("/store_", "/no_store_");
    let refused = Store::open(other).unwrap_err();
    assert!(refused.to_string().contains("does not exist"), "{refused}");
}

#[test]
fn a_question_makes_no_tables() {
    let Some(folder) = folder() else { return };
    let refused = Store::open_read_only(folder.store()).unwrap_err();
    assert!(refused.to_string().ends_with("there is no store in this database yet"), "{refused}");
    assert_eq!(row(&folder, "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"), "0");
}

#[test]
fn the_tables_of_another_program_stay_as_they_are() {
    let Some(folder) = folder() else { return };
    connect(&folder.store()).batch_execute("CREATE TABLE reports (name text)").unwrap();
    assert!(matches!(Store::open(folder.store()).unwrap_err(), StoreError::NotAStore { .. }));
    assert_eq!(row(&folder, "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"), "1");
}

#[test]
fn a_store_stands_beside_the_tables_of_an_erp() {
    let Some(folder) = folder() else { return };
    connect(&folder.store()).batch_execute("CREATE TABLE vendors (name text)").unwrap();
    assert!(Store::open(folder.store()).is_ok());
    assert!(Store::open_read_only(folder.store()).is_ok());
}

#[test]
fn a_newer_store_asks_for_an_update() {
    let Some(folder) = folder() else { return };
    drop(Store::open(folder.store()).unwrap());
    connect(&folder.store()).batch_execute("UPDATE store_schema SET version = 9").unwrap();
    assert!(matches!(Store::open(folder.store()).unwrap_err(), StoreError::NewerSchema { found: 9, .. }));
}

#[test]
fn a_store_opened_for_questions_takes_no_report() {
    let Some(folder) = folder() else { return };
    let samples = Samples::default();
    drop(Store::open(folder.store()).unwrap());
    let mut reader = Store::open_read_only(folder.store()).unwrap();
    let refused = reader.import([("one", samples.token(1))], &samples.trust, &samples.status, SIGNED_AT);
    assert!(matches!(refused.unwrap_err(), StoreError::ReadOnly { .. }));
}

#[test]
fn a_character_that_the_database_cannot_hold_stops_nothing() {
    let Some(folder) = folder() else { return };
    let samples = Samples::default();
    let mut report = sample::report(1, Size::SMALL);
    report.report.facility.name = "Synthetic\0Garments".into();
    report.report.facility.address.as_mut().unwrap().lines = vec!["1\0 Test Road".into()];
    let mut store = Store::open(folder.store()).unwrap();
    assert_eq!(common::import(&mut store, &samples, &[samples.issue(&report)]).imported, 1);
    assert_eq!(store.reports().unwrap()[0].facility_name, "Synthetic\u{fffd}Garments");
}

/// Ends every other session in the database of a store.
fn cut_others(folder: &Folder) {
    let sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
    connect(&folder.store()).batch_execute(sql).unwrap();
}

/// Every row, but the numbers of changes: a batch that was undone leaves a gap in them.
fn without_numbers(folder: &Folder) -> Vec<String> {
    let changes = rows(folder, "SELECT kind, digest, standing_before, standing_after FROM changes ORDER BY change_id");
    let number = |line: &str| line.split('|').next().is_some_and(|first| first.parse::<u64>().is_ok());
    let others = dump(folder).into_iter().filter(|line| !(number(line) && line.contains("|imported|")));
    changes
        .into_iter()
        .chain(others.filter(|line| !["|quarantined|", "|superseded|", "|enriched|"].iter().any(|kind| line.contains(kind))))
        .collect()
}
