//! `issue --star`: all reports of a STAR export, signed, with the status list that says which of them stand.

mod held;
mod write;

use std::path::{Path, PathBuf};

use betterwork::report::{Audience, Publication, is_language_tag};
use betterwork::trust::MAX_STATUS_SECONDS;
use betterwork::{Day, Timestamp};
use betterwork_exchange::star::{self, FaultyRows, Options};
use serde_json::json;

pub(crate) use held::Start;
pub(crate) use write::{Signed, sign, status_name};

use self::held::GoOn;
use crate::exit::Exit;
use crate::failure::{Failure, Result};
use crate::io::{self, Mode, Staging};
use crate::key_files;
use crate::output::{self, Voice};
use crate::random::SystemRandom;

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
    /// Who may see the reports [default: first assessments restricted, later ones public from the day of signing]
    #[arg(long, value_enum, requires = "star")]
    publication: Option<Publicity>,
    /// The day from which they are public, where they are [default: the day of signing]
    #[arg(long, value_name = "DAY", requires = "publication", value_parser = day)]
    public_from: Option<Day>,
    /// The language in which the assessors wrote, a tag such as en or pt-BR [default: en]
    #[arg(long, value_name = "TAG", requires = "star", value_parser = language)]
    language: Option<String>,
    /// What becomes of an assessment that has an unreadable or a contradictory row [default: refuse-assessment]
    #[arg(long, value_enum, requires = "star")]
    faulty_rows: Option<Faulty>,
    #[command(flatten)]
    go_on: GoOn,
}

/// Who may see the reports.
#[derive(clap::ValueEnum, Clone, Copy, Debug)]
enum Publicity {
    /// What is in the clear may be shown publicly, of first assessments too
    Public,
    /// No report is for public display
    Restricted,
}

/// What becomes of an assessment that has a faulty row; the row is listed in any case.
#[derive(clap::ValueEnum, Clone, Copy, Debug)]
enum Faulty {
    /// It is left out: without a finding a report could look better than the factory is
    RefuseAssessment,
    /// The row is left out; of contradictory rows the first is kept
    LeaveOutRow,
}

impl FromStar {
    pub(crate) fn run(&self, key: &Path, out: &Path, at: Timestamp, voice: Voice) -> Result<Exit> {
        let (Some(folder), Some(issuer), Some(status_uri), Some(status_key)) =
            (&self.folder, &self.issuer, &self.status_uri, &self.status_key)
        else {
            return Err(Failure::usage("`--star` needs `--issuer`, `--status-uri` and `--status-key`"));
        };
        if io::is_standard(out) {
            return Err(Failure::usage("the reports of an export are many files: name a folder with `--out DIR`"));
        }
        let (key, status_key) = (key_files::read_secret(key)?, key_files::read_secret(status_key)?);
        let options = self.options(Options::new(issuer.as_str(), status_uri.as_str(), at))?;
        let list = self.go_on.list(out, status_uri, at)?;
        let export = star::read(folder, &options)?;

        let staging = Staging::begin(out)?;
        let signed = sign(&export, &key, &mut SystemRandom::seeded()?, list.start(status_uri), staging.path(), voice)?;
        let token = signed.status.sign(&status_key, at, at.plus_seconds(MAX_STATUS_SECONDS))?;
        list.check_next(&token, at)?;
        let status = Path::new("status").join(status_name(status_uri));
        io::make_folder(&staging.path().join("status"))?;
        io::write(&staging.path().join(&status), token.as_bytes(), Mode::Replace)?;
        staging.finish(out, &status).map_err(|failure| match failure.code() {
            "exists" => failure.advise("leave assessments that were signed before out of the export"),
            _ => failure,
        })?;

        let (summary, status, next) = (&signed.summary, out.join(status), signed.next_index);
        match voice {
            Voice::Json => output::print_json(&json!({"out": out, "status": status, "next_index": next, "summary": summary}))?,
            Voice::Human => output::print(format!(
                "{}\nwrote {} to `{}`\nwrote their status list to `{}`; the next export goes on with `--first-index {next}`",
                summary.to_string().trim_end(),
                output::counted(signed.reports.len() as u64, "signed report", "signed reports"),
                out.join("reports").display(),
                status.display()
            ))?,
        }
        Ok(if summary.errors().next().is_some() { Exit::NotVerified } else { Exit::Done })
    }

    fn options(&self, mut options: Options) -> Result<Options> {
        options.publication = self.publication.map(|publicity| match publicity {
            Publicity::Public => {
                let mut publication = Publication::new(Audience::Public);
                publication.from = Some(self.public_from.unwrap_or(options.signed_at.day()));
                publication
            }
            Publicity::Restricted => Publication::new(Audience::Restricted),
        });
        if self.public_from.is_some() && matches!(self.publication, Some(Publicity::Restricted)) {
            return Err(Failure::usage("`--public-from` goes with `--publication public`: restricted reports are never public"));
        }
        if let Some(language) = &self.language {
            options.language = language.as_str().into();
        }
        if let Some(Faulty::LeaveOutRow) = self.faulty_rows {
            options.faulty_rows = FaultyRows::LeaveOutRow;
        }
        Ok(options)
    }
}

fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).map_err(|_| "expected a day such as `2026-02-03`".to_owned())
}

fn language(tag: &str) -> Result<String, String> {
    is_language_tag(tag).then(|| tag.to_owned()).ok_or_else(|| "expected a language tag such as `en` or `pt-BR`".to_owned())
}
