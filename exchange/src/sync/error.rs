//! Why a sync stopped, and what is wrong with single documents.

use std::fmt;

use betterwork::{Digest, Error, ErrorKind};
use serde::Serialize;

use crate::store::StoreError;
use crate::transport::TransportError;

/// Why a sync stopped. What it had imported stays; the next one goes on.
#[derive(Debug)]
#[non_exhaustive]
pub enum SyncError {
    /// A file could not be read.
    Transport(TransportError),
    /// The store did not do its part, or another sync is running.
    Store(StoreError),
    /// The address is not that of an exchange.
    NotAnExchange {
        /// The address.
        address: String,
        /// Why.
        reason: String,
    },
    /// Files of the exchange do not fit together.
    Damaged {
        /// The address.
        address: String,
        /// Which, and how that shows.
        reason: String,
    },
    /// The exchange is none that the trust list names.
    WrongExchange {
        /// The address.
        address: String,
        /// The log that is there.
        origin: String,
        /// What the trust list says.
        source: Error,
    },
    /// The trust list that was named cannot be used.
    Trust {
        /// Why.
        source: Error,
    },
    /// A file of the exchange is not what it must be.
    Document {
        /// The file.
        path: String,
        /// Why.
        source: Error,
    },
    /// A subscriber has no such name.
    BadSubscriber {
        /// The name.
        name: String,
    },
    /// The exchange has no such subscriber.
    NoSubscriber {
        /// The name.
        name: String,
        /// Where its list would be.
        address: String,
    },
    /// The subscriber's list cannot be read.
    BadList {
        /// The file.
        path: String,
        /// Why.
        reason: String,
    },
    /// The log has fewer entries than it had; both checkpoints are kept as evidence.
    RolledBack {
        /// The log.
        origin: String,
        /// How many entries it had.
        held: u64,
        /// How many it shows now.
        offered: u64,
    },
    /// The log does not extend the one that was seen before; both checkpoints are kept as evidence.
    Forked {
        /// The log.
        origin: String,
        /// What does not fit.
        reason: String,
    },
    /// The checkpoint is older than the status list, which names a later one.
    Behind {
        /// How many entries the checkpoint covers.
        size: u64,
        /// How many the status list knows of.
        status: u64,
    },
}

impl SyncError {
    pub(super) fn document(path: &str, source: Error) -> Self {
        SyncError::Document { path: path.to_owned(), source }
    }

    /// Returns the reason, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            SyncError::Transport(error) => error.code(),
            SyncError::Store(error) => error.code(),
            SyncError::WrongExchange { source, .. } | SyncError::Trust { source } | SyncError::Document { source, .. } => {
                source.kind().code()
            }
            SyncError::NotAnExchange { .. } => "not_an_exchange",
            SyncError::Damaged { .. } => "exchange_damaged",
            SyncError::BadSubscriber { .. } => "bad_subscriber",
            SyncError::NoSubscriber { .. } => "no_subscriber",
            SyncError::BadList { .. } => "bad_list",
            SyncError::RolledBack { .. } => "log_rolled_back",
            SyncError::Forked { .. } => "log_forked",
            SyncError::Behind { .. } => "log_behind",
        }
    }

    /// Returns the code of the format, where a document is to blame.
    pub fn kind(&self) -> Option<ErrorKind> {
        match self {
            SyncError::WrongExchange { source, .. } | SyncError::Trust { source } | SyncError::Document { source, .. } => {
                Some(source.kind())
            }
            SyncError::Store(StoreError::Trust(source)) => Some(source.kind()),
            _ => None,
        }
    }
}

impl fmt::Display for SyncError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SyncError::Transport(error) => error.fmt(f),
            SyncError::Store(error) => error.fmt(f),
            SyncError::NotAnExchange { address, reason } => write!(f, "`{address}` is not an exchange: {reason}"),
            SyncError::Damaged { address, reason } => write!(
                f,
                "the exchange at `{address}` does not fit together: {reason}; a cache may mix two of its states; nothing was changed, try \
                 again in a few minutes"
            ),
            SyncError::WrongExchange { address, origin, source } => {
                write!(f, "the exchange at `{address}` publishes the log `{origin}`, which cannot be relied on: {source}")
            }
            SyncError::Trust { source } => write!(f, "nothing can be verified: {source}"),
            SyncError::Document { path, source } => write!(f, "`{path}` of the exchange: {source}"),
            SyncError::BadSubscriber { name } => write!(f, "`{name}` cannot be the name of a subscriber"),
            SyncError::NoSubscriber { name, address } => {
                write!(f, "the exchange has no subscriber `{name}`, or the token is for another one: there is no `{address}`")
            }
            SyncError::BadList { path, reason } => write!(f, "`{path}` of the exchange cannot be read: {reason}"),
            SyncError::RolledBack { origin, held, offered } => write!(
                f,
                "the log `{origin}` was rolled back: it had {held} entries and shows {offered} now; both checkpoints are kept as evidence in \
                 the store, and nothing else was changed"
            ),
            SyncError::Forked { origin, reason } => write!(
                f,
                "the log `{origin}` was split: {reason}; both checkpoints are kept as evidence in the store, and nothing else was changed"
            ),
            SyncError::Behind { size, status } => write!(
                f,
                "the checkpoint covers {size} entries, the status list knows of {status}: a cache serves an old copy, or the publisher is at \
                 work; nothing was changed, try again in a few minutes"
            ),
        }
    }
}

impl std::error::Error for SyncError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            SyncError::Transport(error) => Some(error),
            SyncError::Store(error) => Some(error),
            SyncError::WrongExchange { source, .. } | SyncError::Trust { source } | SyncError::Document { source, .. } => Some(source),
            _ => None,
        }
    }
}

impl From<StoreError> for SyncError {
    fn from(error: StoreError) -> Self {
        SyncError::Store(error)
    }
}

/// What is wrong with a file of an exchange: it was not used, and the next sync looks again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SyncFault {
    /// The document, as the subscriber's list names it; none for a status list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digest: Option<Digest>,
    /// `missing`, `unreadable`, `replaced`, `not_logged`, `partial`, or a code of the format.
    pub code: &'static str,
    /// What is wrong, in a sentence.
    pub message: String,
}
