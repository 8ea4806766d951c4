//! `verify`: whether a report is genuine, and every separate answer about it.

use std::path::{Path, PathBuf};

use betterwork::report::{AssessmentBody, ProgressBody};
use betterwork::{
    Bundle, DocumentKind, MAX_BUNDLE_BYTES, VerifiedProgressReport, VerifiedReport, identify, one_line, verify, verify_progress_report,
};

use crate::exit::{self, Exit, StatusDemand};
use crate::failure::{Failure, Result};
use crate::io;
use crate::output::{self, BOLD, CAUTION, FAINT, GOOD, Labelled, Voice, styled};
use crate::trusted::{Against, Opened};
use crate::words;

/// Check that a report is genuine, and say everything else that matters about it
///
/// A report may be genuine and still superseded, partly withheld or years old: each is a separate answer. A bundle is
/// verified whole, without a network: its trust list must be the one that you name, or the next; where you name a status
/// list, the bundle's must not be older.
#[derive(clap::Args, Debug)]
#[command(after_help = format!("\
Example:
  betterwork verify acme.sdjwt --trust trust.json --status status/

{}

A trust list that cannot be read ends with 3; one that is read and is not in order, with 1.
`--json` prints the verification result, or an `error` with its `code`, `message` and `advice`.", exit::HELP))]
pub(crate) struct Verify {
    /// The signed report (.sdjwt), an assessment or a progress report, or a bundle (`betterwork bundle`), or - for standard input
    #[arg(value_name = "REPORT")]
    file: PathBuf,
    /// Of a progress report: the assessment report that it must follow up
    #[arg(long, value_name = "REPORT")]
    about: Option<PathBuf>,
    #[command(flatten)]
    against: Against,
    /// End with 4 also where nobody can say whether the report still stands
    #[arg(long)]
    require_status: bool,
    /// Refuse anything but a progress report
    #[arg(long)]
    progress_report: bool,
}

impl Verify {
    pub(crate) fn run(&self, voice: Voice) -> Result<Exit> {
        let demand = if self.require_status { StatusDemand::Required } else { StatusDemand::Optional };
        let opened = self.against.open_beside(&[&self.file])?;
        let bytes = io::read(&self.file, MAX_BUNDLE_BYTES)?;
        if Bundle::claims(&bytes) && !self.progress_report {
            refuse_about(self.about.as_deref())?;
            let verified = super::bundle::open(&self.file, &bytes, &opened, voice)?;
            return Ok(Exit::of_standing(verified.report().standing(), demand));
        }
        if self.progress_report || is_progress_report(&bytes) {
            return self.progress(&bytes, &opened, demand, voice);
        }
        let verified = verify(&bytes, &opened.trust, &opened.status, opened.at).map_err(|error| refused(&self.file, &error))?;
        refuse_about(self.about.as_deref())?;
        match voice {
            Voice::Json => output::print_json(&verified)?,
            Voice::Human => output::print(format!(
                "{}\n{}\n\n{}",
                genuine(verified.signer().test),
                headline(verified.report()),
                words::axes(&verified, &opened.unusable)
            ))?,
        }
        Ok(Exit::of_standing(verified.standing(), demand))
    }

    fn progress(&self, bytes: &[u8], opened: &Opened, demand: StatusDemand, voice: Voice) -> Result<Exit> {
        let (verified, about) = progress(&self.file, bytes, self.about.as_deref(), opened)?;
        match voice {
            Voice::Json => output::print_json(&verified)?,
            Voice::Human => {
                let mut lines = words::axes(&verified, &opened.unusable);
                about_lines(&mut lines, &verified, about.as_ref());
                let (genuine, headline) = (genuine(verified.signer().test), progress_headline(verified.report()));
                output::print(format!("{genuine}\n{headline}\n\n{lines}"))?;
            }
        }
        Ok(Exit::of_standing(verified.standing(), demand))
    }
}

/// Returns whether the bytes claim to be a progress report; whether they are one is for verification to say.
pub(super) fn is_progress_report(bytes: &[u8]) -> bool {
    identify(bytes).is_ok_and(|identity| identity.kind == DocumentKind::ProgressReport)
}

/// Verifies a progress report, and where the assessment report is named that it must follow up, that one too.
pub(super) fn progress(
    file: &Path,
    bytes: &[u8],
    about: Option<&Path>,
    opened: &Opened,
) -> Result<(VerifiedProgressReport, Option<VerifiedReport>)> {
    let progress = verify_progress_report(bytes, &opened.trust, &opened.status, opened.at).map_err(|error| refused(file, &error))?;
    let Some(about) = about else { return Ok((progress, None)) };
    let report = verified(about, &io::read(about, io::MAX_DOCUMENT_BYTES)?, opened)?;
    progress.check_about(&report).map_err(|error| {
        let message = format!("{} does not follow up {}", io::name(file), io::name(about));
        Failure::refused(&message, &error).advise("name the assessment report whose digest the progress report has")
    })?;
    Ok((progress, Some(report)))
}

/// Refuses to leave `--about` unheeded.
pub(super) fn refuse_about(about: Option<&Path>) -> Result<()> {
    match about {
        Some(_) => Err(Failure::usage("`--about` is for a progress report, and this is an assessment report")),
        None => Ok(()),
    }
}

/// Says which assessment report a progress report follows up, and whether that was checked.
pub(super) fn about_lines(lines: &mut Labelled, verified: &VerifiedProgressReport, about: Option<&VerifiedReport>) {
    match about {
        Some(report) => {
            let assessment = one_line(&report.report().assessment.id);
            lines.line("follows up", format!("{}, assessment {assessment}: checked", one_line(&report.report().facility.name)));
        }
        None => {
            let hint = styled(FAINT, "(`--about REPORT` checks it)");
            lines.line("follows up", format!("the report {} {hint}", verified.report().about.digest));
        }
    }
}

/// Verifies the report in a file; shared with `show`.
pub(crate) fn verified(file: &Path, bytes: &[u8], opened: &Opened) -> Result<VerifiedReport> {
    verify(bytes, &opened.trust, &opened.status, opened.at).map_err(|error| refused(file, &error))
}

/// Says that a report is genuine, and in the same breath that it is test data.
pub(crate) fn genuine(test: bool) -> String {
    let word = styled(GOOD.bold(), "genuine");
    if test { format!("{word}  {}", styled(CAUTION.bold(), "TEST DATA")) } else { word }
}

/// Says which facility and which visit a report is about.
pub(crate) fn headline(report: &AssessmentBody) -> String {
    let (facility, assessment) = (&report.facility, &report.assessment);
    format!(
        "{}  {}",
        styled(BOLD, format!("{}, {}", one_line(&facility.name), facility.country)),
        styled(FAINT, format!("assessment {}, cycle {}, revision {}", one_line(&assessment.id), assessment.cycle, report.revision))
    )
}

pub(super) fn progress_headline(report: &ProgressBody) -> String {
    format!(
        "{} {}",
        styled(BOLD, format!("Progress report {}", report.number)),
        styled(FAINT, format!("about {}, revision {}", one_line(&report.about.jti), report.about.revision))
    )
}

fn refused(file: &Path, error: &betterwork::Error) -> Failure {
    Failure::refused(&format!("{} is not verified", io::name(file)), error)
}
