//! `decide` for a whole list of suppliers: a row each, and how many audits that saves.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread;

use anstyle::Style;
use betterwork::analysis::decision::{Outcome, in_words};
use betterwork::analysis::export::safe_cell;
use betterwork::analysis::portfolio::{Bucket, SupplierDecision, Totals};
use betterwork::analysis::{Crosswalk, Policy};
use betterwork::one_line;
use betterwork::report::taxonomy;
use betterwork_exchange::portfolio::{Judgement, decide_all};
use betterwork_exchange::suppliers;
use comfy_table::Table;
use serde::Serialize;

use crate::exit::Exit;
use crate::failure::{Failure, Result};
use crate::io::{self, Mode};
use crate::output::{self, BAD, BOLD, CAUTION, FAINT, GOOD, Voice, counted, styled};
use crate::page;
use crate::progress;
use crate::trusted::Opened;

/// Where the suppliers and their reports are, and what becomes of the answers.
#[derive(clap::Args, Clone, Debug)]
pub(crate) struct Options {
    /// Decide about every supplier of a list, from this store
    #[arg(long, value_name = "DB", value_parser = crate::io::store_path(), requires = "suppliers")]
    store: Option<PathBuf>,
    /// The list: CSV with supplier_number, supplier_name, country; where known os_id, star_id, lei, duns, gln, last_blocking_on
    #[arg(long, value_name = "FILE", requires = "store")]
    suppliers: Option<PathBuf>,
    /// Answer in CSV, a row a supplier
    #[arg(long, conflicts_with = "json", requires = "store")]
    csv: bool,
    /// Also write a page with charts, to read and to print; - for the page alone, on standard output
    #[arg(long, value_name = "FILE", requires = "store")]
    html: Option<PathBuf>,
}

impl Options {
    /// Returns whether a list of suppliers is asked about.
    pub(super) fn is_asked_for(&self) -> bool {
        self.store.is_some()
    }
}

/// A list of suppliers and what it is judged by.
pub(super) struct Portfolio<'a> {
    pub(super) policy: Policy,
    pub(super) crosswalk: Crosswalk,
    pub(super) opened: Opened,
    pub(super) options: &'a Options,
    /// The other files that are read.
    pub(super) inputs: Vec<PathBuf>,
}

/// The answer as JSON.
#[derive(Serialize)]
struct Answer<'a> {
    decided_at: String,
    totals: Totals,
    suppliers: &'a [SupplierDecision],
}

impl Portfolio<'_> {
    pub(super) fn run(&self, voice: Voice) -> Result<Exit> {
        let (Some(store), Some(list)) = (&self.options.store, &self.options.suppliers) else {
            return Err(Failure::usage("name a report, or a store and a list of suppliers"));
        };
        if let Some(page) = &self.options.html {
            if io::is_standard(page) && (voice == Voice::Json || self.options.csv) {
                return Err(Failure::usage(
                    "standard output takes one answer: write the page to a file, or leave `--json` and `--csv` out",
                ));
            }
            io::refuse_onto(page, self.inputs.iter().map(PathBuf::as_path).chain([store.as_path(), list.as_path()]))?;
        }
        let list = suppliers::read(list)?;
        let bar = progress::bar(voice, "deciding", list.len() as u64);
        let judgement = Judgement {
            policy: &self.policy,
            crosswalk: &self.crosswalk,
            trust: &self.opened.trust,
            status: &self.opened.status,
            at: self.opened.at,
        };
        let threads = thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        let decisions = decide_all(store, list, &judgement, threads, &|count| bar.inc(count))?;
        bar.finish_and_clear();
        let totals = Totals::of(&decisions);
        if let Some(path) = &self.options.html {
            let page = page::portfolio(&decisions, &totals, &judgement);
            io::write(path, page.as_bytes(), Mode::Replace)?;
        }
        match voice {
            Voice::Json => {
                output::print_json(&Answer { decided_at: self.opened.at.to_string(), totals, suppliers: &decisions })?;
            }
            Voice::Human if self.options.csv => output::print_bytes(&csv(&decisions)?)?,
            // The page is the answer.
            Voice::Human if self.options.html.as_deref().is_some_and(io::is_standard) => {}
            Voice::Human => {
                output::print(format!("{}\n\n{}", output::indented(&table(&decisions), 0), summary(&totals)))?;
                self.opened.unusable.iter().for_each(|why| output::complain(styled(CAUTION, why)));
            }
        }
        Ok(Exit::Done)
    }
}

/// Returns the colour of an answer.
pub(super) fn style(outcome: Outcome) -> Style {
    match outcome {
        Outcome::Accept => GOOD,
        Outcome::TopUp | Outcome::FollowUp => CAUTION,
        Outcome::FullAudit => BAD,
    }
}

/// Lists every supplier with its answer.
pub(super) fn table(decisions: &[SupplierDecision]) -> Table {
    let mut table = output::table(&["supplier", "name", "country", "matched by", "answer", "why", "next change"]);
    for row in decisions {
        let (answer, style) = answer(row);
        table.add_row(output::row([
            one_line(&row.supplier.number).into_owned(),
            one_line(&row.supplier.name).into_owned(),
            row.supplier.country.to_string(),
            styled(FAINT, matched(row)),
            styled(style, answer),
            why(row),
            row.decision.decided().next_change_at.as_ref().and_then(|instant| instant.get(..10)).unwrap_or_default().to_owned(),
        ]));
    }
    table
}

/// Says the totals: first what matters most.
pub(super) fn summary(totals: &Totals) -> String {
    let mut parts = vec![
        counted(totals.top_ups, "top-up", "top-ups"),
        counted(totals.follow_ups, "follow-up", "follow-ups"),
        counted(totals.full_audits, "full audit", "full audits"),
        format!("{} without a report", totals.no_report),
        format!("{} to be confirmed (`betterwork suppliers match`)", totals.unconfirmed),
    ];
    if totals.repeated > 0 {
        parts.push(format!("{} the same factory as another", totals.repeated));
    }
    format!("{}: {}", styled(BOLD, totals), parts.join(", "))
}

fn answer(row: &SupplierDecision) -> (String, Style) {
    match row.bucket {
        Bucket::Unconfirmed => ("to be confirmed".to_owned(), CAUTION),
        Bucket::NoReport => ("no report".to_owned(), BAD),
        _ => (row.decision.outcome().code().replace('_', " "), style(row.decision.outcome())),
    }
}

/// Says what a match rests on.
pub(super) fn matched(row: &SupplierDecision) -> String {
    match row.r#match.scheme {
        Some(scheme) => scheme.replace('_', " ").to_uppercase(),
        None => row.r#match.basis.code().to_owned(),
    }
}

/// Says why: the problem, what must be confirmed, or the reason and its clause.
pub(super) fn why(row: &SupplierDecision) -> String {
    if let Some(problem) = &row.problem {
        return one_line(problem).into_owned();
    }
    if row.bucket == Bucket::Unconfirmed {
        let of_name = || "one factory has this name: a person must confirm it".to_owned();
        return row.r#match.note.as_deref().map_or_else(of_name, |note| one_line(note).into_owned());
    }
    let decided = row.decision.decided();
    let clause = decided.clauses.iter().find(|clause| clause.outcome == decided.outcome && clause.reason == decided.reason);
    let reason = in_words(decided.reason);
    let of_report = decided.outcome == Outcome::Accept || decided.reasons.iter().any(|item| item.outcome == decided.outcome);
    let outside = || decided.outside.iter().find(|finding| finding.outcome == decided.outcome && finding.reason == decided.reason);
    match (of_report, clause) {
        (true, _) => {
            row.r#match.note.as_deref().filter(|_| row.bucket == Bucket::NoReport).map_or(reason, |note| one_line(note).into_owned())
        }
        (false, Some(clause)) => format!("{reason} (clause {})", one_line(&clause.clause)),
        (false, None) => outside().map_or(reason.clone(), |finding| {
            let (cluster, point) = finding.compliance_point.split_once('/').unwrap_or_default();
            format!("{reason} ({}, in no clause)", one_line(&taxonomy::point_name(cluster, point)))
        }),
    }
}

fn csv(decisions: &[SupplierDecision]) -> Result<Vec<u8>> {
    let failed = |error: csv::Error| Failure::input_output("unwritable", format!("cannot write CSV: {error}"));
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header = [
        "supplier_number",
        "supplier_name",
        "country",
        "match",
        "facility",
        "bucket",
        "outcome",
        "reason",
        "rule",
        "started_on",
        "age_days",
        "standing",
        "next_change_at",
        "report_digest",
        "policy_digest",
        "crosswalk_digest",
        "problem",
        "same_factory_as",
    ];
    writer.write_record(header).map_err(failed)?;
    for row in decisions {
        let decided = row.decision.decided();
        let report = decided.report.as_ref();
        let safe = |text: &str| safe_cell(text).into_owned();
        let text = |value: Option<String>| value.unwrap_or_default();
        writer
            .write_record([
                safe(&row.supplier.number),
                safe(&row.supplier.name),
                row.supplier.country.to_string(),
                row.r#match.scheme.unwrap_or(row.r#match.basis.code()).to_owned(),
                text(row.r#match.settled().and(row.facilities.first()).map(|facility| safe(&facility.sub))),
                row.bucket.code().to_owned(),
                decided.outcome.code().to_owned(),
                decided.reason.code().to_owned(),
                text(decided.rule.as_ref().map(ToString::to_string)),
                text(report.map(|report| report.started_on.to_string())),
                text(report.map(|report| report.age_days.to_string())),
                text(report.map(|report| report.standing.to_string())),
                text(decided.next_change_at.as_ref().map(ToString::to_string)),
                text(row.report.map(|digest| digest.to_string())),
                decided.inputs.policy.to_string(),
                decided.inputs.crosswalk.to_string(),
                safe(row.problem.as_deref().unwrap_or_default()),
                safe(row.same_factory_as.as_deref().unwrap_or_default()),
            ])
            .map_err(failed)?;
    }
    writer.into_inner().map_err(|error| Failure::input_output("unwritable", format!("cannot write CSV: {error}")))
}
