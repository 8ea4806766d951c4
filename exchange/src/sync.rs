//! Syncing a store with an exchange: only what is new, and nothing that is not proven.
//!
//! A run reads the checkpoint; where it is the one of the last run, nothing has changed and nothing more is read. Else it
//! follows the trust list by the rules of its root, checks that the new log extends the one that was seen, fetches the
//! documents that the subscriber's list names and the store lacks, checks that each is in the log, verifies and imports it.

mod budget;
mod documents;
mod error;
mod reader;
mod summary;
mod tree;

use std::num::NonZeroUsize;

use betterwork::log::{Frontier, MAX_NOTE_BYTES, SignedCheckpoint};
use betterwork::trust::{MAX_STATUS_LIST_BYTES, MAX_TRUST_LIST_BYTES, Pin, StatusList, StatusLists, TrustList};
use betterwork::{Digest, ErrorKind, Timestamp};

pub use error::{SyncError, SyncFault};
pub use summary::SyncSummary;

use self::reader::{Got, Reader};
use crate::layout::{self, CHECKPOINT, MAX_LIST_BYTES, SubscriberList, TRUST};
use crate::store::{FeedState, Store};
use crate::transport::{Transport, TransportFault};

/// The result of a sync and its parts.
pub type Result<T, E = SyncError> = std::result::Result<T, E>;

/// What a sync is asked to do.
#[derive(Clone, Debug)]
pub struct SyncOptions {
    /// Whose list and documents are read.
    pub subscriber: String,
    /// The instant for which everything is checked.
    pub at: Timestamp,
    /// How many documents are fetched and verified at once.
    pub parallel: NonZeroUsize,
}

/// How far a sync is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Progress {
    /// So many entries of the log are to be read.
    Entries(u64),
    /// So many documents are to be fetched.
    Documents(u64),
    /// One more document was fetched and verified.
    Document,
}

/// Brings a store up to date with an exchange.
///
/// `trust` is the list that the host relies on; what the exchange offers is followed from there. Another sync of the same
/// store is kept out meanwhile. After a failure or a kill the same call finishes the work.
///
/// # Errors
/// [`SyncError`]. Where a log was rolled back or split, both checkpoints are kept as evidence and nothing else is touched.
pub fn sync(
    store: &mut Store,
    transport: &dyn Transport,
    trust: &TrustList,
    options: &SyncOptions,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<SyncSummary> {
    let lock = store.lock_for_sync()?;
    let reader = Reader::new(transport);
    let mut run =
        Run { store: &mut *store, reader: &reader, options, progress, summary: SyncSummary::default(), state: FeedState::default() };
    let gone = run.go(trust);
    run.summary.count(&reader);
    let summary = run.summary;
    store.unlock(lock)?;
    gone.map(|()| summary)
}

struct Run<'a> {
    store: &'a mut Store,
    reader: &'a Reader<'a>,
    options: &'a SyncOptions,
    progress: &'a (dyn Fn(Progress) + Sync),
    summary: SyncSummary,
    state: FeedState,
}

impl Run<'_> {
    fn go(&mut self, pinned: &TrustList) -> Result<()> {
        if !layout::is_subscriber_name(&self.options.subscriber) {
            return Err(SyncError::BadSubscriber { name: self.options.subscriber.clone() });
        }
        pinned.check_expiry(self.options.at).map_err(|source| SyncError::Trust { source })?;
        let (note, version) = self.checkpoint_note()?;
        let origin = SignedCheckpoint::claimed_origin(&note).unwrap_or_default().to_owned();
        let held = self.store.feed(&origin)?;
        let known = held.is_some();
        self.state = held.unwrap_or_default();
        match version {
            Some(version) => self.state.versions.insert(CHECKPOINT.to_owned(), version),
            None => self.state.versions.remove(CHECKPOINT),
        };
        if self.nothing_changed(&origin, &note, pinned)? {
            return self.describe(&origin, &note, pinned);
        }
        let trust = self.follow_trust(pinned)?;
        let (feed, keys) = trust.feed(&origin, self.options.at).map_err(|source| self.not_of_trust(&origin, source))?;
        let entity = feed.entity.to_string();
        let checkpoint = SignedCheckpoint::open(&note, &origin, &keys).map_err(|source| SyncError::document(CHECKPOINT, source))?;
        let status = self.read_status(&trust, &entity)?;
        let wanted = self.wanted(&self.read_list()?)?;
        let proven = tree::prove(self, known, &checkpoint, &status, &wanted)?;

        // From here on nobody takes this store back behind this checkpoint.
        self.state.checkpoint = checkpoint.note().to_owned();
        self.state.frontier = proven.frontier.to_string();
        self.reader.transport().address().clone_into(&mut self.state.address);
        self.state.fresh_until = status.fresh_until;
        self.store.keep_feed(&origin, &self.state, self.options.at)?;
        self.summary.begin(&checkpoint, proven.entries);

        documents::import(self, &proven.documents, &trust, &status.lists)?;
        let standing = self.store.refresh_standing(&trust, &status.lists, self.options.at)?;
        self.summary.standing_changed = standing.changed;
        if self.summary.faults.is_empty() && self.summary.quarantined == 0 && !self.summary.is_between {
            self.store.keep_feed_done(&origin, &self.options.subscriber, &Digest::of(&note).to_string())?;
        }
        Ok(())
    }

    /// Returns the checkpoint, and its version as the exchange names it.
    fn checkpoint_note(&mut self) -> Result<(Vec<u8>, Option<String>)> {
        let address = self.reader.transport().address().to_owned();
        let held = match self.store.origin_at(&address)? {
            Some(origin) => self.store.feed(&origin)?,
            None => None,
        };
        let known = held.as_ref().and_then(|state| state.versions.get(CHECKPOINT)).cloned();
        let (note, version) = match self.reader.get_versioned(CHECKPOINT, MAX_NOTE_BYTES, known.as_deref()) {
            Ok((Got::Unchanged, _)) => (held.map(|state| state.checkpoint.into_bytes()).unwrap_or_default(), known),
            Ok((Got::File(bytes), version)) => (bytes, version),
            Err(SyncError::Transport(error)) if error.kind == TransportFault::NotFound => {
                return Err(SyncError::NotAnExchange { address, reason: "it has no `checkpoint`".to_owned() });
            }
            Err(error) => return Err(error),
        };
        if is_note(&note) {
            Ok((note, version))
        } else {
            Err(SyncError::NotAnExchange { address, reason: "its `checkpoint` is something else".to_owned() })
        }
    }

    /// Whether the last run finished with this very checkpoint, and what it learned is still fresh.
    fn nothing_changed(&self, origin: &str, note: &[u8], pinned: &TrustList) -> Result<bool> {
        let done = self.store.feed_done(origin, &self.options.subscriber)?;
        Ok(self.state.checkpoint.as_bytes() == note
            && done.is_some_and(|done| done == Digest::of(note).to_string())
            && self.state.trust_pin == pinned.digest().to_string()
            && self.state.fresh_until.is_some_and(|until| self.options.at < until))
    }

    fn describe(&mut self, origin: &str, note: &[u8], pinned: &TrustList) -> Result<()> {
        let trust = self.held_trust(pinned)?;
        let (_, keys) = trust.feed(origin, self.options.at).map_err(|source| self.not_of_trust(origin, source))?;
        let checkpoint = SignedCheckpoint::open(note, origin, &keys).map_err(|source| SyncError::document(CHECKPOINT, source))?;
        self.summary.begin(&checkpoint, 0);
        Ok(())
    }

    fn not_of_trust(&self, origin: &str, source: betterwork::Error) -> SyncError {
        SyncError::WrongExchange { address: self.reader.transport().address().to_owned(), origin: origin.to_owned(), source }
    }

    /// Returns the trust list that the last run had reached from the one that the host names.
    fn held_trust(&self, pinned: &TrustList) -> Result<TrustList> {
        let same_pin = self.state.trust_pin == pinned.digest().to_string();
        match self.state.trust.as_deref().filter(|_| same_pin) {
            Some(document) => TrustList::open(document.as_bytes(), Pin::NamedFile).map_err(|source| SyncError::Trust { source }),
            None => Ok(pinned.clone()),
        }
    }

    /// Follows the trust list by the rules of its root, one version after another.
    fn follow_trust(&mut self, pinned: &TrustList) -> Result<TrustList> {
        let mut trust = self.held_trust(pinned)?;
        if self.state.trust_pin != pinned.digest().to_string() {
            self.state.trust_pin = pinned.digest().to_string();
            self.state.trust = None;
        }
        let Got::File(newest) = self.versioned(TRUST, MAX_TRUST_LIST_BYTES)? else { return Ok(trust) };
        let offered = TrustList::open(&newest, Pin::NamedFile).map_err(|source| SyncError::document(TRUST, source))?;
        if offered.version() < trust.version() {
            let (offered, held) = (offered.version(), trust.version());
            self.summary.warnings.push(format!("the exchange offers version {offered} of the trust list, version {held} is held"));
            return Ok(trust);
        }
        while trust.version() < offered.version() {
            let path = layout::trust_version(trust.version() + 1);
            let Got::File(bytes) = self.reader.get(&path, MAX_TRUST_LIST_BYTES, None)? else { break };
            trust = trust.update(&bytes, self.options.at).map_err(|source| SyncError::document(&path, source))?;
            self.state.trust = Some(String::from_utf8_lossy(&bytes).into_owned());
        }
        trust.check_seen(offered.version(), offered.digest()).map_err(|source| SyncError::document(TRUST, source))?;
        Ok(trust)
    }

    /// Reads a file unless it is the one of the last run.
    fn versioned(&mut self, path: &str, limit: usize) -> Result<Got> {
        let same_address = self.state.address == self.reader.transport().address();
        let known = self.state.versions.get(path).filter(|_| same_address).cloned();
        let got = self.reader.get_versioned(path, limit, known.as_deref())?;
        if let (Got::File(_), version) = &got {
            match version {
                Some(version) => self.state.versions.insert(path.to_owned(), version.clone()),
                None => self.state.versions.remove(path),
            };
        }
        Ok(got.0)
    }

    /// Reads the status lists of the programme. Where one cannot be used, standing is as last known: one that has expired is
    /// worth a warning, one that is missing or damaged is a fault.
    fn read_status(&mut self, trust: &TrustList, entity: &str) -> Result<Status> {
        let mut status = Status { lists: StatusLists::none(), fresh_until: None, is_whole: true };
        let entities = &trust.payload().entities;
        let uris = entities.iter().filter(|owner| &*owner.id == entity).flat_map(|owner| &owner.status_uris);
        for uri in uris {
            let Some(path) = layout::status(uri) else { continue };
            let bytes = match self.reader.get(&path, MAX_STATUS_LIST_BYTES, None) {
                Ok(Got::File(bytes)) => bytes,
                Ok(Got::Unchanged) => continue,
                Err(SyncError::Transport(error)) if error.kind == TransportFault::NotFound => {
                    status.is_whole = false;
                    let message = format!("the exchange has no status list {uri}: standing stays as last known");
                    self.summary.faults.push(SyncFault { digest: None, code: "missing", message });
                    continue;
                }
                Err(error) => return Err(error),
            };
            let remembered = self.store.status_seen(uri)?;
            match StatusList::open(&bytes, trust, Some(uri), remembered, self.options.at) {
                Ok(list) => {
                    status.fresh_until = Some(status.fresh_until.map_or(list.expires(), |until: Timestamp| until.min(list.expires())));
                    status.lists.hold(list);
                }
                Err(error) => {
                    status.lists.hold_failure(&error);
                    status.is_whole = false;
                    let message = format!("the status list {uri}: {error}; {}", error.kind().advice());
                    match error.kind() {
                        ErrorKind::StatusStale => self.summary.warnings.push(message),
                        kind => self.summary.faults.push(SyncFault { digest: None, code: kind.code(), message }),
                    }
                }
            }
        }
        if !status.is_whole {
            status.fresh_until = None;
        }
        Ok(status)
    }

    fn read_list(&self) -> Result<SubscriberList> {
        let path = layout::list(&self.options.subscriber);
        let bytes = match self.reader.get(&path, MAX_LIST_BYTES, None) {
            Ok(Got::File(bytes)) => bytes,
            Ok(Got::Unchanged) => Vec::new(),
            Err(SyncError::Transport(error)) if error.kind == TransportFault::NotFound => {
                return Err(SyncError::NoSubscriber { name: self.options.subscriber.clone(), address: error.address });
            }
            Err(error) => return Err(error),
        };
        let bad = |reason| SyncError::BadList { path: path.clone(), reason };
        let list: SubscriberList = serde_json::from_slice(&bytes).map_err(|error| bad(error.to_string()))?;
        if list.subscriber != self.options.subscriber {
            return Err(bad(format!("it is the list of `{}`", list.subscriber)));
        }
        Ok(list)
    }

    /// Returns what the list names and the store lacks.
    fn wanted(&self, list: &SubscriberList) -> Result<Vec<(u64, Digest)>> {
        let mut wanted = Vec::new();
        for shared in &list.documents {
            if !self.store.has_all_of(shared.digest)? {
                wanted.push((shared.index, shared.digest));
            }
        }
        wanted.sort_unstable();
        wanted.dedup();
        Ok(wanted)
    }
}

/// Whether a file looks like a checkpoint, signed by whoever: its second line is a number. A page of a web server does not.
fn is_note(note: &[u8]) -> bool {
    let size = note.split(|byte| *byte == b'\n').nth(1).unwrap_or_default();
    !size.is_empty() && size.iter().all(u8::is_ascii_digit) && SignedCheckpoint::claimed_origin(note).is_some()
}

/// The status lists of an exchange.
struct Status {
    lists: StatusLists,
    fresh_until: Option<Timestamp>,
    /// Whether all of them can be used.
    is_whole: bool,
}

/// What is proven of the log.
struct Proven {
    frontier: Frontier,
    /// How many entries were read.
    entries: u64,
    /// The documents that the log announces, of those that were wanted.
    documents: Vec<Digest>,
}
