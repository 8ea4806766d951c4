//! What a finding that is not compliant means: the finest rule that fits, zero tolerance, what the programme saw remedied.

use std::collections::BTreeMap;

use super::{Context, FindingDecision, Outcome, Reason, ReasonItem};
use crate::analysis::crosswalk::Mapping;
use crate::analysis::policy::{Action, NonComplianceRule};
use crate::analysis::{Crosswalk, Policy};
use crate::report::{CompliancePoint, Finding, FindingKind, FindingResult, StatementKind};
use crate::text::Text;
use crate::verify::VerifiedReport;

/// What a policy and its context say of findings.
pub(super) struct Actions<'a> {
    policy: &'a Policy,
    context: &'a Context<'a>,
    /// Question to what the newest progress report says of it.
    progress: BTreeMap<&'a str, &'a str>,
    /// Where each rule stands in the policy; one text, however many findings it is about.
    pointers: Pointers,
}

/// JSON Pointers into the policy.
struct Pointers {
    default: Text,
    rules: Vec<Text>,
    tags: Vec<Text>,
}

/// How a finding counts for a clause.
pub(super) enum Counted {
    Compliant,
    NotApplicable,
    /// Not assessed, or with a code that nobody here knows.
    Open,
    NonCompliant(FindingDecision),
    /// A fact: never judged.
    Fact,
}

/// Where a finding stands in the report.
pub(super) struct Place<'r> {
    pub(super) point_index: usize,
    pub(super) point: &'r CompliancePoint,
    /// `public_findings` or `findings`, and the index in it.
    pub(super) list: &'static str,
    pub(super) index: usize,
    pub(super) finding: &'r Finding,
}

impl<'a> Actions<'a> {
    pub(super) fn new(policy: &'a Policy, context: &'a Context<'a>) -> Self {
        let mut reports: Vec<_> = context.progress_reports.iter().map(|progress| progress.report()).collect();
        reports.sort_by_key(|report| (report.number, report.revision));
        let items = reports.iter().flat_map(|report| &report.remediation);
        let progress = items.map(|item| (&*item.question, item.result.code())).collect();
        Actions { policy, context, progress, pointers: Pointers::of(policy) }
    }

    /// Says how a finding counts; `point` is `cluster/point`.
    pub(super) fn count(&self, place: &Place<'_>, point: &Text) -> Counted {
        match (&place.finding.kind, &place.finding.result) {
            (FindingKind::Fact, _) => Counted::Fact,
            (FindingKind::Compliance, Some(FindingResult::NonCompliant)) => Counted::NonCompliant(self.non_compliance(place, point)),
            (FindingKind::Compliance, Some(FindingResult::Compliant)) => Counted::Compliant,
            (FindingKind::Compliance, Some(FindingResult::NotApplicable)) => Counted::NotApplicable,
            _ => Counted::Open,
        }
    }

    /// Returns the non-compliances that no clause names, where a rule of the policy names them.
    pub(super) fn outside(&self, report: &VerifiedReport, crosswalk: &Crosswalk) -> Vec<FindingDecision> {
        let non_compliant = places(report).filter(|place| place.finding.is_non_compliant());
        let unnamed = non_compliant.filter(|place| {
            !crosswalk.mappings().any(|mapping| mapping.compliance_point.names(place.point) && mapping.takes(place.finding))
        });
        let ruled = unnamed.filter(|place| self.zero_tolerance(place.finding).is_some() || self.rule(place).is_some());
        let point = |place: &Place<'_>| Text::from(format!("{}/{}", place.point.cluster, place.point.id));
        ruled.map(|place| self.non_compliance(&place, &point(&place))).filter(|decision| decision.outcome > Outcome::Accept).collect()
    }

    /// Returns what no clause asks about and nobody can see, though a rule of the policy or a tag could make it count: points
    /// that withhold findings, and questions without a known result. What is not visible is never taken for compliant.
    pub(super) fn unseen(&self, report: &VerifiedReport, crosswalk: &Crosswalk) -> Vec<ReasonItem> {
        let mut unseen = Vec::new();
        for (index, point) in report.report().compliance_points.iter().enumerate() {
            let mappings = || crosswalk.mappings().filter(|mapping| mapping.compliance_point.names(point));
            // Where a clause takes the whole point, that clause says what is withheld.
            if point.withheld_findings() > 0 && !mappings().any(Mapping::is_whole) {
                unseen.extend(self.could_count(point).map(|rule| (Reason::Withheld, rule, format!("{}/{}", point.cluster, point.id))));
            }
            let open = places_of(index, point).filter(|place| is_open(place.finding));
            for place in open.filter(|place| !mappings().any(|mapping| mapping.takes(place.finding))) {
                let what = format!("{}/{} {}", point.cluster, point.id, place.finding.question);
                unseen.extend(self.would_count(&place).map(|rule| (Reason::NotAssessed, rule, what)));
            }
        }
        let mut items: Vec<(ReasonItem, Vec<String>)> = Vec::new();
        for (reason, rule, what) in unseen {
            match items.iter_mut().find(|(item, _)| item.reason == reason && item.rule.as_ref() == Some(rule)) {
                Some((_, held)) => held.push(what),
                None => {
                    let mut item = ReasonItem::new(Outcome::TopUp, reason);
                    item.rule = Some(rule.clone());
                    items.push((item, vec![what]));
                }
            }
        }
        let joined = |(mut item, what): (ReasonItem, Vec<String>)| {
            item.found = Some(what.join(", ").into());
            item
        };
        items.into_iter().map(joined).collect()
    }

    /// Returns a rule by which a finding of the point that nobody can see could count: a tag that blocks, or the strictest rule.
    fn could_count(&self, point: &CompliancePoint) -> Option<&Text> {
        let fits = |rule: &NonComplianceRule| rule.action > Action::Accept && rule.compliance_point.is_none_or(|id| id.names(point));
        let rules = self.policy.document().non_compliance.rules.iter().enumerate().filter(|(_, rule)| fits(rule));
        let strictest = rules.max_by_key(|(index, rule)| (rule.action, std::cmp::Reverse(*index)));
        self.pointers.tags.first().or_else(|| strictest.and_then(|(index, _)| self.pointers.rules.get(index)))
    }

    /// Returns the rule by which a finding would count if it were non-compliant.
    fn would_count(&self, place: &Place<'_>) -> Option<&Text> {
        if let Some(index) = self.zero_tolerance(place.finding) {
            return self.pointers.tags.get(index);
        }
        self.rule(place).filter(|(_, rule)| rule.action > Action::Accept).and_then(|(index, _)| self.pointers.rules.get(index))
    }

    fn non_compliance(&self, place: &Place<'_>, point: &Text) -> FindingDecision {
        let (outcome, reason, rule) = self.judge(place);
        // A copy: text of the report would keep all of it in memory for as long as the decision.
        let question = Text::from(&*place.finding.question);
        let mut decision = FindingDecision::new(place.path().into(), point.clone(), question, outcome, reason);
        decision.rule = rule.cloned();
        decision.progress = self.progress.get(&*place.finding.question).map(|code| Text::from(*code));
        decision
    }

    fn judge(&self, place: &Place<'_>) -> (Outcome, Reason, Option<&Text>) {
        if let Some(index) = self.zero_tolerance(place.finding) {
            return (Outcome::FullAudit, Reason::ZeroTolerance, self.pointers.tags.get(index));
        }
        let rules = &self.policy.document().non_compliance;
        let (action, rule) = match self.rule(place) {
            Some((index, rule)) => (rule.action, self.pointers.rules.get(index)),
            None => (rules.default, Some(&self.pointers.default)),
        };
        let (outcome, reason) = match action {
            Action::Accept => (Outcome::Accept, Reason::NonComplianceAccepted),
            Action::FollowUp if self.is_remedied(place.finding) => (Outcome::Accept, Reason::RemediationVerified),
            Action::FollowUp => (Outcome::FollowUp, Reason::NonCompliance),
            Action::Block => (Outcome::FullAudit, Reason::BlockingNonCompliance),
        };
        (outcome, reason, rule)
    }

    fn zero_tolerance(&self, finding: &Finding) -> Option<usize> {
        self.policy.document().zero_tolerance_tags.iter().position(|tag| finding.has_tag(tag))
    }

    /// Finds the finest rule that fits: question before global question before point; of two alike the stricter.
    fn rule(&self, place: &Place<'_>) -> Option<(usize, &NonComplianceRule)> {
        let rules = self.policy.document().non_compliance.rules.iter().enumerate();
        let fitting = rules.filter(|(_, rule)| rule.fits(place.point, place.finding));
        fitting.max_by_key(|(index, rule)| {
            let fineness = (rule.question.is_some(), rule.global_question.is_some(), rule.compliance_point.is_some());
            (fineness, rule.action, std::cmp::Reverse(*index))
        })
    }

    fn is_remedied(&self, finding: &Finding) -> bool {
        let verified = |kind: &StatementKind| *kind == StatementKind::RemediationVerified;
        let mut statements = self.context.statements.iter().map(|statement| statement.statement());
        statements.any(|statement| verified(&statement.kind) && statement.question.as_ref() == Some(&finding.question))
    }
}

impl Pointers {
    fn of(policy: &Policy) -> Self {
        let numbered = |count: usize, list: &str| (0..count).map(|index| format!("{list}/{index}").into()).collect();
        Pointers {
            default: "/non_compliance/default".into(),
            rules: numbered(policy.document().non_compliance.rules.len(), "/non_compliance/rules"),
            tags: numbered(policy.document().zero_tolerance_tags.len(), "/zero_tolerance_tags"),
        }
    }
}

impl NonComplianceRule {
    fn fits(&self, point: &CompliancePoint, finding: &Finding) -> bool {
        self.compliance_point.is_none_or(|id| id.names(point))
            && self.question.as_ref().is_none_or(|question| *question == finding.question)
            && self.global_question.as_ref().is_none_or(|question| finding.global_question.as_ref() == Some(question))
    }
}

impl Place<'_> {
    /// Returns the JSON Pointer of the finding in the payload, all of it disclosed.
    fn path(&self) -> String {
        format!("/report/compliance_points/{}/{}/{}", self.point_index, self.list, self.index)
    }
}

/// Returns whether nobody can say what was found: not assessed, or a kind or result that nobody here knows.
fn is_open(finding: &Finding) -> bool {
    use FindingResult::{Compliant, NonCompliant, NotApplicable};
    match finding.kind {
        FindingKind::Fact => false,
        FindingKind::Compliance => !matches!(finding.result, Some(Compliant | NonCompliant | NotApplicable)),
        _ => true,
    }
}

/// Iterates over the visible findings of a report, the floor of each point first.
fn places(report: &VerifiedReport) -> impl Iterator<Item = Place<'_>> {
    report.report().compliance_points.iter().enumerate().flat_map(|(point_index, point)| places_of(point_index, point))
}

/// Iterates over the visible findings of a point, the floor first.
pub(super) fn places_of(point_index: usize, point: &CompliancePoint) -> impl Iterator<Item = Place<'_>> {
    let floor = point.public_findings.iter().enumerate().map(|(index, finding)| ("public_findings", index, finding));
    let others = point.findings.iter().flatten().enumerate().map(|(index, finding)| ("findings", index, finding));
    floor.chain(others).map(move |(list, index, finding)| Place { point_index, point, list, index, finding })
}
