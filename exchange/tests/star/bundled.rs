//! The bundled synthetic export. Its numbers were counted apart from this code, with Python's csv.

use std::collections::BTreeMap;
use std::path::Path;

use betterwork::report::{Audience, Finding};
use betterwork_exchange::star::{self, Export, NoteKind, Options};
use conformance::sample::{ISSUER, SIGNED_AT, STATUS_URI};

use crate::folder::reports;

pub(crate) fn export() -> Export {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/star-export");
    star::read(&directory, &Options::new(ISSUER, STATUS_URI, SIGNED_AT)).unwrap()
}

#[test]
fn every_row_is_accounted_for() {
    let export = export();
    let summary = export.summary();
    let rows: Vec<_> = summary.files.iter().map(|file| (file.file, file.row_count)).collect();
    assert_eq!(rows, [("star-assessments.csv", 18_474), ("star-enterprises.csv", 40), ("star-evidence.csv", 2_706)]);
    assert_eq!((summary.report_count, summary.facility_count), (95, 38));
    assert_eq!((summary.finding_count, summary.evidence_count), (18_053, 2_627));
    let counts: Vec<_> = summary.counts.iter().map(|(kind, count)| (kind.code(), *count)).collect();
    let expected = [
        ("obsolete_factory", 379),
        ("duplicate_row", 42),
        ("refused_evidence", 6),
        ("evidence_of_left_out", 73),
        ("cleaned_label", 236),
        ("renamed_point", 134),
        ("decided_coordinates", 40),
    ];
    assert_eq!(counts, expected);
    assert_eq!(summary.finding_count + 379 + 42, 18_474);
    assert_eq!(summary.evidence_count + 6 + 73, 2_706);
    assert_eq!(summary.errors().count(), 0);
}

#[test]
fn the_obsolete_factories_are_listed() {
    let export = export();
    let listed: Vec<_> = export.summary().of_kind(NoteKind::ObsoleteFactory).map(|note| note.to_string()).collect();
    let expected = [
        "star-assessments.csv line 4275, assessment 750121: the name of factory `1009` says obsolete",
        "star-assessments.csv line 13018, assessment 750368: the name of factory `1026` says obsolete",
    ];
    assert_eq!(listed, expected);
}

#[test]
fn duplicates_are_listed_with_their_lines() {
    let export = export();
    let lines: Vec<_> = export.summary().of_kind(NoteKind::DuplicateRow).map(|note| (note.line.unwrap(), note.reason.clone())).collect();
    assert_eq!(lines.len(), 42);
    assert_eq!(lines[0], (158, "says the same as line 157".into()));
    assert_eq!(lines[41], (17_392, "says the same as line 17391".into()));
}

#[test]
fn findings_are_as_many_as_counted() {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut points = 0;
    for report in reports(&export()) {
        points += report.report.compliance_points.len();
        for finding in report.report.compliance_points.iter().flat_map(|point| point.all_findings()) {
            *counts.entry(finding.result.as_ref().map_or("fact", |result| result.code()).to_owned()).or_default() += 1;
            *counts.entry("public_disclosure".into()).or_default() += usize::from(Finding::is_publicly_disclosed(finding));
            *counts.entry("zero_tolerance".into()).or_default() += usize::from(finding.has_tag("zero_tolerance"));
        }
    }
    let counts: Vec<_> = counts.iter().map(|(what, count)| (what.as_str(), *count)).collect();
    let expected = [("compliant", 14_755), ("fact", 665), ("non_compliant", 2_633), ("public_disclosure", 1_779), ("zero_tolerance", 285)];
    assert_eq!((counts.as_slice(), points), (expected.as_slice(), 3_570));
}

#[test]
fn first_assessments_are_restricted() {
    let reports = reports(&export());
    let restricted = reports.iter().filter(|report| report.report.publication.audience == Audience::Restricted);
    assert!(restricted.clone().all(|report| report.report.assessment.cycle == 1));
    assert_eq!(restricted.count(), 38);
}

#[test]
fn coordinates_are_told_apart_by_the_file() {
    let export = export();
    let note = export.summary().of_kind(NoteKind::DecidedCoordinates).next().unwrap();
    assert_eq!((note.line, note.row_count), (Some(3), 40));
    let report = reports(&export).into_iter().find(|report| &*report.sub == "urn:betterwork:facility:JO-1001").unwrap();
    let coordinates = report.report.facility.coordinates.unwrap();
    assert_eq!((coordinates.latitude.unwrap().as_str(), coordinates.longitude.unwrap().as_str()), ("15.29137", "101.15675"));
}

#[test]
fn factories_of_one_name_stay_apart() {
    let reports = reports(&export());
    let mut facilities: Vec<_> =
        reports.iter().filter(|report| &*report.report.facility.name == "Synthetic Garments 7-0018").map(|report| &*report.sub).collect();
    facilities.sort_unstable();
    facilities.dedup();
    assert_eq!(facilities, ["urn:betterwork:facility:KH-1017", "urn:betterwork:facility:KH-1018"]);
}
