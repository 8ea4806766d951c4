//! Every vector of `tests/vectors/`, and that they show every code and every answer.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use betterwork::ErrorKind;
use conformance::vector::{Vector, Verb};
use serde_json::Value;

#[test]
fn every_vector_gives_what_it_expects() {
    for vector in vectors() {
        let outcome = vector.outcome();
        match (&vector.expected.result, &vector.expected.error, outcome) {
            (Some(expected), None, Ok(result)) => assert_eq!(json(&result), json(expected.get()), "{}", vector.name),
            (None, Some(code), Err(error)) => assert_eq!(error.kind().code(), code, "{}: {error}", vector.name),
            (_, _, outcome) => panic!("{}: {outcome:?}", vector.name),
        }
    }
}

#[test]
fn a_report_in_outline_gives_the_same() {
    for vector in vectors() {
        let Some(outcome) = vector.outcome_in_outline() else { continue };
        match (vector.outcome(), outcome) {
            (Ok(whole), Ok(outline)) => assert_eq!(json(&outline), json(&whole), "{}", vector.name),
            (Err(whole), Err(outline)) => assert_eq!(outline.to_string(), whole.to_string(), "{}", vector.name),
            (_, outcome) => panic!("{}: {outcome:?}", vector.name),
        }
    }
}

#[test]
fn the_generator_makes_just_the_files_that_are_there() {
    let root = folder().ancestors().nth(2).unwrap().to_owned();
    let made: BTreeSet<_> = conformance::generate().into_iter().map(|(path, _)| root.join(path)).collect();
    assert_eq!(made, files().into_iter().collect());
}

#[test]
fn every_code_has_a_vector() {
    let shown: BTreeSet<_> = vectors().into_iter().filter_map(|vector| vector.expected.error).collect();
    let all = ErrorKind::ALL.iter().map(|kind| kind.code().to_owned()).collect();
    assert_eq!(shown, all);
}

#[test]
fn every_answer_has_a_vector() {
    let results: Vec<Value> = vectors().into_iter().filter_map(|vector| vector.expected.result).map(|result| json(result.get())).collect();
    let shown = |pointer: &str| -> BTreeSet<String> {
        results.iter().filter_map(|result| result.pointer(pointer)).map(|value| value.to_string().replace('"', "")).collect()
    };
    let all = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
    assert_eq!(shown("/standing/value"), all(&["valid", "superseded", "revoked", "suspended", "unknown"]));
    let reasons = ["none_held", "status_mismatch", "status_stale", "not_authorised", "inconsistent", "malformed", "unknown_key"];
    assert_eq!(shown("/standing/reason"), all(&reasons));
    assert_eq!(shown("/signer/key_state"), all(&["active", "retired"]));
    assert_eq!(shown("/signer/test"), all(&["true", "false"]));
    assert_eq!(shown("/age/lapsed"), all(&["true", "false"]));
    assert_eq!(shown("/disclosure/value"), all(&["complete", "partial"]));
    assert_eq!(shown("/publication/public"), all(&["true", "false"]));
    assert_eq!(shown("/publication/reason"), all(&["restricted", "not_yet", "superseded", "suspended", "revoked"]));
    assert_eq!(shown("/warnings/0/code"), all(&["identifier_format", "identifier_checksum"]));
}

#[test]
fn at_least_sixty_reports_are_refused() {
    let refused = vectors().into_iter().filter(|vector| vector.verb == Verb::Verify && vector.expected.error.is_some()).count();
    assert!(refused >= 60, "{refused}");
}

#[test]
fn the_vectors_stay_small() {
    let bytes: u64 = files().iter().map(|path| path.metadata().unwrap().len()).sum();
    assert!(bytes < 5 << 19, "{bytes}");
}

fn vectors() -> Vec<Vector> {
    let read = |path: PathBuf| {
        let vector = Vector::parse(&std::fs::read_to_string(&path).unwrap()).unwrap_or_else(|error| panic!("{path:?}: {error}"));
        assert_eq!(path.file_stem().unwrap().to_str(), Some(&*vector.name));
        vector
    };
    files().into_iter().map(read).collect()
}

fn files() -> Vec<PathBuf> {
    let entries = folder().read_dir().unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = entries.filter(|path| path.extension().is_some_and(|extension| extension == "json")).collect();
    files.sort();
    files
}

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/vectors"))
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}
