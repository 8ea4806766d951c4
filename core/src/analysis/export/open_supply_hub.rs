//! Open Supply Hub: the facility of a report, as a row for upload or matching.
//!
//! What is withheld is empty, the address too, without which the hub takes no row: fill it in from your own records.
//! Columns after `facility_type` are ours; the hub's own template knows only those before.

use super::cells::Lines;
use super::facts::Facts;
use crate::verify::VerifiedReport;

pub(super) const COLUMNS: &[&str] = &[
    "country",
    "name",
    "address",
    "sector",
    "product_type",
    "number_of_workers",
    "parent_company",
    "facility_type",
    "os_id",
    "lei",
    "gln",
    "duns",
    "facility_id",
    "assessed_on",
    "status",
    "status_as_of",
    "findings_withheld_count",
    "members_withheld_count",
    "is_test",
    "digest",
];

pub(super) const LOSSES: &[&str] = &[
    "every compliance point and finding",
    "evidence, improvement plan and how the visit went",
    "the signature",
    "in the hub itself, all but the facility",
];

/// What the hub calls a sector that nobody stated.
const UNSPECIFIED: &str = "Unspecified";

pub(super) fn row(verified: &VerifiedReport) -> String {
    let facts = Facts::of(verified);
    let facility = &facts.body.facility;
    let operations = facility.operations.as_ref();
    let mut line = Lines::default();
    line.plain(facility.country);
    line.text(&facility.name);
    line.text(&address(&facts));
    line.plain(sector(facility.industry.as_ref().map(|industry| industry.isic.as_str())));
    line.text(&operations.map(|operations| several(&operations.products)).unwrap_or_default());
    line.optional(facility.workforce.as_ref().and_then(|workforce| workforce.total_count));
    line.optional_text(facility.ownership.as_ref().and_then(|owner| owner.parent_company.as_deref()));
    // A report does not say it in the hub's words.
    line.plain("");
    line.optional_text(facts.os_id());
    for scheme in ["lei", "gln", "duns"] {
        line.optional_text(facts.identifier(scheme));
    }
    line.text(facts.sub);
    line.plain(facts.assessed_on);
    line.plain(facts.status);
    line.optional(facts.status_as_of_at);
    line.plain(facts.findings_withheld_count);
    line.plain(facts.members_withheld_count);
    line.plain(facts.is_test);
    line.plain(facts.digest);
    line.end();
    line.into_string()
}

fn address(facts: &Facts<'_>) -> String {
    let Some(address) = &facts.body.facility.address else { return String::new() };
    let places = [&address.locality, &address.region, &address.postal_code];
    let parts: Vec<_> = address.lines.iter().chain(places.into_iter().flatten()).map(|part| part.as_str()).collect();
    parts.join(", ")
}

/// Several values stand in one cell with bars between them.
fn several(values: &[crate::text::Text]) -> String {
    values.iter().map(|value| value.replace('|', " ")).collect::<Vec<_>>().join("|")
}

/// The hub's word for divisions 13 to 15 of ISIC rev. 4.
fn sector(isic: Option<&str>) -> &'static str {
    match isic.unwrap_or_default() {
        isic if isic.starts_with("13") => "Textiles",
        isic if isic.starts_with("14") => "Apparel",
        isic if isic.starts_with("152") => "Footwear",
        isic if isic.starts_with("151") => "Leather",
        _ => UNSPECIFIED,
    }
}
