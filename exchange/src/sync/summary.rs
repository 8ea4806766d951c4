//! What a sync did.

use betterwork::Digest;
use betterwork::log::SignedCheckpoint;
use serde::Serialize;

use super::SyncFault;
use super::reader::Reader;

/// What a sync did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SyncSummary {
    /// The log.
    pub origin: String,
    /// How many entries the log has.
    pub size: u64,
    /// Its root hash.
    pub root: Digest,
    /// Entries of the log that were read.
    pub entries: u64,
    /// Reports that are new to the store.
    pub imported: u64,
    /// Reports of which this copy showed more than the store had.
    pub enriched: u64,
    /// Statements that are new to the store.
    pub statements: u64,
    /// Progress reports that are new to the store.
    pub progress_reports: u64,
    /// Documents that were refused.
    pub quarantined: u64,
    /// Reports that the trust list no longer lets stand.
    pub withdrawn: u64,
    /// Reports that have another standing now.
    pub standing_changed: u64,
    /// Files that were asked for.
    pub requests: u64,
    /// Bytes that came, as they came over the wire.
    pub bytes: u64,
    /// Those of them that are of the log.
    pub log_bytes: u64,
    /// What is wrong with documents of the exchange; they were not imported.
    pub faults: Vec<SyncFault>,
    /// What else is worth knowing.
    pub warnings: Vec<String>,
    /// Whether the exchange is between two of its states: the next sync reads everything again.
    #[serde(skip)]
    pub(super) is_between: bool,
}

impl SyncSummary {
    pub(super) fn begin(&mut self, checkpoint: &SignedCheckpoint, entries: u64) {
        let checkpoint = checkpoint.checkpoint();
        checkpoint.origin.as_str().clone_into(&mut self.origin);
        (self.size, self.root, self.entries) = (checkpoint.size, checkpoint.root, entries);
    }

    /// Says that the exchange is between two of its states, and how that shows.
    pub(super) fn unfinished(&mut self, warning: String) {
        self.is_between = true;
        self.warnings.push(warning);
    }

    pub(super) fn count(&mut self, reader: &Reader<'_>) {
        (self.requests, self.bytes, self.log_bytes) = reader.counts();
    }
}
