//! A status row as in the SLCP Gateway: which facility, which step, whether it stands, since when.
//!
//! The step is the user's word: a report does not say which step of SLCP it is. `verified_on` is the last day of the visit,
//! since buyers count the age of verified data from there; `valid_until` is there only where the issuer set an end.

use super::cells::Lines;
use super::facts::Facts;
use crate::text::Text;
use crate::verify::VerifiedReport;

pub(super) const COLUMNS: &[&str] = &[
    "facility_id",
    "os_id",
    "lei",
    "gln",
    "duns",
    "facility_name",
    "facility_country",
    "step",
    "status",
    "status_as_of",
    "verified_on",
    "valid_until",
    "verified_by",
    "assessment_id",
    "cycle",
    "disclosure",
    "findings_withheld_count",
    "members_withheld_count",
    "is_test",
    "digest",
];

pub(super) const LOSSES: &[&str] =
    &["every compliance point and finding", "evidence, improvement plan and how the visit went", "the signature"];

/// What a status row has and a report does not.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Slcp {
    /// The step of SLCP, in its words.
    pub step: Option<Text>,
}

pub(super) fn row(verified: &VerifiedReport, options: &Slcp) -> String {
    let facts = Facts::of(verified);
    let mut line = Lines::default();
    line.text(facts.sub);
    for scheme in ["os_id", "lei", "gln", "duns"] {
        line.optional_text(facts.identifier(scheme));
    }
    line.text(&facts.body.facility.name);
    line.plain(facts.body.facility.country);
    line.optional_text(options.step.as_deref());
    line.plain(facts.status);
    line.optional(facts.status_as_of_at);
    line.plain(facts.assessed_on);
    line.optional(facts.valid_until());
    line.text(facts.signer);
    line.text(&facts.body.assessment.id);
    line.plain(facts.body.assessment.cycle);
    line.plain(facts.disclosure);
    line.plain(facts.findings_withheld_count);
    line.plain(facts.members_withheld_count);
    line.plain(facts.is_test);
    line.plain(facts.digest);
    line.end();
    line.into_string()
}
