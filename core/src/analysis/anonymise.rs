//! An anonymised data set: what researchers may have of verified reports, and what was taken out.
//!
//! Two passes over the reports. [`Survey`] looks at each report once and keeps what the rules need; [`Plan`] is what the
//! rules decided, and gives the rows of one report after the other. The host feeds the same reports again, in the order of
//! [`Plan::order`], which is that of pseudonyms and says nothing about the input.
//!
//! The rules, in order:
//! 1. Of the revisions of one report the newest counts; revoked and suspended reports are left out.
//! 2. Nothing that names a factory or was written freely is copied: only codes, numbers and pseudonyms leave.
//!    Facts are left out, since their values are free text.
//! 3. Questions tagged `zero_tolerance` in any report are left out of all, so that a gap says nothing.
//! 4. Publicly disclosed findings are left out unless asked for: they are published beside the factory's name, and their
//!    pattern would tell which factory a pseudonym is.
//! 5. A factory is published only if at least k factories have the same profile: the country, sector, size band, cycle and
//!    year of all of their assessments together, since the pseudonym links them. Where fewer do, the size band is left out of
//!    all its rows, then the cycle, then the year, then the sector; then the same is tried with its newest assessment alone;
//!    after that the factory is suppressed. Factories are alike only where they were asked the same questionnaire and show
//!    as much: findings tell both, so that hiding the year among other questionnaires would hide nothing.
//! 6. Of the factories that are left, at least k in the country must carry a question with the same codes; else its rows go.

mod plan;
mod pseudonym;
mod questions;
mod readme;
mod rows;
mod suppression;
mod survey;

pub use plan::{Plan, ReportRows};
pub use pseudonym::Key;
pub use readme::readme;
pub use rows::{AssessmentRow, FindingRow};
pub use suppression::Suppressed;
pub use survey::{PublicFindings, Rules, Survey};

use super::table::Table;

/// How many factories must be alike, unless the caller says otherwise.
pub const DEFAULT_K: u64 = 5;

/// The least k: below it nobody hides among others.
pub const LEAST_K: u64 = 2;

/// The tables of the data set: the data dictionary.
pub const TABLES: &[Table] = &[AssessmentRow::TABLE, FindingRow::TABLE];
