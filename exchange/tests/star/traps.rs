//! What real exports hold in their assessments, each trap alone.

use betterwork::report::{Audience, FindingKind, FindingResult};
use betterwork_exchange::star::{FaultyRows, NoteKind};

use crate::folder::{Folder, findings, header, note, options, reports, row};

#[test]
fn a_repeated_row_is_left_out() {
    let export = Folder::of(&[&[], &[], &[("Question.ID", "Q2")]]).read();
    assert_eq!(findings(&export).len(), 2);
    let note = note(&export, NoteKind::DuplicateRow);
    assert_eq!((note.file, note.line, note.assessment.as_deref()), ("star-assessments.csv", Some(3), Some("7")));
}

#[test]
fn a_repeated_row_that_differs_in_what_is_cleaned_is_the_same_row() {
    let export = Folder::of(&[&[], &[("Q.Label", "Is overtime voluntary? *")]]).read();
    assert_eq!(export.summary().count(NoteKind::DuplicateRow), 1);
}

#[test]
fn an_assessment_that_contradicts_itself_is_refused_and_says_where() {
    let export = Folder::of(&[&[], &[("Finding", "1")], &[("Quest.ID", "8")]]).read();
    let conflict = note(&export, NoteKind::ConflictingRow);
    assert_eq!(
        conflict.to_string(),
        "star-assessments.csv line 3 column `Finding`, assessment 7, question Q1: contradicts line 2, which has the same question"
    );
    assert_eq!(note(&export, NoteKind::RefusedAssessment).assessment.as_deref(), Some("7"));
    assert_eq!(reports(&export).len(), 1);
}

#[test]
fn of_contradictory_rows_the_first_is_kept_if_the_caller_wants_the_report() {
    let mut options = options();
    options.faulty_rows = FaultyRows::LeaveOutRow;
    let export = Folder::of(&[&[("Finding", "1")], &[]]).read_with(&options).unwrap();
    assert_eq!(findings(&export)[0].result, Some(FindingResult::NonCompliant));
    assert_eq!(note(&export, NoteKind::ConflictingRow).line, Some(3));
}

#[test]
fn contradictions_name_the_column_that_differs() {
    for (column, cell) in [("CP", "Leave"), ("Q.Label", "Is it?"), ("Tags", "Public Disclosure"), ("Question.type", "FGW")] {
        let export = Folder::of(&[&[], &[(column, cell)]]).read();
        let expected = if column == "Question.type" { "Finding" } else { column };
        assert_eq!(note(&export, NoteKind::ConflictingRow).column, Some(expected));
    }
}

#[test]
fn an_unreadable_finding_names_file_line_and_column() {
    let export = Folder::of(&[&[], &[("Question.ID", "Q2"), ("Finding", "2")]]).read();
    let unreadable = note(&export, NoteKind::UnreadableRow);
    assert_eq!(
        unreadable.to_string(),
        "star-assessments.csv line 3 column `Finding`, assessment 7: expected `1` (non-compliant), `0` (compliant) or nothing, found `2`"
    );
    assert!(reports(&export).is_empty());
    assert_eq!(export.summary().errors().count(), 2);
}

#[test]
fn an_unreadable_row_alone_is_left_out_if_the_caller_wants_the_report() {
    let mut options = options();
    options.faulty_rows = FaultyRows::LeaveOutRow;
    let export = Folder::of(&[&[], &[("Question.ID", "Q2"), ("Finding", "2")]]).read_with(&options).unwrap();
    assert_eq!(findings(&export).len(), 1);
    assert_eq!(export.summary().count(NoteKind::UnreadableRow), 1);
}

#[test]
fn every_cell_that_cannot_be_read_is_named() {
    let cases = [
        ("Country", "Atlantis"),
        ("Factory.Assessed.ID", ""),
        ("Factory.Assessed.Name", " "),
        ("Assesment.Start.Date", "2026-02-03"),
        ("Quest.ID", ""),
        ("Cycle", "0"),
        ("TQ.Name", ""),
        ("Cluster", ""),
        ("CP", "***"),
        ("Q.Label", ""),
        ("Question.ID", ""),
        ("Question.type", "XYZ"),
        ("Finding", "maybe"),
    ];
    for (column, cell) in cases {
        let export = Folder::of(&[&[(column, cell)]]).read();
        let note = note(&export, NoteKind::UnreadableRow);
        assert_eq!((note.line, note.column), (Some(2), Some(column)));
        assert!(reports(&export).is_empty());
    }
}

#[test]
fn a_row_that_says_otherwise_of_its_assessment_is_an_error() {
    for (column, cell) in [("Country", "Jordan"), ("Factory.Assessed.ID", "1001"), ("Cycle", "3"), ("Assesment.Start.Date", "04/02/2026")] {
        let export = Folder::of(&[&[], &[("Question.ID", "Q2"), (column, cell)]]).read();
        let note = note(&export, NoteKind::UnreadableRow);
        assert_eq!((note.line, note.column), (Some(3), Some(column)));
    }
}

#[test]
fn a_row_with_too_few_cells_is_an_error() {
    let text = format!("{}\n{}\nCambodia,1000,Synthetic Alpha,03/02/2026,7\n", header(), row(&[]));
    let export = Folder::new().file("star-assessments.csv", text).read();
    let note = note(&export, NoteKind::UnreadableRow);
    assert_eq!((note.line, note.reason.as_str()), (Some(3), "the row has 5 cells and the header 14"));
    assert!(reports(&export).is_empty());
}

#[test]
fn factories_whose_name_says_obsolete_are_left_out() {
    let rows: &[&[_]] = &[
        &[("Factory.Assessed.Name", "Synthetic Alpha (OBSOLETE)")],
        &[("Quest.ID", "8"), ("Factory.Assessed.ID", "1001"), ("Factory.Assessed.Name", "obsolete - Beta")],
        &[("Quest.ID", "9"), ("Factory.Assessed.ID", "1002"), ("Factory.Assessed.Name", "Gamma")],
        &[("Quest.ID", "6")],
    ];
    let export = Folder::of(rows).read();
    let ids: Vec<_> = reports(&export).iter().map(|report| report.report.assessment.id.to_string()).collect();
    assert_eq!(ids, ["9"]);
    let left_out: Vec<_> = export.summary().of_kind(NoteKind::ObsoleteFactory).map(|note| note.assessment.as_deref().unwrap()).collect();
    assert_eq!(left_out, ["7", "8", "6"]);
}

#[test]
fn factories_of_one_name_stay_two() {
    let export = Folder::of(&[&[], &[("Quest.ID", "8"), ("Factory.Assessed.ID", "1001")]]).read();
    let subjects: Vec<_> = export.facilities().iter().map(|history| history.subject()).collect();
    assert_eq!(subjects, ["urn:betterwork:facility:KH-1000", "urn:betterwork:facility:KH-1001"]);
}

#[test]
fn a_question_text_is_cleaned_and_listed() {
    let export = Folder::of(&[&[("Q.Label", "Is overtime\r\nvoluntary? *\r\n")], &[("Question.ID", "Q2")]]).read();
    assert_eq!(findings(&export)[0].text.get("en"), Some("Is overtime voluntary?"));
    let note = note(&export, NoteKind::CleanedLabel);
    assert_eq!((note.line, note.question.as_deref()), (Some(2), Some("Q1")));
}

#[test]
fn lines_are_counted_as_an_editor_does() {
    for ends in ["\n", "\r\n"] {
        let rows = [header(), row(&[("Q.Label", "Is it\r\nso?\n")]), String::new(), row(&[("Question.ID", "Q2"), ("Finding", "x")])];
        let export = Folder::new().file("star-assessments.csv", rows.join(ends)).read();
        assert_eq!(note(&export, NoteKind::UnreadableRow).line, Some(6), "{ends:?}");
    }
}

#[test]
fn systems_count_as_safety_and_health_and_points_are_merged() {
    let rows: &[&[_]] = &[
        &[("Cluster", "Occupational Safety and Health"), ("CP", "OSH Management Systems")],
        &[("Question.ID", "Q2")],
        &[("Question.ID", "Q3"), ("Cluster", "Systems"), ("CP", "OSH Management Systems")],
    ];
    let export = Folder::of(rows).read();
    let points = &reports(&export)[0].report.compliance_points;
    let named: Vec<_> = points.iter().map(|point| (&*point.cluster, &*point.id, point.question_count)).collect();
    assert_eq!(named, [("occupational_safety_and_health", "osh_management_systems", 2), ("working_time", "overtime", 1)]);
    assert_eq!(note(&export, NoteKind::RenamedPoint).line, Some(4));
}

#[test]
fn clusters_about_the_visit_hold_facts_alone() {
    let rows: &[&[_]] = &[
        &[("Cluster", "Key Strengths and Process Integrity"), ("CP", "Process Integrity"), ("Finding", "1")],
        &[("Question.ID", "Q2"), ("Cluster", "Learning"), ("CP", "Training"), ("Question.type", "FGW"), ("Finding", "40")],
        &[("Question.ID", "Q3"), ("Cluster", "Supplier Information"), ("CP", "Workers"), ("Question.type", "FGW"), ("Finding", "")],
    ];
    let export = Folder::of(rows).read();
    let facts: Vec<_> =
        findings(&export).iter().map(|finding| (finding.kind.clone(), finding.value.as_deref().unwrap().to_owned())).collect();
    assert_eq!(facts, [(FindingKind::Fact, "1".into()), (FindingKind::Fact, "40".into()), (FindingKind::Fact, String::new())]);
    let points = &reports(&export)[0].report.compliance_points;
    assert_eq!(
        points.iter().map(|point| &*point.cluster).collect::<Vec<_>>(),
        ["key_strengths_and_process_integrity", "learning", "supplier_information"]
    );
    assert!(export.summary().notes.is_empty());
}

#[test]
fn an_unknown_cluster_or_point_is_kept_and_listed() {
    let rows: &[&[_]] = &[
        &[("Cluster", "Environment"), ("CP", "Waste Water")],
        &[("Question.ID", "Q2"), ("CP", "Naps")],
        &[("Question.ID", "Q3"), ("CP", "Naps")],
    ];
    let export = Folder::of(rows).read();
    let points = &reports(&export)[0].report.compliance_points;
    assert_eq!(
        points.iter().map(|point| (&*point.cluster, &*point.id)).collect::<Vec<_>>(),
        [("environment", "waste_water"), ("working_time", "naps")]
    );
    assert_eq!(note(&export, NoteKind::UnknownCluster).line, Some(2));
    assert_eq!(note(&export, NoteKind::UnknownPoint).row_count, 2);
}

#[test]
fn findings_have_the_words_of_the_format() {
    let rows: &[&[_]] = &[
        &[("Finding", "1"), ("Tags", "Public Disclosure, Zero Tolerance;Buyer Focus")],
        &[("Question.ID", "Q2")],
        &[("Question.ID", "Q3"), ("Finding", "")],
        &[("Question.ID", "Q4"), ("Question.type", "FGW"), ("Finding", "55 %")],
    ];
    let export = Folder::of(rows).read();
    let findings = findings(&export);
    let results: Vec<_> = findings.iter().map(|finding| finding.result.as_ref().map(FindingResult::code)).collect();
    assert_eq!(results, [Some("non_compliant"), Some("compliant"), Some("not_assessed"), None]);
    assert_eq!(findings[0].tags, ["public_disclosure", "zero_tolerance", "buyer_focus"]);
    assert_eq!((&findings[3].kind, findings[3].value.as_deref()), (&FindingKind::Fact, Some("55 %")));
    assert!(findings.iter().all(|finding| finding.basis.is_none()));
}

#[test]
fn rows_of_one_assessment_may_stand_anywhere() {
    let export = Folder::of(&[&[], &[("Quest.ID", "8")], &[("Question.ID", "Q2")]]).read();
    let counts: Vec<_> = reports(&export).iter().map(|report| report.report.compliance_points[0].question_count).collect();
    assert_eq!(counts, [2, 1]);
}

#[test]
fn columns_may_stand_in_any_order_behind_a_byte_order_mark() {
    let text = format!("\u{feff}Extra,{}\r\nx,{}\r\n", header(), row(&[("Tags", "Public Disclosure")]));
    let export = Folder::new().file("star-assessments.csv", text).read();
    assert_eq!(findings(&export)[0].tags, ["public_disclosure"]);
}

#[test]
fn what_the_export_does_not_say_is_absent() {
    let report = reports(&Folder::of(&[&[]]).read()).remove(0).report;
    let json = serde_json::to_value(&report.assessment).unwrap();
    let members: Vec<_> = json.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(members, ["cycle", "id", "started_on", "tool", "type"]);
    assert!(report.facility.address.is_none() && report.facility.workforce.is_none() && report.facility.industry.is_none());
    assert!(report.improvement_plan.is_none() && report.follows.is_none());
}

#[test]
fn a_report_names_factory_visit_and_tool() {
    let report = reports(&Folder::of(&[&[("Country", "Viet Nam")]]).read()).remove(0);
    assert_eq!((&*report.sub, report.iat), ("urn:betterwork:facility:VN-1000", options().signed_at));
    let (facility, assessment) = (&report.report.facility, &report.report.assessment);
    assert_eq!((facility.identifiers[0].scheme.as_str(), facility.identifiers[0].value.as_str()), ("star", "1000"));
    assert_eq!((&*assessment.id, assessment.cycle, assessment.started_on.to_string().as_str()), ("7", 2, "2026-02-03"));
    assert_eq!((&*assessment.tool.id, &*assessment.tool.version), ("better-work-cambodia-cat", "1"));
}

#[test]
fn a_tool_without_a_version_is_listed() {
    let export =
        Folder::of(&[&[("TQ.Name", "Better Work Cambodia CAT")], &[("TQ.Name", "Better Work Cambodia CAT"), ("Quest.ID", "8")]]).read();
    assert_eq!(&*reports(&export)[0].report.assessment.tool.version, "unspecified");
    assert_eq!(note(&export, NoteKind::UnversionedTool).row_count, 2);
}

#[test]
fn the_first_assessment_is_restricted_and_later_ones_are_public() {
    let export = Folder::of(&[&[("Cycle", "1")], &[("Quest.ID", "8")]]).read();
    let publications: Vec<_> = reports(&export).iter().map(|report| report.report.publication.clone()).collect();
    assert_eq!((&publications[0].audience, publications[0].from), (&Audience::Restricted, None));
    assert_eq!((&publications[1].audience, publications[1].from), (&Audience::Public, Some(options().signed_at.day())));
}

#[test]
fn the_caller_may_decide_on_publication() {
    let mut options = options();
    options.publication = Some(betterwork::report::Publication::new(Audience::Restricted));
    let export = Folder::of(&[&[]]).read_with(&options).unwrap();
    assert_eq!(reports(&export)[0].report.publication.audience, Audience::Restricted);
}

#[test]
fn an_assessment_after_the_day_of_signing_is_refused() {
    let export =
        Folder::of(&[&[("Assesment.Start.Date", "16/02/2026")], &[("Quest.ID", "8"), ("Assesment.Start.Date", "15/02/2026")]]).read();
    assert_eq!(note(&export, NoteKind::RefusedAssessment).reason, "it started on 2026-02-16, after 2026-02-15, the day of signing");
    assert_eq!(reports(&export).len(), 1);
}

#[test]
fn a_history_is_in_the_order_of_its_visits() {
    let rows: &[&[_]] = &[
        &[("Quest.ID", "100"), ("Cycle", "3")],
        &[("Quest.ID", "99"), ("Cycle", "2")],
        &[("Quest.ID", "98"), ("Cycle", "1"), ("Assesment.Start.Date", "03/02/2024")],
    ];
    let export = Folder::of(rows).read();
    let ids: Vec<_> = export.facilities()[0].drafts().iter().map(|draft| draft.id()).collect();
    assert_eq!(ids, ["98", "99", "100"]);
}

#[test]
fn a_summary_is_json_and_prose() {
    let summary = Folder::of(&[&[], &[]]).read().summary().clone();
    let json = serde_json::to_value(&summary).unwrap();
    assert_eq!(json["counts"]["duplicate_row"], 1);
    assert_eq!(json["notes"][0]["line"], 3);
    let prose = summary.to_string();
    assert!(prose.starts_with("rows of star-assessments.csv: 2\nreports: 1, facilities: 1, findings: 1, "), "{prose}");
    assert!(
        prose.contains("duplicate rows left out: 1\n  star-assessments.csv line 3, assessment 7, question Q1: says the same as line 2\n"),
        "{prose}"
    );
}

#[test]
fn an_assessment_that_cannot_be_read_counts_with_its_rows() {
    let export = Folder::of(&[&[], &[("Quest.ID", "8"), ("Cycle", "0")], &[("Quest.ID", "8"), ("Cycle", "0")]]).read();
    let refused = note(&export, NoteKind::RefusedAssessment);
    assert_eq!((refused.assessment.as_deref(), refused.row_count), (Some("8"), 2));
}
