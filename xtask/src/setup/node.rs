//! Node and its packages: those of the interoperability tests, and those that make and test the npm package.

use std::path::{Path, PathBuf};

use super::{THERE, is_made_from, read, write};
use crate::process::{command, output, root, run};
use crate::steps::Failure;

const OLDEST: u32 = 20;
const ADVICE: &str = "apt-get install nodejs npm    (brew install node; winget install OpenJS.NodeJS)";

/// The program that runs JavaScript.
pub(crate) fn node() -> &'static str {
    "node"
}

/// The folder of the tests that run in Node.
pub(crate) fn node_tests() -> PathBuf {
    root().join("tests/interop/node")
}

/// The folder of the npm package's sources.
pub(crate) fn wasm_sources() -> PathBuf {
    root().join("bindings/wasm/js")
}

/// Installs exactly the packages that a folder's `package-lock.json` pins.
pub(super) fn packages(folder: &Path) -> Result<String, Failure> {
    let version = output(&mut command(node(), &["--version"])).map_err(|failure| failure.advise(ADVICE))?;
    if !is_new_enough(&version) {
        return Err(Failure::new(format!("Node {OLDEST} or newer is needed: found {version}")).advise(ADVICE));
    }
    let lock = read(&folder.join("package-lock.json"))?;
    let note = folder.join("node_modules/.made-from.json");
    if is_made_from(&note, &lock) {
        return Ok(THERE.to_owned());
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    run(command(npm, &["ci", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(folder))
        .map_err(|failure| failure.advise(ADVICE))?;
    write(&note, &lock)?;
    Ok(format!("installed for Node {version}"))
}

fn is_new_enough(version: &str) -> bool {
    let major = version.trim_start_matches('v').split('.').next().unwrap_or_default();
    major.parse::<u32>().is_ok_and(|major| major >= OLDEST)
}
