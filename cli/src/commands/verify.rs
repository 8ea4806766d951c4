//! `verify`: whether a report is genuine, and every separate answer about it.

use std::path::PathBuf;

use betterwork::report::{AssessmentBody, ProgressBody};
use betterwork::{VerifiedReport, one_line, verify, verify_progress_report};

use crate::exit::{self, Exit, StatusDemand};
use crate::failure::{Failure, Result};
use crate::io;
use crate::output::{self, BOLD, CAUTION, FAINT, GOOD, Voice, styled};
use crate::trusted::{Against, Opened};
use crate::words;

/// Check that a report is genuine, and say everything else that matters about it
///
/// A report may be genuine and still superseded, partly withheld or years old: each is a separate answer.
#[derive(clap::Args, Debug)]
#[command(after_help = format!("\
Example:
  betterwork verify acme.sdjwt --trust trust.json --status status/

{}

A trust list that cannot be read ends with 3; one that is read and is not in order, with 1.
`--json` prints the verification result, or an `error` with its `code`, `message` and `advice`.", exit::HELP))]
pub(crate) struct Verify {
    /// The signed report (.sdjwt), or - for standard input
    #[arg(value_name = "REPORT")]
    file: PathBuf,
    #[command(flatten)]
    against: Against,
    /// End with 4 also where nobody can say whether the report still stands
    #[arg(long)]
    require_status: bool,
    /// Expect a progress report instead of an assessment report
    #[arg(long)]
    progress_report: bool,
}

impl Verify {
    pub(crate) fn run(&self, voice: Voice) -> Result<Exit> {
        let demand = if self.require_status { StatusDemand::Required } else { StatusDemand::Optional };
        let bytes = io::read(&self.file, io::MAX_DOCUMENT_BYTES)?;
        let opened = self.against.open()?;
        if self.progress_report {
            return self.progress(&bytes, &opened, demand, voice);
        }
        let verified = verify(&bytes, &opened.trust, &opened.status, opened.at).map_err(|error| self.refused(&error))?;
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
        let verified = verify_progress_report(bytes, &opened.trust, &opened.status, opened.at).map_err(|error| self.refused(&error))?;
        match voice {
            Voice::Json => output::print_json(&verified)?,
            Voice::Human => output::print(format!(
                "{}\n{}\n\n{}",
                genuine(verified.signer().test),
                progress_headline(verified.report()),
                words::axes(&verified, &opened.unusable)
            ))?,
        }
        Ok(Exit::of_standing(verified.standing(), demand))
    }

    fn refused(&self, error: &betterwork::Error) -> Failure {
        refused(&self.file, error)
    }
}

/// Verifies the report in a file; shared with `show`.
pub(crate) fn verified(file: &std::path::Path, bytes: &[u8], opened: &Opened) -> Result<VerifiedReport> {
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

fn progress_headline(report: &ProgressBody) -> String {
    format!(
        "{} {}",
        styled(BOLD, format!("Progress report {}", report.number)),
        styled(FAINT, format!("about {}, revision {}", report.about.jti, report.about.revision))
    )
}

fn refused(file: &std::path::Path, error: &betterwork::Error) -> Failure {
    Failure::refused(&format!("{} is not verified", io::name(file)), error)
}
