//! Differences between two assessments: every question gets one answer, and nothing is guessed.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "test code")]

mod assessments;

use assessments::{assessment, public, verified, with_tool};
use betterwork::analysis::diff::{ChangeKind, Diff, MatchedBy, NotComparable, diff, diff_history};
use betterwork::report::AssessmentReport;
use betterwork::{ErrorKind, VerifiedReport};

fn compared(earlier: &AssessmentReport, later: &AssessmentReport) -> Diff {
    diff(&verified(earlier), &verified(later)).unwrap()
}

/// The difference at one question, asked in both years.
fn one(earlier: &str, later: &str) -> (ChangeKind, Option<NotComparable>) {
    let diff = compared(&assessment(1, 1, &[earlier]), &assessment(1, 2, &[later]));
    diff.changes.first().map_or((ChangeKind::StillCompliant, None), |change| (change.change, change.reason))
}

fn questions(diff: &Diff, kind: ChangeKind) -> Vec<&str> {
    diff.of_kind(kind).map(|change| change.question.as_str()).collect()
}

fn refused(earlier: &VerifiedReport, later: &VerifiedReport) -> String {
    let error = diff(earlier, later).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::WrongDocument);
    error.to_string()
}

#[test]
fn a_question_is_new_persistent_remediated_or_still_compliant() {
    assert_eq!(one("Q1 compliant", "Q1 non_compliant").0, ChangeKind::New);
    assert_eq!(one("Q1 non_compliant", "Q1 non_compliant").0, ChangeKind::Persistent);
    assert_eq!(one("Q1 non_compliant", "Q1 compliant").0, ChangeKind::Remediated);
    assert_eq!(one("Q1 compliant", "Q1 compliant").0, ChangeKind::StillCompliant);
}

#[test]
fn what_no_longer_applies_is_not_remediated() {
    assert_eq!(one("Q1 non_compliant", "Q1 not_applicable"), (ChangeKind::NotComparable, Some(NotComparable::NotApplicable)));
    assert_eq!(one("Q1 not_applicable", "Q1 non_compliant").0, ChangeKind::New);
}

#[test]
fn what_is_not_known_on_one_side_is_not_comparable() {
    assert_eq!(one("Q1 non_compliant", "Q1 not_assessed"), (ChangeKind::NotComparable, Some(NotComparable::NotAssessed)));
    assert_eq!(one("Q1 partly", "Q1 non_compliant"), (ChangeKind::NotComparable, Some(NotComparable::UnknownCode)));
}

#[test]
fn facts_are_never_compared() {
    let diff = compared(&assessment(1, 1, &["Q1 fact:12"]), &assessment(1, 2, &["Q2 fact:13"]));
    assert!(diff.changes.is_empty());
}

#[test]
fn other_words_under_the_same_id_are_a_changed_question() {
    let change = one("Q1 non_compliant text:Old?", "Q1 compliant text:New?");
    assert_eq!(change.0, ChangeKind::QuestionChanged);
}

#[test]
fn other_words_for_one_global_question_are_the_same_question() {
    let change = one("Q1 non_compliant text:Old? global:G1", "Q1 compliant text:New? global:G1");
    assert_eq!(change.0, ChangeKind::Remediated);
}

#[test]
fn a_question_becomes_a_fact_by_being_changed() {
    assert_eq!(one("Q1 non_compliant", "Q1 fact:12").0, ChangeKind::QuestionChanged);
    assert_eq!(one("Q1 fact:12", "Q1 non_compliant").0, ChangeKind::QuestionChanged);
}

#[test]
fn what_one_questionnaire_lacks_is_added_or_gone() {
    let diff = compared(&assessment(1, 1, &["Q1 non_compliant"]), &assessment(1, 2, &["Q2 non_compliant"]));
    assert_eq!((questions(&diff, ChangeKind::Added), questions(&diff, ChangeKind::Gone)), (vec!["Q2"], vec!["Q1"]));
}

#[test]
fn another_questionnaire_is_matched_by_the_global_question() {
    let later = with_tool(assessment(1, 2, &["N7 compliant global:G1", "Q1 compliant"]), "another-tool", "1");
    let diff = compared(&assessment(1, 1, &["Q1 non_compliant global:G1"]), &later);
    let change = diff.of_kind(ChangeKind::Remediated).next().unwrap();
    assert_eq!((change.question.as_str(), change.earlier_question.as_deref()), ("N7", Some("Q1")));
    assert_eq!(change.matched_by, Some(MatchedBy::GlobalQuestion));
    assert_eq!(questions(&diff, ChangeKind::Added), ["Q1"]);
}

#[test]
fn a_renamed_question_of_a_newer_version_is_matched_by_the_global_question() {
    let later = with_tool(assessment(1, 2, &["Q9 non_compliant global:G1"]), "better-work-vn", "2027.1");
    let diff = compared(&assessment(1, 1, &["Q1 non_compliant global:G1"]), &later);
    assert_eq!(questions(&diff, ChangeKind::Persistent), ["Q9"]);
}

#[test]
fn a_global_question_with_several_questions_is_never_guessed() {
    let later = with_tool(assessment(1, 2, &["N1 compliant global:G1", "N2 compliant global:G1"]), "another-tool", "1");
    let diff = compared(&assessment(1, 1, &["Q1 non_compliant global:G1"]), &later);
    let all: Vec<_> = diff.changes.iter().map(|change| (change.question.as_str(), change.reason)).collect();
    let ambiguous = Some(NotComparable::Ambiguous);
    assert_eq!(all, [("N1", ambiguous), ("N2", ambiguous), ("Q1", ambiguous)]);
}

#[test]
fn a_withheld_question_is_neither_gone_nor_remediated() {
    let earlier = assessment(1, 1, &["Q1 non_compliant", "Q2 non_compliant public"]);
    let later = assessment(1, 2, &["Q1 compliant", "Q2 compliant public"]);
    let diff = diff(&verified(&earlier), &public(&later)).unwrap();
    assert_eq!(questions(&diff, ChangeKind::Remediated), ["Q2"]);
    let change = diff.of_kind(ChangeKind::NotComparable).next().unwrap();
    assert_eq!((change.question.as_str(), change.reason), ("Q1", Some(NotComparable::Withheld)));
    assert_eq!((diff.counts.gone_count, diff.later.findings_withheld_count), (0, 1));
}

#[test]
fn what_the_earlier_view_withholds_is_not_added() {
    let earlier = assessment(1, 1, &["Q1 non_compliant"]);
    let diff = diff(&public(&earlier), &verified(&assessment(1, 2, &["Q1 non_compliant"]))).unwrap();
    assert_eq!((diff.counts.added_count, diff.counts.not_comparable_count), (0, 1));
}

#[test]
fn a_persistent_finding_says_since_when() {
    let results = ["compliant", "non_compliant", "non_compliant", "non_compliant"];
    let history: Vec<_> =
        results.iter().zip(1..).map(|(result, cycle)| verified(&assessment(1, cycle, &[&format!("Q1 {result}")]))).collect();
    let diff = diff_history(&history.iter().collect::<Vec<_>>()).unwrap();
    assert_eq!((diff.changes[0].since_cycle, diff.changes[0].cycles_count), (Some(2), Some(3)));
}

#[test]
fn a_withheld_year_ends_what_is_known_of_a_persistent_finding() {
    let [first, second, third] = [1, 2, 3].map(|cycle| assessment(1, cycle, &["Q1 non_compliant"]));
    let (first, second, third) = (public(&first), verified(&second), verified(&third));
    let diff = diff_history(&[&first, &second, &third]).unwrap();
    assert_eq!((diff.changes[0].since_cycle, diff.changes[0].cycles_count), (Some(2), Some(2)));
}

#[test]
fn two_facilities_are_not_compared() {
    let message = refused(&verified(&assessment(1, 1, &[])), &verified(&assessment(2, 2, &[])));
    assert_eq!(message, "the reports are about two facilities: `urn:betterwork:facility:VN-1` and `urn:betterwork:facility:VN-2`");
}

#[test]
fn a_report_is_not_compared_with_itself() {
    let report = verified(&assessment(1, 1, &[]));
    assert_eq!(refused(&report, &report), "both are the same report");
}

#[test]
fn the_wrong_order_is_said() {
    let message = refused(&verified(&assessment(1, 2, &[])), &verified(&assessment(1, 1, &[])));
    assert_eq!(message, "the reports are in the wrong order: cycle 1, of 2010-03-01, comes before cycle 2, of 2011-03-01");
}

#[test]
fn the_words_of_the_format_stand_in_the_json() {
    let diff = compared(&assessment(1, 1, &["Q1 non_compliant"]), &assessment(1, 2, &["Q1 non_compliant"]));
    let json = serde_json::to_string(&diff.changes[0]).unwrap();
    assert_eq!(
        json,
        "{\"change\":\"persistent\",\"cluster\":\"working_time\",\"compliance_point\":\"overtime\",\"question\":\"Q1\",\"text\":\"Synthetic?\",\
         \"earlier_result\":\"non_compliant\",\"later_result\":\"non_compliant\",\"matched_by\":\"question\",\"since_cycle\":1,\
         \"cycles_count\":2,\"is_public\":false}"
    );
}
