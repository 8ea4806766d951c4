//! `cargo xtask test`: sets up what the tests need and runs them all.

mod kotlin;
mod proguard;
mod python;

use std::fs;
use std::process::ExitCode;

use crate::process::{cargo, command, root};
use crate::steps::{Failure, Steps};
use crate::{Language, check, package, process, serve, setup};

pub(crate) fn run(languages: &[Language]) -> ExitCode {
    let mut steps = Steps::begin();
    setup::add_to(&mut steps, languages);
    setup::add_servers(&mut steps, languages);
    for language in languages {
        match language {
            Language::Rust => {
                check::add_to(&mut steps);
                let mut tests = cargo(&["test", "--workspace"]);
                // With the server there, a test that cannot start it fails instead of going without.
                if setup::postgres_is_there() {
                    tests.env("BETTERWORK_TEST_POSTGRES", "1").env("BETTERWORK_TEST_NGINX", "1");
                }
                if setup::moto_is_there() {
                    tests.env("BETTERWORK_TEST_MOTO", "1");
                }
                steps.command("tests", &mut tests);
                // Alone, because affinidi-sd-jwt needs a newer Rust than we do.
                steps.command(
                    "tests against affinidi-sd-jwt",
                    &mut cargo(&["test", "--package", "conformance", "--features", "peers", "--test", "peers"]),
                );
            }
            Language::Python => {
                let arguments = ["-W", "ignore", "-m", "unittest", "discover", "--start-directory", "tests/interop/python"];
                steps.command("other people's libraries: python", &mut command(setup::python(), &arguments));
                python::add_to(&mut steps);
            }
            Language::Node => {
                steps.command(
                    "other people's libraries: node",
                    command(setup::node(), &["--test", "--test-reporter=spec"]).current_dir(setup::node_tests()),
                );
            }
            Language::Wasm => {
                steps.command("Ed25519 as a page computes it", &mut package::arithmetic());
                package::add_wasm(&mut steps, None);
                steps.command(
                    "what the pages of the tests show",
                    &mut serve::pages(root().join("target/wasm/pages"), Some("2026-06-01T12:00:00Z")),
                );
                // Its tests call it, and a test does not wait for a compiler.
                steps.command("the command line", &mut cargo(&["build", "--package", "betterwork-cli"]));
                steps.command(
                    "npm package: Node, Chromium, bundlers",
                    command(setup::node(), &["--test", "--test-reporter=spec"]).current_dir(setup::wasm_sources()),
                );
            }
            Language::Kotlin => kotlin::add_to(&mut steps),
            Language::Go => steps.run("other people's libraries: go", published_log_in_go),
        }
    }
    steps.finish()
}

/// Publishes a log, and lets Go read it.
fn published_log_in_go() -> Result<String, Failure> {
    if let Some(missing) = setup::go_is_missing() {
        return Ok(missing);
    }
    let folder = root().join("target/published-log");
    // What another version published must not be read.
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|error| Failure::new(format!("cannot remove {}: {error}", folder.display())))?;
    }
    process::run(cargo(&["run", "--package", "conformance", "--example", "publish-log", "--"]).arg(&folder))?;
    process::run(command(setup::go(), &["test", "-count=1", "./..."]).current_dir(setup::go_tests()).env("BETTERWORK_LOG", &folder))?;
    Ok(String::new())
}
