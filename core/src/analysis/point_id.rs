//! Compliance points as a crosswalk and a policy name them: `cluster/point` of the taxonomy.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::error::{Result, did_you_mean};
use crate::json::{ReadJson, Reader};
use crate::report::CompliancePoint;
use crate::report::taxonomy::CLUSTERS;

/// A compliance point of the taxonomy, written `cluster/point` (`working_time/overtime`).
///
/// A point that the taxonomy does not have is refused when a document is read: a mistyped one would never match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PointId {
    cluster: &'static str,
    id: &'static str,
}

impl PointId {
    /// Finds a point of the taxonomy.
    pub fn find(cluster: &str, id: &str) -> Option<Self> {
        let cluster = CLUSTERS.iter().find(|held| held.id == cluster)?;
        cluster.points.iter().find(|held| held.id == id).map(|point| PointId { cluster: cluster.id, id: point.id })
    }

    /// Returns the code of the cluster.
    pub fn cluster(self) -> &'static str {
        self.cluster
    }

    /// Returns the code of the point within its cluster.
    pub fn id(self) -> &'static str {
        self.id
    }

    pub(crate) fn names(self, point: &CompliancePoint) -> bool {
        point.id == self.id && point.cluster == self.cluster
    }
}

impl fmt::Display for PointId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.cluster, self.id)
    }
}

impl Serialize for PointId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl ReadJson for PointId {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let text = reader.str()?;
        let found = text.split_once('/').and_then(|(cluster, id)| PointId::find(cluster, id));
        found.ok_or_else(|| {
            let known: Vec<String> =
                CLUSTERS.iter().flat_map(|cluster| cluster.points.iter().map(|point| format!("{}/{}", cluster.id, point.id))).collect();
            let advice = match did_you_mean(&text, &known) {
                none if none.is_empty() => "; write `cluster/point`, such as `working_time/overtime`".to_owned(),
                advice => advice,
            };
            reader.fault_of(&text, &format!("is no compliance point of the taxonomy{advice}"))
        })
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for PointId {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "PointId".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let all: Vec<String> =
            CLUSTERS.iter().flat_map(|cluster| cluster.points.iter().map(|point| format!("{}/{}", cluster.id, point.id))).collect();
        schemars::json_schema!({"type": "string", "enum": all, "description": "A compliance point, `cluster/point`."})
    }
}
