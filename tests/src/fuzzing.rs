//! What is fuzzed: each target takes any bytes, and panics where something is wrong with core.
//!
//! `fuzz/` runs them under libFuzzer; `tests/corpus.rs` replays their corpus. A target also signs what it is given, so
//! that the fuzzer gets past the signature.

use std::sync::LazyLock;

use betterwork::log::{Event, Frontier, InclusionProof, NoteKey, SignedCheckpoint, Tile, decode_entries, encode_entries};
use betterwork::report::{AssessmentReport, Body, Document, ProgressBody, ProgressReport};
use betterwork::trust::{Pin, StatusList, StatusLists, TrustList};
use betterwork::{
    Bundle, ErrorKind, FrameCollector, Held, Timestamp, View, redact, to_frames, verify, verify_outline, verify_progress_report,
};

use crate::forge::{Forger, encode};
use crate::sample::{self, Keys, SIGNED_AT};

/// What takes any bytes.
pub type Target = fn(&[u8]);

/// The targets by name.
pub const TARGETS: &[(&str, Target)] = &[
    ("verify", verify_target),
    ("redact", redact_target),
    ("from_json", from_json_target),
    ("trust_list", trust_list_target),
    ("status_list", status_list_target),
    ("checkpoint", checkpoint_target),
    ("entry_bundle", entry_bundle_target),
    ("bundle", bundle_target),
    ("frames", frames_target),
];

static TRUST: LazyLock<TrustList> = LazyLock::new(|| sample::trust(&Keys::default()));
static TRUST_DOCUMENT: LazyLock<String> = LazyLock::new(|| sample::trust_document(&Keys::default()));
static ROOT: LazyLock<Forger> = LazyLock::new(|| Forger::new(1));
static REPORT: LazyLock<Forger> = LazyLock::new(|| Forger::new(2));
static STATUS: LazyLock<Forger> = LazyLock::new(|| Forger::new(3));
static FEED: LazyLock<Forger> = LazyLock::new(|| Forger::new(4));

/// The log whose checkpoints are opened.
const ORIGIN: &str = "exchange.example/log";

/// Verifies a token; and a token of the payload in the first line and the disclosures in the others.
pub fn verify_target(data: &[u8]) {
    verified_in_every_view(data);
    verified_in_every_view(&sealed(data));
}

/// Makes views of a token, the same two ways.
pub fn redact_target(data: &[u8]) {
    for token in [data, &sealed(data)] {
        for view in
            ["public", "facility.address,training", "compliance_points.findings", "compliance_points[working_time/overtime].findings"]
        {
            let view: View = view.parse().unwrap();
            if let Ok(once) = redact(token, &view) {
                assert_eq!(redact(once.as_bytes(), &view).unwrap(), once);
                assert!(once.len() <= token.len());
            }
        }
        if let Ok(full) = redact(token, &View::Full) {
            assert_eq!(full.as_bytes(), token);
        }
    }
}

/// Reads an unsigned report, and writes it again.
pub fn from_json_target(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Ok(report) = AssessmentReport::from_json(text) {
        survives(&report, text, AssessmentReport::from_json);
    }
    if let Ok(report) = ProgressReport::from_json(text) {
        survives(&report, text, Document::<ProgressBody>::from_json);
    }
}

/// Opens a trust list; and one with this payload, signed.
pub fn trust_list_target(data: &[u8]) {
    let _ = TrustList::open(data, Pin::NamedFile);
    let _ = TRUST.update(data, SIGNED_AT);
    let (protected, payload) = (encode(ROOT.header("bw-trust+jwt")), encode(data));
    let signature = ROOT.sign(&format!("{protected}.{payload}"));
    let document = format!(r#"{{"payload":"{payload}","signatures":[{{"protected":"{protected}","signature":"{signature}"}}]}}"#);
    if let Ok(list) = TRUST.update(document.as_bytes(), SIGNED_AT) {
        assert!(list.version() <= TRUST.version() + 1 && list.not_older_than(TRUST.version()).is_ok());
    }
    let _ = TrustList::open(document.as_bytes(), Pin::NamedFile);
}

/// Opens a status list; and one with this payload, signed.
pub fn status_list_target(data: &[u8]) {
    for token in [data, STATUS.jws(STATUS.header("statuslist+jwt"), data).as_bytes()] {
        if let Ok(list) = StatusList::open(token, &TRUST, None, None, SIGNED_AT) {
            assert!(list.len() <= 4 << 20 && list.get(list.len()).is_none());
            assert!(list.is_empty() || list.get(list.len() - 1).is_some());
        }
    }
}

/// Opens a checkpoint; and a note of these bytes, signed.
pub fn checkpoint_target(data: &[u8]) {
    let keys = [crate::sample::key(4).public()];
    let text = String::from_utf8_lossy(data);
    for note in [data, FEED.note(ORIGIN, &text).as_bytes()] {
        if let Ok(signed) = SignedCheckpoint::open(note, ORIGIN, &keys) {
            assert_eq!(signed.note().as_bytes(), note);
            let lines: Vec<_> = signed.extensions().iter().map(AsRef::as_ref).collect();
            let again = signed.checkpoint().sign(&lines, &crate::sample::key(4)).unwrap();
            let again = SignedCheckpoint::open(again.as_bytes(), ORIGIN, &keys).unwrap();
            assert_eq!((again.checkpoint(), again.extensions()), (signed.checkpoint(), signed.extensions()));
        }
    }
    if let Ok(proof) = InclusionProof::from_json(&text) {
        let _ = proof.verify(ORIGIN, &keys);
    }
    if let Ok(key) = NoteKey::parse(&text) {
        assert_eq!(key.to_vkey(), text);
    }
    if let Ok(frontier) = Frontier::parse(&text) {
        assert_eq!(frontier.to_string(), text);
    }
    if let Ok(tile) = Tile::parse(&text) {
        assert_eq!(tile.to_string(), text);
    }
}

/// Takes a bundle apart, of as many entries as the first byte says and one more, and reads each as an event record.
pub fn entry_bundle_target(data: &[u8]) {
    let Some((width, bundle)) = data.split_first() else { return };
    let Ok(entries) = decode_entries(bundle, u16::from(*width) + 1) else { return };
    assert_eq!(encode_entries(entries.iter().copied()).unwrap(), bundle);
    for entry in entries {
        if let Ok(event) = Event::read(entry) {
            // What is read is never longer when written again.
            event.to_record().unwrap();
        }
    }
}

/// Reads a bundle, and verifies it under a list that is held and under a root; and one of these bytes as its report, signed.
pub fn bundle_target(data: &[u8]) {
    let none = StatusLists::none();
    let verified = |bundle: &Bundle| {
        let _ = bundle.verify(Held::Root(&TRUST.payload().root), &none, |_| None, SIGNED_AT);
        let under_list = bundle.verify(Held::TrustList(&TRUST), &none, |_| None, SIGNED_AT);
        if let Ok(verified) = &under_list {
            assert!((TRUST.version()..=TRUST.version() + 1).contains(&verified.trust().version()));
        }
        // Who remembers a newer list of every address takes no older one.
        let later = Timestamp::from_seconds(SIGNED_AT.seconds() + 86_400);
        if let Ok(verified) = bundle.verify(Held::TrustList(&TRUST), &none, |_| Some(later), SIGNED_AT) {
            let good = |text: &str| StatusList::open(text.as_bytes(), verified.trust(), None, None, SIGNED_AT).is_ok();
            assert!(!bundle.status_lists().any(good));
        }
    };
    if let Ok(bundle) = Bundle::read(data) {
        assert!(Bundle::claims(data));
        assert_eq!(Bundle::read(bundle.to_json().unwrap().as_bytes()).unwrap(), bundle);
        verified(&bundle);
    }
    if let Ok(token) = String::from_utf8(sealed(data)) {
        verified(&Bundle::new(token, TRUST_DOCUMENT.as_str()));
    }
}

/// Collects the lines as frames; writes what they hold, and these bytes, as frames again.
pub fn frames_target(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let mut collector = FrameCollector::new();
    for line in text.lines() {
        let held = collector.held_count();
        if let Err(error) = collector.add(line) {
            assert!(collector.held_count() == held || error.kind() != ErrorKind::Inconsistent);
        }
    }
    for document in [collector.document(), Some(&text)].into_iter().flatten() {
        let Ok(frames) = to_frames(document) else { continue };
        let mut again = FrameCollector::new();
        frames.iter().rev().for_each(|frame| again.add(frame).unwrap());
        assert_eq!(again.document(), Some(document));
    }
}

fn verified_in_every_view(token: &[u8]) {
    let none = StatusLists::none();
    let _ = verify_progress_report(token, &TRUST, &none, SIGNED_AT);
    let verified = verify(token, &TRUST, &none, SIGNED_AT);
    let outline = verify_outline(token, &TRUST, &none, SIGNED_AT);
    assert_eq!(outline.as_ref().err().map(ToString::to_string), verified.as_ref().err().map(ToString::to_string));
    if let Ok(outline) = outline {
        serde_json::from_str::<serde::de::IgnoredAny>(&serde_json::to_string(&outline).unwrap()).unwrap();
    }
    if let Ok(verified) = verified {
        let public = redact(token, &View::Public).unwrap();
        let public = verify(public.as_bytes(), &TRUST, &none, SIGNED_AT).unwrap();
        assert_eq!(public.digest(), verified.digest());
        serde_json::to_string(&verified).unwrap();
    }
}

/// Signs the payload in the first line, with the disclosures in the others.
fn sealed(data: &[u8]) -> Vec<u8> {
    let mut lines = data.split(|byte| *byte == b'\n');
    let payload = lines.next().unwrap_or_default();
    let mut token = REPORT.jws(REPORT.header("dc+sd-jwt"), payload) + "~";
    lines.for_each(|disclosure| token += &(encode(disclosure) + "~"));
    token.into_bytes()
}

fn survives<B: Body + PartialEq>(report: &Document<B>, text: &str, read: fn(&str) -> betterwork::Result<Document<B>>) {
    serde_json::from_str::<serde_json::Value>(text).expect("serde_json reads what we read");
    let written = serde_json::to_string(report).unwrap();
    assert!(read(&written).is_ok_and(|again| again == *report), "{written}");
}
