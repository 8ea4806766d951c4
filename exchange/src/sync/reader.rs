//! Reading the files of an exchange, and counting what they cost.

use std::sync::atomic::{AtomicU64, Ordering};

use super::{Result, SyncError};
use crate::layout::CHECKPOINT;
use crate::transport::{Answer, Transport};

/// Reads files and counts them.
pub(super) struct Reader<'a> {
    transport: &'a dyn Transport,
    requests: AtomicU64,
    bytes: AtomicU64,
    log_bytes: AtomicU64,
}

/// A file, unless it is the one that is known.
pub(super) enum Got {
    Unchanged,
    File(Vec<u8>),
}

impl<'a> Reader<'a> {
    pub(super) fn new(transport: &'a dyn Transport) -> Self {
        Reader { transport, requests: AtomicU64::new(0), bytes: AtomicU64::new(0), log_bytes: AtomicU64::new(0) }
    }

    pub(super) fn transport(&self) -> &'a dyn Transport {
        self.transport
    }

    pub(super) fn get(&self, path: &str, limit: usize, known: Option<&str>) -> Result<Got> {
        self.get_versioned(path, limit, known).map(|(got, _)| got)
    }

    pub(super) fn get_versioned(&self, path: &str, limit: usize, known: Option<&str>) -> Result<(Got, Option<String>)> {
        self.requests.fetch_add(1, Ordering::Relaxed);
        match self.transport.get(path, limit, known).map_err(SyncError::Transport)? {
            Answer::Unchanged => Ok((Got::Unchanged, None)),
            Answer::File { bytes, wire_bytes, version } => {
                self.bytes.fetch_add(wire_bytes, Ordering::Relaxed);
                if path == CHECKPOINT || path.starts_with("tile/") {
                    self.log_bytes.fetch_add(wire_bytes, Ordering::Relaxed);
                }
                Ok((Got::File(bytes), version))
            }
        }
    }

    /// Returns how many files were asked for, how many bytes came, and how many of them were of the log.
    pub(super) fn counts(&self) -> (u64, u64, u64) {
        let count = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        (count(&self.requests), count(&self.bytes), count(&self.log_bytes))
    }
}
