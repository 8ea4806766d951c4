//! Every vector of `tests/vectors/decisions/`, and that they show every reason.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::collections::BTreeSet;
use std::path::PathBuf;

use betterwork::analysis::decision::{Outcome, Reason, Replay, explain, replay};
use betterwork::analysis::{Context, Crosswalk, Decision, Policy};
use conformance::decisions::{DecisionVector, generate};

#[test]
fn every_vector_gives_the_same_bytes() {
    for vector in vectors() {
        match (&vector.expected.decision, &vector.expected.error, vector.outcome()) {
            (Some(expected), None, Ok(decision)) => assert_eq!(decision.to_json(), expected.get(), "{}", vector.name),
            (None, Some(code), Err(error)) => assert_eq!(error.kind().code(), code, "{}: {error}", vector.name),
            (_, _, outcome) => panic!("{}: {outcome:?}", vector.name),
        }
    }
}

#[test]
fn every_reason_and_every_outcome_has_a_vector() {
    let decisions: Vec<Decision> = vectors().iter().filter_map(|vector| vector.outcome().ok()).collect();
    let reasons: BTreeSet<Reason> = decisions
        .iter()
        .map(Decision::decided)
        .flat_map(|decided| {
            let of_report = decided.reasons.iter().map(|item| item.reason);
            of_report.chain(decided.clauses.iter().map(|clause| clause.reason)).chain([decided.reason])
        })
        .collect();
    assert_eq!(reasons, Reason::ALL.iter().copied().collect());
    let outcomes: BTreeSet<Outcome> = decisions.iter().map(Decision::outcome).collect();
    assert_eq!(outcomes, Outcome::ALL.iter().copied().collect());
}

#[test]
fn a_decision_is_read_as_it_was_written() {
    for decision in vectors().iter().filter_map(|vector| vector.outcome().ok()) {
        assert_eq!(Decision::from_json(&decision.to_json()).unwrap(), decision);
    }
}

#[test]
fn every_decision_is_explained() {
    for vector in vectors() {
        let Ok(decision) = vector.outcome() else { continue };
        let text = explain(&decision, &Crosswalk::from_json(&vector.crosswalk).unwrap(), &["en"]);
        assert!(text.lines().count() >= 3 && !text.contains("  (rule )"), "{}: {text}", vector.name);
    }
}

#[test]
fn a_replay_says_which_input_changed_and_what_followed() {
    let vector = vectors().into_iter().find(|vector| vector.name == "no-report").unwrap();
    let old = vector.outcome().unwrap();
    let (policy, crosswalk) = (Policy::from_json(&vector.policy).unwrap(), Crosswalk::from_json(&vector.crosswalk).unwrap());
    assert!(replay(&old, None, &policy, &crosswalk, &Context::default()).unwrap().same);

    let other = Crosswalk::from_json(&vector.crosswalk.replace("\"1\"", "\"one\"")).unwrap();
    let changed: Replay = replay(&old, None, &policy, &other, &Context::default()).unwrap();
    let what: Vec<_> = changed.changes.iter().map(|change| change.what.to_string()).collect();
    assert!(!changed.same);
    assert!(what.contains(&"inputs/crosswalk".to_owned()) && what.contains(&"clauses/1/outcome".to_owned()), "{what:?}");
}

#[test]
fn the_generator_makes_just_the_files_that_are_there() {
    let root = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let made: BTreeSet<_> = generate().into_iter().map(|(path, _)| root.join(path).canonicalize().unwrap()).collect();
    assert_eq!(made, files().into_iter().map(|path| path.canonicalize().unwrap()).collect());
}

fn vectors() -> Vec<DecisionVector> {
    files().into_iter().map(|path| serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()).collect()
}

fn files() -> Vec<PathBuf> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/vectors/decisions");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    files
}
