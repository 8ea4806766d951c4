//! Rates: the programme's own arithmetic over many assessments, with what is withheld counted beside it.
//!
//! - **Point rate**: assessments that are non-compliant at a point, of the assessments that carry the point.
//! - **Question rate**: assessments with a `non_compliant` finding, of the assessments that carry the question.
//! - **Factory rate**: points of an assessment that are non-compliant, of its points assessed (those with a result).
//!
//! An assessment carries a point that has questions. A point of which no assessment has a result (facts alone) has no
//! rate; a fact question has none either. Of each factory its latest assessment counts, in each group again: that with the
//! highest `assessment.id`, as a number where all ids of the factory are numbers, and otherwise that which started
//! last. Every cycle counts, superseded by a later assessment or not; only lower revisions of one report and revoked
//! reports are left out, and said.
//!
//! What is withheld, not assessed, or has a code that this version does not know is never taken as compliant. It makes
//! a range: the lowest rate takes none of it as non-compliant, the highest takes all of it. A question that is not
//! visible where findings of its point are withheld may be among them, or not be asked at all; both lie in the range. The
//! clusters of facts ([`FACT_CLUSTERS`](crate::report::taxonomy::FACT_CLUSTERS)) withhold nothing that could be non-compliant.
//!
//! The arithmetic has two steps, so that a store can stream its rows through it: a [`Selection`] of what counts, from
//! one [`Header`] for each report; and a [`Tally`] of the points and findings of what was selected.

mod counts;
mod finish;
mod outcome;
mod scope;
mod selection;
mod tally;

pub use outcome::{ClusterRate, FactoryRate, Group, Panel, PointRate, QuestionRate, Rate, Rates};
pub use scope::{By, Detail, Scope};
pub use selection::{Header, ReportCounts, Selection};
pub use tally::{FindingAnswer, PointAnswer, Tally};

use crate::error::Result;
use crate::verify::VerifiedReport;

/// Returns the rates of verified reports; of two views of one report the fuller one counts.
///
/// # Errors
/// `inconsistent` where two different documents are the same revision of one report.
pub fn rates(reports: &[VerifiedReport], scope: &Scope) -> Result<Rates> {
    let selection = Selection::of(reports.iter().map(Header::of).collect(), scope)?;
    let mut tally = Tally::new(selection);
    for place in tally.selection().places() {
        if let Some(report) = reports.get(place) {
            tally.report(place, report);
        }
    }
    Ok(tally.finish())
}
