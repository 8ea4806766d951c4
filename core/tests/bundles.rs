//! Bundles: what they hold, what they refuse, and that none of them vouches for itself.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use betterwork::log::{Checkpoint, InclusionProof, ReportChange, leaf_hash};
use betterwork::report::{About, LanguageMap, Statement, StatementBody, StatementKind};
use betterwork::seal::random_jti;
use betterwork::trust::{Pin, StatusDraft, StatusList, StatusLists, StatusValue, TrustList, TrustListPayload, sign_trust_list};
use betterwork::{
    Bundle, ErrorKind, Held, MAX_BUNDLE_BYTES, MAX_BUNDLED, Timestamp, VerifiedBundle, View, issue, issue_statement, redact, verify,
};
use conformance::sample::{self, FEED_KEY, FixedRandom, Keys, ORIGIN, SIGNED_AT, Size, key};

const FACILITY: u64 = 15;
const AT: Timestamp = SIGNED_AT;

fn trust_text(change: impl FnOnce(&mut TrustListPayload)) -> String {
    let keys = Keys::default();
    let mut payload = sample::trust_payload_with_feed(&keys);
    change(&mut payload);
    sign_trust_list(&payload, &[&keys.root]).unwrap()
}

fn list(text: &str) -> TrustList {
    TrustList::open(text.as_bytes(), Pin::NamedFile).unwrap()
}

fn held() -> TrustList {
    list(&trust_text(|_| {}))
}

fn token(seed: u64) -> String {
    let mut report = sample::report(seed, Size::SMALL);
    report.cnf = Some(key(FACILITY).public().jwk());
    issue(&report, &Keys::default().report, &mut FixedRandom::new(seed)).unwrap()
}

fn status(signed_at: Timestamp) -> String {
    let mut draft = StatusDraft::new(sample::STATUS_URI, 1024);
    draft.set(7, StatusValue::Valid).unwrap();
    draft.sign(&Keys::default().status, signed_at, signed_at.plus_seconds(14 * 86_400)).unwrap()
}

fn statement(token: &str, question: Option<&str>) -> String {
    let report = verify(token.as_bytes(), &held(), &StatusLists::none(), AT).unwrap();
    let document = report.document();
    let about = About::new(document.jti.clone(), 1, report.digest());
    let body = StatementBody::Text(LanguageMap::single("en", "A synthetic statement"));
    let jti = random_jti(&mut FixedRandom::new(3));
    let mut statement = Statement::new(document.sub.clone(), AT, jti.into(), about, StatementKind::Response, body);
    statement.question = question.map(Into::into);
    issue_statement(&statement, &key(FACILITY)).unwrap()
}

/// Proof that a log of one entry holds the report.
fn proof(token: &str) -> String {
    let report = verify(token.as_bytes(), &held(), &StatusLists::none(), AT).unwrap();
    let record = serde_json::json!({
        "event": ReportChange::Issued.name(), "country": "VN", "at": AT.seconds(), "vct": report.document().vct(), "revision": 1,
        "jti": &*report.document().jti, "digest": report.digest(),
    });
    let record = record.to_string();
    let checkpoint = Checkpoint::new(ORIGIN.into(), 1, leaf_hash(record.as_bytes()));
    let note = checkpoint.sign(&[], &key(FEED_KEY)).unwrap();
    serde_json::to_string(&InclusionProof::new(0, 1, Vec::new(), record.into(), note.into())).unwrap()
}

fn whole() -> Bundle {
    let token = token(7);
    Bundle::new(token.as_str(), trust_text(|_| {}))
        .with_status_list(status(AT))
        .with_statement(statement(&token, None))
        .with_progress_report(sample::progress_token(&Keys::default(), &token, 8).unwrap())
        .with_inclusion_proof(proof(&token))
}

fn opened(bundle: &Bundle, held: Held<'_>) -> Result<VerifiedBundle, ErrorKind> {
    let read = Bundle::read(bundle.to_json().unwrap().as_bytes()).unwrap();
    read.verify(held, &StatusLists::none(), |_| None, AT).map_err(|error| error.kind())
}

fn refusal(bundle: &Bundle) -> ErrorKind {
    opened(bundle, Held::TrustList(&held())).unwrap_err()
}

#[test]
fn what_went_in_comes_out_byte_for_byte() {
    let bundle = whole();
    assert_eq!(Bundle::read(bundle.to_json().unwrap().as_bytes()).unwrap(), bundle);
}

#[test]
fn a_whole_bundle_verifies_under_the_list_that_is_held() {
    let verified = opened(&whole(), Held::TrustList(&held())).unwrap();
    assert_eq!(verified.report().standing().value.code(), "valid");
    assert_eq!((verified.statements().len(), verified.progress_reports().len()), (1, 1));
    assert_eq!(verified.inclusion().unwrap().0.digest(), Some(verified.report().digest()));
}

#[test]
fn a_pinned_root_is_enough() {
    let held = held();
    assert!(opened(&whole(), Held::Root(&held.payload().root)).is_ok());
}

#[test]
fn the_next_trust_list_is_taken() {
    let next = Bundle::new(token(7), trust_text(|payload| payload.version = 2));
    assert_eq!(opened(&next, Held::TrustList(&held())).unwrap().trust().version(), 2);
}

/// The attacker signs everything himself, trust list included: in itself the bundle is in order.
#[test]
fn a_bundle_of_an_attackers_root_is_refused() {
    let forged = Keys { root: key(101), report: key(102), status: key(103) };
    let token = sample::token(&forged, 7, Size::SMALL).unwrap();
    let bundle = Bundle::new(token, sample::trust_document(&forged));
    let own = list(bundle.trust_list());
    assert!(opened(&bundle, Held::TrustList(&own)).is_ok());
    assert_eq!(opened(&bundle, Held::Root(&held().payload().root)).unwrap_err(), ErrorKind::BadSignature);
    let mut payload = sample::trust_payload(&forged);
    payload.version = 2;
    let next = Bundle::new(bundle.report(), sign_trust_list(&payload, &[&forged.root]).unwrap());
    assert_eq!(refusal(&next), ErrorKind::BadSignature);
}

#[test]
fn an_older_trust_list_than_the_one_held_is_refused() {
    let newer = list(&trust_text(|payload| payload.version = 2));
    assert_eq!(opened(&whole(), Held::TrustList(&newer)).unwrap_err(), ErrorKind::TrustRollback);
}

#[test]
fn another_trust_list_of_the_version_held_is_refused() {
    let other = list(&trust_text(|payload| payload.iat = AT.plus_seconds(1)));
    assert_eq!(opened(&whole(), Held::TrustList(&other)).unwrap_err(), ErrorKind::TrustRollback);
}

#[test]
fn an_older_status_list_than_remembered_is_refused() {
    let held = held();
    let refused = whole().verify(Held::TrustList(&held), &StatusLists::none(), |_| Some(AT.plus_seconds(1)), AT).unwrap_err();
    assert_eq!((refused.kind(), refused.path()), (ErrorKind::StatusRollback, "status_lists[0]"));
    assert!(whole().verify(Held::TrustList(&held), &StatusLists::none(), |_| Some(AT), AT).is_ok());
}

/// Whoever leaves the status list out does not hide what the reader knows.
#[test]
fn a_status_list_that_the_reader_has_counts_and_must_not_be_newer() {
    let (held, later) = (held(), AT.plus_seconds(1));
    let mut known = StatusLists::none();
    let mut draft = StatusDraft::new(sample::STATUS_URI, 1024);
    draft.set(7, StatusValue::Revoked).unwrap();
    let revoked = draft.sign(&Keys::default().status, later, later.plus_seconds(86_400)).unwrap();
    known.hold(StatusList::open(revoked.as_bytes(), &held, None, None, later).unwrap());
    let bare = Bundle::new(token(7), trust_text(|_| {}));
    let verified = bare.verify(Held::TrustList(&held), &known, |_| None, later).unwrap();
    assert_eq!(verified.report().standing().value.code(), "revoked");
    let refused = bare.with_status_list(status(AT)).verify(Held::TrustList(&held), &known, |_| None, later).unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::StatusRollback);
}

#[test]
fn a_stale_status_list_leaves_the_standing_unknown() {
    let later = AT.plus_seconds(15 * 86_400);
    let verified = whole().verify(Held::TrustList(&held()), &StatusLists::none(), |_| None, later).unwrap();
    assert_eq!(verified.report().standing().reason, Some("status_stale"));
}

/// The facility that spoke is another one.
#[test]
fn a_report_that_was_swapped_for_another_does_not_fit_what_is_said_of_it() {
    let (good, other) = (token(7), token(9));
    let with = |bundle: Bundle| refusal(&bundle);
    assert_eq!(with(Bundle::new(other.as_str(), trust_text(|_| {})).with_statement(statement(&good, None))), ErrorKind::NotAuthorised);
    let progress = sample::progress_token(&Keys::default(), &good, 8).unwrap();
    assert_eq!(with(Bundle::new(other.as_str(), trust_text(|_| {})).with_progress_report(progress)), ErrorKind::Inconsistent);
    assert_eq!(with(Bundle::new(other.as_str(), trust_text(|_| {})).with_inclusion_proof(proof(&good))), ErrorKind::Inconsistent);
}

#[test]
fn a_changed_document_is_refused_and_named() {
    let token = token(7);
    let said = statement(&token, None);
    let changed = format!("{}A{}", &said[..200], &said[201..]);
    let bundle = Bundle::new(token, trust_text(|_| {})).with_statement(said).with_statement(changed);
    let refused = bundle.verify(Held::TrustList(&held()), &StatusLists::none(), |_| None, AT).unwrap_err();
    assert_eq!((refused.kind(), refused.path()), (ErrorKind::BadSignature, "statements[1]"));
}

#[test]
fn a_statement_about_a_withheld_finding_does_not_travel_with_the_view() {
    let token = token(7);
    let said = statement(&token, Some("VN1-007"));
    let full = Bundle::new(token.as_str(), trust_text(|_| {})).with_statement(said.as_str());
    assert!(opened(&full, Held::TrustList(&held())).is_ok());
    let view = Bundle::new(redact(token.as_bytes(), &View::Public).unwrap(), trust_text(|_| {})).with_statement(said);
    assert_eq!(refusal(&view), ErrorKind::Inconsistent);
}

#[test]
fn a_proof_of_a_log_that_the_trust_list_does_not_name_is_refused() {
    let keys = Keys::default();
    let bundle = Bundle::new(token(7), sample::trust_document(&keys)).with_inclusion_proof(proof(&token(7)));
    assert_eq!(opened(&bundle, Held::TrustList(&sample::trust(&keys))).unwrap_err(), ErrorKind::NotAuthorised);
}

#[test]
fn what_is_no_bundle_is_refused_with_its_code() {
    let json = whole().to_json().unwrap();
    let photo = [b"\xff\xd8\xff\xe0\0\x10JFIF".as_slice(), &[0x9a; 4096]].concat();
    let of_the_future = br#"{"schema":"https://schemas.betterwork.org/bundle/2","report":{}}"#;
    let policy = br#"{"schema":"https://schemas.betterwork.org/policy/1"}"#;
    let kind = |bytes: &[u8]| Bundle::read(bytes).unwrap_err().kind();
    assert_eq!(kind(b""), ErrorKind::Malformed);
    assert_eq!(kind(&photo), ErrorKind::Malformed);
    assert_eq!(kind(&json.as_bytes()[..json.len() - 1]), ErrorKind::Malformed);
    assert_eq!(kind(json.replacen("\"report\"", "\"trust_list\"", 1).as_bytes()), ErrorKind::Malformed);
    assert_eq!(kind(of_the_future), ErrorKind::UnsupportedVersion);
    assert_eq!(kind(policy), ErrorKind::WrongDocument);
    assert_eq!(kind(token(7).as_bytes()), ErrorKind::Malformed);
    assert_eq!(kind(&vec![b' '; 100_000_000]), ErrorKind::TooLarge);
}

#[test]
fn each_document_keeps_its_own_limit() {
    let bundle = || Bundle::new("x", "x");
    let refused = |bundle: Bundle| bundle.to_json().unwrap_err().kind();
    assert_eq!(refused(bundle().with_statement("x".repeat(65_537))), ErrorKind::TooLarge);
    assert_eq!(refused((0..=MAX_BUNDLED).fold(bundle(), |bundle, _| bundle.with_statement("x"))), ErrorKind::TooLarge);
    let three = (0..3).fold(bundle(), |bundle, _| bundle.with_progress_report("x".repeat(MAX_BUNDLE_BYTES / 3)));
    assert_eq!(refused(three), ErrorKind::TooLarge);
}

#[test]
fn a_bundle_says_that_it_is_one() {
    assert!(Bundle::claims(whole().to_json().unwrap().as_bytes()));
    assert!(Bundle::claims(br#"{"schema":"https://schemas.betterwork.org/bundle/2"}"#));
    for other in [token(7).as_bytes(), trust_text(|_| {}).as_bytes(), b"", b"\xff\xd8\xff"] {
        assert!(!Bundle::claims(other));
    }
}
