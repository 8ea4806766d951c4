//! `cargo xtask package PART`: what users install, in `dist/`.

mod android;
mod border;
mod kotlin;
mod python;
mod swift;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use crate::process::{cargo, command, output, root, run};
use crate::setup;
use crate::steps::{Failure, Steps};
use crate::{Language, process};

pub(crate) use android::{add_check as add_android_check, assemble};
pub(crate) use kotlin::{add_jar, add_kotlin, kotlin, kotlin_bench, maven};
pub(crate) use python::{add_python, install, python, python_installed};

/// A build of the verifier for JavaScript, and its features.
const BUILDS: [(&str, &[&str]); 2] = [("verify", &[]), ("full", &["--features", "full"])];

/// The vector instructions that every browser since 2023 has; and the linker's records, which tell what no code needs.
///
/// The table of functions begins where `bindgen sweep` expects it. Names are of the kind that says which type a function is for:
/// functions stand in their order, which then does not hang on the folder where this is built.
const RUSTFLAGS: &str = "-C symbol-mangling-version=v0 -C target-feature=+simd128 -C link-arg=--emit-relocs -C link-arg=--table-base=1501";

/// What every engine has had since 2017, for the build that becomes plain JavaScript.
const PLAIN_RUSTFLAGS: &str = "-C target-cpu=mvp -C target-feature=+mutable-globals";

/// Makes the npm package; `pinned` is the file with the root on which its elements rest, the test root where none is given.
pub(crate) fn wasm(pinned: Option<&Path>) -> ExitCode {
    let mut steps = Steps::begin();
    setup::add_to(&mut steps, &[Language::Wasm]);
    add_wasm(&mut steps, pinned);
    steps.finish()
}

/// Makes what the benchmark of the web measures: the npm package, and the floor beside it.
pub(crate) fn wasm_bench() -> ExitCode {
    let mut steps = Steps::begin();
    setup::add_to(&mut steps, &[Language::Wasm]);
    add_wasm(&mut steps, None);
    steps.run("wasm: the floor", || {
        let mut compile = cargo(&["build", "--package", "betterwork-wasm", "--example", "floor", "--release", "--target", setup::WEB]);
        run(compile.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", "-C target-feature=+simd128"))?;
        fs::copy(target_folder()?.join(setup::WEB).join("release/examples/floor.wasm"), root().join("target/wasm/floor.wasm"))
            .map(|_| String::new())
            .map_err(|error| Failure::new(format!("the floor cannot be kept: {error}")))
    });
    steps.finish()
}

/// The steps from source to npm package.
pub(crate) fn add_wasm(steps: &mut Steps, pinned: Option<&Path>) {
    for (name, features) in BUILDS {
        steps.run(&format!("wasm: {name}"), || build(name, RUSTFLAGS, features, &[]));
    }
    steps.run("wasm: for plain JavaScript", || build("plain", PLAIN_RUSTFLAGS, &["--features", "words"], &["plain"]));
    steps.run("npm package", || {
        let version = env!("CARGO_PKG_VERSION");
        let mut package = command(setup::node(), &["build/package.js", version]);
        package.env("BINDGEN", target_folder()?.join("debug/bindgen").with_extension(env::consts::EXE_EXTENSION));
        package.arg(root().join("dist")).current_dir(setup::wasm_sources());
        if let Some(pinned) = pinned {
            package.arg(std::path::absolute(pinned).map_err(|error| Failure::new(error.to_string()))?);
        }
        run(&mut package)?;
        Ok(String::new())
    });
}

fn build(name: &str, rustflags: &str, features: &[&str], form: &[&str]) -> Result<String, Failure> {
    let mut compile = cargo(&["build", "--package", "betterwork-wasm", "--profile", "wasm", "--target", setup::WEB]);
    compile.args(features);
    // Where this machine keeps its sources is nobody's business.
    let flags = format!("{rustflags} --remap-path-prefix={}=", cargo_home().join("registry/src").display());
    run(compile.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags))?;
    let compiled = target_folder()?.join(setup::WEB).join("wasm/betterwork_wasm.wasm");
    run(bindgen().args(form).arg(compiled).arg(root().join("target/wasm").join(name)))?;
    Ok(String::new())
}

/// The program that joins WebAssembly and JavaScript.
fn bindgen() -> Command {
    cargo(&["run", "--package", "xtask", "--features", "bindgen", "--bin", "bindgen", "--"])
}

/// Where cargo keeps what it downloads.
fn cargo_home() -> PathBuf {
    let home = || env::home_dir().unwrap_or_default().join(".cargo");
    env::var_os("CARGO_HOME").map_or_else(home, PathBuf::from)
}

/// Where cargo builds: `CARGO_TARGET_DIR`, or what its configuration says.
fn target_folder() -> Result<PathBuf, Failure> {
    let metadata = output(&mut process::cargo_says(&["metadata", "--format-version=1", "--no-deps"]))?;
    let folder = metadata.split_once(r#""target_directory":""#).and_then(|(_, rest)| rest.split_once('"'));
    folder.map(|(folder, _)| PathBuf::from(folder)).ok_or_else(|| Failure::new("cargo metadata names no target directory"))
}
