//! Where the withholdable members of a report are, in the order in which they are sealed.

use betterwork::Disclosure;
use betterwork::report::AssessmentReport;
use conformance::forge;

/// One withholdable member.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Place {
    Body(&'static str),
    Facility(&'static str),
    Process,
    Point(usize, &'static str),
}

/// Returns every place of a report.
pub(crate) fn places(report: &AssessmentReport) -> Vec<Place> {
    let facility = ["address", "coordinates", "ownership", "operations", "workforce"].map(Place::Facility);
    let points =
        (0..report.report.compliance_points.len()).flat_map(|point| ["findings", "evidence"].map(|member| Place::Point(point, member)));
    let body = ["improvement_plan", "social_dialogue", "training", "indicators"].map(Place::Body);
    facility.into_iter().chain([Place::Process]).chain(points).chain(body).collect()
}

impl Place {
    /// Returns the member's name.
    pub(crate) fn member(self) -> &'static str {
        match self {
            Place::Body(member) | Place::Facility(member) | Place::Point(_, member) => member,
            Place::Process => "process",
        }
    }

    /// Takes the member out of a report.
    fn withhold(self, report: &mut AssessmentReport) {
        let body = &mut report.report;
        match self {
            Place::Body("improvement_plan") => body.improvement_plan = None,
            Place::Body("social_dialogue") => body.social_dialogue = None,
            Place::Body("training") => body.training = None,
            Place::Body(_) => body.indicators = None,
            Place::Facility("address") => body.facility.address = None,
            Place::Facility("coordinates") => body.facility.coordinates = None,
            Place::Facility("ownership") => body.facility.ownership = None,
            Place::Facility("operations") => body.facility.operations = None,
            Place::Facility(_) => body.facility.workforce = None,
            Place::Process => body.assessment.process = None,
            Place::Point(point, "findings") => body.compliance_points[point].findings = None,
            Place::Point(point, _) => body.compliance_points[point].evidence = None,
        }
    }
}

/// Returns a report as it comes back from its token: what says nothing is there, and empty.
pub(crate) fn settled(mut report: AssessmentReport) -> AssessmentReport {
    let body = &mut report.report;
    body.improvement_plan.get_or_insert_default();
    body.social_dialogue.get_or_insert_default();
    body.training.get_or_insert_default();
    body.indicators.get_or_insert_default();
    body.facility.address.get_or_insert_default();
    body.facility.coordinates.get_or_insert_default();
    body.facility.ownership.get_or_insert_default();
    body.facility.operations.get_or_insert_default();
    body.facility.workforce.get_or_insert_default();
    body.assessment.process.get_or_insert_default();
    for point in &mut body.compliance_points {
        point.findings.get_or_insert_default();
        point.evidence.get_or_insert_default();
    }
    report
}

/// Returns the view of a report that lacks the members with `false`, and what its verification must say of them.
pub(crate) fn view(report: &AssessmentReport, shown: &[bool]) -> (AssessmentReport, Disclosure) {
    let mut view = report.clone();
    let withheld: Vec<_> = places(report).into_iter().zip(shown).filter(|(_, shown)| !**shown).map(|(place, _)| place).collect();
    let findings = |place: &Place| match place {
        Place::Point(point, "findings") => report.report.compliance_points[*point].findings.as_ref().unwrap().len() as u64,
        _ => 0,
    };
    let findings = withheld.iter().map(findings).sum();
    withheld.iter().for_each(|place| place.withhold(&mut view));
    let members = withheld.len() as u64;
    (view, if members == 0 { Disclosure::Complete } else { Disclosure::Partial { findings, members } })
}

/// Returns the JWS of a token and its disclosures, after a check that they stand where they are looked for.
pub(crate) fn parts<'a>(token: &'a str, report: &AssessmentReport) -> (&'a str, Vec<&'a str>) {
    let (jws, disclosures) = token.split_once('~').unwrap();
    let disclosures: Vec<_> = disclosures.split_terminator('~').collect();
    let names = disclosures.iter().map(|disclosure| String::from_utf8(forge::decode(disclosure)).unwrap());
    let expected: Vec<_> = places(report).into_iter().map(Place::member).collect();
    for (text, name) in names.zip(&expected) {
        assert!(text[25..].starts_with(&format!(",\"{name}\",")), "{name}: {text}");
    }
    assert_eq!(disclosures.len(), expected.len());
    (jws, disclosures)
}

/// Joins a JWS and disclosures to a token.
pub(crate) fn join<'a>(jws: &str, disclosures: impl IntoIterator<Item = &'a str>) -> String {
    disclosures.into_iter().fold(format!("{jws}~"), |token, disclosure| token + disclosure + "~")
}
