//! The signed reports of an export as files: each under a name of its own, what signing refuses listed.

use std::path::{Path, PathBuf};

use betterwork::Digest;
use betterwork::seal::{RandomSource, SigningKey};
use betterwork::trust::StatusDraft;
use betterwork_exchange::star::{Export, IssuedReport, StarError, Summary};

use super::held::Start;
use crate::failure::Result;
use crate::io::{self, Mode};
use crate::output::Voice;
use crate::progress;

/// A status list has room for later reports.
const LEAST_CAPACITY: u64 = 1024;

/// A longer file name is cut, and told apart by a digest.
const MAX_NAME: usize = 120;

/// What signing an export left in a folder.
pub(crate) struct Signed {
    /// The files and what is known of each; the tokens themselves are in the files.
    pub(crate) reports: Vec<(PathBuf, IssuedReport)>,
    pub(crate) status: StatusDraft,
    /// The first index that was never given out.
    pub(crate) next_index: u64,
    /// What was read and what was left out, by signing too.
    pub(crate) summary: Summary,
}

/// Signs all reports of an export into `reports/` of a new folder, named after their assessments.
///
/// An assessment that signing refuses is left out and listed; where it refuses all of them, that is the failure.
pub(crate) fn sign(
    export: &Export,
    key: &SigningKey,
    random: &mut impl RandomSource,
    start: Start,
    out: &Path,
    voice: Voice,
) -> Result<Signed> {
    let folder = out.join("reports");
    io::make_folder(&folder)?;
    let count = export.summary().report_count;
    let Start { mut status, first_index } = start;
    status.reserve(first_index.saturating_add(count.saturating_mul(2).max(LEAST_CAPACITY)));
    let bar = progress::bar(voice, "signing", count);
    let (mut reports, mut refused, mut next_index) = (Vec::new(), Vec::new(), first_index);
    for report in export.issue(key, random, &mut status, first_index) {
        match report {
            Ok(mut report) => {
                let path = folder.join(format!("{}.sdjwt", report_name(&report.assessment)));
                io::write(&path, std::mem::take(&mut report.token).as_bytes(), Mode::New)?;
                next_index = report.index + 1;
                reports.push((path, report));
            }
            Err(error @ StarError::NotIssued { .. }) => refused.push(error),
            Err(error) => return Err(error.into()),
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    let summary = export.summary_without(&refused);
    match refused.into_iter().next() {
        Some(first) if reports.is_empty() => Err(first.into()),
        _ => Ok(Signed { reports, status, next_index, summary }),
    }
}

/// Returns the last part of a status list's address as a file name.
pub(crate) fn status_name(uri: &str) -> String {
    let last = uri.rsplit('/').find(|part| !part.is_empty()).unwrap_or("list");
    let safe: String = last.chars().map(|c| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '_' }).collect();
    safe.trim_start_matches('.').to_owned()
}

/// Returns an assessment's id as a file name that no other id has: what is not safe in one is percent-encoded.
fn report_name(id: &str) -> String {
    let mut name = String::with_capacity(id.len());
    for (place, byte) in id.bytes().enumerate() {
        match byte {
            b'.' if place == 0 => name.push_str("%2E"),
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' => name.push(char::from(byte)),
            _ => name.push_str(&format!("%{byte:02X}")),
        }
    }
    if name.len() > MAX_NAME {
        let digest = Digest::of(id.as_bytes()).to_string();
        name.truncate(MAX_NAME - digest.len() - 1);
        name = format!("{name}-{digest}");
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_has_a_file_name_of_its_own() {
        assert_eq!(["750008", "A/1", "1?2", "..", "a_b"].map(report_name), ["750008", "A%2F1", "1%3F2", "%2E.", "a_b"]);
        let (one, other) = ("x".repeat(4000), "x".repeat(4001));
        assert!(report_name(&one) != report_name(&other) && report_name(&one).len() == MAX_NAME);
    }
}
