//! A folder that appears with everything in it, or not at all.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Result};

/// A folder in the making, beside its place.
pub(crate) struct WholeFolder {
    made: PathBuf,
    place: PathBuf,
    is_placed: bool,
}

impl WholeFolder {
    /// Begins a folder where there is none yet, or an empty one.
    pub(crate) fn begin(place: &Path) -> Result<Self> {
        check_free(place)?;
        let parent = place.parent().filter(|parent| !parent.as_os_str().is_empty());
        if let Some(parent) = parent {
            crate::io::make_folder(parent)?;
        }
        let made = crate::io::temporary_beside(place);
        fs::create_dir(&made).map_err(|error| Failure::unwritable(&made, &error))?;
        Ok(WholeFolder { made, place: place.to_owned(), is_placed: false })
    }

    /// Begins a file in it.
    pub(crate) fn create(&self, name: &str) -> Result<File> {
        let path = self.made.join(name);
        File::create_new(&path).map_err(|error| Failure::unwritable(&path, &error))
    }

    /// Writes a file in it.
    pub(crate) fn write(&self, name: &str, text: &str) -> Result<()> {
        let mut file = self.create(name)?;
        io::Write::write_all(&mut file, text.as_bytes()).map_err(|error| Failure::unwritable(&self.made.join(name), &error))
    }

    /// Puts the folder in its place.
    pub(crate) fn finish(mut self) -> Result<()> {
        check_free(&self.place)?;
        let failed = |error| Failure::unwritable(&self.place, &error);
        for entry in fs::read_dir(&self.made).map_err(failed)? {
            entry.and_then(|entry| File::open(entry.path())?.sync_all()).map_err(failed)?;
        }
        if self.place.is_dir() {
            fs::remove_dir(&self.place).map_err(failed)?;
        }
        fs::rename(&self.made, &self.place).map_err(failed)?;
        self.is_placed = true;
        Ok(())
    }
}

/// What was not finished leaves nothing behind.
impl Drop for WholeFolder {
    fn drop(&mut self) {
        if !self.is_placed {
            let _ = fs::remove_dir_all(&self.made);
        }
    }
}

fn check_free(place: &Path) -> Result<()> {
    let taken = match fs::read_dir(place) {
        Ok(mut entries) => entries.next().is_some(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => false,
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => true,
        Err(error) => return Err(Failure::unreadable(place, &error)),
    };
    if taken {
        let message = format!("`{}` is there already and is no empty folder", place.display());
        return Err(Failure::input_output("exists", message).advise("name a new folder, or move the old one away"));
    }
    Ok(())
}
