//! Memory of a first sync of few and of many reports, each in a process of its own, and what follows for 100,000.

use std::env;
use std::path::Path;
use std::process::Command;

use conformance::sample::{Keys, SIGNED_AT};

use super::served::{World, sync_as, transport, trust};
use crate::folder::remove_store;
use crate::goals::Figure;
use crate::measure::median;
use crate::resident::memory;

/// Reports of about 60 KB: many, and a quarter of them.
const MANY: u64 = 12_000;
const FEW: u64 = MANY / 4;
const ROUNDS: usize = 5;
/// The number of reports for which the goal is set.
const GOAL_REPORTS: f64 = 100_000.0;

/// The first argument of this program when it is the process that is measured; port, subscriber and store follow.
pub(crate) const SYNC: &str = "sync-and-say-the-peak";

pub(super) fn run() -> Option<Figure> {
    let world = World::new();
    println!("\n── a first sync of {FEW} and of {MANY} reports of 60 KB: publishing");
    for from in (0..MANY).step_by(1_000) {
        let until = (from + 1_000).min(MANY);
        let subscribers: &[&str] = if until <= FEW { &["few", "many"] } else { &["many"] };
        world.publish(from..until, subscribers, SIGNED_AT);
    }
    let server = world.serve()?;
    let measure = |subscriber: &str, reports: u64| {
        let store = world.folder.file("peak.db");
        remove_store(&store);
        let mut child = Command::new(env::current_exe().expect("Linux says which program this is"));
        let done = child.args([SYNC, &server.port().to_string(), subscriber]).arg(&store).output().expect("this program is there");
        let said = String::from_utf8_lossy(&done.stdout);
        let (imported, peak) = said.trim().split_once(' ').expect("it says two numbers");
        assert_eq!(imported.parse(), Ok(reports));
        peak.parse::<f64>().expect("it is a number")
    };
    let rounds: Vec<(f64, f64)> = (0..ROUNDS).map(|_| (measure("few", FEW), measure("many", MANY))).collect();
    let at_goal = |(few, many): &(f64, f64)| {
        let slope = (many - few).max(0.0) / (MANY - FEW) as f64;
        println!("{:>8.1} MB for {FEW}, {:>8.1} MB for {MANY}: {slope:.0} bytes a report", few / 1e6, many / 1e6);
        (many + slope * (GOAL_REPORTS - MANY as f64)) / 1e6
    };
    let peaks = rounds.iter().map(at_goal).collect();
    Some(Figure { name: "sync_peak_mb", numerator: median(peaks)?, denominator: 1.0, unit: "MB", samples: ROUNDS })
}

/// Syncs, and says how many reports were imported and how many bytes of memory the process had at most.
pub(crate) fn sync_and_say(port: &str, subscriber: &str, store: &str) {
    let transport = transport(port.parse().expect("it is a port"), subscriber);
    let (_, trust) = trust(&Keys::default());
    let summary = sync_as(subscriber, Path::new(store), &transport, &trust, SIGNED_AT);
    println!("{} {}", summary.imported, memory("VmHWM:"));
}
