//! `anonymise`: the folder, the key, and that nothing is half written.
#![allow(clippy::unwrap_used, reason = "test code")]

mod common;

use common::{AT, Place};
use conformance::sample::{self, Keys, Size};

/// A store of `count` factories that look alike, and what they are called.
fn place(count: u64) -> Place {
    let place = Place::new();
    std::fs::create_dir(place.path("in")).unwrap();
    (1..=count).for_each(|seed| place.write(&format!("in/{seed}.sdjwt"), sample::token(&Keys::default(), seed, Size::SMALL).unwrap()));
    place.run(&format!("import in --store reports.db --trust trust.json --at {AT}"));
    place.write("research.key", format!("{:064x}\n", 0x1234_5678));
    place
}

fn anonymise(rest: &str) -> String {
    format!("anonymise --store reports.db --trust trust.json --at {AT} {rest}")
}

#[test]
fn the_folder_has_rows_dictionary_and_counts_and_no_name() {
    let place = place(5);
    let ran = place.run(&anonymise("--key research.key --out research"));
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let mut names: Vec<_> =
        std::fs::read_dir(place.path("research")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    let expected =
        ["README.md", "assessments.csv", "assessments.parquet", "dictionary.json", "findings.csv", "findings.parquet", "suppressed.json"];
    assert_eq!(names, expected);
    for name in names {
        let bytes = std::fs::read(place.path(&format!("research/{name}"))).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        for forbidden in ["Synthetic Garments", "Test Road", "urn:betterwork:facility", "Holdings", "employer"] {
            assert!(!text.contains(forbidden), "{forbidden} in {name}");
        }
    }
    let lines = |name: &str| place.read(&format!("research/{name}")).lines().count();
    assert_eq!((lines("assessments.csv"), lines("findings.csv")), (6, 56));
    assert!(ran.stdout.contains("5 of 5 reports"), "{}", ran.stdout);
}

#[test]
fn a_new_key_is_for_its_owner_alone_and_gives_the_same_pseudonyms_again() {
    let place = place(5);
    assert_eq!(place.run(&anonymise("--key new.key --new-key --out one --format csv")).code, 0);
    assert_eq!(place.run(&anonymise("--key new.key --out two --format csv")).code, 0);
    assert_eq!(place.read("one/assessments.csv"), place.read("two/assessments.csv"));
    #[cfg(unix)]
    assert_eq!(std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(place.path("new.key")).unwrap().permissions()) & 0o777, 0o600);
    let again = place.run(&anonymise("--key new.key --new-key --out three --json"));
    assert_eq!((again.code, again.error_code().as_str(), place.path("three").exists()), (3, "exists", false));
}

#[test]
fn a_short_key_is_refused_and_nothing_is_left_behind() {
    let place = place(1);
    for key in ["", "secret", "0123456789abcdef0123456789abcdef", &"0".repeat(64), &"a".repeat(63)] {
        place.write("bad.key", key);
        let ran = place.run(&anonymise("--key bad.key --out research --json"));
        assert_eq!((ran.code, ran.error_code().as_str()), (1, "malformed"), "`{key}`");
        assert!(!place.names().iter().any(|name| name.contains("research") && name != "research.key"), "{:?}", place.names());
    }
}

#[test]
fn a_folder_with_something_in_it_stays_as_it_is() {
    let place = place(1);
    std::fs::create_dir(place.path("research")).unwrap();
    assert_eq!(place.run(&anonymise("--key research.key --out research")).code, 0);
    let again = place.run(&anonymise("--key research.key --out research --json"));
    assert_eq!((again.code, again.error_code().as_str()), (3, "exists"));
    let file = place.run(&anonymise("--key research.key --out trust.json --json"));
    assert_eq!((file.code, file.error_code().as_str()), (3, "exists"));
}

#[test]
fn too_few_factories_leave_nothing_and_it_says_so() {
    let ran = place(4).run(&anonymise("--key research.key --out research"));
    assert!(ran.code == 0 && ran.stdout.contains("nothing is left"), "{}", ran.stdout);
    assert_eq!(place(1).run(&anonymise("--key research.key --out research --k 1")).code, 2);
}

#[test]
fn what_does_not_verify_any_more_is_left_out_and_named() {
    let place = place(5);
    let ran = place.run("anonymise --store reports.db --trust trust.json --at 2026-02-14 --key research.key --out research --json");
    assert_eq!(
        (ran.code, ran.json()["not_verified"].as_array().unwrap().len(), &ran.json()["suppressed"]["reports_read"]),
        (1, 5, &0.into())
    );
}
