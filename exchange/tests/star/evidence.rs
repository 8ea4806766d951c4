//! Which evidence comes into a report, and which never does.

use betterwork::report::{Evidence, Source};
use betterwork_exchange::star::{Export, NoteKind};

use crate::folder::{Folder, note, reports};

fn evidence(export: &Export) -> Vec<Evidence> {
    reports(export)[0].report.compliance_points.iter().flat_map(|point| point.evidence.clone().unwrap_or_default()).collect()
}

#[test]
fn sources_have_the_words_of_the_format() {
    let sources = "observation;documents,manager interviews; Worker Interviews;union interviews;observation";
    let export = Folder::of(&[&[]]).evidence(&[&[("Sources", sources), ("Workers.Affected", "12")]]).read();
    let evidence = evidence(&export).remove(0);
    let codes: Vec<_> = evidence.sources.iter().map(Source::code).collect();
    assert_eq!(codes, ["observation", "documents", "manager_interviews", "worker_interviews", "union_interviews"]);
    assert_eq!((evidence.explanation.get("en"), evidence.workers_affected_count), (Some("Seen."), Some(12)));
}

#[test]
fn evidence_stands_under_the_point_of_its_question() {
    let export = Folder::of(&[&[], &[("Question.ID", "Q2"), ("CP", "Leave")]]).evidence(&[&[("Question.ID", "Q2")]]).read();
    let points = &reports(&export)[0].report.compliance_points;
    assert!(points[0].evidence.is_none());
    assert_eq!(&*points[1].evidence.as_ref().unwrap()[0].question, "Q2");
}

#[test]
fn evidence_on_a_zero_tolerance_question_is_left_out() {
    let export = Folder::of(&[&[("Tags", "Zero Tolerance")]]).evidence(&[&[("Explanation", "Secret detail.")]]).read();
    assert!(evidence(&export).is_empty());
    assert_eq!(note(&export, NoteKind::RefusedEvidence).question.as_deref(), Some("Q1"));
    assert!(!serde_json::to_string(export.summary()).unwrap().contains("Secret"));
}

#[test]
fn what_few_persons_told_is_left_out() {
    for (sources, workers, refused) in [
        ("worker interviews", "1", true),
        ("union interviews;worker interviews", "4", true),
        ("worker interviews", "5", false),
        ("worker interviews", "", false),
        ("worker interviews;documents", "1", false),
    ] {
        let export = Folder::of(&[&[]]).evidence(&[&[("Sources", sources), ("Workers.Affected", workers)]]).read();
        assert_eq!(evidence(&export).is_empty(), refused, "{sources} {workers}");
        assert_eq!(export.summary().count(NoteKind::RefusedEvidence), u64::from(refused));
    }
}

#[test]
fn evidence_that_cannot_be_read_is_left_out_and_never_quoted() {
    for (column, cell) in [("Sources", "secret talk"), ("Workers.Affected", "2-3 secret"), ("Explanation", ""), ("Question.ID", "")] {
        let export = Folder::of(&[&[]]).evidence(&[&[(column, cell)]]).read();
        assert!(evidence(&export).is_empty());
        let note = note(&export, NoteKind::UnreadableEvidence);
        assert_eq!((note.file, note.line, note.column), ("star-evidence.csv", Some(2), Some(column)));
        assert!(!note.to_string().contains("secret"));
    }
}

#[test]
fn evidence_without_its_finding_is_left_out() {
    let export = Folder::of(&[&[]]).evidence(&[&[("Question.ID", "Q9")], &[("Quest.ID", "9")]]).read();
    let columns: Vec<_> = export.summary().of_kind(NoteKind::UnmatchedEvidence).map(|note| note.column.unwrap()).collect();
    assert_eq!(columns, ["Question.ID", "Quest.ID"]);
}

#[test]
fn evidence_of_an_assessment_that_is_left_out_is_counted() {
    let export = Folder::of(&[&[("Factory.Assessed.Name", "Alpha (Obsolete)")]]).evidence(&[&[], &[]]).read();
    assert_eq!(export.summary().count(NoteKind::EvidenceOfLeftOut), 2);
}

#[test]
fn evidence_that_stands_twice_is_there_once() {
    let export = Folder::of(&[&[]]).evidence(&[&[], &[], &[("Explanation", "Seen again.")]]).read();
    assert_eq!(evidence(&export).len(), 2);
    assert_eq!(note(&export, NoteKind::DuplicateRow).file, "star-evidence.csv");
}
