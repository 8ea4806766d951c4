//! Publishers that were interrupted, and clocks that went back: nothing stays wrong for good.

use betterwork::seal::SigningKey;
use betterwork::trust::{KeyState, sign_trust_list};
use betterwork_exchange::layout::{self, SubscriberList};
use betterwork_exchange::publish::{FolderPlace, Grant, Publisher, PublisherKeys, StandingChange, check};
use conformance::sample::{self, Size, key};

use crate::common::Folder;
use crate::failing::Failing;
use crate::world::{ORIGIN, SUBSCRIBER, World, add_and_share, at, digest, publisher_keys, word};

const NEXT_FEED_KEY: u64 = 30;

fn complaints(world: &World) -> Vec<String> {
    check(&FolderPlace::new(world.exchange()), None, at()).unwrap().complaints
}

fn list(world: &World) -> SubscriberList {
    serde_json::from_slice(&std::fs::read(world.exchange().join(layout::list(SUBSCRIBER))).unwrap()).unwrap()
}

/// A publisher whose place takes so many changes and no more.
fn failing(world: &World, writes: u32, feed: SigningKey) -> Publisher {
    let place = Failing::after(writes, FolderPlace::new(world.exchange()));
    Publisher::open(Box::new(place), PublisherKeys { feed, status: key(3) }, at()).unwrap()
}

#[test]
fn an_interrupted_unshare_is_finished_by_the_same_command() {
    for writes in 0.. {
        let world = World::with_reports(2);
        let mut publisher = failing(&world, writes, publisher_keys().feed);
        let gone = digest(&world.token(1));
        assert!(publisher.unshare(gone, SUBSCRIBER).unwrap());
        let committed = publisher.commit();
        drop(publisher);
        let mut publisher = world.publisher();
        assert_eq!(publisher.unshare(gone, SUBSCRIBER).unwrap(), committed.is_err(), "{writes}");
        publisher.commit().unwrap();
        drop(publisher);
        assert!(!world.document(&world.token(1)).exists(), "{writes}");
        assert_eq!((list(&world).documents.len(), complaints(&world)), (1, Vec::new()), "{writes}");
        if committed.is_ok() {
            assert!(writes > 2, "{writes}");
            return;
        }
    }
}

#[test]
fn an_interrupted_change_of_the_feed_key_is_finished_with_the_new_key() {
    for writes in 0.. {
        let world = World::with_reports(1);
        let document = next_trust(&world);
        // The new key signs from the second version on; only the third has nothing but it.
        let mut publisher = world.publisher();
        publisher.take_trust(document(2, KeyState::Active).as_bytes()).unwrap();
        publisher.commit().unwrap();
        drop(publisher);
        let mut publisher = failing(&world, writes, key(NEXT_FEED_KEY));
        publisher.take_trust(document(3, KeyState::Compromised).as_bytes()).unwrap();
        let committed = publisher.commit();
        drop(publisher);
        let keys = PublisherKeys { feed: key(NEXT_FEED_KEY), status: key(3) };
        let mut publisher = Publisher::open(Box::new(FolderPlace::new(world.exchange())), keys, at()).unwrap();
        publisher.take_trust(document(3, KeyState::Compromised).as_bytes()).unwrap();
        publisher.commit().unwrap();
        drop(publisher);
        assert_eq!(complaints(&world), Vec::<String>::new(), "{writes}");
        assert_eq!(world.sync().unwrap().imported, 1);
        if committed.is_ok() {
            return;
        }
    }
}

/// Makes trust lists with a second feed key, of a version and with a state of the first one.
fn next_trust(world: &World) -> impl Fn(u64, KeyState) -> String {
    |version, state| {
        let mut payload = world.trust_payload();
        payload.version = version;
        let first = payload.entities[0].keys.iter().position(|held| held.jwk == publisher_keys().feed.public().jwk()).unwrap();
        let mut second = payload.entities[0].keys[first].clone();
        second.jwk = key(NEXT_FEED_KEY).public().jwk();
        payload.entities[0].keys[first].state = state;
        payload.entities[0].keys.push(second);
        sign_trust_list(&payload, &[&world.keys.root]).unwrap()
    }
}

#[test]
fn another_command_after_an_interrupted_one_leaves_no_wrong_index() {
    for writes in 0..9 {
        let world = World::with_reports(1);
        let mut publisher = failing(&world, writes, publisher_keys().feed);
        let interrupted = add_and_share(&mut publisher, &[world.token(2)]);
        drop(publisher);
        // Takes the place in the log that the interrupted one had in mind.
        let mut publisher = world.publisher();
        publisher.change_standing("it", world.token(1).as_bytes(), StandingChange::Suspend).unwrap();
        publisher.commit().unwrap();
        drop(publisher);
        world.add_and_share(&[world.token(2)]);
        assert_eq!(complaints(&world), Vec::<String>::new(), "{writes}");
        assert_eq!(world.sync().unwrap().imported, 2, "{writes} {interrupted:?}");
    }
}

#[test]
fn a_document_that_is_listed_and_lost_is_written_again() {
    let world = World::with_reports(1);
    std::fs::remove_file(world.document(&world.token(1))).unwrap();
    world.add_and_share(&[world.token(1)]);
    assert_eq!((world.sync().unwrap().imported, list(&world).documents.len()), (1, 1));
}

#[test]
fn what_is_left_of_an_exchange_is_not_begun_anew() {
    for part in ["tile", "status", "subscribers", "views"] {
        let world = World::with_reports(1);
        let rest = Folder::new();
        crate::world::copy(&world.exchange().join(part), &rest.file("exchange").join(part));
        let place = Box::new(FolderPlace::new(rest.file("exchange")));
        let refused = Publisher::init(place, ORIGIN, world.trust_document().as_bytes(), &[], publisher_keys(), at()).unwrap_err();
        assert!(refused.to_string().contains("no checkpoint"), "{part}: {refused}");
    }
}

#[test]
fn a_publisher_whose_clock_went_back_signs_nothing() {
    let world = World::with_reports(1);
    world.try_publisher(at().plus_seconds(7_200)).unwrap().commit().unwrap();
    let refused = world.try_publisher(at()).unwrap_err();
    assert!(refused.to_string().contains("clock"), "{refused}");
}

#[test]
fn a_subscriber_is_no_path() {
    let world = World::with_reports(1);
    let mut publisher = world.publisher();
    let (token, gone) = (world.token(1), digest(&world.token(1)));
    for name in ["../../other", "a/b", "", ".", "A"] {
        assert!(publisher.unshare(gone, name).unwrap_err().to_string().contains("cannot name a subscriber"), "{name}");
        assert!(publisher.share("it", token.as_bytes(), name, &word()).unwrap_err().to_string().contains("cannot name"), "{name}");
    }
}

#[test]
fn the_programmes_word_says_something() {
    let world = World::with_reports(1);
    let mut publisher = world.publisher();
    for word in ["", "  "] {
        let refused = publisher.share("it", world.token(1).as_bytes(), "other", &Grant::Programme(word.to_owned())).unwrap_err();
        assert!(refused.to_string().contains("empty"), "{refused}");
    }
}

#[test]
fn a_check_finds_what_a_view_must_not_show_and_a_view_that_is_missing() {
    let world = World::new();
    let token = public_token(&world);
    world.add_and_share(std::slice::from_ref(&token));
    let view = world.exchange().join(layout::view(digest(&token)));
    assert_eq!((complaints(&world), view.exists()), (Vec::new(), true));
    std::fs::write(&view, &token).unwrap();
    assert!(complaints(&world)[0].contains("shows more"), "{:?}", complaints(&world));
    std::fs::remove_file(&view).unwrap();
    assert!(complaints(&world)[0].contains("no public view"), "{:?}", complaints(&world));
    let mut publisher = world.publisher();
    assert_eq!(publisher.add_due_views().unwrap(), 1);
    publisher.commit().unwrap();
    assert_eq!(complaints(&world), Vec::<String>::new());
}

/// A report that may be shown publicly now.
fn public_token(world: &World) -> String {
    sample::token(&world.keys, 1, Size::SMALL).unwrap()
}

#[test]
fn a_check_finds_a_sharing_that_rests_on_nothing() {
    let world = World::with_reports(2);
    let path = world.exchange().join(layout::list(SUBSCRIBER));
    let text = std::fs::read_to_string(&path).unwrap();
    let word = r#""the subscription of Synthetic Brand""#;
    assert!(text.contains(word), "{text}");
    std::fs::write(&path, text.replacen(word, r#"" ""#, 1)).unwrap();
    assert!(complaints(&world)[0].contains("rests on"), "{:?}", complaints(&world));
}

#[test]
fn a_checkpoint_of_a_web_page_is_not_an_exchange() {
    let world = World::with_reports(1);
    let before = std::fs::read(world.exchange().join("checkpoint")).unwrap();
    for page in ["<!doctype html>\n<html>\n\n<title>Sign in</title>", "", "\n\n", "exchange.example\n\nrest", "{}"] {
        std::fs::write(world.exchange().join("checkpoint"), page).unwrap();
        let error = world.sync().unwrap_err();
        assert!(error.to_string().contains("is not an exchange"), "{page}: {error}");
    }
    // What looks like one and is not signed is a matter of signatures.
    let unsigned = String::from_utf8(before).unwrap().split("\n\n").next().unwrap().to_owned();
    std::fs::write(world.exchange().join("checkpoint"), format!("{unsigned}\n\n")).unwrap();
    assert!(world.sync().unwrap_err().kind().is_some());
}
