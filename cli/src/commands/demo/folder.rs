//! The demo's folder: made beside its place and moved there when all is well, so that nothing half made is left.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Result};
use crate::io::{self, Mode};

/// Says that the demo made a folder, so that the demo may replace it.
const MARK: &str = ".betterwork-demo";

/// A folder in the making; dropped before it is finished, it is gone.
pub(super) struct Folder {
    place: PathBuf,
    making: PathBuf,
}

impl Folder {
    /// Begins a folder.
    ///
    /// A place is free where nothing is, where an empty folder is, or where the demo was before.
    pub(super) fn begin(place: &Path) -> Result<Self> {
        if place.symlink_metadata().is_ok() && !is_free(place)? {
            return Err(Failure::input_output("exists", format!("`{}` is there already, and the demo did not make it", place.display()))
                .advise("choose another folder with `--out DIR`"));
        }
        let name = place.file_name().ok_or_else(|| {
            Failure::input_output("exists", format!("`{}` cannot be the demo's folder", place.display()))
                .advise("name a new folder with `--out DIR`")
        })?;
        let making = place.with_file_name(format!(".{}.{}.part", name.to_string_lossy(), std::process::id()));
        io::make_folder(&making)?;
        io::write(&making.join(MARK), b"made by `betterwork demo`, which replaces this folder when it runs again\n", Mode::Replace)?;
        Ok(Folder { place: place.to_owned(), making })
    }

    /// Returns where the files are while the folder is made.
    pub(super) fn path(&self) -> &Path {
        &self.making
    }

    /// Moves the folder to its place, instead of the one that was there.
    pub(super) fn finish(self) -> Result<()> {
        let failed = |error: std::io::Error| Failure::unwritable(&self.place, &error);
        if self.place.exists() {
            let former = self.making.with_extension("former");
            fs::rename(&self.place, &former).map_err(failed)?;
            fs::rename(&self.making, &self.place).map_err(failed)?;
            return fs::remove_dir_all(&former).map_err(failed);
        }
        fs::rename(&self.making, &self.place).map_err(failed)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Gone already where the folder was finished.
        let _ = fs::remove_dir_all(&self.making);
    }
}

fn is_free(place: &Path) -> Result<bool> {
    if !place.is_dir() || place.is_symlink() {
        return Ok(false);
    }
    let mut entries = fs::read_dir(place).map_err(|error| Failure::unreadable(place, &error))?;
    Ok(place.join(MARK).is_file() || entries.next().is_none())
}
