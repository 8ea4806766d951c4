//! Which assessments count: lower revisions and revoked reports drop out, and of each factory the latest one stays.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::outcome::Panel;
use super::scope::{By, Scope};
use crate::digest::Digest;
use crate::error::{Error, ErrorKind, Result, excerpt};
use crate::report::AssessmentBody;
use crate::time::Day;
use crate::verify::{Disclosure, StandingValue, VerifiedReport};

/// What the choice of assessments needs to know of a report.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the words of the format")]
pub struct Header {
    pub digest: Digest,
    pub iss: String,
    pub sub: String,
    pub jti: String,
    pub revision: u64,
    pub facility_name: String,
    pub facility_country: String,
    pub assessment_id: String,
    pub cycle: u64,
    pub started_on: Day,
    pub tool_id: String,
    pub tool_version: String,
    pub standing: StandingValue,
    /// Whether something is withheld, findings or other members.
    pub is_partial: bool,
    pub findings_withheld_count: u64,
    /// Whether it is test data.
    pub is_test: bool,
}

/// What became of the reports that were given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ReportCounts {
    /// How many reports were given.
    pub given_count: u64,
    /// Left out: other copies of a report.
    pub copies_count: u64,
    /// Left out: a higher revision of the same report is there.
    pub lower_revisions_count: u64,
    /// Left out: revoked.
    pub revoked_count: u64,
    /// Left out: not of the window, country or cycle, or not of the panel.
    pub outside_scope_count: u64,
    /// Left out: the factory has a later assessment in the same group.
    pub earlier_assessments_count: u64,
    /// Counted.
    pub counted_count: u64,
    /// Counted, while suspended: not to be relied on for now.
    pub suspended_count: u64,
    /// Counted, and test data.
    pub test_count: u64,
}

/// The assessments that count, each in its group.
#[derive(Clone, Debug)]
pub struct Selection {
    pub(super) scope: Scope,
    pub(super) headers: Vec<Header>,
    /// The group of each header that counts.
    pub(super) groups_of: Vec<Option<usize>>,
    /// The keys of the groups, in order.
    pub(super) keys: Vec<Option<String>>,
    pub(super) counts: ReportCounts,
    pub(super) panel: Option<Panel>,
}

impl Header {
    /// Returns the header of a verified report.
    pub fn of(verified: &VerifiedReport) -> Self {
        let (document, AssessmentBody { facility, assessment, revision, .. }) = (verified.document(), verified.report());
        let (is_partial, findings_withheld_count) = match verified.disclosure() {
            Disclosure::Complete => (false, 0),
            Disclosure::Partial { findings, .. } => (true, *findings),
        };
        Header {
            digest: verified.digest(),
            iss: document.iss.to_string(),
            sub: document.sub.to_string(),
            jti: document.jti.to_string(),
            revision: *revision,
            facility_name: facility.name.to_string(),
            facility_country: facility.country.to_string(),
            assessment_id: assessment.id.to_string(),
            cycle: assessment.cycle,
            started_on: assessment.started_on,
            tool_id: assessment.tool.id.to_string(),
            tool_version: assessment.tool.version.to_string(),
            standing: verified.standing().value,
            is_partial,
            findings_withheld_count,
            is_test: verified.signer().test,
        }
    }

    fn is_within(&self, scope: &Scope) -> bool {
        scope.from_on.is_none_or(|from| self.started_on >= from)
            && scope.to_on.is_none_or(|to| self.started_on <= to)
            && scope.country.as_ref().is_none_or(|country| *country == self.facility_country)
            && scope.cycle.is_none_or(|cycle| cycle == self.cycle)
    }

    fn facility(&self) -> (&str, &str) {
        (&self.iss, &self.sub)
    }

    /// Returns the group's key, with a number before it that puts numbers in their order.
    fn key(&self, by: Option<By>) -> (u64, Option<String>) {
        match by {
            None => (0, None),
            Some(By::Country) => (0, Some(self.facility_country.clone())),
            Some(By::Cycle) => (self.cycle, Some(self.cycle.to_string())),
            Some(By::ToolVersion) => (0, Some(format!("{} {}", self.tool_id, self.tool_version))),
            Some(By::Year) => {
                let (year, ..) = self.started_on.ymd();
                (u64::from(year.unsigned_abs()), Some(year.to_string()))
            }
        }
    }
}

impl Selection {
    /// Chooses what counts of the reports with these headers; a header is known by its place among them.
    ///
    /// # Errors
    /// `inconsistent` where two digests have the same issuer, `jti` and revision.
    pub fn of(headers: Vec<Header>, scope: &Scope) -> Result<Self> {
        let mut counts = ReportCounts { given_count: headers.len() as u64, ..ReportCounts::default() };
        let current = newest_revisions(&headers, &mut counts)?;
        let standing: Vec<_> = current.into_iter().filter(|(_, header)| header.standing != StandingValue::Revoked).collect();
        counts.revoked_count = counts.given_count - counts.copies_count - counts.lower_revisions_count - standing.len() as u64;
        let mut within: Vec<_> = standing.iter().copied().filter(|(_, header)| header.is_within(scope)).collect();
        let panel = scope.panel.map(|cycles_count| keep_panel(&mut within, cycles_count));
        counts.outside_scope_count = (standing.len() - within.len()) as u64;

        let mut factories: BTreeMap<_, BTreeMap<_, Vec<(usize, &Header)>>> = BTreeMap::new();
        for (place, header) in within {
            factories.entry(header.key(scope.by)).or_default().entry(header.facility()).or_default().push((place, header));
        }
        let (mut keys, mut groups_of) = (Vec::new(), vec![None; headers.len()]);
        for (group, ((_, key), factories)) in factories.into_iter().enumerate() {
            keys.push(key);
            for assessments in factories.into_values() {
                counts.earlier_assessments_count += assessments.len().saturating_sub(1) as u64;
                let Some((place, header)) = latest(assessments) else { continue };
                counts.counted_count += 1;
                counts.suspended_count += u64::from(header.standing == StandingValue::Suspended);
                counts.test_count += u64::from(header.is_test);
                if let Some(group_of) = groups_of.get_mut(place) {
                    *group_of = Some(group);
                }
            }
        }
        Ok(Selection { scope: scope.clone(), groups_of, keys, counts, panel, headers })
    }

    /// Returns the places of the headers that count, in the order in which the headers were given.
    pub fn places(&self) -> Vec<usize> {
        (0..self.headers.len()).filter(|place| self.group_of(*place).is_some()).collect()
    }

    /// Returns what was asked for.
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// Returns the header at a place.
    pub fn header(&self, place: usize) -> Option<&Header> {
        self.headers.get(place)
    }

    pub(super) fn group_of(&self, place: usize) -> Option<usize> {
        self.groups_of.get(place).copied().flatten()
    }
}

type Placed<'a> = (usize, &'a Header);

/// Of each report its highest revision, and of two copies the one that withholds less.
fn newest_revisions<'a>(headers: &'a [Header], counts: &mut ReportCounts) -> Result<Vec<Placed<'a>>> {
    let mut newest: BTreeMap<(&str, &str), Placed<'a>> = BTreeMap::new();
    let mut digests: BTreeMap<(&str, &str, u64), Digest> = BTreeMap::new();
    for placed in headers.iter().enumerate() {
        let (_, header) = placed;
        let digest = *digests.entry((&header.iss, &header.jti, header.revision)).or_insert(header.digest);
        if digest != header.digest {
            let message =
                format!("two documents are revision {} of `{}`: {digest} and {}", header.revision, excerpt(&header.jti), header.digest);
            return Err(Error::new(ErrorKind::Inconsistent, message));
        }
        let held = newest.entry((&header.iss, &header.jti)).or_insert(placed);
        let fuller = |(_, header): &Placed<'_>| (header.revision, std::cmp::Reverse((header.findings_withheld_count, header.is_partial)));
        if fuller(&placed) > fuller(held) {
            *held = placed;
        }
    }
    let revisions = digests.len() as u64;
    counts.copies_count = counts.given_count - revisions;
    counts.lower_revisions_count = revisions - newest.len() as u64;
    Ok(newest.into_values().collect())
}

/// Keeps the factories that have at least so many cycles.
fn keep_panel(within: &mut Vec<Placed<'_>>, cycles_count: u64) -> Panel {
    let mut cycles: BTreeMap<(&str, &str), BTreeSet<u64>> = BTreeMap::new();
    for (_, header) in &*within {
        cycles.entry(header.facility()).or_default().insert(header.cycle);
    }
    cycles.retain(|_, held| held.len() as u64 >= cycles_count);
    within.retain(|(_, header)| cycles.contains_key(&header.facility()));
    Panel { cycles_count, factories_count: cycles.len() as u64 }
}

/// The assessment with the highest id, as a number where all are numbers; otherwise the one that started last.
fn latest(assessments: Vec<Placed<'_>>) -> Option<Placed<'_>> {
    let numbers = assessments.iter().all(|(_, header)| number(&header.assessment_id).is_some());
    let by_date = |header: &Header| (header.started_on, header.cycle);
    assessments.into_iter().max_by(|(_, one), (_, other)| {
        let (id, other_id) = (&*one.assessment_id, &*other.assessment_id);
        let by_id = if numbers { number(id).cmp(&number(other_id)) } else { Ordering::Equal };
        by_id.then_with(|| by_date(one).cmp(&by_date(other))).then_with(|| id.cmp(other_id)).then_with(|| one.digest.cmp(&other.digest))
    })
}

/// A number of any length: its digits without leading zeros order by their count, then as text.
fn number(id: &str) -> Option<(usize, &str)> {
    let digits = id.trim_start_matches('0');
    (!id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit())).then_some((digits.len(), digits))
}
