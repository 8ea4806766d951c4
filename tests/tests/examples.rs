//! The example policies and crosswalks work, and the buyer's guide says what every rule and reason means.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::path::{Path, PathBuf};

use betterwork::analysis::decision::Reason;
use betterwork::analysis::{Context, Crosswalk, Policy, decide};
use betterwork::trust::StatusLists;
use betterwork::verify;
use conformance::sample::{self, Keys, SIGNED_AT, Size};

#[test]
fn every_example_policy_decides_by_every_example_crosswalk() {
    let keys = Keys::default();
    let token = sample::token(&keys, 1, Size::KB_60).unwrap();
    let report = verify(token.as_bytes(), &sample::trust(&keys), &StatusLists::none(), SIGNED_AT).unwrap();
    let (policies, crosswalks) = (files("policies"), files("crosswalks"));
    assert_eq!((policies.len(), crosswalks.len()), (2, 2));
    for policy in &policies {
        for crosswalk in &crosswalks {
            let (policy, crosswalk) = (Policy::from_json(&text(policy)).unwrap(), Crosswalk::from_json(&text(crosswalk)).unwrap());
            let decision = decide(Some(&report), &policy, &crosswalk, &Context::default(), SIGNED_AT).unwrap();
            assert_eq!(decision.decided().clauses.len(), crosswalk.judged().count());
        }
    }
}

#[test]
fn the_eti_base_code_has_nine_clauses_and_the_ilo_five_principles() {
    let top = |name: &str| {
        let crosswalk = Crosswalk::from_json(&text(&root().join("examples/crosswalks").join(name))).unwrap();
        crosswalk.document().clauses.iter().filter(|clause| clause.part_of.is_none()).count()
    };
    assert_eq!((top("eti-base-code.json"), top("ilo-fundamental-principles.json")), (9, 5));
}

#[test]
fn every_example_crosswalk_says_that_nobody_endorsed_it() {
    for path in files("crosswalks") {
        let crosswalk = Crosswalk::from_json(&text(&path)).unwrap();
        assert!(crosswalk.document().notice.as_ref().unwrap().get("en").unwrap().contains("endorsed"));
    }
}

#[test]
fn the_buyers_guide_explains_every_reason_and_every_rule() {
    let guide = text(&root().join("docs/buyers-guide.md"));
    let missing: Vec<_> = Reason::ALL.iter().map(|reason| reason.code()).filter(|code| !guide.contains(&format!("| `{code}` |"))).collect();
    assert!(missing.is_empty(), "{missing:?}");
    let schema: serde_json::Value = serde_json::from_str(&text(&root().join("schemas/policy-1.json"))).unwrap();
    let rules =
        schema["properties"].as_object().unwrap().keys().filter(|name| !["schema", "id", "version", "title"].contains(&name.as_str()));
    let missing: Vec<_> = rules.filter(|name| !guide.contains(&format!("`{name}`"))).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

fn files(folder: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root().join("examples").join(folder)).unwrap();
    entries.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|extension| extension == "json")).collect()
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}
