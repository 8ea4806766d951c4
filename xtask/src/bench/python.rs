//! Part `python`: the wheel, against other people's libraries and against native code; what it weighs and how soon it is there.

use std::env;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::Instant;

use betterwork::trust::{StatusDraft, StatusList, StatusLists, StatusValue};
use betterwork::{issue, verify};
use conformance::sample::{self, FixedRandom, Keys, SIGNED_AT, STATUS_URI, Size};
use cpu_time::ThreadTime;
use serde::{Deserialize, Serialize};

use crate::floor;
use crate::folder::Folder;
use crate::goals::Figure;
use crate::measure::{median, median_ratio};
use crate::other::Other;
use crate::sealing::Sealer;

const ROUNDS: usize = 31;
const WARM_UP_ROUNDS: usize = 2;
const ROUNDS_OF_FOLDERS: usize = 5;
const STARTS: usize = 31;

/// Runs of native code in one round.
const BATCH: u32 = 100;

/// As many reports as the largest case has.
const REPORTS: u64 = 10_000;

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
    sd_jwt: f64,
    joserfc: f64,
    pyjwt: f64,
}

/// Every figure of the part.
pub(crate) fn run() -> Vec<Figure> {
    let folder = Folder::new();
    let mut figures = single(&folder);
    figures.extend(starts());
    figures.extend(folders(&folder));
    figures
}

/// One report, verified by each.
fn single(folder: &Folder) -> Vec<Figure> {
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
    let file = folder.file("given.json");
    fs::write(&file, serde_json::to_vec(&given).expect("what is given is plain data")).expect("the folder can be written");

    let mut other = Other::start(python("rounds.py").arg(&file));
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

    println!("\n── one report (CPU µs, median)");
    let line = |name: &str, of: &dyn Fn(&(Round, f64)) -> f64| {
        println!("{name:<44} {:>10.1}", median(rounds.iter().map(of).collect()).unwrap_or(f64::NAN) / 1e3);
    };
    line("verify, this package", &|(round, _)| round.verify);
    line("verify, native", &|(_, native)| *native);
    line("sd-jwt", &|(round, _)| round.sd_jwt);
    line("joserfc and json, the content in the clear", &|(round, _)| round.joserfc);
    line("PyJWT, the content in the clear", &|(round, _)| round.pyjwt);
    let over_verify = |above: fn(&Round) -> f64| rounds.iter().map(|(round, _)| (above(round), round.verify)).collect();
    vec![
        median_ratio("verify_over_native", rounds.iter().map(|(round, native)| (round.verify, *native)).collect(), "ns"),
        median_ratio("sd_jwt_over_verify", over_verify(|round| round.sd_jwt), "ns"),
        median_ratio("joserfc_json_over_verify", over_verify(|round| round.joserfc), "ns"),
        median_ratio("pyjwt_json_over_verify", over_verify(|round| round.pyjwt), "ns"),
    ]
}

/// How soon the package is there, in many processes; and what it weighs.
fn starts() -> Vec<Figure> {
    let program = "import json, time; began = time.perf_counter(); import betterwork; print(time.perf_counter() - began)";
    let took = || {
        let done = interpreter().args(["-I", "-c", program]).output().expect("python is there: cargo xtask setup python");
        let seconds: f64 = String::from_utf8_lossy(&done.stdout).trim().parse().expect("the wheel is installed");
        seconds * 1e3
    };
    took();
    let import = median((0..STARTS).map(|_| took()).collect()).expect("it was started");
    let dist = here().join("../dist");
    let is_wheel = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "whl");
    let wheel = fs::read_dir(dist).expect("there is dist/").filter_map(|entry| Some(entry.ok()?.path())).find(is_wheel);
    let bytes = wheel.and_then(|wheel| Some(fs::metadata(wheel).ok()?.len())).expect("cargo xtask package python made a wheel");
    vec![
        Figure { name: "import_ms", numerator: import, denominator: 1.0, unit: "ms", samples: STARTS },
        // The same file weighs the same every time.
        Figure { name: "wheel_mb", numerator: bytes as f64, denominator: 1e6, unit: "bytes", samples: STARTS },
    ]
}

/// A round of a folder: wall nanoseconds, and rows.
#[derive(Deserialize)]
struct FolderRound {
    signed: f64,
    plain: f64,
    rows: u64,
    plain_rows: u64,
}

/// Bytes.
#[derive(Deserialize)]
struct Peak {
    peak: f64,
    frame: f64,
}

/// Wall nanoseconds of the same reports.
#[derive(Deserialize)]
struct Threads {
    one: f64,
    two: f64,
}

/// Many reports: to a frame, and on a second thread.
fn folders(folder: &Folder) -> Vec<Figure> {
    let given = folder.file("reports");
    let tokens = write_reports(&given);
    let mut other = Other::start(python("folder.py").arg(&given));
    let rounds: Vec<FolderRound> = (0..ROUNDS_OF_FOLDERS).map(|_| other.ask()).collect();
    other.end();
    println!("\n── {REPORTS} reports of 60 KB to a frame of their findings (wall time)");
    for round in &rounds {
        assert_eq!(round.rows, round.plain_rows, "both frames have the same rows");
        println!("{:>9.2} s verified, {:>9.2} s from plain JSON, {} findings", round.signed / 1e9, round.plain / 1e9, round.rows);
    }
    let peaks: Vec<(f64, f64)> = (0..ROUNDS_OF_FOLDERS)
        .map(|_| {
            let done = python("folder.py").arg("--peak").arg(&given).output().expect("python is there");
            let peak: Peak = serde_json::from_slice(&done.stdout).expect("it answers with JSON");
            (peak.peak, peak.frame)
        })
        .collect();
    for (peak, frame) in &peaks {
        println!("{:>9.0} MB at most, {:>9.0} MB of them the frame", peak / 1e6, frame / 1e6);
    }
    vec![
        median_ratio("json_polars_over_folder", rounds.iter().map(|round| (round.plain, round.signed)).collect(), "ns"),
        median_ratio("folder_peak_over_frame", peaks, "bytes"),
        second_thread(&given, &tokens),
    ]
}

/// Writes signed reports, and the same unsigned; returns the first tokens.
fn write_reports(folder: &Path) -> Vec<String> {
    let keys = Keys::default();
    for part in ["signed", "plain"] {
        fs::create_dir_all(folder.join(part)).expect("the folder can be written");
    }
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).expect("the folder can be written");
    let mut draft = StatusDraft::new(STATUS_URI, REPORTS);
    (0..REPORTS).for_each(|index| draft.set(index, StatusValue::Valid).expect("the list has so many entries"));
    write("status.jwt", &draft.sign(&keys.status, SIGNED_AT, SIGNED_AT.plus_seconds(86_400)).expect("a status list can be signed"));
    write("trust.json", &sample::trust_document(&keys));
    write("at.txt", &SIGNED_AT.to_string());
    let mut tokens = Vec::new();
    for number in 0..REPORTS {
        let report = sample::report(number, Size::KB_60);
        let token = issue(&report, &keys.report, &mut FixedRandom::new(number ^ 0xdead_beef)).expect("a sample can be signed");
        write(&format!("signed/{number:05}.sdjwt"), &token);
        write(&format!("plain/{number:05}.json"), &serde_json::to_string(&report).expect("a report is JSON"));
        if tokens.len() < 64 {
            tokens.push(token);
        }
    }
    tokens
}

/// What a second thread gains, over what it gains the bare loop of hashes and signatures.
fn second_thread(folder: &Path, tokens: &[String]) -> Figure {
    let key = Sealer::new(&Keys::default().report).public();
    let bare = |threads: usize| {
        let start = Instant::now();
        thread::scope(|scope| {
            for number in 0..threads {
                let share = tokens.iter().cycle().take(400).skip(number).step_by(threads);
                let key = &key;
                scope.spawn(move || share.for_each(|token| floor::hash_and_signature(token, key)));
            }
        });
        start.elapsed().as_nanos() as f64
    };
    let mut other = Other::start(python("threads.py").arg(folder));
    let gains = (0..ROUNDS)
        .map(|_| {
            let ours: Threads = other.ask();
            (ours.one / ours.two, bare(1) / bare(2))
        })
        .collect();
    other.end();
    median_ratio("two_threads_gain_over_bare", gains, "times as fast")
}

/// Python with one of our scripts.
fn python(script: &str) -> Command {
    let mut command = interpreter();
    command.arg(here().join("../bindings/python/bench").join(script));
    command
}

/// The interpreter beside which the wheel and the other libraries are installed.
fn interpreter() -> Command {
    Command::new(here().join("../target/venv-tools/bin/python"))
}

fn here() -> PathBuf {
    env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from)
}
