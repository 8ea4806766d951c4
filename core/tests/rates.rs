//! Rates: the programme's arithmetic, and the range that withheld findings leave.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "test code")]

mod assessments;

use assessments::{assessment, in_country, public, revoked, superseded, verified, with_tool};
use betterwork::analysis::rates::{By, Group, Rate, Rates, Scope, rates};
use betterwork::{Day, ErrorKind, VerifiedReport};

fn all(reports: &[VerifiedReport]) -> Rates {
    rates(reports, &Scope::default()).unwrap()
}

fn by(reports: &[VerifiedReport], by: By) -> Vec<Group> {
    let mut scope = Scope::default();
    scope.by = Some(by);
    rates(reports, &scope).unwrap().groups
}

/// Lowest numerator, highest numerator, denominator.
fn counts(rate: &Rate) -> (u64, u64, u64) {
    (rate.non_compliant_count, rate.highest_non_compliant_count, rate.total_count)
}

fn keys(groups: &[Group]) -> Vec<&str> {
    groups.iter().map(|group| group.key.as_deref().unwrap()).collect()
}

#[test]
fn a_point_rate_counts_assessments_that_carry_the_point() {
    let reports = [
        verified(&assessment(1, 1, &["Q1 non_compliant", "Q2 non_compliant"])),
        verified(&assessment(2, 1, &["Q1 compliant", "Q2 compliant"])),
        verified(&assessment(3, 1, &["L1 non_compliant at:working_time/leave"])),
    ];
    let rates = all(&reports);
    let points: Vec<_> = rates.groups[0].points.iter().map(|point| (point.compliance_point.as_str(), counts(&point.rate))).collect();
    assert_eq!(points, [("overtime", (1, 1, 2)), ("leave", (1, 1, 1))]);
}

#[test]
fn a_question_rate_counts_assessments_that_carry_the_question() {
    let reports = [
        verified(&assessment(1, 1, &["Q1 non_compliant", "Q2 not_applicable"])),
        verified(&assessment(2, 1, &["Q2 non_compliant"])),
        verified(&assessment(3, 1, &["Q1 compliant"])),
    ];
    let rates = all(&reports);
    let questions: Vec<_> = rates.groups[0].questions.iter().map(|held| (held.question.as_str(), counts(&held.rate))).collect();
    assert_eq!(questions, [("Q1", (1, 1, 2)), ("Q2", (1, 1, 2))]);
    assert_eq!(rates.groups[0].questions[1].not_applicable_count, 1);
}

#[test]
fn a_factory_rate_counts_points_assessed() {
    let report =
        assessment(1, 1, &["Q1 non_compliant", "L1 compliant at:working_time/leave", "R1 not_applicable at:working_time/regular_hours"]);
    let rates = all(&[verified(&report)]);
    assert_eq!(counts(&rates.groups[0].factories[0].rate), (1, 1, 2));
    assert_eq!(counts(&rates.groups[0].clusters[0].rate), (1, 1, 2));
}

#[test]
fn what_does_not_apply_is_carried_and_not_assessed() {
    let rates = all(&[verified(&assessment(1, 1, &["Q1 not_applicable"])), verified(&assessment(2, 1, &["Q1 non_compliant"]))]);
    let point = &rates.groups[0].points[0];
    assert_eq!((counts(&point.rate), point.no_result_count), ((1, 1, 2), 1));
}

#[test]
fn facts_have_no_rate() {
    let rates = all(&[verified(&assessment(1, 1, &["F1 fact:12"]))]);
    assert!(rates.groups[0].points.is_empty() && rates.groups[0].questions.is_empty());
}

#[test]
fn a_withheld_finding_makes_a_range() {
    let questions = ["Q1 compliant", "Q2 compliant public"];
    let rates = all(&[verified(&assessment(1, 1, &["Q1 non_compliant", "Q2 compliant public"])), public(&assessment(2, 1, &questions))]);
    let group = &rates.groups[0];
    assert_eq!((counts(&group.points[0].rate), group.points[0].rate.withheld_count), ((1, 2, 2), 1));
    assert_eq!((counts(&group.questions[0].rate), group.questions[0].rate.withheld_count), ((1, 2, 2), 1));
    assert_eq!(counts(&group.questions[1].rate), (0, 0, 2));
    assert_eq!((group.partial_count, group.findings_withheld_count), (1, 1));
    let factories: Vec<_> = group.factories.iter().map(|factory| counts(&factory.rate)).collect();
    assert_eq!(factories, [(1, 1, 1), (0, 1, 1)]);
}

#[test]
fn a_withheld_fact_makes_no_range() {
    let report = public(&assessment(1, 1, &["Q1 compliant public", "F1 fact:12 at:learning/courses"]));
    let group = &all(&[report]).groups[0];
    assert_eq!((counts(&group.all_points), group.points.len(), group.findings_withheld_count), ((0, 0, 1), 1, 1));
}

#[test]
fn a_visible_non_compliance_needs_no_range() {
    let report = public(&assessment(1, 1, &["Q1 compliant", "Q2 non_compliant public"]));
    assert_eq!(counts(&all(&[report]).groups[0].points[0].rate), (1, 1, 1));
}

#[test]
fn what_was_not_assessed_or_is_not_known_is_not_compliant() {
    let reports = [verified(&assessment(1, 1, &["Q1 not_assessed"])), verified(&assessment(2, 1, &["Q1 partly"]))];
    let group = &all(&reports).groups[0];
    assert_eq!((counts(&group.points[0].rate), group.points[0].rate.not_assessed_count), ((0, 2, 2), 2));
    assert_eq!((counts(&group.questions[0].rate), group.questions[0].rate.not_assessed_count), ((0, 2, 2), 2));
}

#[test]
fn of_a_factory_its_highest_assessment_id_counts_as_a_number() {
    let mut older = assessment(1, 1, &["Q1 non_compliant"]);
    older.report.assessment.id = "999".into();
    let newer = assessment(1, 2, &["Q1 compliant"]);
    let rates = all(&[verified(&older), verified(&newer)]);
    assert_eq!((counts(&rates.groups[0].points[0].rate), rates.reports.earlier_assessments_count), ((0, 0, 1), 1));
}

#[test]
fn where_ids_are_no_numbers_the_last_to_start_counts() {
    let [mut older, mut newer] = [1, 2].map(|cycle| assessment(1, cycle, &["Q1 compliant"]));
    (older.report.assessment.id, newer.report.assessment.id) = ("b-1".into(), "a-2".into());
    let rates = all(&[verified(&older), verified(&newer)]);
    assert_eq!(rates.groups[0].factories[0].assessment_id, "a-2");
}

#[test]
fn only_lower_revisions_of_one_report_drop_out() {
    let first = assessment(1, 1, &["Q1 non_compliant"]);
    let mut second = assessment(1, 1, &["Q1 compliant"]);
    (second.report.revision, second.report.supersedes, second.status.idx) = (2, Some(verified(&first).digest()), 900);
    let reports = [verified(&first), verified(&second), superseded(&assessment(2, 1, &["Q1 non_compliant"]))];
    let rates = all(&reports);
    assert_eq!((counts(&rates.groups[0].points[0].rate), rates.reports.lower_revisions_count), ((1, 1, 2), 1));
}

#[test]
fn a_revoked_report_is_left_out_and_counted() {
    let rates = all(&[revoked(&assessment(1, 1, &["Q1 non_compliant"])), verified(&assessment(2, 1, &["Q1 compliant"]))]);
    assert_eq!((counts(&rates.groups[0].points[0].rate), rates.reports.revoked_count), ((0, 0, 1), 1));
}

#[test]
fn of_two_copies_the_fuller_one_counts() {
    let report = assessment(1, 1, &["Q1 compliant"]);
    let rates = all(&[public(&report), verified(&report), public(&report)]);
    assert_eq!((counts(&rates.groups[0].points[0].rate), rates.reports.copies_count), ((0, 0, 1), 2));
}

#[test]
fn two_documents_of_one_revision_are_refused() {
    let reports = [verified(&assessment(1, 1, &["Q1 compliant"])), verified(&assessment(1, 1, &["Q1 non_compliant"]))];
    assert_eq!(rates(&reports, &Scope::default()).unwrap_err().kind(), ErrorKind::Inconsistent);
}

#[test]
fn every_cycle_counts() {
    let reports = [1, 2, 10].map(|cycle| superseded(&assessment(1, cycle, &["Q1 non_compliant"])));
    let groups = by(&reports, By::Cycle);
    assert_eq!(keys(&groups), ["1", "2", "10"]);
    assert!(groups.iter().all(|group| counts(&group.points[0].rate) == (1, 1, 1)));
}

#[test]
fn rates_are_divided_by_country_year_and_tool_version() {
    let other = in_country(with_tool(assessment(2, 2, &["Q1 compliant"]), "better-work-kh", "7"), "KH");
    let reports = [verified(&assessment(1, 1, &["Q1 compliant"])), verified(&other)];
    assert_eq!(keys(&by(&reports, By::Country)), ["KH", "VN"]);
    assert_eq!(keys(&by(&reports, By::Year)), ["2010", "2011"]);
    assert_eq!(keys(&by(&reports, By::ToolVersion)), ["better-work-kh 7", "better-work-vn 2026.1"]);
}

#[test]
fn the_window_includes_both_its_days() {
    let reports = [1, 2, 3].map(|cycle| verified(&assessment(cycle, cycle, &["Q1 compliant"])));
    let mut scope = Scope::default();
    (scope.from_on, scope.to_on) = (Day::from_ymd(2010, 3, 1), Day::from_ymd(2011, 3, 1));
    let rates = rates(&reports, &scope).unwrap();
    assert_eq!((rates.reports.counted_count, rates.reports.outside_scope_count), (2, 1));
}

#[test]
fn a_panel_has_the_factories_with_enough_cycles() {
    let visits = [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (3, 1)];
    let reports = visits.map(|(factory, cycle)| verified(&assessment(factory, cycle, &["Q1 compliant"])));
    let mut scope = Scope::default();
    (scope.panel, scope.by) = (Some(2), Some(By::Cycle));
    let rates = rates(&reports, &scope).unwrap();
    let groups: Vec<_> = rates.groups.iter().map(|group| (group.factories_count, group.is_whole_panel)).collect();
    assert_eq!((rates.panel.unwrap().factories_count, groups), (2, vec![(2, Some(true)), (2, Some(true)), (1, Some(false))]));
}

#[test]
fn publicly_reported_issues_are_counted() {
    let reports = [
        public(&assessment(1, 1, &["Q1 compliant", "Q2 non_compliant public"])),
        verified(&assessment(2, 1, &["Q1 compliant", "Q2 compliant public"])),
    ];
    let question = &all(&reports).groups[0].questions[1];
    assert_eq!((question.question.as_str(), question.public_count, question.public_non_compliant_count), ("Q2", 2, 1));
}

#[test]
fn the_answer_does_not_depend_on_the_order_of_the_reports() {
    let mut reports: Vec<_> = [(1, "Q1"), (2, "Q2"), (3, "Q3")]
        .map(|(factory, question)| verified(&assessment(factory, 1, &[&format!("{question} non_compliant"), "A1 compliant"])))
        .into();
    let rates = all(&reports);
    reports.reverse();
    assert_eq!(all(&reports), rates);
}

#[test]
fn a_percentage_is_not_rounded_before_it_is_printed() {
    let reports =
        [1, 2, 3].map(|factory| verified(&assessment(factory, 1, &[if factory == 1 { "Q1 non_compliant" } else { "Q1 compliant" }])));
    let percent = all(&reports).groups[0].points[0].rate.lowest_percent().unwrap();
    assert!((percent - 100.0 / 3.0).abs() < 1e-9);
}
