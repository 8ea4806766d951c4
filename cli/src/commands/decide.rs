//! `decide`: must a factory still be audited, and if so, what exactly; for one report, or for every supplier of a list.

use std::path::{Path, PathBuf};

use betterwork::analysis::decision::{Replay, explain, replay};
use betterwork::analysis::{Context, Crosswalk, Decision, Policy, decide};
use betterwork::{
    Day, MAX_STATEMENT_BYTES, VerifiedProgressReport, VerifiedReport, VerifiedStatement, verify_progress_report, verify_statement,
};

use super::decide_portfolio::{self, Portfolio};
use super::verify::verified;
use crate::exit::Exit;
use crate::failure::{Failure, Result};
use crate::io;
use crate::output::{self, BAD, BOLD, CAUTION, FAINT, GOOD, Voice, styled};
use crate::rules::Rules;
use crate::trusted::{Against, Opened};

/// Decide whether factories must still be audited, and if so, what exactly
///
/// For one report, or with --store and --suppliers for every supplier of a list: then each supplier is matched to a
/// factory of the store, and its newest report is verified again from its signed bytes.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
The answers, mildest first: accept, top_up (a short visit), follow_up (findings to remedy), full_audit. The strictest counts.
Without a fresh status list nobody can say whether a report still stands, and most policies then ask for a full audit.
The same inputs give the same bytes with --json, on every machine and on any day with --at.
Ends with 0 whatever the answer is; with 1 where a report does not verify, a rule is refused or a replay gives another decision.

Examples:
  betterwork decide acme.sdjwt --policy policy.json --crosswalk crosswalk.json \\
    --trust trust.json --status status/
  betterwork decide --store reports.db --suppliers suppliers.csv --policy policy.json \\
    --crosswalk crosswalk.json --trust trust.json --status status/ --html portfolio.html
  betterwork decide acme.sdjwt --replay decision.json --policy policy.json \\
    --crosswalk crosswalk.json --trust trust.json --status status/")]
pub(crate) struct Decide {
    /// The signed report (.sdjwt), or - for standard input
    #[arg(value_name = "REPORT", conflicts_with = "store")]
    report: Option<PathBuf>,
    #[command(flatten)]
    rules: Rules,
    #[command(flatten)]
    against: Against,
    /// A statement about the report, such as the programme's that a finding is remedied. May be given several times
    #[arg(long, value_name = "FILE", conflicts_with = "store")]
    statement: Vec<PathBuf>,
    /// A progress report about it. May be given several times
    #[arg(long, value_name = "FILE", conflicts_with = "store")]
    progress_report: Vec<PathBuf>,
    /// The day of the last assessment, by whomever, that made you stop an order, such as 2026-02-03
    #[arg(long, value_name = "DAY", value_parser = |text: &str| Day::parse(text).map_err(|error| error.to_string()), conflicts_with = "store")]
    last_blocking: Option<Day>,
    /// Make this old decision again, as of its instant, and say what is different
    #[arg(long, value_name = "DECISION", conflicts_with_all = ["store", "at"])]
    replay: Option<PathBuf>,
    #[command(flatten)]
    portfolio: decide_portfolio::Options,
}

/// What speaks about a report beside it.
struct Beside {
    statements: Vec<VerifiedStatement>,
    progress_reports: Vec<VerifiedProgressReport>,
}

impl Decide {
    pub(crate) fn run(&self, voice: Voice) -> Result<Exit> {
        if self.report.is_none() && !self.portfolio.is_asked_for() {
            return Err(Failure::usage("name a report, or a store and a list of suppliers (`--store DB --suppliers FILE`)"));
        }
        let mut read = self.rules.paths().to_vec();
        let beside = self.statement.iter().chain(&self.progress_report).chain(&self.replay).chain(&self.report);
        read.extend(beside.map(PathBuf::as_path));
        self.against.check_standard(&read)?;
        let (policy, crosswalk) = self.rules.open()?;
        let Some(file) = &self.report else {
            let inputs = self.against.paths().into_iter().chain(read.iter().map(|path| path.to_path_buf())).collect();
            return Portfolio { policy, crosswalk, opened: self.against.open()?, options: &self.portfolio, inputs }.run(voice);
        };
        if let Some(old) = &self.replay {
            return self.again(file, old, &policy, &crosswalk, voice);
        }
        let opened = self.against.open()?;
        let report = verified(file, &io::read(file, io::MAX_DOCUMENT_BYTES)?, &opened)?;
        let beside = self.beside(&report, &opened)?;
        let decision = decide(Some(&report), &policy, &crosswalk, &self.context(&beside), opened.at)?;
        match voice {
            Voice::Json => output::print_bytes(format!("{}\n", decision.to_json()).as_bytes())?,
            Voice::Human => output::print(coloured(&decision, &crosswalk))?,
        }
        Ok(Exit::Done)
    }

    fn again(&self, file: &Path, old: &Path, policy: &Policy, crosswalk: &Crosswalk, voice: Voice) -> Result<Exit> {
        let named = |error| {
            Failure::refused(&format!("the decision {} cannot be replayed", io::name(old)), &error)
                .advise("give what `betterwork decide REPORT --json` printed, or the `decision` of one supplier of a list")
        };
        let old = Decision::from_json(io::read_text(old, io::MAX_DOCUMENT_BYTES)?.trim_end()).map_err(named)?;
        let opened = self.against.open_at(Replay::instant(&old).map_err(named)?)?;
        let report = verified(file, &io::read(file, io::MAX_DOCUMENT_BYTES)?, &opened)?;
        let beside = self.beside(&report, &opened)?;
        let replay = replay(&old, Some(&report), policy, crosswalk, &self.context(&beside))?;
        match voice {
            Voice::Json => output::print_json(&replay)?,
            Voice::Human => output::print(differences(&replay))?,
        }
        Ok(if replay.same { Exit::Done } else { Exit::NotVerified })
    }

    fn beside(&self, report: &VerifiedReport, opened: &Opened) -> Result<Beside> {
        let refused = |file: &Path, error: &betterwork::Error| Failure::refused(&format!("{} is not verified", io::name(file)), error);
        let statement = |file: &PathBuf| {
            let bytes = io::read(file, MAX_STATEMENT_BYTES)?;
            verify_statement(bytes.trim_ascii_end(), report, &opened.trust, opened.at).map_err(|error| refused(file, &error))
        };
        let progress = |file: &PathBuf| {
            let bytes = io::read(file, io::MAX_DOCUMENT_BYTES)?;
            verify_progress_report(&bytes, &opened.trust, &opened.status, opened.at).map_err(|error| refused(file, &error))
        };
        Ok(Beside {
            statements: self.statement.iter().map(statement).collect::<Result<_>>()?,
            progress_reports: self.progress_report.iter().map(progress).collect::<Result<_>>()?,
        })
    }

    fn context<'a>(&self, beside: &'a Beside) -> Context<'a> {
        Context { statements: &beside.statements, progress_reports: &beside.progress_reports, last_blocking_on: self.last_blocking }
    }
}

/// Explains a decision, its first word in the colour of the answer.
fn coloured(decision: &Decision, crosswalk: &Crosswalk) -> String {
    let text = explain(decision, crosswalk, &["en"]);
    let (word, rest) = text.split_once(':').unwrap_or(("", &text));
    format!("{}:{}", styled(decide_portfolio::style(decision.outcome()).bold(), word), rest.trim_end())
}

fn differences(replay: &Replay) -> String {
    if replay.same {
        return styled(GOOD, "the same decision, byte for byte");
    }
    let mut table = output::table(&["what", "then", "now"]);
    for change in &replay.changes {
        let text = |value: &Option<betterwork::Text>| value.as_ref().map_or_else(|| "none".to_owned(), ToString::to_string);
        table.add_row(output::row([styled(BOLD, &change.what), styled(FAINT, text(&change.then)), styled(CAUTION, text(&change.now))]));
    }
    format!("{}\n{}", styled(BAD, "another decision"), output::indented(&table, 0))
}
