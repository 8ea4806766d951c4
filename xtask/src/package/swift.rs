//! The Swift side of the border, which the same crate has: written and, for want of a Swift toolchain, compiled by its users.

use super::kotlin::library;
use crate::process::{cargo, root, run};
use crate::steps::Steps;

/// The step that writes it to `target/swift`.
pub(super) fn add_to(steps: &mut Steps) {
    steps.run("swift: the Swift side of the border", || {
        let config = root().join("bindings/kotlin/uniffi.toml");
        let mut generate = cargo(&["run", "--package", "xtask", "--features", "uniffi", "--bin", "uniffi", "--"]);
        generate.args(["generate", "--language", "swift", "--no-format", "--config"]).arg(config);
        run(generate.arg("--out-dir").arg(root().join("target/swift")).arg(library()?))?;
        Ok("in target/swift, not compiled here".to_owned())
    });
}
