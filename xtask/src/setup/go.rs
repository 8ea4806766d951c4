//! Go modules of the interoperability tests. Go is the one language that may be missing: its test then says so.

use std::path::PathBuf;

use crate::process::{command, output, root, run};
use crate::steps::Failure;

const OLDEST: (u32, u32) = (1, 24);

/// The program that builds and tests Go.
pub(crate) fn go() -> &'static str {
    "go"
}

/// The folder of the tests that run in Go.
pub(crate) fn go_tests() -> PathBuf {
    root().join("tests/interop/go")
}

/// Says what is missing and how to get it, where Go is not there or too old.
pub(crate) fn go_is_missing() -> Option<String> {
    let (major, minor) = OLDEST;
    let advice = format!("Go {major}.{minor} or newer runs it: https://go.dev/dl/ (apt-get install golang; brew install go)");
    match output(&mut command(go(), &["env", "GOVERSION"])) {
        Ok(version) if is_new_enough(&version) => None,
        Ok(version) => Some(format!("not run: Go is {version}. {advice}")),
        Err(_) => Some(format!("not run: no Go found. {advice}")),
    }
}

/// Fetches exactly the modules that `go.sum` pins.
pub(super) fn modules() -> Result<String, Failure> {
    if let Some(missing) = go_is_missing() {
        return Ok(missing);
    }
    run(command(go(), &["mod", "download"]).current_dir(go_tests()))?;
    Ok(String::new())
}

fn is_new_enough(version: &str) -> bool {
    let mut numbers = version.trim_start_matches("go").split('.').map(|number| number.parse::<u32>().unwrap_or(0));
    let (major, minor) = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    (major, minor) >= OLDEST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn go_1_23_is_too_old_and_1_24_is_not() {
        assert_eq!([is_new_enough("go1.23.9"), is_new_enough("go1.24"), is_new_enough("go1.26.8")], [false, true, true]);
    }
}
