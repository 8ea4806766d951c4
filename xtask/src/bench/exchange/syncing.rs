//! Syncing from an nginx on loopback: what of the log is read, the time over that of verify and import, and memory.

use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Instant;

use betterwork::log::{Event, ReportChange, ReportEvent};
use betterwork::seal::random_jti;
use betterwork::trust::{Pin, StatusDraft, StatusList, StatusLists, TrustList, sign_trust_list};
use betterwork::{Digest, Timestamp};
use betterwork_exchange::publish::{FolderPlace, Grant, Publisher, PublisherKeys};
use betterwork_exchange::store::Store;
use betterwork_exchange::sync::{SyncOptions, SyncSummary, sync};
use betterwork_exchange::transport::{Credential, HttpTransport, Patience};
use conformance::nginx::{Nginx, Speaks};
use conformance::sample::{self, FEED_KEY, FixedRandom, Keys, ORIGIN, SIGNED_AT, STATUS_URI, Size, key};

use crate::folder::{Folder, remove_store};
use crate::goals::Figure;
use crate::measure::{median, median_ratio};
use crate::resident::{forget_peak, memory};

/// Entries of the log before those that are new.
const OLD: u64 = 999_000;
/// New reports of about 60 KB, an entry each.
const NEW: u64 = 1_000;
const ROUNDS: usize = 5;
/// How many events one run of the publisher appended, long ago: those of a run have one instant.
const RUN: u64 = 250;

/// Reports for the measure of memory: many, and a quarter of them.
const MANY: u64 = 12_000;
const FEW: u64 = MANY / 4;
/// The number of reports for which the goal is set.
const GOAL_REPORTS: f64 = 100_000.0;

/// Subscribers and their tokens.
const TOKENS: [(&str, &str); 3] = [("token-of-new", "new"), ("token-of-few", "few"), ("token-of-many", "many")];
/// As many as `betterwork sync` fetches at once.
const PARALLEL: NonZeroUsize = NonZeroUsize::new(8).unwrap();

struct World {
    keys: Keys,
    folder: Folder,
    trust_document: String,
    trust: TrustList,
}

pub(super) fn run() -> Vec<Figure> {
    a_thousand_of_a_million().into_iter().flatten().chain(peak()).collect()
}

impl World {
    fn new() -> Self {
        let keys = Keys::default();
        let trust_document = sign_trust_list(&sample::trust_payload_with_feed(&keys), &[&keys.root]).expect("a list can be signed");
        let trust = TrustList::open(trust_document.as_bytes(), Pin::NamedFile).expect("the list is good");
        let world = World { keys, folder: Folder::new(), trust_document, trust };
        let status = StatusDraft::new(STATUS_URI, 32_768).sign(&world.keys.status, SIGNED_AT, SIGNED_AT.plus_seconds(86_400));
        let status = vec![status.expect("a list can be signed").into_bytes()];
        let place = Box::new(FolderPlace::new(world.exchange()));
        let begun = Publisher::init(place, ORIGIN, world.trust_document.as_bytes(), &status, publisher_keys(), SIGNED_AT);
        begun.and_then(|mut publisher| publisher.commit()).expect("the folder is ours");
        world
    }

    fn exchange(&self) -> PathBuf {
        self.folder.file("exchange")
    }

    fn publisher(&self, at: Timestamp) -> Publisher {
        Publisher::open(Box::new(FolderPlace::new(self.exchange())), publisher_keys(), at).expect("the exchange is whole")
    }

    fn token(&self, seed: u64) -> String {
        sample::token(&self.keys, seed, Size::KB_60).expect("a sample can be signed")
    }

    /// Publishes reports and gives them to a subscriber.
    fn publish(&self, seeds: std::ops::Range<u64>, subscribers: &[&str], at: Timestamp) {
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

    fn serve(&self) -> Option<Nginx> {
        Nginx::start(&self.exchange(), &TOKENS, Speaks::Http)
    }

    fn transport(&self, server: &Nginx, subscriber: &str) -> HttpTransport {
        let address = format!("http://127.0.0.1:{}/", server.port());
        let credential = Credential::bearer(&format!("token-of-{subscriber}")).ok();
        let client = reqwest::blocking::Client::builder().no_proxy();
        HttpTransport::new(client, &address, credential, Patience::default()).expect("the address is one")
    }

    fn sync(&self, store: &Path, transport: &HttpTransport, subscriber: &str, at: Timestamp) -> SyncSummary {
        let options = SyncOptions { subscriber: subscriber.to_owned(), at, parallel: PARALLEL };
        let mut store = Store::open(store).expect("the folder is ours");
        sync(&mut store, transport, &self.trust, &options, &|_| ()).expect("the exchange is whole")
    }
}

fn publisher_keys() -> PublisherKeys {
    PublisherKeys { feed: key(FEED_KEY), status: Keys::default().status }
}

/// Events of reports that this subscriber never sees, of runs an hour apart.
fn append_old(world: &World) {
    let mut publisher = world.publisher(SIGNED_AT);
    let (mut random, vct) = (FixedRandom::new(5), sample::report(0, Size::SMALL).vct());
    for index in 0..OLD {
        let at = SIGNED_AT.plus_seconds((index / RUN).cast_signed() * 3_600 - 30_000_000);
        let (country, jti) = (if index % 3 == 0 { "VN" } else { "KH" }, random_jti(&mut random));
        let digest = Digest::of(&index.to_be_bytes());
        let event = ReportEvent::new(ReportChange::Issued, country.into(), at, vct.as_str().into(), 1, jti.into(), digest);
        publisher.append_event(&Event::Report(event)).expect("an event is short");
    }
    publisher.commit().expect("the folder is ours");
}

/// Bytes of log, and the time over that of verify and import.
fn a_thousand_of_a_million() -> Option<Vec<Figure>> {
    let world = World::new();
    println!("\n── a log of {} entries, of which {NEW} are new: publishing", OLD + NEW);
    append_old(&world);
    let base = world.folder.file("base.db");
    world.publish(0..1, &["new"], SIGNED_AT);
    let server = world.serve()?;
    let transport = world.transport(&server, "new");
    world.sync(&base, &transport, "new", SIGNED_AT);
    let at = SIGNED_AT.plus_seconds(3_600);
    world.publish(1..NEW + 1, &["new"], at);
    let tokens: Vec<(String, String)> = (1..=NEW).map(|seed| (format!("report {seed}"), world.token(seed))).collect();
    let status = fs::read(world.exchange().join("status/2026-1")).expect("the exchange has it");
    let status: StatusLists = StatusList::open(&status, &world.trust, None, None, at).expect("the status list is good").into();

    let (mut times, mut log_bytes) = (Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let ours = || {
            let store = world.folder.file("synced.db");
            copy_store(&base, &store);
            let start = Instant::now();
            let summary = world.sync(&store, &transport, "new", at);
            let seconds = start.elapsed().as_secs_f64();
            assert_eq!((summary.imported, summary.entries), (NEW, NEW));
            (seconds, summary.log_bytes)
        };
        let floor = || {
            let path = world.folder.file("imported.db");
            copy_store(&base, &path);
            let start = Instant::now();
            let mut store = Store::open(&path).expect("the folder is ours");
            let sources = tokens.iter().map(|(name, token)| (name, token));
            let summary = store.import(sources, &world.trust, &status, at).expect("the samples can be imported");
            assert_eq!(summary.imported, NEW);
            start.elapsed().as_secs_f64()
        };
        // Who is first takes turns; the first round fills caches.
        let ((seconds, bytes), floor) = if round % 2 == 0 {
            let floor = floor();
            (ours(), floor)
        } else {
            (ours(), floor())
        };
        if round > 0 {
            times.push((seconds, floor));
            log_bytes.push(bytes as f64);
        }
    }
    println!("{NEW} new reports of 60 KB (wall seconds, median)");
    println!("{:<44} {:>10.3}", "sync from nginx", median(times.iter().map(|pair| pair.0).collect()).unwrap_or(f64::NAN));
    println!("{:<44} {:>10.3}", "verify and import from memory", median(times.iter().map(|pair| pair.1).collect()).unwrap_or(f64::NAN));
    let most = log_bytes.iter().copied().fold(0.0, f64::max);
    let of_log = Figure { name: "log_bytes_1000_of_1m", numerator: most, denominator: 1.0, unit: "bytes", samples: log_bytes.len() };
    Some(vec![of_log, median_ratio("sync_over_verify_import", times, "s")])
}

/// Memory of a first sync of few and of many reports, and what follows for 100,000.
fn peak() -> Option<Figure> {
    let world = World::new();
    println!("\n── a first sync of {FEW} and of {MANY} reports of 60 KB: publishing");
    for from in (0..MANY).step_by(1_000) {
        let until = (from + 1_000).min(MANY);
        let subscribers: &[&str] = if until <= FEW { &["few", "many"] } else { &["many"] };
        world.publish(from..until, subscribers, SIGNED_AT);
    }
    let server = world.serve()?;
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        let measure = |subscriber: &str, reports: u64| {
            let (transport, store) = (world.transport(&server, subscriber), world.folder.file("peak.db"));
            remove_store(&store);
            forget_peak();
            let before = memory("VmRSS:");
            assert_eq!(world.sync(&store, &transport, subscriber, SIGNED_AT).imported, reports);
            (memory("VmHWM:"), before)
        };
        rounds.push((measure("few", FEW), measure("many", MANY)));
    }
    // The whole process counts; what a report more costs is the slope between the two.
    let at_goal = |((few, few_before), (many, many_before)): &((f64, f64), (f64, f64))| {
        let slope = ((many - many_before) - (few - few_before)).max(0.0) / (MANY - FEW) as f64;
        println!("{:>8.1} MB for {FEW}, {:>8.1} MB for {MANY}: {slope:.0} bytes a report", few / 1e6, many / 1e6);
        (many + slope * (GOAL_REPORTS - MANY as f64)) / 1e6
    };
    let peaks: Vec<f64> = rounds.iter().map(at_goal).collect();
    Some(Figure { name: "sync_peak_mb", numerator: median(peaks)?, denominator: 1.0, unit: "MB", samples: rounds.len() })
}

/// Copies a store that nobody has open, with what may stand beside it.
fn copy_store(from: &Path, to: &Path) {
    remove_store(to);
    for suffix in ["", "-wal"] {
        let with = |path: &Path| PathBuf::from(format!("{}{suffix}", path.display()));
        if with(from).exists() {
            fs::copy(with(from), with(to)).expect("the folder is ours");
        }
    }
}
