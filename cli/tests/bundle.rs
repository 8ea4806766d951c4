//! `bundle` as a shell sees it, and `verify` of what it makes.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod common;

use common::{AT, Place};
use conformance::sample::{self, Keys, Size};

/// A folder with a bundle of the report, its status list and a progress report.
fn bundled() -> Place {
    let place = Place::new();
    place.write("progress.sdjwt", sample::progress_token(&Keys::default(), &place.read("good.sdjwt"), 8).unwrap());
    let ran = place.run(&format!(
        "bundle good.sdjwt --trust trust.json --status valid.jwt --progress-report progress.sdjwt --at {AT} --out acme.bundle"
    ));
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    place
}

#[test]
fn a_bundle_holds_every_document_byte_for_byte() {
    let place = bundled();
    let bundle: serde_json::Value = serde_json::from_str(&place.read("acme.bundle")).unwrap();
    assert_eq!(bundle["schema"], "https://schemas.betterwork.org/bundle/1");
    assert_eq!(bundle["report"], place.read("good.sdjwt"));
    assert_eq!(bundle["trust_list"], place.read("trust.json"));
    assert_eq!(bundle["status_lists"][0], place.read("valid.jwt"));
    assert_eq!(bundle["progress_reports"][0], place.read("progress.sdjwt"));
}

#[test]
fn a_bundle_verifies_without_its_files() {
    let place = bundled();
    for gone in ["good.sdjwt", "valid.jwt", "progress.sdjwt"] {
        std::fs::remove_file(place.path(gone)).unwrap();
    }
    let ran = place.run(&format!("verify acme.bundle --trust trust.json --at {AT}"));
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    for said in ["genuine", "as of 2026-02-15T00:00:00Z", "trust list 1, 1 status list, 1 progress report"] {
        assert!(ran.stdout.contains(said), "{said} is not in\n{}", ran.stdout);
    }
}

#[test]
fn in_json_a_bundle_answers_as_its_report() {
    let place = bundled();
    let of = |file: &str| place.run(&format!("verify {file} --trust trust.json --status valid.jwt --at {AT} --json")).json();
    assert_eq!(of("acme.bundle"), of("good.sdjwt"));
}

#[test]
fn a_bundle_does_not_vouch_for_itself() {
    let place = bundled();
    let forged = Keys { root: sample::key(101), ..Keys::default() };
    place.write("other.json", sample::trust_document(&forged));
    let ran = place.run(&format!("verify acme.bundle --trust other.json --at {AT} --json"));
    assert_eq!((ran.code, ran.error_code().as_str()), (1, "trust_rollback"));
}

#[test]
fn an_older_status_list_than_the_one_named_is_refused() {
    let place = bundled();
    let newer = sample::SIGNED_AT.plus_seconds(60);
    let mut draft = betterwork::trust::StatusDraft::new(sample::STATUS_URI, 1024);
    draft.set(7, betterwork::trust::StatusValue::Revoked).unwrap();
    place.write("newer.jwt", draft.sign(&Keys::default().status, newer, newer.plus_seconds(86_400)).unwrap());
    let ran = place.run(&format!("verify acme.bundle --trust trust.json --status newer.jwt --at {AT} --json"));
    assert_eq!((ran.code, ran.error_code().as_str()), (1, "status_rollback"));
}

#[test]
fn what_does_not_verify_is_not_bundled() {
    let place = bundled();
    place.write("other.sdjwt", sample::token(&Keys::default(), 9, Size::SMALL).unwrap());
    let refused = |line: &str| {
        let ran = place.run(&format!("bundle {line} --trust trust.json --out never.bundle --json"));
        assert!(!place.path("never.bundle").exists());
        (ran.code, ran.error_code())
    };
    assert_eq!(refused(&format!("trust.json --at {AT}")), (1, "malformed".to_owned()));
    assert_eq!(refused(&format!("good.sdjwt --progress-report good.sdjwt --at {AT}")), (1, "wrong_document".to_owned()));
    assert_eq!(refused(&format!("other.sdjwt --progress-report progress.sdjwt --at {AT}")), (1, "inconsistent".to_owned()));
    assert_eq!(refused("good.sdjwt --status valid.jwt --at 2026-06-01"), (1, "status_stale".to_owned()));
}

#[test]
fn a_bundle_is_not_written_over_what_it_is_made_of() {
    let place = bundled();
    let before = place.read("good.sdjwt");
    let ran = place.run(&format!("bundle good.sdjwt --trust trust.json --at {AT} --out good.sdjwt"));
    assert_eq!((ran.code, place.read("good.sdjwt")), (2, before));
}

#[test]
fn a_bundle_from_the_future_says_so() {
    let place = bundled();
    place.write("future.bundle", r#"{"schema":"https://schemas.betterwork.org/bundle/2"}"#);
    let ran = place.run(&format!("verify future.bundle --trust trust.json --at {AT} --json"));
    assert_eq!((ran.code, ran.error_code().as_str()), (1, "unsupported_version"));
}
