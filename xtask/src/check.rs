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
        // For the web, as its package is built: with vector instructions.
        steps.command(
            &format!("lints of core for {target}"),
            cargo(&["clippy", "--package", "betterwork", "--target", target, "--", "-D", "warnings"])
                .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", "-C target-feature=+simd128"),
        );
    }
}
