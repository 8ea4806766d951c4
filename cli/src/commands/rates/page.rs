//! The synthesis of a country as one page: it needs no network and no script, and can be printed.

use betterwork::analysis::rates::{Group, QuestionRate, Rates};
use betterwork::report::taxonomy;

use super::charts::{bar_row, columns, counts};
use super::print::percent;
use crate::output::{counted, grouped};
use crate::page::escaped;

const FRAME: &str = include_str!("page.html");

/// What the page is made of.
pub(super) struct Synthesis<'a> {
    pub(super) country: &'a str,
    pub(super) rates: &'a Rates,
    /// The only group of `rates`: the latest assessment of each factory.
    pub(super) group: &'a Group,
    /// The same, divided by cycle.
    pub(super) cycles: &'a Rates,
}

/// Writes the page.
pub(super) fn html(synthesis: &Synthesis<'_>) -> String {
    let title = format!("Compliance synthesis: {}", country_name(synthesis.country));
    let parts =
        [heading(&title, synthesis), clusters(synthesis), points(synthesis), cycles(synthesis), issues(synthesis), footer(synthesis)];
    // The title is put in first: it is ours, and the body is never searched.
    FRAME.replacen("{{title}}", &escaped(&title), 1).replacen("{{body}}", &parts.concat(), 1)
}

fn heading(title: &str, synthesis: &Synthesis<'_>) -> String {
    let (group, reports) = (synthesis.group, &synthesis.rates.reports);
    let mut text = format!("<h1>{}</h1>\n", escaped(title));
    text.push_str(&format!(
        "<p class=\"soft\">Assessments from {} to {}, of each factory the latest.</p>\n",
        group.first_on, group.last_on
    ));
    if reports.test_count > 0 {
        let share = if reports.test_count == reports.counted_count { "Every report" } else { "A part of the reports" };
        text.push_str(&format!(
            "<p class=\"test\">Test data. {share} behind this page is signed under a test trust list and is synthetic.</p>\n"
        ));
    }
    let assessments: u64 = synthesis.cycles.groups.iter().map(|group| group.factories_count).sum();
    let withheld = if group.findings_withheld_count == 0 { "none".to_owned() } else { grouped(group.findings_withheld_count) };
    text.push_str("<dl>");
    for (name, value) in [
        ("Factories", grouped(group.factories_count)),
        ("Assessments in all cycles", grouped(assessments)),
        ("Non-compliant points", percent(&group.all_points)),
        ("Findings withheld", withheld),
    ] {
        text.push_str(&format!("<div><dt>{name}</dt><dd>{value}</dd></div>"));
    }
    text.push_str("</dl>\n");
    if group.partial_count > 0 {
        text.push_str(&format!(
            "<p>{} shown in part. What is withheld is never taken as compliant: bars show \
             <span class=\"key c\"></span>what is certain and <span class=\"key p\"></span>what is possible.</p>\n",
            counted(group.partial_count, "report is", "reports are")
        ));
    }
    text
}

fn clusters(synthesis: &Synthesis<'_>) -> String {
    let rows: String = synthesis.group.clusters.iter().map(|held| bar_row(&taxonomy::cluster_name(&held.cluster), &held.rate)).collect();
    format!(
        "<h2>Non-compliance by cluster</h2>\n{}",
        bars("Non-compliant points of the cluster, of its points assessed in all factories.", "cluster", "points", &rows)
    )
}

fn points(synthesis: &Synthesis<'_>) -> String {
    let mut text = String::from(
        "<h2>Non-compliance by compliance point</h2>\n<p class=\"soft\">Factories non-compliant at the point, of those whose assessment carries it.</p>\n",
    );
    for cluster in &synthesis.group.clusters {
        let points = synthesis.group.points.iter().filter(|point| point.cluster == cluster.cluster);
        let rows: String =
            points.map(|point| bar_row(&taxonomy::point_name(&point.cluster, &point.compliance_point), &point.rate)).collect();
        text.push_str(&format!("<h3>{}</h3>\n", escaped(&taxonomy::cluster_name(&cluster.cluster))));
        text.push_str(&bars("", "compliance point", "factories", &rows));
    }
    text
}

fn bars(caption: &str, name: &str, of: &str, rows: &str) -> String {
    let caption = if caption.is_empty() { String::new() } else { format!("<caption>{caption}</caption>") };
    format!(
        "<table class=\"bars\">{caption}<thead><tr><th scope=\"col\">{name}</th><th scope=\"col\"></th>\
         <th scope=\"col\" class=\"number\">rate</th><th scope=\"col\" class=\"number\">{of}</th></tr></thead><tbody>\n{rows}</tbody></table>\n"
    )
}

/// The change between cycles: over the same factories where a panel was asked for, and otherwise said to be of different ones.
fn cycles(synthesis: &Synthesis<'_>) -> String {
    let groups: Vec<_> = synthesis.cycles.groups.iter().filter(|group| group.is_whole_panel != Some(false)).collect();
    if groups.len() < 2 {
        return String::new();
    }
    let who = match synthesis.cycles.panel {
        Some(panel) => format!(
            "The same {} in every cycle: those with at least {}.",
            counted(panel.factories_count, "factory", "factories"),
            counted(panel.cycles_count, "cycle", "cycles")
        ),
        None => "The factories differ from cycle to cycle; n says how many there are.".to_owned(),
    };
    let mut clusters: Vec<&str> = Vec::new();
    for held in groups.iter().flat_map(|group| &group.clusters) {
        if !clusters.contains(&&*held.cluster) {
            clusters.push(&held.cluster);
        }
    }
    let heads: String = groups
        .iter()
        .map(|group| format!("<th scope=\"col\" class=\"number\">cycle {}</th>", escaped(group.key.as_deref().unwrap_or_default())))
        .collect();
    let mut rows = String::new();
    for cluster in clusters {
        rows.push_str(&format!("<tr><th scope=\"row\">{}</th>", escaped(&taxonomy::cluster_name(cluster))));
        for group in &groups {
            let rate = group.clusters.iter().find(|held| held.cluster == cluster).map(|held| held.rate).unwrap_or_default();
            rows.push_str(&format!(
                "<td class=\"number\">{}<br><small>{}/{}</small></td>",
                percent(&rate),
                rate.non_compliant_count,
                rate.total_count
            ));
        }
        rows.push_str("</tr>\n");
    }
    format!(
        "<h2>Change between cycles</h2>\n<p>{who} Non-compliant points, of all points assessed:</p>\n<div class=\"scroll\">{}</div>\n<div class=\"scroll\"><table>\
         <caption>The same by cluster.</caption><thead><tr><th scope=\"col\">cluster</th>{heads}</tr></thead><tbody>\n{rows}</tbody></table></div>\n",
        columns(&groups, "cycle")
    )
}

fn issues(synthesis: &Synthesis<'_>) -> String {
    let mut public: Vec<&QuestionRate> = synthesis.group.questions.iter().filter(|question| question.public_count > 0).collect();
    let asked = public.len() as u64;
    public.retain(|question| question.public_non_compliant_count > 0);
    // Stable: of equal counts the order of the taxonomy stays.
    public.sort_by_key(|question| std::cmp::Reverse(question.public_non_compliant_count));
    let intro = format!(
        "<h2>Publicly reported issues</h2>\n<p>{} publicly reported for each factory, compliant or not, and can never be withheld; {} found \
         non-compliant somewhere.</p>\n",
        counted(asked, "question is", "questions are"),
        counted(public.len() as u64, "was", "were"),
    );
    if public.is_empty() {
        return intro;
    }
    let rows: String = public
        .iter()
        .map(|question| {
            format!(
                "<tr><th scope=\"row\">{}</th><td>{}</td><td class=\"number\">{} of {}</td></tr>\n",
                escaped(&question.text),
                escaped(&taxonomy::point_name(&question.cluster, &question.compliance_point)),
                question.public_non_compliant_count,
                question.public_count
            )
        })
        .collect();
    format!(
        "{intro}<table><thead><tr><th scope=\"col\">issue</th><th scope=\"col\">compliance point</th><th scope=\"col\" class=\"number\">factories</th></tr>\
         </thead><tbody>\n{rows}</tbody></table>\n"
    )
}

fn footer(synthesis: &Synthesis<'_>) -> String {
    let reports = &synthesis.rates.reports;
    let all = &synthesis.group.all_points;
    format!(
        "<footer><p>Counted: {} of {}. Left out: {} superseded by a later assessment of the same factory (the cycles above count them), \
         {} corrected by a higher revision, {} revoked, {} outside the country or the window. {} counted here {} suspended.</p>\n\
         <p>All points: {}. Percentages are rounded, counts are exact. A rate is no score or grade of a factory: the programme publishes findings, not grades.</p></footer>",
        grouped(reports.counted_count),
        counted(reports.given_count, "report", "reports"),
        grouped(reports.earlier_assessments_count),
        grouped(reports.lower_revisions_count),
        grouped(reports.revoked_count),
        grouped(reports.outside_scope_count),
        grouped(reports.suspended_count),
        if reports.suspended_count == 1 { "is" } else { "are" },
        counts(all),
    )
}

/// The programme's countries by name; any other by its code.
fn country_name(code: &str) -> String {
    let names = [
        ("BD", "Bangladesh"),
        ("EG", "Egypt"),
        ("ET", "Ethiopia"),
        ("HT", "Haiti"),
        ("ID", "Indonesia"),
        ("JO", "Jordan"),
        ("KH", "Cambodia"),
        ("LK", "Sri Lanka"),
        ("LS", "Lesotho"),
        ("MG", "Madagascar"),
        ("NI", "Nicaragua"),
        ("PK", "Pakistan"),
        ("UZ", "Uzbekistan"),
        ("VN", "Viet Nam"),
    ];
    names.iter().find(|(known, _)| *known == code).map_or_else(|| code.to_owned(), |(_, name)| format!("{name} ({code})"))
}
