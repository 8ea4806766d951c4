//! `cargo xtask package kotlin`: the jar for the JVM with the native library of this platform; the AAR and the Swift side are beside it.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

use super::border::without_ballast;
use super::target_folder;
use crate::Language;
use crate::process::{cargo, command, root, run};
use crate::setup;
use crate::steps::{Failure, Steps};

/// The Cargo profile of the native library.
const PROFILE: &str = "jar";

/// Makes the jar.
pub(crate) fn kotlin() -> ExitCode {
    let mut steps = Steps::begin();
    setup::add_to(&mut steps, &[Language::Kotlin]);
    add_kotlin(&mut steps);
    add_jar(&mut steps);
    super::android::add_to(&mut steps);
    super::swift::add_to(&mut steps);
    steps.finish()
}

/// The step from what is compiled to the jar in `dist/`.
pub(crate) fn add_jar(steps: &mut Steps) {
    steps.run("kotlin: jar", || {
        run(maven(&["package"]).arg("-DskipTests"))?;
        let jar = format!("betterwork-{}.jar", env!("CARGO_PKG_VERSION"));
        let dist = root().join("dist");
        fs::create_dir_all(&dist).map_err(failed)?;
        fs::copy(root().join("target/kotlin/maven").join(&jar), dist.join(&jar)).map_err(failed)?;
        Ok(format!("dist/{jar}"))
    });
}

/// Makes what `cargo xtask bench kotlin` runs: the classes, those of the tests, and the list of the libraries.
pub(crate) fn kotlin_bench() -> ExitCode {
    let mut steps = Steps::begin();
    setup::add_to(&mut steps, &[Language::Kotlin]);
    add_kotlin(&mut steps);
    let file = root().join("target/kotlin/maven/classpath");
    let list = format!("-Dmdep.outputFile={}", file.display());
    steps.command(
        "kotlin: classes",
        maven(&["test-compile", "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath"]).arg(list),
    );
    steps.finish()
}

/// The steps from source to what Maven compiles: the native library, and the Kotlin side of its border.
pub(crate) fn add_kotlin(steps: &mut Steps) {
    steps.run("kotlin: native library", || {
        run(&mut cargo(&["build", "--profile", PROFILE, "--package", "betterwork-kotlin"]))?;
        let folder = root().join("target/kotlin/native").join(platform());
        fs::create_dir_all(&folder).map_err(failed)?;
        fs::copy(library()?, folder.join(library_name())).map_err(failed)?;
        Ok(String::new())
    });
    steps.run("kotlin: the Kotlin side of the border", || {
        let config = root().join("bindings/kotlin/uniffi.toml");
        let mut generate = cargo(&["run", "--package", "xtask", "--features", "uniffi", "--bin", "uniffi", "--"]);
        generate.args(["generate", "--language", "kotlin", "--no-format", "--config"]).arg(config);
        let sources = root().join("target/kotlin/sources");
        run(generate.arg("--out-dir").arg(&sources).arg(library()?))?;
        let source = sources.join("org/betterwork/internal/betterwork.kt");
        let written = fs::read_to_string(&source).map_err(failed)?;
        fs::write(&source, without_ballast(&written)?).map_err(failed)?;
        Ok(String::new())
    });
}

/// Maven, for the module.
pub(crate) fn maven(goals: &[&str]) -> Command {
    let mut maven = command("mvn", &["--batch-mode", "--quiet"]);
    maven.args(goals).current_dir(root().join("bindings/kotlin"));
    maven
}

pub(super) fn library() -> Result<PathBuf, Failure> {
    Ok(target_folder()?.join(PROFILE).join(library_name()))
}

fn library_name() -> String {
    format!("{}betterwork_kotlin{}", env::consts::DLL_PREFIX, env::consts::DLL_SUFFIX)
}

/// The folder in which JNA looks for the library of this platform.
fn platform() -> String {
    let system = match env::consts::OS {
        "macos" => "darwin",
        "windows" => "win32",
        other => other,
    };
    let processor = match env::consts::ARCH {
        "x86_64" => "x86-64",
        other => other,
    };
    format!("{system}-{processor}")
}

pub(super) fn failed(error: std::io::Error) -> Failure {
    Failure::new(error.to_string())
}
