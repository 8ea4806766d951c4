//! Files to import: named ones and the `.sdjwt` files of folders, read one by one while a bar moves.

use std::path::{Path, PathBuf};

use indicatif::ProgressBar;

use crate::failure::{Failure, Result};
use crate::io;

/// What the reports of a folder end in; other files of a folder are passed over.
const EXTENSION: &str = "sdjwt";

/// Finds the files: those that are named, and all reports in the folders that are named and in those below.
pub(crate) fn find(paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in paths {
        if io::is_standard(path) || !path.is_dir() {
            // Named and not there: nothing is imported, rather than a part.
            if !io::is_standard(path) {
                std::fs::metadata(path).map_err(|error| Failure::unreadable(path, &error))?;
            }
            files.push(path.clone());
            continue;
        }
        let before = files.len();
        walk(path, &mut files)?;
        if files.len() == before {
            return Err(Failure::input_output("not_found", format!("the folder `{}` has no .{EXTENSION} file", path.display()))
                .advise("name the files themselves where they are called otherwise"));
        }
    }
    Ok(files)
}

/// Finds the reports of a folder and of those below; there may be none.
pub(crate) fn reports_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    walk(folder, &mut files)?;
    Ok(files)
}

/// Returns the name under which the store knows a file: its path, below a folder where one is given.
pub(crate) fn name(path: &Path, below: &Path) -> String {
    let path = path.strip_prefix(below).unwrap_or(path);
    path.strip_prefix(".").unwrap_or(path).display().to_string()
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let failed = |error| Failure::unreadable(folder, &error);
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        entries.push((entry.path(), entry.file_type().map_err(failed)?));
    }
    entries.sort_by(|(one, _), (other, _)| one.cmp(other));
    for (path, kind) in entries {
        // A link to a folder may lead back to where we are.
        if kind.is_dir() {
            walk(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == EXTENSION) && path.is_file() {
            files.push(path);
        }
    }
    Ok(())
}

/// Reads the files one by one; what cannot be read is set aside, and the others go on.
pub(crate) struct Reading<'a> {
    pub(crate) files: std::slice::Iter<'a, PathBuf>,
    /// A part of each path that its name in the store leaves out.
    pub(crate) below: &'a Path,
    pub(crate) bar: &'a ProgressBar,
    pub(crate) failures: &'a mut Vec<Failure>,
}

impl Iterator for Reading<'_> {
    type Item = (String, Vec<u8>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let path = self.files.next()?;
            self.bar.inc(1);
            match io::read(path, io::MAX_DOCUMENT_BYTES) {
                Ok(bytes) => return Some((name(path, self.below), bytes)),
                Err(failure) => self.failures.push(failure),
            }
        }
    }
}
