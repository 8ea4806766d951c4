//! The rows of a verified report: all of them, in order, in the words of the format.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "test code")]

use std::convert::Infallible;

use betterwork::analysis::rows::{self, CompliancePointRow, EvidenceRow, FindingRow, ImprovementItemRow, ReportRow, RowSink};
use betterwork::report::{ImprovementItem, ImprovementStatus, LanguageMap};
use betterwork::trust::StatusLists;
use betterwork::{Digest, VerifiedReport, View, issue, redact, verify};
use conformance::sample::{self, FixedRandom, Keys, SIGNED_AT, Size};

#[test]
fn every_row_carries_the_digest_and_its_number() {
    let verified = verified(&View::Full);
    let lines = lines(&verified);
    assert!(lines.iter().all(|(digest, _)| *digest == verified.digest()));
    let of = |kind: &str| lines.iter().filter(|(_, line)| line.starts_with(kind)).map(|(_, line)| line.as_str()).collect::<Vec<_>>();
    assert_eq!((of("report").len(), of("point").len(), of("finding").len(), of("evidence").len()), (1, 38, 12, 3));
    assert_eq!(of("report"), ["report urn:betterwork:facility:VN-7 50007 star 7 complete unknown none_held"]);
    assert_eq!(of("finding")[..2], ["finding 1 VN1-001 compliant public false", "finding 2 VN1-002 compliant public false"]);
    assert_eq!(of("finding")[9], "finding 10 VN1-010 compliant public true");
    assert_eq!(of("evidence")[2], "evidence 3 VN1-012");
}

#[test]
fn a_public_view_has_the_rows_of_the_floor() {
    let lines = lines(&verified(&View::Public));
    let findings: Vec<_> = lines.iter().filter(|(_, line)| line.starts_with("finding")).collect();
    assert_eq!((findings.len(), &*findings[0].1), (1, "finding 1 VN1-010 compliant public true"));
    assert!(!lines.iter().any(|(_, line)| line.starts_with("evidence") || line.starts_with("item")));
}

#[test]
fn an_improvement_item_joins_its_point_and_speaks_the_reports_language() {
    let lines = lines(&verified(&View::Full));
    assert_eq!(lines.last().unwrap().1, "item 1 Some(\"working_time\") overtime Pay it pending");
}

fn verified(view: &View) -> VerifiedReport {
    let keys = Keys::default();
    let mut report = sample::report(7, Size::SMALL);
    let action = LanguageMap::single("vi", "Trả").with("en", "Pay it");
    report.report.improvement_plan = Some(vec![ImprovementItem::new("working_time/overtime".into(), action, ImprovementStatus::Pending)]);
    let token = issue(&report, &keys.report, &mut FixedRandom::new(1)).unwrap();
    let token = redact(token.as_bytes(), view).unwrap();
    verify(token.as_bytes(), &sample::trust(&keys), &StatusLists::none(), SIGNED_AT).unwrap()
}

fn lines(verified: &VerifiedReport) -> Vec<(Digest, String)> {
    let mut lines = Lines::default();
    rows::each(verified, &mut lines).unwrap();
    lines.0
}

#[derive(Default)]
struct Lines(Vec<(Digest, String)>);

impl RowSink for Lines {
    type Error = Infallible;

    fn report(&mut self, row: &ReportRow<'_>) -> Result<(), Infallible> {
        let reason = row.standing_reason.unwrap_or_default();
        let star = row.star.unwrap_or_default();
        let line = format!("report {} {} star {star} {} {} {reason}", row.sub, row.assessment_id, row.disclosure, row.standing);
        self.0.push((row.digest, line));
        Ok(())
    }

    fn compliance_point(&mut self, row: &CompliancePointRow<'_>) -> Result<(), Infallible> {
        self.0.push((row.digest, format!("point {} {}/{} {}", row.number, row.cluster, row.compliance_point, row.result)));
        Ok(())
    }

    fn finding(&mut self, row: &FindingRow<'_>) -> Result<(), Infallible> {
        let result = row.result.unwrap_or_default();
        self.0.push((row.digest, format!("finding {} {} {result} public {}", row.number, row.question, row.is_public)));
        Ok(())
    }

    fn evidence(&mut self, row: &EvidenceRow<'_>) -> Result<(), Infallible> {
        self.0.push((row.digest, format!("evidence {} {}", row.number, row.question)));
        Ok(())
    }

    fn improvement_item(&mut self, row: &ImprovementItemRow<'_>) -> Result<(), Infallible> {
        let line = format!("item {} {:?} {} {} {}", row.number, row.cluster, row.compliance_point, row.action, row.status);
        self.0.push((row.digest, line));
        Ok(())
    }
}
