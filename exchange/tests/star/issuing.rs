//! What is signed of an export: each report follows the one before it and takes its place.

use std::collections::HashSet;

use betterwork::trust::{StatusDraft, StatusList, StatusLists, StatusValue};
use betterwork::{StandingValue, verify};
use betterwork_exchange::star::{IssuedReport, StarError};
use conformance::sample::{self, FixedRandom, Keys, SIGNED_AT, STATUS_URI};

use crate::bundled;
use crate::folder::Folder;

fn three_cycles() -> Folder {
    Folder::of(&[
        &[("Quest.ID", "3"), ("Cycle", "3"), ("Assesment.Start.Date", "03/02/2026")],
        &[("Quest.ID", "1"), ("Cycle", "1"), ("Assesment.Start.Date", "03/02/2024")],
        &[("Quest.ID", "2"), ("Cycle", "2"), ("Assesment.Start.Date", "03/02/2025")],
        &[("Quest.ID", "4"), ("Factory.Assessed.ID", "1001")],
    ])
}

#[test]
fn every_report_of_the_bundled_export_verifies() {
    let keys = Keys::default();
    let issued = bundled::export().issue_all(&keys.report, &mut FixedRandom::new(5)).unwrap();
    let status = issued.status.sign(&keys.status, SIGNED_AT, SIGNED_AT.plus_seconds(86_400)).unwrap();
    let trust = sample::trust(&keys);
    let lists = StatusLists::from(StatusList::open(status.as_bytes(), &trust, Some(STATUS_URI), None, SIGNED_AT).unwrap());
    let mut standings = [0, 0];
    for report in &issued.reports {
        let verified = verify(report.token.as_bytes(), &trust, &lists, SIGNED_AT).unwrap();
        assert_eq!((verified.digest(), &verified.report().assessment.id), (report.digest, &report.assessment));
        standings[usize::from(verified.standing().value == StandingValue::Superseded)] += 1;
    }
    assert_eq!(standings, [38, 57]);
}

#[test]
fn a_report_follows_the_one_before_it() {
    let keys = Keys::default();
    let issued = three_cycles().read().issue_all(&keys.report, &mut FixedRandom::new(5)).unwrap();
    let trust = sample::trust(&keys);
    let follows = |report: &IssuedReport| {
        let verified = verify(report.token.as_bytes(), &trust, &StatusLists::none(), SIGNED_AT).unwrap();
        verified.report().follows.clone().map(|before| (before.jti, before.digest))
    };
    let named = |report: &IssuedReport| Some((report.jti.clone(), report.digest));
    let [first, second, third, other] = issued.reports.as_slice() else { panic!() };
    assert_eq!([first, second, third, other].map(|report| report.assessment.as_str()), ["1", "2", "3", "4"]);
    assert_eq!([first, second, third, other].map(follows), [None, named(first), named(second), None]);
}

#[test]
fn earlier_reports_are_superseded_and_indexes_are_given_out_once() {
    let issued = three_cycles().read().issue_all(&Keys::default().report, &mut FixedRandom::new(5)).unwrap();
    let values: Vec<_> = (0..5).map(|index| issued.status.get(index).unwrap()).collect();
    assert_eq!(values, [StatusValue::Superseded, StatusValue::Superseded, StatusValue::Valid, StatusValue::Valid, StatusValue::Revoked]);
    assert_eq!(issued.reports.iter().map(|report| report.index).collect::<Vec<_>>(), [0, 1, 2, 3]);
    assert_eq!(issued.reports.iter().map(|report| &report.jti).collect::<HashSet<_>>().len(), 4);
}

#[test]
fn a_list_that_has_entries_goes_on_behind_them() {
    let export = three_cycles().read();
    let key = Keys::default().report;
    let mut status = StatusDraft::new(STATUS_URI, 8);
    status.set(0, StatusValue::Valid).unwrap();
    let taken = export.issue(&key, &mut FixedRandom::new(5), &mut status.clone(), 0).next().unwrap();
    assert!(matches!(taken, Err(StarError::StatusIndex { index: 0 })));
    let indexes: Vec<_> = export.issue(&key, &mut FixedRandom::new(5), &mut status, 1).map(|report| report.unwrap().index).collect();
    assert_eq!(indexes, [1, 2, 3, 4]);
}

#[test]
fn a_list_that_is_full_gives_out_no_index() {
    let export = three_cycles().read();
    let mut status = StatusDraft::new(STATUS_URI, 4);
    let key = Keys::default().report;
    let last = export.issue(&key, &mut FixedRandom::new(5), &mut status, 2).nth(2).unwrap();
    assert_eq!(last.err().unwrap().code(), "status_index");
}
