//! A programme that publishes, and a buyer that syncs.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use betterwork::seal::SigningKey;
use betterwork::trust::{Entity, EntityRole, Key, KeyState, KeyUse, Pin, StatusDraft, TrustList, TrustListPayload, sign_trust_list};
use betterwork::{Digest, Timestamp, identify, issue};
use betterwork_exchange::publish::{FolderPlace, Grant, Place, PublishError, Published, Publisher, PublisherKeys};
use betterwork_exchange::store::Store;
use betterwork_exchange::sync::{SyncError, SyncOptions, SyncSummary, sync};
use betterwork_exchange::transport::{FolderTransport, Transport};
use conformance::sample::{self, FEED_KEY, FixedRandom, Keys, SIGNED_AT, STATUS_URI, Size, key};

pub(crate) use conformance::sample::ORIGIN;

use crate::common::Folder;

pub(crate) const SUBSCRIBER: &str = "brand-1";

/// An hour after the samples were signed.
pub(crate) fn at() -> Timestamp {
    SIGNED_AT.plus_seconds(3_600)
}

pub(crate) struct World {
    pub(crate) folder: Folder,
    pub(crate) keys: Keys,
}

impl World {
    /// An exchange without reports.
    pub(crate) fn new() -> Self {
        World::keeping_in(Folder::new())
    }

    /// An exchange without reports, and a buyer who keeps the store of this folder.
    pub(crate) fn keeping_in(folder: Folder) -> Self {
        let world = World::nowhere(folder);
        world.begin(Box::new(FolderPlace::new(world.exchange()))).unwrap();
        world
    }

    /// No exchange yet.
    pub(crate) fn nowhere(folder: Folder) -> Self {
        World { folder, keys: Keys::default() }
    }

    /// Begins an exchange without reports in a place.
    pub(crate) fn begin(&self, place: Box<dyn Place>) -> Result<Published, PublishError> {
        let status = StatusDraft::new(STATUS_URI, 1024).sign(&self.keys.status, SIGNED_AT, SIGNED_AT.plus_seconds(86_400)).unwrap();
        let trust = self.trust_document();
        Publisher::init(place, ORIGIN, trust.as_bytes(), &[status.into_bytes()], publisher_keys(), SIGNED_AT)?.commit()
    }

    /// An exchange with so many reports, all shared.
    pub(crate) fn with_reports(count: u64) -> Self {
        let world = World::new();
        world.add_and_share(&(1..=count).map(|seed| world.token(seed)).collect::<Vec<_>>());
        world
    }

    pub(crate) fn exchange(&self) -> PathBuf {
        self.folder.file("exchange")
    }

    pub(crate) fn token(&self, seed: u64) -> String {
        sample::token(&self.keys, seed, Size::SMALL).unwrap()
    }

    /// A report whose factory can speak, with the key 20.
    pub(crate) fn token_with_voice(&self, seed: u64) -> String {
        let mut report = sample::report(seed, Size::SMALL);
        report.cnf = Some(factory_key().public().jwk());
        issue(&report, &self.keys.report, &mut FixedRandom::new(seed)).unwrap()
    }

    pub(crate) fn trust_payload(&self) -> TrustListPayload {
        let mut payload = sample::trust_payload_with_feed(&self.keys);
        let programme = &mut payload.entities[0];
        let (from, to) = (programme.keys[0].not_before, programme.keys[0].not_after);
        let mut statement = programme.keys[0].clone();
        (statement.jwk, statement.r#use) = (key(11).public().jwk(), KeyUse::Statement);
        programme.keys.push(statement);
        let mut buyer_key = Key::new(key(12).public().jwk(), KeyUse::Statement, from, to, KeyState::Active);
        buyer_key.countries = Vec::new();
        payload.entities.push(Entity::new("https://brand.example".into(), "Synthetic Brand".into(), EntityRole::Buyer, vec![buyer_key]));
        payload
    }

    pub(crate) fn trust_document(&self) -> String {
        sign_trust_list(&self.trust_payload(), &[&self.keys.root]).unwrap()
    }

    pub(crate) fn trust(&self) -> TrustList {
        TrustList::open(self.trust_document().as_bytes(), Pin::NamedFile).unwrap()
    }

    pub(crate) fn try_publisher(&self, at: Timestamp) -> Result<Publisher, PublishError> {
        Publisher::open(Box::new(FolderPlace::new(self.exchange())), publisher_keys(), at)
    }

    pub(crate) fn publisher(&self) -> Publisher {
        self.try_publisher(at()).unwrap()
    }

    pub(crate) fn add_and_share(&self, tokens: &[String]) -> Published {
        add_and_share(&mut self.publisher(), tokens).unwrap()
    }

    pub(crate) fn store(&self) -> Store {
        Store::open(self.folder.store()).unwrap()
    }

    pub(crate) fn sync(&self) -> Result<SyncSummary, SyncError> {
        self.sync_through(&FolderTransport::new(self.exchange()).unwrap())
    }

    pub(crate) fn sync_through(&self, transport: &dyn Transport) -> Result<SyncSummary, SyncError> {
        self.sync_at(transport, at())
    }

    pub(crate) fn sync_at(&self, transport: &dyn Transport, at: Timestamp) -> Result<SyncSummary, SyncError> {
        let options = SyncOptions { subscriber: SUBSCRIBER.to_owned(), at, parallel: NonZeroUsize::new(3).unwrap() };
        sync(&mut self.store(), transport, &self.trust(), &options, &|_| ())
    }

    /// The file of a document in the subscriber's folder.
    pub(crate) fn document(&self, token: &str) -> PathBuf {
        self.exchange().join(format!("subscribers/{SUBSCRIBER}/documents/{}", digest(token)))
    }
}

/// Announces reports and shares them.
pub(crate) fn add_and_share(publisher: &mut Publisher, tokens: &[String]) -> Result<Published, PublishError> {
    for token in tokens {
        publisher.add("a report", token.as_bytes()).unwrap();
        publisher.share("a report", token.as_bytes(), SUBSCRIBER, &word()).unwrap();
    }
    publisher.commit()
}

pub(crate) fn publisher_keys() -> PublisherKeys {
    PublisherKeys { feed: key(FEED_KEY), status: key(3) }
}

pub(crate) fn factory_key() -> SigningKey {
    key(20)
}

pub(crate) fn word() -> Grant {
    Grant::Programme("the subscription of Synthetic Brand".to_owned())
}

pub(crate) fn digest(token: &str) -> Digest {
    identify(token.as_bytes()).unwrap().digest
}

/// Copies a folder with everything in it.
pub(crate) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
