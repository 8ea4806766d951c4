//! `keys`, `trust` and `status`: files that only their owner reads, lists that others can follow.

mod common;

use common::{AT, Place};

#[cfg(unix)]
#[test]
fn a_new_key_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    for format in ["pem", "jwk"] {
        assert_eq!(place.run(&format!("keys new --out new.{format} --format {format}")).code, 0);
        let mode = std::fs::metadata(place.path(&format!("new.{format}"))).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{format}");
    }
}

#[test]
fn a_key_is_never_overwritten() {
    let place = Place::new();
    let before = place.read("report.pem");
    let names = place.names();
    let ran = place.run("keys new --out report.pem");
    assert_eq!(ran.code, 3);
    assert!(ran.stderr.contains("never overwritten"), "{}", ran.stderr);
    assert_eq!((place.read("report.pem"), place.names()), (before, names));
}

#[test]
fn a_secret_is_never_printed() {
    let place = Place::new();
    place.run("keys new --out new.jwk --format jwk");
    let secret: serde_json::Value = serde_json::from_str(&place.read("new.jwk")).unwrap();
    let d = secret["d"].as_str().unwrap();
    for line in ["keys show new.jwk", "keys show new.jwk --json", "keys new --out - --format jwk"] {
        let ran = place.run(line);
        assert!(!ran.stdout.contains(d) && !ran.stdout.contains("\"d\"") && !ran.stdout.contains("PRIVATE"), "{line}");
    }
    assert_eq!(place.run("keys new --out -").code, 2);
}

#[test]
fn two_new_keys_differ() {
    let place = Place::new();
    let kid = |name: &str| place.run(&format!("keys new --out {name} --json")).json()["kid"].clone();
    assert_ne!(kid("one.pem"), kid("two.pem"));
}

#[test]
fn a_trust_list_made_here_verifies_what_its_keys_sign() {
    let place = Place::new();
    let run = |line: &str| {
        let ran = place.run(line);
        assert_eq!(ran.code, 0, "{line}\n{}", ran.stderr);
    };
    run(&format!("trust init --root-key root.pem --expires 2027-01-01 --at {AT} --out own.json"));
    let entity = "--root-key root.pem --entity https://programme.example";
    run(&format!(
        "trust add own.json {entity} --name Synthetic --role programme --key report.pem --use report --country VN --not-before 2026-01-01 --at {AT}"
    ));
    run(&format!(
        "trust add own.json {entity} --key status.pem --use status --not-before 2026-01-01 --status-uri https://exchange.example/status/2026-1 --at {AT}"
    ));
    run(&format!("verify good.sdjwt --trust own.json --status valid.jwt --require-status --at {AT}"));
    let shown = place.run("trust show own.json --json").json();
    assert_eq!((&shown["payload"]["version"], &shown["test"]), (&3.into(), &true.into()));
}

#[test]
fn a_compromised_key_is_said_with_trust_add() {
    let place = Place::new();
    let ran = place.run(&format!(
        "trust add trust.json --root-key root.pem --entity https://programme.example --key report.pem --state compromised --out next.json --at {AT}"
    ));
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let ran = place.run(&format!("verify good.sdjwt --trust next.json --at {AT} --json"));
    assert_eq!((ran.code, ran.error_code().as_str()), (1, "key_not_valid"));
}

#[test]
fn a_next_list_needs_the_root_that_the_former_names() {
    let place = Place::new();
    let before = place.read("trust.json");
    let ran = place.run(&format!(
        "trust add trust.json --root-key report.pem --entity https://programme.example --key report.pem --state retired --at {AT}"
    ));
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("[bad_signature]"), "{}", ran.stderr);
    assert_eq!(place.read("trust.json"), before);
}

#[test]
fn a_rotated_root_is_vouched_for_by_the_old_one() {
    let place = Place::new();
    place.run("keys new --out root-2.pem");
    let ran = place.run(&format!("trust rotate trust.json --root-key root.pem --new-root-key root-2.pem --out next.json --at {AT} --json"));
    assert_eq!(ran.code, 0, "{}", ran.stdout);
    let (before, after) = (place.run("trust show trust.json --json").json(), ran.json());
    assert_ne!(before["root_fingerprint"], after["root_fingerprint"]);
    let signatures: serde_json::Value = serde_json::from_str(&place.read("next.json")).unwrap();
    assert_eq!(signatures["signatures"].as_array().unwrap().len(), 2);
    assert_eq!(place.run(&format!("verify good.sdjwt --trust next.json --at {AT}")).code, 0);
}

#[test]
fn a_new_status_list_says_revoked_until_an_index_is_given_out() {
    let place = Place::new();
    let build = "status build --uri https://exchange.example/status/2026-1 --capacity 64 --key status.pem --out list.jwt";
    assert_eq!(place.run(&format!("{build} --at {AT}")).code, 0);
    let verify = format!("verify good.sdjwt --trust trust.json --status list.jwt --at {AT}");
    assert_eq!(place.run(&verify).code, 4);
    let set = format!("status set list.jwt --index 7 --value valid --trust trust.json --key status.pem --at {AT} --json");
    assert_eq!(place.run(&set).json()["entries"]["valid"], 1);
    assert_eq!(place.run(&verify).code, 0);
}

#[test]
fn an_index_beyond_the_list_changes_nothing() {
    let place = Place::new();
    let before = place.read("valid.jwt");
    let ran = place.run(&format!("status set valid.jwt --index 5000 --value valid --trust trust.json --key status.pem --at {AT}"));
    assert_eq!((ran.code, place.read("valid.jwt")), (1, before));
    assert!(ran.stderr.contains("5000"), "{}", ran.stderr);
}

#[test]
fn a_status_list_that_nobody_accepts_is_not_written() {
    let place = Place::new();
    let before = place.read("valid.jwt");
    let set = "status set valid.jwt --index 7 --value revoked --trust trust.json";
    let wrong_key = place.run(&format!("{set} --key report.pem --at {AT}"));
    assert_eq!((wrong_key.code, place.read("valid.jwt") == before), (1, true));
    assert!(wrong_key.stderr.contains("status key"), "{}", wrong_key.stderr);
    let older = place.run(&format!("{set} --key status.pem --fresh-at {AT} --at 2026-02-14"));
    assert_eq!((older.code, place.read("valid.jwt") == before), (1, true));
    assert!(older.stderr.contains("[status_rollback]"), "{}", older.stderr);
}

#[test]
fn a_trust_list_that_could_never_be_used_is_not_made() {
    let place = Place::new();
    let names = place.names();
    for (options, said) in [
        ("--expires 2026-01-01", "expired already"),
        ("--expires 2027-01-01 --threshold 2", "1 root key is named"),
        ("--expires 2027-01-01 --threshold 0", "1 root key is named"),
    ] {
        let ran = place.run(&format!("trust init --root-key root.pem {options} --at {AT} --out own.json"));
        assert_eq!((ran.code, place.names() == names), (2, true), "{options}");
        assert!(ran.stderr.contains(said), "{}", ran.stderr);
    }
}

#[test]
fn a_wrong_root_key_gets_the_advice_of_an_issuer() {
    let ran = Place::new().run(&format!(
        "trust add trust.json --root-key report.pem --entity https://programme.example --key report.pem --state retired --at {AT}"
    ));
    assert!(ran.stderr.contains("--root-key") && !ran.stderr.contains("damaged"), "{}", ran.stderr);
}

#[test]
fn a_secret_key_whose_halves_do_not_belong_together_is_no_key() {
    let place = Place::new();
    place.run("keys new --out one.jwk --format jwk");
    place.run("keys new --out two.jwk --format jwk");
    let mut key: serde_json::Value = serde_json::from_str(&place.read("one.jwk")).unwrap();
    let other: serde_json::Value = serde_json::from_str(&place.read("two.jwk")).unwrap();
    key["x"] = other["x"].clone();
    place.write("mixed.jwk", key.to_string());
    let ran = place.run("keys show mixed.jwk");
    assert_eq!(ran.code, 1, "{}", ran.stdout);
    assert!(ran.stderr.contains("does not belong") && !ran.stderr.contains(key["d"].as_str().unwrap()), "{}", ran.stderr);
}

#[test]
fn a_file_that_is_too_large_for_a_key_is_told_the_limit() {
    let place = Place::new();
    place.write("big", vec![b' '; 70_000]);
    let ran = place.run("keys show big");
    assert!(ran.stderr.contains("at most 64 KiB"), "{}", ran.stderr);
}
