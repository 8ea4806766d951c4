//! `cargo xtask package PART`: what users install, in `dist/`.

mod android;
mod border;
mod kotlin;
mod python;
mod swift;
mod wasm;

use std::env;
use std::path::PathBuf;

use crate::process::{cargo_says, output};
use crate::steps::Failure;

pub(crate) use android::{add_check as add_android_check, assemble};
pub(crate) use kotlin::{add_jar, add_kotlin, kotlin, kotlin_bench, maven};
pub(crate) use python::{add_python, install, python, python_installed};
pub(crate) use wasm::{add_wasm, arithmetic, wasm, wasm_bench};

/// Where cargo keeps what it downloads.
fn cargo_home() -> PathBuf {
    let home = || env::home_dir().unwrap_or_default().join(".cargo");
    env::var_os("CARGO_HOME").map_or_else(home, PathBuf::from)
}

/// Where cargo builds: `CARGO_TARGET_DIR`, or what its configuration says.
fn target_folder() -> Result<PathBuf, Failure> {
    let metadata = output(&mut cargo_says(&["metadata", "--format-version=1", "--no-deps"]))?;
    let folder = metadata.split_once(r#""target_directory":""#).and_then(|(_, rest)| rest.split_once('"'));
    folder.map(|(folder, _)| PathBuf::from(folder)).ok_or_else(|| Failure::new("cargo metadata names no target directory"))
}
