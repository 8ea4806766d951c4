//! What publishing does, refuses and survives.

use betterwork::View;
use betterwork_exchange::publish::{FolderPlace, PlaceError, PublishError, Publisher, StandingChange, check};
use conformance::sample::{self, Size};

use crate::failing::Failing;
use crate::world::{SUBSCRIBER, World, add_and_share, at, digest, publisher_keys, word};

fn complaints(world: &World) -> Vec<String> {
    check(&FolderPlace::new(world.exchange()), None, at()).unwrap().complaints
}

#[test]
fn an_exchange_fits_together_after_every_change() {
    let world = World::new();
    assert_eq!(complaints(&world), Vec::<String>::new());
    let tokens: Vec<_> = (1..=5).map(|seed| world.token(seed)).collect();
    assert_eq!(world.add_and_share(&tokens).size, 5);
    assert_eq!(complaints(&world), Vec::<String>::new());
    let changes = [StandingChange::Suspend, StandingChange::Reinstate, StandingChange::Supersede, StandingChange::Revoke];
    for (count, change) in changes.into_iter().enumerate() {
        let mut publisher = world.publisher();
        assert!(!publisher.change_standing("it", tokens[0].as_bytes(), change).unwrap().was_known);
        assert_eq!(publisher.commit().unwrap().size, 6 + count as u64);
        drop(publisher);
        assert_eq!(complaints(&world), Vec::<String>::new(), "{change:?}");
    }
    let mut publisher = world.publisher();
    assert!(publisher.unshare(digest(&tokens[1]), SUBSCRIBER).unwrap() && !publisher.unshare(digest(&tokens[1]), SUBSCRIBER).unwrap());
    publisher.commit().unwrap();
    assert!(!world.document(&tokens[1]).exists());
    assert_eq!(complaints(&world), Vec::<String>::new());
}

#[test]
fn a_log_of_many_bundles_is_read_and_continued() {
    let world = World::new();
    let token = world.token(1);
    world.add_and_share(std::slice::from_ref(&token));
    for round in 0..3 {
        let mut publisher = world.publisher();
        for _ in 0..100 + round {
            publisher.change_standing("it", token.as_bytes(), StandingChange::Suspend).unwrap();
            publisher.change_standing("it", token.as_bytes(), StandingChange::Reinstate).unwrap();
        }
        publisher.commit().unwrap();
        drop(publisher);
        assert_eq!(complaints(&world), Vec::<String>::new());
    }
    let checked = check(&FolderPlace::new(world.exchange()), None, at()).unwrap();
    assert_eq!((checked.size, checked.documents, checked.subscribers), (1 + 2 * 303, 1, 1));
}

#[test]
fn what_was_announced_before_is_left_as_it_is() {
    let world = World::with_reports(2);
    let before = std::fs::read(world.exchange().join("tile/entries/000.p/2")).unwrap();
    let mut publisher = world.publisher();
    assert!(publisher.add("it", world.token(1).as_bytes()).unwrap().was_known);
    assert_eq!(publisher.commit().unwrap().entries, 0);
    assert_eq!(std::fs::read(world.exchange().join("tile/entries/000.p/2")).unwrap(), before);
}

#[test]
fn a_subscriber_gets_full_reports_only() {
    let world = World::with_reports(1);
    let view = betterwork::redact(world.token(1).as_bytes(), &View::Public).unwrap();
    let refused = world.publisher().share("a view", view.as_bytes(), SUBSCRIBER, &word()).unwrap_err();
    assert!(refused.to_string().contains("withholds"), "{refused}");
    let refused = world.publisher().share("unknown", world.token(2).as_bytes(), SUBSCRIBER, &word()).unwrap_err();
    assert!(refused.to_string().contains("add it first"), "{refused}");
    for name in ["../x", "Brand", ""] {
        assert!(world.publisher().share("it", world.token(1).as_bytes(), name, &word()).is_err(), "{name}");
    }
}

#[test]
fn views_hold_public_reports_that_stand_and_no_others() {
    let world = World::new();
    let mut restricted = sample::report(2, Size::SMALL);
    restricted.report.publication = betterwork::report::Publication::new(betterwork::report::Audience::Restricted);
    let restricted = betterwork::issue(&restricted, &world.keys.report, &mut sample::FixedRandom::new(2)).unwrap();
    let public = world.token(1);
    world.add_and_share(&[public.clone(), restricted.clone()]);
    let view = |token: &str| world.exchange().join(format!("views/{}", digest(token)));
    assert!(view(&public).is_file() && !view(&restricted).exists());
    assert!(std::fs::read(view(&public)).unwrap().len() < public.len());
    let change = |change| {
        let mut publisher = world.publisher();
        publisher.change_standing("it", public.as_bytes(), change).unwrap();
        publisher.commit().unwrap();
    };
    change(StandingChange::Suspend);
    assert!(!view(&public).exists());
    change(StandingChange::Reinstate);
    assert!(view(&public).is_file());
}

#[test]
fn a_view_appears_on_its_day() {
    let world = World::new();
    let mut report = sample::report(1, Size::SMALL);
    report.report.publication.from = betterwork::Day::parse("2026-02-17").ok();
    let token = betterwork::issue(&report, &world.keys.report, &mut sample::FixedRandom::new(2)).unwrap();
    world.add_and_share(std::slice::from_ref(&token));
    let view = world.exchange().join(format!("views/{}", digest(&token)));
    let refresh = |days: i64| {
        let mut publisher = world.try_publisher(at().plus_seconds(days * 86_400)).unwrap();
        let count = publisher.add_due_views().unwrap();
        publisher.commit().unwrap();
        count
    };
    assert_eq!((refresh(0), view.exists()), (0, false));
    assert_eq!((refresh(3), view.exists()), (1, true));
    assert_eq!(refresh(4), 0);
}

#[test]
fn standing_changes_that_make_no_sense_are_refused() {
    let world = World::with_reports(1);
    let token = world.token(1);
    let change = |change| {
        let mut publisher = world.publisher();
        let changed = publisher.change_standing("it", token.as_bytes(), change).map(|added| added.was_known);
        publisher.commit().unwrap();
        changed.map_err(|error| error.to_string())
    };
    assert!(change(StandingChange::Reinstate).unwrap_err().contains("nothing is to be reinstated"));
    assert_eq!(change(StandingChange::Revoke), Ok(false));
    assert_eq!(change(StandingChange::Revoke), Ok(true));
    assert!(change(StandingChange::Reinstate).unwrap_err().contains("revoked for good"));
    let unknown = world.publisher().change_standing("it", world.token(9).as_bytes(), StandingChange::Revoke).unwrap_err();
    assert!(unknown.to_string().contains("add it first"));
}

#[test]
fn two_publishers_at_once_are_one_and_a_clear_refusal() {
    let world = World::with_reports(1);
    let first = world.publisher();
    let second = world.try_publisher(at()).unwrap_err();
    assert!(matches!(second, PublishError::Place(PlaceError::Busy { .. })), "{second}");
    drop(first);
    world.try_publisher(at()).unwrap();
}

#[test]
fn a_key_that_nobody_would_take_signs_nothing() {
    let world = World::with_reports(1);
    let keys = betterwork_exchange::publish::PublisherKeys { feed: sample::key(77), status: sample::key(3) };
    let refused = Publisher::open(Box::new(FolderPlace::new(world.exchange())), keys, at()).unwrap_err();
    assert!(refused.to_string().contains("--feed-key"), "{refused}");
    let keys = betterwork_exchange::publish::PublisherKeys { feed: sample::key(10), status: sample::key(77) };
    let mut publisher = Publisher::open(Box::new(FolderPlace::new(world.exchange())), keys, at()).unwrap();
    let before = std::fs::read(world.exchange().join("checkpoint")).unwrap();
    assert!(publisher.commit().is_err());
    assert_eq!(std::fs::read(world.exchange().join("checkpoint")).unwrap(), before);
}

#[test]
fn an_exchange_is_not_begun_twice() {
    let world = World::new();
    let place = Box::new(FolderPlace::new(world.exchange()));
    let again = Publisher::init(place, "exchange.example/test", world.trust_document().as_bytes(), &[], publisher_keys(), at());
    assert!(again.unwrap_err().to_string().contains("already"));
}

#[test]
fn a_publisher_that_stops_at_any_file_leaves_a_readable_exchange_and_the_next_one_finishes() {
    for writes in 0.. {
        let world = World::with_reports(2);
        world.sync().unwrap();
        let place = Failing::after(writes, FolderPlace::new(world.exchange()));
        let mut publisher = Publisher::open(Box::new(place), publisher_keys(), at()).unwrap();
        let tokens = [world.token(3), world.token(4)];
        let committed = add_and_share(&mut publisher, &tokens);
        drop(publisher);
        // A reader in between finds the old log, whole; what of the new one is there already is not in it yet.
        match world.sync() {
            Ok(summary) => assert!(summary.imported == if committed.is_ok() { 2 } else { 0 }, "{writes}: {summary:?}"),
            Err(error) => assert!(committed.is_err() && error.to_string().contains("try again"), "{writes}: {error}"),
        }
        world.add_and_share(&tokens);
        let imported = if committed.is_ok() { 0 } else { 2 };
        assert_eq!(world.sync().unwrap().imported, imported, "{writes}");
        assert_eq!(complaints(&world), Vec::<String>::new(), "{writes}");
        if committed.is_ok() {
            assert!(writes > 8, "{writes}");
            return;
        }
    }
}

#[test]
fn what_is_taken_back_and_given_again_in_one_run_is_there() {
    let world = World::with_reports(1);
    let token = world.token(1);
    let mut publisher = world.publisher();
    publisher.unshare(digest(&token), SUBSCRIBER).unwrap();
    publisher.share("it", token.as_bytes(), SUBSCRIBER, &word()).unwrap();
    publisher.change_standing("it", token.as_bytes(), StandingChange::Suspend).unwrap();
    publisher.change_standing("it", token.as_bytes(), StandingChange::Reinstate).unwrap();
    publisher.commit().unwrap();
    assert_eq!((complaints(&world), world.document(&token).exists()), (Vec::new(), true));
}
