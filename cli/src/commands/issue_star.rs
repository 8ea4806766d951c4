//! `issue --star`: all reports of a STAR export, signed, with the status list that says which of them stand.

use std::path::{Path, PathBuf};

use betterwork::seal::RandomSource;
use betterwork::trust::{MAX_STATUS_SECONDS, StatusDraft};
use betterwork::{Timestamp, seal::SigningKey};
use betterwork_exchange::star::{self, Export, IssuedReport, Options};
use serde_json::json;

use crate::exit::Exit;
use crate::failure::{Failure, Result};
use crate::io::{self, Mode};
use crate::key_files;
use crate::output::{self, Voice};
use crate::progress;
use crate::random::SystemRandom;

/// A status list has room for later reports.
const LEAST_CAPACITY: u64 = 1024;

/// The options that only make sense with `--star`.
#[derive(clap::Args, Debug)]
#[command(next_help_heading = "From a STAR export")]
pub(crate) struct FromStar {
    /// Folder of the export: star-assessments.csv, and where there are such star-enterprises.csv and star-evidence.csv
    #[arg(long = "star", id = "star", value_name = "DIR", requires_all = ["issuer", "status_uri", "status_key"])]
    folder: Option<PathBuf>,
    /// The entity that signs, as the trust list names it
    #[arg(long, value_name = "ID", requires = "star")]
    issuer: Option<String>,
    /// The address at which the status list will be published
    #[arg(long, value_name = "URI", requires = "star")]
    status_uri: Option<String>,
    /// Secret status key of the issuer
    #[arg(long, value_name = "FILE", requires = "star")]
    status_key: Option<PathBuf>,
}

/// What signing an export left in a folder.
pub(crate) struct Signed {
    /// The files and what is known of each; the tokens themselves are in the files.
    pub(crate) reports: Vec<(PathBuf, IssuedReport)>,
    pub(crate) status: StatusDraft,
}

impl FromStar {
    pub(crate) fn run(&self, key: &Path, out: &Path, at: Timestamp, voice: Voice) -> Result<Exit> {
        let (Some(folder), Some(issuer), Some(status_uri), Some(status_key)) =
            (&self.folder, &self.issuer, &self.status_uri, &self.status_key)
        else {
            return Err(Failure::usage("`--star` needs `--issuer`, `--status-uri` and `--status-key`"));
        };
        let (key, status_key) = (key_files::read_secret(key)?, key_files::read_secret(status_key)?);
        let export = star::read(folder, &Options::new(issuer.as_str(), status_uri.as_str(), at))?;
        let signed = sign(&export, &key, &mut SystemRandom::seeded()?, out, voice)?;
        let status = out.join("status").join(file_name(status_uri));
        io::make_folder(&out.join("status"))?;
        let token = signed.status.sign(&status_key, at, at.plus_seconds(MAX_STATUS_SECONDS))?;
        io::write(&status, token.as_bytes(), Mode::Replace)?;
        let summary = export.summary();
        match voice {
            Voice::Json => output::print_json(&json!({"out": out, "status": status, "summary": summary}))?,
            Voice::Human => output::print(format!(
                "{}\nwrote {} to `{}`\nwrote their status list to `{}`",
                summary.to_string().trim_end(),
                output::counted(signed.reports.len() as u64, "signed report", "signed reports"),
                out.join("reports").display(),
                status.display()
            ))?,
        }
        Ok(if summary.errors().next().is_some() { Exit::NotVerified } else { Exit::Done })
    }
}

/// Signs all reports of an export into `reports/` of a folder, named after their assessments.
pub(crate) fn sign(export: &Export, key: &SigningKey, random: &mut impl RandomSource, out: &Path, voice: Voice) -> Result<Signed> {
    let folder = out.join("reports");
    io::make_folder(&folder)?;
    let count = export.summary().report_count;
    let mut status = StatusDraft::new(export.options().status_uri.clone(), count.saturating_mul(2).max(LEAST_CAPACITY));
    let bar = progress::bar(voice, "signing", count);
    let mut reports = Vec::new();
    for report in export.issue(key, random, &mut status, 0) {
        let mut report = report?;
        let path = folder.join(format!("{}.sdjwt", file_name(&report.assessment)));
        io::write(&path, std::mem::take(&mut report.token).as_bytes(), Mode::Replace)?;
        reports.push((path, report));
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(Signed { reports, status })
}

/// Returns the last part of an address or an id as a file name.
pub(crate) fn file_name(text: &str) -> String {
    let last = text.rsplit('/').find(|part| !part.is_empty()).unwrap_or("list");
    let safe: String = last.chars().map(|c| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '_' }).collect();
    safe.trim_start_matches('.').to_owned()
}
