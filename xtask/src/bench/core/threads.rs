//! What a second thread gains, for us and for the bare loop of hashes and signatures.

use std::thread;
use std::time::{Duration, Instant};

use conformance::sample::Size;

use super::World;
use crate::floor;
use crate::goals::Figure;
use crate::measure::{median, median_ratio};

/// Different reports, so that they do not all lie in the nearest cache.
const TOKENS: u64 = 64;
const REPORTS_A_ROUND: usize = 400;
const ROUNDS: usize = 25;

pub(super) fn run(world: &World) -> Figure {
    let tokens: Vec<String> = (0..TOKENS).map(|seed| world.token(seed, Size::KB_60)).collect();
    let key = world.sealer.public();
    let verify = |token: &str| world.verify(token);
    let bare = |token: &str| floor::hash_and_signature(token, &key);
    let mut rounds = Vec::new();
    wall(2, &tokens, &verify);
    for _ in 0..ROUNDS {
        rounds.push([wall(1, &tokens, &verify), wall(2, &tokens, &verify), wall(1, &tokens, &bare), wall(2, &tokens, &bare)]);
    }
    println!("\n── {} reports of 60 KB (wall time)", REPORTS_A_ROUND * ROUNDS);
    let names = ["verify, 1 thread", "verify, 2 threads", "hashes and signature alone, 1 thread", "hashes and signature alone, 2 threads"];
    for (index, name) in names.into_iter().enumerate() {
        let times: Vec<f64> = rounds.iter().filter_map(|round| round.get(index)).map(Duration::as_secs_f64).collect();
        let (total, middle) = (times.iter().sum::<f64>(), median(times).unwrap_or(f64::NAN));
        println!("{name:<44} {total:>9.2} s  {:>8.0} a second", REPORTS_A_ROUND as f64 / middle);
    }
    let gains = rounds.iter().map(|[one, two, bare_one, bare_two]| (gain(one, two), gain(bare_one, bare_two)));
    median_ratio("two_threads_gain_over_bare", gains.collect(), "times as fast")
}

fn gain(one: &Duration, two: &Duration) -> f64 {
    one.as_secs_f64() / two.as_secs_f64()
}

/// How long so many threads take for a round's reports, shared out evenly.
fn wall(threads: usize, tokens: &[String], work: &(impl Fn(&str) + Sync)) -> Duration {
    let start = Instant::now();
    thread::scope(|scope| {
        for number in 0..threads {
            let share = tokens.iter().cycle().take(REPORTS_A_ROUND).skip(number).step_by(threads);
            scope.spawn(move || share.for_each(|token| work(token)));
        }
    });
    start.elapsed()
}
