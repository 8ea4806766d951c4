//! A file that is written piece by piece and appears whole, or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Result};

/// A file in the making, or standard output for `-`.
pub(crate) struct WholeFile {
    out: BufWriter<Box<dyn Write>>,
    /// Where the file is made, and where it goes.
    made: Option<(PathBuf, PathBuf)>,
}

impl WholeFile {
    /// Begins a file that takes the place of what is there once it is finished.
    pub(crate) fn begin(path: &Path) -> Result<Self> {
        if crate::io::is_standard(path) {
            return Ok(WholeFile { out: BufWriter::new(Box::new(io::stdout())), made: None });
        }
        // A link is followed, and a device or a pipe is written to, not replaced.
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let failed = |error| Failure::unwritable(path, &error);
        match fs::metadata(&target) {
            Ok(metadata) if metadata.is_dir() => return Err(failed(io::Error::other("it is a folder"))),
            Ok(metadata) if !metadata.is_file() => {
                let device = fs::OpenOptions::new().write(true).open(&target).map_err(failed)?;
                return Ok(WholeFile { out: BufWriter::new(Box::new(device)), made: None });
            }
            _ => {}
        }
        let temporary = crate::io::temporary_beside(&target);
        let file = File::create_new(&temporary).map_err(failed)?;
        Ok(WholeFile { out: BufWriter::new(Box::new(file)), made: Some((temporary, target)) })
    }

    /// Adds a piece.
    pub(crate) fn write(&mut self, piece: &str) -> Result<()> {
        self.out.write_all(piece.as_bytes()).map_err(|error| self.failed(&error))
    }

    /// Puts the file in its place.
    pub(crate) fn finish(mut self) -> Result<()> {
        self.out.flush().map_err(|error| self.failed(&error))?;
        let Some((temporary, target)) = self.made.take() else { return Ok(()) };
        let placed = File::open(&temporary).and_then(|file| file.sync_all()).and_then(|()| fs::rename(&temporary, &target));
        placed.inspect_err(|_| _ = fs::remove_file(&temporary)).map_err(|error| Failure::unwritable(&target, &error))
    }

    fn failed(&self, error: &io::Error) -> Failure {
        match &self.made {
            Some((_, target)) => Failure::unwritable(target, error),
            None => Failure::output(error),
        }
    }
}

/// What was not finished leaves nothing behind.
impl Drop for WholeFile {
    fn drop(&mut self) {
        if let Some((temporary, _)) = &self.made {
            let _ = fs::remove_file(temporary);
        }
    }
}
