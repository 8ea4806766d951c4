//! `rates` and `diff`: many reports counted, two of them compared.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "test code")]

mod common;

use betterwork::report::{AssessmentReport, FindingResult};
use betterwork::{Day, issue};
use common::{AT, Place};
use conformance::sample::{self, FixedRandom, Keys, Size};

/// Two cycles of one factory: what was non-compliant in the first is compliant in the second.
fn two_cycles() -> Place {
    let place = Place::new();
    for (cycle, name) in [(1, "earlier.sdjwt"), (2, "later.sdjwt")] {
        place.write(name, token(&report(cycle)));
    }
    place.run(&format!("import earlier.sdjwt later.sdjwt --store reports.db --trust trust.json --at {AT}"));
    place
}

fn report(cycle: u64) -> AssessmentReport {
    let mut report = sample::report(100 + cycle, Size::SMALL);
    report.sub = "urn:betterwork:facility:VN-1".into();
    let body = &mut report.report;
    body.facility.name = "Synthetic <script>alert(1)</script> Garments".into();
    (body.assessment.cycle, body.assessment.ended_on) = (cycle, None);
    body.assessment.started_on = Day::parse(&format!("{}-02-03", 2020 + cycle)).unwrap();
    for finding in body.compliance_points.iter_mut().flat_map(|point| point.findings.iter_mut().flatten()) {
        // The text becomes markup in no page.
        finding.text = betterwork::report::LanguageMap::single("en", "<script>alert(2)</script>");
        if cycle == 2 {
            finding.result = Some(FindingResult::Compliant);
        }
    }
    report
}

fn token(report: &AssessmentReport) -> String {
    issue(report, &Keys::default().report, &mut FixedRandom::new(9)).unwrap()
}

#[test]
fn a_difference_is_a_table_and_json() {
    let place = two_cycles();
    let line = format!("diff earlier.sdjwt later.sdjwt --trust trust.json --at {AT}");
    let table = place.run(&line);
    assert!(table.code == 0 && table.stdout.contains("Remediated") && table.stdout.contains("VN1-007"), "{}{}", table.stdout, table.stderr);
    let json = place.run(&format!("{line} --json")).json();
    assert_eq!((&json["counts"]["remediated_count"], &json["changes"][0]["change"]), (&1.into(), &"remediated".into()));
}

#[test]
fn a_store_compares_the_latest_two_reports_of_a_facility() {
    let place = two_cycles();
    let ran = place.run(&format!("diff --store reports.db --facility VN-1 --trust trust.json --at {AT} --json"));
    assert_eq!((ran.code, &ran.json()["later"]["cycle"]), (0, &2.into()));
    let alone = place.run(&format!("diff --store reports.db --facility VN-2 --trust trust.json --at {AT}"));
    assert!(alone.code == 3 && alone.stderr.contains("has no report of the factory `VN-2`"), "{}", alone.stderr);
}

#[test]
fn the_wrong_order_and_another_facility_are_refused() {
    let place = two_cycles();
    let ran = place.run(&format!("diff later.sdjwt earlier.sdjwt --trust trust.json --at {AT}"));
    assert!(ran.code == 1 && ran.stderr.contains("wrong order"), "{}", ran.stderr);
    let ran = place.run(&format!("diff earlier.sdjwt good.sdjwt --trust trust.json --at {AT} --json"));
    assert_eq!((ran.code, ran.error_code().as_str()), (1, "wrong_document"));
}

#[test]
fn a_store_and_its_files_give_the_same_rates() {
    let place = two_cycles();
    let store = place.run("rates --store reports.db --by cycle --level question --json");
    let files = place.run(&format!("rates earlier.sdjwt later.sdjwt --trust trust.json --at {AT} --by cycle --level question --json"));
    assert_eq!((store.code, store.json()), (0, files.json()));
    assert_eq!(store.json()["groups"][0]["questions"][6]["non_compliant_count"], 1);
}

#[test]
fn rates_are_a_table_a_trend_and_csv() {
    let place = two_cycles();
    let table = place.run("rates --store reports.db");
    assert!(table.code == 0 && table.stdout.contains("1 of 2 reports given") && table.stdout.contains("all points"), "{}", table.stdout);
    let trend = place.run("rates --store reports.db --panel 2 --trend --level cluster");
    assert!(trend.stdout.contains("cycle 1") && trend.stdout.contains("1 factory with at least 2 cycles"), "{}", trend.stdout);
    let csv = place.run("rates --store reports.db --by cycle --csv").stdout;
    assert!(csv.starts_with("group,cluster,compliance_point,") && csv.lines().count() > 12, "{csv}");
}

#[test]
fn a_synthesis_is_a_page_without_markup_of_a_report() {
    let place = two_cycles();
    let ran = place.run("rates --store reports.db --country VN --panel 2 --html vn.html");
    let page = place.read("vn.html");
    assert!(
        ran.code == 0 && page.contains("<svg") && page.contains("Test data") && page.contains("Change between cycles"),
        "{}",
        ran.stderr
    );
    assert!(!page.contains("<script") && !page.contains("http"), "{page}");
    assert_eq!(place.run("rates --store reports.db --country KH --html kh.html").code, 3);
}

#[test]
fn files_need_a_trust_list_and_a_country_is_a_code() {
    let place = two_cycles();
    assert_eq!(place.run("rates earlier.sdjwt").code, 2);
    assert_eq!(place.run("rates --store reports.db --country Vietnam").code, 2);
    assert_eq!(place.run("rates --store nowhere.db").code, 3);
    let ran = place.run("rates --store reports.db --cluster workin_time");
    assert!(ran.code == 2 && ran.stderr.contains("the clusters are"), "{}", ran.stderr);
    assert_eq!(place.run("rates --store reports.db --from 2026-01-01 --to 2020-01-01").code, 2);
}

#[test]
fn a_page_is_never_written_over_what_is_read() {
    let place = two_cycles();
    let store = place.run("rates --store reports.db --country VN --html reports.db");
    let file = place.run(&format!("rates earlier.sdjwt --trust trust.json --at {AT} --country VN --html earlier.sdjwt"));
    assert_eq!((store.code, file.code), (2, 2));
    assert!(file.stderr.contains("is a file that this command reads"), "{}", file.stderr);
    let table = format!("export --to csv earlier.sdjwt --trust trust.json --at {AT} --out trust.json");
    assert_eq!((place.run(&table).code, place.run("rates --store reports.db").code), (2, 0));
}

#[test]
fn a_text_of_a_report_begins_no_formula_and_stays_on_its_line() {
    let place = Place::new();
    for cycle in [1, 2] {
        let mut report = report(cycle);
        report.report.facility.name = "=HYPERLINK(1)\nVN-9  0%\u{202e}".into();
        place.write(&format!("{cycle}.sdjwt"), token(&report));
    }
    place.run(&format!("import 1.sdjwt 2.sdjwt --store reports.db --trust trust.json --at {AT}"));
    for line in ["rates --store reports.db --level factory --csv", "query reports --store reports.db --csv"] {
        let csv = place.run(line).stdout;
        assert!(csv.contains("'=HYPERLINK") && !csv.contains(",=HYPERLINK"), "{csv}");
    }
    for line in ["rates --store reports.db --level factory".to_owned(), format!("diff 1.sdjwt 2.sdjwt --trust trust.json --at {AT}")] {
        let text = place.run(&line).stdout;
        assert!(!text.contains('\u{202e}') && !text.lines().any(|line| line.starts_with("VN-9")), "{text}");
    }
}

#[test]
fn a_factory_is_known_by_the_end_of_its_id() {
    let place = two_cycles();
    let rows = |id: &str| place.run(&format!("query facility_history --store reports.db --facility {id} --json"));
    assert_eq!(rows("VN-1").json().as_array().unwrap().len(), 2);
    assert_eq!(rows("VN-1").stdout, rows("urn:betterwork:facility:VN-1").stdout);
    let unknown = rows("VN-2");
    assert!(unknown.code == 3 && unknown.stdout.contains("the store has no report of the factory `VN-2`"), "{}", unknown.stdout);
}
