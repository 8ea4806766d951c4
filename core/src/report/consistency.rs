//! What a report says, held against itself (format sections 2.1 and 3).

use std::borrow::Cow;

use super::document::{FORMAT_MINOR, split_version};
use super::finding::FindingKind;
use super::progress::ProgressBody;
use crate::error::{Error, ErrorKind, Result, excerpt, words};
use crate::json::{FastSet, Names, fast_set};
use crate::time::{Day, Timestamp};

/// What is asked of a visit and its report.
pub(crate) struct Visit<'a, P> {
    pub(crate) revision: u64,
    /// Whether the report names the revision before it.
    pub(crate) supersedes: bool,
    /// Whether latitude and longitude are there, where coordinates are.
    pub(crate) coordinates: Option<(bool, bool)>,
    pub(crate) points: &'a [P],
    pub(crate) started_on: Day,
    pub(crate) ended_on: Option<Day>,
}

/// What is asked of a compliance point, of which more or less may be held.
pub(crate) trait Point {
    type Finding: Answer;
    fn cluster(&self) -> &str;
    fn id(&self) -> &str;
    fn question_count(&self) -> u64;
    fn public_findings(&self) -> &[Self::Finding];
    fn findings(&self) -> Option<&[Self::Finding]>;
    /// The questions of the evidence that is there.
    fn evidence(&self) -> impl Iterator<Item = &str>;

    /// Returns how many findings are withheld.
    fn withheld(&self) -> u64 {
        match self.findings() {
            Some(_) => 0,
            None => self.question_count().saturating_sub(self.public_findings().len() as u64),
        }
    }

    /// Iterates over the visible findings, the floor first.
    fn visible(&self) -> impl Iterator<Item = &Self::Finding> {
        self.public_findings().iter().chain(self.findings().into_iter().flatten())
    }
}

/// What is asked of a finding.
pub(crate) trait Answer {
    fn question(&self) -> &str;
    fn kind(&self) -> &FindingKind;
    fn has_result(&self) -> bool;
    fn has_value(&self) -> bool;
    fn is_public(&self) -> bool;
}

pub(crate) fn assessment<P: Point>(visit: &Visit<'_, P>, iat: Timestamp) -> Result<()> {
    revision(visit.revision, visit.supersedes)?;
    if visit.coordinates.is_some_and(|(latitude, longitude)| latitude != longitude) {
        return Err(inconsistent("coordinates have one of latitude and longitude, not both").within("report.facility.coordinates"));
    }
    let mut seen = fast_set(visit.points.len());
    for (index, point) in visit.points.iter().enumerate() {
        let within = |error: Error| error.within_item(index).within("report.compliance_points");
        if !seen.insert((point.cluster(), point.id())) {
            return Err(within(inconsistent(words!("point `{}` of `{}` is there twice", excerpt(point.id()), excerpt(point.cluster())))));
        }
        compliance_point(point).map_err(within)?;
    }
    let ended_on = visit.ended_on.unwrap_or(visit.started_on);
    if visit.started_on > ended_on || ended_on > iat.day() {
        return Err(inconsistent(words!(
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
        return Err(inconsistent(words!("question `{}` is there twice", excerpt(&twice.question))).within("report.remediation"));
    }
    if body.reported_on > iat.day() {
        return Err(inconsistent(words!("the report is about {}, after {}, the day it was signed", body.reported_on, iat.day())));
    }
    Ok(())
}

fn compliance_point<P: Point>(point: &P) -> Result<()> {
    let mut questions = Names::with_capacity(point.visible().count());
    for finding in point.visible() {
        if !questions.insert(Cow::Borrowed(finding.question())) {
            return Err(inconsistent(words!("question `{}` is there twice", excerpt(finding.question()))));
        }
        answer(finding)?;
    }
    let (public, findings) = (point.public_findings().len() as u64, point.findings());
    if let Some(hidden) = findings.into_iter().flatten().find(|finding| finding.is_public()) {
        return Err(inconsistent(words!(
            "question `{}` is publicly disclosed, so it belongs to `public_findings`",
            excerpt(hidden.question())
        ))
        .within("findings"));
    }
    let visible = questions.len() as u64;
    if findings.is_some() && visible != point.question_count() {
        return Err(inconsistent(words!("`question_count` is {}, but {visible} findings are there", point.question_count())));
    }
    if public > point.question_count() {
        return Err(inconsistent(words!("`question_count` is {}, but {public} public findings are there", point.question_count())));
    }
    if findings.is_some()
        && let Some(stray) = point.evidence().find(|question| !questions.contains(question))
    {
        return Err(inconsistent(words!("evidence for question `{}`, which the point does not have", excerpt(stray))).within("evidence"));
    }
    Ok(())
}

/// A compliance question has a result and a fact has a value; of a kind that a later version adds, nothing is known.
fn answer(finding: &impl Answer) -> Result<()> {
    let fits = match finding.kind() {
        FindingKind::Compliance => finding.has_result() && !finding.has_value(),
        FindingKind::Fact => finding.has_value() && !finding.has_result(),
        FindingKind::Other(_) => true,
    };
    if fits {
        Ok(())
    } else {
        Err(inconsistent(words!(
            "question `{}` needs a `result` if it is about compliance, a `value` if it is a fact, and not both",
            excerpt(finding.question())
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
