//! DuckDB and pandas on the same reports as plain JSON, nothing verified, into the same rows.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::Command;

use betterwork_exchange::store::Store;
use conformance::sample::{self, Size};
use cpu_time::ProcessTime;
use serde::Deserialize;

use super::{BATCH, REPORTS, World};
use crate::folder::{Folder, remove_store};
use crate::goals::Figure;
use crate::measure::{median, median_ratio};

const ROUNDS: usize = 5;

/// The peers: the figure, the script, and what it makes.
const PEERS: [(&str, &str, &str); 2] =
    [("duckdb_over_import_cpu", "duckdb_rows.py", "rows.duckdb"), ("pandas_over_import_cpu", "pandas_rows.py", "rows.db")];

/// What a script prints.
#[derive(Deserialize)]
struct Said {
    /// CPU seconds of its process, on all threads, its imports aside.
    seconds: f64,
    /// How many rows it wrote: findings, points and evidence.
    rows: u64,
}

pub(super) fn run(world: &World) -> Vec<Figure> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let python = root.join(if cfg!(windows) { "target/venv/Scripts/python.exe" } else { "target/venv/bin/python" });
    if !python.is_file() {
        println!("no DuckDB and pandas to measure ourselves against: run `cargo xtask setup python` first");
        return Vec::new();
    }
    let folder = Folder::new();
    let (json, stored) = (folder.file("reports.ndjson"), folder.file("peers.db"));
    write_json(&json);
    let mut ours = Vec::new();
    let mut theirs = [Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        ours.push(import(world, &stored));
        for ((_, script, made), seconds) in PEERS.iter().zip(&mut theirs) {
            let made = folder.file(made);
            let mut command = Command::new(&python);
            command.arg(root.join("xtask/src/bench/exchange/keeping").join(script)).arg(&json).arg(&made);
            let done = command.output().expect("the interpreter is there");
            assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
            let said: Said = serde_json::from_slice(&done.stdout).expect("the script prints its answer as JSON");
            assert_eq!(said.rows, rows(), "both sides write the same rows");
            seconds.push(said.seconds);
            std::fs::remove_file(made).ok();
        }
    }
    println!("\n── {REPORTS} reports of 60 KB into rows (CPU seconds, median)");
    println!("{:<44} {:>10.3}", "verified import", median(ours.clone()).unwrap_or(f64::NAN));
    let mut figures = Vec::new();
    for ((name, script, _), seconds) in PEERS.iter().zip(theirs) {
        println!("{script:<44} {:>10.3}", median(seconds.clone()).unwrap_or(f64::NAN));
        figures.push(median_ratio(name, seconds.into_iter().zip(ours.iter().copied()).collect(), "s"));
    }
    figures
}

/// CPU seconds of our import into SQLite, on all threads.
fn import(world: &World, path: &Path) -> f64 {
    remove_store(path);
    let mut store = Store::open(path).expect("the folder is ours").with_batch(BATCH);
    let start = ProcessTime::now();
    world.import(&mut store);
    start.elapsed().as_secs_f64()
}

/// Writes what the signed reports say, a report to a line.
fn write_json(path: &Path) {
    let mut out = BufWriter::new(File::create(path).expect("the folder is ours"));
    for seed in 0..REPORTS {
        serde_json::to_writer(&mut out, &sample::report(seed, Size::KB_60)).expect("a report is JSON");
        out.write_all(b"\n").expect("the disk has room");
    }
    out.flush().expect("the disk has room");
}

/// How many findings, points and pieces of evidence there are.
fn rows() -> u64 {
    let report = sample::report(0, Size::KB_60).report;
    let of_points = report.compliance_points.iter().map(|point| {
        let evidence = point.evidence.as_ref().map_or(0, Vec::len);
        1 + point.all_findings().count() + evidence
    });
    REPORTS * of_points.sum::<usize>() as u64
}
