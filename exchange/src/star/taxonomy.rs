//! Clusters and compliance points of the programme: which are known, which are facts, which have other names.

use betterwork::report::taxonomy::{CLUSTERS, FACT_CLUSTERS, Point};

use super::clean;

/// A compliance point as it stands in a report.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Topic {
    pub(super) cluster: String,
    pub(super) point: String,
    /// Whether every finding in the cluster is a fact, whatever its question type says.
    pub(super) facts_only: bool,
    pub(super) standing: Standing,
}

/// What the taxonomy says of a cluster and a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Standing {
    Known,
    /// Known under other names than those of the export.
    Renamed,
    UnknownCluster,
    UnknownPoint,
}

const SAFETY_AND_HEALTH: &str = "occupational_safety_and_health";

/// Finds the point that an export's cluster and point name; one that is not known keeps its own name as a code.
///
/// The cluster `Systems` of older tools counts as occupational safety and health.
pub(super) fn topic(cluster: &str, point: &str) -> Topic {
    let (named_cluster, named_point) = (clean::snake_case(&clean::label(cluster)), clean::snake_case(&clean::label(point)));
    let cluster = if named_cluster == "systems" { SAFETY_AND_HEALTH.to_owned() } else { named_cluster.clone() };
    let facts_only = FACT_CLUSTERS.contains(&cluster.as_str());
    let known_cluster = CLUSTERS.iter().find(|known| known.id == cluster);
    let known_point = known_cluster.and_then(|known| known.points.iter().find(|point| goes_by(point, &named_point)));
    let point = known_point.map_or_else(|| named_point.clone(), |point| point.id.to_owned());
    let standing = match (known_cluster, known_point) {
        _ if facts_only => Standing::Known,
        (None, _) => Standing::UnknownCluster,
        (_, None) => Standing::UnknownPoint,
        _ if cluster != named_cluster || point != named_point => Standing::Renamed,
        _ => Standing::Known,
    };
    Topic { cluster, point, facts_only, standing }
}

fn goes_by(point: &Point, code: &str) -> bool {
    point.id == code || point.aliases.iter().any(|alias| clean::snake_case(alias) == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_of_the_programme_are_known() {
        let topic = topic("Compensation", "Minimum Wages/Piece Rate Wages");
        assert_eq!((topic.point.as_str(), topic.standing), ("minimum_wages_piece_rate_wages", Standing::Known));
    }

    #[test]
    fn systems_count_as_safety_and_health() {
        let topic = topic("Systems", "OSH Management Systems *");
        assert_eq!((topic.cluster.as_str(), topic.point.as_str()), ("occupational_safety_and_health", "osh_management_systems"));
        assert_eq!(topic.standing, Standing::Renamed);
    }

    #[test]
    fn clusters_about_the_visit_hold_facts() {
        assert!(topic("Key Strengths and Process Integrity", "Process Integrity").facts_only);
        assert!(topic("Learning", "Anything").facts_only && topic("Supplier Information", "Workers").facts_only);
    }

    #[test]
    fn what_is_not_known_keeps_its_name() {
        let unknown = topic("Environment", "Waste Water");
        assert_eq!((unknown.cluster.as_str(), unknown.point.as_str()), ("environment", "waste_water"));
        assert_eq!(unknown.standing, Standing::UnknownCluster);
        assert_eq!(topic("Working Time", "Naps").standing, Standing::UnknownPoint);
    }

    #[test]
    fn an_older_name_of_a_point_is_the_same_point() {
        assert_eq!(topic("Child Labour", "Hazardous Work").point, "hazardous_work_and_other_worst_forms");
    }
}
