//! Rates as rows of one shape, whatever has a rate: a group, what it is about, and the counts.

use betterwork::analysis::export::safe_cell;
use betterwork::analysis::rates::{Group, Rate, Rates};
use betterwork::one_line;
use betterwork::report::taxonomy;

use super::Level;

/// A rate with what it is about; what its level does not have is empty.
#[derive(Clone, Default)]
pub(super) struct Row {
    pub(super) group: String,
    pub(super) cluster: String,
    pub(super) compliance_point: String,
    pub(super) tool_id: String,
    pub(super) question: String,
    pub(super) sub: String,
    pub(super) facility_name: String,
    pub(super) assessment_id: String,
    pub(super) text: String,
    pub(super) rate: Rate,
}

impl Row {
    pub(super) const COLUMNS: [&str; 16] = [
        "group",
        "cluster",
        "compliance_point",
        "tool_id",
        "question",
        "sub",
        "facility_name",
        "assessment_id",
        "text",
        "non_compliant_count",
        "highest_non_compliant_count",
        "total_count",
        "withheld_count",
        "not_assessed_count",
        "lowest_percent",
        "highest_percent",
    ];

    pub(super) fn cells(&self) -> [String; 16] {
        let percent = |percent: Option<f64>| percent.map_or_else(String::new, |percent| format!("{percent:.4}"));
        let Row { group, cluster, compliance_point, tool_id, question, sub, facility_name, assessment_id, text, rate } = self.clone();
        let safe = |text: String| safe_cell(&text).into_owned();
        [
            safe(group),
            safe(cluster),
            safe(compliance_point),
            safe(tool_id),
            safe(question),
            safe(sub),
            safe(facility_name),
            safe(assessment_id),
            safe(text),
            rate.non_compliant_count.to_string(),
            rate.highest_non_compliant_count.to_string(),
            rate.total_count.to_string(),
            rate.withheld_count.to_string(),
            rate.not_assessed_count.to_string(),
            percent(rate.lowest_percent()),
            percent(rate.highest_percent()),
        ]
    }

    /// Says what the row is about, for people.
    pub(super) fn name(&self, level: Level) -> [String; 2] {
        let point = || taxonomy::point_name(&self.cluster, &self.compliance_point);
        match level {
            Level::Cluster => [taxonomy::cluster_name(&self.cluster), String::new()],
            Level::Point => [taxonomy::cluster_name(&self.cluster), point()],
            Level::Question => [point(), one_line(&format!("{}  {}", self.question, self.text)).into_owned()],
            // The last part of a URN is what people know.
            Level::Factory => {
                let id = self.sub.rsplit([':', '/']).next().unwrap_or_default();
                [one_line(&self.facility_name).into_owned(), one_line(id).into_owned()]
            }
        }
    }
}

/// Returns the rates of every group at a level.
pub(super) fn of(rates: &Rates, level: Level, cluster: Option<&str>) -> Vec<Row> {
    rates.groups.iter().flat_map(|group| of_group(group, level, cluster)).collect()
}

/// Returns the rates of a group at a level, those of one cluster where one is named.
pub(super) fn of_group(group: &Group, level: Level, cluster: Option<&str>) -> Vec<Row> {
    let blank = || Row { group: group.key.clone().unwrap_or_default(), ..Row::default() };
    let mut rows: Vec<_> = match level {
        Level::Cluster => group.clusters.iter().map(|held| Row { cluster: held.cluster.clone(), rate: held.rate, ..blank() }).collect(),
        Level::Point => group
            .points
            .iter()
            .map(|held| Row { cluster: held.cluster.clone(), compliance_point: held.compliance_point.clone(), rate: held.rate, ..blank() })
            .collect(),
        Level::Question => group
            .questions
            .iter()
            .map(|held| Row {
                cluster: held.cluster.clone(),
                compliance_point: held.compliance_point.clone(),
                tool_id: held.tool_id.clone(),
                question: held.question.clone(),
                text: held.text.clone(),
                rate: held.rate,
                ..blank()
            })
            .collect(),
        Level::Factory => group
            .factories
            .iter()
            .map(|held| Row {
                sub: held.sub.clone(),
                facility_name: held.facility_name.clone(),
                assessment_id: held.assessment_id.clone(),
                rate: held.rate,
                ..blank()
            })
            .collect(),
    };
    if level != Level::Factory {
        rows.retain(|row| cluster.is_none_or(|wanted| wanted == row.cluster));
    }
    rows
}
