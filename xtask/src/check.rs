//! `cargo xtask check`: everything that must hold of the code without running a test.

use std::process::ExitCode;

use crate::Language;
use crate::process::{cargo, generator};
use crate::setup;
use crate::steps::Steps;

pub(crate) fn run() -> ExitCode {
    let mut steps = Steps::begin();
    setup::add_to(&mut steps, &[Language::Rust]);
    add_to(&mut steps);
    steps.finish()
}

/// The checks, the quickest first.
pub(crate) fn add_to(steps: &mut Steps) {
    steps.command("format", &mut cargo(&["fmt", "--all", "--check"]));
    steps.command("lints", &mut cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]));
    steps
        .command("lints, every feature", &mut cargo(&["clippy", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"]));
    steps.command("generated files are current", generator().arg("--check"));
    steps.command(
        "documentation of core",
        cargo(&["doc", "--package", "betterwork", "--no-deps", "--all-features"]).env("RUSTDOCFLAGS", "-D warnings"),
    );
    for target in setup::TARGETS {
        steps.command(&format!("core builds for {target}"), &mut cargo(&["check", "--package", "betterwork", "--target", target]));
    }
}
