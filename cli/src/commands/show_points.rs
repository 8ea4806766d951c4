//! `show`, what was found: clusters, compliance points, findings and evidence.

use betterwork::one_line;
use betterwork::report::{AssessmentBody, CompliancePoint, Evidence, Finding, FindingKind, FindingResult, PointResult, Source, taxonomy};

use super::show_said::Said;
use crate::output::{self, BAD, BOLD, CAUTION, FAINT, GOOD, counted, styled, wrap};
use crate::words;

/// How somebody reads a report.
pub(crate) struct Reading<'a> {
    pub(crate) languages: &'a [&'a str],
    pub(crate) all: bool,
    pub(crate) evidence: bool,
    /// What others say of the report.
    pub(crate) said: Said,
}

impl Reading<'_> {
    /// Returns whether a finding is printed.
    pub(super) fn prints(&self, finding: &Finding) -> bool {
        self.all || is_non_compliant(finding)
    }
}

/// Writes every cluster in the programme's order, then those that it does not have.
pub(super) fn clusters(report: &AssessmentBody, reading: &Reading<'_>) -> Vec<String> {
    let mut ids: Vec<&str> = taxonomy::CLUSTERS.iter().map(|cluster| cluster.id).collect();
    for point in &report.compliance_points {
        if !ids.contains(&point.cluster.as_str()) {
            ids.push(&point.cluster);
        }
    }
    let points_of = |id: &str| report.compliance_points.iter().filter(|point| point.cluster == id).collect::<Vec<_>>();
    ids.iter()
        .map(|id| (id, points_of(id)))
        .filter(|(_, points)| !points.is_empty())
        .map(|(id, points)| cluster(id, &points, reading))
        .collect()
}

fn cluster(id: &str, points: &[&CompliancePoint], reading: &Reading<'_>) -> String {
    let count = |result| points.iter().filter(|point| point.result() == result).count() as u64;
    let mut summary = vec![counted(points.len() as u64, "point", "points")];
    let results = [(PointResult::NonCompliant, "non-compliant"), (PointResult::Unknown, "unknown")];
    summary.extend(results.iter().filter(|(result, _)| count(*result) > 0).map(|(result, name)| format!("{} {name}", count(*result))));
    let mut lines = vec![format!("{}  {}", styled(BOLD, taxonomy::cluster_name(id)), styled(FAINT, summary.join(", ")))];
    let width = points.iter().map(|point| taxonomy::point_name(&point.cluster, &point.id).chars().count()).max().unwrap_or_default();
    for held in points {
        lines.extend(point(held, width, reading));
    }
    lines.join("\n")
}

fn point(point: &CompliancePoint, width: usize, reading: &Reading<'_>) -> Vec<String> {
    let name = taxonomy::point_name(&point.cluster, &point.id);
    let mut line = format!("  {name:<width$}  {}", words::point_result(point.result()));
    let failed = point.all_findings().filter(|finding| is_non_compliant(finding)).count() as u64;
    if failed > 0 {
        line.push_str(&format!(" in {} of {}", output::grouped(failed), counted(point.question_count, "finding", "findings")));
    } else {
        line.push_str(&styled(FAINT, format!(" ({})", counted(point.question_count, "finding", "findings"))));
    }
    if point.withheld_findings() > 0 {
        line.push_str(&styled(CAUTION, format!("; {} withheld", output::grouped(point.withheld_findings()))));
    }
    let mut lines = vec![line];
    for finding in point.all_findings().filter(|finding| reading.prints(finding)) {
        lines.extend(finding_lines(finding, reading));
        lines.extend(reading.said.of_finding(&finding.question, reading));
        if reading.evidence {
            let evidence = point.evidence.iter().flatten().filter(|evidence| evidence.question == finding.question);
            lines.extend(evidence.flat_map(|evidence| evidence_lines(evidence, reading)));
        }
    }
    if reading.evidence && point.evidence.is_none() {
        lines.push(format!("    {}", styled(CAUTION, "evidence withheld")));
    }
    lines
}

fn is_non_compliant(finding: &Finding) -> bool {
    finding.kind != FindingKind::Fact && finding.result == Some(FindingResult::NonCompliant)
}

fn finding_lines(finding: &Finding, reading: &Reading<'_>) -> Vec<String> {
    let style = match &finding.result {
        Some(FindingResult::NonCompliant) => BAD,
        Some(FindingResult::Compliant) => GOOD,
        _ => CAUTION,
    };
    let answer = match (&finding.result, &finding.value) {
        (Some(result), _) => styled(style, result.code().replace('_', "-")),
        (None, Some(value)) => styled(BOLD, if value.is_empty() { "–".into() } else { one_line(value) }),
        (None, None) => String::new(),
    };
    let mut marks: Vec<String> = finding.tags.iter().map(|tag| tag.replace('_', " ")).collect();
    marks.extend(finding.legal_references.iter().map(ToString::to_string));
    let marks = if marks.is_empty() { String::new() } else { format!(" {}", styled(FAINT, format!("[{}]", marks.join("; ")))) };
    hanging(4, &one_line(&finding.question), &format!("{} {answer}{marks}", one_line(finding.text.best(reading.languages))))
}

fn evidence_lines(evidence: &Evidence, reading: &Reading<'_>) -> Vec<String> {
    let sources: Vec<_> = evidence.sources.iter().map(source).collect();
    let mut said = vec![sources.join(", ")];
    said.extend(evidence.workers_affected_count.map(|count| format!("{} affected", counted(count, "worker", "workers"))));
    let said = styled(FAINT, format!("({})", said.join("; ")));
    hanging(8, "evidence", &format!("{} {said}", one_line(evidence.explanation.best(reading.languages))))
}

fn source(source: &Source) -> String {
    source.code().replace('_', " ")
}

/// Writes a label and a text that goes on below itself.
pub(super) fn hanging(indent: usize, label: &str, text: &str) -> Vec<String> {
    let start = indent + label.chars().count() + 2;
    let lines = wrap(text, output::line_width().saturating_sub(start).max(24));
    let mut written = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let lead = if number == 0 { format!("{:indent$}{FAINT}{label}{FAINT:#}  ", "") } else { format!("{:start$}", "") };
        written.push(format!("{lead}{line}"));
    }
    written
}
