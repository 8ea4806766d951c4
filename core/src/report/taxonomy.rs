//! The global part of the taxonomy: eight clusters and their compliance points. Questions are national and never listed.

/// A cluster of compliance points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cluster {
    /// Its code (`working_time`).
    pub id: &'static str,
    /// Its name in English.
    pub name: &'static str,
    /// Whether it is about a core labour standard of the ILO; the others are about working conditions.
    pub core_labour_standard: bool,
    /// Its compliance points.
    pub points: &'static [Point],
}

/// A compliance point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Point {
    /// Its code within the cluster (`overtime`).
    pub id: &'static str,
    /// Its name in English.
    pub name: &'static str,
    /// Other names under which older tools have it.
    pub aliases: &'static [&'static str],
}

/// The clusters in the programme's order. A report may have others; they are kept as they are.
pub const CLUSTERS: &[Cluster] = &[
    Cluster {
        id: "child_labour",
        name: "Child Labour",
        core_labour_standard: true,
        points: &[
            Point { id: "child_labourers", name: "Child Labourers", aliases: &[] },
            Point {
                id: "hazardous_work_and_other_worst_forms",
                name: "Hazardous Work and other Worst Forms",
                aliases: &["Hazardous Work", "Unconditional Worst Forms"],
            },
            Point {
                id: "documentation_and_protection_of_young_workers",
                name: "Documentation and Protection of Young Workers",
                aliases: &[],
            },
        ],
    },
    Cluster {
        id: "discrimination",
        name: "Discrimination",
        core_labour_standard: true,
        points: &[
            Point { id: "gender", name: "Gender", aliases: &[] },
            Point { id: "race_and_origin", name: "Race and Origin", aliases: &[] },
            Point { id: "religion_and_political_opinion", name: "Religion and Political Opinion", aliases: &[] },
            Point { id: "other_grounds", name: "Other Grounds", aliases: &[] },
        ],
    },
    Cluster {
        id: "forced_labour",
        name: "Forced Labour",
        core_labour_standard: true,
        points: &[
            Point { id: "coercion", name: "Coercion", aliases: &[] },
            Point { id: "bonded_labour", name: "Bonded Labour", aliases: &[] },
            Point { id: "forced_labour_and_overtime", name: "Forced Labour and Overtime", aliases: &[] },
            Point { id: "prison_labour", name: "Prison Labour", aliases: &[] },
        ],
    },
    Cluster {
        id: "freedom_of_association_and_collective_bargaining",
        name: "Freedom of Association and Collective Bargaining",
        core_labour_standard: true,
        points: &[
            Point { id: "freedom_to_associate", name: "Freedom to Associate", aliases: &[] },
            Point { id: "union_operations", name: "Union Operations", aliases: &[] },
            Point { id: "interference_and_discrimination", name: "Interference and Discrimination", aliases: &[] },
            Point { id: "collective_bargaining", name: "Collective Bargaining", aliases: &[] },
            Point { id: "strikes", name: "Strikes", aliases: &[] },
        ],
    },
    Cluster {
        id: "compensation",
        name: "Compensation",
        core_labour_standard: false,
        points: &[
            Point { id: "minimum_wages_piece_rate_wages", name: "Minimum Wages/Piece Rate Wages", aliases: &["Minimum Wages"] },
            Point { id: "overtime_wages", name: "Overtime Wages", aliases: &[] },
            Point { id: "premium_pay", name: "Premium Pay", aliases: &[] },
            Point { id: "method_of_payment", name: "Method of Payment", aliases: &[] },
            Point { id: "wage_information_use_and_deduction", name: "Wage Information, Use and Deduction", aliases: &[] },
            Point { id: "paid_leave", name: "Paid Leave", aliases: &[] },
            Point { id: "social_security_and_other_benefits", name: "Social Security and Other Benefits", aliases: &[] },
        ],
    },
    Cluster {
        id: "contracts_and_human_resources",
        name: "Contracts and Human Resources",
        core_labour_standard: false,
        points: &[
            Point { id: "employment_contracts", name: "Employment Contracts", aliases: &[] },
            Point { id: "contracting_procedures", name: "Contracting Procedures", aliases: &[] },
            Point { id: "dialogue_discipline_and_disputes", name: "Dialogue, Discipline and Disputes", aliases: &[] },
            Point { id: "termination", name: "Termination", aliases: &[] },
        ],
    },
    Cluster {
        id: "occupational_safety_and_health",
        name: "Occupational Safety and Health",
        core_labour_standard: false,
        points: &[
            Point { id: "osh_management_systems", name: "OSH Management Systems", aliases: &[] },
            Point { id: "chemicals_and_hazardous_substances", name: "Chemicals and Hazardous Substances", aliases: &[] },
            Point { id: "worker_protection", name: "Worker Protection", aliases: &[] },
            Point { id: "working_environment", name: "Working Environment", aliases: &[] },
            Point { id: "health_services_and_first_aid", name: "Health Services and First Aid", aliases: &[] },
            Point { id: "welfare_facilities", name: "Welfare Facilities", aliases: &[] },
            Point { id: "worker_accommodation", name: "Worker Accommodation", aliases: &[] },
            Point { id: "emergency_preparedness", name: "Emergency Preparedness", aliases: &[] },
        ],
    },
    Cluster {
        id: "working_time",
        name: "Working Time",
        core_labour_standard: false,
        points: &[
            Point { id: "regular_hours", name: "Regular Hours", aliases: &[] },
            Point { id: "overtime", name: "Overtime", aliases: &[] },
            Point { id: "leave", name: "Leave", aliases: &[] },
        ],
    },
];

/// Clusters beyond [`CLUSTERS`] that say something about the factory or the visit and judge nothing; their points are not fixed.
pub const FACT_CLUSTERS: &[&str] = &["key_strengths_and_process_integrity", "learning", "supplier_information"];

/// Returns the name of a cluster, or its code in words where it is not one of [`CLUSTERS`].
pub fn cluster_name(id: &str) -> String {
    CLUSTERS.iter().find(|cluster| cluster.id == id).map_or_else(|| in_words(id), |cluster| cluster.name.to_owned())
}

/// Returns the name of a compliance point, or its code in words where it is none that this version knows.
pub fn point_name(cluster: &str, id: &str) -> String {
    let known = CLUSTERS.iter().find(|held| held.id == cluster).and_then(|cluster| cluster.points.iter().find(|point| point.id == id));
    known.map_or_else(|| in_words(id), |point| point.name.to_owned())
}

fn in_words(code: &str) -> String {
    let words = code.replace('_', " ");
    let mut characters = words.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_eight_clusters_and_38_points_each_once() {
        let points: std::collections::HashSet<_> =
            CLUSTERS.iter().flat_map(|cluster| cluster.points.iter().map(|point| point.id)).collect();
        assert_eq!((CLUSTERS.len(), points.len()), (8, 38));
    }

    #[test]
    fn an_unknown_code_is_said_in_words() {
        assert_eq!(point_name("working_time", "overtime"), "Overtime");
        assert_eq!(point_name("learning", "on_the_job"), "On the job");
    }
}
