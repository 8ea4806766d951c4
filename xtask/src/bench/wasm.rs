//! Part `wasm`: the npm package in Node, against other people's libraries and against native code; its elements in Chromium; what both weigh.

use std::env;
use std::fs;
use std::hint::black_box;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};

use betterwork::trust::{StatusList, StatusLists};
use betterwork::{Timestamp, verify};
use conformance::pages;
use conformance::sample::{self, Keys, SIGNED_AT, Size};
use cpu_time::ThreadTime;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::folder::Folder;
use crate::goals::Figure;
use crate::measure::{median, median_ratio};
use crate::other::Other;
use crate::sealing::Sealer;

const WARM_UP_ROUNDS: usize = 3;
const ROUNDS: usize = 51;

/// Runs of native code in one round.
const BATCH: u32 = 100;

/// What the other side works on.
#[derive(Serialize)]
struct Given<'a> {
    token: &'a str,
    /// The same content without disclosures, signed.
    clear: &'a str,
    trust_list: &'a str,
    status_list: &'a str,
    at: String,
    jwk: betterwork::Jwk,
}

/// Brotli bytes of what a page loads.
#[derive(Deserialize)]
struct Weights {
    verify: f64,
    full: f64,
    /// The WebAssembly of the verifier alone.
    wasm: f64,
    /// The WebAssembly of a reader made of serde, which checks no rule.
    serde: f64,
}

/// What runs in a process of Node's own, in the order of [`Round`].
const CASES: [&str; 5] = ["floor", "floor_with_answer", "verify", "jose", "sd_jwt_core"];

/// One call of each, in one round.
struct Round {
    /// What no verifier in JavaScript can do without.
    floor: Took,
    /// The same with base64url, and with what the report says as frozen data.
    floor_with_answer: Took,
    verify: Took,
    jose: Took,
    sd_jwt_core: Took,
}

/// Nanoseconds.
#[derive(Clone, Copy, Default, Deserialize)]
struct Took {
    cpu: f64,
    wall: f64,
}

/// Every figure of the part.
pub(crate) fn run() -> Vec<Figure> {
    let keys = Keys::default();
    let report = sample::report(1, Size::KB_60);
    let token = sample::token(&keys, 1, Size::KB_60).expect("a sample can be signed");
    let clear = Sealer::new(&keys.report).jws("JWT", serde_json::to_string(&report).expect("a report is JSON").as_bytes());
    let (trust_list, status_list) = (sample::trust_document(&keys), sample::status_document(&keys, 1024));
    let (trust, at) = (sample::trust(&keys), SIGNED_AT);
    let status: StatusLists = StatusList::open(status_list.as_bytes(), &trust, None, None, at).expect("the sample's list is good").into();
    let native = || drop(black_box(verify(token.as_bytes(), &trust, &status, at).expect("a sample is genuine")));
    println!("60 KB report: {} bytes; its content signed in the clear: {} bytes", token.len(), clear.len());

    let jwk = keys.report.public().jwk();
    let given = Given { token: &token, clear: &clear, trust_list: &trust_list, status_list: &status_list, at: at.to_string(), jwk };
    let folder = Folder::new();
    let file = folder.file("given.json");
    fs::write(&file, serde_json::to_vec(&given).expect("what is given is plain data")).expect("the folder can be written");
    let weights: Weights = answer(&mut node("bench/weights.js"));
    let mut others = CASES.map(|case| Other::start(node("bench/rounds.js").arg(case).arg(&file)));
    let mut rounds = Vec::new();
    for round in 0..WARM_UP_ROUNDS + ROUNDS {
        let start = ThreadTime::now();
        (0..BATCH).for_each(|_| native());
        let took = start.elapsed().as_nanos() as f64 / f64::from(BATCH);
        let others = Round::ask(&mut others, round);
        if round >= WARM_UP_ROUNDS {
            rounds.push((others, took));
        }
    }
    others.into_iter().for_each(Other::end);
    print(&rounds);
    let page = Page::measure(&folder);
    let mut figures = figures(&weights, &rounds);
    figures.extend(page.figures());
    figures
}

impl Round {
    /// Asks each for a round, another one first each time.
    fn ask(others: &mut [Other; CASES.len()], round: usize) -> Self {
        let mut took = [Took::default(); CASES.len()];
        let mut turns: Vec<_> = others.iter_mut().zip(&mut took).collect();
        turns.rotate_left(round % CASES.len());
        for (other, took) in turns {
            *took = other.ask();
        }
        let [floor, floor_with_answer, verify, jose, sd_jwt_core] = took;
        Round { floor, floor_with_answer, verify, jose, sd_jwt_core }
    }
}

/// What Chromium took.
#[derive(Deserialize)]
struct Page {
    /// Brotli bytes of everything that a first view loads.
    weight: f64,
    /// From the last byte of a public view to the frame that shows it, in milliseconds.
    views: Vec<f64>,
    /// Scripting of a list of 200 factories, in milliseconds.
    lists: Vec<f64>,
}

impl Page {
    fn measure(folder: &Folder) -> Self {
        let data = folder.file("pages");
        let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("the clock is after 1970").as_secs();
        pages::write(&data, Timestamp::from_seconds(now.cast_signed()), 200).expect("the folder can be written");
        answer(node("bench/page.js").arg(&data))
    }

    fn figures(&self) -> Vec<Figure> {
        let plain = |name, all: &[f64]| {
            let value = median(all.to_vec()).expect("the page was measured");
            Figure { name, numerator: value, denominator: 1.0, unit: "ms", samples: all.len() }
        };
        vec![
            Figure { name: "widget_brotli_kb", numerator: self.weight, denominator: 1e3, unit: "bytes", samples: self.views.len() },
            plain("first_view_ms", &self.views),
            plain("list_200_ms", &self.lists),
        ]
    }
}

/// Node with one of our scripts.
fn node(script: &str) -> Command {
    let here = env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    let mut command = Command::new("node");
    command.arg(script).current_dir(here.join("../bindings/wasm/js"));
    command
}

/// Runs a script to its end, and reads what it says.
fn answer<T: DeserializeOwned>(script: &mut Command) -> T {
    let done = script.stderr(Stdio::inherit()).output().expect("node is there: cargo xtask setup wasm");
    serde_json::from_slice(&done.stdout).expect("it answers with JSON: the package is built and Chromium is there")
}

fn figures(weights: &Weights, rounds: &[(Round, f64)]) -> Vec<Figure> {
    println!("brotli: {} bytes of the verifier, {} of the full build, module and WebAssembly together", weights.verify, weights.full);
    let Weights { wasm, serde, .. } = weights;
    println!(
        "brotli: {wasm} bytes of WebAssembly of the verifier; {serde} of the same three documents read by serde, with no rule checked"
    );
    let over_verify = |above: fn(&Round) -> Took| rounds.iter().map(|(round, _)| (above(round).cpu, round.verify.cpu)).collect();
    vec![
        // The same files weigh the same every time.
        Figure { name: "verifier_brotli_kb", numerator: weights.verify, denominator: 1e3, unit: "bytes", samples: rounds.len() },
        median_ratio("jose_over_verify", over_verify(|round| round.jose), "ns"),
        median_ratio("sd_jwt_core_over_verify", over_verify(|round| round.sd_jwt_core), "ns"),
        median_ratio("verify_over_native", rounds.iter().map(|(round, native)| (round.verify.cpu, *native)).collect(), "ns"),
    ]
}

fn print(rounds: &[(Round, f64)]) {
    println!("\n── one report (µs, median: CPU, wall)");
    let micros = |of: &dyn Fn(&(Round, f64)) -> f64| median(rounds.iter().map(of).collect()).unwrap_or(f64::NAN) / 1e3;
    let line = |name: &str, of: fn(&Round) -> Took| {
        println!("{name:<44} {:>10.1} {:>10.1}", micros(&|(round, _)| of(round).cpu), micros(&|(round, _)| of(round).wall));
    };
    line("verify, this package", |round| round.verify);
    line("floor: hashes, signature, JSON.parse", |round| round.floor);
    line("floor with base64url and a frozen answer", |round| round.floor_with_answer);
    line("jose, the content in the clear", |round| round.jose);
    line("@sd-jwt/core", |round| round.sd_jwt_core);
    println!("{:<44} {:>10.1}", "verify, native", micros(&|(_, native)| *native));
    println!("\n── what a verifier as fast as the floor would reach (median: the first floor, the second)");
    let line = |name: &str, reached: &dyn Fn(&(Round, f64), Took) -> f64| {
        let of =
            |floor: fn(&Round) -> Took| median(rounds.iter().map(|round| reached(round, floor(&round.0))).collect()).unwrap_or(f64::NAN);
        println!("{name:<44} {:>10.3} {:>10.3}", of(|round| round.floor), of(|round| round.floor_with_answer));
    };
    line("jose_over_verify, at the most", &|(round, _), floor| round.jose.cpu / floor.cpu);
    line("sd_jwt_core_over_verify, at the most", &|(round, _), floor| round.sd_jwt_core.cpu / floor.cpu);
    line("verify_over_native, at the least", &|(_, native), floor| floor.cpu / native);
}
