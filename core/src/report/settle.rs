//! The form that is signed: the floor in place, the counts right, what an issuer owes, no evidence that would harm a person.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::assessment::AssessmentBody;
use super::facility::Coordinates;
use super::finding::{Finding, evidence_refusal};
use super::language::LanguageMap;
use super::point::CompliancePoint;
use super::progress::{ImprovementItem, ProgressBody, SocialDialogue};
use super::values::Decimal;
use crate::error::{Error, ErrorKind, Result, excerpt};

pub(crate) fn assessment(body: &mut AssessmentBody) -> Result<()> {
    for (index, point) in body.compliance_points.iter_mut().enumerate() {
        lay_floor(point);
        point.question_count = point.all_findings().count() as u64;
        refuse_evidence(point).map_err(|error| error.within_item(index).within("report.compliance_points"))?;
    }
    if body.assessment.cycle == 0 {
        return Err(refused("cycles are numbered from 1").within("report.assessment.cycle"));
    }
    if let Some(coordinates) = &body.facility.coordinates {
        on_the_globe(coordinates).map_err(|error| error.within("report.facility.coordinates"))?;
    }
    let findings = body.compliance_points.iter().flat_map(|point| {
        let explanations = point.evidence.iter().flatten().map(|evidence| &evidence.explanation);
        point.all_findings().map(|finding| &finding.text).chain(explanations)
    });
    let visit = body.assessment.process.iter().flat_map(|process| process.concerns.iter().chain(&process.good_practices));
    let indicators = body.indicators.iter().flatten().map(|indicator| &indicator.name);
    said(findings.chain(visit).chain(indicators), "the report")?;
    plans(body.improvement_plan.as_deref(), body.social_dialogue.as_ref())
}

pub(crate) fn progress(body: &ProgressBody) -> Result<()> {
    plans(body.improvement_plan.as_deref(), body.social_dialogue.as_ref())
}

fn plans(plan: Option<&[ImprovementItem]>, dialogue: Option<&SocialDialogue>) -> Result<()> {
    said(plan.iter().copied().flatten().map(|item| &item.action), "the improvement plan")?;
    said(dialogue.iter().flat_map(|dialogue| &dialogue.answers).map(|answer| &answer.text), "the social dialogue")
}

/// A text is in at least one language.
fn said<'a>(mut texts: impl Iterator<Item = &'a LanguageMap>, place: &str) -> Result<()> {
    match texts.find(|text| text.iter().next().is_none()) {
        Some(_) => Err(refused(format!("a text of {place} is in no language: give at least one"))),
        None => Ok(()),
    }
}

fn on_the_globe(coordinates: &Coordinates) -> Result<()> {
    for (name, value, bound) in [("latitude", &coordinates.latitude, "90"), ("longitude", &coordinates.longitude, "180")] {
        let Some(value) = value else { continue };
        if !(value.is_at_least(&Decimal::parse(format!("-{bound}"))?) && Decimal::parse(bound)?.is_at_least(value)) {
            return Err(refused(format!("expected degrees from -{bound} to {bound}, found `{}`", excerpt(value.as_str()))).within(name));
        }
    }
    Ok(())
}

fn refused(message: impl Into<Cow<'static, str>>) -> Error {
    Error::new(ErrorKind::Inconsistent, message)
}

/// Moves every publicly disclosed finding to where nobody can withhold it.
fn lay_floor(point: &mut CompliancePoint) {
    let (public, others) = point.findings.take().unwrap_or_default().into_iter().partition(|finding| finding.is_publicly_disclosed());
    let public: Vec<_> = public;
    point.public_findings.extend(public);
    point.findings = Some(others);
}

fn refuse_evidence(point: &CompliancePoint) -> Result<()> {
    if point.evidence.is_none() {
        return Ok(());
    }
    let findings: BTreeMap<&str, &Finding> = point.all_findings().map(|finding| (&*finding.question, finding)).collect();
    for evidence in point.evidence.iter().flatten() {
        let Some(finding) = findings.get(&*evidence.question) else { continue };
        if let Some(reason) = evidence_refusal(finding, evidence) {
            return Err(Error::new(
                ErrorKind::Inconsistent,
                format!("{reason} (question `{}`): leave it out", excerpt(&evidence.question)),
            )
            .within("evidence"));
        }
    }
    Ok(())
}
