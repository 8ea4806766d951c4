//! Files: read within bounds, written whole or not at all, `-` for standard input and output.

mod staging;

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use betterwork::ErrorKind;
use clap::builder::{PathBufValueParser, TypedValueParser};

pub(crate) use staging::Staging;

use crate::failure::{Failure, Result};
use crate::output;

/// A report has at most 4 MiB (format section 1): nothing larger is read into memory.
pub(crate) const MAX_DOCUMENT_BYTES: usize = betterwork::seal::MAX_TOKEN_BYTES;

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// In place of what is there.
    Replace,
    /// Only where nothing is there.
    New,
    /// Only where nothing is there, and for its owner's eyes alone (0600).
    Secret,
}

/// Returns whether a path stands for standard input or output.
pub(crate) fn is_standard(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Reads the path of a store, which is no stream: `-` is not a name for one.
pub(crate) fn store_path() -> impl TypedValueParser<Value = PathBuf> {
    PathBufValueParser::new().try_map(|path| match is_standard(&path) {
        true => Err("a store is a database file, and cannot be read from standard input or written to standard output: name the file"),
        false => Ok(path),
    })
}

/// Returns how a path is named in a message.
pub(crate) fn name(path: &Path) -> String {
    if is_standard(path) { "standard input".to_owned() } else { format!("`{}`", path.display()) }
}

/// Reads a file, or standard input for `-`, of at most `limit` bytes.
pub(crate) fn read(path: &Path, limit: usize) -> Result<Vec<u8>> {
    if is_standard(path) {
        return read_bounded(io::stdin().lock(), path, limit);
    }
    let file = File::open(path).map_err(|error| Failure::unreadable(path, &error))?;
    let metadata = file.metadata().map_err(|error| Failure::unreadable(path, &error))?;
    if metadata.is_dir() {
        return Err(Failure::input_output("is_a_folder", format!("`{}` is a folder, not a file", path.display())));
    }
    if metadata.is_file() && metadata.len() > limit as u64 {
        return Err(too_large(path, &format!("{} bytes", output::grouped(metadata.len())), limit));
    }
    read_bounded(file, path, limit)
}

/// Reads a text file of at most `limit` bytes.
pub(crate) fn read_text(path: &Path, limit: usize) -> Result<String> {
    String::from_utf8(read(path, limit)?).map_err(|_| {
        Failure::from_kind(ErrorKind::Malformed, format!("{} is not UTF-8 text", name(path))).advise("check that this is the right file")
    })
}

/// Writes a file whole or not at all, or to standard output for `-`.
pub(crate) fn write(path: &Path, bytes: &[u8], mode: Mode) -> Result<()> {
    if is_standard(path) {
        return output::print_bytes(bytes);
    }
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::AlreadyExists => Failure::exists(path),
        _ => Failure::unwritable(path, &error),
    };
    if mode != Mode::Replace {
        return write_new_whole(path, bytes, mode).map_err(failed);
    }
    // A link is followed, and a device or a pipe is written to, not replaced.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let held = fs::metadata(&target);
    match &held {
        Ok(metadata) if metadata.is_dir() => return Err(failed(io::Error::other("it is a folder"))),
        Ok(metadata) if !metadata.is_file() => {
            return OpenOptions::new().write(true).open(&target).and_then(|mut file| file.write_all(bytes)).map_err(failed);
        }
        _ => {}
    }
    let temporary = temporary_beside(&target);
    let written = match held {
        // What is replaced stays as open or as closed as it was.
        Ok(held) => write_new(&temporary, bytes, Mode::Secret).and_then(|()| fs::set_permissions(&temporary, held.permissions())),
        Err(_) => write_new(&temporary, bytes, mode),
    };
    let written = written.and_then(|()| fs::rename(&temporary, &target));
    written.inspect_err(|_| _ = fs::remove_file(&temporary)).map_err(failed)
}

/// Refuses to write where a file is that the same command reads: a report, a key, a trust list.
pub(crate) fn refuse_onto<'a>(out: &Path, read: impl IntoIterator<Item = &'a Path>) -> Result<()> {
    let Ok(target) = fs::canonicalize(out) else { return Ok(()) };
    if is_standard(out) || !target.is_file() {
        return Ok(());
    }
    match read.into_iter().find(|read| !is_standard(read) && fs::canonicalize(read).is_ok_and(|read| read == target)) {
        Some(_) => Err(Failure::usage(format!("`{}` is a file that this command reads, and is not written over", out.display()))
            .advise("choose another name for what is written")),
        None => Ok(()),
    }
}

/// Writes a file that must not be there yet: unlike a rename, a link never replaces what has come there meanwhile.
fn write_new_whole(path: &Path, bytes: &[u8], mode: Mode) -> io::Result<()> {
    if path.symlink_metadata().is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let temporary = temporary_beside(path);
    let linked = write_new(&temporary, bytes, mode).and_then(|()| fs::hard_link(&temporary, path));
    let _ = fs::remove_file(&temporary);
    match linked {
        // A file system without links.
        Err(error) if matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::PermissionDenied) => write_new(path, bytes, mode),
        linked => linked,
    }
}

/// Makes a folder, and those above it.
pub(crate) fn make_folder(path: &Path) -> Result<()> {
    fs::create_dir_all(path).map_err(|error| Failure::unwritable(path, &error))
}

fn read_bounded(reader: impl Read, path: &Path, limit: usize) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(|error| Failure::unreadable(path, &error))?;
    if bytes.len() > limit {
        return Err(too_large(path, &format!("more than {} bytes", output::grouped(limit as u64)), limit));
    }
    Ok(bytes)
}

fn too_large(path: &Path, size: &str, limit: usize) -> Failure {
    let limit = match limit / (1024 * 1024) {
        0 => format!("{} KiB", limit / 1024),
        mebibytes => format!("{mebibytes} MiB"),
    };
    Failure::from_kind(ErrorKind::TooLarge, format!("{} has {size}, at most {limit} are read", name(path)))
        .advise("check that this is the right file")
}

/// Returns where a file is made before it goes to its place.
pub(crate) fn temporary_beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.part", std::process::id()))
}

fn write_new(path: &Path, bytes: &[u8], mode: Mode) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if mode == Mode::Secret {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    #[cfg(not(unix))]
    let _ = mode;
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
