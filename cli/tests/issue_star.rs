//! `issue --star`: no index twice, no report over another, all of them or none.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests fail as tests do")]

mod common;

use common::{AT, HEADER, Place, ROW, export};
use serde_json::Value;

const STAR: &str = "issue --star export --issuer https://programme.example --status-uri https://exchange.example/status/2026-1 \
                    --key report.pem --status-key status.pem --out signed --at 2026-02-16";

/// An export with one report each for these assessments.
fn with(place: &Place, ids: &[&str]) {
    let rows: String = ids.iter().map(|id| ROW.replace("700001", id)).collect();
    if !place.path("export").exists() {
        return export(place, &format!("{HEADER}{rows}"));
    }
    place.write("export/star-assessments.csv", format!("{HEADER}{rows}"));
}

/// Rows of one assessment that needs more disclosures than a token may have.
fn too_large() -> String {
    let row = |number: usize| ROW.replace("Overtime", &format!("Point {number}")).replace("VN1-001", &format!("Q{number}"));
    (0..1100).map(row).collect()
}

fn standing(place: &Place, report: &str) -> Value {
    let ran = place.run(&format!("verify signed/reports/{report}.sdjwt --trust trust.json --status signed/status --at {AT} --json"));
    ran.json()["standing"]["value"].clone()
}

fn report_files(place: &Place) -> Vec<String> {
    let files = std::fs::read_dir(place.path("signed/reports")).unwrap();
    let mut names: Vec<_> = files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_second_export_does_not_give_out_an_index_again() {
    let place = Place::new();
    with(&place, &["700001"]);
    assert_eq!(place.run(&format!("{STAR} --json")).json()["next_index"], 1);
    let revoke = "status set signed/status/2026-1 --index 0 --value revoked --trust trust.json --key status.pem";
    assert_eq!(place.run(&format!("{revoke} --at {AT}")).code, 0);
    let list = place.read("signed/status/2026-1");
    with(&place, &["700002"]);
    let ran = place.run(STAR);
    assert_eq!((ran.code, place.read("signed/status/2026-1") == list), (3, true));
    assert!(ran.stderr.contains("--first-index") && ran.stderr.contains("--trust"), "{}", ran.stderr);
    let ran = place.run(&format!("{STAR} --trust trust.json --first-index 0"));
    assert_eq!((ran.code, place.read("signed/status/2026-1") == list), (2, true), "{}", ran.stderr);
    let ran = place.run(&format!("{STAR} --trust trust.json --first-index 1 --json"));
    assert_eq!((ran.code, &ran.json()["next_index"]), (0, &2.into()), "{}", ran.stderr);
    assert_eq!((standing(&place, "700001"), standing(&place, "700002")), ("revoked".into(), "valid".into()));
}

#[test]
fn a_list_that_went_missing_is_not_begun_again() {
    let place = Place::new();
    with(&place, &["700001"]);
    place.run(STAR);
    std::fs::remove_file(place.path("signed/status/2026-1")).unwrap();
    with(&place, &["700002"]);
    let ran = place.run(STAR);
    assert_eq!((ran.code, report_files(&place)), (3, vec!["700001.sdjwt".to_owned()]));
    assert!(ran.stderr.contains("put the list there"), "{}", ran.stderr);
}

#[test]
fn a_list_grows_where_an_export_needs_more_room() {
    let place = Place::new();
    with(&place, &["700001"]);
    place.run(STAR);
    with(&place, &["700002"]);
    let ran = place.run(&format!("{STAR} --trust trust.json --first-index 5000"));
    assert_eq!((ran.code, standing(&place, "700002")), (0, "valid".into()), "{}", ran.stderr);
}

#[test]
fn a_report_never_takes_the_place_of_another() {
    let place = Place::new();
    with(&place, &["700001"]);
    place.run(STAR);
    let before = (place.read("signed/reports/700001.sdjwt"), place.read("signed/status/2026-1"));
    with(&place, &["700000", "700001"]);
    let ran = place.run(&format!("{STAR} --trust trust.json --first-index 1"));
    assert_eq!((ran.code, report_files(&place)), (3, vec!["700001.sdjwt".to_owned()]));
    assert!(ran.stderr.contains("signed before"), "{}", ran.stderr);
    assert_eq!((place.read("signed/reports/700001.sdjwt"), place.read("signed/status/2026-1")), before);
}

#[test]
fn assessments_whose_ids_look_alike_have_files_of_their_own() {
    let place = Place::new();
    with(&place, &["A/1", "B/1", "1 2", "1?2", "..", "../1"]);
    assert_eq!(place.run(STAR).code, 0);
    assert_eq!(report_files(&place).len(), 6);
    assert_eq!(place.run(&format!("verify signed/reports/A%2F1.sdjwt --trust trust.json --at {AT}")).code, 0);
}

#[test]
fn a_report_past_a_limit_is_listed_and_the_others_are_signed() {
    let place = Place::new();
    export(&place, &format!("{HEADER}{}{ROW}", too_large().replace("700001", "700002")));
    let ran = place.run(&format!("{STAR} --json"));
    assert_eq!((ran.code, report_files(&place)), (1, vec!["700001.sdjwt".to_owned()]));
    let summary = ran.json()["summary"].clone();
    assert_eq!((&summary["report_count"], &summary["counts"]["refused_assessment"]), (&1.into(), &1100.into()));
    assert_eq!(standing(&place, "700001"), "valid");
}

#[test]
fn an_export_of_which_nothing_can_be_signed_leaves_nothing() {
    let place = Place::new();
    export(&place, &format!("{HEADER}{}", too_large()));
    let names = place.names();
    let ran = place.run(&STAR.replace("--out signed", "--out new/signed"));
    assert_eq!((ran.code, place.names()), (1, names));
    assert!(ran.stderr.contains("[too_large]"), "{}", ran.stderr);
}

#[test]
fn a_status_key_that_nobody_accepts_leaves_nothing() {
    let place = Place::new();
    with(&place, &["700001"]);
    let names = place.names();
    let ran = place.run(&format!("{} --trust trust.json", STAR.replace("status.pem", "report.pem")));
    assert_eq!((ran.code, place.names()), (1, names));
}

#[test]
fn the_caller_says_who_may_see_the_reports_and_in_which_language_they_are() {
    let place = Place::new();
    with(&place, &["700001"]);
    let signed = |rest: &str| {
        let _ = std::fs::remove_dir_all(place.path("signed"));
        assert_eq!(place.run(&format!("{STAR} {rest}")).code, 0, "{rest}");
        place.run(&format!("verify signed/reports/700001.sdjwt --trust trust.json --at {AT} --json")).json()["document"]["report"].clone()
    };
    assert_eq!(signed("")["publication"], serde_json::json!({"audience": "public", "from": "2026-02-16"}));
    assert_eq!(signed("--publication restricted")["publication"], serde_json::json!({"audience": "restricted"}));
    let later = signed("--publication public --public-from 2026-05-01");
    assert_eq!(later["publication"], serde_json::json!({"audience": "public", "from": "2026-05-01"}));
    assert_eq!(signed("--language vi")["language"], "vi");
    assert_eq!(place.run(&format!("{STAR} --language english_")).code, 2);
}

#[test]
fn a_faulty_row_is_left_out_where_the_caller_says_so() {
    let place = Place::new();
    export(&place, &format!("{HEADER}{ROW}{}", ROW.replace("VN1-001,NCQ,1", "VN1-002,NCQ,perhaps")));
    assert_eq!(place.run(&format!("{STAR} --faulty-rows leave-out-row")).code, 1);
    assert_eq!(report_files(&place), ["700001.sdjwt"]);
}

#[test]
fn reports_do_not_go_to_standard_output() {
    let place = Place::new();
    with(&place, &["700001"]);
    let names = place.names();
    let ran = place.run(&STAR.replace("--out signed", "--out -"));
    assert_eq!((ran.code, place.names()), (2, names));
}
