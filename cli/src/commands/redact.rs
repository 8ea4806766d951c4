//! `redact`: a view of a report with less in it, whose signature still verifies.

use std::path::PathBuf;

use betterwork::{View, redact};

use crate::exit::Exit;
use crate::failure::{Failure, Result};
use crate::io::{self, Mode};
use crate::output::{self, Voice};

/// Make a view of a report with less in it; its signature still verifies
///
/// Needs no key. The view says how much it leaves out, and publicly disclosed findings stay in every view.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Views:
  public   none of the members that can be withheld
  full     everything that the file has
  or the members to keep, separated by commas, for example
           facility.address,compliance_points[working_time/overtime].findings

Example:
  betterwork redact acme.sdjwt --view public --out acme-public.sdjwt")]
pub(crate) struct Redact {
    /// The signed report, or - for standard input
    #[arg(value_name = "REPORT")]
    file: PathBuf,
    /// What the view shows: public, full, or members separated by commas
    #[arg(long, value_name = "VIEW")]
    view: String,
    /// Where the view is written; - for standard output
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

impl Redact {
    pub(crate) fn run(&self, voice: Voice) -> Result<Exit> {
        let view: View = self.view.parse().map_err(|error| Failure::usage(format!("`--view`: {error}")))?;
        io::refuse_onto(&self.out, [self.file.as_path()])?;
        let token = io::read(&self.file, io::MAX_DOCUMENT_BYTES)?;
        let shown = redact(&token, &view).map_err(|error| Failure::refused(&format!("{} is no report", io::name(&self.file)), &error))?;
        io::write(&self.out, shown.as_bytes(), Mode::Replace)?;
        if io::is_standard(&self.out) {
            return Ok(Exit::Done);
        }
        let disclosures = |token: &[u8]| token.iter().filter(|byte| **byte == b'~').count().saturating_sub(1) as u64;
        let (had, has) = (disclosures(&token), disclosures(shown.as_bytes()));
        match voice {
            Voice::Json => output::print_json(&serde_json::json!({
                "out": self.out, "members_shown": has, "members_dropped": had.saturating_sub(has)
            }))?,
            Voice::Human => output::print(format!(
                "wrote `{}`: {} of {} that can be withheld are shown",
                self.out.display(),
                output::grouped(has),
                output::counted(had, "member", "members")
            ))?,
        }
        Ok(Exit::Done)
    }
}
