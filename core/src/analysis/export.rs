//! Exports: what of a verified report fits into other systems, and what each of them loses.
//!
//! Every target stores a document, its dates and a status. So every export carries the digest of the signed original,
//! and the standing as it is: a withdrawn report is never `valid`, and an unknown standing stays unknown. A grade, a score
//! or an expiry that the report does not have is never made up; what only the user knows is an option, and empty without.
//!
//! | target | is | does not know the report's |
//! |---|---|---|
//! | `untp` | UNTP Digital Conformity Credential 0.7.0, unsigned JSON-LD | findings, evidence, standing, signature |
//! | `dynamics` | Dynamics 365 Finance vendor certification, CSV | points, findings, facility |
//! | `coupa` | Coupa supplier information artefact, JSON | points, findings, facility |
//! | `open_supply_hub` | Open Supply Hub facilities, CSV | points, findings, visit |
//! | `slcp` | status row as in SLCP, CSV | points, findings |
//! | `csv` | all visible findings, CSV | evidence, improvement plan, other languages |

mod cells;
mod coupa;
mod csv;
mod dynamics;
mod facts;
mod open_supply_hub;
mod slcp;
mod untp;

use serde::Serialize;

pub use cells::safe_cell;
pub use coupa::Coupa;
pub use dynamics::Dynamics;
pub use slcp::Slcp;
pub use untp::{Did, Untp};

use crate::verify::VerifiedReport;

/// A system to which a report can be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Target {
    /// UN Transparency Protocol, Digital Conformity Credential 0.7.0.
    Untp,
    /// Dynamics 365 Finance, vendor certification.
    Dynamics,
    /// Coupa, supplier information artefact.
    Coupa,
    /// Open Supply Hub, facilities.
    OpenSupplyHub,
    /// A status row as in the SLCP Gateway.
    Slcp,
    /// Every visible finding.
    Csv,
}

/// How an export is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One object for each report.
    Json,
    /// A line of column names, then lines for each report (RFC 4180, UTF-8, lines end with CR LF).
    Csv,
}

/// An export: the target, with what the user must say and a report does not.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Export {
    /// A Digital Conformity Credential.
    Untp(Untp),
    /// A vendor certification.
    Dynamics(Dynamics),
    /// A supplier information artefact.
    Coupa(Coupa),
    /// A facility.
    OpenSupplyHub,
    /// A status row.
    Slcp(Slcp),
    /// Every visible finding.
    Csv,
}

impl Target {
    /// Every target.
    pub const ALL: &'static [Target] = &[Target::Untp, Target::Dynamics, Target::Coupa, Target::OpenSupplyHub, Target::Slcp, Target::Csv];

    /// Returns the code, snake_case.
    pub fn code(self) -> &'static str {
        match self {
            Target::Untp => "untp",
            Target::Dynamics => "dynamics",
            Target::Coupa => "coupa",
            Target::OpenSupplyHub => "open_supply_hub",
            Target::Slcp => "slcp",
            Target::Csv => "csv",
        }
    }

    /// Returns what the target is, in a few words.
    pub fn name(self) -> &'static str {
        match self {
            Target::Untp => "UNTP Digital Conformity Credential 0.7.0",
            Target::Dynamics => "Dynamics 365 Finance vendor certification",
            Target::Coupa => "Coupa supplier information artefact",
            Target::OpenSupplyHub => "Open Supply Hub facilities",
            Target::Slcp => "status row as in SLCP",
            Target::Csv => "every visible finding",
        }
    }

    /// Returns how the target is written.
    pub fn format(self) -> Format {
        match self {
            Target::Untp | Target::Coupa => Format::Json,
            Target::Dynamics | Target::OpenSupplyHub | Target::Slcp | Target::Csv => Format::Csv,
        }
    }

    /// Returns what of a report is lost on the way: a phrase each.
    pub fn losses(self) -> &'static [&'static str] {
        match self {
            Target::Untp => untp::LOSSES,
            Target::Dynamics => dynamics::LOSSES,
            Target::Coupa => coupa::LOSSES,
            Target::OpenSupplyHub => open_supply_hub::LOSSES,
            Target::Slcp => slcp::LOSSES,
            Target::Csv => csv::LOSSES,
        }
    }
}

impl Export {
    /// Returns the target.
    pub fn target(&self) -> Target {
        match self {
            Export::Untp(_) => Target::Untp,
            Export::Dynamics(_) => Target::Dynamics,
            Export::Coupa(_) => Target::Coupa,
            Export::OpenSupplyHub => Target::OpenSupplyHub,
            Export::Slcp(_) => Target::Slcp,
            Export::Csv => Target::Csv,
        }
    }

    /// Returns the names of the columns; none where the target is JSON.
    pub fn columns(&self) -> &'static [&'static str] {
        match self {
            Export::Untp(_) | Export::Coupa(_) => &[],
            Export::Dynamics(_) => dynamics::COLUMNS,
            Export::OpenSupplyHub => open_supply_hub::COLUMNS,
            Export::Slcp(_) => slcp::COLUMNS,
            Export::Csv => csv::COLUMNS,
        }
    }

    /// Returns the line of column names with which a CSV file begins; `None` where the target is JSON.
    pub fn heading(&self) -> Option<String> {
        (self.target().format() == Format::Csv).then(|| {
            let mut line = cells::Lines::default();
            self.columns().iter().for_each(|name| line.plain(name));
            line.end();
            line.into_string()
        })
    }

    /// Returns one report as the target has it: a JSON object, or lines of CSV.
    ///
    /// The same report, options and standing give the same bytes everywhere.
    pub fn of(&self, verified: &VerifiedReport) -> String {
        match self {
            Export::Untp(options) => untp::credential(verified, options),
            Export::Dynamics(options) => dynamics::row(verified, options),
            Export::Coupa(options) => coupa::artefact(verified, options),
            Export::OpenSupplyHub => open_supply_hub::row(verified),
            Export::Slcp(options) => slcp::row(verified, options),
            Export::Csv => csv::rows(verified),
        }
    }
}

/// Writes what cannot fail to be written: plain structs of texts and numbers.
fn to_json(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}
