//! From counters to rates, in the order of the taxonomy.

use super::counts::{Counts, PointCounts};
use super::outcome::{ClusterRate, FactoryRate, Group, PointRate, QuestionRate, Rate};
use super::selection::Header;
use super::tally::Tally;
use crate::report::taxonomy;

impl Tally {
    pub(super) fn group(&self, key: Option<String>, counts: &Counts, order: &[usize]) -> Group {
        let mut clusters: Vec<ClusterRate> = Vec::new();
        let mut points = Vec::new();
        let mut all_points = Rate::default();
        for place in order {
            let (Some((cluster, point)), Some(held)) = (self.points.get(*place), counts.points.get(*place)) else { continue };
            let assessed = held.rate();
            if assessed.total_count == 0 {
                continue;
            }
            all_points.add(&assessed);
            match clusters.last_mut().filter(|last| *last.cluster == **cluster) {
                Some(last) => last.rate.add(&assessed),
                None => clusters.push(ClusterRate { cluster: cluster.to_string(), rate: assessed }),
            }
            // What carries the point without a result is of the total here, and nowhere else.
            let rate = Rate { total_count: assessed.total_count + held.no_result, ..assessed };
            points.push(PointRate {
                cluster: cluster.to_string(),
                compliance_point: point.to_string(),
                rate,
                no_result_count: held.no_result,
            });
        }
        let mut group = Group {
            key,
            factories_count: counts.factories.len() as u64,
            is_whole_panel: self.selection.panel.map(|panel| panel.factories_count == counts.factories.len() as u64),
            first_on: Default::default(),
            last_on: Default::default(),
            partial_count: 0,
            findings_withheld_count: 0,
            all_points,
            clusters,
            points,
            questions: self.questions(counts, order),
            factories: Vec::new(),
        };
        let placed = |(place, held): &(usize, PointCounts)| Some((self.selection.header(*place)?, held.rate()));
        for (header, rate) in counts.factories.iter().filter_map(placed) {
            let is_first = group.factories.is_empty();
            group.first_on = if is_first { header.started_on } else { group.first_on.min(header.started_on) };
            group.last_on = group.last_on.max(header.started_on);
            group.partial_count += u64::from(header.is_partial);
            group.findings_withheld_count += header.findings_withheld_count;
            group.factories.push(factory(header, rate));
        }
        group.factories.sort_by(|one, other| (&one.sub, &one.iss).cmp(&(&other.sub, &other.iss)));
        group
    }

    fn questions(&self, counts: &Counts, order: &[usize]) -> Vec<QuestionRate> {
        let mut ranks = vec![usize::MAX; self.points.len()];
        for (rank, place) in order.iter().enumerate() {
            if let Some(held) = ranks.get_mut(*place) {
                *held = rank;
            }
        }
        let mut ranked = Vec::new();
        for (question, held) in self.questions.iter().zip(&counts.questions) {
            let (Some(tool), Some((cluster, point)), Some(rank)) =
                (self.tools.get(question.tool), self.points.get(question.point), ranks.get(question.point))
            else {
                continue;
            };
            // Where nobody shows it there is no rate, however much is withheld.
            if held.visible() == 0 {
                continue;
            }
            let at_point = counts.withheld.get(&(question.tool, question.tool_point)).copied().unwrap_or_default();
            let withheld = at_point.saturating_sub(held.visible_beside_withheld);
            ranked.push((
                *rank,
                QuestionRate {
                    tool_id: tool.id.to_string(),
                    cluster: cluster.to_string(),
                    compliance_point: point.to_string(),
                    question: question.id.to_string(),
                    global_question: question.global_question.clone(),
                    text: question.text.clone(),
                    rate: Rate::of(held.non_compliant, held.settled, withheld, held.not_assessed),
                    not_applicable_count: held.not_applicable,
                    public_count: held.public,
                    public_non_compliant_count: held.public_non_compliant,
                },
            ));
        }
        ranked.sort_by(|(rank, one), (other_rank, other)| {
            (&one.tool_id, rank, &one.question).cmp(&(&other.tool_id, other_rank, &other.question))
        });
        ranked.into_iter().map(|(_, rate)| rate).collect()
    }

    /// The places of the points in the order of the taxonomy; those that it has not come last, by their names.
    pub(super) fn taxonomy_order(&self) -> Vec<usize> {
        let mut keyed: Vec<_> =
            self.points.iter().enumerate().map(|(place, (cluster, point))| (rank(cluster, point), cluster, point, place)).collect();
        keyed.sort();
        keyed.into_iter().map(|(.., place)| place).collect()
    }
}

fn factory(header: &Header, rate: Rate) -> FactoryRate {
    FactoryRate {
        iss: header.iss.clone(),
        sub: header.sub.clone(),
        facility_name: header.facility_name.clone(),
        assessment_id: header.assessment_id.clone(),
        cycle: header.cycle,
        started_on: header.started_on,
        digest: header.digest,
        rate,
    }
}

/// Where a point stands in the taxonomy: its cluster, then itself.
fn rank(cluster: &str, point: &str) -> (usize, usize) {
    let Some(place) = taxonomy::CLUSTERS.iter().position(|held| held.id == cluster) else { return (usize::MAX, 0) };
    let points = taxonomy::CLUSTERS.get(place).map_or(&[][..], |cluster| cluster.points);
    (place, points.iter().position(|held| held.id == point).unwrap_or(usize::MAX))
}
