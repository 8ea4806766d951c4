//! The synthetic STAR export that the program carries with it.

use std::path::Path;

use crate::failure::Result;
use crate::io::{self, Mode};

const FILES: &[(&str, &[u8])] = &[
    ("star-assessments.csv", include_bytes!("../../../../examples/star-export/star-assessments.csv")),
    ("star-enterprises.csv", include_bytes!("../../../../examples/star-export/star-enterprises.csv")),
    ("star-evidence.csv", include_bytes!("../../../../examples/star-export/star-evidence.csv")),
];

/// Writes the export to a folder, from which it is read like any other.
pub(super) fn write(folder: &Path) -> Result<()> {
    io::make_folder(folder)?;
    FILES.iter().try_for_each(|(name, bytes)| io::write(&folder.join(name), bytes, Mode::Replace))
}
