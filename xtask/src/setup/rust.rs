//! Rust targets that core must build for, and the source of the standard library.

use std::path::Path;

use super::THERE;
use crate::process::{command, output, run};
use crate::steps::Failure;

/// The web page's target and the phone's.
pub(crate) const TARGETS: [&str; 2] = [WEB, ANDROID];

/// The web page's target.
pub(crate) const WEB: &str = "wasm32-unknown-unknown";

/// The phone's target.
pub(crate) const ANDROID: &str = "aarch64-linux-android";

/// Installs the standard library of one target.
pub(crate) fn target(name: &str) -> Result<String, Failure> {
    let sysroot = output(&mut command("rustc", &["--print", "sysroot"]))?;
    if Path::new(&sysroot).join("lib/rustlib").join(name).join("lib").is_dir() {
        return Ok(THERE.to_owned());
    }
    let advice = format!("rustup target add {name}    (rustup: https://rustup.rs, or install the target as you installed Rust)");
    run(&mut command("rustup", &["target", "add", name])).map_err(|failure| failure.advise(advice))?;
    Ok("installed".to_owned())
}

/// Installs the source of the standard library, for who builds it anew.
pub(crate) fn library_source() -> Result<String, Failure> {
    let sysroot = output(&mut command("rustc", &["--print", "sysroot"]))?;
    if Path::new(&sysroot).join("lib/rustlib/src/rust/library/std").is_dir() {
        return Ok(THERE.to_owned());
    }
    let advice = "rustup component add rust-src    (rustup: https://rustup.rs, or install Rust's sources as you installed Rust)";
    run(&mut command("rustup", &["component", "add", "rust-src"])).map_err(|failure| failure.advise(advice))?;
    Ok("installed".to_owned())
}
