//! `bundle`: a report and what it takes to verify it without a network, in one file.

use std::path::{Path, PathBuf};

use betterwork::log::MAX_INCLUSION_PROOF_BYTES;
use betterwork::trust::{MAX_STATUS_LIST_BYTES, MAX_TRUST_LIST_BYTES, StatusList, StatusLists};
use betterwork::{Bundle, Held, MAX_STATEMENT_BYTES, VerifiedBundle, one_line};
use serde_json::json;

use super::verify::{genuine, headline};
use crate::exit::Exit;
use crate::failure::{Failure, Result};
use crate::io::{self, Mode};
use crate::output::{self, Labelled, Voice, counted};
use crate::trusted::{Against, Opened};
use crate::words;

/// Put a report and what it takes to verify it into one file, for a reader without a network
///
/// Everything is verified first, and what does not verify is not bundled. The file proves nothing by itself: its reader
/// must hold the root or a trust list already.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Example:
  betterwork bundle acme.sdjwt --trust trust.json --status status/ --out acme.bundle
  betterwork verify acme.bundle --trust trust.json")]
pub(crate) struct MakeBundle {
    /// The signed report (.sdjwt), or a view of it, or - for standard input
    #[arg(value_name = "REPORT")]
    file: PathBuf,
    #[command(flatten)]
    against: Against,
    /// A statement about the report. May be given several times
    #[arg(long, value_name = "FILE")]
    statement: Vec<PathBuf>,
    /// A progress report about the report. May be given several times
    #[arg(long, value_name = "FILE")]
    progress_report: Vec<PathBuf>,
    /// Proof that the log holds the report (`betterwork schema inclusion-proof`)
    #[arg(long, value_name = "FILE")]
    proof: Option<PathBuf>,
    /// Where the bundle is written; - for standard output
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

impl MakeBundle {
    pub(crate) fn run(&self, voice: Voice) -> Result<Exit> {
        let paths = self.against.paths();
        let beside = self.statement.iter().chain(&self.progress_report).chain(&self.proof).chain([&self.file]).map(PathBuf::as_path);
        let beside: Vec<&Path> = beside.collect();
        io::refuse_onto(&self.out, paths.iter().map(PathBuf::as_path).chain(beside.iter().copied()))?;
        if paths.iter().any(|path| io::is_standard(path)) {
            return Err(Failure::usage("a bundle takes lists from files, not from standard input").advise("name the files"));
        }
        let opened = self.against.open_beside(&beside)?;
        let bundle = self.gather(&opened)?;
        let verified = bundle
            .verify(Held::TrustList(&opened.trust), &StatusLists::none(), |_| None, opened.at)
            .map_err(|error| Failure::refused(&format!("no bundle is made of {}", io::name(&self.file)), &error))?;
        let text = bundle.to_json()?;
        io::write(&self.out, text.as_bytes(), Mode::Replace)?;
        if io::is_standard(&self.out) {
            return Ok(Exit::Done);
        }
        match voice {
            Voice::Json => output::print_json(&json!({
                "out": self.out, "digest": verified.report().digest(), "standing": verified.report().standing(),
                "status_lists": bundle.status_lists().count(), "statements": verified.statements().len(),
                "progress_reports": verified.progress_reports().len(), "inclusion_proof": verified.inclusion().is_some(),
                "bytes": text.len(),
            }))?,
            Voice::Human => {
                let mut lines = Labelled::default();
                lines.line("holds", contents(&verified));
                lines.line("standing", words::standing(verified.report().standing()));
                lines.line("", "whoever opens it later is told as of when, and holds the root or a trust list already");
                let (name, size) =
                    (one_line(&verified.report().report().facility.name).into_owned(), counted(text.len() as u64, "byte", "bytes"));
                output::print(format!("wrote `{}`: {name}, {size}\n\n{lines}", self.out.display()))?;
            }
        }
        Ok(Exit::Done)
    }

    /// Reads the files, each as it came. A status list that cannot be used is of no use to the reader either.
    fn gather(&self, opened: &Opened) -> Result<Bundle> {
        let report = io::read_text(&self.file, io::MAX_DOCUMENT_BYTES)?;
        let mut bundle = Bundle::new(report, io::read_text(self.against.trust_path(), MAX_TRUST_LIST_BYTES)?);
        for path in self.against.status_paths() {
            let text = io::read_text(&path, MAX_STATUS_LIST_BYTES)?;
            StatusList::open(text.as_bytes(), &opened.trust, None, None, opened.at)
                .map_err(|error| Failure::refused(&format!("the status list {} is not bundled", io::name(&path)), &error))?;
            bundle = bundle.with_status_list(text);
        }
        for path in &self.statement {
            bundle = bundle.with_statement(io::read_text(path, MAX_STATEMENT_BYTES)?.trim_ascii_end());
        }
        for path in &self.progress_report {
            bundle = bundle.with_progress_report(io::read_text(path, io::MAX_DOCUMENT_BYTES)?);
        }
        match &self.proof {
            Some(path) => Ok(bundle.with_inclusion_proof(io::read_text(path, MAX_INCLUSION_PROOF_BYTES)?)),
            None => Ok(bundle),
        }
    }
}

/// Verifies a bundle under the trust list that the reader holds, and says what `verify` says of its report, and what else it holds.
pub(super) fn open(file: &Path, bytes: &[u8], opened: &Opened, voice: Voice) -> Result<VerifiedBundle> {
    let refused = |error: betterwork::Error| Failure::refused(&format!("the bundle {} is not verified", io::name(file)), &error);
    let bundle = Bundle::read(bytes).map_err(refused)?;
    let verified = bundle.verify(Held::TrustList(&opened.trust), &opened.status, |_| None, opened.at).map_err(refused)?;
    let report = verified.report();
    match voice {
        Voice::Json => output::print_json(report)?,
        Voice::Human => {
            let mut lines = words::axes(report, &opened.unusable);
            lines.line("the bundle", contents(&verified));
            output::print(format!("{}\n{}\n\n{lines}", genuine(report.signer().test), headline(report.report())))?;
        }
    }
    Ok(verified)
}

/// Says what a bundle holds besides its report.
fn contents(verified: &VerifiedBundle) -> String {
    let mut parts = vec![format!("trust list {}", verified.trust().version())];
    let mut many = |count: usize, one: &str, more: &str| {
        if count > 0 {
            parts.push(counted(count as u64, one, more));
        }
    };
    many(verified.status().iter().count(), "status list", "status lists");
    many(verified.statements().len(), "statement", "statements");
    many(verified.progress_reports().len(), "progress report", "progress reports");
    if let Some((_, signed)) = verified.inclusion() {
        parts.push(format!(
            "proof that the log `{}` of {} entries has the report",
            one_line(&signed.checkpoint().origin),
            signed.checkpoint().size
        ));
    }
    parts.join(", ")
}
