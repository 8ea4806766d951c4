//! What reading and signing cost: no more than linear in the rows of one assessment.

use std::time::{Duration, Instant};

use betterwork::issue;
use betterwork::report::{AssessmentReport, CompliancePoint, Evidence, Finding, FindingResult, LanguageMap, Source};
use conformance::sample::{self, FixedRandom, Keys, Size};

use crate::folder::{Changes, Folder};

/// Fails where eight times as much costs as if the cost grew with the square.
fn assert_linear(mut cost: impl FnMut(usize) -> Duration) {
    const SMALL: usize = 1_500;
    let mut best = |count| (0..2).map(|_| cost(count)).min().unwrap_or_default();
    let (small, large) = (best(SMALL), best(SMALL * 8));
    assert!(large < small * 28, "{small:?} for {SMALL}, {large:?} for eight times as many");
}

/// Reads an assessment of so many questions, `same` of which stand under one point, each with evidence.
fn read(count: usize, cells: impl Fn(usize) -> (String, String)) -> Duration {
    let cells: Vec<_> = (0..count).map(cells).collect();
    let explanations: Vec<_> = (0..count).map(|number| format!("Seen {number}.")).collect();
    let rows: Vec<_> = (0..count).map(|number| format!("Q{number}")).zip(&cells).collect();
    let rows: Vec<[(&str, &str); 2]> = rows.iter().map(|(id, (point, _))| [("Question.ID", id.as_str()), ("CP", point.as_str())]).collect();
    let evidence: Vec<[(&str, &str); 2]> =
        cells.iter().zip(&explanations).map(|((_, question), text)| [("Question.ID", question.as_str()), ("Explanation", text)]).collect();
    let changes: Vec<Changes<'_>> = rows.iter().map(|row| row.as_slice()).collect();
    let evidence: Vec<Changes<'_>> = evidence.iter().map(|row| row.as_slice()).collect();
    let folder = Folder::of(&changes).evidence(&evidence);
    let began = Instant::now();
    assert_eq!(folder.read().summary().evidence_count, count as u64);
    began.elapsed()
}

#[test]
fn questions_that_have_a_point_each_cost_what_they_are() {
    assert_linear(|count| read(count, |number| (format!("Point {number}"), format!("Q{number}"))));
}

#[test]
fn evidence_on_one_question_costs_what_it_is() {
    assert_linear(|count| read(count, |_| ("Overtime".to_owned(), "Q0".to_owned())));
}

#[test]
fn signing_evidence_costs_what_it_is() {
    let text = || LanguageMap::single("en", "Synthetic.");
    let report = |count: usize| -> AssessmentReport {
        let mut report = sample::report(7, Size::SMALL);
        let mut point = CompliancePoint::new("working_time".into(), "overtime".into(), count as u64, Vec::new());
        let ids: Vec<_> = (0..count).map(|number| format!("Q{number}")).collect();
        point.findings = Some(ids.iter().map(|id| Finding::compliance(id.as_str(), text(), FindingResult::Compliant)).collect());
        point.evidence = Some(ids.iter().map(|id| Evidence::new(id.as_str().into(), text(), vec![Source::Observation])).collect());
        report.report.compliance_points = vec![point];
        report
    };
    assert_linear(|count| {
        let report = report(count);
        let began = Instant::now();
        issue(&report, &Keys::default().report, &mut FixedRandom::new(1)).unwrap();
        began.elapsed()
    });
}
