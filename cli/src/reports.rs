//! Reports for an analysis: named files, or those of a store, each verified again from its signed bytes.

use std::path::{Path, PathBuf};

use betterwork::{Digest, ErrorKind, VerifiedReport, verify};
use betterwork_exchange::store::Store;
use betterwork_exchange::store::query::Report;
use indicatif::ProgressBar;

use crate::failure::{Failure, Result};
use crate::io;
use crate::sources;
use crate::trusted::Opened;

/// Where reports come from.
#[derive(clap::Args, Clone, Debug)]
pub(crate) struct Origin {
    /// Signed reports, and folders with .sdjwt files in them or below; - for standard input
    #[arg(value_name = "REPORTS", required_unless_present = "store", conflicts_with = "store")]
    files: Vec<PathBuf>,
    /// Take the newest report of every factory in this store instead
    #[arg(long, value_name = "DB", value_parser = crate::io::store_path())]
    store: Option<PathBuf>,
    /// Take every report of the store, older ones too
    #[arg(long, requires = "store")]
    all: bool,
}

/// Reports that were found, not yet read.
#[allow(clippy::large_enum_variant, reason = "there is one of it")]
pub(crate) enum Reports {
    Files(Vec<PathBuf>),
    Stored(Store, Vec<Digest>),
}

impl Origin {
    /// Returns the files and folders that are named.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().map(PathBuf::as_path)
    }

    /// Returns the store that is named.
    pub(crate) fn store(&self) -> Option<&Path> {
        self.store.as_deref()
    }

    /// Finds the reports.
    pub(crate) fn open(&self) -> Result<Reports> {
        let Some(path) = &self.store else { return Ok(Reports::Files(sources::find(&self.files)?)) };
        let store = Store::open_read_only(path)?;
        let held = if self.all { store.reports()? } else { store.current_reports()? };
        Ok(Reports::Stored(store, digests(&held)?))
    }
}

impl Reports {
    /// Returns the files that are read.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Path> {
        let files = match self {
            Reports::Files(files) => files.as_slice(),
            Reports::Stored(..) => &[],
        };
        files.iter().map(PathBuf::as_path)
    }

    /// Returns how many there are.
    pub(crate) fn len(&self) -> usize {
        match self {
            Reports::Files(files) => files.len(),
            Reports::Stored(_, digests) => digests.len(),
        }
    }

    /// Returns whether exactly one report was named, by its file.
    pub(crate) fn is_one_file(&self) -> bool {
        matches!(self, Reports::Files(files) if files.len() == 1)
    }

    /// Verifies the reports one by one and hands them on; returns why others could not be.
    ///
    /// Stops only where `take` fails, or where the trust list cannot be used at all.
    pub(crate) fn each(&self, opened: &Opened, bar: &ProgressBar, take: impl FnMut(&VerifiedReport) -> Result<()>) -> Result<Vec<Failure>> {
        match self {
            Reports::Files(files) => each(files, opened, bar, |file| from_file(file, opened), take),
            Reports::Stored(store, digests) => each_stored(store, digests, opened, bar, take),
        }
    }
}

/// Does the same with reports of a store.
pub(crate) fn each_stored(
    store: &Store,
    digests: &[Digest],
    opened: &Opened,
    bar: &ProgressBar,
    take: impl FnMut(&VerifiedReport) -> Result<()>,
) -> Result<Vec<Failure>> {
    each(digests, opened, bar, |digest| from_store(store, *digest, opened), take)
}

fn each<T>(
    things: &[T],
    opened: &Opened,
    bar: &ProgressBar,
    verified: impl Fn(&T) -> Result<VerifiedReport>,
    mut take: impl FnMut(&VerifiedReport) -> Result<()>,
) -> Result<Vec<Failure>> {
    let expires = opened.trust.payload().expires;
    if opened.at >= expires {
        return Err(Failure::from_kind(ErrorKind::TrustExpired, format!("the trust list expired at {expires}")));
    }
    let mut failures = Vec::new();
    for thing in things {
        bar.inc(1);
        match verified(thing) {
            Ok(verified) => take(&verified)?,
            Err(failure) => failures.push(failure),
        }
    }
    Ok(failures)
}

/// Returns the digests of reports that a store listed.
pub(crate) fn digests(held: &[Report]) -> Result<Vec<Digest>> {
    Ok(held.iter().map(|report| Digest::parse(&report.digest)).collect::<betterwork::Result<_>>()?)
}

/// Verifies a report of a store again, from its signed bytes.
pub(crate) fn from_store(store: &Store, digest: Digest, opened: &Opened) -> Result<VerifiedReport> {
    let name = format!("the stored report {digest}");
    let token = store.token(digest)?.ok_or_else(|| Failure::input_output("not_found", format!("{name} has no signed bytes")))?;
    from_bytes(&name, &token, opened)
}

fn from_file(file: &Path, opened: &Opened) -> Result<VerifiedReport> {
    from_bytes(&io::name(file), &io::read(file, io::MAX_DOCUMENT_BYTES)?, opened)
}

fn from_bytes(name: &str, bytes: &[u8], opened: &Opened) -> Result<VerifiedReport> {
    verify(bytes, &opened.trust, &opened.status, opened.at).map_err(|error| Failure::refused(&format!("{name} is not verified"), &error))
}
