//! Syncing 1,000 new of 1,000,000 entries: what of the log is read, and the time over that of verify and import.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use betterwork::Digest;
use betterwork::log::{Event, ReportChange, ReportEvent};
use betterwork::seal::random_jti;
use betterwork::trust::{StatusList, StatusLists};
use betterwork_exchange::store::Store;
use conformance::sample::{self, FixedRandom, SIGNED_AT, Size};

use super::served::{World, sync_as, transport};
use crate::folder::remove_store;
use crate::goals::Figure;
use crate::measure::{median, median_ratio};

/// Entries of the log before those that are new.
const OLD: u64 = 999_000;
/// New reports of about 60 KB, an entry each.
const NEW: u64 = 1_000;
const ROUNDS: usize = 5;
/// How many events one run of the publisher appended, long ago: those of a run have one instant.
const RUN: u64 = 250;

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
pub(super) fn run() -> Option<Vec<Figure>> {
    let world = World::new();
    println!("\n── a log of {} entries, of which {NEW} are new: publishing", OLD + NEW);
    append_old(&world);
    let base = world.folder.file("base.db");
    world.publish(0..1, &["new"], SIGNED_AT);
    let server = world.serve()?;
    let transport = transport(server.port(), "new");
    sync_as("new", &base, &transport, &world.trust, SIGNED_AT);
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
            let summary = sync_as("new", &store, &transport, &world.trust, at);
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
