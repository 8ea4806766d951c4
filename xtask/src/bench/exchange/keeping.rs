//! Keeping: imports into both databases against COPY, DuckDB and pandas; and Parquet against JSON.

mod peers;
mod sizes;

use std::num::NonZeroUsize;
use std::time::Instant;

use betterwork::trust::{StatusDraft, StatusList, StatusLists, StatusValue, TrustList};
use betterwork::verify;
use betterwork_exchange::store::Store;
use betterwork_exchange::store::bench::Copied;
use conformance::postgres::{Durability, Server};
use conformance::sample::{self, Keys, SIGNED_AT, STATUS_URI, Size};

use crate::goals::Figure;
use crate::measure::{median, median_ratio};

/// Reports of about 60 KB.
const REPORTS: u64 = 1_000;
const BATCH: NonZeroUsize = NonZeroUsize::new(100).unwrap();
const ROUNDS: usize = 7;

/// Signed reports and what they are verified against.
struct World {
    trust: TrustList,
    status: StatusLists,
    tokens: Vec<(String, String)>,
}

impl World {
    fn new() -> Self {
        let keys = Keys::default();
        let trust = sample::trust(&keys);
        let mut draft = StatusDraft::new(STATUS_URI, 1_024);
        (0..1_024).for_each(|index| draft.set(index, StatusValue::Valid).expect("the list has so many entries"));
        let signed = draft.sign(&keys.status, SIGNED_AT, SIGNED_AT.plus_seconds(86_400)).expect("a status list can be signed");
        let status = StatusList::open(signed.as_bytes(), &trust, None, None, SIGNED_AT).expect("the status list is good").into();
        let token = |seed| (format!("report {seed}"), sample::token(&keys, seed, Size::KB_60).expect("a sample can be signed"));
        World { trust, status, tokens: (0..REPORTS).map(token).collect() }
    }

    fn import(&self, store: &mut Store) {
        let sources = self.tokens.iter().map(|(name, token)| (name, token));
        let summary = store.import(sources, &self.trust, &self.status, SIGNED_AT).expect("the samples can be imported");
        assert_eq!(summary.imported, REPORTS);
    }
}

/// Every figure of the subject.
pub(super) fn run() -> Vec<Figure> {
    let world = World::new();
    let mut figures = vec![sizes::run(&world)];
    figures.extend(copy(&world));
    figures.extend(peers::run(&world));
    figures
}

/// Seconds of COPY of rows that are encoded already, over seconds of our verified import, by the clock.
fn copy(world: &World) -> Option<Figure> {
    let server = Server::start(Durability::Full)?;
    let mut pairs = Vec::new();
    for round in 0..ROUNDS {
        let ours = || {
            let mut store = Store::open(server.database()).expect("the server is ours").with_batch(BATCH);
            let start = Instant::now();
            world.import(&mut store);
            start.elapsed().as_secs_f64()
        };
        let theirs = || {
            let store = Store::open(server.database()).expect("the server is ours");
            let verified = |token: &str| verify(token.as_bytes(), &world.trust, &world.status, SIGNED_AT).expect("a sample is genuine");
            let reports: Vec<_> = world.tokens.iter().map(|(_, token)| (verified(token), token.as_bytes())).collect();
            let rows = Copied::of(&store, &reports, BATCH, SIGNED_AT).expect("rows can be encoded");
            let start = Instant::now();
            rows.send(&store).expect("the rows are those of a store");
            start.elapsed().as_secs_f64()
        };
        // Who is first takes turns; the first round fills caches.
        let pair = if round % 2 == 0 {
            (theirs(), ours())
        } else {
            let ours = ours();
            (theirs(), ours)
        };
        if round > 0 {
            pairs.push(pair);
        }
    }
    println!("\n── {REPORTS} reports of 60 KB into PostgreSQL (wall seconds, median)");
    for (name, times) in
        [("COPY", pairs.iter().map(|pair| pair.0).collect()), ("verified import", pairs.iter().map(|pair| pair.1).collect())]
    {
        println!("{name:<44} {:>10.3}", median(times).unwrap_or(f64::NAN));
    }
    Some(median_ratio("copy_over_postgres_import", pairs, "s"))
}
