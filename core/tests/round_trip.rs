//! What is issued is what is verified, in every view.

use betterwork::trust::{StatusList, StatusLists};
use betterwork::{Disclosure, StandingValue, View, issue, redact, verify};
use conformance::sample::{self, FixedRandom, Keys, SIGNED_AT, Size};

#[test]
fn issue_then_verify_gives_the_same_report_back() {
    let keys = Keys::default();
    let report = sample::report(7, Size::KB_60);
    let token = issue(&report, &keys.report, &mut FixedRandom::new(1)).unwrap();
    let status = StatusList::open(sample::status_document(&keys, 8).as_bytes(), &sample::trust(&keys), None, None, SIGNED_AT).unwrap();
    let verified = verify(token.as_bytes(), &sample::trust(&keys), &status.into(), SIGNED_AT).unwrap();
    assert_eq!(verified.document(), &report);
    assert_eq!(verified.disclosure(), &Disclosure::Complete);
    assert_eq!(verified.standing().value, StandingValue::Valid);
    assert!(verified.publication().public && verified.signer().test);
}

#[test]
fn the_public_view_says_what_it_leaves_out() {
    let keys = Keys::default();
    let token = sample::token(&keys, 7, Size::KB_60).unwrap();
    let public = redact(token.as_bytes(), &View::Public).unwrap();
    let verified = verify(public.as_bytes(), &sample::trust(&keys), &StatusLists::none(), SIGNED_AT).unwrap();
    assert_eq!(verified.disclosure(), &Disclosure::Partial { findings: 225, members: 86 });
    assert_eq!(verified.standing().reason, Some("none_held"));
}

#[test]
fn a_chosen_view_shows_just_the_named_members() {
    let keys = Keys::default();
    let token = sample::token(&keys, 7, Size::SMALL).unwrap();
    let view = "facility.address,compliance_points[working_time/overtime].findings".parse().unwrap();
    let chosen = redact(token.as_bytes(), &view).unwrap();
    let verified = verify(chosen.as_bytes(), &sample::trust(&keys), &StatusLists::none(), SIGNED_AT).unwrap();
    let report = verified.report();
    assert!(report.facility.address.is_some() && report.facility.workforce.is_none());
    let shown: Vec<_> = report.compliance_points.iter().filter(|point| point.findings.is_some()).map(|point| &*point.id).collect();
    assert_eq!(shown, ["overtime"]);
    assert!(report.compliance_points.iter().all(|point| point.evidence.is_none()));
}

#[test]
fn an_unsigned_report_survives_its_json() {
    let report = sample::report(7, Size::SMALL);
    let json = serde_json::to_string(&report).unwrap();
    assert_eq!(betterwork::report::AssessmentReport::from_json(&json).unwrap(), report);
}
