//! `cargo xtask`: the project's own chores.

mod check;
mod package;
mod process;
mod serve;
mod setup;
mod steps;
mod test;

use std::env;
use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask setup [LANG…]              sets up what the tests need: rust, python, node, go, wasm, kotlin; all of them where none is named
cargo xtask check                      format, lints, generated files, documentation, the other targets
cargo xtask test [LANG…]               setup, check and every test; or those of one language
cargo xtask gen [--check]              writes what is generated, or compares it with what is committed
cargo xtask package wasm [--root FILE] makes the npm package, in dist/; FILE is the pinned root, the test root without it
cargo xtask package kotlin             makes the jar for the JVM, in dist/; with an Android NDK the AAR too; the Swift side in target/swift
cargo xtask package python             makes the wheel and the source distribution of the Python package, in dist/
cargo xtask serve brand-page [PORT]    shows examples/brand-page at an address of this machine; its port is 8700 where none is named
cargo xtask bench PART [--json FILE]   measures: core, analysis, exchange, wasm, python, kotlin";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["setup", names @ ..] => with_languages(names, setup::run),
        ["check"] => check::run(),
        ["test", names @ ..] => with_languages(names, test::run),
        ["gen", rest @ ..] => process::hand_over(process::generator(), rest),
        ["package", "wasm"] => package::wasm(None),
        ["package", "wasm", "--root", file] => package::wasm(Some(Path::new(file))),
        ["package", "kotlin"] => package::kotlin(),
        ["package", "python"] => package::python(),
        ["serve", "brand-page"] => serve::brand_page(None),
        ["serve", "brand-page", port] => match port.parse() {
            Ok(port) => serve::brand_page(Some(port)),
            Err(_) => usage_error(&format!("`{port}` is no port: name a number from 1 to 65535")),
        },
        ["bench", "wasm", ..] if package::wasm_bench() != ExitCode::SUCCESS => ExitCode::FAILURE,
        ["bench", "python", ..] if package::python_installed() != ExitCode::SUCCESS => ExitCode::FAILURE,
        ["bench", "kotlin", ..] if package::kotlin_bench() != ExitCode::SUCCESS => ExitCode::FAILURE,
        ["bench", rest @ ..] => process::hand_over(process::benchmarks(), rest),
        ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            ExitCode::SUCCESS
        }
        _ => usage_error("expected one of these:"),
    }
}

/// A language that tests are written in, with what it takes to run them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    Rust,
    Python,
    Node,
    Go,
    /// JavaScript on our WebAssembly: in Node, in a browser, through a bundler.
    Wasm,
    /// Kotlin and Java on the native library.
    Kotlin,
}

impl Language {
    const ALL: [(&'static str, Self); 6] = [
        ("rust", Self::Rust),
        ("python", Self::Python),
        ("node", Self::Node),
        ("go", Self::Go),
        ("wasm", Self::Wasm),
        ("kotlin", Self::Kotlin),
    ];

    fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, language)| *language)
    }
}

fn with_languages(names: &[&str], run: fn(&[Language]) -> ExitCode) -> ExitCode {
    if let Some(unknown) = names.iter().find(|name| Language::named(name).is_none()) {
        return usage_error(&format!("`{unknown}` is no language of this project's tests"));
    }
    let mut languages: Vec<Language> = names.iter().filter_map(|name| Language::named(name)).collect();
    if languages.is_empty() {
        languages.extend(Language::ALL.iter().map(|(_, language)| *language));
    }
    run(&languages)
}

fn usage_error(problem: &str) -> ExitCode {
    eprintln!("{problem}\n\n{USAGE}");
    ExitCode::from(2)
}
