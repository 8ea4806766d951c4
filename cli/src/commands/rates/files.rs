//! Rates of files: each is read and verified, and of those that count read and verified once more, so that memory stays flat.

use std::path::{Path, PathBuf};

use betterwork::VerifiedReport;
use betterwork::analysis::rates::{Header, Rates, Scope, Selection, Tally};

use crate::commands::verify;
use crate::failure::{Failure, Result};
use crate::io;
use crate::sources;
use crate::trusted::{Against, Opened};

/// Computes the rates of the reports in files and folders.
pub(super) fn rates(paths: &[PathBuf], against: &Against, scope: &Scope) -> Result<Rates> {
    if paths.iter().any(|path| io::is_standard(path)) {
        return Err(Failure::usage("rates need files that can be read twice, not standard input"));
    }
    let files = sources::find(paths)?;
    let opened = against.open()?;
    let headers = files.iter().map(|file| Ok(Header::of(&read(file, &opened)?))).collect::<Result<_>>()?;
    let mut tally = Tally::new(Selection::of(headers, scope)?);
    for place in tally.selection().places() {
        let (Some(file), Some(header)) = (files.get(place), tally.selection().header(place)) else { continue };
        let verified = read(file, &opened)?;
        if verified.digest() != header.digest {
            return Err(Failure::input_output("changed", format!("{} changed while it was read", io::name(file))).advise("run this again"));
        }
        tally.report(place, &verified);
    }
    Ok(tally.finish())
}

fn read(file: &Path, opened: &Opened) -> Result<VerifiedReport> {
    verify::verified(file, &io::read(file, io::MAX_DOCUMENT_BYTES)?, opened)
}
