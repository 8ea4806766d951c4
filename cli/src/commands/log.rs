//! `log`: what this client has seen of a log, and whether others have seen the same.

use std::path::{Path, PathBuf};

use betterwork_exchange::compare::{Agreement, CompareError, compare};
use betterwork_exchange::store::Store;
use serde_json::json;

use crate::clock::Instant;
use crate::exchanges::{self, Token};
use crate::exit::Exit;
use crate::failure::{Failure, Result};
use crate::io;
use crate::output::{self, BAD, BOLD, CAUTION, GOOD, Labelled, Voice, styled};
use crate::trusted;

/// The largest checkpoint.
const MAX_CHECKPOINT_BYTES: usize = betterwork::log::MAX_NOTE_BYTES;

/// See that everyone sees the same: checkpoints of a log, compared and kept
#[derive(clap::Subcommand, Debug)]
pub(crate) enum Log {
    Compare(Compare),
    Checkpoint(Checkpoint),
    Evidence(Evidence),
}

/// Compare the checkpoints of two clients: was one of them shown another history?
///
/// Two checkpoints of the same size must be the same. Where one is larger, the exchange proves that it extends the other.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Example, of two buyers:
  betterwork log checkpoint --store mine.db > mine.checkpoint
  betterwork log compare mine.checkpoint theirs.checkpoint --trust trust.json --exchange https://exchange.example/

Ends with 1 where the log was split.")]
pub(crate) struct Compare {
    /// A checkpoint
    first: PathBuf,
    /// Another one
    second: PathBuf,
    /// Trust list: whose keys sign the log
    #[arg(long, value_name = "FILE")]
    trust: PathBuf,
    /// The exchange, which proves that the larger log extends the smaller one
    #[arg(long, value_name = "URL|DIR")]
    exchange: Option<String>,
    #[command(flatten)]
    instant: Instant,
}

/// Print the newest checkpoint that a store has seen, as it was signed
#[derive(clap::Args, Debug)]
pub(crate) struct Checkpoint {
    /// The store
    #[arg(long, value_name = "DB")]
    store: PathBuf,
    /// The log, where the store follows several
    #[arg(long, value_name = "NAME")]
    origin: Option<String>,
}

/// List the checkpoints that cannot both be true, of logs that were rolled back or split
#[derive(clap::Args, Debug)]
pub(crate) struct Evidence {
    /// The store
    #[arg(long, value_name = "DB")]
    store: PathBuf,
}

impl Log {
    pub(crate) fn run(&self, voice: Voice) -> Result<Exit> {
        match self {
            Log::Compare(compare) => compare.run(voice),
            Log::Checkpoint(checkpoint) => checkpoint.run(voice),
            Log::Evidence(evidence) => evidence.run(voice),
        }
    }
}

impl Compare {
    fn run(&self, voice: Voice) -> Result<Exit> {
        let read = |path: &Path| io::read(path, MAX_CHECKPOINT_BYTES);
        let (first, second) = (read(&self.first)?, read(&self.second)?);
        let trust = trusted::open_trust(&self.trust, None)?;
        let at = self.instant.resolve()?;
        let exchange = self.exchange.as_deref().map(|exchange| exchanges::reach(exchange, &Token::default())).transpose()?;
        let (first, second, agreement) = compare(&first, &second, &trust, at, exchange.as_deref())?;
        let (word, sentence, style) = match agreement {
            Agreement::Same => ("same", "both are of the same log, entry for entry", GOOD),
            Agreement::Extends => ("extends", "the larger log extends the smaller one", GOOD),
            Agreement::Split => ("split", "the log was split: these two cannot both be true", BAD),
            _ if exchange.is_some() => {
                ("unproven", "the tiles of the exchange are not those of the larger log: they prove nothing, try again later", CAUTION)
            }
            _ => (
                "unproven",
                "nothing here proves that the larger log extends the smaller one: name the exchange with `--exchange`",
                CAUTION,
            ),
        };
        match voice {
            Voice::Json => output::print_json(&json!({"agreement": word, "first": first, "second": second}))?,
            Voice::Human => {
                let mut lines = Labelled::default();
                lines.line("log", &first.origin);
                lines.line("first", format!("{} entries, root {}", output::grouped(first.size), first.root));
                lines.line("second", format!("{} entries, root {}", output::grouped(second.size), second.root));
                lines.line("found", styled(style, sentence));
                output::print(lines)?;
            }
        }
        Ok(if matches!(agreement, Agreement::Same | Agreement::Extends) { Exit::Done } else { Exit::NotVerified })
    }
}

impl Checkpoint {
    fn run(&self, voice: Voice) -> Result<Exit> {
        let checkpoints = Store::open_read_only(&self.store)?.checkpoints()?;
        let mut wanted = checkpoints.into_iter().filter(|(origin, _)| self.origin.as_ref().is_none_or(|wanted| wanted == origin));
        let found = match (wanted.next(), wanted.next()) {
            (Some(found), None) => found,
            (Some((first, _)), Some((second, _))) => {
                return Err(Failure::usage(format!(
                    "the store follows several logs, such as `{first}` and `{second}`: choose one with `--origin`"
                )));
            }
            (None, _) => {
                return Err(Failure::input_output("not_found", "the store has seen no such log").advise("`betterwork sync` follows one"));
            }
        };
        match voice {
            Voice::Json => output::print_json(&json!({"origin": found.0, "checkpoint": found.1}))?,
            Voice::Human => io::write(Path::new("-"), found.1.as_bytes(), io::Mode::Replace)?,
        }
        Ok(Exit::Done)
    }
}

impl Evidence {
    fn run(&self, voice: Voice) -> Result<Exit> {
        let evidence = Store::open_read_only(&self.store)?.evidence()?;
        if voice == Voice::Json {
            let list: Vec<_> = evidence
                .iter()
                .map(|found| json!({"origin": found.origin, "found_at": found.found_at, "reason": found.reason, "held": found.held, "offered": found.offered}))
                .collect();
            output::print_json(&list)?;
            return Ok(Exit::Done);
        }
        if evidence.is_empty() {
            output::print(styled(GOOD, "none: every log that this store follows has only ever grown"))?;
        }
        for found in evidence {
            output::print(format!(
                "{}\n{}\n\nheld:\n{}\noffered:\n{}",
                styled(BOLD, format!("{}, found at {}", found.origin, found.found_at)),
                styled(BAD, &found.reason),
                found.held,
                found.offered
            ))?;
        }
        Ok(Exit::Done)
    }
}

impl From<CompareError> for Failure {
    fn from(error: CompareError) -> Self {
        match error {
            CompareError::Checkpoint(_, ref source) => Failure::from_kind(source.kind(), error.to_string()),
            CompareError::Transport(error) => error.into(),
            CompareError::DifferentLogs(..) => Failure::usage(&error),
            CompareError::Tiles(ref source) => Failure::from_kind(source.kind(), error.to_string()),
        }
    }
}
