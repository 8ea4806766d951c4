//! What holds of every report, whatever it says.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod arbitrary;

use arbitrary::places::{join, parts, settled, view};
use betterwork::report::{AssessmentReport, FindingResult};
use betterwork::trust::{StatusLists, TrustList};
use betterwork::{View, issue, redact, verify};
use conformance::forge;
use conformance::sample::{self, FixedRandom, Keys, SIGNED_AT};
use proptest::prelude::*;
use serde_json::Value;

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

fn trust() -> TrustList {
    sample::trust(&Keys::default())
}

fn sign(report: &AssessmentReport, salts: u64) -> String {
    issue(report, &Keys::default().report, &mut FixedRandom::new(salts)).unwrap()
}

proptest! {
    #![proptest_config(config(256))]

    #[test]
    fn issue_then_verify_gives_the_same_report_back(report in arbitrary::report(), salts: u64) {
        let token = sign(&report, salts);
        let verified = verify(token.as_bytes(), &trust(), &StatusLists::none(), SIGNED_AT).unwrap();
        prop_assert_eq!(verified.document(), &settled(report));
        prop_assert_eq!(verified.digest(), betterwork::Digest::of(token.split('~').next().unwrap().rsplit_once('.').unwrap().0.as_bytes()));
    }

    #[test]
    fn every_view_verifies_and_says_what_is_missing(report in arbitrary::report(), shown in prop::collection::vec(any::<bool>(), 18)) {
        let token = sign(&report, 1);
        let (jws, disclosures) = parts(&token, &report);
        let kept = disclosures.iter().zip(&shown).filter(|(_, shown)| **shown).map(|(disclosure, _)| *disclosure);
        let redacted = join(jws, kept);
        let verified = verify(redacted.as_bytes(), &trust(), &StatusLists::none(), SIGNED_AT).unwrap();
        let (expected, disclosure) = view(&settled(report), &shown[..disclosures.len()]);
        prop_assert_eq!(verified.document(), &expected);
        prop_assert_eq!(verified.disclosure(), &disclosure);
    }

    #[test]
    fn the_public_view_is_the_floor_and_has_the_same_digest(report in arbitrary::report()) {
        let token = sign(&report, 1);
        let public = redact(token.as_bytes(), &View::Public).unwrap();
        prop_assert_eq!(redact(token.as_bytes(), &View::Full).unwrap(), token.clone());
        prop_assert_eq!(&public, &join(token.split('~').next().unwrap(), []));
        let [full, public] = [&token, &public].map(|token| verify(token.as_bytes(), &trust(), &StatusLists::none(), SIGNED_AT).unwrap());
        prop_assert_eq!(full.digest(), public.digest());
        for (full, public) in full.report().compliance_points.iter().zip(&public.report().compliance_points) {
            prop_assert_eq!(&full.public_findings, &public.public_findings);
            prop_assert!(public.findings.is_none() && public.evidence.is_none());
        }
    }

    #[test]
    fn what_is_withheld_does_not_show_in_the_public_view(report in arbitrary::report(), other in arbitrary::report(), salts: u64) {
        let another = with_other_withheld_members(&report, &other);
        let [one, two] = [(&report, salts), (&another, !salts)].map(|(report, salts)| masked_public_view(&sign(report, salts)));
        prop_assert_eq!(one, two);
    }

    #[test]
    fn json_that_our_reader_accepts_means_the_same_to_serde_json(
        text in arbitrary::json_text(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), edit()), 0..3),
    ) {
        let text = edits.iter().fold(text, |text, (place, edit)| edit.apply(&text, place));
        if let Ok(report) = AssessmentReport::from_json(&text) {
            let theirs: Value = serde_json::from_str(&text).expect("serde_json accepts what we accept");
            let ours: Value = serde_json::from_str(&serde_json::to_string(&report).unwrap()).unwrap();
            prop_assert_eq!(meaning(ours), meaning(theirs));
        }
    }
}

/// Gives a report the withholdable members of another; of its findings as many as it had.
fn with_other_withheld_members(report: &AssessmentReport, other: &AssessmentReport) -> AssessmentReport {
    let mut report = settled(report.clone());
    let (body, other) = (&mut report.report, &other.report);
    body.improvement_plan.clone_from(&other.improvement_plan);
    body.social_dialogue.clone_from(&other.social_dialogue);
    body.training.clone_from(&other.training);
    body.indicators.clone_from(&other.indicators);
    body.assessment.process.clone_from(&other.assessment.process);
    let (facility, others) = (&mut body.facility, &other.facility);
    (facility.address, facility.coordinates) = (others.address.clone(), others.coordinates.clone());
    (facility.ownership, facility.operations, facility.workforce) =
        (others.ownership.clone(), others.operations.clone(), others.workforce.clone());
    for point in &mut body.compliance_points {
        point.evidence = None;
        for finding in point.findings.iter_mut().flatten() {
            let text = betterwork::report::LanguageMap::single("en", "Synthetic: another question, and a longer one");
            *finding = betterwork::report::Finding::compliance(finding.question.clone(), text, FindingResult::NonCompliant);
        }
    }
    report
}

/// Returns the payload of a token's public view with its digests made alike, and how many disclosures the token had.
fn masked_public_view(token: &str) -> (String, usize, usize) {
    let public = redact(token.as_bytes(), &View::Public).unwrap();
    let payload = String::from_utf8(forge::decode(public.split('.').nth(1).unwrap())).unwrap();
    let disclosures: Vec<_> = token.split_terminator('~').skip(1).collect();
    let masked = disclosures.iter().fold(payload, |payload, disclosure| forge::replaced(&payload, &forge::digest(disclosure), "*"));
    (masked, disclosures.len(), public.len())
}

/// A small change of a text.
#[derive(Clone, Debug)]
enum Edit {
    Delete,
    Insert(&'static str),
    Double,
}

fn edit() -> impl Strategy<Value = Edit> {
    let pieces = vec![
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0041", "\\ud800", "0", "-", ".", "e1", " ", "\n", "\t", "null", "true", "\u{feff}",
        "é", "\"a\":1,",
    ];
    prop_oneof![Just(Edit::Delete), prop::sample::select(pieces).prop_map(Edit::Insert), Just(Edit::Double)]
}

impl Edit {
    fn apply(&self, text: &str, place: &prop::sample::Index) -> String {
        let mut characters: Vec<char> = text.chars().collect();
        let place = place.index(characters.len());
        match self {
            Edit::Delete => drop(characters.remove(place)),
            Edit::Insert(piece) => drop(characters.splice(place..place, piece.chars())),
            Edit::Double => characters.insert(place, characters[place]),
        }
        characters.into_iter().collect()
    }
}

/// Takes away what an unsigned report need not say: its kind, its hash, lists with nothing in them.
fn meaning(mut value: Value) -> Value {
    if let Value::Object(members) = &mut value {
        members.remove("vct");
        members.remove("_sd_alg");
    }
    without_empty_lists(value)
}

fn without_empty_lists(value: Value) -> Value {
    const LISTS: [&str; 8] = ["identifiers", "lines", "products", "customers", "legal_references", "tags", "concerns", "good_practices"];
    match value {
        Value::Array(items) => items.into_iter().map(without_empty_lists).collect(),
        Value::Object(members) => {
            let says = |(name, value): &(String, Value)| !LISTS.contains(&name.as_str()) || *value != Value::Array(Vec::new());
            members.into_iter().filter(says).map(|(name, value)| (name, without_empty_lists(value))).collect()
        }
        other => other,
    }
}
