//! Publishing: an exchange of static files, and a log of what happened in it.
//!
//! Everything is prepared first and written by [`Publisher::commit`], in an order in which no reader ever finds a
//! checkpoint whose tiles or documents are missing: documents, log, lists, status lists, and the checkpoint last.

mod address;
#[cfg(feature = "bench")]
mod bench;
mod change;
mod check;
#[cfg(feature = "cloud")]
mod cloud;
mod error;
mod gzip;
mod ledger;
mod place;

use std::collections::{BTreeMap, BTreeSet};

use betterwork::log::{Checkpoint, SignedCheckpoint};
use betterwork::seal::SigningKey;
use betterwork::trust::{MAX_STATUS_SECONDS, Pin, StatusDraft, StatusList, TrustList};
use betterwork::{Digest, ErrorKind, Timestamp};

pub use address::open_place;
pub use change::{Added, Grant, StandingChange};
pub use check::{Checked, check};
#[cfg(feature = "cloud")]
pub use cloud::CloudPlace;
pub use error::{PublishError, Result};
pub use place::{Caching, FolderPlace, Holder, Lock, Place, PlaceError};

use self::ledger::Ledger;
use crate::layout::{self, CHECKPOINT, SubscriberList, TRUST};

/// The keys that an exchange is signed with.
pub struct PublisherKeys {
    /// Signs checkpoints.
    pub feed: SigningKey,
    /// Signs status lists.
    pub status: SigningKey,
}

impl std::fmt::Debug for PublisherKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PublisherKeys({}, {})", self.feed.public().kid(), self.status.public().kid())
    }
}

/// An exchange that is open for changes; no other publisher gets in meanwhile.
#[derive(Debug)]
pub struct Publisher {
    place: Box<dyn Place>,
    _lock: Box<dyn Lock>,
    keys: PublisherKeys,
    at: Timestamp,
    trust: TrustList,
    origin: String,
    /// The programme whose exchange it is.
    entity: String,
    ledger: Ledger,
    status: BTreeMap<String, StatusDraft>,
    lists: BTreeMap<String, SubscriberList>,
    touched: BTreeSet<String>,
    /// Reports of this run and of subscribers, by digest: what statements are about.
    at_hand: BTreeMap<Digest, Vec<u8>>,
    /// Documents and views by path: what is written, and nothing for what is removed.
    documents: BTreeMap<String, Option<Vec<u8>>>,
    trust_files: Vec<(String, Vec<u8>)>,
}

/// What a commit wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The log.
    pub origin: String,
    /// How many entries it has now.
    pub size: u64,
    /// Its root hash.
    pub root: Digest,
    /// How many of them are new.
    pub entries: u64,
    /// How many files were written.
    pub files: u64,
}

impl Publisher {
    /// Begins an exchange where there is none: `trust` names its log `origin`, and its feed and status keys; `status` are
    /// the status lists, as they were signed last.
    ///
    /// # Errors
    /// [`PublishError`]; where an exchange is there already.
    pub fn init(place: Box<dyn Place>, origin: &str, trust: &[u8], status: &[Vec<u8>], keys: PublisherKeys, at: Timestamp) -> Result<Self> {
        let lock = place.lock()?;
        if place.read(CHECKPOINT)?.is_some() {
            return Err(PublishError::refused(format!("`{}` is an exchange already: add to it with `publish add`", place.address())));
        }
        for part in ["tile", "status", "subscribers", "views"] {
            if let Some(file) = place.list(part)?.first() {
                let address = place.address();
                let message = format!(
                    "`{address}` holds a part of an exchange, `{file}`, and no checkpoint: where the checkpoint was lost, bring it back from a \
                     copy; else take an empty folder"
                );
                return Err(PublishError::refused(message));
            }
        }
        let list = TrustList::open(trust, Pin::NamedFile).map_err(|source| PublishError::Document { name: TRUST.to_owned(), source })?;
        let entity = entity_of(&list, origin, at)?;
        let mut publisher = Publisher::with(place, lock, keys, at, list, origin.to_owned(), entity, Ledger::new());
        publisher.check_keys()?;
        publisher.trust_files =
            vec![(layout::trust_version(publisher.trust.version()), trust.to_vec()), (TRUST.to_owned(), trust.to_vec())];
        for token in status {
            let list = StatusList::resume(token, &publisher.trust)
                .map_err(|source| PublishError::Document { name: "the status list".to_owned(), source })?;
            publisher.status.insert(list.uri().to_owned(), StatusDraft::from_list(&list));
        }
        if publisher.status.is_empty() {
            return Err(PublishError::refused("an exchange has a status list: make one with `status build`, and name it with `--status`"));
        }
        Ok(publisher)
    }

    /// Opens an exchange, all of whose log is read and proven.
    ///
    /// # Errors
    /// [`PublishError`].
    pub fn open(place: Box<dyn Place>, keys: PublisherKeys, at: Timestamp) -> Result<Self> {
        let lock = place.lock()?;
        let trust = place.read(TRUST)?.ok_or_else(|| PublishError::missing(&*place, TRUST))?;
        let trust = TrustList::open(&trust, Pin::NamedFile).map_err(|error| PublishError::of_file(&*place, TRUST, error))?;
        let note = place.read(CHECKPOINT)?.ok_or_else(|| PublishError::missing(&*place, CHECKPOINT))?;
        let origin = SignedCheckpoint::claimed_origin(&note).unwrap_or_default().to_owned();
        let entity = entity_of(&trust, &origin, at)?;
        let ledger = open_ledger(&*place, &trust, &origin, at)?;
        let mut publisher = Publisher::with(place, lock, keys, at, trust, origin, entity, ledger);
        publisher.check_keys()?;
        publisher.read_status()?;
        Ok(publisher)
    }

    #[allow(clippy::too_many_arguments, reason = "the parts of an exchange")]
    fn with(
        place: Box<dyn Place>,
        lock: Box<dyn Lock>,
        keys: PublisherKeys,
        at: Timestamp,
        trust: TrustList,
        origin: String,
        entity: String,
        ledger: Ledger,
    ) -> Self {
        Publisher {
            place,
            _lock: lock,
            keys,
            at,
            trust,
            origin,
            entity,
            ledger,
            status: BTreeMap::new(),
            lists: BTreeMap::new(),
            touched: BTreeSet::new(),
            at_hand: BTreeMap::new(),
            documents: BTreeMap::new(),
            trust_files: Vec::new(),
        }
    }

    /// Checks that the trust list has the keys: nobody could read what others sign.
    fn check_keys(&self) -> Result<()> {
        let (_, feed_keys) =
            self.trust.feed(&self.origin, self.at).map_err(|source| PublishError::Document { name: TRUST.to_owned(), source })?;
        if feed_keys.iter().all(|key| key.kid() != self.keys.feed.public().kid()) {
            let message = format!("the feed key is not one that the trust list has for the log `{}`", self.origin);
            return Err(PublishError::refused(format!("{message}: name another with `--feed-key`")));
        }
        Ok(())
    }

    fn read_status(&mut self) -> Result<()> {
        for path in self.place.list("status")? {
            let Some(token) = self.place.read(&path)? else { continue };
            let list = StatusList::resume(&token, &self.trust).map_err(|error| PublishError::of_file(&*self.place, &path, error))?;
            if self.at < list.as_of() {
                // Readers take no status list that is older than one they have seen.
                let message = format!("`{path}` was signed at {}, after {}: is the clock of this machine right?", list.as_of(), self.at);
                return Err(PublishError::refused(message));
            }
            self.status.insert(list.uri().to_owned(), StatusDraft::from_list(&list));
        }
        Ok(())
    }

    /// Returns the log's origin.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Returns how many entries the log has, those of this run included.
    pub fn size(&self) -> u64 {
        self.ledger.size()
    }

    /// Writes everything, the checkpoint last.
    ///
    /// After a failure or a kill the exchange is what it was before, for every reader; the same change again finishes it.
    ///
    /// # Errors
    /// [`PublishError`].
    pub fn commit(&mut self) -> Result<Published> {
        let before = self.ledger.checkpoint().map_or(0, |held| held.checkpoint().size);
        let status = self.sign_status()?;
        let lists = self.changed_lists()?;
        let trust = std::mem::take(&mut self.trust_files);
        let mut log = self.ledger.take_files()?;
        if !self.place.takes_compressed_copies() {
            log.retain(|(path, _)| !path.ends_with(".gz"));
        }
        let (mut documents, mut removals) = (Vec::new(), Vec::new());
        for (path, bytes) in std::mem::take(&mut self.documents) {
            match bytes {
                Some(bytes) => documents.push((path, bytes)),
                None => removals.push(path),
            }
        }
        let changing = [&trust[..], &lists, &status];
        let state = self.ledger.next_state(changing.iter().copied().flatten().map(|(path, bytes)| (&**path, &**bytes)));
        let next = Checkpoint::new(self.origin.as_str().into(), self.ledger.size(), self.ledger.root());
        let note = next.sign(&[&state], &self.keys.feed)?;
        let keys = [self.keys.feed.public()];
        let checkpoint = SignedCheckpoint::open(note.as_bytes(), &self.origin, &keys)?;

        self.refuse_another_checkpoint()?;
        self.place.write_all(&documents, Caching::Immutable)?;
        self.place.write_all(&log, Caching::Immutable)?;
        for (path, bytes) in trust.iter().chain(&lists).chain(&status) {
            self.place.write(path, bytes, Caching::Short)?;
        }
        self.place.settle()?;
        self.place.write(CHECKPOINT, note.as_bytes(), Caching::Short)?;
        for path in &removals {
            self.place.remove(path)?;
        }
        self.place.settle()?;
        let (size, root) = (next.size, next.root);
        self.ledger.settle(checkpoint);
        let files = documents.len() + log.len() + trust.len() + lists.len() + status.len() + 1;
        Ok(Published { origin: self.origin.clone(), size, root, entries: size - before, files: files as u64 })
    }

    /// A place whose lock does not keep everybody out, such as a share of the network, shows it here.
    fn refuse_another_checkpoint(&self) -> Result<()> {
        let there = self.place.read(CHECKPOINT)?;
        let expected = self.ledger.checkpoint().map(|checkpoint| checkpoint.note().as_bytes());
        if there.as_deref() == expected {
            return Ok(());
        }
        Err(PublishError::Place(PlaceError::Busy { place: self.place.address().to_owned(), holder: None }))
    }

    /// Signs every status list with the log as it will be.
    fn sign_status(&mut self) -> Result<Vec<(String, Vec<u8>)>> {
        let (size, root) = (self.ledger.size(), self.ledger.root());
        let expires = self.at.plus_seconds(MAX_STATUS_SECONDS);
        let mut files = Vec::new();
        for (uri, draft) in &mut self.status {
            draft.set_log(Checkpoint::new(self.origin.as_str().into(), size, root));
            let token = draft.sign(&self.keys.status, self.at, expires)?;
            // What no reader could open is not written.
            StatusList::open(token.as_bytes(), &self.trust, Some(uri), None, self.at)
                .map_err(|source| PublishError::Document { name: format!("the status list {uri}"), source })?;
            let path =
                layout::status(uri).ok_or_else(|| PublishError::refused(format!("the address `{uri}` does not end in a file name")))?;
            files.push((path, token.into_bytes()));
        }
        Ok(files)
    }

    fn changed_lists(&mut self) -> Result<Vec<(String, Vec<u8>)>> {
        let touched = std::mem::take(&mut self.touched);
        let files = touched.iter().filter_map(|name| self.lists.get(name)).map(|list| {
            let json = serde_json::to_vec(list).map_err(|error| PublishError::refused(error.to_string()))?;
            Ok((layout::list(&list.subscriber), json))
        });
        files.collect()
    }
}

/// Opens the log, whose checkpoint the trust list's keys have signed, or those of the version before it: a publisher that
/// was interrupted while it took a new one has not signed again yet.
fn open_ledger(place: &dyn Place, trust: &TrustList, origin: &str, at: Timestamp) -> Result<Ledger> {
    let keys = |list: &TrustList| list.feed(origin, at).map(|(_, keys)| keys).map_err(|error| PublishError::of_file(place, TRUST, error));
    match Ledger::open(place, origin, &keys(trust)?) {
        Err(error) if error.kind() == Some(ErrorKind::UnknownKey) && trust.version() > 1 => {
            let path = layout::trust_version(trust.version() - 1);
            let before = place.read(&path)?.and_then(|bytes| TrustList::open(&bytes, Pin::NamedFile).ok());
            before.map_or(Err(error), |before| Ledger::open(place, origin, &keys(&before)?))
        }
        ledger => ledger,
    }
}

/// Returns the programme whose log this is.
fn entity_of(trust: &TrustList, origin: &str, at: Timestamp) -> Result<String> {
    let (feed, _) = trust.feed(origin, at).map_err(|source| PublishError::Document { name: TRUST.to_owned(), source })?;
    Ok(feed.entity.to_string())
}
