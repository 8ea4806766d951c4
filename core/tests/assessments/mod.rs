//! Hand-made reports of a few questions, signed and verified.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, reason = "test code; not every test uses all of it")]

use betterwork::report::{AssessmentReport, CompliancePoint, Country, Finding, FindingResult, LanguageMap, PUBLIC_DISCLOSURE, Tool};
use betterwork::trust::{StatusDraft, StatusList, StatusLists, StatusValue};
use betterwork::{Day, VerifiedReport, View, issue, redact, verify};
use conformance::sample::{self, FixedRandom, Keys, SIGNED_AT, STATUS_URI, Size};

/// An assessment of factory `VN-<factory>`, of this cycle, with questions of the point overtime.
///
/// A question is `id result`, with `global:<id>`, `text:<word>`, `at:<cluster>/<point>` and `public` after it where that matters.
pub fn assessment(factory: u64, cycle: u64, questions: &[&str]) -> AssessmentReport {
    let mut report = sample::report(factory * 100 + cycle, Size::SMALL);
    report.sub = format!("urn:betterwork:facility:VN-{factory}").into();
    report.status.idx = (factory * 20 + cycle) % 1024;
    let body = &mut report.report;
    body.assessment.cycle = cycle;
    body.assessment.id = (1000 + factory * 20 + cycle).to_string().into();
    body.assessment.started_on = Day::parse(&format!("{}-03-01", 2009 + cycle)).unwrap();
    body.assessment.ended_on = None;
    body.compliance_points = Vec::new();
    for question in questions {
        add(&mut body.compliance_points, question);
    }
    report
}

fn add(points: &mut Vec<CompliancePoint>, question: &str) {
    let mut words = question.split(' ');
    let (id, result) = (words.next().unwrap(), words.next().unwrap());
    let said = |name: &str| question.split(' ').find_map(|word| word.strip_prefix(name)?.strip_prefix(':'));
    let text = LanguageMap::single("en", said("text").unwrap_or("Synthetic?"));
    let mut finding = match result.strip_prefix("fact:") {
        Some(value) => Finding::fact(id, text, value),
        None => Finding::compliance(id, text, FindingResult::from(result)),
    };
    finding.global_question = said("global").map(Into::into);
    let (cluster, point) = said("at").unwrap_or("working_time/overtime").split_once('/').unwrap();
    let place = points.iter().position(|held| held.cluster == *cluster && held.id == *point).unwrap_or_else(|| {
        let mut held = CompliancePoint::new(cluster.into(), point.into(), 0, Vec::new());
        (held.findings, held.evidence) = (Some(Vec::new()), Some(Vec::new()));
        points.push(held);
        points.len() - 1
    });
    let held = points.get_mut(place).unwrap();
    held.question_count += 1;
    if question.split(' ').any(|word| word == "public") {
        finding.tags = vec![PUBLIC_DISCLOSURE.into()];
        held.public_findings.push(finding);
    } else {
        held.findings.as_mut().unwrap().push(finding);
    }
}

pub fn with_tool(mut report: AssessmentReport, id: &str, version: &str) -> AssessmentReport {
    report.report.assessment.tool = Tool::new(id.into(), version.into());
    report
}

pub fn in_country(mut report: AssessmentReport, country: &str) -> AssessmentReport {
    report.report.facility.country = Country::parse(country).unwrap();
    report
}

pub fn verified(report: &AssessmentReport) -> VerifiedReport {
    seen(report, &View::Full)
}

/// The report as its public view shows it.
pub fn public(report: &AssessmentReport) -> VerifiedReport {
    seen(report, &View::Public)
}

pub fn revoked(report: &AssessmentReport) -> VerifiedReport {
    standing(report, StatusValue::Revoked)
}

pub fn superseded(report: &AssessmentReport) -> VerifiedReport {
    standing(report, StatusValue::Superseded)
}

fn seen(report: &AssessmentReport, view: &View) -> VerifiedReport {
    let keys = Keys::default();
    let token = redact(sign(report, &keys).as_bytes(), view).unwrap();
    verify(token.as_bytes(), &sample::trust(&keys), &StatusLists::none(), SIGNED_AT).unwrap()
}

fn standing(report: &AssessmentReport, value: StatusValue) -> VerifiedReport {
    let keys = Keys::default();
    let trust = sample::trust(&keys);
    let mut draft = StatusDraft::new(STATUS_URI, 1024);
    draft.set(report.status.idx, value).unwrap();
    let list = draft.sign(&keys.status, SIGNED_AT, SIGNED_AT.plus_seconds(86_400)).unwrap();
    let status = StatusList::open(list.as_bytes(), &trust, None, None, SIGNED_AT).unwrap().into();
    verify(sign(report, &keys).as_bytes(), &trust, &status, SIGNED_AT).unwrap()
}

fn sign(report: &AssessmentReport, keys: &Keys) -> String {
    issue(report, &keys.report, &mut FixedRandom::new(report.report.revision)).unwrap()
}
