//! Rates over 1,000,000 findings of a store, against pandas over the same store.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use betterwork::analysis::rates::{By, Rates, Scope};
use betterwork::report::{AssessmentReport, FindingResult};
use betterwork::seal::RandomSource;
use betterwork::trust::StatusLists;
use betterwork::{Day, issue};
use betterwork_exchange::store::Store;
use conformance::sample::{self, FixedRandom, Keys, SIGNED_AT, Size};
use serde::{Deserialize, Serialize};

use crate::folder::Folder;
use crate::goals::Figure;
use crate::measure::{median, median_ratio};

const FACTORIES: u64 = 1_000;
const CYCLES: u64 = 4;
const FINDINGS: usize = 1_000_000;
const ROUNDS: usize = 7;

/// What both sides answer: of each cycle the counts of every point, question and factory.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Answer {
    points: Vec<Counted>,
    questions: Vec<Counted>,
    factories: Vec<Counted>,
}

/// A cycle, what is counted, and the counts: non-compliant, at most so many, of so many.
type Counted = (String, String, u64, u64, u64);

/// What the script of the peer prints.
#[derive(Deserialize)]
struct Said {
    seconds: f64,
    answer: Answer,
}

pub(super) fn run() -> Option<Figure> {
    let python = root().join(if cfg!(windows) { "target/venv/Scripts/python.exe" } else { "target/venv/bin/python" });
    if !python.is_file() {
        println!("no pandas to measure ourselves against: run `cargo xtask setup python` first");
        return None;
    }
    let folder = Folder::new();
    let store = folder.file("rates.db");
    build(&store);
    // Both answer the same before either is timed, and both have read the file.
    assert_eq!(ours(&store).1, pandas(&python, &store).answer, "both sides answer the same");
    let mut pairs = Vec::new();
    for _ in 0..ROUNDS {
        let (seconds, answer) = ours(&store);
        black_box(answer);
        pairs.push((pandas(&python, &store).seconds, seconds));
    }
    println!("\n── rates by cycle over {FINDINGS} findings of a store (wall seconds, median)");
    for (name, times) in [("pandas", pairs.iter().map(|pair| pair.0).collect()), ("rates", pairs.iter().map(|pair| pair.1).collect())] {
        println!("{name:<44} {:>10.3}", median(times).unwrap_or(f64::NAN));
    }
    Some(median_ratio("pandas_over_rates", pairs, "s"))
}

/// Imports the cycles of all factories; no two reports find the same.
fn build(path: &Path) {
    let keys = Keys::default();
    let tokens = (0..FACTORIES * CYCLES).map(|seed| {
        let report = report(seed);
        (seed.to_string(), issue(&report, &keys.report, &mut FixedRandom::new(seed)).expect("a sample can be signed"))
    });
    let mut store = Store::open(path).expect("the folder is ours");
    let summary = store.import(tokens, &sample::trust(&keys), &StatusLists::none(), SIGNED_AT).expect("the samples can be imported");
    assert_eq!(summary.imported, FACTORIES * CYCLES);
}

fn report(seed: u64) -> AssessmentReport {
    let (factory, cycle) = (seed % FACTORIES, 1 + seed / FACTORIES);
    let mut random = FixedRandom::new(!seed);
    let mut report = sample::report(seed, Size::KB_60);
    (report.sub, report.status.idx) = (format!("urn:betterwork:facility:VN-{factory}").into(), seed);
    let assessment = &mut report.report.assessment;
    (assessment.cycle, assessment.ended_on) = (cycle, None);
    assessment.started_on = Day::from_ymd(2020 + i32::try_from(cycle).unwrap_or_default(), 6, 1).expect("a day");
    for point in &mut report.report.compliance_points {
        for finding in point.public_findings.iter_mut().chain(point.findings.iter_mut().flatten()).filter(|held| held.result.is_some()) {
            let mut byte = [0];
            random.fill(&mut byte);
            finding.result = Some(match byte {
                [0..40] => FindingResult::NonCompliant,
                [40] => FindingResult::NotAssessed,
                [41..50] => FindingResult::NotApplicable,
                _ => FindingResult::Compliant,
            });
        }
    }
    report
}

fn ours(path: &Path) -> (f64, Answer) {
    let mut scope = Scope::default();
    scope.by = Some(By::Cycle);
    let start = Instant::now();
    let rates = Store::open_read_only(path).and_then(|store| store.rates(&scope)).expect("the store was just made");
    let seconds = start.elapsed().as_secs_f64();
    (seconds, answer(&rates))
}

fn answer(rates: &Rates) -> Answer {
    let (mut points, mut questions, mut factories) = (Vec::new(), Vec::new(), Vec::new());
    for group in &rates.groups {
        let key = || group.key.clone().unwrap_or_default();
        let counted = |name: String, rate: &betterwork::analysis::rates::Rate| {
            (key(), name, rate.non_compliant_count, rate.highest_non_compliant_count, rate.total_count)
        };
        points.extend(group.points.iter().map(|held| counted(format!("{}/{}", held.cluster, held.compliance_point), &held.rate)));
        questions.extend(group.questions.iter().map(|held| counted(format!("{}/{}", held.tool_id, held.question), &held.rate)));
        factories.extend(group.factories.iter().map(|held| counted(held.sub.clone(), &held.rate)));
    }
    for list in [&mut points, &mut questions, &mut factories] {
        list.sort();
    }
    Answer { points, questions, factories }
}

/// Runs the script; it times itself, from opening the store to the last rate, its imports aside.
fn pandas(python: &Path, store: &Path) -> Said {
    let mut command = Command::new(python);
    command.arg(root().join("xtask/src/bench/analysis/rates.py")).arg(store);
    for threads in ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMEXPR_NUM_THREADS"] {
        command.env(threads, "1");
    }
    let done = command.output().expect("the interpreter is there");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    serde_json::from_slice(&done.stdout).expect("the script prints its answer as JSON")
}

fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().map_or_else(|| here.to_owned(), Path::to_path_buf)
}
