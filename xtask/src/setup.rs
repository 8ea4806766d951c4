//! `cargo xtask setup`: what the tests need beside cargo, set up once and quick when it is there.

mod go;
mod node;
mod python;
mod rust;
mod servers;

use std::process::ExitCode;

use crate::Language;
use crate::steps::{Failure, Steps};

pub(crate) use go::{go, go_is_missing, go_tests};
pub(crate) use node::{node, node_tests, wasm_sources};
pub(crate) use python::{interpreter_in, moto_is_there, python, python_tool};
pub(crate) use rust::{ANDROID, TARGETS, WEB};
pub(crate) use servers::postgres_is_there;

/// What a setup step says when it found everything in place.
const THERE: &str = "already there";

const PYTHON_PACKAGES: &str = "setup: python packages in target/venv";

pub(crate) fn run(languages: &[Language]) -> ExitCode {
    let mut steps = Steps::begin();
    add_to(&mut steps, languages);
    add_servers(&mut steps, languages);
    steps.finish()
}

/// The servers that the tests in Rust start; a check needs none.
pub(crate) fn add_servers(steps: &mut Steps, languages: &[Language]) {
    if languages.contains(&Language::Rust) {
        for server in servers::SERVERS {
            steps.run(&format!("setup: {}", server.name), || server.install());
        }
        // One more server is a Python package.
        if !languages.contains(&Language::Python) {
            steps.run(PYTHON_PACKAGES, python::packages);
        }
    }
}

/// The setup steps of these languages. One more need is one more line here and one function.
pub(crate) fn add_to(steps: &mut Steps, languages: &[Language]) {
    for language in languages {
        match language {
            Language::Rust => {
                for target in rust::TARGETS {
                    steps.run(&format!("setup: rust target {target}"), || rust::target(target));
                }
            }
            Language::Python => {
                steps.run(PYTHON_PACKAGES, python::packages);
                steps.run("setup: python tools in target/venv-tools", python::tools);
                steps.run("setup: Java", || servers::JAVA.install());
            }
            Language::Node => steps.run("setup: node packages in tests/interop/node", || node::packages(&node_tests())),
            Language::Wasm => {
                steps.run("setup: node packages in bindings/wasm/js", || node::packages(&wasm_sources()));
                steps.run("setup: Chromium", || servers::CHROMIUM.install());
                steps.run(&format!("setup: rust target {}", rust::WEB), || rust::target(rust::WEB));
            }
            Language::Kotlin => {
                for server in [servers::JAVA, servers::MAVEN].into_iter().chain(servers::DRAWING) {
                    steps.run(&format!("setup: {}", server.name), || server.install());
                }
                steps.run(&format!("setup: rust target {ANDROID}"), || rust::target(ANDROID));
                steps.run("setup: source of Rust's standard library", rust::library_source);
            }
            Language::Go => steps.run("setup: go modules of tests/interop/go", go::modules),
        }
    }
}

/// What is set up was made from `wanted`, as the note beside it says.
fn is_made_from(note: &std::path::Path, wanted: &str) -> bool {
    std::fs::read_to_string(note).is_ok_and(|made_from| made_from == wanted)
}

fn read(path: &std::path::Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|error| Failure::new(format!("cannot read {}: {error}", path.display())))
}

fn write(path: &std::path::Path, text: &str) -> Result<(), Failure> {
    std::fs::write(path, text).map_err(|error| Failure::new(format!("cannot write {}: {error}", path.display())))
}
