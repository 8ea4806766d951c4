//! Files that belong together: made in a folder of their own, then moved to their place, all of them or none.

use std::fs;
use std::path::{Path, PathBuf};

use super::make_folder;
use crate::failure::{Failure, Result};

/// A folder in the making; dropped before it was moved, it is gone, and so are the folders above it that it needed.
pub(crate) struct Staging {
    path: PathBuf,
    /// The folders that were made for it, the innermost first.
    above: Vec<PathBuf>,
}

impl Staging {
    /// Begins a folder from which files move to `place`: in it where it is there, beside it where it is not.
    ///
    /// Both are on one file system, so that a file is moved whole.
    pub(crate) fn begin(place: &Path) -> Result<Self> {
        if place.is_dir() { Staging::make(place.join(format!(".{}.part", std::process::id()))) } else { Staging::beside(place) }
    }

    /// Begins a folder beside the place to which it moves.
    pub(crate) fn beside(place: &Path) -> Result<Self> {
        let Some(name) = place.file_name() else {
            return Err(Failure::input_output("exists", format!("`{}` is not the name of a new folder", place.display()))
                .advise("name a new folder with `--out DIR`"));
        };
        Staging::make(place.with_file_name(format!(".{}.{}.part", name.to_string_lossy(), std::process::id())))
    }

    fn make(path: PathBuf) -> Result<Self> {
        let missing = |above: &&Path| !above.as_os_str().is_empty() && above.symlink_metadata().is_err();
        let above = path.ancestors().skip(1).take_while(missing).map(Path::to_owned).collect();
        let staging = Staging { path, above };
        make_folder(&staging.path)?;
        Ok(staging)
    }

    /// Returns where the files are while they are made.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Moves the folder itself to a place where nothing is.
    pub(crate) fn become_folder(&self, place: &Path) -> Result<()> {
        fs::rename(&self.path, place).map_err(|error| Failure::unwritable(place, &error))
    }

    /// Moves the files to `place`: first those that must not be there yet, then `last`, in place of what is there.
    ///
    /// Where one cannot be moved, those that were are taken back.
    pub(crate) fn finish(&self, place: &Path, last: &Path) -> Result<()> {
        if place.symlink_metadata().is_err() {
            return self.become_folder(place);
        }
        let mut files = Vec::new();
        walk(&self.path, &mut files)?;
        files.retain(|file| file != &self.path.join(last));
        let target = |file: &Path| place.join(file.strip_prefix(&self.path).unwrap_or(file));
        if let Some(taken) = files.iter().map(|file| target(file)).find(|target| target.symlink_metadata().is_ok()) {
            return Err(Failure::exists(&taken));
        }
        let mut moved = Vec::new();
        for file in files.iter().chain([&self.path.join(last)]) {
            let target = target(file);
            let made = target.parent().map_or(Ok(()), fs::create_dir_all);
            if let Err(error) = made.and_then(|()| fs::rename(file, &target)) {
                moved.iter().for_each(|target| _ = fs::remove_file(target));
                return Err(Failure::unwritable(&target, &error));
            }
            moved.push(target);
        }
        Ok(())
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // Gone already where the folder was moved; a folder above that has something in it stays.
        let _ = fs::remove_dir_all(&self.path);
        for above in &self.above {
            let _ = fs::remove_dir(above);
        }
    }
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let failed = |error| Failure::unreadable(folder, &error);
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.is_dir() { walk(&path, files)? } else { files.push(path) }
    }
    Ok(())
}
