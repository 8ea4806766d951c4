//! `import` and `query`: what a store keeps, what it refuses, what can be asked.

mod common;

use common::{AT, Place};

fn import(sources: &str) -> String {
    format!("import {sources} --store reports.db --trust trust.json --status valid.jwt --at {AT} --json")
}

#[test]
fn a_second_import_changes_nothing() {
    let place = Place::new();
    let first = place.run(&import("good.sdjwt"));
    assert_eq!((first.code, &first.json()["imported"]), (0, &1.into()));
    let second = place.run(&import("good.sdjwt"));
    assert_eq!((second.code, &second.json()["imported"], &second.json()["unchanged"]), (0, &0.into(), &1.into()));
}

#[test]
fn a_fuller_copy_enriches_what_a_view_left() {
    let place = Place::new();
    place.run("redact good.sdjwt --view public --out public.sdjwt");
    assert_eq!(place.run(&import("public.sdjwt")).json()["imported"], 1);
    assert_eq!(place.run(&import("good.sdjwt")).json()["enriched"], 1);
}

#[test]
fn what_does_not_verify_is_named_with_its_code() {
    let place = Place::new();
    place.write("cut.sdjwt", &place.read("good.sdjwt").as_bytes()[..500]);
    let ran = place.run(&import("."));
    let json = ran.json();
    assert_eq!((ran.code, &json["imported"], &json["quarantined"]), (1, &1.into(), &1.into()));
    assert_eq!((&json["refused"][0]["code"], &json["refused"][0]["source"]), (&"malformed".into(), &"cut.sdjwt".into()));
}

#[test]
fn a_huge_file_is_set_aside_and_the_rest_is_imported() {
    let place = Place::new();
    std::fs::File::create(place.path("huge.sdjwt")).unwrap().set_len(1 << 30).unwrap();
    let ran = place.run(&import("."));
    let json = ran.json();
    assert_eq!((ran.code, &json["imported"], &json["unread"][0]["code"]), (1, &1.into(), &"too_large".into()));
}

#[test]
fn a_file_that_is_not_there_imports_nothing() {
    let place = Place::new();
    let ran = place.run(&import("good.sdjwt nowhere.sdjwt"));
    assert_eq!((ran.code, ran.error_code().as_str(), place.path("reports.db").exists()), (3, "not_found", false));
}

#[test]
fn a_folder_without_reports_is_said_so() {
    let place = Place::new();
    std::fs::create_dir(place.path("nothing")).unwrap();
    let ran = place.run("import nothing --store reports.db --trust trust.json");
    assert_eq!(ran.code, 3);
    assert!(ran.stderr.contains("has no .sdjwt file"), "{}", ran.stderr);
}

#[test]
fn what_is_no_store_stays_as_it_is() {
    let place = Place::new();
    place.write("reports.db", "this is a letter, not a database");
    let ran = place.run(&import("good.sdjwt"));
    assert_eq!((ran.code, ran.error_code().as_str()), (3, "not_a_store"));
    assert_eq!(place.read("reports.db"), "this is a letter, not a database");
}

#[test]
fn an_expired_trust_list_imports_nothing() {
    let ran = Place::new().run("import good.sdjwt --store reports.db --trust trust.json --at 2040-01-01 --json");
    assert_eq!((ran.code, ran.error_code().as_str()), (1, "trust_expired"));
}

#[test]
fn a_question_is_answered_as_a_table_as_json_and_as_csv() {
    let place = Place::new();
    place.run(&import("good.sdjwt"));
    let table = place.run("query reports --store reports.db");
    assert!(table.code == 0 && table.stdout.contains("Synthetic Garments 7") && table.stdout.contains("1 row"), "{}", table.stdout);
    let json = place.run("query reports --store reports.db --json").json();
    assert_eq!((&json[0]["assessment_id"], &json[0]["standing"]), (&"50007".into(), &"valid".into()));
    let csv = place.run("query reports --store reports.db --csv").stdout;
    assert!(csv.starts_with("facility_name,facility_country,sub,assessment_id,") && csv.lines().count() == 2, "{csv}");
}

#[test]
fn every_question_can_be_asked() {
    let place = Place::new();
    place.run(&import("good.sdjwt"));
    let questions = place.run("query --json").json();
    for question in questions.as_array().unwrap() {
        let name = question["name"].as_str().unwrap();
        let facility = if name == "facility_history" { "--facility urn:betterwork:facility:VN-7" } else { "" };
        let ran = place.run(&format!("query {name} --store reports.db {facility}"));
        assert!(ran.code == 0 && ran.stdout.contains("row"), "{name}: {}{}", ran.stdout, ran.stderr);
    }
}

#[test]
fn rows_can_be_chosen_by_country_cluster_and_facility() {
    let place = Place::new();
    place.run(&import("good.sdjwt"));
    let count = |filter: &str| place.run(&format!("query {filter} --store reports.db --json")).json().as_array().unwrap().len();
    assert_eq!((count("reports --country VN"), count("reports --country KH")), (1, 0));
    assert_eq!((count("non_compliances --facility urn:betterwork:facility:VN-7"), count("non_compliances --facility VN-7")), (1, 1));
    assert_eq!(place.run("query non_compliances --facility nobody --store reports.db").code, 3);
    assert_eq!(place.run("query quarantine --country VN --store reports.db").code, 2);
}

#[test]
fn a_question_that_nobody_knows_is_answered_with_those_that_are_known() {
    let place = Place::new();
    let ran = place.run("query secrets --store reports.db");
    assert!(ran.code == 2 && ran.stderr.contains("current_reports"), "{}", ran.stderr);
    assert_eq!(place.run("query reports --store nowhere.db").code, 3);
}

#[test]
fn a_store_is_a_file_with_a_name() {
    let ran = Place::new().run(&format!("import good.sdjwt --store - --trust trust.json --at {AT}"));
    assert!(ran.code == 2 && ran.stderr.contains("a store is a database file"), "{}", ran.stderr);
}

#[test]
fn changes_are_asked_from_a_number() {
    let place = Place::new();
    place.run(&import("good.sdjwt"));
    let changes = place.run("query changes --store reports.db --json").json();
    assert_eq!((&changes[0]["kind"], &changes[0]["change_id"]), (&"imported".into(), &1.into()));
    assert_eq!(place.run("query changes --store sqlite:reports.db --since 1 --json").json().as_array().unwrap().len(), 0);
    assert_eq!(place.run("query reports --store reports.db --since 1").code, 2);
}

#[test]
fn a_database_that_is_not_there_is_named_without_its_password() {
    let ran = Place::new().run("query reports --store postgres://erp:secret@127.0.0.1:1/erp");
    assert!(ran.code == 3 && ran.stderr.contains("`postgres://erp@127.0.0.1:1/erp`"), "{}", ran.stderr);
    assert!(!ran.stderr.contains("secret"), "{}", ran.stderr);
}
