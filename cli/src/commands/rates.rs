//! `rates`: how often points and questions are not complied with, over many reports.

mod charts;
mod files;
mod page;
mod print;
mod rows;

use std::path::PathBuf;

use betterwork::Day;
use betterwork::analysis::rates::{By, Detail, Rates as Outcome, Scope};
use betterwork::report::{Country, taxonomy};
use betterwork_exchange::store::Store;
use clap::ValueEnum;

use crate::clock::Instant;
use crate::exit::Exit;
use crate::failure::{Failure, Result};
use crate::io::{self, Mode};
use crate::output::{self, Voice};
use crate::sources;
use crate::trusted::Against;

/// How often points and questions are not complied with, over the reports of a store or of files
///
/// A point rate is the assessments non-compliant at a point, of those that carry it; a question rate the same of a
/// question; a factory rate the non-compliant points, of the points assessed. Of each factory its latest assessment
/// counts, in each group again. What is withheld or was not assessed makes a range and is never taken as compliant.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  betterwork rates --store reports.db
  betterwork rates --store reports.db --country KH --level question --cluster working_time
  betterwork rates --store reports.db --by cycle --panel 3 --trend
  betterwork rates received/ --trust trust.json --by country --csv
  betterwork rates --store reports.db --country KH --html cambodia.html

Every cycle counts, also where a later assessment superseded its report; lower revisions of a report \
and revoked reports are left out, and said. Counts are exact; percentages are rounded only here.")]
pub(crate) struct Rates {
    /// Signed reports, and folders with .sdjwt files in them or below
    #[arg(value_name = "FILES", required_unless_present = "store", requires = "trust")]
    files: Vec<PathBuf>,
    /// Take the reports from this store, as it knows them
    #[arg(long, value_name = "DB", value_parser = crate::io::store_path(), conflicts_with = "files")]
    store: Option<PathBuf>,
    /// One group for each of these
    #[arg(long, value_name = "WHAT")]
    by: Option<Division>,
    /// What has a rate
    #[arg(long, value_name = "LEVEL", default_value = "point")]
    level: Level,
    /// Only assessments that started on this day or later
    #[arg(long, value_name = "DAY", value_parser = day)]
    from: Option<Day>,
    /// Only assessments that started on this day or earlier
    #[arg(long, value_name = "DAY", value_parser = day)]
    to: Option<Day>,
    /// Only factories in this country, such as KH
    #[arg(long, value_name = "CODE", value_parser = country)]
    country: Option<String>,
    /// Only assessments of this cycle
    #[arg(long, value_name = "NUMBER")]
    cycle: Option<u64>,
    /// Show only this cluster, such as working_time
    #[arg(long, value_name = "CODE")]
    cluster: Option<String>,
    /// Only the panel: factories with at least so many cycles
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u64).range(1..))]
    panel: Option<u64>,
    /// Put the groups beside each other; by cycle unless `--by` says otherwise
    #[arg(long)]
    trend: bool,
    /// Answer in CSV, with every column
    #[arg(long, conflicts_with = "json")]
    csv: bool,
    /// Write the country's synthesis as a page: charts by cluster, point and cycle, and publicly reported issues; its
    /// cycles compare the panel where one is asked for
    #[arg(long, value_name = "FILE", requires = "country", conflicts_with_all = ["csv", "by", "cycle", "cluster"])]
    html: Option<PathBuf>,
    /// Trust list for reports in files: who may sign. It is trusted because you name it; see --root
    #[arg(long, value_name = "FILE", conflicts_with = "store")]
    trust: Option<PathBuf>,
    /// Accept the trust list only if its root has this fingerprint (`betterwork trust show`)
    #[arg(long, value_name = "FINGERPRINT", requires = "trust")]
    root: Option<String>,
    /// Status list, or a folder of them: which reports still stand. May be given several times
    #[arg(long, value_name = "FILE", requires = "trust")]
    status: Vec<PathBuf>,
    #[command(flatten)]
    instant: Instant,
}

/// By what assessments are divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
enum Division {
    Country,
    Cycle,
    ToolVersion,
    Year,
    /// The points, not the assessments: the same as the level cluster
    Cluster,
}

/// What has a rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
enum Level {
    Point,
    Question,
    Factory,
    /// Non-compliant points of a cluster, of its points assessed
    Cluster,
}

impl Rates {
    pub(crate) fn run(&self, voice: Voice) -> Result<Exit> {
        if let (Some(from), Some(to)) = (self.from, self.to)
            && to < from
        {
            return Err(Failure::usage(format!("`--to {to}` is before `--from {from}`: no assessment is between them")));
        }
        if let Some(path) = &self.html {
            return self.write_page(path, voice);
        }
        let level = self.level();
        let outcome =
            self.compute(&self.scope(self.divided_by(), if level == Level::Question { Detail::Questions } else { Detail::Points }))?;
        self.check_cluster(&outcome)?;
        match voice {
            Voice::Json => output::print_json(&self.cut(outcome))?,
            Voice::Human if self.csv => output::print_bytes(&print::csv(&rows::of(&outcome, level, self.cluster.as_deref()))?)?,
            Voice::Human if self.trend => output::print(print::trend(&outcome, level, self.cluster.as_deref()))?,
            Voice::Human => output::print(print::groups(&outcome, level, self.cluster.as_deref()))?,
        }
        Ok(Exit::Done)
    }

    /// Refuses a cluster that neither the taxonomy nor an assessment has: a mistyped one would be one without rates.
    fn check_cluster(&self, outcome: &Outcome) -> Result<()> {
        let Some(wanted) = &self.cluster else { return Ok(()) };
        let mut held = outcome.groups.iter().flat_map(|group| &group.clusters);
        if taxonomy::CLUSTERS.iter().any(|cluster| cluster.id == wanted) || held.any(|rate| rate.cluster == *wanted) {
            return Ok(());
        }
        let known: Vec<_> = taxonomy::CLUSTERS.iter().map(|cluster| cluster.id).collect();
        Err(Failure::usage(format!("no assessment has the cluster `{wanted}`")).advise(format!("the clusters are {}", known.join(", "))))
    }

    fn level(&self) -> Level {
        if self.by == Some(Division::Cluster) { Level::Cluster } else { self.level }
    }

    fn divided_by(&self) -> Option<By> {
        match self.by {
            Some(Division::Country) => Some(By::Country),
            Some(Division::Cycle) => Some(By::Cycle),
            Some(Division::ToolVersion) => Some(By::ToolVersion),
            Some(Division::Year) => Some(By::Year),
            Some(Division::Cluster) | None => self.trend.then_some(By::Cycle),
        }
    }

    fn scope(&self, by: Option<By>, detail: Detail) -> Scope {
        let mut scope = Scope::default();
        (scope.from_on, scope.to_on, scope.cycle, scope.panel) = (self.from, self.to, self.cycle, self.panel);
        (scope.country, scope.by, scope.detail) = (self.country.clone(), by, detail);
        scope
    }

    /// What reports in files are verified against.
    fn against(&self) -> Option<Against> {
        let trust = self.trust.clone()?;
        Some(Against::new(trust, self.root.clone(), self.status.clone(), self.instant))
    }

    fn compute(&self, scope: &Scope) -> Result<Outcome> {
        match (&self.store, self.against()) {
            // A store needs no trust list: its rows are of verified reports.
            (Some(path), _) => Ok(Store::open_read_only(path)?.rates(scope)?),
            (None, Some(against)) => files::rates(&self.files, &against, scope),
            (None, None) => Err(Failure::usage("reports in files are verified: say `--trust FILE`")),
        }
    }

    /// Keeps what the level asks for: the JSON of a million findings should not be longer than the question.
    fn cut(&self, mut outcome: Outcome) -> Outcome {
        let keep = |cluster: &str| self.cluster.as_deref().is_none_or(|wanted| wanted == cluster);
        for group in &mut outcome.groups {
            group.clusters.retain(|rate| keep(&rate.cluster));
            group.points.retain(|rate| keep(&rate.cluster));
            group.questions.retain(|rate| keep(&rate.cluster));
            if self.level() != Level::Factory {
                group.factories.clear();
            }
        }
        outcome
    }

    fn write_page(&self, path: &std::path::Path, voice: Voice) -> Result<Exit> {
        let country = self.country.as_deref().unwrap_or_default();
        if io::is_standard(path) && voice == Voice::Json {
            return Err(Failure::usage("`--json` prints what was done, so the page itself needs a file"));
        }
        let files = sources::find(&self.files)?;
        let against = self.against().map(|against| against.paths()).unwrap_or_default();
        io::refuse_onto(path, files.iter().chain(&against).chain(&self.store).map(PathBuf::as_path))?;
        // The page is about every factory; the panel is for what compares cycles.
        let mut scope = self.scope(None, Detail::Questions);
        scope.panel = None;
        let now = self.compute(&scope)?;
        let Some(group) = now.groups.first() else {
            let message = format!("there is no assessment of a factory in `{country}` to write about");
            return Err(Failure::input_output("not_found", message).advise("check the country's code, and `--from` and `--to`"));
        };
        let cycles = self.compute(&self.scope(Some(By::Cycle), Detail::Points))?;
        let html = page::html(&page::Synthesis { country, rates: &now, group, cycles: &cycles });
        io::write(path, html.as_bytes(), Mode::Replace)?;
        match voice {
            Voice::Json => output::print_json(&serde_json::json!({"page": path.display().to_string(), "reports": now.reports}))?,
            Voice::Human if !io::is_standard(path) => {
                output::print(format!("wrote `{}`: {}", path.display(), print::about(&now, group)))?;
            }
            Voice::Human => {}
        }
        Ok(Exit::Done)
    }
}

/// A mistyped country would be a country without factories.
fn country(text: &str) -> Result<String, String> {
    Country::parse(&text.to_uppercase()).map(|country| country.to_string()).map_err(|error| error.to_string())
}

fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).map_err(|error| error.to_string())
}
