//! `status`: status lists, which say which reports still stand.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use betterwork::trust::{MAX_STATUS_LIST_BYTES, MAX_STATUS_SECONDS, StatusDraft, StatusList, StatusValue, TrustList};
use betterwork::{ErrorKind, Timestamp};
use serde_json::json;

use crate::clock::{self, Instant};
use crate::exit::Exit;
use crate::failure::{Failure, Result};
use crate::io::{self, Mode};
use crate::key_files;
use crate::output::{self, Labelled, Voice};
use crate::trusted;

/// Make and change status lists: which reports still stand
#[derive(clap::Subcommand, Debug)]
pub(crate) enum Status {
    /// Make a status list on which no index is given out yet: every one reads revoked
    #[command(after_help = "\
Example:
  betterwork status build --uri https://exchange.example/status/2026-1 --capacity 4096 \\
      --key status-key.pem --out status/2026-1")]
    Build {
        /// The address at which the list will be published, as reports name it
        #[arg(long)]
        uri: String,
        /// How many reports it has room for
        #[arg(long, value_name = "N")]
        capacity: u64,
        #[command(flatten)]
        signing: Signing,
        /// Where the list is written, never in place of another; - for standard output
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Give entries of a status list another value, and sign it again
    ///
    /// Without --index the entries stay as they are and the list gets a new life.
    #[command(after_help = "\
Example:
  betterwork status set status/2026-1 --index 17 --value revoked \\
      --trust trust.json --key status-key.pem")]
    Set {
        /// The status list as it was signed last
        list: PathBuf,
        /// The entries, such as 17 or 3,4,5
        #[arg(long, value_name = "N", value_delimiter = ',', requires = "value")]
        index: Vec<u64>,
        /// What they say from now on
        #[arg(long, value_enum, requires = "index")]
        value: Option<Value>,
        /// Trust list against which the list is checked first
        #[arg(long, value_name = "FILE")]
        trust: PathBuf,
        #[command(flatten)]
        signing: Signing,
        /// Where the list is written [default: in place of the old one]
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// The instant at which the old list was still fresh, where it has expired since
        #[arg(long, value_name = "INSTANT", value_parser = clock::instant)]
        fresh_at: Option<Timestamp>,
    },
}

/// Who signs a status list, and for how long.
#[derive(clap::Args, Debug)]
pub(crate) struct Signing {
    /// Secret status key of the issuer
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// For how many days the list may be used, at most 14
    #[arg(long, value_name = "N", default_value_t = 14)]
    days: u32,
    #[command(flatten)]
    instant: Instant,
}

/// What an entry says.
#[derive(clap::ValueEnum, Clone, Copy, Debug)]
pub(crate) enum Value {
    /// The report stands
    Valid,
    /// It was taken back
    Revoked,
    /// It is not to be relied on for now
    Suspended,
    /// A correction or a later assessment took its place
    Superseded,
}

impl Status {
    pub(crate) fn run(&self, voice: Voice) -> Result<Exit> {
        match self {
            Status::Build { uri, capacity, signing, out } => {
                let draft = StatusDraft::new(uri.as_str(), *capacity);
                // A list that is too long to be opened is refused before anybody relies on it.
                if *capacity > MAX_STATUS_LIST_BYTES as u64 * 4 {
                    return Err(Failure::usage(format!("a status list has room for at most {} reports", MAX_STATUS_LIST_BYTES * 4)));
                }
                signing.write(&draft, uri, |_, _| Ok(()), out, Mode::New, voice)
            }
            Status::Set { list, index, value, trust, signing, out, fresh_at } => {
                if let Some(out) = out {
                    io::refuse_onto(out, [trust.as_path(), &signing.key])?;
                }
                let trust = trusted::open_trust(trust, None)?;
                let at = fresh_at.map_or_else(|| signing.instant.resolve(), Ok)?;
                let held = open_held(list, &trust, None, at)?;
                let mut draft = StatusDraft::from_list(&held);
                for index in index {
                    draft.set(*index, (*value).map_or(StatusValue::Valid, Into::into)).map_err(|error| {
                        Failure::from(error).advise(format!("the list has {} entries, counted from 0", output::grouped(held.len())))
                    })?;
                }
                let check = |token: &str, iat| check_next(token, &trust, Some(&held), iat);
                signing.write(&draft, held.uri(), check, out.as_deref().unwrap_or(list), Mode::Replace, voice)
            }
        }
    }
}

impl Signing {
    /// Signs a list, lets `check` refuse it, and writes it.
    fn write(
        &self,
        draft: &StatusDraft,
        uri: &str,
        check: impl FnOnce(&str, Timestamp) -> Result<()>,
        out: &Path,
        mode: Mode,
        voice: Voice,
    ) -> Result<Exit> {
        let iat = self.instant.resolve()?;
        let seconds = i64::from(self.days) * 86_400;
        if !(1..=MAX_STATUS_SECONDS).contains(&seconds) {
            return Err(Failure::usage(format!("`--days` is 1 to {}", MAX_STATUS_SECONDS / 86_400)));
        }
        let exp = iat.plus_seconds(seconds);
        let token = draft.sign(&key_files::read_secret(&self.key)?, iat, exp)?;
        check(&token, iat)?;
        io::write(out, token.as_bytes(), mode)?;
        if io::is_standard(out) {
            return Ok(Exit::Done);
        }
        let counts = counts(draft);
        if voice == Voice::Json {
            output::print_json(&json!({
                "out": out, "uri": uri, "signed_at": iat.to_string(), "expires_at": exp.to_string(), "entries": counts
            }))?;
            return Ok(Exit::Done);
        }
        let mut lines = Labelled::default();
        lines.line("wrote", format!("`{}`", out.display()));
        lines.line("status list", uri);
        lines.line("signed", iat);
        lines.line("expires", exp);
        let entries: Vec<_> = counts.iter().map(|(value, count)| format!("{} {value}", output::grouped(*count))).collect();
        lines.line("entries", format!("{} (an index not yet given out reads revoked)", entries.join(", ")));
        output::print(lines)?;
        Ok(Exit::Done)
    }
}

/// Opens the list that was signed last, which the next one goes on from.
pub(super) fn open_held(path: &Path, trust: &TrustList, uri: Option<&str>, at: Timestamp) -> Result<StatusList> {
    let bytes = io::read(path, MAX_STATUS_LIST_BYTES)?;
    StatusList::open(&bytes, trust, uri, None, at).map_err(|error| {
        let failure = Failure::refused(&format!("the status list {} cannot be used", io::name(path)), &error);
        let stale = error.kind() == ErrorKind::StatusStale;
        if stale { failure.advise("say with `--fresh-at` when it was still fresh") } else { failure }
    })
}

/// Checks that whoever holds the last list can take the next one: nobody could use what its own maker cannot.
pub(super) fn check_next(token: &str, trust: &TrustList, held: Option<&StatusList>, iat: Timestamp) -> Result<()> {
    StatusList::open(token.as_bytes(), trust, held.map(StatusList::uri), held.map(StatusList::as_of), iat).map(drop).map_err(|error| {
        Failure::refused("nobody could use the new status list, so it was not written", &error).advise(match error.kind() {
            ErrorKind::StatusRollback => "sign it as of a later instant (`--at`) than the list before",
            ErrorKind::TrustExpired => "take the trust list that is in force at the time of signing",
            _ => "sign it with a status key that the trust list has for this address (`betterwork trust show`)",
        })
    })
}

/// Counts the entries by value.
fn counts(draft: &StatusDraft) -> BTreeMap<&'static str, u64> {
    let mut counts = BTreeMap::from(["valid", "suspended", "superseded", "revoked"].map(|name| (name, 0)));
    for value in (0..).map_while(|index| draft.get(index)) {
        let name = match value {
            StatusValue::Valid => "valid",
            StatusValue::Revoked => "revoked",
            StatusValue::Suspended => "suspended",
            StatusValue::Superseded => "superseded",
        };
        *counts.entry(name).or_default() += 1;
    }
    counts
}

impl From<Value> for StatusValue {
    fn from(value: Value) -> Self {
        match value {
            Value::Valid => StatusValue::Valid,
            Value::Revoked => StatusValue::Revoked,
            Value::Suspended => StatusValue::Suspended,
            Value::Superseded => StatusValue::Superseded,
        }
    }
}
