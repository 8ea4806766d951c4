//! What every change of an exchange needs: keys, an instant, documents.

use std::path::{Path, PathBuf};

use betterwork::{DocumentKind, Timestamp, identify};
use betterwork_exchange::publish::{Publisher, PublisherKeys, open_place};

use crate::clock::Instant;
use crate::failure::Result;
use crate::io;
use crate::key_files;

/// The keys that sign a change, and when.
#[derive(clap::Args, Debug)]
pub(super) struct Signing {
    /// Secret feed key, which signs the checkpoint
    #[arg(long, value_name = "FILE")]
    feed_key: PathBuf,
    /// Secret status key, which signs the status lists
    #[arg(long, value_name = "FILE")]
    status_key: PathBuf,
    #[command(flatten)]
    instant: Instant,
}

impl Signing {
    pub(super) fn open(&self) -> Result<(PublisherKeys, Timestamp)> {
        let keys = PublisherKeys { feed: key_files::read_secret(&self.feed_key)?, status: key_files::read_secret(&self.status_key)? };
        Ok((keys, self.instant.resolve()?))
    }

    pub(super) fn publisher(&self, exchange: &Path) -> Result<Publisher> {
        let (keys, at) = self.open()?;
        Ok(Publisher::open(open_place(exchange)?, keys, at)?)
    }
}

/// Reads files with their names.
pub(super) fn read_all(paths: &[PathBuf]) -> Result<Vec<(String, Vec<u8>)>> {
    paths.iter().map(|path| Ok((path.display().to_string(), io::read(path, io::MAX_DOCUMENT_BYTES)?))).collect()
}

/// Puts reports before what is about them.
pub(super) fn reports_first(documents: &[(String, Vec<u8>)]) -> Vec<(&str, &[u8])> {
    let mut sorted: Vec<(&str, &[u8])> = documents.iter().map(|(name, bytes)| (&**name, &**bytes)).collect();
    sorted.sort_by_key(|(_, bytes)| match identify(bytes).map(|identity| identity.kind) {
        Ok(DocumentKind::AssessmentReport) | Err(_) => 0,
        Ok(DocumentKind::ProgressReport) => 1,
        Ok(DocumentKind::Statement) => 2,
    });
    sorted
}
