//! Replays the fuzzers' corpus (`fuzz/corpus/<target>/`): nothing in it may panic again.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::path::Path;

use conformance::fuzzing::TARGETS;

#[test]
fn the_corpus_of_every_target_passes() {
    for (name, target) in TARGETS {
        let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../fuzz/corpus")).join(name);
        let mut files = 0;
        for entry in folder.read_dir().unwrap() {
            target(&std::fs::read(entry.unwrap().path()).unwrap());
            files += 1;
        }
        assert!(files > 0, "{name} has no corpus");
    }
}

#[test]
fn every_target_has_its_program() {
    for (name, _) in TARGETS {
        let program = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../fuzz/fuzz_targets")).join(name).with_extension("rs");
        assert!(std::fs::read_to_string(&program).unwrap().contains(&format!("fuzzing::{name}_target")), "{}", program.display());
    }
}
