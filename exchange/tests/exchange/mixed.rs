//! Files of two states of an exchange beside one another, as a cache serves them, and damaged ones: nobody is accused.

use std::path::PathBuf;

use betterwork_exchange::compare::{Agreement, compare};
use betterwork_exchange::layout;
use betterwork_exchange::sync::SyncError;
use betterwork_exchange::transport::FolderTransport;

use crate::world::{SUBSCRIBER, World, at, copy};

/// An exchange of three reports that has grown to five, and a copy of it as it was; a store that has synced the first.
fn grown() -> (World, PathBuf) {
    let world = World::with_reports(3);
    world.sync().unwrap();
    let before = world.folder.file("before");
    copy(&world.exchange(), &before);
    let mut publisher = world.try_publisher(at().plus_seconds(60)).unwrap();
    crate::world::add_and_share(&mut publisher, &[world.token(4), world.token(5)]).unwrap();
    drop(publisher);
    (world, before)
}

fn status_file(world: &World) -> String {
    let name = std::fs::read_dir(world.exchange().join("status")).unwrap().next().unwrap().unwrap().file_name();
    format!("status/{}", name.to_str().unwrap())
}

#[test]
fn an_old_list_and_status_beside_a_new_checkpoint_are_read_again_the_next_time() {
    let (world, before) = grown();
    let (later, transport) = (at().plus_seconds(120), FolderTransport::new(world.exchange()).unwrap());
    let files = [layout::list(SUBSCRIBER), status_file(&world)];
    let newer: Vec<_> = files.iter().map(|file| std::fs::read(world.exchange().join(file)).unwrap()).collect();
    for file in &files {
        std::fs::copy(before.join(file), world.exchange().join(file)).unwrap();
    }
    let summary = world.sync_at(&transport, later).unwrap();
    assert!(summary.imported == 0 && summary.warnings[0].contains("old copy"), "{summary:?}");
    for (file, bytes) in files.iter().zip(newer) {
        std::fs::write(world.exchange().join(file), bytes).unwrap();
    }
    assert_eq!(world.sync_at(&transport, later).unwrap().imported, 2);
    assert_eq!(world.sync_at(&transport, later).unwrap().requests, 1);
}

#[test]
fn an_old_checkpoint_beside_new_files_changes_nothing_and_passes() {
    let (world, before) = grown();
    let (later, transport) = (at().plus_seconds(120), FolderTransport::new(world.exchange()).unwrap());
    let newer = std::fs::read(world.exchange().join("checkpoint")).unwrap();
    std::fs::copy(before.join("checkpoint"), world.exchange().join("checkpoint")).unwrap();
    // The store is done with that checkpoint; one that is new meets the status list first.
    assert_eq!(world.sync_at(&transport, later).unwrap().requests, 1);
    let fresh = World::nowhere(crate::common::Folder::new());
    let error = fresh.sync_at(&transport, later).unwrap_err();
    assert!(matches!(error, SyncError::Behind { size: 3, status: 5 }), "{error}");
    std::fs::write(world.exchange().join("checkpoint"), newer).unwrap();
    assert_eq!(world.sync_at(&transport, later).unwrap().imported, 2);
}

#[test]
fn a_rolled_back_checkpoint_beside_a_newer_status_list_leaves_evidence() {
    let (world, before) = grown();
    let (later, transport) = (at().plus_seconds(120), FolderTransport::new(world.exchange()).unwrap());
    world.sync_at(&transport, later).unwrap();
    std::fs::copy(before.join("checkpoint"), world.exchange().join("checkpoint")).unwrap();
    let error = world.sync_at(&transport, later).unwrap_err();
    assert!(matches!(error, SyncError::RolledBack { held: 5, offered: 3, .. }), "{error}");
    assert_eq!(world.store().evidence().unwrap().len(), 1);
}

#[test]
fn damaged_tiles_are_no_fork() {
    let (world, before) = grown();
    let (later, transport) = (at().plus_seconds(120), FolderTransport::new(world.exchange()).unwrap());
    let tile = world.exchange().join("tile/0/000.p/5");
    let whole = std::fs::read(&tile).unwrap();
    let mut damaged = whole.clone();
    damaged[40] ^= 1;
    std::fs::write(&tile, &damaged).unwrap();
    for held in [true, false] {
        let store = if held { None } else { Some(World::nowhere(crate::common::Folder::new())) };
        let error = store.as_ref().unwrap_or(&world).sync_at(&transport, later);
        if let Err(error) = error {
            assert!(matches!(error, SyncError::Damaged { .. }), "{error}");
        }
        assert!(store.as_ref().unwrap_or(&world).store().evidence().unwrap().is_empty());
    }
    let checkpoint = |folder: &std::path::Path| std::fs::read(folder.join("checkpoint")).unwrap();
    let compared = || compare(&checkpoint(&before), &checkpoint(&world.exchange()), &world.trust(), later, Some(&transport)).unwrap().2;
    assert_eq!(compared(), Agreement::Unproven);
    std::fs::write(&tile, whole).unwrap();
    assert_eq!(compared(), Agreement::Extends);
}

#[test]
fn a_status_list_that_is_missing_or_damaged_is_a_fault_and_changes_nothing() {
    let (world, _) = grown();
    let (later, transport) = (at().plus_seconds(120), FolderTransport::new(world.exchange()).unwrap());
    let file = world.exchange().join(status_file(&world));
    let whole = std::fs::read(&file).unwrap();
    let mut damaged = whole.clone();
    let last = damaged.len() - 4;
    damaged[last] = if damaged[last] == b'A' { b'B' } else { b'A' };
    std::fs::write(&file, damaged).unwrap();
    let summary = world.sync_at(&transport, later).unwrap();
    assert_eq!((summary.faults[0].code, summary.faults[0].digest, summary.imported), ("bad_signature", None, 2));
    std::fs::remove_file(&file).unwrap();
    let summary = world.sync_at(&transport, later).unwrap();
    assert_eq!((summary.faults[0].code, summary.standing_changed), ("missing", 0));
    std::fs::write(&file, whole).unwrap();
    assert_eq!(world.sync_at(&transport, later).unwrap().faults, Vec::new());
}

#[test]
fn the_list_of_another_subscriber_is_not_taken() {
    let world = World::with_reports(1);
    let path = world.exchange().join(layout::list(SUBSCRIBER));
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace(SUBSCRIBER, "brand-2")).unwrap();
    let error = world.sync().unwrap_err();
    assert!(matches!(&error, SyncError::BadList { reason, .. } if reason.contains("brand-2")), "{error}");
}

#[cfg(unix)]
#[test]
fn a_document_that_cannot_be_read_stops_no_other() {
    let world = World::with_reports(2);
    let path = world.document(&world.token(1));
    std::fs::remove_file(&path).unwrap();
    std::fs::create_dir(&path).unwrap();
    let summary = world.sync().unwrap();
    assert_eq!((summary.imported, summary.faults[0].code), (1, "unreadable"));
}
