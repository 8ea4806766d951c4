//! The text that goes with a data set, made from its dictionary and its counts.

use std::fmt::Write;

use super::suppression::Suppressed;
use super::survey::PublicFindings;
use super::{Rules, TABLES};

/// Returns the data set's `README.md`: what it is, its columns, its rules, what was left out, what remains to be feared.
pub fn readme(rules: &Rules, suppressed: &Suppressed, is_test: bool) -> String {
    let mut text = String::from("# Assessments of factories, anonymised\n\n");
    if is_test {
        text.push_str("**Test data**: the reports were verified against a test list. They are not about real factories.\n\n");
    }
    text.push_str("Every row comes from a report whose signature was verified. No row names a factory, and no free text is in it.\n");
    text.push_str("CSV is UTF-8 with a line of column names; an empty cell is empty in Parquet too (null).\n\n");
    for table in TABLES {
        _ = writeln!(text, "## `{}`: a row is {}\n", table.name, lower(table.meaning.trim_end_matches('.')));
        text.push_str("| column | type | unit | meaning | source |\n|---|---|---|---|---|\n");
        for column in table.columns {
            let kind = format!("{:?}{}", column.kind, if column.nullable { ", may be empty" } else { "" }).to_lowercase();
            _ = writeln!(text, "| `{}` | {kind} | {} | {} | `{}` |", column.name, column.unit, column.meaning, column.source);
        }
        text.push('\n');
    }
    rules_in_words(&mut text, rules);
    counts(&mut text, suppressed);
    text.push_str(RISKS);
    text
}

fn rules_in_words(text: &mut String, rules: &Rules) {
    let k = rules.k;
    let public = match rules.public_findings {
        PublicFindings::LeaveOut => {
            "Publicly disclosed findings are left out: they stand beside the factory's name elsewhere, and would tell which factory a pseudonym is."
        }
        PublicFindings::Keep => {
            "**Publicly disclosed findings are in it (`is_public`).** Whoever compares them with what is published beside factories' names can find factories again."
        }
    };
    _ = writeln!(
        text,
        "## Rules\n
- Of the revisions of one report the newest counts. Revoked and suspended reports are left out.
- A factory is in it only if at least {k} factories have the same profile: country, sector, size band, cycle and year of all their assessments together. Where fewer do, all its rows lose the size band, then the cycle, then the year, then the sector. If that is not enough, the same is tried with its newest assessment alone; then the factory is left out. Factories of one profile were asked the same questionnaire, and their reports are all complete or all partial: the findings would tell.
- A question is in it only if at least {k} published factories of the country carry it, with the same codes.
- Questions tagged `zero_tolerance` in any report are left out of all, whatever the result.
- {public}
- Facts are left out: their values are free text.
- Rows are ordered by pseudonym. Days are coarsened to years.
"
    );
}

fn counts(text: &mut String, suppressed: &Suppressed) {
    let lines = [
        ("reports read", suppressed.reports_read),
        ("older revisions and copies left out", suppressed.reports_older_revision),
        ("revoked or suspended reports left out", suppressed.reports_withdrawn),
        ("assessments suppressed, too few alike", suppressed.assessments_suppressed),
        ("older assessments suppressed, of factories shown with their newest alone", suppressed.assessments_older_suppressed),
        ("assessments published", suppressed.assessments_published()),
        ("findings read, in these", suppressed.findings_read),
        ("facts left out", suppressed.findings_facts),
        ("zero-tolerance questions left out", suppressed.findings_zero_tolerance),
        ("publicly disclosed findings left out", suppressed.findings_public),
        ("findings not written in codes left out", suppressed.findings_not_a_code),
        ("findings of rare questions left out", suppressed.findings_rare_question),
        ("findings published", suppressed.findings_published),
    ];
    text.push_str("## What was left out\n\n| what | count |\n|---|---|\n");
    for (what, count) in lines {
        _ = writeln!(text, "| {what} | {count} |");
    }
    text.push_str("\nThere are no counts by country or cell: a total minus what is published would tell of the small ones.\n\n");
}

const RISKS: &str = "## What remains

- Pseudonyms are stable for one key. Two data sets with one key can be joined; use another key for another audience, and keep the key secret.
- Whoever already knows several results of a factory, from a report or from its workers, may find its rows by their pattern. Share this under an agreement that forbids the attempt.
- Where all factories of one profile have the same result, it is known of each of them.
- A new data set of the same store with the same key shows what was added. Publish again only after many new assessments.
- In a partial report a missing finding is not compliance. Suppression is not random: rates over this data set are not the programme's rates.
";

fn lower(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
}
