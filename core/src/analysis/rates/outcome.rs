//! Rates as they come out: counts, never a percentage, so that nothing is rounded before it is printed.

use serde::Serialize;

use super::scope::Scope;
use super::selection::ReportCounts;
use crate::digest::Digest;
use crate::time::Day;

/// A rate as counts: certain, possible, and of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Rate {
    /// The numerator: what is visibly non-compliant.
    pub non_compliant_count: u64,
    /// The highest numerator possible: what is not visible or not known taken as non-compliant.
    pub highest_non_compliant_count: u64,
    /// The denominator.
    pub total_count: u64,
    /// How many of the total are not known because findings are withheld.
    pub withheld_count: u64,
    /// How many of the total are not known because something was not assessed, or has a code that this version does not know.
    pub not_assessed_count: u64,
}

/// Rates over the assessments of a scope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Rates {
    /// What was asked for.
    pub scope: Scope,
    /// What became of the reports that were given.
    pub reports: ReportCounts,
    /// The panel, where one was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub panel: Option<Panel>,
    /// The groups in their order; one without a `key` where nothing was divided.
    pub groups: Vec<Group>,
}

/// The factories with at least so many cycles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Panel {
    /// At least so many.
    pub cycles_count: u64,
    /// How many factories have them.
    pub factories_count: u64,
}

/// The rates of one group of assessments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Group {
    /// The country, cycle, year, or the questionnaire's id and version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// How many factories, and so how many assessments, are counted.
    pub factories_count: u64,
    /// Whether every factory of the panel is among them; only then two groups compare the same factories.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_whole_panel: Option<bool>,
    /// The first and the last day on which one of the assessments started.
    pub first_on: Day,
    /// See `first_on`.
    pub last_on: Day,
    /// How many of the assessments are shown in part.
    pub partial_count: u64,
    /// How many findings they withhold.
    pub findings_withheld_count: u64,
    /// Non-compliant points of all assessments, of all points assessed.
    pub all_points: Rate,
    /// The same by cluster, in the order of the taxonomy.
    pub clusters: Vec<ClusterRate>,
    /// Point rates, in the order of the taxonomy.
    pub points: Vec<PointRate>,
    /// Question rates, by questionnaire and point; empty where findings were not looked at.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub questions: Vec<QuestionRate>,
    /// Factory rates, by facility.
    pub factories: Vec<FactoryRate>,
}

/// Non-compliant points of a cluster over all assessments, of its points assessed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
#[allow(missing_docs, reason = "the words of the format")]
pub struct ClusterRate {
    pub cluster: String,
    #[serde(flatten)]
    pub rate: Rate,
}

/// Assessments non-compliant at a point, of those that carry it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
#[allow(missing_docs, reason = "the words of the format")]
pub struct PointRate {
    pub cluster: String,
    pub compliance_point: String,
    #[serde(flatten)]
    pub rate: Rate,
    /// How many carry the point without a result: facts alone, or nothing applies.
    pub no_result_count: u64,
}

/// Assessments with a finding, of those that carry the question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
#[allow(missing_docs, reason = "the words of the format")]
pub struct QuestionRate {
    pub tool_id: String,
    pub cluster: String,
    pub compliance_point: String,
    pub question: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub global_question: Option<String>,
    pub text: String,
    #[serde(flatten)]
    pub rate: Rate,
    /// To how many factories the question does not apply; they are in the total, for they carry it.
    pub not_applicable_count: u64,
    /// In how many assessments it is publicly disclosed.
    pub public_count: u64,
    /// In how many of these it is non-compliant.
    pub public_non_compliant_count: u64,
}

/// Points of one assessment that are non-compliant, of its points assessed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
#[allow(missing_docs, reason = "the words of the format")]
pub struct FactoryRate {
    pub iss: String,
    pub sub: String,
    pub facility_name: String,
    pub assessment_id: String,
    pub cycle: u64,
    pub started_on: Day,
    pub digest: Digest,
    #[serde(flatten)]
    pub rate: Rate,
}

impl Rate {
    /// Returns the lowest possible rate in percent, not rounded; `None` of nothing.
    pub fn lowest_percent(&self) -> Option<f64> {
        percent(self.non_compliant_count, self.total_count)
    }

    /// Returns the highest possible rate in percent, not rounded; `None` of nothing.
    pub fn highest_percent(&self) -> Option<f64> {
        percent(self.highest_non_compliant_count, self.total_count)
    }

    /// Returns whether what is withheld or not known leaves more than one rate possible.
    pub fn is_range(&self) -> bool {
        self.highest_non_compliant_count > self.non_compliant_count
    }

    pub(super) fn of(non_compliant: u64, settled: u64, withheld: u64, not_assessed: u64) -> Self {
        let unknown = withheld + not_assessed;
        Rate {
            non_compliant_count: non_compliant,
            highest_non_compliant_count: non_compliant + unknown,
            total_count: non_compliant + settled + unknown,
            withheld_count: withheld,
            not_assessed_count: not_assessed,
        }
    }

    pub(super) fn add(&mut self, other: &Rate) {
        self.non_compliant_count += other.non_compliant_count;
        self.highest_non_compliant_count += other.highest_non_compliant_count;
        self.total_count += other.total_count;
        self.withheld_count += other.withheld_count;
        self.not_assessed_count += other.not_assessed_count;
    }
}

/// Counts are far below 2^53, where a float is exact.
fn percent(count: u64, total: u64) -> Option<f64> {
    (total > 0).then(|| count as f64 * 100.0 / total as f64)
}
