//! `sync`: a store follows an exchange.

use std::env;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use betterwork_exchange::store::Store;
use betterwork_exchange::sync::{Progress, SyncOptions, SyncSummary, sync};
use betterwork_exchange::transport::{Credential, FolderTransport, HttpTransport, Patience, Transport};

use crate::clock::Instant;
use crate::exit::Exit;
use crate::failure::{Failure, Result};
use crate::http_client::http_client;
use crate::output::{self, BAD, CAUTION, FAINT, GOOD, Labelled, Voice, counted, grouped, styled};
use crate::progress;
use crate::trusted;

/// The environment variable that holds the token, unless another is named.
const TOKEN: &str = "BETTERWORK_TOKEN";

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
  betterwork sync exchange/ --store reports.db --trust trust.json --subscriber demo --json")]
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
    /// Environment variable with the bearer token [default: BETTERWORK_TOKEN, where it is set]
    #[arg(long, value_name = "VARIABLE")]
    token_env: Option<String>,
    /// Header in which the token goes, instead of `Authorization: Bearer`
    #[arg(long, value_name = "NAME")]
    token_header: Option<String>,
    /// How many documents are fetched at once
    #[arg(long, value_name = "N", default_value = "8")]
    parallel: NonZeroUsize,
    #[command(flatten)]
    instant: Instant,
}

impl Sync {
    pub(crate) fn run(&self, voice: Voice) -> Result<Exit> {
        let trust = trusted::open_trust(&self.trust, self.root.as_deref())?;
        let transport = self.transport()?;
        let options = SyncOptions { subscriber: self.subscriber.clone(), at: self.instant.resolve()?, parallel: self.parallel };
        // Before the store is made, where there is none.
        trust.check_expiry(options.at)?;
        let mut store = Store::open(&self.store)?;
        let bar = progress::bar(voice, "fetching", 0);
        let summary = sync(&mut store, &*transport, &trust, &options, &|progress| match progress {
            Progress::Documents(count) => bar.set_length(count),
            Progress::Document => bar.inc(1),
            _ => {}
        })?;
        bar.finish_and_clear();
        match voice {
            Voice::Json => output::print_json(&summary)?,
            Voice::Human => print(&summary, transport.address())?,
        }
        Ok(if summary.faults.is_empty() && summary.quarantined == 0 { Exit::Done } else { Exit::NotVerified })
    }

    fn transport(&self) -> Result<Box<dyn Transport>> {
        let credential = self.credential()?;
        if let Some(path) = self.exchange.strip_prefix("file://") {
            return Ok(Box::new(FolderTransport::new(path)?));
        }
        if !self.exchange.contains("://") {
            return Ok(Box::new(FolderTransport::new(&self.exchange)?));
        }
        Ok(Box::new(HttpTransport::new(http_client(), &self.exchange, credential, Patience::default())?))
    }

    fn credential(&self) -> Result<Option<Credential>> {
        let name = self.token_env.as_deref().unwrap_or(TOKEN);
        let token = match env::var(name) {
            Ok(token) if !token.trim().is_empty() => token,
            _ if self.token_env.is_some() || self.token_header.is_some() => {
                return Err(Failure::usage(format!("the environment variable `{name}` has no token")));
            }
            _ => return Ok(None),
        };
        let credential = match &self.token_header {
            Some(header) => Credential::header(header, &token),
            None => Credential::bearer(&token),
        };
        credential.map(Some).map_err(Failure::usage)
    }
}

fn print(summary: &SyncSummary, address: &str) -> Result<()> {
    let mut lines = Labelled::default();
    lines.line("exchange", format!("{address} ({})", summary.origin));
    lines.line("log", format!("{}, {} read", counted(summary.size, "entry", "entries"), grouped(summary.entries)));
    let cost = format!("{} in {}", bytes(summary.bytes), counted(summary.requests, "request", "requests"));
    lines.line("fetched", cost);
    let nothing = summary.imported + summary.enriched + summary.statements + summary.quarantined + summary.withdrawn == 0;
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
    for warning in &summary.warnings {
        lines.line("note", styled(CAUTION, warning));
    }
    if !summary.faults.is_empty() {
        lines.line("faults", styled(BAD, counted(summary.faults.len() as u64, "document was not imported", "documents were not imported")));
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
