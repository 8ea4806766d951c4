//! `issue`: signed reports from an unsigned one, or from a STAR export.

use std::path::{Path, PathBuf};

use betterwork::report::{AssessmentReport, Body, Document, ProgressReport};
use betterwork::{Timestamp, issue};
use serde_json::{Value, json};

use super::issue_star;
use crate::clock::Instant;
use crate::exit::Exit;
use crate::failure::{Failure, Result};
use crate::io::{self, Mode};
use crate::key_files;
use crate::output::{self, Labelled, Voice};
use crate::random::SystemRandom;

/// Sign a report, or all reports of a STAR export
///
/// A report is signed as of now, or as of --at: that is its `iat`, whatever the unsigned one says. Findings tagged `public_disclosure` are put where nobody can withhold them.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  betterwork issue report.json --key report-key.pem --out acme.sdjwt
  betterwork issue --star export/ --issuer https://programme.example \\
      --status-uri https://exchange.example/status/2026-1 \\
      --key report-key.pem --status-key status-key.pem --out signed/

The next export goes on with the same status list, from the index that the last one printed; it holds no assessment that
was signed before. Reports are named after their assessments, and nothing is written unless all of it can be:
  betterwork issue --star export-2/ --issuer https://programme.example \\
      --status-uri https://exchange.example/status/2026-1 --trust trust.json --first-index 95 \\
      --key report-key.pem --status-key status-key.pem --out signed/")]
pub(crate) struct Issue {
    /// The unsigned report as JSON, or - for standard input
    #[arg(required_unless_present = "star", conflicts_with = "star")]
    report: Option<PathBuf>,
    /// Secret report key of the issuer
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// Where the signed report is written (or, with --star, the folder) [default: standard output]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// The unsigned report is a progress report
    #[arg(long, conflicts_with = "star")]
    progress_report: bool,
    #[command(flatten)]
    instant: Instant,
    #[command(flatten)]
    star: issue_star::FromStar,
}

/// Gives an unsigned report the time of signing where it has none; the rest is for the strict reader to judge.
fn dated(json: String, at: Timestamp) -> String {
    let undated = serde_json::from_str::<Value>(&json)
        .is_ok_and(|value| value.as_object().is_some_and(|report| !report.is_empty() && !report.contains_key("iat")));
    if undated { json.replacen('{', &format!(r#"{{"iat":{},"#, at.seconds().max(0)), 1) } else { json }
}

impl Issue {
    pub(crate) fn run(&self, voice: Voice) -> Result<Exit> {
        let at = self.instant.resolve()?;
        let Some(report) = &self.report else {
            let out = self.out.as_deref().ok_or_else(|| Failure::usage("with `--star`, say with `--out` which folder gets the reports"))?;
            return self.star.run(&self.key, out, at, voice);
        };
        if let Some(out) = &self.out {
            io::refuse_onto(out, [report.as_path(), &self.key])?;
        }
        let json = io::read_text(report, io::MAX_DOCUMENT_BYTES)?;
        let read = |error: betterwork::Error| {
            Failure::refused(&format!("{} cannot be signed", io::name(report)), &error)
                .advise("correct the report; `betterwork schema assessment-report-1.full` says what one looks like")
        };
        let json = dated(json, at);
        if self.progress_report {
            let document = ProgressReport::from_json(&json).map_err(read)?;
            return self.sign(document, report, at, voice);
        }
        let document = AssessmentReport::from_json(&json).map_err(read)?;
        self.sign(document, report, at, voice)
    }

    fn sign<B: Body + Clone>(&self, mut document: Document<B>, report: &Path, at: Timestamp, voice: Voice) -> Result<Exit> {
        document.iat = at;
        let key = key_files::read_secret(&self.key)?;
        let token = issue(&document, &key, &mut SystemRandom::seeded()?)
            .map_err(|error| Failure::refused(&format!("{} cannot be signed", io::name(report)), &error).advise("correct the report"))?;
        let out = self.out.as_deref().unwrap_or(Path::new("-"));
        io::write(out, token.as_bytes(), Mode::Replace)?;
        if io::is_standard(out) {
            return Ok(Exit::Done);
        }
        let kid = key.public().kid().to_owned();
        match voice {
            Voice::Json => output::print_json(&json!({
                "out": out, "jti": document.jti, "kid": kid, "signed_at": at.to_string(), "status": document.status
            }))?,
            Voice::Human => {
                let mut lines = Labelled::default();
                lines.line("wrote", format!("`{}`, {} bytes", out.display(), output::grouped(token.len() as u64)));
                lines.line("report", &document.jti);
                lines.line("issuer", &document.iss);
                lines.line("key", kid);
                lines.line("signed", at);
                let status = &document.status;
                lines.line("status", format!("index {} of {}; give it out there (`betterwork status set`)", status.idx, status.uri));
                output::print(lines)?;
            }
        }
        Ok(Exit::Done)
    }
}
