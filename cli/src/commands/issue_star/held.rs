//! The status list with which signing goes on: no index is given out twice (format section 11).

use std::path::{Path, PathBuf};

use betterwork::Timestamp;
use betterwork::seal::MAX_TOKEN_BYTES;
use betterwork::trust::{StatusDraft, StatusList, StatusValue, TrustList};
use serde_json::Value;

use super::write::status_name;
use crate::clock;
use crate::commands::status;
use crate::failure::{Failure, Result};
use crate::io;
use crate::sources;
use crate::trusted;

/// How a status list that has entries goes on.
#[derive(clap::Args, Debug)]
pub(crate) struct GoOn {
    /// Where the folder has the status list already: the trust list against which it is checked
    #[arg(long, value_name = "FILE", requires = "star")]
    trust: Option<PathBuf>,
    /// Where the folder has the status list already: its first index that was never given out
    #[arg(long, value_name = "N", requires = "star")]
    first_index: Option<u64>,
    /// The instant at which the status list was still fresh, where it has expired since
    #[arg(long, value_name = "INSTANT", requires = "star", value_parser = clock::instant)]
    fresh_at: Option<Timestamp>,
}

/// A status list that goes on or begins, checked.
pub(crate) struct List {
    trust: Option<TrustList>,
    held: Option<StatusList>,
    first_index: u64,
}

/// Where giving out indexes begins.
pub(crate) struct Start {
    pub(crate) status: StatusDraft,
    pub(crate) first_index: u64,
}

impl GoOn {
    /// Finds the list in a folder, or begins one.
    ///
    /// An index that was given out and taken back reads as one that was never given out, so that nothing but the
    /// caller knows the first free one; what the entries and the reports of the folder show, it must not contradict.
    pub(super) fn list(&self, out: &Path, uri: &str, at: Timestamp) -> Result<List> {
        let path = out.join("status").join(status_name(uri));
        let trust = self.trust.as_deref().map(|trust| trusted::open_trust(trust, None)).transpose()?;
        let used = first_unused(&out.join("reports"), uri)?;
        if path.symlink_metadata().is_err() {
            if used > 0 || self.first_index.is_some_and(|index| index > 0) {
                let message =
                    format!("indexes of the status list `{uri}` were given out before, and there is no list `{}`", path.display());
                return Err(Failure::input_output("not_found", message).advise("put the list there as it was signed last"));
            }
            return Ok(List { trust, held: None, first_index: 0 });
        }
        let (Some(list), Some(first_index)) = (&trust, self.first_index) else {
            let message = format!("the status list `{}` is there already, and no index of it is given out twice", path.display());
            return Err(Failure::input_output("exists", message).advise(
                "go on with it: say with `--trust FILE` what it is checked against, and with `--first-index N` the first index that was \
                 never given out, which the last `issue --star` printed; or begin another list with another `--status-uri`",
            ));
        };
        let held = status::open_held(&path, list, Some(uri), self.fresh_at.unwrap_or(at))?;
        let least = (0..held.len()).rev().find(|index| held.get(*index) != Some(StatusValue::Revoked)).map_or(0, |last| last + 1);
        let least = least.max(used);
        if first_index < least {
            return Err(Failure::usage(format!(
                "`--first-index {first_index}`: that index of `{}` may be given out already",
                path.display()
            ))
            .advise(format!("the list and the reports of the folder use indexes up to {}", least - 1)));
        }
        Ok(List { trust, held: Some(held), first_index })
    }
}

impl List {
    /// Returns where giving out indexes begins.
    pub(super) fn start(&self, uri: &str) -> Start {
        let status = self.held.as_ref().map_or_else(|| StatusDraft::new(uri, 0), StatusDraft::from_list);
        Start { status, first_index: self.first_index }
    }

    /// Checks that whoever holds the list can take the next one, as far as the trust list is known.
    pub(super) fn check_next(&self, token: &str, at: Timestamp) -> Result<()> {
        let Some(trust) = &self.trust else { return Ok(()) };
        status::check_next(token, trust, self.held.as_ref(), at)
    }
}

impl Start {
    /// Begins a list of which no index is given out.
    pub(crate) fn new(uri: &str) -> Self {
        Start { status: StatusDraft::new(uri, 0), first_index: 0 }
    }
}

/// Returns the index after the highest one that a report of a folder has in this list.
fn first_unused(reports: &Path, uri: &str) -> Result<u64> {
    if !reports.is_dir() {
        return Ok(0);
    }
    let mut first = 0;
    for file in sources::reports_in(reports)? {
        let token = io::read_text(&file, MAX_TOKEN_BYTES)?;
        let status = payload(&token).and_then(|payload| payload.pointer("/status/status_list").cloned()).ok_or_else(|| {
            Failure::input_output("not_a_report", format!("`{}` is not a report, so its status index is unknown", file.display()))
                .advise("move it out of the folder")
        })?;
        if status.get("uri").and_then(Value::as_str) == Some(uri) {
            first = first.max(status.get("idx").and_then(Value::as_u64).map_or(0, |index| index.saturating_add(1)));
        }
    }
    Ok(first)
}

/// Reads the payload of our own report, whose signature is nobody's question here.
fn payload(token: &str) -> Option<Value> {
    let payload = token.split('.').nth(1)?;
    serde_json::from_slice(&base64_simd::URL_SAFE_NO_PAD.decode_to_vec(payload).ok()?).ok()
}
