//! What signing refuses: everything that no verifier would accept, and what an issuer owes beyond that.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests fail as tests do")]

use betterwork::ErrorKind::{self, Inconsistent, Malformed, TooLarge};
use betterwork::report::*;
use betterwork::trust::sign_trust_list;
use betterwork::{Text, Timestamp, issue};
use conformance::sample::{self, FixedRandom, Keys, Size};

fn refusal(change: impl FnOnce(&mut AssessmentReport)) -> ErrorKind {
    let mut report = sample::report(7, Size::SMALL);
    change(&mut report);
    issue(&report, &Keys::default().report, &mut FixedRandom::new(1)).map(drop).unwrap_err().kind()
}

fn text_refusal(text: LanguageMap) -> ErrorKind {
    refusal(|report| {
        let point = report.report.compliance_points.iter_mut().find(|point| point.findings.iter().flatten().next().is_some()).unwrap();
        point.findings.as_mut().unwrap()[0].text = text;
    })
}

#[test]
fn an_instant_that_no_reader_takes_is_not_signed() {
    let year_10000 = Timestamp::LATEST.plus_seconds(1);
    assert_eq!(refusal(|report| report.iat = Timestamp::from_seconds(-1)), Malformed);
    assert_eq!(refusal(|report| report.iat = year_10000), Malformed);
    assert_eq!(refusal(|report| report.exp = Some(Timestamp::from_seconds(-1))), Malformed);
    assert_eq!(refusal(|report| report.exp = Some(year_10000)), Malformed);
}

#[test]
fn a_number_that_no_reader_takes_is_not_signed() {
    assert_eq!(refusal(|report| report.status.idx = 1 << 53), Malformed);
    assert_eq!(refusal(|report| report.report.assessment.cycle = 1 << 53), Malformed);
    assert_eq!(refusal(|report| report.report.assessment.assessor_count = Some(u64::MAX)), Malformed);
    assert_eq!(
        refusal(|report| {
            report.report.revision = 1 << 53;
            report.report.supersedes = Some(betterwork::Digest::of(b"before"));
        }),
        Malformed
    );
}

#[test]
fn a_text_that_no_reader_takes_is_not_signed() {
    for tag in ["_sd", "...", "", "english_"] {
        assert_eq!(text_refusal(LanguageMap::single(tag, "Synthetic.")), Malformed, "{tag}");
    }
    let languages = (0..1_100).fold(LanguageMap::default(), |text, number| text.with(format!("en-x{number}"), "Synthetic."));
    assert_eq!(text_refusal(languages), TooLarge);
}

#[test]
fn what_an_issuer_owes_is_asked_of_it() {
    assert_eq!(refusal(|report| report.report.assessment.cycle = 0), Inconsistent);
    assert_eq!(text_refusal(LanguageMap::default()), Inconsistent);
    assert_eq!(refusal(|report| report.exp = Some(report.iat)), Inconsistent);
    assert_eq!(refusal(|report| report.iss = Text::default()), Inconsistent);
    assert_eq!(refusal(|report| report.sub = Text::default()), Inconsistent);
    assert_eq!(refusal(|report| report.status.uri = Text::default()), Inconsistent);
}

#[test]
fn coordinates_are_on_the_globe() {
    let at = |latitude: &str, longitude: &str| {
        let mut report = sample::report(7, Size::SMALL);
        let mut coordinates = Coordinates::default();
        coordinates.latitude = Some(Decimal::parse(latitude).unwrap());
        coordinates.longitude = Some(Decimal::parse(longitude).unwrap());
        report.report.facility.coordinates = Some(coordinates);
        issue(&report, &Keys::default().report, &mut FixedRandom::new(1)).map(drop).map_err(|error| error.kind())
    };
    for (latitude, longitude) in [("90", "-180.0"), ("-90.000", "180"), ("0", "-0")] {
        assert_eq!(at(latitude, longitude), Ok(()), "{latitude} {longitude}");
    }
    for (latitude, longitude) in [("999.5", "0"), ("-90.01", "0"), ("0", "180.0001")] {
        assert_eq!(at(latitude, longitude), Err(Inconsistent), "{latitude} {longitude}");
    }
}

#[test]
fn trust_lists_are_numbered_from_1() {
    let keys = Keys::default();
    let mut payload = sample::trust_payload(&keys);
    payload.version = 0;
    assert_eq!(sign_trust_list(&payload, &[&keys.root]).map(drop).unwrap_err().kind(), Inconsistent);
}
