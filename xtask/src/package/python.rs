//! The Python package: wheel and source distribution, made by maturin.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::cargo_home;
use crate::Language;
use crate::process::{command, output, root, run};
use crate::setup;
use crate::steps::{Failure, Steps};

/// Makes wheel and source distribution.
pub(crate) fn python() -> ExitCode {
    let mut steps = Steps::begin();
    setup::add_to(&mut steps, &[Language::Python]);
    add_python(&mut steps);
    steps.finish()
}

/// Makes the wheel, and installs it beside the libraries that it is measured against.
pub(crate) fn python_installed() -> ExitCode {
    let mut steps = Steps::begin();
    setup::add_to(&mut steps, &[Language::Python]);
    add_python(&mut steps);
    steps.run("the wheel, installed to be measured", || {
        install(&setup::python_tool("python"), &["--force-reinstall"])?;
        Ok(String::new())
    });
    steps.finish()
}

/// Installs the wheel, and nothing from anywhere else.
pub(crate) fn install(python: &Path, more: &[&str]) -> Result<(), Failure> {
    let mut pip = command(python, &["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index"]);
    run(pip.args(more).arg(wheel()?))
}

/// The steps from source to Python package.
pub(crate) fn add_python(steps: &mut Steps) {
    steps.run("wheel and source distribution", || {
        remove_older()?;
        maturin("sdist", &[])?;
        let zig: &[&str] = if zig_is_there() { &["--zig", "--compatibility", "manylinux2014"] } else { &[] };
        maturin("build", &[&["--profile", "wheel"], zig].concat())?;
        let wheel = wheel()?;
        run(command(setup::python_tool("python"), &["bindings/python/tools/finish.py"]).arg(&wheel).arg(root()))?;
        let bytes = fs::metadata(&wheel).map_err(|error| Failure::new(error.to_string()))?.len();
        Ok(format!("{}, {:.2} MB", wheel.file_name().unwrap_or_default().to_string_lossy(), bytes as f64 / 1e6))
    });
}

/// The wheel in `dist/`.
pub(crate) fn wheel() -> Result<PathBuf, Failure> {
    ours()?
        .into_iter()
        .find(|path| is(path, "whl"))
        .ok_or_else(|| Failure::new("there is no wheel in dist/").advise("cargo xtask package python"))
}

fn maturin(verb: &str, more: &[&str]) -> Result<(), Failure> {
    let mut maturin = command(setup::python_tool("maturin"), &[verb, "--out", "dist", "--manifest-path", "bindings/python/Cargo.toml"]);
    // Where this machine keeps its sources is nobody's business.
    let kept = format!("--remap-path-prefix={}= --remap-path-prefix={}=", cargo_home().join("registry/src").display(), root().display());
    run(maturin.args(more).env("RUSTFLAGS", kept))
}

/// Whether zig is there, which links against the C library of older systems.
fn zig_is_there() -> bool {
    cfg!(target_os = "linux") && output(&mut command("zig", &["version"])).is_ok()
}

/// What an older version left behind must not be taken for this one.
fn remove_older() -> Result<(), Failure> {
    for path in ours()? {
        fs::remove_file(&path).map_err(|error| Failure::new(format!("cannot remove {}: {error}", path.display())))?;
    }
    Ok(())
}

/// Our wheels and source distributions in `dist/`.
fn ours() -> Result<Vec<PathBuf>, Failure> {
    let folder = root().join("dist");
    fs::create_dir_all(&folder).map_err(|error| Failure::new(format!("cannot make {}: {error}", folder.display())))?;
    let entries = fs::read_dir(&folder).map_err(|error| Failure::new(format!("cannot list {}: {error}", folder.display())))?;
    let is_ours = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with("betterwork-") && (is(path, "whl") || name.ends_with(".tar.gz"))
    };
    Ok(entries.filter_map(|entry| Some(entry.ok()?.path())).filter(is_ours).collect())
}

fn is(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|found| found == extension)
}
