//! What rates are asked for: which assessments, and how they are divided.

use serde::Serialize;

use crate::time::Day;

/// Which assessments count, and how they are divided into groups; by default all of them, in one group.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Scope {
    /// Only assessments that started on this day or later.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_on: Option<Day>,
    /// Only assessments that started on this day or earlier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_on: Option<Day>,
    /// Only factories in this country (ISO 3166-1 alpha-2).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Only assessments of this cycle.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cycle: Option<u64>,
    /// Only the panel: factories with at least so many cycles among the assessments that the other members let through.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub panel: Option<u64>,
    /// By what the assessments are divided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<By>,
    /// Whether findings are looked at.
    #[serde(skip)]
    pub detail: Detail,
}

/// By what assessments are divided. Each group has the latest assessment of each of its factories.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum By {
    /// The country of the factory.
    Country,
    /// The cycle of the assessment.
    Cycle,
    /// The national questionnaire: id and version.
    ToolVersion,
    /// The year in which the assessment started.
    Year,
}

/// How far down rates go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Detail {
    /// Points and factories; findings need not be read.
    Points,
    /// Questions too.
    #[default]
    Questions,
}
