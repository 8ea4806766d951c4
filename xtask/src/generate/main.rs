//! `cargo xtask gen [--check]`: writes what is generated, or compares it with what is committed.

mod compare;
mod generators;
mod kotlin;
mod python;
mod rust;
mod typescript;

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use generators::{Generator, Makes};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let mode = match words.as_slice() {
        [] => Mode::Write,
        ["--check"] => Mode::Check,
        _ => {
            eprintln!("usage: cargo xtask gen [--check]");
            return ExitCode::from(2);
        }
    };
    let here = env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    let root = here.parent().unwrap_or(&here);
    let mut complaints = Vec::new();
    for generator in generators::all() {
        match generate(root, &generator, mode) {
            Ok(found) => complaints.extend(found),
            Err(error) => complaints.push(format!("{}: {error}", generator.name)),
        }
    }
    for complaint in &complaints {
        eprintln!("{complaint}");
    }
    if complaints.is_empty() {
        return ExitCode::SUCCESS;
    }
    if mode == Mode::Check {
        eprintln!("\nto bring them up to date: cargo xtask gen");
    }
    ExitCode::FAILURE
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Write,
    Check,
}

/// Writes or compares the files of one generator, and returns what is wrong with them.
fn generate(root: &Path, generator: &Generator, mode: Mode) -> Result<Vec<String>, String> {
    let folder = root.join(generator.folder);
    let files = (generator.make)()?;
    let mut complaints = Vec::new();
    let mut written = 0;
    for (name, wanted) in &files {
        let path = folder.join(name);
        let shown = Path::new(generator.folder).join(name);
        let found = fs::read(&path).ok();
        if found.as_deref() == Some(wanted) {
            continue;
        }
        if mode == Mode::Check {
            complaints.push(compare::complaint(&shown, found.as_deref(), wanted));
            continue;
        }
        write(&path, wanted).map_err(|error| format!("cannot write {}: {error}", shown.display()))?;
        written += 1;
    }
    let made: BTreeSet<PathBuf> = files.iter().map(|(name, _)| folder.join(name)).collect();
    let strays = match generator.makes {
        Makes::All => strays(&folder, &made).map_err(|error| format!("cannot list {}: {error}", generator.folder))?,
        Makes::Some => Vec::new(),
    };
    for stray in strays {
        let stray = stray.strip_prefix(root).unwrap_or(&stray).display().to_string();
        complaints.push(format!("{stray}: no generator makes it; delete it, or make it"));
    }
    let did = match mode {
        Mode::Write => format!("{written} written"),
        Mode::Check => format!("{} complaints", complaints.len()),
    };
    println!("{}: {} files in {}/, {did}", generator.name, files.len(), generator.folder);
    Ok(complaints)
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, bytes)
}

/// The JSON files below a generated folder that nothing makes. Anything else there, such as a README, is written by people.
fn strays(folder: &Path, made: &BTreeSet<PathBuf>) -> io::Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(strays(&path, made)?);
        } else if path.extension().is_some_and(|extension| extension == "json") && !made.contains(&path) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
