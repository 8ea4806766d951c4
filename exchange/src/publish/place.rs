//! Where an exchange is written: a folder of this machine, or whatever else keeps files by name.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use betterwork::Timestamp;
use fs4::fs_std::FileExt;

/// A place that keeps the files of an exchange.
pub trait Place: fmt::Debug {
    /// Reads a file; `None` where there is none.
    ///
    /// # Errors
    /// [`PlaceError`]; so for every function.
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, PlaceError>;

    /// Writes a file, whole or not at all, in place of another of this name. It survives a loss of power once
    /// [`Place::settle`] has returned.
    fn write(&self, path: &str, bytes: &[u8], caching: Caching) -> Result<(), PlaceError>;

    /// Writes files of which none needs another: in any order, or at once.
    fn write_all(&self, files: &[(String, Vec<u8>)], caching: Caching) -> Result<(), PlaceError> {
        files.iter().try_for_each(|(path, bytes)| self.write(path, bytes, caching))
    }

    /// Returns whether compressed copies (`.gz`) beside entry bundles are of use here.
    fn takes_compressed_copies(&self) -> bool {
        true
    }

    /// Removes a file; one that is not there is no error.
    fn remove(&self, path: &str) -> Result<(), PlaceError>;

    /// Lists the paths of all files below a folder, in the order of their names.
    fn list(&self, folder: &str) -> Result<Vec<String>, PlaceError>;

    /// Waits until everything that was written will survive a loss of power.
    fn settle(&self) -> Result<(), PlaceError>;

    /// Keeps every other publisher out until the answer is dropped.
    ///
    /// # Errors
    /// [`PlaceError::Busy`] where another one is at work.
    fn lock(&self) -> Result<Box<dyn Lock>, PlaceError>;

    /// Returns where it is, for people.
    fn address(&self) -> &str;
}

/// Keeps other publishers out of a place while it lives.
pub trait Lock: fmt::Debug {}

/// How long copies of a file may be kept by whoever stands between an exchange and its readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caching {
    /// For ever: the content of this name never changes.
    Immutable,
    /// For a minute: the content changes.
    Short,
}

impl Caching {
    /// Returns the `Cache-Control` of such a file (RFC 9111, RFC 8246).
    pub fn header(self) -> &'static str {
        match self {
            Caching::Immutable => "public, max-age=31536000, immutable",
            Caching::Short => "public, max-age=60, must-revalidate",
        }
    }

    /// Returns the `Cache-Control` of the file at a path of an exchange: caches that many share keep nothing of a
    /// subscriber's folder.
    pub fn header_at(self, path: &str) -> &'static str {
        match (path.starts_with(SUBSCRIBERS), self) {
            (true, Caching::Immutable) => "private, max-age=31536000, immutable",
            (true, Caching::Short) => "private, max-age=60, must-revalidate",
            (false, _) => self.header(),
        }
    }
}

/// The folder of the subscribers' folders.
const SUBSCRIBERS: &str = "subscribers/";

/// Who keeps other publishers out of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The random name that it took.
    pub id: String,
    /// Since when it is at work.
    pub since: Timestamp,
    /// Until when it is taken to be alive; it puts this off while it works.
    pub until: Timestamp,
}

/// Why a place could not be read or written.
#[derive(Debug)]
#[non_exhaustive]
pub enum PlaceError {
    /// Another publisher is at work.
    Busy {
        /// The place.
        place: String,
        /// Which one, where the place knows it.
        holder: Option<Holder>,
    },
    /// A text is no address of a place, or this program cannot reach places of its kind.
    BadAddress {
        /// The address, without secrets.
        address: String,
        /// Why, and what to do about it.
        reason: String,
    },
    /// A file cannot be read.
    Unreadable {
        /// The file.
        path: String,
        /// Why.
        reason: String,
    },
    /// A file cannot be written.
    Unwritable {
        /// The file.
        path: String,
        /// Why.
        reason: String,
    },
}

impl fmt::Display for PlaceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PlaceError::Busy { place, holder: None } => {
                write!(f, "another publisher is at work in `{place}`: try again when it is done")
            }
            PlaceError::Busy { place, holder: Some(Holder { id, since, until }) } => write!(
                f,
                "another publisher (`{id}`) is at work in `{place}` since {since}: try again when it is done, or after {until} if it was killed"
            ),
            PlaceError::BadAddress { address, reason } => write!(f, "cannot use `{address}`: {reason}"),
            PlaceError::Unreadable { path, reason } => write!(f, "cannot read `{path}`: {reason}"),
            PlaceError::Unwritable { path, reason } => write!(f, "cannot write `{path}`: {reason}"),
        }
    }
}

impl std::error::Error for PlaceError {}

/// A folder of this machine.
#[derive(Clone, Debug)]
pub struct FolderPlace {
    root: PathBuf,
    address: String,
}

/// The name of the file that publishers lock; web servers do not serve hidden files.
pub(super) const LOCK: &str = ".publishing";

impl FolderPlace {
    /// Takes a folder, which need not be there yet.
    pub fn new(root: impl AsRef<Path>) -> Self {
        let root = root.as_ref().to_owned();
        let address = root.display().to_string();
        FolderPlace { root, address }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }
}

impl Place for FolderPlace {
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, PlaceError> {
        match fs::read(self.path(path)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(unreadable(&self.path(path), &error)),
        }
    }

    fn write(&self, path: &str, bytes: &[u8], _: Caching) -> Result<(), PlaceError> {
        let target = self.path(path);
        let written = || {
            let folder = target.parent().unwrap_or(&self.root);
            fs::create_dir_all(folder)?;
            let draft = folder.join(format!(".{}.part", target.file_name().unwrap_or_default().to_string_lossy()));
            let mut file = File::create(&draft)?;
            file.write_all(bytes)?;
            file.sync_data()?;
            fs::rename(&draft, &target)
        };
        written().map_err(|error| unwritable(&target, &error))
    }

    fn remove(&self, path: &str) -> Result<(), PlaceError> {
        match fs::remove_file(self.path(path)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(unwritable(&self.path(path), &error)),
            _ => Ok(()),
        }
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, PlaceError> {
        let mut files = Vec::new();
        walk(&self.path(folder), folder, &mut files).map_err(|error| unreadable(&self.path(folder), &error))?;
        files.sort();
        Ok(files)
    }

    fn settle(&self) -> Result<(), PlaceError> {
        // The content is safe already; the names are as safe as their folders.
        let synced = |folder: &Path| File::open(folder).and_then(|folder| folder.sync_all());
        let settled = folders(&self.root).and_then(|folders| folders.iter().try_for_each(|folder| synced(folder)));
        settled.map_err(|error| unwritable(&self.root, &error))
    }

    fn lock(&self) -> Result<Box<dyn Lock>, PlaceError> {
        let path = self.path(LOCK);
        let opened = fs::create_dir_all(&self.root).and_then(|()| File::options().create(true).append(true).open(&path));
        let file = opened.map_err(|error| unwritable(&path, &error))?;
        match FileExt::try_lock_exclusive(&file) {
            Ok(true) => Ok(Box::new(FileLock { _file: file })),
            Ok(false) => Err(PlaceError::Busy { place: self.address.clone(), holder: None }),
            Err(error) => Err(unwritable(&path, &error)),
        }
    }

    fn address(&self) -> &str {
        &self.address
    }
}

/// The system lets go of it when the process ends, however it ends.
#[derive(Debug)]
struct FileLock {
    _file: File,
}

impl Lock for FileLock {}

fn walk(folder: &Path, name: &str, files: &mut Vec<String>) -> io::Result<()> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        let file_name = entry.file_name().to_string_lossy().into_owned();
        if file_name.starts_with('.') {
            continue;
        }
        let below = if name.is_empty() { file_name } else { format!("{name}/{file_name}") };
        if entry.file_type()?.is_dir() {
            walk(&entry.path(), &below, files)?;
        } else {
            files.push(below);
        }
    }
    Ok(())
}

/// Every folder of an exchange, its root first.
fn folders(root: &Path) -> io::Result<Vec<PathBuf>> {
    let mut folders = vec![root.to_owned()];
    let mut next = 0;
    while let Some(folder) = folders.get(next).cloned() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                folders.push(entry.path());
            }
        }
        next += 1;
    }
    Ok(folders)
}

fn unreadable(path: &Path, error: &io::Error) -> PlaceError {
    PlaceError::Unreadable { path: path.display().to_string(), reason: plain(error) }
}

fn unwritable(path: &Path, error: &io::Error) -> PlaceError {
    PlaceError::Unwritable { path: path.display().to_string(), reason: plain(error) }
}

pub(super) fn plain(error: &dyn std::error::Error) -> String {
    let text = error.to_string();
    text.split_once(" (os error").map_or(text.as_str(), |(words, _)| words).to_owned()
}
