//! `show`, a progress report: what became of publicly reported findings, and what the factory does.

use betterwork::report::RemediationResult;
use betterwork::{VerifiedProgressReport, VerifiedReport, one_line};

use super::show_plans;
use super::show_points::Reading;
use super::verify;
use crate::output::{self, BAD, BOLD, CAUTION, FAINT, GOOD, Labelled, styled};
use crate::words;

/// Writes a progress report, beside the assessment report that it follows up where that is at hand.
pub(super) fn text(verified: &VerifiedProgressReport, about: Option<&VerifiedReport>, reading: &Reading<'_>) -> String {
    let report = verified.report();
    let mut parts = vec![
        format!("{}\n{}", verify::progress_headline(report), verify::genuine(verified.signer().test)),
        answers(verified, about).to_string(),
    ];
    if !report.remediation.is_empty() {
        let mut table = output::table(&["question", "result", "on", "finding"]);
        for item in &report.remediation {
            let style = match item.result {
                RemediationResult::VerifiedRemediated => GOOD,
                RemediationResult::VerifiedNotRemediated => BAD,
                _ => CAUTION,
            };
            table.add_row(output::row([
                one_line(&item.question).into_owned(),
                styled(style, one_line(item.result.code()).replace('_', " ")),
                item.on.map_or_else(String::new, |day| day.to_string()),
                about.map_or_else(String::new, |about| finding(about, &item.question, reading)),
            ]));
        }
        parts.push(format!("{}\n{}", styled(BOLD, "Publicly reported findings"), output::indented(&table, 2)));
        parts.push(styled(FAINT, "Claimed is the factory's word; verified is what the programme saw."));
    }
    parts.extend(show_plans::of_progress(report, reading));
    parts.join("\n\n")
}

fn answers(verified: &VerifiedProgressReport, about: Option<&VerifiedReport>) -> Labelled {
    let mut lines = Labelled::default();
    lines.line("signed by", format!("{}, {}", one_line(&verified.signer().name), verified.document().iat.day()));
    lines.line("as of", verified.report().reported_on);
    lines.line("standing", words::standing(verified.standing()));
    lines.line("disclosure", words::disclosure(verified.disclosure()));
    verify::about_lines(&mut lines, verified, about);
    lines
}

/// Returns the words of the question in the assessment report.
fn finding(about: &VerifiedReport, question: &str, reading: &Reading<'_>) -> String {
    let mut findings = about.report().compliance_points.iter().flat_map(|point| point.all_findings());
    let found = findings.find(|finding| *finding.question == *question);
    found.map_or_else(String::new, |finding| one_line(finding.text.best(reading.languages)).into_owned())
}
