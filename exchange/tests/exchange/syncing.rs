//! What a sync does when all is well.

use betterwork::StandingValue;
use betterwork_exchange::publish::StandingChange;
use betterwork_exchange::store::StoreError;
use betterwork_exchange::sync::SyncError;
use betterwork_exchange::transport::FolderTransport;

use crate::common::{count, dump, row};
use crate::world::{SUBSCRIBER, World, at, digest, word};

#[test]
fn every_shared_report_is_imported_once() {
    let world = World::with_reports(5);
    let first = world.sync().unwrap();
    assert_eq!((first.imported, first.size, first.quarantined, first.faults.len()), (5, 5, 0, 0));
    assert_eq!((count(&world.folder, "reports"), count(&world.folder, "findings")), (5, 60));
    let before = dump(&world.folder);
    let second = world.sync().unwrap();
    assert_eq!((second.imported, second.requests, second.bytes), (0, 1, second.log_bytes));
    assert_eq!(dump(&world.folder), before);
}

#[test]
fn only_what_is_new_is_read() {
    let world = World::with_reports(300);
    assert_eq!(world.sync().unwrap().imported, 300);
    world.add_and_share(&[world.token(301), world.token(302)]);
    let next = world.sync().unwrap();
    assert_eq!((next.imported, next.entries, next.size), (2, 2, 302));
    // Checkpoint, trust list, status list, subscriber's list, the last bundle, two documents.
    assert_eq!(next.requests, 7);
}

#[test]
fn a_report_that_is_shared_later_is_proven_from_the_tree() {
    let world = World::new();
    let mut publisher = world.publisher();
    for seed in 1..=300 {
        publisher.add("it", world.token(seed).as_bytes()).unwrap();
    }
    publisher.share("it", world.token(300).as_bytes(), SUBSCRIBER, &word()).unwrap();
    publisher.commit().unwrap();
    drop(publisher);
    assert_eq!(world.sync().unwrap().imported, 1);
    let mut publisher = world.publisher();
    publisher.share("it", world.token(17).as_bytes(), SUBSCRIBER, &word()).unwrap();
    publisher.commit().unwrap();
    let next = world.sync().unwrap();
    assert_eq!((next.imported, next.entries, next.faults.len()), (1, 0, 0));
}

#[test]
fn standing_follows_the_status_list() {
    let world = World::with_reports(2);
    world.sync().unwrap();
    let standing = || row(&world.folder, "SELECT group_concat(standing) FROM (SELECT standing FROM reports ORDER BY sub)");
    assert_eq!(standing(), "valid,valid");
    let mut publisher = world.publisher();
    publisher.change_standing("it", world.token(1).as_bytes(), StandingChange::Revoke).unwrap();
    publisher.commit().unwrap();
    let next = world.sync().unwrap();
    assert_eq!((next.standing_changed, next.entries, next.imported), (1, 1, 0));
    assert_eq!(standing(), format!("{},valid", StandingValue::Revoked.code()));
}

#[test]
fn a_sync_of_a_refreshed_exchange_reads_the_new_status_list() {
    let world = World::with_reports(1);
    world.sync().unwrap();
    let later = at().plus_seconds(10 * 86_400);
    world.try_publisher(later).unwrap().commit().unwrap();
    let transport = FolderTransport::new(world.exchange()).unwrap();
    let next = world.sync_at(&transport, later.plus_seconds(60)).unwrap();
    assert!(next.requests > 1 && next.warnings.is_empty(), "{next:?}");
    assert_eq!(row(&world.folder, "SELECT standing_as_of_at FROM reports"), later.to_string());
}

#[test]
fn an_expired_status_list_is_said_and_changes_nothing() {
    let world = World::with_reports(1);
    world.sync().unwrap();
    let transport = FolderTransport::new(world.exchange()).unwrap();
    let next = world.sync_at(&transport, at().plus_seconds(20 * 86_400)).unwrap();
    assert!(next.warnings[0].contains("expired"), "{next:?}");
    assert_eq!(row(&world.folder, "SELECT standing FROM reports"), "valid");
}

#[test]
fn what_is_unshared_stays_where_it_was_fetched() {
    let world = World::with_reports(2);
    world.sync().unwrap();
    let mut publisher = world.publisher();
    publisher.unshare(digest(&world.token(1)), SUBSCRIBER).unwrap();
    publisher.commit().unwrap();
    assert_eq!(world.sync().unwrap().faults, Vec::new());
    assert_eq!(count(&world.folder, "reports"), 2);
}

#[test]
fn a_part_that_the_store_had_becomes_the_whole() {
    let world = World::with_reports(1);
    let view = betterwork::redact(world.token(1).as_bytes(), &betterwork::View::Public).unwrap();
    world.store().import([("a view", view)], &world.trust(), &betterwork::trust::StatusLists::none(), at()).unwrap();
    let summary = world.sync().unwrap();
    assert_eq!((summary.imported, summary.enriched), (0, 1));
    assert_eq!(row(&world.folder, "SELECT disclosure FROM reports"), "complete");
}

#[test]
fn two_syncs_of_one_store_are_one_and_a_clear_refusal() {
    let world = World::with_reports(3);
    let slow = Slow { inner: FolderTransport::new(world.exchange()).unwrap(), gate: std::sync::Barrier::new(2) };
    std::thread::scope(|scope| {
        let first = scope.spawn(|| world.sync_through(&slow));
        slow.gate.wait();
        let second = world.sync().unwrap_err();
        assert!(matches!(second, SyncError::Store(StoreError::Syncing { .. })), "{second}");
        slow.gate.wait();
        assert_eq!(first.join().unwrap().unwrap().imported, 3);
    });
}

/// Waits in the middle of the first sync until the second one was refused.
#[derive(Debug)]
struct Slow {
    inner: FolderTransport,
    gate: std::sync::Barrier,
}

impl betterwork_exchange::transport::Transport for Slow {
    fn get(
        &self,
        path: &str,
        limit: usize,
        known: Option<&str>,
    ) -> Result<betterwork_exchange::transport::Answer, betterwork_exchange::transport::TransportError> {
        if path == "trust.json" {
            self.gate.wait();
            self.gate.wait();
        }
        self.inner.get(path, limit, known)
    }
    fn address(&self) -> &str {
        self.inner.address()
    }
}
