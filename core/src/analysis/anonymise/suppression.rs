//! Hiding factories among others: which columns of which factory are left out, and the count of it.

use std::collections::HashMap;

use serde::Serialize;

/// The cell of an assessment: what somebody may know of it beforehand.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Cell {
    pub(super) country: String,
    pub(super) isic: Option<String>,
    pub(super) size_band: Option<&'static str>,
    pub(super) cycle: Option<i64>,
    pub(super) year: Option<i64>,
}

/// How much of its cells a factory shows; each step leaves out one column more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Suppression {
    /// Everything.
    Nothing,
    /// All but the size band.
    SizeBand,
    /// Neither size band nor cycle.
    Cycle,
    /// Neither size band, cycle nor year.
    Year,
    /// The country alone.
    Sector,
    /// No row at all.
    Everything,
}

/// What was suppressed, over the whole data set.
///
/// There are no counts by country, cell or question: they would tell of the small ones. The counts of reports and
/// assessments add up to the reports that were read, those of findings to the findings that were read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Suppressed {
    /// How many factories must be alike.
    pub k: u64,
    /// Reports that were read.
    pub reports_read: u64,
    /// Of them, older revisions and further copies of a report that was read too.
    pub reports_older_revision: u64,
    /// Of them, revoked or suspended ones.
    pub reports_withdrawn: u64,
    /// Of them, assessments of factories that could not be hidden among others.
    pub assessments_suppressed: u64,
    /// Of them, assessments with all columns.
    pub assessments_whole: u64,
    /// Of them, assessments without the size band.
    pub assessments_without_size_band: u64,
    /// Of them, assessments without size band and cycle.
    pub assessments_without_cycle: u64,
    /// Of them, assessments without size band, cycle and year.
    pub assessments_without_year: u64,
    /// Of them, assessments with their country alone.
    pub assessments_without_sector: u64,
    /// Findings that can be seen in the assessments that are published.
    pub findings_read: u64,
    /// Of them, facts, whose values are free text.
    pub findings_facts: u64,
    /// Of them, those of questions tagged `zero_tolerance` in any report.
    pub findings_zero_tolerance: u64,
    /// Of them, publicly disclosed ones.
    pub findings_public: u64,
    /// Of them, those whose cluster, point or question is not written as a code.
    pub findings_not_a_code: u64,
    /// Of them, those of questions that fewer than k published factories of the country carry.
    pub findings_rare_question: u64,
    /// Of them, those that are published.
    pub findings_published: u64,
}

impl Suppression {
    const LADDER: [Suppression; 5] =
        [Suppression::Nothing, Suppression::SizeBand, Suppression::Cycle, Suppression::Year, Suppression::Sector];

    /// Returns what is left of a cell.
    pub(super) fn apply(self, cell: &Cell) -> Cell {
        let mut cell = cell.clone();
        if self >= Suppression::SizeBand {
            cell.size_band = None;
        }
        if self >= Suppression::Cycle {
            cell.cycle = None;
        }
        if self >= Suppression::Year {
            cell.year = None;
        }
        if self >= Suppression::Sector {
            cell.isic = None;
        }
        cell
    }
}

impl Suppressed {
    pub(super) fn add_assessments(&mut self, suppression: Suppression, count: u64) {
        *match suppression {
            Suppression::Nothing => &mut self.assessments_whole,
            Suppression::SizeBand => &mut self.assessments_without_size_band,
            Suppression::Cycle => &mut self.assessments_without_cycle,
            Suppression::Year => &mut self.assessments_without_year,
            Suppression::Sector => &mut self.assessments_without_sector,
            Suppression::Everything => &mut self.assessments_suppressed,
        } += count;
    }

    /// Returns how many assessments are published.
    pub fn assessments_published(&self) -> u64 {
        let whole = self.assessments_whole + self.assessments_without_size_band + self.assessments_without_cycle;
        whole + self.assessments_without_year + self.assessments_without_sector
    }
}

/// Decides for each factory, by the cells of all its assessments.
///
/// Factories of one step are alike only with each other: those that were placed before show more, so nobody hides behind them.
pub(super) fn decide(factories: &[Vec<Cell>], k: usize) -> Vec<Suppression> {
    let mut decided = vec![Suppression::Everything; factories.len()];
    let mut open: Vec<usize> = (0..factories.len()).collect();
    for step in Suppression::LADDER {
        let mut alike: HashMap<Vec<Cell>, Vec<usize>> = HashMap::new();
        for factory in open {
            alike.entry(profile(factories.get(factory), step)).or_default().push(factory);
        }
        open = Vec::new();
        for factories in alike.into_values() {
            if factories.len() < k {
                open.extend(factories);
                continue;
            }
            for factory in factories {
                if let Some(decision) = decided.get_mut(factory) {
                    *decision = step;
                }
            }
        }
    }
    decided
}

/// What the rows of a factory show together.
fn profile(cells: Option<&Vec<Cell>>, step: Suppression) -> Vec<Cell> {
    let mut profile: Vec<_> = cells.into_iter().flatten().map(|cell| step.apply(cell)).collect();
    profile.sort();
    profile
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(size_band: &'static str, cycle: i64) -> Cell {
        Cell { country: "VN".into(), isic: Some("1410".into()), size_band: Some(size_band), cycle: Some(cycle), year: Some(2026) }
    }

    #[test]
    fn factories_that_are_alike_show_everything() {
        let factories = [vec![cell("1-249", 1)], vec![cell("1-249", 1)], vec![cell("250-499", 1)]];
        assert_eq!(decide(&factories, 2), [Suppression::Nothing, Suppression::Nothing, Suppression::Everything]);
    }

    #[test]
    fn the_size_band_goes_first_and_the_cycle_next() {
        let sizes = [vec![cell("1-249", 1)], vec![cell("250-499", 1)]];
        assert_eq!(decide(&sizes, 2), [Suppression::SizeBand, Suppression::SizeBand]);
        let cycles = [vec![cell("1-249", 1)], vec![cell("250-499", 2)]];
        assert_eq!(decide(&cycles, 2), [Suppression::Cycle, Suppression::Cycle]);
    }

    #[test]
    fn a_factory_with_one_assessment_does_not_hide_one_with_two() {
        let factories = [vec![cell("1-249", 1)], vec![cell("1-249", 1), cell("1-249", 2)]];
        assert_eq!(decide(&factories, 2), [Suppression::Everything, Suppression::Everything]);
    }
}
