//! What a report says, held against itself (format sections 2.1 and 3).

use std::borrow::Cow;

use super::assessment::AssessmentBody;
use super::document::{FORMAT_MINOR, split_version};
use super::finding::{Finding, FindingKind};
use super::point::CompliancePoint;
use super::progress::ProgressBody;
use crate::error::{Error, ErrorKind, Result, excerpt};
use crate::json::{FastSet, Names};
use crate::time::Timestamp;

pub(crate) fn assessment(body: &AssessmentBody, iat: Timestamp) -> Result<()> {
    revision(body.revision, body.supersedes.is_some())?;
    if let Some(coordinates) = &body.facility.coordinates
        && coordinates.latitude.is_some() != coordinates.longitude.is_some()
    {
        return Err(inconsistent("coordinates have one of latitude and longitude, not both").within("report.facility.coordinates"));
    }
    let mut seen = FastSet::with_capacity_and_hasher(body.compliance_points.len(), Default::default());
    for (index, point) in body.compliance_points.iter().enumerate() {
        if !seen.insert((&*point.cluster, &*point.id)) {
            return Err(inconsistent(format!("point `{}` of `{}` is there twice", excerpt(&point.id), excerpt(&point.cluster)))
                .within_item(index)
                .within("report.compliance_points"));
        }
        compliance_point(point).map_err(|error| error.within_item(index).within("report.compliance_points"))?;
    }
    let visit = &body.assessment;
    let ended_on = visit.ended_on.unwrap_or(visit.started_on);
    if visit.started_on > ended_on || ended_on > iat.day() {
        return Err(inconsistent(format!(
            "the days are out of order: the visit began on {}, ended on {ended_on}, and the report was signed on {}",
            visit.started_on,
            iat.day()
        )));
    }
    Ok(())
}

pub(crate) fn progress(body: &ProgressBody, iat: Timestamp) -> Result<()> {
    revision(body.revision, body.supersedes.is_some())?;
    if body.number == 0 {
        return Err(inconsistent("progress reports are numbered from 1").within("report.number"));
    }
    let mut questions = FastSet::default();
    if let Some(twice) = body.remediation.iter().find(|item| !questions.insert(&*item.question)) {
        return Err(inconsistent(format!("question `{}` is there twice", excerpt(&twice.question))).within("report.remediation"));
    }
    if body.reported_on > iat.day() {
        return Err(inconsistent(format!("the report is about {}, after {}, the day it was signed", body.reported_on, iat.day())));
    }
    Ok(())
}

fn compliance_point(point: &CompliancePoint) -> Result<()> {
    let mut questions = Names::with_capacity(point.all_findings().count());
    for finding in point.all_findings() {
        if !questions.insert(Cow::Borrowed(&*finding.question)) {
            return Err(inconsistent(format!("question `{}` is there twice", excerpt(&finding.question))));
        }
        answer(finding)?;
    }
    if let Some(hidden) = point.findings.iter().flatten().find(|finding| finding.is_publicly_disclosed()) {
        return Err(inconsistent(format!(
            "question `{}` is publicly disclosed, so it belongs to `public_findings`",
            excerpt(&hidden.question)
        ))
        .within("findings"));
    }
    let public = point.public_findings.len() as u64;
    let visible = questions.len() as u64;
    if point.findings.is_some() && visible != point.question_count {
        return Err(inconsistent(format!("`question_count` is {}, but {visible} findings are there", point.question_count)));
    }
    if public > point.question_count {
        return Err(inconsistent(format!("`question_count` is {}, but {public} public findings are there", point.question_count)));
    }
    if point.findings.is_some()
        && let Some(stray) = point.evidence.iter().flatten().find(|evidence| !questions.contains(&evidence.question))
    {
        return Err(
            inconsistent(format!("evidence for question `{}`, which the point does not have", excerpt(&stray.question))).within("evidence")
        );
    }
    Ok(())
}

/// A compliance question has a result and a fact has a value; of a kind that a later version adds, nothing is known.
fn answer(finding: &Finding) -> Result<()> {
    let fits = match finding.kind {
        FindingKind::Compliance => finding.result.is_some() && finding.value.is_none(),
        FindingKind::Fact => finding.value.is_some() && finding.result.is_none(),
        FindingKind::Other(_) => true,
    };
    if fits {
        Ok(())
    } else {
        Err(inconsistent(format!(
            "question `{}` needs a `result` if it is about compliance, a `value` if it is a fact, and not both",
            excerpt(&finding.question)
        )))
    }
}

fn revision(revision: u64, supersedes: bool) -> Result<()> {
    match revision {
        0 => Err(inconsistent("revisions are numbered from 1").within("report.revision")),
        1 if supersedes => Err(inconsistent("the first revision supersedes nothing").within("report.supersedes")),
        2.. if !supersedes => Err(inconsistent("a correction names the digest of the revision before").within("report.supersedes")),
        _ => Ok(()),
    }
}

/// Returns whether a version is of a newer minor than this SDK knows.
pub(crate) fn is_newer_minor(version: &str) -> bool {
    split_version(version).is_some_and(|(_, minor)| minor > FORMAT_MINOR)
}

fn inconsistent(message: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Error::new(ErrorKind::Inconsistent, message)
}
