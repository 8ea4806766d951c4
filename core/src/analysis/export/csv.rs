//! Plain CSV: a row for each visible finding, with what one must know of its report beside it.
//!
//! A row with a `withheld_count` above 0 is no finding: it says how many are withheld at its point, so that a gap is never
//! taken for compliance.

use std::convert::Infallible;

use super::cells::Lines;
use super::facts::Facts;
use crate::analysis::rows::{self, CompliancePointRow, EvidenceRow, FindingRow, ImprovementItemRow, ReportRow, RowSink};
use crate::text::Text;
use crate::verify::VerifiedReport;

pub(super) const COLUMNS: &[&str] = &[
    "facility_id",
    "os_id",
    "facility_name",
    "facility_country",
    "assessment_id",
    "cycle",
    "started_on",
    "tool_id",
    "tool_version",
    "status",
    "status_as_of",
    "disclosure",
    "cluster",
    "compliance_point",
    "question",
    "global_question",
    "text",
    "kind",
    "basis",
    "legal_references",
    "tags",
    "result",
    "value",
    "is_public",
    "withheld_count",
    "is_test",
    "digest",
];

pub(super) const LOSSES: &[&str] = &[
    "evidence, improvement plan and how the visit went",
    "address, workforce and other details of the facility",
    "other languages than the report's own",
    "the signature",
];

pub(super) fn rows(verified: &VerifiedReport) -> String {
    let mut findings = Findings { facts: Facts::of(verified), lines: Lines::default() };
    let Ok(()) = rows::each(verified, &mut findings);
    findings.lines.into_string()
}

struct Findings<'a> {
    facts: Facts<'a>,
    lines: Lines,
}

impl Findings<'_> {
    fn report_cells(&mut self) {
        let (facts, line) = (&self.facts, &mut self.lines);
        let assessment = &facts.body.assessment;
        line.text(facts.sub);
        line.optional_text(facts.identifier("os_id"));
        line.text(&facts.body.facility.name);
        line.plain(facts.body.facility.country);
        line.text(&assessment.id);
        line.plain(assessment.cycle);
        line.plain(assessment.started_on);
        line.text(&assessment.tool.id);
        line.text(&assessment.tool.version);
        line.plain(facts.status);
        line.optional(facts.status_as_of_at);
        line.plain(facts.disclosure);
    }

    fn end(&mut self, withheld_count: u64) {
        self.lines.plain(withheld_count);
        self.lines.plain(self.facts.is_test);
        self.lines.plain(self.facts.digest);
        self.lines.end();
    }
}

impl RowSink for Findings<'_> {
    type Error = Infallible;

    fn report(&mut self, _: &ReportRow<'_>) -> Result<(), Infallible> {
        Ok(())
    }

    fn compliance_point(&mut self, row: &CompliancePointRow<'_>) -> Result<(), Infallible> {
        if row.findings_withheld_count == 0 {
            return Ok(());
        }
        self.report_cells();
        self.lines.text(row.cluster);
        self.lines.text(row.compliance_point);
        (0..10).for_each(|_| self.lines.plain(""));
        self.end(row.findings_withheld_count);
        Ok(())
    }

    fn finding(&mut self, row: &FindingRow<'_>) -> Result<(), Infallible> {
        self.report_cells();
        let line = &mut self.lines;
        line.text(row.cluster);
        line.text(row.compliance_point);
        line.text(row.question);
        line.optional_text(row.global_question);
        line.text(row.text);
        line.text(row.kind);
        line.optional_text(row.basis);
        line.text(&joined(row.legal_references));
        line.text(&joined(row.tags));
        line.optional_text(row.result);
        line.optional_text(row.value);
        line.plain(row.is_public);
        self.end(0);
        Ok(())
    }

    fn evidence(&mut self, _: &EvidenceRow<'_>) -> Result<(), Infallible> {
        Ok(())
    }

    fn improvement_item(&mut self, _: &ImprovementItemRow<'_>) -> Result<(), Infallible> {
        Ok(())
    }
}

fn joined(texts: &[Text]) -> String {
    texts.iter().map(|text| text.as_str()).collect::<Vec<_>>().join("; ")
}
