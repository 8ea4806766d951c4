//! Documents of version 1.0, frozen: they verify for ever, and signing the same again gives the same bytes.
//!
//! Nothing writes these files. If this test fails, the format has changed, and with it every report that was ever signed.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use betterwork::report::{AssessmentReport, Body, Document, ProgressReport};
use betterwork::trust::{Pin, StatusList, StatusLists, StatusValue, TrustList, TrustListPayload, sign_trust_list};
use betterwork::{Disclosure, StandingValue, Timestamp, View, issue, redact, verify, verify_progress_report};
use conformance::sample::{FixedRandom, key};

const TRUST: &str = include_str!("../golden/1.0/trust.json");
const TRUST_PAYLOAD: &str = include_str!("../golden/1.0/trust-payload.json");
const STATUS: &str = include_str!("../golden/1.0/status.jwt");
const REPORT: &str = include_str!("../golden/1.0/assessment-report.sdjwt");
const REPORT_UNSIGNED: &str = include_str!("../golden/1.0/assessment-report.json");
const PUBLIC_VIEW: &str = include_str!("../golden/1.0/assessment-report-public.sdjwt");
const PROGRESS: &str = include_str!("../golden/1.0/progress-report.sdjwt");
const PROGRESS_UNSIGNED: &str = include_str!("../golden/1.0/progress-report.json");

// Seeds of the keys: root, reports.
const ROOT_KEY: u64 = 1;
const REPORT_KEY: u64 = 2;

fn trust() -> TrustList {
    TrustList::open(TRUST.as_bytes(), Pin::NamedFile).unwrap()
}

fn status() -> StatusLists {
    StatusList::open(STATUS.as_bytes(), &trust(), None, None, at()).unwrap().into()
}

fn at() -> Timestamp {
    Timestamp::parse("2026-02-20T00:00:00Z").unwrap()
}

fn sign<B: Body + Clone>(report: &Document<B>) -> String {
    issue(report, &key(REPORT_KEY), &mut FixedRandom::new(412)).unwrap()
}

#[test]
fn the_assessment_report_verifies() {
    let verified = verify(REPORT.as_bytes(), &trust(), &status(), at()).unwrap();
    assert_eq!(verified.digest().to_string(), "7890587351654b4e8c3321a897523e832591ccbf15e2f26eefc670e9da4370e8");
    assert_eq!((verified.disclosure(), verified.standing().value), (&Disclosure::Complete, StandingValue::Valid));
}

#[test]
fn the_public_view_verifies() {
    let verified = verify(PUBLIC_VIEW.as_bytes(), &trust(), &status(), at()).unwrap();
    assert_eq!(verified.disclosure(), &Disclosure::Partial { findings: 3, members: 14 });
}

#[test]
fn the_progress_report_verifies() {
    let verified = verify_progress_report(PROGRESS.as_bytes(), &trust(), &status(), at()).unwrap();
    assert_eq!((verified.report().number, verified.standing().value), (1, StandingValue::Valid));
}

#[test]
fn the_status_list_reads_as_it_did() {
    let list = StatusList::open(STATUS.as_bytes(), &trust(), None, None, at()).unwrap();
    let values = [3, 7, 8, 9, 10].map(|index| list.get(index).unwrap());
    assert_eq!(values, [StatusValue::Valid, StatusValue::Valid, StatusValue::Suspended, StatusValue::Superseded, StatusValue::Revoked]);
}

#[test]
fn signing_the_same_gives_the_same_bytes() {
    assert_eq!(sign(&AssessmentReport::from_json(REPORT_UNSIGNED).unwrap()), REPORT);
    assert_eq!(sign(&ProgressReport::from_json(PROGRESS_UNSIGNED).unwrap()), PROGRESS);
    assert_eq!(sign_trust_list(&TrustListPayload::from_json(TRUST_PAYLOAD).unwrap(), &[&key(ROOT_KEY)]).unwrap(), TRUST);
}

#[test]
fn redacting_the_same_gives_the_same_bytes() {
    assert_eq!(redact(REPORT.as_bytes(), &View::Public).unwrap(), PUBLIC_VIEW);
}
