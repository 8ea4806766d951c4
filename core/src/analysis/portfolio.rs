//! Portfolios: the decision for every supplier of a buyer, and how many audits that saves.

use serde::Serialize;

use super::choices::choices;
use super::decision::{Decision, Outcome, Reason};
use super::suppliers::{Basis, Facility, Match, Supplier};
use crate::digest::Digest;

choices! {
    /// How a supplier counts in the totals.
    pub enum Bucket {
        /// No audit is needed.
        Avoided = "avoided",
        /// A short visit is.
        TopUp = "top_up",
        /// Findings must be remedied.
        FollowUp = "follow_up",
        /// The report cannot be relied on.
        FullAudit = "full_audit",
        /// There is no report.
        NoReport = "no_report",
        /// Which factory it is must be confirmed by a person first.
        Unconfirmed = "unconfirmed",
    }
}

/// A supplier, the factory that it is, and what follows.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct SupplierDecision {
    /// The supplier.
    pub supplier: Supplier,
    /// What it was matched to.
    pub r#match: Match,
    /// The facility, or those that may be meant.
    pub facilities: Vec<Facility>,
    /// How it counts.
    pub bucket: Bucket,
    /// The digest of the report on which the decision rests.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report: Option<Digest>,
    /// Why the newest report could not be used: the code and a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
    /// The number of an earlier supplier of the list that is the same factory: its audit is counted there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub same_factory_as: Option<String>,
    /// The decision.
    pub decision: Decision,
}

/// How many suppliers count how; every supplier counts once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Totals {
    /// All of them.
    pub suppliers: u64,
    /// No audit is needed. Of two suppliers that are one factory only the first is counted here.
    pub audits_avoided: u64,
    /// A short visit is.
    pub top_ups: u64,
    /// Findings must be remedied.
    pub follow_ups: u64,
    /// The report cannot be relied on.
    pub full_audits: u64,
    /// There is no report.
    pub no_report: u64,
    /// A person must confirm which factory it is.
    pub unconfirmed: u64,
    /// The same factory as an earlier supplier, and no audit is needed there.
    pub repeated: u64,
}

impl SupplierDecision {
    /// Puts together what is known of a supplier.
    pub fn new(supplier: Supplier, found: Match, facilities: Vec<Facility>, decision: Decision, problem: Option<String>) -> Self {
        let bucket = match (found.basis, decision.outcome(), decision.reason()) {
            (Basis::Proposed | Basis::Conflict, ..) => Bucket::Unconfirmed,
            (_, Outcome::FullAudit, Reason::NoReport) if problem.is_none() => Bucket::NoReport,
            (_, Outcome::FullAudit, _) => Bucket::FullAudit,
            (Basis::None, ..) => Bucket::NoReport,
            (_, Outcome::Accept, _) => Bucket::Avoided,
            (_, Outcome::TopUp, _) => Bucket::TopUp,
            (_, Outcome::FollowUp, _) => Bucket::FollowUp,
        };
        let report = decision.decided().inputs.report;
        SupplierDecision { supplier, r#match: found, facilities, bucket, report, problem, same_factory_as: None, decision }
    }
}

/// Marks suppliers that are the same factory as an earlier one of the list.
pub fn mark_repeated(suppliers: &mut [SupplierDecision]) {
    let mut first: std::collections::HashMap<usize, String> = std::collections::HashMap::new();
    for row in suppliers {
        let Some(place) = row.r#match.settled() else { continue };
        match first.get(&place) {
            Some(number) => row.same_factory_as = Some(number.clone()),
            None => {
                first.insert(place, row.supplier.number.clone());
            }
        }
    }
}

impl Totals {
    /// Counts the suppliers.
    pub fn of<'a>(suppliers: impl IntoIterator<Item = &'a SupplierDecision>) -> Self {
        let mut totals = Totals::default();
        for row in suppliers {
            let place = match row.bucket {
                Bucket::Avoided if row.same_factory_as.is_some() => &mut totals.repeated,
                Bucket::Avoided => &mut totals.audits_avoided,
                Bucket::TopUp => &mut totals.top_ups,
                Bucket::FollowUp => &mut totals.follow_ups,
                Bucket::FullAudit => &mut totals.full_audits,
                Bucket::NoReport => &mut totals.no_report,
                Bucket::Unconfirmed => &mut totals.unconfirmed,
            };
            *place += 1;
            totals.suppliers += 1;
        }
        totals
    }
}

impl std::fmt::Display for Totals {
    /// Says what matters most: `12 of 40 audits avoided`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} of {} audits avoided", self.audits_avoided, self.suppliers)
    }
}
