//! Statements: signed by whoever may, published with the report they are about, and found beside it in the store.

use betterwork::report::{About, Consent, LanguageMap, Statement, StatementBody, StatementKind};
use betterwork::seal::SigningKey;
use betterwork::trust::{KeyState, StatusLists};
use betterwork::{identify, issue_statement, redact, seal::random_jti};
use betterwork_exchange::publish::{FolderPlace, Grant, check};
use conformance::sample::{self, FixedRandom, key};

use crate::common::{count, row};
use crate::world::{SUBSCRIBER, World, at, digest, factory_key, word};

fn statement(world: &World, token: &str, key: &SigningKey, iss: &str, kind: StatementKind, body: StatementBody) -> String {
    let report = betterwork::verify(token.as_bytes(), &world.trust(), &betterwork::trust::StatusLists::none(), at()).unwrap();
    let about = About::new(report.document().jti.clone(), 1, report.digest());
    let iss = if iss.is_empty() { report.document().sub.as_str() } else { iss };
    let jti = random_jti(&mut FixedRandom::new(kind.code().len() as u64));
    issue_statement(&Statement::new(iss.into(), at(), jti.into(), about, kind, body), key).unwrap()
}

fn text(words: &str) -> StatementBody {
    StatementBody::Text(LanguageMap::single("en", words))
}

fn consent(world: &World, token: &str, subscriber: &str, view: &str) -> String {
    let body = StatementBody::Consent(Consent::new(subscriber.into(), view.into()));
    statement(world, token, &factory_key(), "", StatementKind::Consent, body)
}

#[test]
fn a_thread_travels_with_its_report() {
    let world = World::new();
    let token = world.token_with_voice(1);
    world.add_and_share(std::slice::from_ref(&token));
    let response = statement(&world, &token, &factory_key(), "", StatementKind::Response, text("The lamps were replaced."));
    let acceptance = statement(&world, &token, &key(12), "https://brand.example", StatementKind::Acceptance, text("Accepted."));
    let mut publisher = world.publisher();
    publisher.add("response", response.as_bytes()).unwrap();
    publisher.add("acceptance", acceptance.as_bytes()).unwrap();
    assert!(publisher.add("response", response.as_bytes()).unwrap().was_known);
    publisher.commit().unwrap();
    let summary = world.sync().unwrap();
    assert_eq!((summary.imported, summary.statements, summary.faults.len()), (1, 2, 0));
    let held = world.store().statements(Some(digest(&token))).unwrap();
    let kinds: Vec<_> = held.iter().map(|statement| (statement.kind.as_str(), statement.speaker.as_str())).collect();
    assert_eq!(kinds, [("response", "facility"), ("acceptance", "buyer")]);
    assert_eq!(held[0].body["en"], "The lamps were replaced.");
    assert_eq!(check(&FolderPlace::new(world.exchange()), None, at()).unwrap().complaints, Vec::<String>::new());
    assert_eq!(world.sync().unwrap().statements, 0);
}

#[test]
fn a_statement_that_nobody_may_make_is_not_published() {
    let world = World::new();
    let token = world.token_with_voice(1);
    world.add_and_share(std::slice::from_ref(&token));
    let ruling = statement(&world, &token, &factory_key(), "", StatementKind::Ruling, text("It is remedied."));
    let refused = world.publisher().add("ruling", ruling.as_bytes()).unwrap_err();
    assert_eq!(refused.kind().map(|kind| kind.code()), Some("not_authorised"));
    let unknown = world.token_with_voice(2);
    let response = statement(&world, &unknown, &factory_key(), "", StatementKind::Response, text("About another one."));
    assert!(world.publisher().add("response", response.as_bytes()).unwrap_err().to_string().contains("not at hand"));
}

#[test]
fn sharing_rests_on_the_factorys_consent_for_this_subscriber_and_the_full_view() {
    let world = World::new();
    let token = world.token_with_voice(1);
    let mut publisher = world.publisher();
    publisher.add("it", token.as_bytes()).unwrap();
    for (subscriber, view, why) in [("brand-2", "full", "is for `brand-2`"), (SUBSCRIBER, "public", "public view")] {
        let grant = Grant::Consent(consent(&world, &token, subscriber, view).into_bytes());
        let refused = publisher.share("it", token.as_bytes(), SUBSCRIBER, &grant).unwrap_err();
        assert!(refused.to_string().contains(why), "{refused}");
    }
    let grant = Grant::Consent(consent(&world, &token, SUBSCRIBER, "full").into_bytes());
    publisher.share("it", token.as_bytes(), SUBSCRIBER, &grant).unwrap();
    publisher.commit().unwrap();
    let list = std::fs::read_to_string(world.exchange().join(format!("subscribers/{SUBSCRIBER}/list.json"))).unwrap();
    assert!(list.contains("\"consent\":"), "{list}");
    let summary = world.sync().unwrap();
    assert_eq!((summary.imported, summary.statements), (1, 1));
    let other = world.token_with_voice(2);
    publisher.add("other", other.as_bytes()).unwrap();
    assert!(publisher.share("other", other.as_bytes(), SUBSCRIBER, &grant).is_err());
}

#[test]
fn a_forged_statement_in_the_folder_is_quarantined_and_the_report_is_imported() {
    let world = World::new();
    let token = world.token_with_voice(1);
    world.add_and_share(std::slice::from_ref(&token));
    let response = statement(&world, &token, &factory_key(), "", StatementKind::Response, text("The lamps were replaced."));
    let mut publisher = world.publisher();
    publisher.add("response", response.as_bytes()).unwrap();
    publisher.commit().unwrap();
    let path = world.exchange().join(format!("subscribers/{SUBSCRIBER}/documents/{}", identify(response.as_bytes()).unwrap().digest));
    let (input, _) = response.rsplit_once('.').unwrap();
    let (_, signature) = consent(&world, &token, SUBSCRIBER, "full").rsplit_once('.').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    std::fs::write(path, format!("{input}.{signature}")).unwrap();
    let summary = world.sync().unwrap();
    assert_eq!((summary.imported, summary.statements, summary.quarantined), (1, 0, 1));
    assert_eq!(row(&world.folder, "SELECT code FROM quarantine"), "bad_signature");
    assert_eq!(count(&world.folder, "statements"), 0);
}

#[test]
fn a_progress_report_travels_with_its_report() {
    let world = World::new();
    let token = world.token(1);
    world.add_and_share(std::slice::from_ref(&token));
    let progress = sample::progress_token(&world.keys, &token, 2).unwrap();
    let mut publisher = world.publisher();
    publisher.add("report", token.as_bytes()).unwrap();
    publisher.add("progress", progress.as_bytes()).unwrap();
    publisher.share("progress", progress.as_bytes(), SUBSCRIBER, &word()).unwrap();
    publisher.commit().unwrap();
    let summary = world.sync().unwrap();
    assert_eq!((summary.imported, summary.progress_reports, summary.quarantined), (1, 1, 0));
    assert_eq!(world.store().progress_report_tokens(digest(&token)).unwrap(), [progress.as_bytes()]);
    assert_eq!(row(&world.folder, "SELECT question || ' ' || result FROM remediation"), "VN1-007 verified_remediated");
    assert_eq!(row(&world.folder, "SELECT standing FROM progress_reports"), "valid");
    assert_eq!(row(&world.folder, "SELECT digest FROM changes WHERE kind = 'progress_report_added'"), digest(&token).to_string());
    assert_eq!(world.sync().unwrap().requests, 1);
}

#[test]
fn what_is_about_a_report_waits_for_it_and_counts_once_it_is_there() {
    let world = World::new();
    let token = world.token_with_voice(1);
    let response = statement(&world, &token, &factory_key(), "", StatementKind::Response, text("The lamps were replaced."));
    let progress = sample::progress_token(&world.keys, &token, 2).unwrap();
    let import = |documents: &[&str]| {
        let sources = documents.iter().map(|document| ("a file", document.as_bytes()));
        world.store().import(sources, &world.trust(), &StatusLists::none(), at()).unwrap()
    };
    let alone = import(&[&response, &progress]);
    assert_eq!((alone.quarantined, alone.statements, count(&world.folder, "quarantine")), (2, 0, 2));
    assert!(row(&world.folder, "SELECT reason FROM quarantine LIMIT 1").contains("which the store does not have"));
    let all = import(&[&response, &progress, &token]);
    assert_eq!((all.imported, all.statements, all.progress_reports, all.quarantined), (1, 1, 1, 0));
    assert_eq!(count(&world.folder, "quarantine"), 0);
    assert_eq!(import(&[&progress, &response]).unchanged, 2);
}

#[test]
fn a_thinner_copy_of_a_progress_report_gives_way_to_a_fuller_one() {
    let world = World::new();
    let token = world.token(1);
    let full = sample::progress_token(&world.keys, &token, 2).unwrap();
    let thin = redact(full.as_bytes(), &betterwork::View::Public).unwrap();
    let import = |document: &str| world.store().import([("it", document.as_bytes())], &world.trust(), &StatusLists::none(), at()).unwrap();
    import(&token);
    for (document, expected) in [(&thin, 1), (&full, 1), (&thin, 0)] {
        assert_eq!(import(document).progress_reports, expected);
    }
    assert_eq!(row(&world.folder, "SELECT disclosure FROM progress_reports"), "complete");
    assert_eq!(count(&world.folder, "remediation"), 1);
}

#[test]
fn what_was_signed_with_a_stolen_key_is_no_longer_said() {
    let world = World::new();
    let token = world.token_with_voice(1);
    let acceptance = statement(&world, &token, &key(12), "https://brand.example", StatementKind::Acceptance, text("Accepted."));
    world.store().import([("it", token.as_bytes()), ("said", acceptance.as_bytes())], &world.trust(), &StatusLists::none(), at()).unwrap();
    assert_eq!(count(&world.folder, "statements"), 1);
    let mut payload = world.trust_payload();
    payload.version = 2;
    payload.entities[1].keys[0].state = KeyState::Compromised;
    let list = betterwork::trust::sign_trust_list(&payload, &[&world.keys.root]).unwrap();
    let newer = world.trust().update(list.as_bytes(), at()).unwrap();
    world.store().import(std::iter::empty::<(&str, &[u8])>(), &newer, &StatusLists::none(), at()).unwrap();
    assert_eq!((count(&world.folder, "statements"), count(&world.folder, "reports")), (0, 1));
    assert_eq!(row(&world.folder, "SELECT code FROM quarantine"), "key_not_valid");
}
