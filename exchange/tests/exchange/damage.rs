//! Files of an exchange that are missing, changed or something else.

use betterwork::View;
use betterwork_exchange::sync::SyncError;

use crate::common::{count, row};
use crate::world::{SUBSCRIBER, World, copy, digest};

fn flip(path: &std::path::Path) {
    let mut bytes = std::fs::read(path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] = if bytes[middle] == b'A' { b'B' } else { b'A' };
    std::fs::write(path, bytes).unwrap();
}

#[test]
fn a_changed_document_goes_to_quarantine_and_the_rest_is_imported() {
    let world = World::with_reports(3);
    let changed = world.document(&world.token(2));
    let good = std::fs::read(&changed).unwrap();
    flip(&changed);
    let summary = world.sync().unwrap();
    assert_eq!((summary.imported, summary.quarantined), (2, 1));
    assert_eq!(count(&world.folder, "quarantine"), 1);
    std::fs::write(&changed, good).unwrap();
    let healed = world.sync().unwrap();
    assert_eq!((healed.imported, healed.quarantined), (1, 0));
    assert_eq!(world.sync().unwrap().requests, 1);
}

#[test]
fn a_document_that_was_replaced_by_another_genuine_one_is_not_imported() {
    let world = World::with_reports(2);
    std::fs::write(world.document(&world.token(2)), world.token(7)).unwrap();
    let summary = world.sync().unwrap();
    assert_eq!((summary.imported, summary.faults[0].code), (1, "replaced"));
}

#[test]
fn a_partial_document_is_a_fault_and_is_reported() {
    let world = World::with_reports(2);
    let view = betterwork::redact(world.token(2).as_bytes(), &View::Public).unwrap();
    std::fs::write(world.document(&world.token(2)), view).unwrap();
    let summary = world.sync().unwrap();
    assert_eq!((summary.imported, summary.faults[0].code, summary.faults[0].digest), (1, "partial", Some(digest(&world.token(2)))));
}

#[test]
fn a_missing_document_is_reported_and_fetched_when_it_is_there() {
    let world = World::with_reports(2);
    let path = world.document(&world.token(2));
    let good = std::fs::read(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    let summary = world.sync().unwrap();
    assert_eq!((summary.imported, summary.faults[0].code), (1, "missing"));
    std::fs::write(path, good).unwrap();
    assert_eq!(world.sync().unwrap().imported, 1);
}

#[test]
fn every_missing_or_changed_file_of_the_log_is_a_clear_error_and_changes_nothing() {
    let files = ["checkpoint", "trust.json", "tile/entries/001.p/44", "tile/0/001.p/44", "tile/0/000", "tile/1/000.p/1"];
    let world = World::with_reports(300);
    copy(&world.exchange(), &world.folder.file("good"));
    for file in files {
        for missing in [true, false] {
            std::fs::remove_dir_all(world.exchange()).unwrap();
            copy(&world.folder.file("good"), &world.exchange());
            let _ = std::fs::remove_file(world.folder.store());
            world.store();
            let path = world.exchange().join(file);
            if missing {
                std::fs::remove_file(&path).unwrap()
            } else {
                flip(&path)
            }
            let outcome = world.sync();
            let imported = count(&world.folder, "reports");
            match outcome {
                Err(error) => assert!(imported == 0 && !error.to_string().is_empty(), "{file}: {error}"),
                // A tile that no proof needed.
                Ok(summary) => assert!(summary.imported + summary.faults.len() as u64 == 300, "{file} {missing}: {summary:?}"),
            }
        }
    }
}

#[test]
fn something_else_is_not_taken_for_an_exchange() {
    let world = World::with_reports(1);
    for content in ["<!doctype html><html>", "", "a\n\nb"] {
        std::fs::write(world.exchange().join("checkpoint"), content).unwrap();
        let error = world.sync().unwrap_err();
        assert!(matches!(error, SyncError::NotAnExchange { .. } | SyncError::WrongExchange { .. }), "{content:?}: {error}");
    }
    std::fs::remove_file(world.exchange().join("checkpoint")).unwrap();
    assert!(matches!(world.sync().unwrap_err(), SyncError::NotAnExchange { .. }));
}

#[test]
fn an_unknown_subscriber_and_a_damaged_list_are_said() {
    let world = World::with_reports(1);
    let list = world.exchange().join(format!("subscribers/{SUBSCRIBER}/list.json"));
    std::fs::write(&list, "[]").unwrap();
    assert!(matches!(world.sync().unwrap_err(), SyncError::BadList { .. }));
    std::fs::remove_file(list).unwrap();
    assert!(matches!(world.sync().unwrap_err(), SyncError::NoSubscriber { .. }));
    assert_eq!(row(&world.folder, "SELECT count(*) FROM feeds"), "0");
}
