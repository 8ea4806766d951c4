//! `verify`, `show` and `redact` as a shell sees them: exit codes, words, JSON, bad input.
#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use common::{AT, Place};
use conformance::sample::{self, Keys, Size};

#[test]
fn a_genuine_report_ends_with_0() {
    let ran = Place::new().run(&format!("verify good.sdjwt --trust trust.json --status valid.jwt --at {AT}"));
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    for said in
        ["genuine", "TEST DATA", "Synthetic Programme", "valid", "complete", "signature was checked here", "2026-02-04, 12 days ago"]
    {
        assert!(ran.stdout.contains(said), "{said} is not in\n{}", ran.stdout);
    }
}

#[test]
fn the_answers_are_separate_in_json() {
    let json = Place::new().run(&format!("verify good.sdjwt --trust trust.json --status valid.jwt --at {AT} --json")).json();
    assert_eq!(json["signer"]["test"], true);
    assert_eq!(json["standing"]["value"], "valid");
    assert_eq!(json["standing"]["as_of_at"], "2026-02-15T00:00:00Z");
    assert_eq!(json["disclosure"]["value"], "complete");
    assert_eq!(json["publication"]["public"], true);
    assert_eq!(json["age"]["days"], 12);
    assert_eq!(json["verified_at"], "2026-02-16T00:00:00Z");
    assert_eq!(json["document"]["report"]["facility"]["name"], "Synthetic Garments 7");
}

#[test]
fn what_was_withdrawn_ends_with_4() {
    let place = Place::new();
    for standing in ["revoked", "suspended", "superseded"] {
        let ran = place.run(&format!("verify good.sdjwt --trust trust.json --status {standing}.jwt --at {AT}"));
        assert_eq!(ran.code, 4, "{standing}");
        assert!(ran.stdout.contains(standing));
    }
}

#[test]
fn an_unknown_standing_ends_with_0_unless_it_is_asked_for() {
    let place = Place::new();
    assert_eq!(place.run(&format!("verify good.sdjwt --trust trust.json --at {AT}")).code, 0);
    assert_eq!(place.run(&format!("verify good.sdjwt --trust trust.json --at {AT} --require-status")).code, 4);
}

#[test]
fn a_stale_status_list_leaves_the_standing_unknown() {
    let ran = Place::new().run("verify good.sdjwt --trust trust.json --status revoked.jwt --at 2026-06-01 --json");
    assert_eq!(ran.code, 0);
    assert_eq!(ran.json()["standing"]["reason"], "status_stale");
}

#[test]
fn a_changed_report_ends_with_1_and_its_code() {
    let place = Place::new();
    let token = place.read("good.sdjwt");
    let middle = (token.find('.').unwrap() + token.rfind('.').unwrap()) / 2;
    let other = if &token[middle..=middle] == "A" { "B" } else { "A" };
    place.write("changed.sdjwt", format!("{}{other}{}", &token[..middle], &token[middle + 1..]));
    let ran = place.run(&format!("verify changed.sdjwt --trust trust.json --at {AT}"));
    assert_eq!((ran.code, ran.stdout.as_str()), (1, ""));
    assert!(ran.stderr.starts_with("error: `changed.sdjwt` is not verified: "), "{}", ran.stderr);
    assert!(ran.stderr.contains("[bad_signature]\nhelp: "), "{}", ran.stderr);
    let ran = place.run(&format!("verify changed.sdjwt --trust trust.json --at {AT} --json"));
    assert_eq!((ran.code, ran.error_code().as_str(), ran.stderr.as_str()), (1, "bad_signature", ""));
    assert!(ran.json()["error"]["message"].is_string() && ran.json()["error"]["advice"].is_string());
}

#[test]
fn what_is_no_report_ends_with_1_and_a_code() {
    let place = Place::new();
    place.write("empty", "");
    place.write("a.pdf", [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".as_slice(), &(0..=255).collect::<Vec<u8>>().repeat(40)].concat());
    place.write("cut.sdjwt", &place.read("good.sdjwt").as_bytes()[..500]);
    for file in ["empty", "a.pdf", "cut.sdjwt", "trust.json"] {
        let ran = place.run(&format!("verify {file} --trust trust.json --at {AT} --json"));
        assert_eq!((ran.code, ran.error_code().as_str()), (1, "malformed"), "{file}");
    }
}

#[test]
fn a_huge_file_is_refused_without_being_read() {
    let place = Place::new();
    std::fs::File::create(place.path("huge")).unwrap().set_len(1 << 30).unwrap();
    for verb in ["verify huge --trust trust.json", "show huge --trust trust.json", "redact huge --view public --out out"] {
        let ran = place.run(&format!("{verb} --json"));
        assert_eq!((ran.code, ran.error_code().as_str()), (1, "too_large"), "{verb}");
    }
    assert!(!place.path("out").exists());
}

#[test]
fn a_missing_file_or_a_folder_ends_with_3() {
    let place = Place::new();
    for arguments in ["nowhere.sdjwt --trust trust.json", ". --trust trust.json", "good.sdjwt --trust nowhere.json", "good.sdjwt --trust ."]
    {
        let ran = place.run(&format!("verify {arguments}"));
        assert_eq!((ran.code, ran.stdout.as_str()), (3, ""), "{arguments}");
        assert!(ran.stderr.starts_with("error: ") && ran.stderr.lines().count() == 1, "{}", ran.stderr);
    }
    assert_eq!(place.run("verify nowhere.sdjwt --trust trust.json --json").error_code(), "not_found");
}

#[test]
fn arguments_that_make_no_sense_end_with_2() {
    let place = Place::new();
    for line in ["verify --nonsense", "verify good.sdjwt", "verfy", "verify good.sdjwt --trust trust.json --at yesterday"] {
        let ran = place.run(line);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{line}");
    }
    assert!(place.run("verfy").stderr.contains("'verify'"));
}

#[test]
fn a_trust_list_that_is_not_in_order_ends_with_1() {
    let place = Place::new();
    place.write("broken.json", place.read("trust.json").replace("\"payload\": \"e", "\"payload\": \"f"));
    let ran = place.run(&format!("verify good.sdjwt --trust broken.json --at {AT}"));
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("the trust list `broken.json` cannot be used"), "{}", ran.stderr);
    let ran = place.run("verify good.sdjwt --trust trust.json --at 2040-01-01 --json");
    assert_eq!((ran.code, ran.error_code().as_str()), (1, "trust_expired"));
}

#[test]
fn a_root_can_be_pinned_by_its_fingerprint() {
    let place = Place::new();
    let fingerprint = place.run("trust show trust.json --json").json()["root_fingerprint"].as_str().unwrap().to_owned();
    let verify = |root: &str| place.run(&format!("verify good.sdjwt --trust trust.json --at {AT} --root {root}")).code;
    assert_eq!(verify(&fingerprint), 0);
    assert_eq!(verify(&fingerprint.to_uppercase()), 0);
    assert_eq!(verify(&"0".repeat(64)), 1);
    assert_eq!(verify("abc"), 2);
}

#[test]
fn a_report_comes_from_standard_input_too() {
    let place = Place::new();
    let token = place.read("good.sdjwt");
    let ran = place.run_with(&format!("verify - --trust trust.json --at {AT} --json"), token.as_bytes());
    assert_eq!((ran.code, &ran.json()["disclosure"]["value"]), (0, &"complete".into()));
}

#[test]
fn a_public_view_still_verifies_and_says_what_is_missing() {
    let place = Place::new();
    assert_eq!(place.run("redact good.sdjwt --view public --out public.sdjwt").code, 0);
    let ran = place.run(&format!("verify public.sdjwt --trust trust.json --at {AT} --json"));
    assert_eq!((ran.code, &ran.json()["disclosure"]["value"]), (0, &"partial".into()));
    let ran = place.run(&format!("verify public.sdjwt --trust trust.json --at {AT}"));
    assert!(ran.stdout.contains("members are not shown"), "{}", ran.stdout);
}

#[test]
fn a_view_goes_to_standard_output_too() {
    let place = Place::new();
    let ran = place.run_with("redact - --view facility.address --out -", place.read("good.sdjwt").as_bytes());
    assert_eq!((ran.code, ran.stdout.matches('~').count()), (0, 2));
}

#[test]
fn an_unknown_view_is_refused_by_name() {
    let ran = Place::new().run("redact good.sdjwt --view adress --out out.sdjwt");
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("`adress`") && ran.stderr.contains("facility.address"), "{}", ran.stderr);
}

#[test]
fn a_shown_report_names_its_points_and_what_is_withheld() {
    let place = Place::new();
    let full = place.run(&format!("show good.sdjwt --trust trust.json --at {AT} --all --evidence"));
    assert_eq!(full.code, 0);
    for said in ["Working Time", "Overtime", "VN1-007", "non-compliant", "evidence", "Testville", "1,200 in all", "TEST DATA"] {
        assert!(full.stdout.contains(said), "{said} is not in\n{}", full.stdout);
    }
    place.run("redact good.sdjwt --view public --out public.sdjwt");
    let public = place.run(&format!("show public.sdjwt --trust trust.json --at {AT}"));
    assert!(public.stdout.contains("Not shown in this view") && !public.stdout.contains("Testville"), "{}", public.stdout);
}

#[test]
fn what_does_not_verify_is_not_shown() {
    let place = Place::new();
    place.write("cut.sdjwt", &place.read("good.sdjwt").as_bytes()[..2000]);
    let ran = place.run(&format!("show cut.sdjwt --trust trust.json --at {AT}"));
    assert_eq!((ran.code, ran.stdout.as_str()), (1, ""));
}

#[test]
fn colour_only_reaches_a_terminal() {
    let place = Place::new();
    let line = format!("show good.sdjwt --trust trust.json --at {AT} --all");
    assert!(!place.run(&line).stdout.contains('\u{1b}'));
    let forced = place.command(&line).env("CLICOLOR_FORCE", "1").output().unwrap();
    assert!(forced.stdout.contains(&0x1b));
}

#[test]
fn every_verb_has_a_help_with_an_example() {
    let place = Place::new();
    let verbs = [
        "demo",
        "keys new",
        "keys show",
        "trust init",
        "trust add",
        "trust rotate",
        "trust show",
        "status build",
        "status set",
        "issue",
        "verify",
        "show",
        "redact",
        "import",
        "query",
        "decide",
        "suppliers match",
        "suppliers confirm",
        "suppliers forget",
        "diff",
        "rates",
        "export",
        "anonymise",
        "schema",
    ];
    for verb in verbs {
        let ran = place.run(&format!("{verb} --help"));
        assert!(ran.code == 0 && ran.stdout.contains("Example"), "{verb}\n{}", ran.stdout);
    }
    assert!(place.run("--help").stdout.contains("Exit codes:"));
}

#[test]
fn standard_input_is_there_only_once() {
    let place = Place::new();
    for line in ["verify - --trust -", "show - --trust trust.json --status -", "verify good.sdjwt --trust - --status -"] {
        let ran = place.run_with(line, place.read("good.sdjwt").as_bytes());
        assert!(ran.code == 2 && ran.stderr.contains("standard input, which is there only once"), "{line}: {}", ran.stderr);
    }
}

#[test]
fn a_folder_without_a_status_list_is_said() {
    let place = Place::new();
    std::fs::create_dir(place.path("empty")).unwrap();
    let ran = place.run(&format!("verify good.sdjwt --trust trust.json --status empty --at {AT}"));
    assert!(ran.code == 3 && ran.stderr.contains("the folder `empty` has no status list"), "{}", ran.stderr);
}

#[test]
fn a_progress_report_is_known_by_itself_and_compared_with_its_report() {
    let place = Place::new();
    for (file, about) in [("progress.sdjwt", "good.sdjwt"), ("another.sdjwt", "other.sdjwt")] {
        if about == "other.sdjwt" {
            place.write(about, sample::token(&Keys::default(), 8, Size::SMALL).unwrap());
        }
        place.write(file, sample::progress_token(&Keys::default(), &place.read(about), 2).unwrap());
    }
    let options = format!("--trust trust.json --at {AT}");
    for verb in ["verify", "show"] {
        let ran = place.run(&format!("{verb} progress.sdjwt {options}"));
        assert!(
            ran.code == 0 && ran.stdout.contains("Progress report 1") && ran.stdout.contains("follows up"),
            "{}{}",
            ran.stdout,
            ran.stderr
        );
        let ran = place.run(&format!("{verb} progress.sdjwt --about good.sdjwt {options}"));
        assert!(ran.code == 0 && ran.stdout.contains("Synthetic Garments 7, assessment"), "{}{}", ran.stdout, ran.stderr);
        let ran = place.run(&format!("{verb} another.sdjwt --about good.sdjwt {options} --json"));
        assert_eq!((ran.code, ran.error_code().as_str()), (1, "inconsistent"));
        assert_eq!(place.run(&format!("{verb} good.sdjwt --about good.sdjwt {options}")).code, 2);
    }
    assert!(place.run(&format!("show progress.sdjwt {options}")).stdout.contains("verified remediated"));
}
