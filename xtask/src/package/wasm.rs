//! The npm package: two builds of the verifier, a third in plain JavaScript, and the elements.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use super::{cargo_home, target_folder};
use crate::Language;
use crate::process::{cargo, command, root, run};
use crate::setup;
use crate::steps::{Failure, Steps};

/// The vector instructions that every browser since 2023 has; and the linker's records, which tell what no code needs.
///
/// How much larger a caller may get by a function's copy in it is LLVM's own measure: at "z" it is 5. With the few more that 14
/// allows, what is loaded is smaller and faster; 16 is larger.
///
/// The table of functions begins where `bindgen sweep` expects it. Names are of the kind that says which type a function is for:
/// `bindgen` tells by them what a panic is.
const RUSTFLAGS: &str = "-C symbol-mangling-version=v0 -C target-feature=+simd128 -C llvm-args=-inline-threshold=14 -C link-arg=--emit-relocs \
                         -C link-arg=--table-base=3001";

/// What every engine has had since 2017, for the build that becomes plain JavaScript.
const PLAIN_RUSTFLAGS: &str = "-C target-cpu=mvp -C target-feature=+mutable-globals";

/// Ed25519 computes with the field of fiat-crypto, which is proven to compute what it should. Of what dalek offers for 32 bits it is
/// the smaller one too, and the faster.
const FIELD: &str = "--cfg curve25519_dalek_backend=\"fiat\"";

/// Where flags for what runs in a page are set.
const RUSTFLAGS_OF_THE_WEB: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/// A build of Rust for JavaScript.
struct Build {
    /// Its folder in `target/wasm`.
    name: &'static str,
    /// What cargo builds.
    what: &'static [&'static str],
    /// Where cargo puts it, below the profile's folder.
    compiled: &'static str,
    rustflags: &'static str,
    /// What the program that joins it with JavaScript is told.
    form: &'static [&'static str],
}

const VERIFY: Build =
    Build { name: "verify", what: &["--package", "betterwork-wasm"], compiled: "betterwork_wasm.wasm", rustflags: RUSTFLAGS, form: &[] };

const FULL: Build = Build { name: "full", what: &["--package", "betterwork-wasm", "--features", "full"], ..VERIFY };

const PLAIN: Build = Build {
    name: "plain",
    what: &["--package", "betterwork-wasm", "--features", "words"],
    rustflags: PLAIN_RUSTFLAGS,
    form: &["plain"],
    ..VERIFY
};

/// What the benchmark weighs beside the package.
const WEIGHT: Build = Build {
    name: "weight",
    what: &["--package", "betterwork-wasm-bench", "--example", "weight"],
    compiled: "examples/weight.wasm",
    ..VERIFY
};

/// Makes the npm package; `pinned` is the file with the root on which its elements rest, the test root where none is given.
pub(crate) fn wasm(pinned: Option<&Path>) -> ExitCode {
    // What is wrong with it is said now, and not after minutes of compiling.
    if let Some(Err(failure)) = pinned.map(check_root) {
        eprintln!("{failure}");
        return ExitCode::FAILURE;
    }
    let mut steps = Steps::begin();
    setup::add_to(&mut steps, &[Language::Wasm]);
    add_wasm(&mut steps, pinned);
    steps.finish()
}

/// Checks that a file holds a root; the script says what it holds instead.
fn check_root(file: &Path) -> Result<(), Failure> {
    run(command(setup::node(), &["build/root.js"]).arg(absolute(file)?).current_dir(setup::wasm_sources()))
}

/// A path on the command line is meant from where the user stands.
fn absolute(file: &Path) -> Result<PathBuf, Failure> {
    std::path::absolute(file).map_err(|error| Failure::new(format!("`{}` is no path: {error}", file.display())))
}

/// Makes what the benchmark of the web measures: the npm package, and the floors beside it.
pub(crate) fn wasm_bench() -> ExitCode {
    let mut steps = Steps::begin();
    setup::add_to(&mut steps, &[Language::Wasm]);
    add_wasm(&mut steps, None);
    steps.run("wasm: how fast it can be at the most", floor);
    steps.run("wasm: what a reader made of serde weighs", || {
        WEIGHT.make()?;
        run(&mut script(&["build/weight.js"])?)?;
        Ok(String::new())
    });
    steps.finish()
}

/// Tests core natively with the arithmetic of the web: what Ed25519 computes there is seen by Wycheproof's vectors too.
pub(crate) fn arithmetic() -> Command {
    let mut tests = cargo(&["test", "--package", "betterwork", "--lib", "wycheproof"]);
    tests.env("RUSTFLAGS", format!("{FIELD} --cfg curve25519_dalek_bits=\"32\""));
    tests
}

/// The steps from source to npm package.
pub(crate) fn add_wasm(steps: &mut Steps, pinned: Option<&Path>) {
    steps.run("wasm: verify", || VERIFY.make());
    steps.run("wasm: full", || FULL.make());
    steps.run("wasm: for plain JavaScript", || PLAIN.make());
    steps.run("npm package", || {
        let version = env!("CARGO_PKG_VERSION");
        let mut package = script(&["build/package.js", version])?;
        package.arg(root().join("dist"));
        if let Some(pinned) = pinned {
            package.arg(absolute(pinned)?);
        }
        run(&mut package)?;
        Ok(String::new())
    });
}

impl Build {
    /// Compiles it, and makes of it a WebAssembly file and a module that JavaScript can load.
    fn make(&self) -> Result<String, Failure> {
        let mut compile = cargo(&["build", "--profile", "wasm", "--target", setup::WEB]);
        // Where this machine keeps its sources is nobody's business.
        let rustflags = format!("{} {FIELD} --remap-path-prefix={}=", self.rustflags, cargo_home().join("registry/src").display());
        run(compile.args(self.what).env(RUSTFLAGS_OF_THE_WEB, rustflags))?;
        let compiled = target_folder()?.join(setup::WEB).join("wasm").join(self.compiled);
        run(bindgen().args(self.form).arg(compiled).arg(root().join("target/wasm").join(self.name)))?;
        Ok(String::new())
    }
}

/// Compiles the floor, for speed alone.
fn floor() -> Result<String, Failure> {
    let what =
        ["build", "--release", "--target", setup::WEB, "--package", "betterwork-wasm-bench", "--example", "floor", "--features", "fast"];
    run(cargo(&what).env(RUSTFLAGS_OF_THE_WEB, "-C target-feature=+simd128"))?;
    fs::copy(target_folder()?.join(setup::WEB).join("release/examples/floor.wasm"), root().join("target/wasm/floor.wasm"))
        .map(|_| String::new())
        .map_err(|error| Failure::new(format!("the floor cannot be kept: {error}")))
}

/// Node with a script of the package, which calls the program that joins WebAssembly and JavaScript.
fn script(arguments: &[&str]) -> Result<Command, Failure> {
    let mut command = command(setup::node(), arguments);
    command.env("BINDGEN", target_folder()?.join("debug/bindgen").with_extension(env::consts::EXE_EXTENSION));
    // Which crates a build is made of depends on it.
    command.env(RUSTFLAGS_OF_THE_WEB, FIELD);
    command.current_dir(setup::wasm_sources());
    Ok(command)
}

/// The program that joins WebAssembly and JavaScript.
fn bindgen() -> Command {
    cargo(&["run", "--package", "xtask", "--features", "bindgen", "--bin", "bindgen", "--"])
}
