//! Part `core`: issuing and verifying reports, against the floor and against other libraries.

mod hostile;
mod import;
mod scale;
mod threads;

use std::hint::black_box;
use std::time::Duration;

use betterwork::trust::{StatusList, StatusLists, TrustList};
use betterwork::{Timestamp, View, issue, redact, verify};
use conformance::sample::{self, FixedRandom, Keys, SIGNED_AT, Size};

use crate::floor::{self, Parser};
use crate::goals::Figure;
use crate::heap;
use crate::measure::{Case, Effort, Measured, round_robin};
use crate::peers::{self, JsonWebToken};
use crate::sealing::Sealer;

/// What every verification needs beside the token.
pub(crate) struct World {
    keys: Keys,
    trust: TrustList,
    status: StatusLists,
    at: Timestamp,
    sealer: Sealer,
}

impl World {
    fn new() -> Self {
        let keys = Keys::default();
        let trust = sample::trust(&keys);
        let mut status = StatusLists::none();
        let list = StatusList::open(sample::status_document(&keys, 1024).as_bytes(), &trust, None, None, SIGNED_AT);
        status.hold(list.expect("the sample's status list is good"));
        let sealer = Sealer::new(&keys.report);
        Self { keys, trust, status, at: SIGNED_AT, sealer }
    }

    fn token(&self, seed: u64, size: Size) -> String {
        sample::token(&self.keys, seed, size).expect("a sample can be signed")
    }

    fn verify(&self, token: &str) {
        black_box(verify(token.as_bytes(), &self.trust, &self.status, self.at).expect("a sample is genuine"));
    }
}

const FLOORS: [&str; 3] =
    ["floor of the 120 KB report: serde_json", "floor of the 120 KB report: sonic-rs", "floor of the 120 KB report: simd-json"];
const PUBLIC_FLOORS: [&str; 3] =
    ["floor of its public view: serde_json", "floor of its public view: sonic-rs", "floor of its public view: simd-json"];
const PARSERS: [Parser; 3] = [Parser::SerdeJson, Parser::SonicRs, Parser::SimdJson];

/// Every figure of the part.
pub(crate) fn run() -> Vec<Figure> {
    let world = World::new();
    let mut figures = verification(&world);
    figures.extend(scale::run(&world));
    figures.push(import::run(&world));
    figures.push(threads::run(&world));
    figures
}

fn verification(world: &World) -> Vec<Figure> {
    let [small, large] = [Size::KB_60, Size::KB_120].map(|size| world.token(1, size));
    let public = redact(large.as_bytes(), &View::Public).expect("a sample can be redacted");
    let clear = world.sealer.jws("JWT", serde_json::to_string(&sample::report(1, Size::KB_120)).expect("a report is JSON").as_bytes());
    let [small_report, large_report] = [Size::KB_60, Size::KB_120].map(|size| sample::report(1, size));
    let key = world.sealer.public();
    let jsonwebtoken = JsonWebToken::new(&key);
    println!("60 KB report: {} bytes; 120 KB report: {} bytes, its public view: {} bytes", small.len(), large.len(), public.len());

    let sign = |report| black_box(issue(report, &world.keys.report, &mut FixedRandom::new(1)).expect("a sample can be signed"));
    let mut cases = vec![
        Case::new("issue 60 KB", || drop(sign(&small_report))),
        Case::new("issue 120 KB", || drop(sign(&large_report))),
        Case::new("verify 60 KB", || world.verify(&small)),
        Case::new("verify 120 KB", || world.verify(&large)),
        Case::new("verify its public view", || world.verify(&public)),
        Case::new("affinidi-sd-jwt, the 120 KB report", || peers::affinidi_sd_jwt(&large, &key)),
        Case::new("jsonwebtoken, the 120 KB report in the clear", || jsonwebtoken.verify(&clear)),
    ];
    for ((full_name, public_name), parser) in FLOORS.into_iter().zip(PUBLIC_FLOORS).zip(&PARSERS) {
        let (large, public, key) = (&large, &public, &key);
        cases.push(Case::new(full_name, move || floor::verify(large, key, parser)));
        cases.push(Case::new(public_name, move || floor::verify(public, key, parser)));
    }
    let measured = round_robin(cases, &Effort { rounds: 101, batch: Duration::from_millis(3) });
    measured.print("one report", |_| String::new());
    let mut figures = ratios(&measured);
    figures.push(memory(world, &[&small, &large]));
    figures
}

fn ratios(measured: &Measured) -> Vec<Figure> {
    let ratio = |name, above: &str, below: &str| measured.ratio(name, (above, 1.0), (below, 1.0), "ns");
    vec![
        ratio("verify_full_over_floor", "verify 120 KB", measured.fastest(&FLOORS)),
        ratio("verify_public_over_floor", "verify its public view", measured.fastest(&PUBLIC_FLOORS)),
        ratio("affinidi_over_verify_full", "affinidi-sd-jwt, the 120 KB report", "verify 120 KB"),
        ratio("jsonwebtoken_over_verify_full", "jsonwebtoken, the 120 KB report in the clear", "verify 120 KB"),
    ]
}

/// Peak heap of one verification over the token's bytes, for the token where it is worst. The token itself is not counted.
fn memory(world: &World, tokens: &[&str]) -> Figure {
    let mut uses: Vec<_> = tokens.iter().map(|token| (token.len(), heap::watch(|| world.verify(token)))).collect();
    println!();
    for (bytes, used) in &uses {
        println!("heap of verifying {bytes} bytes: {} bytes at most, {} allocations", used.peak_bytes, used.allocation_count);
    }
    uses.sort_by(|a, b| (b.1.peak_bytes * a.0).cmp(&(a.1.peak_bytes * b.0)));
    let (bytes, used) = uses.first().expect("there are tokens");
    // The same bytes give the same count every time: watched as often as a goal asks for.
    let samples = tokens
        .iter()
        .filter(|token| token.len() == *bytes)
        .map(|token| (0..5).filter(|_| heap::watch(|| world.verify(token)).peak_bytes <= used.peak_bytes).count());
    Figure {
        name: "peak_bytes_over_token",
        numerator: used.peak_bytes as f64,
        denominator: *bytes as f64,
        unit: "bytes",
        samples: samples.sum(),
    }
}
