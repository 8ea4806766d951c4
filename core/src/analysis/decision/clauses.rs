//! What follows for each clause of a code of conduct from the findings at the points that answer it.

use super::findings::{Actions, Counted, Place, places_of};
use super::{ClauseDecision, Outcome, Reason, TopUp};
use crate::analysis::crosswalk::{Clause, Coverage, Mapping};
use crate::analysis::policy::{PartlyCovered, PolicyDocument, Uncovered};
use crate::analysis::{Crosswalk, Policy};
use crate::report::{CompliancePoint, Finding};
use crate::text::Text;
use crate::verify::VerifiedReport;

/// Judges every clause that has no parts, in the order of the code.
pub(super) fn judge(report: Option<&VerifiedReport>, policy: &Policy, crosswalk: &Crosswalk, actions: &Actions<'_>) -> Vec<ClauseDecision> {
    let clauses = crosswalk.judged();
    clauses
        .map(|(clause, coverage)| match report {
            Some(report) => judge_clause(clause, coverage, &report.report().compliance_points, policy.document(), actions),
            None => ClauseDecision::new(clause.id.clone(), coverage, Outcome::FullAudit, Reason::NoReport),
        })
        .collect()
}

fn judge_clause(
    clause: &Clause,
    coverage: Coverage,
    points: &[CompliancePoint],
    rules: &PolicyDocument,
    actions: &Actions<'_>,
) -> ClauseDecision {
    let mut judged = Judged { decision: ClauseDecision::new(clause.id.clone(), coverage, Outcome::Accept, Reason::NotApplicable), rules };
    match coverage {
        Coverage::None => judged.uncovered(Reason::NotCovered, None),
        Coverage::Partial => judged.partly_covered(),
        Coverage::Full => {}
    }
    for mapping in &clause.mappings {
        let mut found = points.iter().enumerate().filter(|(_, point)| mapping.compliance_point.names(point)).peekable();
        if found.peek().is_none() {
            judged.uncovered(Reason::NotInReport, Some(mapping.whole()));
        }
        for (index, point) in found {
            judged.point(mapping, index, point, actions);
        }
    }
    judged.decision
}

struct Judged<'p> {
    decision: ClauseDecision,
    rules: &'p PolicyDocument,
}

impl Judged<'_> {
    fn point(&mut self, mapping: &Mapping, index: usize, point: &CompliancePoint, actions: &Actions<'_>) {
        self.decision.points.push(format!("/report/compliance_points/{index}").into());
        let name = mapping.point();
        let mut open = Vec::new();
        let mut asked = false;
        for place in places_of(index, point).filter(|place| mapping.takes(place.finding)) {
            match actions.count(&place, &name) {
                Counted::Fact => continue,
                Counted::Compliant => self.settle(Outcome::Accept, Reason::Compliant, None),
                Counted::NotApplicable => {}
                Counted::Open => open.push(Text::from(&*place.finding.question)),
                Counted::NonCompliant(finding) => {
                    self.settle(finding.outcome, finding.reason, finding.rule.clone());
                    self.decision.findings.push(finding);
                }
            }
            asked = true;
        }
        if !open.is_empty() {
            self.top_up(Reason::NotAssessed, Some((mapping.point(), open)), None);
        }
        let missing = mapping.missing(index, point);
        match (point.withheld_findings() > 0, missing.is_empty() && asked) {
            // What is not visible may be among what is withheld.
            (true, _) if mapping.is_whole() || !mapping.global_questions.is_empty() || !missing.is_empty() => {
                self.top_up(Reason::Withheld, Some((mapping.point(), missing)), None);
            }
            (false, false) => self.uncovered(Reason::NotInReport, Some((mapping.point(), missing))),
            _ => {}
        }
    }

    /// Nothing answers the clause, or a part of it: the policy says what that means.
    fn uncovered(&mut self, reason: Reason, what: Option<(Text, Vec<Text>)>) {
        let rule = Some("/uncovered_clause".into());
        match self.rules.uncovered_clause {
            Uncovered::TopUp => self.top_up(reason, what, rule),
            Uncovered::OutOfScope => self.settle(Outcome::Accept, Reason::OutOfScope, rule),
        }
    }

    fn partly_covered(&mut self) {
        let rule = Some("/partly_covered_clause".into());
        match self.rules.partly_covered_clause {
            PartlyCovered::TopUp => self.top_up(Reason::PartlyCovered, None, rule),
            PartlyCovered::Accept => self.settle(Outcome::Accept, Reason::PartlyCovered, rule),
        }
    }

    fn top_up(&mut self, reason: Reason, what: Option<(Text, Vec<Text>)>, rule: Option<Text>) {
        let mut item = TopUp::new(reason);
        if let Some((point, questions)) = what {
            item.compliance_point = Some(point);
            item.questions = questions;
        }
        self.decision.top_up.push(item);
        self.settle(Outcome::TopUp, reason, rule);
    }

    /// Keeps the strictest outcome, and of those alike the reason that says most.
    fn settle(&mut self, outcome: Outcome, reason: Reason, rule: Option<Text>) {
        let held = &mut self.decision;
        if (outcome, weight(reason)) > (held.outcome, weight(held.reason)) {
            (held.outcome, held.reason, held.rule) = (outcome, reason, rule);
        }
    }
}

/// Of reasons with one outcome, which to name: what should be known before what is plain.
fn weight(reason: Reason) -> u8 {
    match reason {
        Reason::NotApplicable => 0,
        Reason::Compliant => 1,
        Reason::PartlyCovered => 2,
        Reason::OutOfScope => 3,
        Reason::RemediationVerified => 4,
        Reason::NonComplianceAccepted => 5,
        Reason::ZeroTolerance => 7,
        _ => 6,
    }
}

impl Mapping {
    /// Returns whether the mapping takes the whole point.
    pub(super) fn is_whole(&self) -> bool {
        self.questions.is_empty() && self.global_questions.is_empty()
    }

    /// Returns whether the mapping takes this finding of its point.
    pub(super) fn takes(&self, finding: &Finding) -> bool {
        self.is_whole()
            || self.questions.contains(&finding.question)
            || finding.global_question.as_ref().is_some_and(|question| self.global_questions.contains(question))
    }

    fn point(&self) -> Text {
        self.compliance_point.to_string().into()
    }

    fn whole(&self) -> (Text, Vec<Text>) {
        (self.point(), self.questions.iter().chain(&self.global_questions).cloned().collect())
    }

    /// Returns the named questions that no visible finding answers.
    fn missing(&self, index: usize, point: &CompliancePoint) -> Vec<Text> {
        let answers = |named: &dyn Fn(&Place<'_>) -> bool| places_of(index, point).any(|place| named(&place));
        let national = self.questions.iter().filter(|question| !answers(&|place| place.finding.question == **question));
        let global =
            self.global_questions.iter().filter(|question| !answers(&|place| place.finding.global_question.as_ref() == Some(*question)));
        national.chain(global).cloned().collect()
    }
}
