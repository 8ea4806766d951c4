//! The same sync into PostgreSQL.

use betterwork_exchange::publish::StandingChange;
use betterwork_exchange::store::{Store, StoreError};
use betterwork_exchange::sync::SyncError;
use betterwork_exchange::transport::FolderTransport;

use crate::common::{count, in_postgres, row};
use crate::world::World;

/// `None` where PostgreSQL is not installed; `cargo xtask setup` installs it.
fn world() -> Option<World> {
    Some(in_postgres()).filter(|folder| folder.store().starts_with("postgres:")).map(World::keeping_in)
}

#[test]
fn a_store_in_postgresql_follows_an_exchange() {
    let Some(world) = world() else { return };
    world.add_and_share(&[world.token(1), world.token(2), world.token(3)]);
    assert_eq!(world.sync().unwrap().imported, 3);
    assert_eq!(world.sync().unwrap().requests, 1);
    let mut publisher = world.publisher();
    publisher.change_standing("it", world.token(1).as_bytes(), StandingChange::Suspend).unwrap();
    publisher.commit().unwrap();
    drop(publisher);
    assert_eq!(world.sync().unwrap().standing_changed, 1);
    assert_eq!((count(&world.folder, "reports"), count(&world.folder, "findings")), (3, 36));
    assert_eq!(row(&world.folder, "SELECT count(*) FROM changes WHERE kind = 'standing_changed'"), "1");
}

#[test]
fn a_second_sync_of_the_same_database_leaves_it_alone() {
    let Some(world) = world() else { return };
    world.add_and_share(&[world.token(1)]);
    let other = Store::open(world.folder.store()).unwrap();
    let transport = FolderTransport::new(world.exchange()).unwrap();
    let outcome = std::sync::Mutex::new(None);
    let gate = Gate { inner: transport, in_the_middle: || *outcome.lock().unwrap() = Some(world.sync()) };
    assert_eq!(world.sync_through(&gate).unwrap().imported, 1);
    let second = outcome.into_inner().unwrap().unwrap().unwrap_err();
    assert!(matches!(second, SyncError::Store(StoreError::Syncing { .. })), "{second}");
    drop(other);
}

#[test]
fn a_log_that_was_rolled_back_leaves_evidence() {
    let Some(world) = world() else { return };
    world.add_and_share(&[world.token(1)]);
    let before = std::fs::read(world.exchange().join("checkpoint")).unwrap();
    world.add_and_share(&[world.token(2)]);
    world.sync().unwrap();
    std::fs::write(world.exchange().join("checkpoint"), before).unwrap();
    let outcome = world.sync().unwrap_err();
    assert!(matches!(outcome, SyncError::Behind { .. } | SyncError::RolledBack { .. }), "{outcome}");
}

/// Does something in the middle of a sync.
struct Gate<F> {
    inner: FolderTransport,
    in_the_middle: F,
}

impl<F> std::fmt::Debug for Gate<F> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.inner.fmt(f)
    }
}

impl<F: Fn() + Send + Sync> betterwork_exchange::transport::Transport for Gate<F> {
    fn get(
        &self,
        path: &str,
        limit: usize,
        known: Option<&str>,
    ) -> Result<betterwork_exchange::transport::Answer, betterwork_exchange::transport::TransportError> {
        if path == "trust.json" {
            (self.in_the_middle)();
        }
        self.inner.get(path, limit, known)
    }
    fn address(&self) -> &str {
        betterwork_exchange::transport::Transport::address(&self.inner)
    }
}
