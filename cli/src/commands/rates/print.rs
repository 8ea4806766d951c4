//! Rates on a terminal and in CSV: counts always, percentages rounded to a whole number.

use betterwork::analysis::rates::{By, Group, Rate, Rates};
use betterwork::one_line;

use super::Level;
use super::rows::{self, Row};
use crate::failure::{Failure, Result};
use crate::output::{self, BOLD, CAUTION, FAINT, Labelled, counted, grouped, styled};

/// Prints one table for each group.
pub(super) fn groups(rates: &Rates, level: Level, cluster: Option<&str>) -> String {
    let mut parts = vec![header(rates)];
    for group in &rates.groups {
        let title = group.key.as_ref().map(|key| format!("{}  ", styled(BOLD, format!("{} {}", noun(rates), one_line(key)))));
        let mut table = output::table(&[headings(level)[0], headings(level)[1], "non-compliant", "of", "rate", "withheld", "not assessed"]);
        for row in rows::of_group(group, level, cluster) {
            let [first, second] = row.name(level);
            table.add_row(output::row([
                first,
                second,
                grouped(row.rate.non_compliant_count),
                grouped(row.rate.total_count),
                percent(&row.rate),
                blank_zero(row.rate.withheld_count),
                blank_zero(row.rate.not_assessed_count),
            ]));
        }
        let all = &group.all_points;
        let sum = format!("all points: {} of {}, {}", grouped(all.non_compliant_count), grouped(all.total_count), percent(all));
        parts.push(format!(
            "{}{}\n{}\n{}",
            title.unwrap_or_default(),
            styled(FAINT, about(rates, group)),
            output::indented(&table, 0),
            styled(FAINT, sum)
        ));
    }
    parts.join("\n\n")
}

/// Prints one table with a column for each group.
pub(super) fn trend(rates: &Rates, level: Level, cluster: Option<&str>) -> String {
    let columns: Vec<_> = rates.groups.iter().map(|group| rows::of_group(group, level, cluster)).collect();
    let mut names: Vec<[String; 2]> = Vec::new();
    // What the last group has comes in its order; what only earlier ones have, after it.
    for row in columns.iter().rev().flatten() {
        let name = row.name(level);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let keys = rates.groups.iter().map(|group| {
        let mark = if group.is_whole_panel == Some(false) { " (part)" } else { "" };
        format!("{} {}{mark}", noun(rates), one_line(group.key.as_deref().unwrap_or_default()))
    });
    let headings: Vec<String> = headings(level).map(str::to_owned).into_iter().chain(keys).chain(["change".to_owned()]).collect();
    let mut table = output::table(&headings.iter().map(String::as_str).collect::<Vec<_>>());
    let cell = |rate: &Rate| format!("{}/{} {}", rate.non_compliant_count, rate.total_count, percent(rate));
    for name in &names {
        let held: Vec<Option<&Row>> = columns.iter().map(|rows| rows.iter().find(|row| row.name(level) == *name)).collect();
        let cells = held.iter().map(|row| row.map_or_else(String::new, |row| cell(&row.rate)));
        table.add_row(output::row(name.iter().cloned().chain(cells).chain([change(rates, &held)])));
    }
    let mut sums = vec!["all points".to_owned(), String::new()];
    sums.extend(rates.groups.iter().map(|group| cell(&group.all_points)));
    table.add_row(output::row(sums));
    let mut factories = vec!["factories".to_owned(), String::new()];
    factories.extend(rates.groups.iter().map(|group| grouped(group.factories_count)));
    table.add_row(output::row(factories));
    let mut note = String::from("The change is from the first to the last, in percentage points");
    note.push_str(if rates.panel.is_some() {
        ", over groups with every factory of the panel; (part) has not all of them."
    } else {
        "; the factories differ: --panel compares the same ones."
    });
    format!("{}\n\n{}\n{}", header(rates), output::indented(&table, 0), styled(FAINT, note))
}

/// Writes every row and column as CSV.
pub(super) fn csv(rows: &[Row]) -> Result<Vec<u8>> {
    let failed = |error: csv::Error| Failure::input_output("unwritable", format!("cannot write CSV: {error}"));
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(Row::COLUMNS).map_err(failed)?;
    for row in rows {
        writer.write_record(row.cells()).map_err(failed)?;
    }
    writer.into_inner().map_err(|error| Failure::input_output("unwritable", format!("cannot write CSV: {error}")))
}

/// Says how many factories a group has, when they were assessed and how much of it is withheld.
pub(super) fn about(rates: &Rates, group: &Group) -> String {
    let mut text = format!("{}, assessed {} to {}", counted(group.factories_count, "factory", "factories"), group.first_on, group.last_on);
    if group.partial_count > 0 {
        let findings = counted(group.findings_withheld_count, "finding", "findings");
        text.push_str(&format!("; {} shown in part, {findings} withheld", counted(group.partial_count, "report", "reports")));
    }
    if group.is_whole_panel == Some(false) {
        let all = rates.panel.map_or(0, |panel| panel.factories_count);
        text.push_str(&format!("; not the whole panel of {}", grouped(all)));
    }
    text
}

/// Writes a rate in percent, rounded to a whole number; a range where what is not known leaves one.
pub(super) fn percent(rate: &Rate) -> String {
    match (rate.lowest_percent(), rate.highest_percent()) {
        (Some(lowest), Some(highest)) if rate.is_range() => format!("{lowest:.0}-{highest:.0}%"),
        (Some(lowest), _) => format!("{lowest:.0}%"),
        _ => String::new(),
    }
}

/// What was counted and what was left out.
fn header(rates: &Rates) -> String {
    let (counts, mut lines) = (&rates.reports, Labelled::default());
    lines.line("counted", format!("{} of {} given", grouped(counts.counted_count), counted(counts.given_count, "report", "reports")));
    let mut left_out = Vec::new();
    for (count, why) in [
        (counts.earlier_assessments_count, "of a factory with a later one in the group"),
        (counts.lower_revisions_count, "corrected by a higher revision"),
        (counts.copies_count, "copies"),
        (counts.revoked_count, "revoked"),
        (counts.outside_scope_count, "outside what was asked for"),
    ] {
        if count > 0 {
            left_out.push(format!("{} {why}", grouped(count)));
        }
    }
    if !left_out.is_empty() {
        lines.line("left out", left_out.join(", "));
    }
    if counts.suspended_count > 0 {
        lines.line("suspended", styled(CAUTION, format!("{} counted are not to be relied on for now", grouped(counts.suspended_count))));
    }
    if let Some(panel) = rates.panel {
        let factories = counted(panel.factories_count, "factory", "factories");
        lines.line("panel", format!("{factories} with at least {}", counted(panel.cycles_count, "cycle", "cycles")));
    }
    if counts.test_count > 0 {
        lines.line("test data", styled(CAUTION, format!("{} counted are under a test trust list", grouped(counts.test_count))));
    }
    lines.to_string()
}

/// From the first group to the last, where both are single rates of the same factories or no panel was asked for.
fn change(rates: &Rates, held: &[Option<&Row>]) -> String {
    let comparable = |group: &Group| group.is_whole_panel != Some(false);
    let mut ends = rates.groups.iter().zip(held).filter(|(group, _)| comparable(group)).filter_map(|(_, row)| *row);
    let (Some(first), Some(last)) = (ends.next(), ends.next_back()) else { return String::new() };
    if first.rate.is_range() || last.rate.is_range() {
        return styled(FAINT, "not known");
    }
    match (first.rate.lowest_percent(), last.rate.lowest_percent()) {
        (Some(first), Some(last)) => format!("{:+.0}", last - first),
        _ => String::new(),
    }
}

fn headings(level: Level) -> [&'static str; 2] {
    match level {
        Level::Cluster => ["cluster", ""],
        Level::Point => ["cluster", "compliance point"],
        Level::Question => ["compliance point", "question"],
        Level::Factory => ["factory", "id"],
    }
}

/// What the groups are.
fn noun(rates: &Rates) -> &'static str {
    match rates.scope.by {
        Some(By::Cycle) => "cycle",
        Some(By::Year) => "year",
        Some(By::ToolVersion) => "tool",
        Some(By::Country) => "country",
        _ => "",
    }
}

fn blank_zero(count: u64) -> String {
    if count == 0 { String::new() } else { styled(CAUTION, grouped(count)) }
}
