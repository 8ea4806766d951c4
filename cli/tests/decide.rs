//! `decide` and `suppliers`: one report explained, a list of suppliers decided about, and what only a person can say.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "test code")]

mod common;

use betterwork::issue;
use common::{AT, Place};
use conformance::sample::{self, FixedRandom, Keys, Size};

const RULES: &str = "--policy policy.json --crosswalk crosswalk.json --trust trust.json --status valid.jwt";
const LIST: &str =
    "supplier_number,supplier_name,country,star_id\nV1,Synthetic Garments 7,VN,7\nV2,Synthetic Garments 7,VN,\nV3,Nobody,KH,\n";

/// A store with one report, a list of three suppliers, a policy and a crosswalk.
fn place() -> Place {
    let place = Place::new();
    place.write("policy.json", include_str!("../../examples/policies/brand.json"));
    place.write("crosswalk.json", include_str!("../../examples/crosswalks/eti-base-code.json"));
    place.write("suppliers.csv", LIST);
    assert_eq!(place.run(&format!("import good.sdjwt --store reports.db --trust trust.json --status valid.jwt --at {AT}")).code, 0);
    place
}

#[test]
fn a_report_is_decided_about_and_explained() {
    let ran = place().run(&format!("decide good.sdjwt {RULES} --at {AT}"));
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stdout.contains("Synthetic Garments 7 (VN)") && ran.stdout.contains("Clause 9 ("), "{}", ran.stdout);
}

#[test]
fn the_same_question_gets_the_same_bytes_and_a_replay_agrees() {
    let place = place();
    let ask = format!("decide good.sdjwt {RULES} --at {AT} --json");
    let (first, second) = (place.run(&ask), place.run(&ask));
    assert_eq!(first.stdout, second.stdout);
    place.write("decision.json", &first.stdout);
    let replay = place.run(&format!("decide good.sdjwt {RULES} --replay decision.json"));
    assert_eq!((replay.code, replay.stdout.trim()), (0, "the same decision, byte for byte"));
    place.write("policy.json", place.read("policy.json").replace("730", "1"));
    let replay = place.run(&format!("decide good.sdjwt {RULES} --replay decision.json"));
    assert_eq!(replay.code, 1);
    assert!(replay.stdout.contains("inputs/policy"), "{}", replay.stdout);
}

#[test]
fn a_mistyped_rule_is_refused_with_its_place_and_what_was_meant() {
    let place = place();
    place.write("policy.json", place.read("policy.json").replace("maximum_age_days", "maximum_age_day"));
    let ran = place.run(&format!("decide good.sdjwt {RULES} --at {AT}"));
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("`maximum_age_day` at line") && ran.stderr.contains("did you mean `maximum_age_days`?"), "{}", ran.stderr);
}

#[test]
fn a_supplier_is_never_matched_silently_by_name() {
    let place = place();
    let decide = format!("decide --store reports.db --suppliers suppliers.csv {RULES} --at {AT} --json");
    let answer = place.run(&decide).json();
    let bases: Vec<_> =
        answer["suppliers"].as_array().unwrap().iter().map(|row| row["match"]["basis"].as_str().unwrap().to_owned()).collect();
    assert_eq!(bases, ["identifier", "proposed", "none"]);
    assert_eq!((&answer["totals"]["unconfirmed"], &answer["totals"]["no_report"]), (&1.into(), &1.into()));

    let confirmed = place.run(&format!("suppliers confirm V2 --by tests --store reports.db --suppliers suppliers.csv --at {AT}"));
    assert_eq!(confirmed.code, 0, "{}", confirmed.stderr);
    let answer = place.run(&decide).json();
    assert_eq!(answer["suppliers"][1]["match"]["confirmed_by"], "tests");
    assert_eq!(answer["suppliers"][1]["same_factory_as"], "V1");

    // Another name under the same number is another claim.
    place.write("suppliers.csv", LIST.replace("V2,Synthetic Garments 7", "V2,synthetic garments  7"));
    assert_eq!(place.run(&decide).json()["suppliers"][1]["match"]["basis"], "proposed");
    assert_eq!(place.run("suppliers forget V2 --store reports.db").code, 0);
}

#[test]
fn a_bad_list_is_refused_as_a_whole() {
    let place = place();
    for (rows, complaint) in
        [("V1,A,VN,\nV1,B,VN,\n", "line 3, column `supplier_number`"), ("V1,A,Atlantis,\n", "`Atlantis` is no country")]
    {
        place.write("suppliers.csv", format!("supplier_number,supplier_name,country,star_id\n{rows}"));
        let ran = place.run(&format!("decide --store reports.db --suppliers suppliers.csv {RULES} --at {AT}"));
        assert_eq!(ran.code, 3);
        assert!(ran.stderr.contains(complaint), "{}", ran.stderr);
    }
}

#[test]
fn a_report_that_does_not_verify_any_more_is_said_and_never_accepted() {
    let place = place();
    // A trust list that never heard of the key.
    let mut payload = sample::trust_payload(&Keys::default());
    payload.entities[0].keys.remove(0);
    place.write("trust.json", betterwork::trust::sign_trust_list(&payload, &[&Keys::default().root]).unwrap());
    let ran = place.run(&format!("decide --store reports.db --suppliers suppliers.csv {RULES} --at {AT} --json"));
    let row = &ran.json()["suppliers"][0];
    assert_eq!(row["bucket"], "full_audit");
    assert!(row["problem"].as_str().unwrap().starts_with("unknown_key:"), "{row}");
}

#[test]
fn what_a_report_says_is_never_markup_of_the_page() {
    let place = place();
    let mut report = sample::report(8, Size::SMALL);
    report.report.facility.name = "<script>alert(1)</script>".into();
    place.write("bad.sdjwt", issue(&report, &Keys::default().report, &mut FixedRandom::new(9)).unwrap());
    place.run(&format!("import bad.sdjwt --store reports.db --trust trust.json --at {AT}"));
    place.write("suppliers.csv", "supplier_number,supplier_name,country,star_id\n<script>1,<script>2</script>,VN,8\n");
    let ran = place.run(&format!("decide --store reports.db --suppliers suppliers.csv {RULES} --at {AT} --html page.html"));
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let page = place.read("page.html");
    assert!(page.contains("&lt;script&gt;2") && !page.contains("<script") && page.contains("<svg"), "{page}");
}

#[test]
fn a_page_is_never_written_over_what_is_read() {
    let place = place();
    let decide = format!("decide --store reports.db --suppliers suppliers.csv {RULES} --at {AT}");
    for input in ["reports.db", "suppliers.csv", "policy.json", "crosswalk.json", "trust.json", "valid.jwt"] {
        let before = std::fs::read(place.path(input)).unwrap();
        let ran = place.run(&format!("{decide} --html {input}"));
        assert!(ran.code == 2 && ran.stderr.contains("is a file that this command reads"), "{input}: {}", ran.stderr);
        assert_eq!(std::fs::read(place.path(input)).unwrap(), before);
    }
}

#[test]
fn standard_output_takes_the_page_alone() {
    let place = place();
    let decide = format!("decide --store reports.db --suppliers suppliers.csv {RULES} --at {AT} --html -");
    let ran = place.run(&decide);
    assert!(ran.code == 0 && ran.stdout.starts_with("<!doctype html>") && ran.stdout.trim_end().ends_with("</html>"), "{}", ran.stdout);
    assert_eq!((place.run(&format!("{decide} --json")).code, place.run(&format!("{decide} --csv")).code), (2, 2));
}

#[test]
fn a_name_steers_no_terminal_and_begins_no_formula() {
    let place = place();
    place.write("suppliers.csv", "supplier_number,supplier_name,country,star_id\n=1+1,\"\u{1b}[2JEvil\u{202e}\nV9  accept\",VN,7\n");
    let decide = format!("decide --store reports.db --suppliers suppliers.csv {RULES} --at {AT}");
    let table = place.run(&decide).stdout;
    assert!(!table.contains(['\u{1b}', '\u{202e}']) && !table.lines().any(|line| line.starts_with("V9")), "{table}");
    let csv = place.run(&format!("{decide} --csv")).stdout;
    assert!(csv.lines().nth(1).unwrap().starts_with("'=1+1,"), "{csv}");
}

#[test]
fn a_view_that_hides_what_a_rule_could_block_is_never_accepted() {
    let place = place();
    assert_eq!(place.run("redact good.sdjwt --view public --out public.sdjwt").code, 0);
    place.write("policy.json", place.read("policy.json").replace("\"complete\"", "[]"));
    let clause = r#"{"id": "1", "title": {"en": "Hours"}, "coverage": "none", "rationale": {"en": "Synthetic"}}"#;
    let crosswalk = r#"{"schema": "https://schemas.betterwork.org/crosswalk/1", "id": "x", "version": "1", "title": {"en": "X"}, "taxonomy": "https://schemas.betterwork.org/taxonomy/1", "clauses": [CLAUSE]}"#;
    place.write("crosswalk.json", crosswalk.replace("CLAUSE", clause));
    place.write(
        "policy.json",
        place.read("policy.json").replace("\"uncovered_clause\": \"top_up\"", "\"uncovered_clause\": \"out_of_scope\""),
    );
    let outcome = |file: &str| place.run(&format!("decide {file} {RULES} --at {AT} --json")).json()["outcome"].as_str().unwrap().to_owned();
    assert_eq!((outcome("good.sdjwt").as_str(), outcome("public.sdjwt").as_str()), ("accept", "top_up"));
}

#[test]
fn a_replay_with_another_view_says_that_less_is_shown() {
    let place = place();
    place.write("decision.json", place.run(&format!("decide good.sdjwt {RULES} --at {AT} --json")).stdout);
    place.run("redact good.sdjwt --view public --out public.sdjwt");
    let replay = place.run(&format!("decide public.sdjwt {RULES} --replay decision.json"));
    assert!(replay.code == 1 && replay.stdout.contains("report/findings_withheld_count"), "{}", replay.stdout);
    place.write("decision.json", "{}");
    let replay = place.run(&format!("decide good.sdjwt {RULES} --replay decision.json"));
    assert!(replay.code == 1 && replay.stderr.contains("give what `betterwork decide REPORT --json` printed"), "{}", replay.stderr);
}

#[test]
fn what_the_advice_names_is_there() {
    let place = place();
    let (policy, crosswalk) = (place.run("schema policy"), place.run("schema crosswalk"));
    assert!(
        policy.stdout.contains("zero_tolerance_tags") && crosswalk.stdout.contains("level_of_law"),
        "{}{}",
        policy.stderr,
        crosswalk.stderr
    );
    let several = place.run("schema assessment-report");
    assert!(several.code == 2 && several.stderr.contains("assessment-report-1.full"), "{}", several.stderr);
}

#[test]
fn a_question_without_a_subject_is_told_what_to_name() {
    let place = place();
    let ran = place.run(&format!("decide {RULES} --at {AT}"));
    assert!(ran.code == 2 && ran.stderr.contains("name a report, or a store and a list of suppliers"), "{}", ran.stderr);
    let ran = place.run(&format!("decide --store reports.db --suppliers nowhere.csv {RULES} --at {AT}"));
    assert!(ran.code == 3 && ran.stderr.contains("there is no file or folder `nowhere.csv`"), "{}", ran.stderr);
}
