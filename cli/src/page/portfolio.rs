//! The portfolio page: which factories must still be audited, why, and what to do; for a sourcing manager.

use std::collections::BTreeMap;

use betterwork::analysis::decision::{ClauseDecision, Outcome, Reason, sentence};
use betterwork::analysis::portfolio::{Bucket, SupplierDecision, Totals};
use betterwork::report::taxonomy;
use betterwork_exchange::portfolio::Judgement;

use super::chart::{self, Part};
use super::{Heading, escaped, page, section, table};

/// Makes the page.
pub(crate) fn portfolio(decisions: &[SupplierDecision], totals: &Totals, judgement: &Judgement<'_>) -> String {
    let policy = judgement.policy.document();
    let heading = Heading {
        title: "Which factories must still be audited?",
        subtitle: format!(
            "As of {}, by the policy “{}” and the code “{}”",
            judgement.at.day(),
            policy.title.best(&["en"]),
            judgement.crosswalk.document().title.best(&["en"])
        ),
        test: judgement.trust.is_test(),
    };
    let lead =
        format!("<p class=\"lead\"><span class=\"good\">{}</span> of {} audits avoided</p>", totals.audits_avoided, totals.suppliers);
    page(
        &heading,
        &[
            lead,
            chart::stacked("Suppliers by answer", &buckets(totals)),
            section("Why not", &reasons(decisions)),
            section("Every supplier", &suppliers(decisions, judgement)),
            section("What this rests on", &inputs(judgement)),
        ],
    )
}

fn buckets(totals: &Totals) -> Vec<Part<'static>> {
    let part = |label, count, class| Part { label, count, class };
    vec![
        part("audit avoided", totals.audits_avoided, "good"),
        part("same factory as another supplier", totals.repeated, "none"),
        part("top-up visit", totals.top_ups, "note"),
        part("follow-up", totals.follow_ups, "caution"),
        part("full audit", totals.full_audits, "bad"),
        part("no report", totals.no_report, "none"),
        part("factory to be confirmed", totals.unconfirmed, "open"),
    ]
}

/// Counts the reasons of everything that is not accepted.
fn reasons(decisions: &[SupplierDecision]) -> String {
    let mut counts: BTreeMap<_, u64> = BTreeMap::new();
    for row in decisions.iter().filter(|row| !matches!(row.bucket, Bucket::Avoided | Bucket::Unconfirmed)) {
        let decided = row.decision.decided();
        *counts.entry((std::cmp::Reverse(decided.outcome), decided.reason)).or_default() += 1;
    }
    if counts.is_empty() {
        return "<p>Every audit is avoided.</p>".to_owned();
    }
    // As in the bar above: no report has a colour of its own.
    let of = |outcome, reason| if reason == Reason::NoReport { "none" } else { class(outcome) };
    let mut parts: Vec<Part<'_>> = counts
        .iter()
        .map(|((outcome, reason), count)| Part { label: sentence(*reason), count: *count, class: of(outcome.0, *reason) })
        .collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.count));
    // What to do about it stands with each supplier.
    parts.iter_mut().for_each(|part| part.label = part.label.split(':').next().unwrap_or_default());
    chart::bars("Suppliers by reason", &parts)
}

fn suppliers(decisions: &[SupplierDecision], judgement: &Judgement<'_>) -> String {
    let rows: Vec<Vec<String>> = decisions
        .iter()
        .map(|row| {
            let decided = row.decision.decided();
            let visited = decided.report.as_ref().map_or_else(String::new, |report| report.started_on.to_string());
            let (answer, class) = answer(row);
            vec![
                escaped(&row.supplier.number),
                format!("<div class=\"name\">{} <span class=\"small\">{}</span></div>", escaped(&row.supplier.name), row.supplier.country),
                date(&visited),
                format!("<span class=\"badge {class}\">{answer}</span>"),
                to_do(row, judgement),
                decided.next_change_at.as_ref().and_then(|instant| instant.get(..10)).map_or_else(String::new, date),
            ]
        })
        .collect();
    table(
        "What to do for each supplier; “until” is the day on which time alone may change the answer",
        &["Number", "Supplier", "Visited", "Answer", "What to do, and why", "Until"],
        &rows,
    )
}

fn answer(row: &SupplierDecision) -> (&'static str, &'static str) {
    match row.bucket {
        Bucket::Avoided => ("No audit", "good"),
        Bucket::TopUp => ("Top-up visit", "note"),
        Bucket::FollowUp => ("Follow-up", "caution"),
        Bucket::FullAudit => ("Full audit", "bad"),
        Bucket::NoReport => ("No report", "none"),
        Bucket::Unconfirmed => ("To be confirmed", "open"),
    }
}

fn class(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Accept => "good",
        Outcome::TopUp => "note",
        Outcome::FollowUp => "caution",
        Outcome::FullAudit => "bad",
    }
}

/// Says what a sourcing manager would do next, in a list.
fn to_do(row: &SupplierDecision, judgement: &Judgement<'_>) -> String {
    let decided = row.decision.decided();
    let mut items = Vec::new();
    if let Some(number) = &row.same_factory_as {
        items.push(format!("the same factory as supplier {}", escaped(number)));
    }
    if let Some(problem) = &row.problem {
        items.push(format!("the report cannot be used: {}", escaped(problem)));
    }
    if row.bucket == Bucket::Unconfirmed {
        let names: Vec<_> = row.facilities.iter().map(|facility| escaped(&facility.sub)).collect();
        let note = row.r#match.note.as_deref().unwrap_or("a factory has this name and country");
        items.push(format!("{}: confirm which factory it is ({})", escaped(note), names.join(", ")));
        return list(&items);
    }
    let of_report = decided.reasons.iter().map(|item| {
        let found = item.found.as_ref().map(|found| format!(" ({})", escaped(found))).unwrap_or_default();
        format!("{}{found}", escaped(sentence(item.reason)))
    });
    items.extend(of_report);
    if decided.report.is_some() {
        let strict = decided.clauses.iter().filter(|clause| clause.outcome > Outcome::Accept);
        items.extend(strict.map(|clause| clause_item(clause, judgement)));
        for finding in &decided.outside {
            items.push(format!("outside the code: {}: {}", escaped(sentence(finding.reason)), escaped(&point(&finding.compliance_point))));
        }
    }
    list(&items)
}

fn clause_item(clause: &ClauseDecision, judgement: &Judgement<'_>) -> String {
    let held = judgement.crosswalk.document().clauses.iter().find(|held| held.id == clause.clause);
    let title = held.map(|held| held.title.best(&["en"])).unwrap_or_default();
    let mut points: Vec<String> = clause
        .top_up
        .iter()
        .filter_map(|item| item.compliance_point.as_deref())
        .chain(clause.findings.iter().filter(|finding| finding.outcome > Outcome::Accept).map(|finding| &*finding.compliance_point))
        .map(point)
        .collect();
    points.sort();
    points.dedup();
    let points = if points.is_empty() { String::new() } else { format!(": {}", escaped(&points.join(", "))) };
    format!("clause {}, {}: {}{points}", escaped(&clause.clause), escaped(title), escaped(sentence(clause.reason)))
}

fn point(code: &str) -> String {
    code.split_once('/').map_or_else(|| code.to_owned(), |(cluster, id)| taxonomy::point_name(cluster, id))
}

fn date(day: &str) -> String {
    if day.is_empty() { String::new() } else { format!("<span class=\"date\">{}</span>", escaped(day)) }
}

fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        several => format!("<ul>{}</ul>", several.iter().map(|item| format!("<li>{item}</li>")).collect::<String>()),
    }
}

fn inputs(judgement: &Judgement<'_>) -> String {
    let crosswalk = judgement.crosswalk.document();
    let notice = crosswalk.notice.as_ref().map(|notice| format!("<p>{}</p>", escaped(notice.best(&["en"])))).unwrap_or_default();
    format!(
        "<p>Every decision was made from the signed report itself, verified again. The same inputs give the same answers: \
         <code>betterwork decide --replay</code> checks an old one.</p>{notice}\
         <dl><dt>Policy</dt><dd>{}</dd><dt>Crosswalk</dt><dd>{}</dd><dt>Trust list, version {}</dt><dd>{}</dd></dl>",
        judgement.policy.digest(),
        judgement.crosswalk.digest(),
        judgement.trust.version(),
        judgement.trust.digest()
    )
}
