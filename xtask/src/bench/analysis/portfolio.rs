//! Deciding about 10,000 suppliers from 20,000 stored reports, against verifying the newest 10,000 from memory.

use std::num::NonZeroUsize;
use std::path::Path;
use std::thread;
use std::time::Instant;

use betterwork::analysis::portfolio::Totals;
use betterwork::analysis::suppliers::Supplier;
use betterwork::report::Country;
use betterwork::verify;
use betterwork_exchange::portfolio::{Judgement, decide_all};
use betterwork_exchange::store::Store;

use super::{REPORTS, World};
use crate::folder::Folder;
use crate::goals::Figure;
use crate::measure::median_ratio;
use crate::resident::{forget_peak, memory};

const SUPPLIERS: u64 = REPORTS / 2;
const ROUNDS: usize = 5;

pub(super) fn run(world: &World) -> Vec<Figure> {
    let folder = Folder::new();
    measure(world, &folder.file("portfolio.db"))
}

fn measure(world: &World, path: &Path) -> Vec<Figure> {
    let threads = thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    println!("\n── {SUPPLIERS} suppliers, {REPORTS} stored reports, {threads} threads: filling the store");
    let mut store = Store::open(path).expect("the folder is ours");
    let reports = (0..REPORTS).map(|number| (format!("report {number}"), world.token(number / 2, number % 2)));
    let summary = store.import(reports, &world.trust, &world.status, world.at).expect("the samples can be imported");
    assert_eq!((summary.imported, summary.quarantined), (REPORTS, 0));
    drop(store);
    let (mut rounds, mut peak_bytes, mut totals) = (Vec::new(), Vec::new(), Totals::default());
    for _ in 0..ROUNDS {
        // The peak is that of the decisions alone: what they are compared with is made anew in each round, and let go.
        let newest: Vec<String> = (0..SUPPLIERS).map(|facility| world.token(facility, 1)).collect();
        let start = Instant::now();
        verify_all(world, &newest, threads);
        let verified = start.elapsed().as_secs_f64();
        drop(newest);
        forget_peak();
        let before = memory("VmRSS:");
        let start = Instant::now();
        totals = decide(world, path, threads);
        let decided = start.elapsed().as_secs_f64();
        peak_bytes.push(memory("VmHWM:") - before);
        println!(
            "decided in {decided:.2} s, verified in {verified:.2} s, at most {:.0} MB more than before",
            peak_bytes.last().unwrap_or(&0.0) / 1e6
        );
        rounds.push((decided, verified));
    }
    println!("{totals}");
    assert_eq!(totals.suppliers, SUPPLIERS);
    let worst = peak_bytes.iter().copied().fold(0.0, f64::max);
    let memory = Figure { name: "portfolio_peak_mb", numerator: worst / 1e6, denominator: 1.0, unit: "MB", samples: peak_bytes.len() };
    vec![median_ratio("portfolio_over_verify", rounds, "s"), memory]
}

fn decide(world: &World, path: &Path, threads: NonZeroUsize) -> Totals {
    let country = Country::parse("VN").expect("it is a country");
    let supplier = |facility: u64| {
        let mut supplier = Supplier::new(format!("V{facility}"), format!("Synthetic Garments {facility}"), country);
        supplier.identifiers = vec![("star".to_owned(), facility.to_string())];
        supplier
    };
    let judgement =
        Judgement { policy: &world.policy, crosswalk: &world.crosswalk, trust: &world.trust, status: &world.status, at: world.at };
    let decisions = decide_all(path, (0..SUPPLIERS).map(supplier).collect(), &judgement, threads, &|_| {});
    Totals::of(&decisions.expect("the store was just made"))
}

fn verify_all(world: &World, tokens: &[String], threads: NonZeroUsize) {
    thread::scope(|scope| {
        for share in tokens.chunks(tokens.len().div_ceil(threads.get())) {
            scope.spawn(move || {
                for token in share {
                    verify(token.as_bytes(), &world.trust, &world.status, world.at).expect("a sample is genuine");
                }
            });
        }
    });
}
