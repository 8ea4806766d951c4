//! Counting: points and findings stream through, report by report; what stays in memory grows with questions, not with findings.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::counts::{Counts, PointCounts, at};
use super::outcome::Rates;
use super::scope::Detail;
use super::selection::Selection;
use crate::report::{CompliancePoint, FindingKind, PointResult, taxonomy};
use crate::verify::VerifiedReport;

/// Counts the points and findings of the assessments that a [`Selection`] chose.
///
/// For each of them: [`Tally::begin`], then each [`Tally::point`] followed by its visible [`Tally::finding`]s.
#[derive(Clone, Debug)]
pub struct Tally {
    pub(super) selection: Selection,
    groups: Vec<Counts>,
    pub(super) tools: Vec<ToolIndex>,
    /// Cluster and point.
    pub(super) points: Vec<(Box<str>, Box<str>)>,
    point_index: Index<(Box<str>, Box<str>)>,
    pub(super) questions: Vec<Question>,
    current: Option<Current>,
}

pub(super) type Index<K> = HashMap<K, usize, FixedState>;

/// A compliance point of an assessment.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "the words of the format")]
pub struct PointAnswer<'a> {
    pub cluster: &'a str,
    pub compliance_point: &'a str,
    pub question_count: u64,
    pub findings_withheld_count: u64,
    pub result: PointResult,
}

/// A visible finding; of a fact only that it is none.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "the words of the format")]
pub struct FindingAnswer<'a> {
    pub question: &'a str,
    pub kind: &'a str,
    pub result: Option<&'a str>,
    /// Whether it is publicly disclosed.
    pub is_public: bool,
}

/// The points of a questionnaire in the order in which they were first seen.
#[derive(Clone, Debug)]
pub(super) struct ToolIndex {
    pub(super) id: Box<str>,
    points: Vec<ToolPoint>,
    places: Index<usize>,
}

/// The questions of a point of a questionnaire, in the order in which they were first seen.
#[derive(Clone, Debug)]
pub(super) struct ToolPoint {
    point: usize,
    questions: Vec<usize>,
    places: Index<Box<str>>,
}

#[derive(Clone, Debug)]
pub(super) struct Question {
    pub(super) id: Box<str>,
    pub(super) tool: usize,
    pub(super) tool_point: usize,
    pub(super) point: usize,
    pub(super) global_question: Option<String>,
    pub(super) text: String,
}

/// The assessment that is being counted. Reports of one questionnaire have the same points and questions in the same
/// order, so that the next one is nearly always where it was expected.
#[derive(Clone, Copy, Debug)]
struct Current {
    group: usize,
    tool: usize,
    factory: usize,
    /// The place of the point within the questionnaire.
    tool_point: usize,
    is_withheld: bool,
    next_point: usize,
    next_question: usize,
}

impl Tally {
    /// Begins to count.
    pub fn new(selection: Selection) -> Self {
        let groups = vec![Counts::default(); selection.keys.len()];
        Tally {
            selection,
            groups,
            tools: Vec::new(),
            points: Vec::new(),
            point_index: Index::default(),
            questions: Vec::new(),
            current: None,
        }
    }

    /// Returns what counts.
    pub fn selection(&self) -> &Selection {
        &self.selection
    }

    /// Counts a verified report, whose header is at this place of the selection.
    pub fn report(&mut self, place: usize, verified: &VerifiedReport) {
        if !self.begin(place) {
            return;
        }
        let body = verified.report();
        for point in &body.compliance_points {
            self.point(&PointAnswer::of(point));
            if self.selection.scope.detail == Detail::Points {
                continue;
            }
            let floor = point.public_findings.iter().map(|finding| (finding, true));
            for (finding, is_public) in floor.chain(point.findings.iter().flatten().map(|finding| (finding, false))) {
                let (kind, result) = (finding.kind.code(), finding.result.as_ref().map(|result| result.code()));
                if self.finding(&FindingAnswer { question: &finding.question, kind, result, is_public }) {
                    self.name_question(finding.global_question.as_deref(), finding.text.best(&[&body.language]));
                }
            }
        }
    }

    /// Begins the assessment whose header is at this place; returns whether it counts.
    pub fn begin(&mut self, place: usize) -> bool {
        self.current = None;
        let (Some(group), Some(header)) = (self.selection.group_of(place), self.selection.header(place)) else { return false };
        let tool = self.tools.iter().position(|tool| *tool.id == *header.tool_id).unwrap_or_else(|| {
            self.tools.push(ToolIndex { id: (&*header.tool_id).into(), points: Vec::new(), places: Index::default() });
            self.tools.len() - 1
        });
        let Some(counts) = self.groups.get_mut(group) else { return false };
        counts.factories.push((place, PointCounts::default()));
        let factory = counts.factories.len() - 1;
        self.current = Some(Current { group, tool, factory, tool_point: 0, is_withheld: false, next_point: 0, next_question: 0 });
        true
    }

    /// Counts a point of the assessment that was begun.
    pub fn point(&mut self, answer: &PointAnswer<'_>) {
        let Some(mut current) = self.current else { return };
        let Some(tool) = self.tools.get_mut(current.tool) else { return };
        let expected = tool.points.get(current.next_point).filter(|held| {
            self.points.get(held.point).is_some_and(|(cluster, point)| **point == *answer.compliance_point && **cluster == *answer.cluster)
        });
        let (tool_point, point) = match expected {
            Some(held) => (current.next_point, held.point),
            None => {
                let names: (Box<str>, Box<str>) = (answer.cluster.into(), answer.compliance_point.into());
                let point = *self.point_index.entry(names).or_insert_with_key(|names| {
                    self.points.push(names.clone());
                    self.points.len() - 1
                });
                let place = *tool.places.entry(point).or_insert_with(|| {
                    tool.points.push(ToolPoint { point, questions: Vec::new(), places: Index::default() });
                    tool.points.len() - 1
                });
                (place, point)
            }
        };
        current = Current {
            tool_point,
            is_withheld: answer.findings_withheld_count > 0,
            next_point: tool_point + 1,
            next_question: 0,
            ..current
        };
        self.current = Some(current);
        let Some(counts) = self.groups.get_mut(current.group) else { return };
        if current.is_withheld {
            *counts.withheld.entry((current.tool, tool_point)).or_default() += 1;
        }
        if answer.is_judged() {
            at(&mut counts.points, point).count(answer);
            if let Some((_, factory)) = counts.factories.get_mut(current.factory) {
                factory.count(answer);
            }
        }
    }

    /// Counts a finding of the last point. Returns whether its question is new: then say [`Tally::name_question`].
    pub fn finding(&mut self, answer: &FindingAnswer<'_>) -> bool {
        if answer.kind == FindingKind::Fact.code() {
            return false;
        }
        let Some(current) = &mut self.current else { return false };
        let Some(tool_point) = self.tools.get_mut(current.tool).and_then(|tool| tool.points.get_mut(current.tool_point)) else {
            return false;
        };
        let expected = tool_point.questions.get(current.next_question).copied();
        let is_expected = |place: &usize| self.questions.get(*place).is_some_and(|held| *held.id == *answer.question);
        let mut is_new = false;
        let question = expected.filter(is_expected).unwrap_or_else(|| match tool_point.places.get(answer.question) {
            Some(place) => {
                current.next_question = *place;
                tool_point.questions.get(*place).copied().unwrap_or_default()
            }
            None => {
                is_new = true;
                let (tool, point, global_question, text) = (current.tool, tool_point.point, None, String::new());
                self.questions.push(Question {
                    id: answer.question.into(),
                    tool,
                    tool_point: current.tool_point,
                    point,
                    global_question,
                    text,
                });
                current.next_question = tool_point.questions.len();
                tool_point.places.insert(answer.question.into(), current.next_question);
                tool_point.questions.push(self.questions.len() - 1);
                self.questions.len() - 1
            }
        });
        current.next_question += 1;
        if let Some(counts) = self.groups.get_mut(current.group) {
            at(&mut counts.questions, question).count(answer, current.is_withheld);
        }
        is_new
    }

    /// Names the question that [`Tally::finding`] just called new.
    pub fn name_question(&mut self, global_question: Option<&str>, text: &str) {
        if let Some(question) = self.questions.last_mut() {
            (question.global_question, question.text) = (global_question.map(str::to_owned), text.to_owned());
        }
    }

    /// Returns the rates. Their order does not depend on that of the reports.
    pub fn finish(self) -> Rates {
        let order = self.taxonomy_order();
        let groups = self.selection.keys.iter().zip(&self.groups);
        let groups = groups.map(|(key, counts)| self.group(key.clone(), counts, &order)).collect();
        Rates { scope: self.selection.scope, reports: self.selection.counts, panel: self.selection.panel, groups }
    }
}

impl<'a> PointAnswer<'a> {
    /// Returns the answer of a point of a verified report.
    pub fn of(point: &'a CompliancePoint) -> Self {
        PointAnswer {
            cluster: &point.cluster,
            compliance_point: &point.id,
            question_count: point.question_count,
            findings_withheld_count: point.withheld_findings(),
            result: point.result(),
        }
    }

    /// Whether it asks anything that can be non-compliant: not where it has no questions, and not where a cluster of
    /// facts withholds them.
    fn is_judged(&self) -> bool {
        let is_withheld_fact = || self.result == PointResult::Unknown && taxonomy::FACT_CLUSTERS.contains(&self.cluster);
        self.question_count > 0 && !(self.findings_withheld_count > 0 && is_withheld_fact())
    }
}
