//! The demo's store, and what a buyer reads from it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};

use betterwork::report::taxonomy;
use betterwork::trust::{StatusLists, TrustList};
use betterwork::{Timestamp, one_line};
use betterwork_exchange::store::query::{NonCompliance, Report};
use betterwork_exchange::store::{ImportSummary, Store};
use serde_json::json;

use crate::failure::Result;
use crate::output::{self, BAD, BOLD, FAINT, GOOD, Voice, counted, grouped, styled};
use crate::progress;
use crate::sources::Reading;

/// So many factories are listed.
const LISTED: usize = 5;

/// The store in the demo's folder, and what its reports are verified against.
pub(super) struct Portfolio<'a> {
    store: Store,
    folder: &'a Path,
    trust: &'a TrustList,
    status: &'a StatusLists,
    at: Timestamp,
}

/// What a buyer looks at.
pub(super) struct Figures {
    reports: Vec<Report>,
    /// Of each factory the newest.
    current: Vec<Report>,
    non_compliances: Vec<NonCompliance>,
    refused_count: usize,
}

impl<'a> Portfolio<'a> {
    /// Makes the store.
    pub(super) fn open(folder: &'a Path, trust: &'a TrustList, status: &'a StatusLists, at: Timestamp) -> Result<Self> {
        Ok(Portfolio { store: Store::open(folder.join("reports.db"))?, folder, trust, status, at })
    }

    /// Verifies and imports files.
    pub(super) fn import(&mut self, files: &[PathBuf], voice: Voice) -> Result<ImportSummary> {
        let bar = progress::bar(voice, "importing", files.len() as u64);
        let mut failures = Vec::new();
        let reading = Reading { files: files.iter(), below: self.folder, bar: &bar, failures: &mut failures };
        let summary = self.store.import(reading, self.trust, self.status, self.at)?;
        bar.finish_and_clear();
        match failures.pop() {
            Some(failure) => Err(failure),
            None => Ok(summary),
        }
    }

    /// Asks what a buyer would ask, and closes the store.
    pub(super) fn figures(self) -> Result<Figures> {
        Ok(Figures {
            reports: self.store.reports()?,
            current: self.store.current_reports()?,
            non_compliances: self.store.non_compliances(None)?,
            refused_count: self.store.quarantine()?.len(),
        })
    }
}

impl Figures {
    pub(super) fn json(&self) -> serde_json::Value {
        let clusters: Vec<_> = self
            .clusters()
            .into_iter()
            .map(|(cluster, count)| {
                json!({"cluster": cluster, "facilities_count": count.facilities.len(), "non_compliances_count": count.non_compliances})
            })
            .collect();
        json!({
            "facilities_count": self.current.len(),
            "reports_count": self.reports.len(),
            "superseded_reports_count": self.superseded(),
            "non_compliances_count": self.non_compliances.len(),
            "public_non_compliances_count": self.public(),
            "refused_count": self.refused_count,
            "clusters": clusters,
        })
    }

    fn superseded(&self) -> usize {
        self.reports.iter().filter(|report| report.standing == "superseded").count()
    }

    fn public(&self) -> usize {
        self.non_compliances.iter().filter(|held| held.is_public).count()
    }

    /// Counts by cluster, the most frequent first.
    fn clusters(&self) -> Vec<(&str, Count<'_>)> {
        let mut counts: BTreeMap<&str, Count<'_>> = BTreeMap::new();
        for held in &self.non_compliances {
            let count = counts.entry(&held.cluster).or_default();
            count.facilities.insert(&held.sub);
            count.non_compliances += 1;
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(count.non_compliances));
        counts
    }

    fn cluster_table(&self) -> String {
        let mut table = output::table(&["cluster", "factories", "non-compliances", ""]);
        let clusters = self.clusters();
        let most = clusters.first().map_or(1, |(_, count)| count.non_compliances).max(1);
        for (cluster, count) in clusters {
            let bar = "▪".repeat((count.non_compliances * 24).div_ceil(most));
            let cells = [
                taxonomy::cluster_name(cluster),
                grouped(count.facilities.len() as u64),
                grouped(count.non_compliances as u64),
                styled(BAD, bar),
            ];
            table.add_row(output::row(cells));
        }
        output::indented(&table, 3)
    }

    fn factory_table(&self) -> String {
        let mut factories: Vec<_> = self.current.iter().collect();
        factories.sort_by_key(|report| std::cmp::Reverse(report.non_compliant_points_count));
        let mut table = output::table(&["factory", "country", "assessed", "cycle", "non-compliant points", "standing"]);
        for report in factories.into_iter().take(LISTED) {
            let style = if report.standing == "valid" { GOOD } else { BAD };
            table.add_row(output::row([
                one_line(&report.facility_name).into_owned(),
                report.facility_country.clone(),
                report.started_on.clone(),
                report.cycle.to_string(),
                report.non_compliant_points_count.to_string(),
                styled(style, &report.standing),
            ]));
        }
        output::indented(&table, 3)
    }
}

/// Counts of one cluster.
#[derive(Default)]
struct Count<'a> {
    facilities: BTreeSet<&'a str>,
    non_compliances: usize,
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let countries: BTreeSet<_> = self.current.iter().map(|report| &report.facility_country).collect();
        writeln!(
            f,
            "   {} in {}, with {}, of which {} superseded by a later assessment",
            styled(BOLD, counted(self.current.len() as u64, "factory", "factories")),
            counted(countries.len() as u64, "country", "countries"),
            counted(self.reports.len() as u64, "report", "reports"),
            match self.superseded() {
                1 => "1 is".to_owned(),
                count => format!("{} are", grouped(count as u64)),
            },
        )?;
        writeln!(
            f,
            "   {} in the newest report of each, {} of them publicly disclosed",
            styled(BOLD, counted(self.non_compliances.len() as u64, "non-compliance", "non-compliances")),
            grouped(self.public() as u64),
        )?;
        writeln!(f, "   {} in quarantine\n", counted(self.refused_count as u64, "document", "documents"))?;
        writeln!(f, "{}\n", self.cluster_table())?;
        writeln!(f, "   {FAINT}Where most points are non-compliant:{FAINT:#}")?;
        f.write_str(&self.factory_table())
    }
}
