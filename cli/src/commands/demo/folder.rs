//! The demo's folder: made beside its place and moved there when all is well, so that nothing half made is left.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Result};
use crate::io::{self, Mode, Staging};

/// Says that the demo made a folder, so that the demo may replace it.
const MARK: &str = ".betterwork-demo";

/// A folder in the making; dropped before it is finished, it is gone.
pub(super) struct Folder {
    place: PathBuf,
    making: Staging,
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
        let making = Staging::beside(place)?;
        let mark = b"made by `betterwork demo`, which replaces this folder when it runs again\n";
        io::write(&making.path().join(MARK), mark, Mode::Replace)?;
        Ok(Folder { place: place.to_owned(), making })
    }

    /// Returns where the files are while the folder is made.
    pub(super) fn path(&self) -> &Path {
        self.making.path()
    }

    /// Moves the folder to its place, instead of the one that was there.
    pub(super) fn finish(self) -> Result<()> {
        let failed = |error: std::io::Error| Failure::unwritable(&self.place, &error);
        if self.place.exists() {
            let former = self.making.path().with_extension("former");
            fs::rename(&self.place, &former).map_err(failed)?;
            self.making.become_folder(&self.place)?;
            return fs::remove_dir_all(&former).map_err(failed);
        }
        self.making.become_folder(&self.place)
    }
}

fn is_free(place: &Path) -> Result<bool> {
    if !place.is_dir() || place.is_symlink() {
        return Ok(false);
    }
    let mut entries = fs::read_dir(place).map_err(|error| Failure::unreadable(place, &error))?;
    Ok(place.join(MARK).is_file() || entries.next().is_none())
}
