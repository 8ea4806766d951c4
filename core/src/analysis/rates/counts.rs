//! The counters of a group of assessments.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::outcome::Rate;
use super::tally::{FindingAnswer, PointAnswer};
use crate::report::{FindingKind, FindingResult, PointResult};

#[derive(Clone, Debug, Default)]
pub(super) struct Counts {
    pub(super) points: Vec<PointCounts>,
    pub(super) questions: Vec<QuestionCounts>,
    /// By questionnaire and its point: how many assessments withhold findings there.
    pub(super) withheld: HashMap<(usize, usize), u64, FixedState>,
    pub(super) factories: Vec<(usize, PointCounts)>,
}

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct PointCounts {
    pub(super) non_compliant: u64,
    pub(super) compliant: u64,
    pub(super) withheld: u64,
    pub(super) not_assessed: u64,
    pub(super) no_result: u64,
}

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct QuestionCounts {
    pub(super) non_compliant: u64,
    pub(super) settled: u64,
    pub(super) not_assessed: u64,
    pub(super) not_applicable: u64,
    /// Visible in assessments that withhold other findings of the point.
    pub(super) visible_beside_withheld: u64,
    pub(super) public: u64,
    pub(super) public_non_compliant: u64,
}

impl PointCounts {
    pub(super) fn count(&mut self, answer: &PointAnswer<'_>) {
        let count = match answer.result {
            PointResult::NonCompliant => &mut self.non_compliant,
            PointResult::Compliant => &mut self.compliant,
            PointResult::NoResult => &mut self.no_result,
            PointResult::Unknown if answer.findings_withheld_count > 0 => &mut self.withheld,
            PointResult::Unknown => &mut self.not_assessed,
        };
        *count += 1;
    }

    /// Of the points assessed: those with a result, and those of which nobody can say.
    pub(super) fn rate(&self) -> Rate {
        Rate::of(self.non_compliant, self.compliant, self.withheld, self.not_assessed)
    }
}

impl QuestionCounts {
    pub(super) fn count(&mut self, answer: &FindingAnswer<'_>, is_withheld: bool) {
        let is = |result: &FindingResult| answer.kind == FindingKind::Compliance.code() && answer.result == Some(result.code());
        let is_non_compliant = answer.result == Some(FindingResult::NonCompliant.code());
        if is_non_compliant {
            self.non_compliant += 1;
        } else if is(&FindingResult::Compliant) {
            self.settled += 1;
        } else if is(&FindingResult::NotApplicable) {
            self.settled += 1;
            self.not_applicable += 1;
        } else {
            self.not_assessed += 1;
        }
        self.visible_beside_withheld += u64::from(is_withheld);
        self.public += u64::from(answer.is_public);
        self.public_non_compliant += u64::from(answer.is_public && is_non_compliant);
    }

    pub(super) fn visible(&self) -> u64 {
        self.non_compliant + self.settled + self.not_assessed
    }
}

/// The counts at a place, begun where there are none.
pub(super) fn at<T: Clone + Default>(counts: &mut Vec<T>, place: usize) -> &mut T {
    if counts.len() <= place {
        counts.resize(place + 1, T::default());
    }
    #[expect(clippy::indexing_slicing, reason = "the line above made the place")]
    &mut counts[place]
}
