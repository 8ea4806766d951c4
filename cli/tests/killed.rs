//! `kill -9` at random moments of publishing and of syncing: nothing is lost, nothing twice, and the next run finishes.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod common;

use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use betterwork_exchange::store::Store;
use common::exchange::{SIGNING, place};
use common::{AT, Place};

/// How often each is killed.
const KILLS: u32 = 500;

/// Random numbers that are the same at every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: Duration) -> Duration {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        limit.mul_f64((self.0 >> 11) as f64 / (1_u64 << 53) as f64)
    }
}

/// Runs a command and kills it after a while; returns whether it had come to its end before.
fn kill(place: &Place, line: &str, after: Duration) -> bool {
    let mut child = place.command(line).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    thread::sleep(after);
    let ended = child.try_wait().unwrap().is_some_and(|status| status.success());
    let _ = child.kill();
    let _ = child.wait();
    ended
}

fn timed(place: &Place, line: &str) -> Duration {
    let began = Instant::now();
    let ran = place.run(line);
    assert_eq!(ran.code, 0, "{line}: {} {}", ran.stdout, ran.stderr);
    began.elapsed()
}

/// Every report is there once, with all its rows.
fn assert_whole(store: &Path, reports: usize) {
    let store = Store::open_read_only(store).unwrap();
    let held = store.reports().unwrap();
    assert_eq!(held.len(), reports);
    assert!(held.iter().all(|report| report.disclosure == "complete" && report.is_current));
    assert!(store.quarantine().unwrap().is_empty());
}

#[test]
fn a_sync_that_is_killed_anywhere_is_finished_by_the_next_one() {
    const REPORTS: usize = 6;
    let place = place(REPORTS as u64);
    let files: String = (1..=REPORTS).map(|seed| format!(" {seed}.sdjwt")).collect();
    timed(&place, &format!("publish add exchange{files} --share demo --because tests {SIGNING}"));
    let sync = |number: u32| format!("sync exchange --store {number}.db --trust trust.json --subscriber demo --at {AT} --parallel 2");
    let whole = timed(&place, &sync(0));
    let (mut chance, mut number, mut kills) = (Chance(1), 1, 0);
    while kills < KILLS {
        let finished = kill(&place, &sync(number), chance.below(whole));
        kills += u32::from(!finished);
        // What the next program finds is whole as far as it goes, and the next sync finishes it. A store that is finished gives
        // nothing more to kill: the next kill is of a new one.
        if finished || kills % 5 == 0 {
            timed(&place, &sync(number));
            assert_whole(&place.path(&format!("{number}.db")), REPORTS);
            number += 1;
        }
    }
}

#[test]
fn a_publisher_that_is_killed_anywhere_leaves_a_readable_exchange_and_the_next_one_finishes() {
    // A round of 25 kills adds two reports, after the two of the beginning.
    let place = place(u64::from(KILLS / 25 + 2) * 2);
    let add = |seed: u32| format!("publish add exchange {seed}.sdjwt {}.sdjwt --share demo --because tests {SIGNING}", seed + 1);
    let whole = timed(&place, &add(1));
    let (mut chance, mut kills, mut seed, mut synced) = (Chance(2), 0, 3, 2);
    while kills < KILLS {
        if !kill(&place, &add(seed), chance.below(whole)) {
            kills += 1;
        }
        if kills % 25 == 0 {
            // A reader finds the log as it was or as it is now, and either way whole.
            let sync = place.run(&format!("sync exchange --store reader.db --trust trust.json --subscriber demo --at {AT} --json"));
            assert!(sync.code == 0 || sync.error_code() == "log_behind", "{}", sync.stdout);
            timed(&place, &add(seed));
            let sync = place.run(&format!("sync exchange --store reader.db --trust trust.json --subscriber demo --at {AT} --json"));
            synced += 2;
            assert_eq!((sync.code, sync.json()["size"].as_u64()), (0, Some(synced)), "{}", sync.stdout);
            let checked = place.run(&format!("publish check exchange --at {AT}"));
            assert_eq!(checked.code, 0, "{}", checked.stdout);
            seed += 2;
            kills += 1;
        }
    }
}
