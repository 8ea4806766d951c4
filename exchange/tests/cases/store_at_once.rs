// Programs that use one store at once: the same in both databases.

use std::num::NonZeroUsize;
use std::time::Duration;

use betterwork_exchange::store::{ImportSummary, Store, StoreError};
use conformance::sample::SIGNED_AT;

use crate::common::{Folder, Samples, assert_whole, count, documents};

#[test]
fn two_imports_at_once_take_turns() {
    let (folder, samples) = (folder(), Samples::default());
    let documents = documents(&samples);
    let (one, other) = std::thread::scope(|scope| {
        let one = scope.spawn(|| import(&folder, &documents));
        let other = scope.spawn(|| import(&folder, &documents));
        (one.join().unwrap(), other.join().unwrap())
    });
    assert_eq!(one.imported + other.imported, 91);
    assert_eq!((count(&folder, "reports"), count(&folder, "quarantine")), (91, 2));
    assert_whole(&folder);
}

#[test]
fn who_comes_at_once_finds_or_makes_the_one_store() {
    for _ in 0..20 {
        let (folder, all_there) = (folder(), std::sync::Barrier::new(6));
        std::thread::scope(|scope| {
            let open = || {
                all_there.wait();
                Store::open(folder.store()).map(drop)
            };
            let opened = [(); 6].map(|()| scope.spawn(open)).map(|opening| opening.join().unwrap());
            assert!(opened.iter().all(Result::is_ok), "{opened:?}");
        });
        assert_eq!(count(&folder, "reports"), 0);
    }
}

#[test]
fn who_asks_for_changes_during_imports_misses_none() {
    let (folder, samples) = (folder(), Samples::default());
    let documents = documents(&samples);
    let reader = Store::open(folder.store()).unwrap();
    let mut seen = Vec::new();
    std::thread::scope(|scope| {
        let writers = [scope.spawn(|| import(&folder, &documents)), scope.spawn(|| import(&folder, &documents))];
        while !writers.iter().all(|writer| writer.is_finished()) {
            seen.extend(reader.changes_since(seen.last().copied().unwrap_or_default(), 5).unwrap().iter().map(|change| change.change_id));
        }
    });
    seen.extend(reader.changes_since(seen.last().copied().unwrap_or_default(), 1_000).unwrap().iter().map(|change| change.change_id));
    let all: Vec<_> = reader.changes_since(0, 1_000).unwrap().iter().map(|change| change.change_id).collect();
    assert_eq!(seen, all);
}

#[test]
fn who_cannot_wait_is_told_that_another_is_writing() {
    let (folder, samples) = (folder(), Samples::default());
    let mut store = Store::open(folder.store()).unwrap().with_patience(Duration::ZERO).unwrap();
    let mut writer = Store::open(folder.store()).unwrap().with_batch(NonZeroUsize::MIN);
    // While its second batch is read, the first is being written: an endless source keeps nobody from writing.
    let sources = [("one", samples.token(1)), ("two", samples.token(2))].into_iter().inspect(|(name, _)| {
        if *name == "two" {
            assert_eq!(store.import([("three", samples.token(3))], &samples.trust, &samples.status, SIGNED_AT).unwrap().imported, 1);
        }
    });
    writer.import(sources, &samples.trust, &samples.status, SIGNED_AT).unwrap();
    let lock = crate::common::lock(&folder);
    let refused = store.import([("four", samples.token(4))], &samples.trust, &samples.status, SIGNED_AT).unwrap_err();
    assert!(matches!(refused, StoreError::Busy { .. }) && refused.to_string().contains("another program is writing"), "{refused}");
    assert_eq!(store.reports().unwrap().len(), 3);
    drop(lock);
    assert_eq!(crate::common::import(&mut store, &samples, &[samples.token(4)]).imported, 1);
}

/// Imports the documents in batches of seven.
fn import(folder: &Folder, documents: &[(String, String)]) -> ImportSummary {
    let samples = Samples::default();
    let store = Store::open(folder.store()).unwrap().with_batch(NonZeroUsize::new(7).unwrap());
    let mut store = store.with_patience(Duration::from_secs(60)).unwrap();
    store.import(documents.iter().map(|(name, token)| (name, token)), &samples.trust, &samples.status, SIGNED_AT).unwrap()
}
