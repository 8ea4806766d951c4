//! Part `kotlin`: the library on the JVM, against another JVM library and against native code; how soon the first answer is there.

use std::env;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;

use betterwork::trust::{StatusList, StatusLists};
use betterwork::verify;
use conformance::sample::{self, Keys, SIGNED_AT, Size};
use cpu_time::ThreadTime;
use serde::{Deserialize, Serialize};

use crate::folder::Folder;
use crate::goals::Figure;
use crate::measure::{median, median_ratio};
use crate::other::Other;
use crate::sealing::Sealer;

const ROUNDS: usize = 31;
/// Until the JVM has compiled what it will compile.
const WARM_UP_ROUNDS: usize = 20;
const STARTS: usize = 15;

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

/// CPU nanoseconds of one call of each, in one round.
#[derive(Deserialize)]
struct Round {
    verify: f64,
    read_all: f64,
    nimbus_jackson: f64,
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
    println!("60 KB report: {} bytes; its content signed in the clear: {} bytes", token.len(), clear.len());
    let jwk = keys.report.public().jwk();
    let given = Given { token: &token, clear: &clear, trust_list: &trust_list, status_list: &status_list, at: at.to_string(), jwk };
    let folder = Folder::new();
    let file = folder.file("given.json");
    fs::write(&file, serde_json::to_vec(&given).expect("what is given is plain data")).expect("the folder can be written");

    let mut other = Other::start(java("Rounds").arg(&file));
    let mut rounds: Vec<(Round, f64)> = Vec::new();
    for round in 0..WARM_UP_ROUNDS + ROUNDS {
        let start = ThreadTime::now();
        (0..BATCH).for_each(|_| drop(black_box(verify(token.as_bytes(), &trust, &status, at).expect("a sample is genuine"))));
        let native = start.elapsed().as_nanos() as f64 / f64::from(BATCH);
        let others = other.ask();
        if round >= WARM_UP_ROUNDS {
            rounds.push((others, native));
        }
    }
    other.end();
    print(&rounds);
    let mut figures = figures(&rounds);
    figures.push(first_call(&file));
    figures
}

fn figures(rounds: &[(Round, f64)]) -> Vec<Figure> {
    let over_native = |of: fn(&Round) -> f64| rounds.iter().map(|(round, native)| (of(round), *native)).collect();
    let nimbus = rounds.iter().map(|(round, _)| (round.nimbus_jackson, round.verify)).collect();
    vec![
        median_ratio("verify_over_native", over_native(|round| round.verify), "ns"),
        median_ratio("read_all_over_native", over_native(|round| round.read_all), "ns"),
        median_ratio("nimbus_jackson_over_verify", nimbus, "ns"),
    ]
}

fn print(rounds: &[(Round, f64)]) {
    println!("\n── one report (CPU µs, median)");
    let line = |name: &str, of: &dyn Fn(&(Round, f64)) -> f64| {
        println!("{name:<44} {:>10.1}", median(rounds.iter().map(of).collect()).unwrap_or(f64::NAN) / 1e3);
    };
    line("verify, native", &|(_, native)| *native);
    line("verify, this library", &|(round, _)| round.verify);
    line("verify, and read the whole report", &|(round, _)| round.read_all);
    line("Nimbus and Jackson, the content in the clear", &|(round, _)| round.nimbus_jackson);
}

/// From nothing loaded to a verified report, each time in a JVM of its own.
fn first_call(given: &Path) -> Figure {
    let took = || {
        let done = java("FirstCall").arg(given).output().expect("Java is there: cargo xtask setup kotlin");
        String::from_utf8_lossy(&done.stdout).trim().parse::<f64>().expect("the first call answers with milliseconds")
    };
    took();
    let first = median((0..STARTS).map(|_| took()).collect()).expect("it was started");
    Figure { name: "first_call_ms", numerator: first, denominator: 1.0, unit: "ms", samples: STARTS }
}

/// Java with one of the programs in `bindings/kotlin/tests/bench`.
fn java(program: &str) -> Command {
    let here = env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    let made = here.join("../target/kotlin/maven");
    let libraries = fs::read_to_string(made.join("classpath")).expect("cargo xtask bench kotlin writes it");
    let folders = [made.join("classes"), made.join("test-classes")];
    let classes = env::join_paths(folders.into_iter().chain(env::split_paths(libraries.trim()))).expect("paths without colons");
    let mut command = Command::new("java");
    command.arg("-Xshare:auto").arg("-cp").arg(classes).arg(format!("org.betterwork.bench.{program}Kt"));
    command
}
