//! An exchange of synthetic reports, behind an nginx on loopback.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use betterwork::report::StatusReference;
use betterwork::trust::{Pin, StatusDraft, TrustList, sign_trust_list};
use betterwork::{Timestamp, issue};
use betterwork_exchange::publish::{FolderPlace, Grant, Publisher, PublisherKeys};
use betterwork_exchange::store::Store;
use betterwork_exchange::sync::{SyncOptions, SyncSummary, sync};
use betterwork_exchange::transport::{Credential, HttpTransport, Patience};
use conformance::nginx::{Nginx, Speaks};
use conformance::sample::{self, FEED_KEY, FixedRandom, Keys, ORIGIN, SIGNED_AT, STATUS_URI, Size, key};

use crate::folder::Folder;

/// Subscribers and their tokens.
const TOKENS: [(&str, &str); 3] = [("token-of-new", "new"), ("token-of-few", "few"), ("token-of-many", "many")];
/// As many as `betterwork sync` fetches at once.
const PARALLEL: NonZeroUsize = NonZeroUsize::new(8).unwrap();

pub(super) struct World {
    keys: Keys,
    pub(super) folder: Folder,
    trust_document: String,
    pub(super) trust: TrustList,
}

impl World {
    pub(super) fn new() -> Self {
        let keys = Keys::default();
        let (trust_document, trust) = trust(&keys);
        let world = World { keys, folder: Folder::new(), trust_document, trust };
        let status = StatusDraft::new(STATUS_URI, 32_768).sign(&world.keys.status, SIGNED_AT, SIGNED_AT.plus_seconds(86_400));
        let status = vec![status.expect("a list can be signed").into_bytes()];
        let place = Box::new(FolderPlace::new(world.exchange()));
        let begun = Publisher::init(place, ORIGIN, world.trust_document.as_bytes(), &status, publisher_keys(), SIGNED_AT);
        begun.and_then(|mut publisher| publisher.commit()).expect("the folder is ours");
        world
    }

    pub(super) fn exchange(&self) -> PathBuf {
        self.folder.file("exchange")
    }

    pub(super) fn publisher(&self, at: Timestamp) -> Publisher {
        Publisher::open(Box::new(FolderPlace::new(self.exchange())), publisher_keys(), at).expect("the exchange is whole")
    }

    pub(super) fn token(&self, seed: u64) -> String {
        let mut report = sample::report(seed, Size::KB_60);
        // An index of its own, beyond those of a small list too.
        report.status = StatusReference::new(seed, STATUS_URI.into());
        issue(&report, &self.keys.report, &mut FixedRandom::new(seed)).expect("a sample can be signed")
    }

    /// Publishes reports and gives them to a subscriber.
    pub(super) fn publish(&self, seeds: std::ops::Range<u64>, subscribers: &[&str], at: Timestamp) {
        let word = Grant::Programme("the bench".to_owned());
        let mut publisher = self.publisher(at);
        for seed in seeds {
            let token = self.token(seed);
            publisher.add("a sample", token.as_bytes()).expect("the sample is good");
            for subscriber in subscribers {
                publisher.share("a sample", token.as_bytes(), subscriber, &word).expect("the sample is good");
            }
        }
        publisher.commit().expect("the folder is ours");
    }

    pub(super) fn serve(&self) -> Option<Nginx> {
        Nginx::start(&self.exchange(), &TOKENS, Speaks::Http)
    }
}

/// Who signs what is published here.
pub(super) fn trust(keys: &Keys) -> (String, TrustList) {
    let document = sign_trust_list(&sample::trust_payload_with_feed(keys), &[&keys.root]).expect("a list can be signed");
    let list = TrustList::open(document.as_bytes(), Pin::NamedFile).expect("the list is good");
    (document, list)
}

/// Reads as a subscriber.
pub(super) fn transport(port: u16, subscriber: &str) -> HttpTransport {
    let credential = Credential::bearer(&format!("token-of-{subscriber}")).ok();
    let client = reqwest::blocking::Client::builder().no_proxy();
    HttpTransport::new(client, &format!("http://127.0.0.1:{port}/"), credential, Patience::default()).expect("the address is one")
}

/// Syncs as `betterwork sync` does.
pub(super) fn sync_as(subscriber: &str, store: &Path, transport: &HttpTransport, trust: &TrustList, at: Timestamp) -> SyncSummary {
    let options = SyncOptions { subscriber: subscriber.to_owned(), at, parallel: PARALLEL };
    let mut store = Store::open(store).expect("the folder is ours");
    sync(&mut store, transport, trust, &options, &|_| ()).expect("the exchange is whole")
}

fn publisher_keys() -> PublisherKeys {
    PublisherKeys { feed: key(FEED_KEY), status: Keys::default().status }
}
