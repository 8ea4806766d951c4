// What a store remembers: the same in both databases.

use betterwork::trust::{Key, KeyState, Pin, StatusLists, StatusValue, TrustList, sign_trust_list};
use betterwork::{ErrorKind, issue};
use betterwork_exchange::store::{Store, StoreError};
use crate::common::{Samples, import, row};
use conformance::sample::{self, FixedRandom, SIGNED_AT, Size, key};

const NEW_KEY: u64 = 42;

/// The samples' trust list, version 2, in which the report key has this state and another one may sign too.
fn second_trust(samples: &Samples, state: KeyState) -> TrustList {
    let mut payload = sample::trust_payload(&samples.keys);
    payload.version = 2;
    let keys = &mut payload.entities[0].keys;
    keys[0].state = state;
    let mut new = Key::new(key(NEW_KEY).public().jwk(), keys[0].r#use.clone(), keys[0].not_before, keys[0].not_after, KeyState::Active);
    new.countries = keys[0].countries.clone();
    keys.push(new);
    TrustList::open(sign_trust_list(&payload, &[&samples.keys.root]).unwrap().as_bytes(), Pin::NamedFile).unwrap()
}

#[test]
fn an_older_trust_list_is_refused_and_changes_nothing() {
    let (folder, samples) = (folder(), Samples::default());
    let mut store = Store::open(folder.store()).unwrap();
    let second = second_trust(&samples, KeyState::Active);
    store.import([("one", samples.token(1))], &second, &samples.status, SIGNED_AT).unwrap();
    let refused = store.import([("two", samples.token(2))], &samples.trust, &samples.status, SIGNED_AT).unwrap_err();
    assert!(matches!(refused, StoreError::Trust(error) if error.kind() == ErrorKind::TrustRollback));
    assert_eq!(row(&folder, "SELECT count(*) FROM reports"), "1");
}

#[test]
fn the_reports_of_a_stolen_key_leave_the_rows_and_make_room_for_those_issued_again() {
    let (folder, samples) = (folder(), Samples::default());
    let mut store = Store::open(folder.store()).unwrap();
    import(&mut store, &samples, &[samples.token(1), samples.token(2)]);
    let again = issue(&sample::report(1, Size::SMALL), &key(NEW_KEY), &mut FixedRandom::new(5)).unwrap();
    let compromised = second_trust(&samples, KeyState::Compromised);
    let summary = store.import([("again", again)], &compromised, &samples.status, SIGNED_AT).unwrap();
    assert_eq!((summary.withdrawn, summary.imported, summary.quarantined), (2, 1, 0));
    assert_eq!(row(&folder, "SELECT star FROM reports"), "1");
    assert_eq!(row(&folder, "SELECT max(code), count(*) FROM quarantine"), "key_not_valid|2");
    assert_eq!(row(&folder, "SELECT count(*) FROM finding_rows"), row(&folder, "SELECT count(*) FROM findings"));
}

#[test]
fn a_retired_key_takes_nothing_back() {
    let (folder, samples) = (folder(), Samples::default());
    let mut store = Store::open(folder.store()).unwrap();
    import(&mut store, &samples, &[samples.token(1)]);
    let retired = second_trust(&samples, KeyState::Retired);
    let summary = store.import(Vec::<(&str, &[u8])>::new(), &retired, &samples.status, SIGNED_AT).unwrap();
    assert_eq!((summary.withdrawn, &*row(&folder, "SELECT count(*) FROM reports")), (0, "1"));
}

#[test]
fn the_revision_before_a_stolen_one_is_current_again() {
    let (folder, samples) = (folder(), Samples::default());
    let mut store = Store::open(folder.store()).unwrap();
    let second = second_trust(&samples, KeyState::Active);
    let first = samples.token(1);
    let mut correction = sample::report(1, Size::SMALL);
    correction.report.revision = 2;
    correction.report.supersedes = Some(samples.digest(&first));
    correction.status.idx = 700;
    let correction = issue(&correction, &key(NEW_KEY), &mut FixedRandom::new(6)).unwrap();
    store.import([("one", first), ("two", correction)], &second, &samples.status, SIGNED_AT).unwrap();
    assert_eq!(row(&folder, "SELECT revision FROM reports WHERE is_current"), "2");

    let mut payload = second.payload().clone();
    payload.version = 3;
    payload.entities[0].keys[2].state = KeyState::Compromised;
    let third = TrustList::open(sign_trust_list(&payload, &[&samples.keys.root]).unwrap().as_bytes(), Pin::NamedFile).unwrap();
    store.import(Vec::<(&str, &[u8])>::new(), &third, &samples.status, SIGNED_AT).unwrap();
    assert_eq!(row(&folder, "SELECT revision, is_current, superseded_by_digest FROM reports"), "1|1|");
}

#[test]
fn an_older_status_list_counts_as_none() {
    let (folder, samples) = (folder(), Samples::default());
    let mut store = Store::open(folder.store()).unwrap();
    let later = SIGNED_AT.plus_seconds(86_400);
    let newer = samples.status(later, 1, StatusValue::Revoked);
    store.import([("two", samples.token(2))], &samples.trust, &newer, later).unwrap();
    store.import([("one", samples.token(1))], &samples.trust, &samples.status, later).unwrap();
    assert_eq!(row(&folder, "SELECT standing, standing_reason FROM reports WHERE star = '1'"), "unknown|status_rollback");
    store.refresh_standing(&samples.trust, &newer, later).unwrap();
    assert_eq!(row(&folder, "SELECT standing FROM reports WHERE star = '1'"), "revoked");
}

#[test]
fn an_expired_trust_list_is_refused_even_with_nothing_to_import() {
    let (folder, samples) = (folder(), Samples::default());
    let mut store = Store::open(folder.store()).unwrap();
    let after = samples.trust.payload().expires;
    let refused = store.import(Vec::<(&str, &[u8])>::new(), &samples.trust, &StatusLists::none(), after).unwrap_err();
    assert!(matches!(refused, StoreError::Trust(error) if error.kind() == ErrorKind::TrustExpired));
}
