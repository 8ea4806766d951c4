//! `sync`: a store follows an exchange.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use betterwork_exchange::store::Store;
use betterwork_exchange::sync::{Progress, SyncOptions, SyncSummary, sync};
use serde_json::json;

use crate::clock::Instant;
use crate::exchanges::{self, Token};
use crate::exit::Exit;
use crate::failure::Result;
use crate::output::{self, BAD, CAUTION, FAINT, GOOD, Labelled, Voice, counted, grouped, styled};
use crate::progress;
use crate::recipients::{Recipients, Told};
use crate::trusted;

/// Bring a store up to date with an exchange: only what is new, each document proven
///
/// Each run checks that the log extends the one seen before, that every document is in the log, and verifies what it
/// imports. A log that was rolled back or split stops the sync; both checkpoints are kept as evidence. The same command
/// again finishes an interrupted run. The token for the subscriber's folder comes from the environment, goes to the
/// exchange's own host only, and is never printed.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  BETTERWORK_TOKEN=… betterwork sync https://exchange.example/ --store reports.db --trust trust.json --subscriber brand-1
  betterwork sync exchange/ --store reports.db --trust trust.json --subscriber demo --json
  betterwork sync https://exchange.example/ --store postgres://erp@db.example/erp --trust trust.json \\
    --subscriber brand-1 --webhook https://erp.example/hooks/betterwork

A webhook gets a POST with `webhook-id`, `webhook-timestamp` and `webhook-signature`, as Standard Webhooks (www.standardwebhooks.com) \
say; a command gets the same JSON on its standard input and WEBHOOK_ID in its environment. Each change is told at least once: what \
was not taken is sent again by the next sync, with the same id. Who is new is told of what changes from then on.")]
pub(crate) struct Sync {
    /// The exchange: an address, or a folder
    #[arg(value_name = "URL|DIR")]
    exchange: String,
    /// The store
    #[arg(long, value_name = "DB")]
    store: PathBuf,
    /// Trust list from which that of the exchange is followed
    #[arg(long, value_name = "FILE")]
    trust: PathBuf,
    /// Accept the trust list only if its root has this fingerprint (`betterwork trust show`)
    #[arg(long, value_name = "FINGERPRINT")]
    root: Option<String>,
    /// Whose documents are fetched
    #[arg(long, value_name = "NAME")]
    subscriber: String,
    #[command(flatten)]
    token: Token,
    /// How many documents are fetched at once
    #[arg(long, value_name = "N", default_value = "8")]
    parallel: NonZeroUsize,
    #[command(flatten)]
    recipients: Recipients,
    #[command(flatten)]
    instant: Instant,
}

impl Sync {
    pub(crate) fn run(&self, voice: Voice) -> Result<Exit> {
        let trust = trusted::open_trust(&self.trust, self.root.as_deref())?;
        let transport = exchanges::reach(&self.exchange, &self.token)?;
        let options = SyncOptions { subscriber: self.subscriber.clone(), at: self.instant.resolve()?, parallel: self.parallel };
        // Before the store is made, where there is none.
        trust.check_expiry(options.at)?;
        let recipients = self.recipients.resolve()?;
        let mut store = Store::open(&self.store)?;
        recipients.begin(&store)?;
        let bar = progress::bar(voice, "fetching", 0);
        let synced = sync(&mut store, &*transport, &trust, &options, &|progress| match progress {
            Progress::Documents(count) => bar.set_length(count),
            Progress::Document => bar.inc(1),
            _ => {}
        });
        bar.finish_and_clear();
        // A sync that stopped midway has changed something all the same.
        let told = recipients.tell(&store);
        let summary = synced?;
        match voice {
            Voice::Json => {
                let mut value = json!(summary);
                if let (Some(object), Some(notified)) = (value.as_object_mut(), told.to_json()) {
                    object.insert("notified".to_owned(), notified);
                }
                output::print_json(&value)?;
            }
            Voice::Human => print(&summary, &told, transport.address())?,
        }
        match told.failure {
            Some(failure) => {
                if voice == Voice::Human {
                    failure.report(voice);
                }
                Ok(failure.exit())
            }
            None if summary.faults.is_empty() && summary.quarantined == 0 => Ok(Exit::Done),
            None => Ok(Exit::NotVerified),
        }
    }
}

fn print(summary: &SyncSummary, told: &Told, address: &str) -> Result<()> {
    let mut lines = Labelled::default();
    lines.line("exchange", format!("{address} ({})", summary.origin));
    lines.line("log", format!("{}, {} read", counted(summary.size, "entry", "entries"), grouped(summary.entries)));
    let cost = format!("{} in {}", bytes(summary.bytes), counted(summary.requests, "request", "requests"));
    lines.line("fetched", cost);
    let nothing =
        summary.imported + summary.enriched + summary.statements + summary.progress_reports + summary.quarantined + summary.withdrawn == 0;
    if nothing && summary.faults.is_empty() {
        lines.line("imported", styled(GOOD, "nothing new: the store is up to date"));
    } else {
        lines.line("imported", styled(GOOD, counted(summary.imported, "new report", "new reports")));
    }
    if summary.enriched > 0 {
        lines.line("enriched", format!("{} of which the store had a part", counted(summary.enriched, "report", "reports")));
    }
    if summary.statements > 0 {
        lines.line("statements", counted(summary.statements, "new statement", "new statements"));
    }
    if summary.progress_reports > 0 {
        lines.line("progress", counted(summary.progress_reports, "new progress report", "new progress reports"));
    }
    if summary.standing_changed > 0 {
        lines.line("standing", format!("changed for {}", counted(summary.standing_changed, "report", "reports")));
    }
    if summary.withdrawn > 0 {
        let what = counted(summary.withdrawn, "report", "reports");
        lines.line("withdrawn", styled(BAD, format!("{what} that the trust list no longer lets stand")));
    }
    if summary.quarantined > 0 {
        lines.line("quarantined", styled(BAD, counted(summary.quarantined, "document", "documents")));
    }
    if told.recipients() > 0 {
        lines.line("told", counted(told.recipients(), "recipient", "recipients"));
    }
    for warning in &summary.warnings {
        lines.line("note", styled(CAUTION, warning));
    }
    if !summary.faults.is_empty() {
        lines.line("faults", styled(BAD, counted(summary.faults.len() as u64, "file was not used", "files were not used")));
    }
    output::print(lines)?;
    if !summary.faults.is_empty() {
        let line =
            |fault: &betterwork_exchange::sync::SyncFault| format!("  {} {}", fault.message, styled(FAINT, format!("[{}]", fault.code)));
        output::print(summary.faults.iter().map(line).collect::<Vec<_>>().join("\n"))?;
    }
    Ok(())
}

fn bytes(count: u64) -> String {
    match count {
        0..10_000 => format!("{} bytes", grouped(count)),
        10_000..10_000_000 => format!("{} KB", grouped(count / 1_000)),
        _ => format!("{} MB", grouped(count / 1_000_000)),
    }
}
