//! Decisions in plain words.

use std::fmt::Write;

use super::{ClauseDecision, Decision, FindingDecision, Outcome, Reason, TopUp};
use crate::analysis::Crosswalk;
use crate::report::taxonomy;
use crate::text::one_line;

/// Returns what an outcome means, in a sentence without a full stop.
fn meaning(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Accept => "no audit is needed",
        Outcome::TopUp => "a short visit must look at what the report leaves open",
        Outcome::FollowUp => "findings must be remedied, and the programme must have seen that",
        Outcome::FullAudit => "there is no report, or it cannot be relied on",
    }
}

/// Returns what a reason says, in a sentence without a full stop.
pub fn sentence(reason: Reason) -> &'static str {
    match reason {
        Reason::Accepted => "every rule is met and every clause is answered",
        Reason::NoReport => "there is no report",
        Reason::IssuerNotAccepted => "the policy does not accept reports of this issuer",
        Reason::CountryNotAccepted => "the policy does not accept reports from this country",
        Reason::TestData => "the report is test data",
        Reason::StandingNotAccepted => "the report does not stand as the policy demands",
        Reason::StatusTooOld => "the status list is too old, or there is none: fetch the current one and decide again",
        Reason::Lapsed => "the reliance period that the issuer set is over",
        Reason::TooOld => "the visit was too long ago",
        Reason::WithinGrace => "the visit was longer ago than it should be, but within the days of grace",
        Reason::NotLaterThanBlocking => "the visit was not later than the last blocking assessment",
        Reason::DisclosureInsufficient => "what the policy wants to see is withheld: ask the factory for the full report",
        Reason::AnnouncedVisit => "the factory knew of the visit beforehand",
        Reason::TooFewPersonDays => "the visit was too short",
        Reason::NoWorkerInterviews => "no worker was interviewed",
        Reason::NoUnionInterviews => "no union representative was interviewed",
        Reason::NotStated => "the report does not state what the policy demands of the visit",
        Reason::Compliant => "everything that was asked is compliant",
        Reason::NotApplicable => "nothing that was asked applies to this factory",
        Reason::NonComplianceAccepted => "there is a non-compliance that the policy accepts",
        Reason::RemediationVerified => "the programme has seen the non-compliance remedied",
        Reason::NonCompliance => "there is a non-compliance that must be remedied",
        Reason::BlockingNonCompliance => "there is a non-compliance that the policy does not accept",
        Reason::ZeroTolerance => "there is a zero-tolerance issue",
        Reason::Withheld => "findings are withheld",
        Reason::NotAssessed => "a question was not assessed, or has a result that this program does not know",
        Reason::NotInReport => "the report does not have the point or question",
        Reason::NotCovered => "an assessment does not answer this clause",
        Reason::PartlyCovered => "an assessment answers only a part of this clause",
        Reason::OutOfScope => "an assessment does not answer this clause, and the policy leaves it out",
    }
}

/// Returns a reason in two or three words, for a table.
pub fn in_words(reason: Reason) -> String {
    reason.code().replace("non_compliance", "non-compliance").replace('_', " ")
}

/// Explains a decision in plain words, several lines of text; titles of clauses in the first of `languages` they have.
pub fn explain(decision: &Decision, crosswalk: &Crosswalk, languages: &[&str]) -> String {
    let decided = decision.decided();
    let mut text = format!("{}: {}.\n", words(decided.outcome.code()), meaning(decided.outcome));
    if let Some(report) = &decided.report {
        line(
            &mut text,
            format_args!(
                "{} ({}), visited on {}, {} days before; the report's standing is {}.",
                one_line(&report.facility_name),
                report.facility_country,
                report.started_on,
                report.age_days,
                report.standing
            ),
        );
    }
    line(&mut text, format_args!("Decided as of {} because {}.", decided.decided_at, sentence(decided.reason)));
    for item in &decided.reasons {
        let found = item.found.as_ref().map(|found| format!(" ({found})")).unwrap_or_default();
        line(&mut text, format_args!("- {}{found}{}.", sentence(item.reason), rule(item.rule.as_deref())));
    }
    for clause in &decided.clauses {
        let title = crosswalk.document().clauses.iter().find(|held| held.id == clause.clause).map(|held| held.title.best(languages));
        explain_clause(&mut text, clause, title.unwrap_or_default());
    }
    if !decided.outside.is_empty() {
        line(&mut text, format_args!("Outside the code of conduct:"));
        decided.outside.iter().for_each(|finding| explain_finding(&mut text, finding));
    }
    if let (Some(instant), Some(reason)) = (&decided.next_change_at, decided.next_change_reason) {
        line(&mut text, format_args!("The answer can change on {}: {}.", instant.get(..10).unwrap_or(instant), sentence(reason)));
    }
    text
}

fn explain_clause(text: &mut String, clause: &ClauseDecision, title: &str) {
    let (outcome, reason) = (words(clause.outcome.code()), sentence(clause.reason));
    line(text, format_args!("Clause {} ({title}): {outcome}, {reason}{}.", clause.clause, rule(clause.rule.as_deref())));
    clause.findings.iter().for_each(|finding| explain_finding(text, finding));
    for item in &clause.top_up {
        line(text, format_args!("  - look at {}: {}.", scope(item), sentence(item.reason)));
    }
}

fn explain_finding(text: &mut String, finding: &FindingDecision) {
    let progress = finding.progress.as_ref().map(|progress| format!("; progress report: {}", progress.replace('_', " ")));
    line(
        text,
        format_args!(
            "  - question {} ({}): {}{}{} [{}].",
            one_line(&finding.question),
            point_words(&finding.compliance_point),
            in_words(finding.reason),
            rule(finding.rule.as_deref()),
            progress.unwrap_or_default(),
            finding.path
        ),
    );
}

fn scope(item: &TopUp) -> String {
    let Some(point) = &item.compliance_point else { return "what the clause demands beyond an assessment".to_owned() };
    match item.questions.as_slice() {
        [] => point_words(point),
        questions => {
            let names: Vec<&str> = questions.iter().map(|question| &**question).collect();
            format!("{} (questions {})", point_words(point), names.join(", "))
        }
    }
}

fn point_words(point: &str) -> String {
    let words = point.split_once('/').map_or_else(|| point.to_owned(), |(cluster, id)| taxonomy::point_name(cluster, id));
    one_line(&words).into_owned()
}

fn rule(pointer: Option<&str>) -> String {
    pointer.map_or_else(String::new, |pointer| format!(" (rule {pointer})"))
}

fn words(code: &str) -> String {
    let words = code.replace('_', " ");
    let mut characters = words.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

fn line(text: &mut String, line: std::fmt::Arguments<'_>) {
    // Writing to a string never fails.
    let _ = writeln!(text, "{line}");
}
