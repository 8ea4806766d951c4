//! The form that is signed: the floor in place, the counts right, no evidence that would harm a person.

use std::collections::BTreeMap;

use super::assessment::AssessmentBody;
use super::finding::{Finding, evidence_refusal};
use super::point::CompliancePoint;
use crate::error::{Error, ErrorKind, Result, excerpt};

pub(crate) fn assessment(body: &mut AssessmentBody) -> Result<()> {
    for (index, point) in body.compliance_points.iter_mut().enumerate() {
        lay_floor(point);
        point.question_count = point.all_findings().count() as u64;
        refuse_evidence(point).map_err(|error| error.within_item(index).within("report.compliance_points"))?;
    }
    Ok(())
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
