//! `cargo xtask test`: sets up what the tests need and runs them all.

use std::process::ExitCode;

use crate::process::{cargo, command};
use crate::steps::Steps;
use crate::{Language, check, setup};

pub(crate) fn run(languages: &[Language]) -> ExitCode {
    let mut steps = Steps::begin();
    setup::add_to(&mut steps, languages);
    for language in languages {
        match language {
            Language::Rust => {
                check::add_to(&mut steps);
                steps.command("tests", &mut cargo(&["test", "--workspace"]));
                // Alone, because affinidi-sd-jwt needs a newer Rust than we do.
                steps.command(
                    "tests against affinidi-sd-jwt",
                    &mut cargo(&["test", "--package", "conformance", "--features", "peers", "--test", "peers"]),
                );
            }
            Language::Python => {
                let arguments = ["-W", "ignore", "-m", "unittest", "discover", "--start-directory", "tests/interop/python"];
                steps.command("other people's libraries: python", &mut command(setup::python(), &arguments));
            }
            Language::Node => {
                steps.command(
                    "other people's libraries: node",
                    command(setup::node(), &["--test", "--test-reporter=spec"]).current_dir(setup::node_tests()),
                );
            }
        }
    }
    steps.finish()
}
