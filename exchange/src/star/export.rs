//! A STAR export as it was read: unsigned reports by facility, and what did not come through.

use std::collections::HashMap;
use std::fmt;
use std::path::Path;

use super::draft::FacilityHistory;
use super::error::StarError;
use super::options::Options;
use super::settle::{self, Settled};
use super::summary::{Note, NoteKind, Summary};
use super::{assessments, enterprises, evidence};

/// A STAR export that was read.
pub struct Export {
    options: Options,
    facilities: Vec<FacilityHistory>,
    summary: Summary,
}

/// Reads the export in a directory: `star-assessments.csv`, and where they are there `star-enterprises.csv` and
/// `star-evidence.csv`.
///
/// The files are read row by row; what is kept of a row of the assessments is about 50 bytes, and a report is made
/// when it is asked for.
///
/// # Errors
/// A [`StarError`] where a file cannot be read at all. A single bad row is listed in [`Export::summary`] instead.
pub fn read(directory: &Path, options: &Options) -> Result<Export, StarError> {
    if !directory.is_dir() {
        return Err(StarError::NotADirectory { path: directory.to_owned() });
    }
    let mut summary = Summary::default();
    let assessments = assessments::read(directory, &mut summary)?;
    let enterprises = enterprises::read(directory, &mut summary)?;
    let mut settled = settle::settle(assessments, enterprises, options.clone(), &mut summary);
    evidence::read(directory, &mut settled, &mut summary)?;
    Ok(Export::new(options.clone(), settled, summary))
}

/// Only the totals: an export may hold millions of findings.
impl fmt::Debug for Export {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Export").field("report_count", &self.summary.report_count).finish_non_exhaustive()
    }
}

impl Export {
    fn new(options: Options, settled: Settled, mut summary: Summary) -> Self {
        summary.report_count = settled.drafts.len() as u64;
        summary.finding_count = settled.drafts.iter().map(|draft| draft.finding_count()).sum();
        summary.evidence_count = settled.drafts.iter().map(|draft| draft.evidence_count()).sum();
        let facilities = settle::histories(settled.drafts);
        summary.facility_count = facilities.len() as u64;
        summary.sort();
        Export { options, facilities, summary }
    }

    /// Returns the facilities in the order of the file, each with its assessments, the oldest first.
    pub fn facilities(&self) -> &[FacilityHistory] {
        &self.facilities
    }

    /// Returns what was read, and everything that was dropped, changed or odd.
    pub fn summary(&self) -> &Summary {
        &self.summary
    }

    /// Returns the summary where signing refused these assessments too: they are listed with the others that were left out.
    ///
    /// Only `not_issued` names an assessment; another error changes nothing.
    pub fn summary_without(&self, refused: &[StarError]) -> Summary {
        let mut summary = self.summary.clone();
        let reasons: HashMap<&str, &betterwork::Error> = refused
            .iter()
            .filter_map(|error| match error {
                StarError::NotIssued { assessment, source } => Some((assessment.as_str(), source)),
                _ => None,
            })
            .collect();
        for facility in &self.facilities {
            let mut left = facility.drafts.len();
            for draft in &facility.drafts {
                let Some(reason) = reasons.get(draft.id.as_str()) else { continue };
                let note = Note::new(NoteKind::RefusedAssessment, assessments::FILE, draft.line, format!("signing refuses it: {reason}"));
                summary.push(note.assessment(&draft.id).rows(draft.finding_count()));
                summary.report_count -= 1;
                summary.finding_count -= draft.finding_count();
                summary.evidence_count -= draft.evidence_count();
                left -= 1;
            }
            summary.facility_count -= u64::from(left == 0);
        }
        summary.sort();
        summary
    }

    /// Returns what the caller decided.
    pub fn options(&self) -> &Options {
        &self.options
    }
}
