//! Dynamics 365 Finance: a vendor certification, as a row of a data package.
//!
//! The columns are the fields of a vendor certification; which column is which field is mapped when the package is imported,
//! since entities differ by version. The two last columns have no field there: map them to your own, or rely on the comments.

use super::cells::{Lines, safe_cell};
use super::facts::Facts;
use crate::text::Text;
use crate::verify::VerifiedReport;

pub(super) const COLUMNS: &[&str] = &[
    "VENDORACCOUNTNUMBER",
    "CERTIFICATIONNUMBER",
    "CERTIFICATIONTYPE",
    "CERTIFYINGORGANIZATION",
    "CERTIFICATIONDATE",
    "EFFECTIVEDATE",
    "EXPIRATIONDATE",
    "COMMENTS",
    "REVIEWED",
    "REPORTSTATUS",
    "REPORTDIGEST",
];

pub(super) const LOSSES: &[&str] = &[
    "every compliance point and finding",
    "evidence, improvement plan and how the visit went",
    "the facility: a vendor account may have several",
    "the standing and what is withheld, but for the comments",
    "the signature",
];

/// A certification number has at most 20 characters there.
const NUMBER_CHARACTERS: usize = 20;

/// What a vendor certification has and a report does not.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Dynamics {
    /// The vendor's account number.
    pub vendor_account: Option<Text>,
    /// The code of the certification type, as it is set up there.
    pub certification_type: Option<Text>,
}

pub(super) fn row(verified: &VerifiedReport, options: &Dynamics) -> String {
    let facts = Facts::of(verified);
    let mut line = Lines::default();
    line.optional_text(options.vendor_account.as_deref());
    line.text(&number(&facts));
    line.optional_text(options.certification_type.as_deref());
    line.text(facts.signer);
    line.plain(facts.assessed_on);
    line.plain(facts.signed_at.day());
    line.optional(facts.valid_until());
    line.text(&facts.summary());
    // Whether a person at the buyer has looked at it: that person says so there.
    line.plain("No");
    line.plain(facts.status);
    line.plain(facts.digest);
    line.end();
    line.into_string()
}

/// The assessment's id; where it is too long or blank, the beginning of the digest, which names the report as well.
fn number(facts: &Facts<'_>) -> String {
    let id = facts.body.assessment.id.as_str();
    // A cell may get an apostrophe more.
    let fits = safe_cell(id).chars().count() <= NUMBER_CHARACTERS && !id.trim().is_empty();
    if fits { id.to_owned() } else { facts.digest.to_string().chars().take(NUMBER_CHARACTERS).collect() }
}
