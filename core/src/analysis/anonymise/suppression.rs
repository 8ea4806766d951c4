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
    /// Id and version of the questionnaire: never a column, but the questions of the findings tell it, and by it the year.
    pub(super) tool: [String; 2],
    /// Whether something is withheld, which a column says and missing findings tell.
    pub(super) is_partial: bool,
}

/// How much a factory shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) assessments: Assessments,
    pub(super) columns: Columns,
}

/// Which assessments of a factory are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Assessments {
    All,
    Newest,
}

/// Which columns of its cells a factory shows; each step leaves out one more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Columns {
    Whole,
    WithoutSizeBand,
    WithoutCycle,
    WithoutYear,
    WithoutSector,
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
    /// Of them, assessments of factories that could be hidden with their newest one alone.
    pub assessments_older_suppressed: u64,
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
    /// Of them, facts, whose values are free text, and findings of a kind that is not known here.
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

impl Shown {
    /// The steps, in their order.
    fn ladder() -> impl Iterator<Item = Shown> {
        [Assessments::All, Assessments::Newest]
            .into_iter()
            .flat_map(|assessments| Columns::LADDER.map(|columns| Shown { assessments, columns }))
    }

    /// Returns how many of a factory's assessments are shown, the newest first.
    pub(super) fn count(self, assessments: usize) -> usize {
        match self.assessments {
            Assessments::All => assessments,
            Assessments::Newest => assessments.min(1),
        }
    }

    /// Returns what the rows of a factory show together; its cells have the newest first.
    fn profile(self, cells: &[Cell]) -> Vec<Cell> {
        let mut profile: Vec<_> = cells.iter().take(self.count(cells.len())).map(|cell| self.columns.apply(cell)).collect();
        profile.sort();
        profile
    }
}

impl Columns {
    const LADDER: [Columns; 5] =
        [Columns::Whole, Columns::WithoutSizeBand, Columns::WithoutCycle, Columns::WithoutYear, Columns::WithoutSector];

    /// Returns what is left of a cell.
    pub(super) fn apply(self, cell: &Cell) -> Cell {
        let mut cell = cell.clone();
        if self >= Columns::WithoutSizeBand {
            cell.size_band = None;
        }
        if self >= Columns::WithoutCycle {
            cell.cycle = None;
        }
        if self >= Columns::WithoutYear {
            cell.year = None;
        }
        if self >= Columns::WithoutSector {
            cell.isic = None;
        }
        cell
    }
}

impl Suppressed {
    /// Counts the assessments of a factory; `None` shows none of them.
    pub(super) fn add_factory(&mut self, shown: Option<Shown>, assessments: usize) {
        let Some(shown) = shown else {
            self.assessments_suppressed += assessments as u64;
            return;
        };
        let count = shown.count(assessments);
        self.assessments_older_suppressed += (assessments - count) as u64;
        *match shown.columns {
            Columns::Whole => &mut self.assessments_whole,
            Columns::WithoutSizeBand => &mut self.assessments_without_size_band,
            Columns::WithoutCycle => &mut self.assessments_without_cycle,
            Columns::WithoutYear => &mut self.assessments_without_year,
            Columns::WithoutSector => &mut self.assessments_without_sector,
        } += count as u64;
    }

    /// Returns how many assessments are published.
    pub fn assessments_published(&self) -> u64 {
        let whole = self.assessments_whole + self.assessments_without_size_band + self.assessments_without_cycle;
        whole + self.assessments_without_year + self.assessments_without_sector
    }
}

/// Decides for each factory by the cells of its assessments, the newest first; `None` shows nothing of it.
///
/// Factories of one step are alike only with each other: those that were placed before show more, so nobody hides behind them.
pub(super) fn decide(factories: &[Vec<Cell>], k: usize) -> Vec<Option<Shown>> {
    let mut decided = vec![None; factories.len()];
    for shown in Shown::ladder() {
        let mut alike: HashMap<Vec<Cell>, Vec<&mut Option<Shown>>> = HashMap::new();
        for (cells, decision) in factories.iter().zip(&mut decided).filter(|(_, decision)| decision.is_none()) {
            alike.entry(shown.profile(cells)).or_default().push(decision);
        }
        for decisions in alike.into_values().filter(|decisions| decisions.len() >= k) {
            decisions.into_iter().for_each(|decision| *decision = Some(shown));
        }
    }
    decided
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(size_band: &'static str, cycle: i64) -> Cell {
        let (country, isic, tool) = ("VN".into(), Some("1410".into()), ["tool".into(), "1".into()]);
        Cell { country, isic, size_band: Some(size_band), cycle: Some(cycle), year: Some(2026), tool, is_partial: false }
    }

    fn all(columns: Columns) -> Option<Shown> {
        Some(Shown { assessments: Assessments::All, columns })
    }

    #[test]
    fn factories_that_are_alike_show_everything() {
        let factories = [vec![cell("1-249", 1)], vec![cell("1-249", 1)], vec![cell("250-499", 1)]];
        assert_eq!(decide(&factories, 2), [all(Columns::Whole), all(Columns::Whole), None]);
    }

    #[test]
    fn the_size_band_goes_first_and_the_cycle_next() {
        let sizes = [vec![cell("1-249", 1)], vec![cell("250-499", 1)]];
        assert_eq!(decide(&sizes, 2), [all(Columns::WithoutSizeBand); 2]);
        let cycles = [vec![cell("1-249", 1)], vec![cell("250-499", 2)]];
        assert_eq!(decide(&cycles, 2), [all(Columns::WithoutCycle); 2]);
    }

    #[test]
    fn what_the_findings_tell_is_no_hiding_place() {
        let another = Cell { tool: ["tool".into(), "2".into()], ..cell("1-249", 1) };
        let partial = Cell { is_partial: true, ..cell("1-249", 1) };
        assert_eq!(decide(&[vec![cell("1-249", 1)], vec![another], vec![partial]], 2), [None; 3]);
    }

    #[test]
    fn a_factory_with_one_assessment_hides_one_with_two_only_behind_its_newest() {
        let factories = [vec![cell("1-249", 2)], vec![cell("1-249", 2), cell("1-249", 1)]];
        assert_eq!(decide(&factories, 2), [Some(Shown { assessments: Assessments::Newest, columns: Columns::Whole }); 2]);
    }
}
