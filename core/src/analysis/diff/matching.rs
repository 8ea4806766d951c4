//! Which question of one report is which of another.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::outcome::MatchedBy;
use crate::report::{CompliancePoint, Finding, FindingKind, LanguageMap};
use crate::verify::VerifiedReport;

/// The visible questions of a report, facts among them: an id that was a fact and is none now is another question.
pub(super) struct Sheet<'a> {
    pub(super) verified: &'a VerifiedReport,
    entries: Vec<Entry<'a>>,
    by_question: Index<'a>,
    by_global_question: Index<'a>,
}

type Index<'a> = HashMap<&'a str, Vec<usize>, FixedState>;

/// A question in its point.
pub(super) struct Entry<'a> {
    pub(super) point: &'a CompliancePoint,
    pub(super) finding: &'a Finding,
}

/// Where a question of another report is in this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// Here, and it asks the same.
    Same(usize, MatchedBy),
    /// Its id is here, and asks something else.
    Other(usize),
    /// It may be one of several.
    Ambiguous,
    Nowhere,
}

impl<'a> Sheet<'a> {
    pub(super) fn of(verified: &'a VerifiedReport) -> Self {
        let points = verified.report().compliance_points.iter();
        let entries: Vec<_> = points.flat_map(|point| point.all_findings().map(move |finding| Entry { point, finding })).collect();
        let (mut by_question, mut by_global_question) = (Index::default(), Index::default());
        for (place, entry) in entries.iter().enumerate() {
            by_question.entry(&*entry.finding.question).or_default().push(place);
            if let Some(global) = entry.finding.global_question.as_deref().filter(|_| entry.is_judged()) {
                by_global_question.entry(global).or_default().push(place);
            }
        }
        Sheet { verified, entries, by_question, by_global_question }
    }

    pub(super) fn entry(&self, place: usize) -> Option<&Entry<'a>> {
        self.entries.get(place)
    }

    /// The text of a question, in the report's own language where it has that.
    pub(super) fn text(&self, entry: &Entry<'a>) -> &'a str {
        entry.finding.text.best(&[&self.verified.report().language])
    }

    /// Whether findings are withheld somewhere: a question that is not visible may be among them, in whichever point.
    pub(super) fn withholds(&self) -> bool {
        self.verified.report().compliance_points.iter().any(|point| point.withheld_findings() > 0)
    }

    /// Every compliance question of this report, and where it is in another.
    pub(super) fn each_in(&self, other: &Sheet<'_>) -> impl Iterator<Item = (usize, Found)> {
        self.judged().map(|place| (place, other.find(self, place)))
    }

    /// The compliance questions of this report that no compliance question of another is the same as, or changed from.
    pub(super) fn not_found_in(&self, other: &Sheet<'_>) -> impl Iterator<Item = usize> {
        let mut is_found = vec![false; self.entries.len()];
        for (_, found) in other.each_in(self) {
            if let Found::Same(place, _) | Found::Other(place) = found
                && let Some(found) = is_found.get_mut(place)
            {
                *found = true;
            }
        }
        self.judged().filter(move |place| is_found.get(*place) == Some(&false))
    }

    fn judged(&self) -> impl Iterator<Item = usize> {
        self.entries.iter().enumerate().filter(|(_, entry)| entry.is_judged()).map(|(place, _)| place)
    }

    /// Finds a question of another report in this one; the answer is the same from either side.
    pub(super) fn find(&self, other: &Sheet<'_>, place: usize) -> Found {
        let Some(asked) = other.entry(place) else { return Found::Nowhere };
        if self.tool_id() == other.tool_id() {
            match self.by_id(other, asked) {
                Found::Nowhere => {}
                found => return found,
            }
        }
        self.by_global_question(other, asked)
    }

    fn by_id(&self, other: &Sheet<'_>, asked: &Entry<'_>) -> Found {
        let [here, there] =
            [&self.by_question, &other.by_question].map(|index| index.get(&*asked.finding.question).map_or(&[][..], |at| at));
        let at_point = |place: &&usize| self.entry(**place).is_some_and(|entry| entry.is_at(asked.point));
        let place = match (here, there) {
            ([], _) => return Found::Nowhere,
            ([one], [_]) => *one,
            // An id that occurs in several points is told apart by its point, and only so.
            _ => match here.iter().find(at_point) {
                Some(place) => *place,
                None => return Found::Ambiguous,
            },
        };
        match self.entry(place) {
            Some(entry) if entry.asks_as(asked, self.tool_version() == other.tool_version()) => Found::Same(place, MatchedBy::Question),
            _ => Found::Other(place),
        }
    }

    fn by_global_question(&self, other: &Sheet<'_>, asked: &Entry<'_>) -> Found {
        let Some(global) = asked.finding.global_question.as_deref() else { return Found::Nowhere };
        let [here, there] = [&self.by_global_question, &other.by_global_question].map(|index| index.get(global).map_or(&[][..], |at| at));
        match (here, there) {
            ([], _) => Found::Nowhere,
            ([place], [_]) if !self.has_partner_in(other, *place) => Found::Same(*place, MatchedBy::GlobalQuestion),
            // The only one here is already another question's, by its id.
            ([_], [_]) => Found::Nowhere,
            _ => Found::Ambiguous,
        }
    }

    /// Whether a question of this report is taken by its id.
    fn has_partner_in(&self, other: &Sheet<'_>, place: usize) -> bool {
        self.tool_id() == other.tool_id() && self.entry(place).is_some_and(|entry| other.by_question.contains_key(&*entry.finding.question))
    }

    fn tool_id(&self) -> &str {
        &self.verified.report().assessment.tool.id
    }

    fn tool_version(&self) -> &str {
        &self.verified.report().assessment.tool.version
    }
}

impl Entry<'_> {
    /// Whether it is more than a fact.
    fn is_judged(&self) -> bool {
        self.finding.kind != FindingKind::Fact
    }

    fn is_at(&self, point: &CompliancePoint) -> bool {
        self.point.cluster == point.cluster && self.point.id == point.id
    }

    /// Whether one id asks the same: the same kind, and the same global question, or else the same words. Where the texts
    /// have no language in common, the questionnaire's version decides.
    fn asks_as(&self, other: &Entry<'_>, same_version: bool) -> bool {
        let [one, other] = [self.finding, other.finding];
        if one.kind != other.kind {
            return false;
        }
        match (&one.global_question, &other.global_question) {
            (Some(global), Some(other_global)) => global == other_global,
            _ => same_words(&one.text, &other.text).unwrap_or(same_version),
        }
    }
}

/// Whether two texts say the same in a language that both have, spaces aside; `None` where they have none in common.
fn same_words(one: &LanguageMap, other: &LanguageMap) -> Option<bool> {
    let mut common = one.iter().filter_map(|(tag, text)| Some((text, other.get(tag)?))).peekable();
    common.peek()?;
    Some(common.all(|(text, other)| text.split_whitespace().eq(other.split_whitespace())))
}
