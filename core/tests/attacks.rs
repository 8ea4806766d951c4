//! What an attacker may try: changed bytes, two faults at once, bytes that are nothing.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod arbitrary;

use std::sync::LazyLock;

use arbitrary::places::{parts, settled, view};
use betterwork::report::AssessmentReport;
use betterwork::trust::{Pin, StatusList, StatusLists, TrustList};
use betterwork::{View, issue, redact, verify, verify_progress_report};
use conformance::sample::{self, FixedRandom, Keys, SIGNED_AT, Size};
use proptest::prelude::*;

/// A small report, its token and the trust list.
struct World {
    report: AssessmentReport,
    token: String,
    trust: TrustList,
}

static WORLD: LazyLock<World> = LazyLock::new(|| {
    let keys = Keys::default();
    let mut report = sample::report(7, Size { findings: 76, ..Size::SMALL });
    report.report.compliance_points.truncate(3);
    let token = issue(&report, &keys.report, &mut FixedRandom::new(1)).unwrap();
    World { report: settled(report), token, trust: sample::trust(&keys) }
});

/// Checks that changed bytes are refused, or are a view and say just what is missing from it.
fn judge(changed: &[u8]) {
    let World { report, token, trust } = &*WORLD;
    let outcome = verify(changed, trust, &StatusLists::none(), SIGNED_AT);
    match (outcome, shown(changed, token, report)) {
        (Ok(verified), Some(shown)) => {
            let (expected, disclosure) = view(report, &shown);
            assert_eq!(verified.document(), &expected);
            assert_eq!(verified.disclosure(), &disclosure);
        }
        (Err(_), None) => {}
        (Ok(_), None) => panic!("accepted: {}", String::from_utf8_lossy(changed)),
        (Err(error), Some(_)) => panic!("a legal view was refused: {error}"),
    }
}

/// Returns which disclosures a legal view shows: the same JWS, each disclosure once, a `~` at the end. `None` where it is no view.
fn shown(changed: &[u8], token: &str, report: &AssessmentReport) -> Option<Vec<bool>> {
    let (jws, disclosures) = parts(token, report);
    let rest = std::str::from_utf8(changed).ok()?.strip_prefix(jws)?.strip_prefix('~')?;
    let mut shown = vec![false; disclosures.len()];
    for part in rest.split_inclusive('~') {
        let at = disclosures.iter().position(|disclosure| part.strip_suffix('~') == Some(disclosure))?;
        if std::mem::replace(&mut shown[at], true) {
            return None;
        }
    }
    Some(shown)
}

#[test]
fn a_flipped_bit_anywhere_is_refused() {
    let token = WORLD.token.as_bytes();
    judge(token);
    for place in 0..token.len() {
        let mut changed = token.to_vec();
        changed[place] ^= 1 << (place % 8);
        judge(&changed);
    }
}

#[test]
fn a_token_cut_short_anywhere_is_refused_or_a_view() {
    let token = WORLD.token.as_bytes();
    for end in 0..token.len() {
        judge(&token[..end]);
    }
}

#[test]
fn a_byte_too_few_or_too_many_anywhere_is_refused() {
    let token = WORLD.token.as_bytes();
    for place in 0..token.len() {
        judge(&[&token[..place], &token[place + 1..]].concat());
        judge(&[&token[..place], &[b"A~.=\n-"[place % 6]], &token[place..]].concat());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_mutation_verifies_with_other_content(mutations in prop::collection::vec(mutation(), 1..4)) {
        let changed = mutations.iter().fold(WORLD.token.clone().into_bytes(), |bytes, mutation| mutation.apply(bytes));
        judge(&changed);
    }

    #[test]
    fn nothing_panics_on_any_bytes(bytes in prop_oneof![prop::collection::vec(any::<u8>(), 0..200), "[A-Za-z0-9_~.{}\":-]{0,200}".prop_map(String::into_bytes)]) {
        let World { trust, .. } = &*WORLD;
        prop_assert!(verify(&bytes, trust, &StatusLists::none(), SIGNED_AT).is_err());
        prop_assert!(verify_progress_report(&bytes, trust, &StatusLists::none(), SIGNED_AT).is_err());
        prop_assert!(redact(&bytes, &View::Public).is_err());
        prop_assert!(TrustList::open(&bytes, Pin::NamedFile).is_err());
        prop_assert!(StatusList::open(&bytes, trust, None, None, SIGNED_AT).is_err());
        let _ = AssessmentReport::from_json(&String::from_utf8_lossy(&bytes));
    }
}

/// A change of some bytes, or of whole parts between two `~`.
#[derive(Clone, Debug)]
enum Mutation {
    Replace(prop::sample::Index, u8),
    Insert(prop::sample::Index, u8),
    Delete(prop::sample::Index),
    Truncate(prop::sample::Index),
    DropPart(prop::sample::Index),
    RepeatPart(prop::sample::Index),
    SwapParts(prop::sample::Index, prop::sample::Index),
}

fn mutation() -> impl Strategy<Value = Mutation> {
    let place = any::<prop::sample::Index>;
    let byte = prop_oneof![any::<u8>(), prop::sample::select(b"~.=AQ-_\n ".to_vec())];
    prop_oneof![
        (place(), byte.clone()).prop_map(|(place, byte)| Mutation::Replace(place, byte)),
        (place(), byte).prop_map(|(place, byte)| Mutation::Insert(place, byte)),
        place().prop_map(Mutation::Delete),
        place().prop_map(Mutation::Truncate),
        place().prop_map(Mutation::DropPart),
        place().prop_map(Mutation::RepeatPart),
        (place(), place()).prop_map(|(one, other)| Mutation::SwapParts(one, other)),
    ]
}

impl Mutation {
    fn apply(&self, mut bytes: Vec<u8>) -> Vec<u8> {
        if bytes.is_empty() {
            return bytes;
        }
        let length = bytes.len();
        match self {
            Mutation::Replace(place, byte) => bytes[place.index(length)] = *byte,
            Mutation::Insert(place, byte) => bytes.insert(place.index(length), *byte),
            Mutation::Delete(place) => drop(bytes.remove(place.index(length))),
            Mutation::Truncate(place) => bytes.truncate(place.index(length)),
            _ => return self.apply_to_parts(&bytes),
        }
        bytes
    }

    fn apply_to_parts(&self, bytes: &[u8]) -> Vec<u8> {
        let mut parts: Vec<&[u8]> = bytes.split(|byte| *byte == b'~').collect();
        let count = parts.len();
        match self {
            Mutation::DropPart(place) => drop(parts.remove(place.index(count))),
            Mutation::RepeatPart(place) => parts.push(parts[place.index(count)]),
            Mutation::SwapParts(one, other) => parts.swap(one.index(count), other.index(count)),
            _ => {}
        }
        parts.join(&b'~')
    }
}
