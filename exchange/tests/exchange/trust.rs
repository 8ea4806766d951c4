//! The trust list of an exchange is followed by the rules of its root.

use betterwork::trust::{KeyState, sign_trust_list};
use betterwork_exchange::publish::FolderPlace;
use betterwork_exchange::publish::check;
use conformance::sample::key;

use crate::common::{count, row};
use crate::world::{World, at};

/// Version `version` of the trust list, changed by `change`.
fn next(world: &World, version: u64, change: impl FnOnce(&mut betterwork::trust::TrustListPayload)) -> String {
    let mut payload = world.trust_payload();
    payload.version = version;
    change(&mut payload);
    sign_trust_list(&payload, &[&world.keys.root]).unwrap()
}

#[test]
fn new_versions_are_followed_one_after_another() {
    let world = World::with_reports(2);
    world.sync().unwrap();
    for version in [2, 3] {
        let mut publisher = world.publisher();
        publisher.take_trust(next(&world, version, |_| ()).as_bytes()).unwrap();
        publisher.commit().unwrap();
    }
    assert_eq!(check(&FolderPlace::new(world.exchange()), Some(&world.trust()), at()).unwrap().complaints, Vec::<String>::new());
    let summary = world.sync().unwrap();
    assert_eq!((summary.warnings.len(), summary.withdrawn), (0, 0));
    assert_eq!(row(&world.folder, "SELECT version FROM trust_seen"), "3");
    // From now on the store knows version 3, though the host names version 1.
    assert_eq!(world.sync().unwrap().requests, 1);
}

#[test]
fn reports_of_a_stolen_key_leave_the_rows() {
    let world = World::with_reports(2);
    world.sync().unwrap();
    let mut publisher = world.publisher();
    publisher.take_trust(next(&world, 2, |payload| payload.entities[0].keys[0].state = KeyState::Compromised).as_bytes()).unwrap();
    publisher.commit().unwrap();
    let summary = world.sync().unwrap();
    assert_eq!((summary.withdrawn, count(&world.folder, "reports")), (2, 0));
}

#[test]
fn a_list_of_another_root_is_refused_and_changes_nothing() {
    let world = World::with_reports(1);
    let mut payload = world.trust_payload();
    payload.version = 2;
    payload.root.keys = vec![key(50).public().jwk()];
    let foreign = sign_trust_list(&payload, &[&key(50)]).unwrap();
    for file in ["trust.json", "trust/2.json"] {
        std::fs::write(world.exchange().join(file), &foreign).unwrap();
    }
    let error = world.sync().unwrap_err();
    assert_eq!(error.kind().map(|kind| kind.code()), Some("bad_signature"), "{error}");
    assert_eq!(count(&world.folder, "reports"), 0);
}

#[test]
fn a_version_that_is_missing_or_swapped_is_refused() {
    let world = World::with_reports(1);
    std::fs::write(world.exchange().join("trust.json"), next(&world, 3, |_| ())).unwrap();
    assert!(world.sync().unwrap_err().to_string().contains("trust/2.json"));
    std::fs::write(world.exchange().join("trust/2.json"), next(&world, 2, |_| ())).unwrap();
    std::fs::write(world.exchange().join("trust/3.json"), next(&world, 3, |payload| payload.feeds.clear())).unwrap();
    assert_eq!(world.sync().unwrap_err().kind().map(|kind| kind.code()), Some("trust_rollback"));
}

#[test]
fn an_older_list_than_the_one_held_is_said_and_not_taken() {
    let world = World::with_reports(1);
    let mut publisher = world.publisher();
    publisher.take_trust(next(&world, 2, |_| ()).as_bytes()).unwrap();
    publisher.commit().unwrap();
    drop(publisher);
    world.sync().unwrap();
    let first = std::fs::read(world.exchange().join("trust/1.json")).unwrap();
    world.add_and_share(&[world.token(5)]);
    std::fs::write(world.exchange().join("trust.json"), first).unwrap();
    let summary = world.sync().unwrap();
    assert!(summary.warnings[0].contains("version 2 is held"), "{summary:?}");
    assert_eq!(summary.imported, 1);
}
