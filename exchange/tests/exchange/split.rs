//! Logs that were rolled back, split or rewritten.

use betterwork::log::Checkpoint;
use betterwork_exchange::publish::{FolderPlace, Publisher, StandingChange};
use betterwork_exchange::sync::SyncError;
use conformance::sample::key;

use crate::common::dump;
use crate::world::{ORIGIN, SUBSCRIBER, World, at, copy, publisher_keys, word};

/// Everything but the evidence.
fn rows(world: &World) -> Vec<String> {
    let mut rows = dump(&world.folder);
    rows.retain(|row| !row.contains(" entries") && !row.contains("rolled back") && !row.contains("does not extend"));
    rows
}

#[test]
fn a_log_that_was_rolled_back_stops_the_sync_and_leaves_evidence() {
    let world = World::with_reports(3);
    copy(&world.exchange(), &world.folder.file("before"));
    world.add_and_share(&[world.token(4)]);
    world.sync().unwrap();
    let rows_before = rows(&world);
    std::fs::remove_dir_all(world.exchange()).unwrap();
    copy(&world.folder.file("before"), &world.exchange());
    let error = world.sync().unwrap_err();
    assert!(matches!(error, SyncError::RolledBack { held: 4, offered: 3, .. }), "{error}");
    let evidence = world.store().evidence().unwrap();
    assert_eq!(evidence.len(), 1);
    assert!(evidence[0].held.starts_with(&format!("{ORIGIN}\n4\n")) && evidence[0].offered.starts_with(&format!("{ORIGIN}\n3\n")));
    assert_eq!(rows(&world), rows_before);
    world.sync().unwrap_err();
    assert_eq!(world.store().evidence().unwrap().len(), 1);
}

#[test]
fn a_log_that_was_split_stops_the_sync_and_leaves_evidence() {
    for larger in [false, true] {
        let world = World::with_reports(3);
        copy(&world.exchange(), &world.folder.file("other"));
        world.add_and_share(&[world.token(4)]);
        world.sync().unwrap();
        let rows_before = rows(&world);
        // The other history, which somebody else is shown.
        let mut publisher = Publisher::open(Box::new(FolderPlace::new(world.folder.file("other"))), publisher_keys(), at()).unwrap();
        publisher.add("it", world.token(5).as_bytes()).unwrap();
        if larger {
            publisher.add("it", world.token(6).as_bytes()).unwrap();
        }
        publisher.commit().unwrap();
        std::fs::remove_dir_all(world.exchange()).unwrap();
        copy(&world.folder.file("other"), &world.exchange());
        let error = world.sync().unwrap_err();
        assert!(matches!(error, SyncError::Forked { .. }), "{error}");
        assert_eq!((world.store().evidence().unwrap().len(), rows(&world)), (1, rows_before));
    }
}

#[test]
fn a_status_list_of_another_history_stops_the_sync() {
    let world = World::with_reports(3);
    world.sync().unwrap();
    copy(&world.exchange(), &world.folder.file("other"));
    let mut publisher = Publisher::open(Box::new(FolderPlace::new(world.folder.file("other"))), publisher_keys(), at()).unwrap();
    publisher.add("it", world.token(5).as_bytes()).unwrap();
    publisher.commit().unwrap();
    world.add_and_share(&[world.token(4), world.token(6)]);
    let name = std::fs::read_dir(world.exchange().join("status")).unwrap().next().unwrap().unwrap().file_name();
    std::fs::copy(world.folder.file("other").join("status").join(&name), world.exchange().join("status").join(&name)).unwrap();
    let error = world.sync().unwrap_err();
    assert!(matches!(error, SyncError::Forked { .. }), "{error}");
}

#[test]
fn a_checkpoint_that_a_cache_kept_is_behind_the_status_list() {
    let world = World::with_reports(3);
    world.sync().unwrap();
    let stale = std::fs::read(world.exchange().join("checkpoint")).unwrap();
    world.add_and_share(&[world.token(4)]);
    let fresh = std::fs::read(world.exchange().join("checkpoint")).unwrap();
    std::fs::write(world.exchange().join("checkpoint"), &stale).unwrap();
    // The very checkpoint of the last run: nothing else is looked at.
    assert_eq!(world.sync().unwrap().imported, 0);
    let other = world.folder.file("reports.db");
    std::fs::remove_file(other).unwrap();
    let error = world.sync().unwrap_err();
    assert!(matches!(error, SyncError::Behind { size: 3, status: 4 }), "{error}");
    std::fs::write(world.exchange().join("checkpoint"), fresh).unwrap();
    assert_eq!(world.sync().unwrap().imported, 4);
}

#[test]
fn a_checkpoint_of_somebody_else_is_refused() {
    let world = World::with_reports(1);
    let root = betterwork::Digest::of(b"");
    let forged = Checkpoint::new(ORIGIN.into(), 1, root).sign(&[], &key(99)).unwrap();
    std::fs::write(world.exchange().join("checkpoint"), forged).unwrap();
    assert_eq!(world.sync().unwrap_err().kind().map(|kind| kind.code()), Some("unknown_key"));
    let elsewhere = Checkpoint::new("other.example".into(), 1, root).sign(&[], &key(10)).unwrap();
    std::fs::write(world.exchange().join("checkpoint"), elsewhere).unwrap();
    assert_eq!(world.sync().unwrap_err().kind().map(|kind| kind.code()), Some("not_authorised"));
}

#[test]
fn a_document_that_the_log_does_not_announce_is_not_imported() {
    let world = World::with_reports(2);
    let secret = world.token(9);
    std::fs::write(world.document(&secret), &secret).unwrap();
    let list = world.exchange().join(format!("subscribers/{SUBSCRIBER}/list.json"));
    for index in [0, 1, 2, 70_000] {
        let text = std::fs::read_to_string(&list).unwrap();
        let mut json: serde_json::Value = serde_json::from_str(&text).unwrap();
        let mut entry = json["documents"][0].clone();
        entry["digest"] = crate::world::digest(&secret).to_string().into();
        entry["index"] = index.into();
        json["documents"].as_array_mut().unwrap().push(entry);
        std::fs::write(&list, json.to_string()).unwrap();
        let summary = world.sync().unwrap();
        // An entry that the checkpoint does not cover yet may be on its way; one that it covers is another document's.
        let said = summary.faults.first().map_or("not yet", |fault| fault.code);
        assert_eq!((said, world.store().reports().unwrap().len()), (if index < 2 { "not_logged" } else { "not yet" }, 2), "{index}");
        assert_eq!(summary.warnings.iter().any(|warning| warning.contains("does not cover yet")), index >= 2, "{index}");
        assert!(world.sync().unwrap().requests > 1, "{index}");
        std::fs::write(&list, text).unwrap();
    }
}

#[test]
fn what_others_get_is_in_the_log_and_not_in_this_store() {
    let world = World::with_reports(1);
    world.sync().unwrap();
    let mut publisher = world.publisher();
    publisher.change_standing("it", world.token(1).as_bytes(), StandingChange::Suspend).unwrap();
    publisher.share("it", world.token(1).as_bytes(), "factory-1", &word()).unwrap();
    publisher.commit().unwrap();
    assert_eq!(world.sync().unwrap().standing_changed, 1);
}
