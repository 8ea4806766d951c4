//! `cargo xtask bench PART [--json FILE]`: measures a part of the project and holds its figures against their goals.
#![expect(clippy::expect_used, reason = "a benchmark of something that does not work must stop at once")]

mod analysis;
mod core;
mod exchange;
mod floor;
mod folder;
mod goals;
mod heap;
mod kotlin;
mod measure;
mod other;
mod peers;
mod python;
mod resident;
mod sealing;
mod wasm;

use std::env;
use std::fs;
use std::process::ExitCode;

#[global_allocator]
static HEAP: heap::Counting = heap::Counting;

const USAGE: &str = "usage: cargo xtask bench core|analysis|exchange|wasm|python|kotlin [--json FILE]";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    if let [exchange::peak::SYNC, port, subscriber, store] = words.as_slice() {
        exchange::peak::sync_and_say(port, subscriber, store);
        return ExitCode::SUCCESS;
    }
    let (part, file) = match words.as_slice() {
        [part] => (*part, None),
        [part, "--json", file] => (*part, Some(*file)),
        _ => ("", None),
    };
    let run = match part {
        "core" => core::run,
        "analysis" => analysis::run,
        "exchange" => exchange::run,
        "python" => python::run,
        "wasm" => wasm::run,
        "kotlin" => kotlin::run,
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    let rows = goals::judge(part, &run());
    goals::print(part, &rows);
    if let Some(file) = file
        && let Err(error) = fs::write(file, goals::json(&rows))
    {
        eprintln!("cannot write {file}: {error}");
        return ExitCode::FAILURE;
    }
    if goals::all_met(part, &rows) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
