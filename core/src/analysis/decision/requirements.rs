//! Rules about the report as a whole: who issued it, how it stands, how old it is, what it shows, how the visit was.

use super::{Context, Outcome, Reason, ReasonItem};
use crate::analysis::Policy;
use crate::analysis::policy::{PolicyDocument, RequiredDisclosure, VisitRules};
use crate::text::Text;
use crate::time::Timestamp;
use crate::verify::{Disclosure, VerifiedReport};

const SECONDS_PER_DAY: i64 = 86_400;

/// Returns every rule that the report does not meet, in a fixed order; each asks for a full audit, a point that must be shown
/// and is not there for a short visit.
pub(super) fn judge(report: Option<&VerifiedReport>, policy: &Policy, context: &Context<'_>, at: Timestamp) -> Vec<ReasonItem> {
    let Some(report) = report else { return vec![failed(Reason::NoReport, None, None)] };
    let rules = policy.document();
    let mut reasons = Vec::new();
    let mut fail = |reason, rule, found: Option<String>| reasons.push(failed(reason, rule, found));
    let (document, body) = (report.document(), report.report());
    if !rules.issuers.contains(&document.iss) {
        fail(Reason::IssuerNotAccepted, Some("/issuers"), Some(document.iss.to_string()));
    }
    let country = body.facility.country;
    if rules.countries.as_ref().is_some_and(|countries| !countries.contains(&country)) {
        fail(Reason::CountryNotAccepted, Some("/countries"), Some(country.to_string()));
    }
    if report.signer().test && rules.accept_test_data != Some(true) {
        fail(Reason::TestData, Some("/accept_test_data"), None);
    }
    let standing = report.standing();
    if !rules.standings.iter().any(|accepted| accepted.code() == standing.value.code()) {
        fail(Reason::StandingNotAccepted, Some("/standings"), Some(standing.value.code().to_owned()));
    }
    if let Some(days) = rules.maximum_status_age_days
        && standing.as_of_at.is_none_or(|as_of| at >= days_after(as_of, days))
    {
        fail(Reason::StatusTooOld, Some("/maximum_status_age_days"), standing.as_of_at.map(|as_of| as_of.to_string()));
    }
    if report.age().lapsed {
        // A rule of the issuer, not of the policy.
        fail(Reason::Lapsed, None, document.exp.map(|exp| exp.to_string()));
    }
    let days = age_in_days(report);
    if days > rules.maximum_age_days.saturating_add(rules.grace_days.unwrap_or(0)) {
        fail(
            Reason::TooOld,
            Some(if rules.grace_days.is_some() { "/grace_days" } else { "/maximum_age_days" }),
            Some(format!("{days} days")),
        );
    }
    if let Some(blocking_on) = context.last_blocking_on
        && rules.later_than_last_blocking
        && body.assessment.started_on <= blocking_on
    {
        fail(Reason::NotLaterThanBlocking, Some("/later_than_last_blocking"), Some(blocking_on.to_string()));
    }
    if let Some(withheld) = withheld(report, rules) {
        fail(Reason::DisclosureInsufficient, Some("/disclosure"), Some(withheld));
    }
    reasons.extend(absent(report, rules));
    reasons.extend(rules.visit.iter().flat_map(|visit| judge_visit(report, visit)));
    reasons
}

/// Returns the note that a report is taken although it is old.
pub(super) fn note(report: Option<&VerifiedReport>, policy: &Policy) -> Option<ReasonItem> {
    let (days, rules) = (age_in_days(report?), policy.document());
    let latest = rules.maximum_age_days.saturating_add(rules.grace_days?);
    (days > rules.maximum_age_days && days <= latest).then(|| {
        let mut item = ReasonItem::new(Outcome::Accept, Reason::WithinGrace);
        item.rule = Some("/grace_days".into());
        item.found = Some(format!("{days} days").into());
        item
    })
}

pub(super) fn days_after(instant: Timestamp, days: u64) -> Timestamp {
    instant.plus_seconds(i64::try_from(days).unwrap_or(i64::MAX).saturating_mul(SECONDS_PER_DAY))
}

/// A visit that is dated after `at` has the age 0.
pub(super) fn age_in_days(report: &VerifiedReport) -> u64 {
    u64::try_from(report.age().days).unwrap_or(0)
}

fn failed(reason: Reason, rule: Option<&str>, found: Option<String>) -> ReasonItem {
    let mut item = ReasonItem::new(Outcome::FullAudit, reason);
    item.rule = rule.map(Text::from);
    item.found = found.map(Text::from);
    item
}

/// Returns what is withheld of what must be shown.
fn withheld(report: &VerifiedReport, rules: &PolicyDocument) -> Option<String> {
    match (&rules.disclosure, report.disclosure()) {
        (RequiredDisclosure::Complete, Disclosure::Partial { findings, members }) => {
            Some(format!("{findings} findings and {members} members withheld"))
        }
        (RequiredDisclosure::Complete, Disclosure::Complete) => None,
        (RequiredDisclosure::Points(points), _) => {
            let held = &report.report().compliance_points;
            let withheld: Vec<String> = points
                .iter()
                .filter(|id| held.iter().any(|point| id.names(point) && point.withheld_findings() > 0))
                .map(ToString::to_string)
                .collect();
            (!withheld.is_empty()).then(|| withheld.join(", "))
        }
    }
}

/// Says which points must be shown and are not in the report at all: a short visit must look at them.
fn absent(report: &VerifiedReport, rules: &PolicyDocument) -> Option<ReasonItem> {
    let RequiredDisclosure::Points(points) = &rules.disclosure else { return None };
    let held = &report.report().compliance_points;
    let absent: Vec<_> = points.iter().filter(|id| !held.iter().any(|point| id.names(point))).map(ToString::to_string).collect();
    (!absent.is_empty()).then(|| {
        let mut item = ReasonItem::new(Outcome::TopUp, Reason::NotInReport);
        (item.rule, item.found) = (Some("/disclosure".into()), Some(absent.join(", ").into()));
        item
    })
}

fn judge_visit(report: &VerifiedReport, rules: &VisitRules) -> Vec<ReasonItem> {
    let assessment = &report.report().assessment;
    let process = assessment.process.as_ref();
    let mut reasons = Vec::new();
    let mut ask = |rule: &str, met: Option<bool>, reason: Reason, found: Option<String>| match met {
        Some(true) => {}
        Some(false) => reasons.push(failed(reason, Some(rule), found)),
        None => reasons.push(failed(Reason::NotStated, Some(rule), None)),
    };
    if rules.unannounced == Some(true) {
        ask("/visit/unannounced", assessment.announced.map(|announced| !announced), Reason::AnnouncedVisit, None);
    }
    if let Some(minimum) = &rules.minimum_person_days {
        let days = assessment.person_days.as_ref();
        ask(
            "/visit/minimum_person_days",
            days.map(|days| days.is_at_least(minimum)),
            Reason::TooFewPersonDays,
            days.map(|days| format!("{days} person-days")),
        );
    }
    if rules.worker_interviews == Some(true) {
        let count = process.and_then(|process| process.workers_interviewed_count);
        ask("/visit/worker_interviews", count.map(|count| count > 0), Reason::NoWorkerInterviews, None);
    }
    if rules.union_interviews == Some(true) {
        let count = process.and_then(|process| process.union_representatives_interviewed_count);
        ask("/visit/union_interviews", count.map(|count| count > 0), Reason::NoUnionInterviews, None);
    }
    reasons
}
