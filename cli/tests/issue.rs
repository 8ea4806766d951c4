//! `issue` and `schema`: from unsigned to signed, and nothing half written.

mod common;

use common::{AT, HEADER, Place, ROW, export};
use conformance::sample::{self, Size};

const STAR: &str = "issue --star export --issuer https://programme.example --status-uri https://exchange.example/status/2026-1 \
                    --key report.pem --status-key status.pem --out signed --at 2026-02-16";

#[test]
fn a_signed_report_verifies() {
    let place = Place::new();
    place.write("report.json", serde_json::to_string(&sample::report(7, Size::SMALL)).unwrap());
    assert_eq!(place.run(&format!("issue report.json --key report.pem --out new.sdjwt --at {AT}")).code, 0);
    let ran = place.run(&format!("verify new.sdjwt --trust trust.json --at {AT} --json"));
    assert_eq!((ran.code, &ran.json()["document"]["iat"]), (0, &1_771_200_000.into()));
}

#[test]
fn a_report_is_signed_from_standard_input_to_standard_output() {
    let place = Place::new();
    let report = serde_json::to_string(&sample::report(7, Size::SMALL)).unwrap();
    let signed = place.run_with(&format!("issue - --key report.pem --at {AT}"), report.as_bytes());
    assert_eq!(signed.code, 0, "{}", signed.stderr);
    let ran = place.run_with(&format!("verify - --trust trust.json --at {AT}"), signed.stdout.as_bytes());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
}

#[test]
fn a_report_that_contradicts_itself_is_not_signed() {
    let place = Place::new();
    let mut report = sample::report(7, Size::SMALL);
    report.report.revision = 2;
    place.write("report.json", serde_json::to_string(&report).unwrap());
    let names = place.names();
    let ran = place.run(&format!("issue report.json --key report.pem --out new.sdjwt --at {AT}"));
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.starts_with("error: `report.json` cannot be signed: "), "{}", ran.stderr);
    assert_eq!(place.names(), names);
}

#[test]
fn what_is_no_key_signs_nothing() {
    let place = Place::new();
    place.write("report.json", serde_json::to_string(&sample::report(7, Size::SMALL)).unwrap());
    let ran = place.run("issue report.json --key trust.json --out new.sdjwt");
    assert_eq!((ran.code, place.path("new.sdjwt").exists()), (1, false));
    assert!(ran.stderr.contains("keys new"), "{}", ran.stderr);
}

#[test]
fn an_export_becomes_signed_reports_and_a_status_list() {
    let place = Place::new();
    export(&place, &format!("{HEADER}{ROW}"));
    let ran = place.run(STAR);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let ran =
        place.run(&format!("verify signed/reports/700001.sdjwt --trust trust.json --status signed/status --require-status --at {AT}"));
    assert_eq!(ran.code, 0, "{}", ran.stderr);
}

#[test]
fn a_csv_with_a_wrong_header_is_named_with_its_place() {
    let place = Place::new();
    export(&place, &format!("{}{ROW}", HEADER.replace("Quest.ID", "Quest.No")));
    let ran = place.run(STAR);
    assert_eq!((ran.code, ran.stdout.as_str()), (3, ""));
    assert!(ran.stderr.contains("star-assessments.csv` line 1 has no column `Quest.ID`"), "{}", ran.stderr);
    assert!(!place.path("signed").exists());
}

#[test]
fn a_bad_row_is_named_and_the_rest_is_signed() {
    let place = Place::new();
    let bad = ROW.replace("700001", "700002").replace(",NCQ,1,", ",NCQ,perhaps,");
    export(&place, &format!("{HEADER}{ROW}{bad}"));
    let ran = place.run(STAR);
    assert_eq!(ran.code, 1);
    assert!(ran.stdout.contains("star-assessments.csv line 3 column `Finding`"), "{}", ran.stdout);
    assert!(place.path("signed/reports/700001.sdjwt").exists() && !place.path("signed/reports/700002.sdjwt").exists());
}

#[test]
fn an_export_that_is_not_there_ends_with_3() {
    let ran = Place::new().run(STAR);
    assert_eq!(ran.code, 3);
    assert!(ran.stderr.contains("there is no directory `export`"), "{}", ran.stderr);
}

#[test]
fn an_output_that_cannot_be_written_ends_with_3_and_leaves_nothing() {
    let place = Place::new();
    let names = place.names();
    for out in [".", "nowhere/new.sdjwt"] {
        let ran = place.run(&format!("redact good.sdjwt --view public --out {out}"));
        assert_eq!(ran.code, 3, "{out}");
        assert!(ran.stderr.contains("cannot write"), "{}", ran.stderr);
    }
    assert_eq!(place.names(), names);
}

#[test]
fn the_schemas_are_listed_and_printed() {
    let place = Place::new();
    assert!(place.run("schema").stdout.contains("assessment-report-1.view"));
    let schema = place.run("schema assessment-report-1.full.json").json();
    assert!(schema["$id"].as_str().unwrap().starts_with("https://"));
    let ran = place.run("schema nonsense");
    assert!(ran.code == 2 && ran.stderr.contains("assessment-report-1.full"), "{}", ran.stderr);
}

#[test]
fn a_time_that_no_reader_takes_is_refused_with_a_clear_sentence() {
    let place = Place::new();
    place.write("report.json", serde_json::to_string(&sample::report(7, Size::SMALL)).unwrap());
    let ran = place.run("issue report.json --key report.pem --out new.sdjwt --at 1965-01-01");
    assert_eq!((ran.code, place.path("new.sdjwt").exists()), (1, false));
    assert!(ran.stderr.contains("`iat`") && ran.stderr.contains("between 1970 and 9999"), "{}", ran.stderr);
}

#[test]
fn nothing_is_written_over_what_the_command_reads() {
    let place = Place::new();
    place.write("report.json", serde_json::to_string(&sample::report(7, Size::SMALL)).unwrap());
    let issue = format!("issue report.json --key report.pem --at {AT} --out");
    let set = format!("status set valid.jwt --index 7 --value revoked --trust trust.json --key status.pem --at {AT} --out");
    let add = format!(
        "trust add trust.json --root-key root.pem --entity https://programme.example --key report.pem --state retired --at {AT} --out"
    );
    for (line, file) in [
        ("redact good.sdjwt --view public --out", "good.sdjwt"),
        ("redact good.sdjwt --view public --out", "./good.sdjwt"),
        (&issue, "report.json"),
        (&issue, "report.pem"),
        (&set, "trust.json"),
        (&set, "status.pem"),
        (&add, "root.pem"),
        (&add, "report.pem"),
    ] {
        let before = place.read(file);
        let ran = place.run(&format!("{line} {file}"));
        assert_eq!((ran.code, place.read(file) == before), (2, true), "{line} {file}: {}", ran.stderr);
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_is_replaced_keeps_its_mode() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    for mode in [0o600, 0o640] {
        place.write("view.sdjwt", "old");
        std::fs::set_permissions(place.path("view.sdjwt"), PermissionsExt::from_mode(mode)).unwrap();
        assert_eq!(place.run("redact good.sdjwt --view public --out view.sdjwt").code, 0);
        let found = std::fs::metadata(place.path("view.sdjwt")).unwrap().permissions().mode();
        assert_eq!(found & 0o777, mode);
    }
}

#[test]
fn an_unsigned_report_needs_no_time_of_signing() {
    let place = Place::new();
    let mut report = serde_json::to_value(sample::report(7, Size::SMALL)).unwrap();
    report.as_object_mut().unwrap().remove("iat");
    place.write("report.json", report.to_string());
    let ran = place.run(&format!("issue report.json --key report.pem --out new.sdjwt --at {AT}"));
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let ran = place.run(&format!("verify new.sdjwt --trust trust.json --at {AT} --json"));
    assert_eq!(ran.json()["document"]["iat"], 1_771_200_000);
}
