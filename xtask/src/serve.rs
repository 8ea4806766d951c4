//! `cargo xtask serve brand-page`: the example page with fresh data, at an address of this machine.

use std::ffi::OsStr;
use std::num::NonZeroU16;
use std::process::{Command, ExitCode};

use crate::process::{cargo, command, root, run};
use crate::steps::Steps;
use crate::{Language, package, setup};

/// Serves the page, at this port or at the one that the script takes.
pub(crate) fn brand_page(port: Option<NonZeroU16>) -> ExitCode {
    let mut steps = Steps::begin();
    setup::add_to(&mut steps, &[Language::Wasm]);
    package::add_wasm(&mut steps, None);
    let data = root().join("target/web-pages");
    steps.command("reports as of now", &mut pages(&data, None));
    if steps.finish() != ExitCode::SUCCESS {
        return ExitCode::FAILURE;
    }
    let mut server = command(setup::node(), &["build/serve.js"]);
    server.arg(root().join("examples/brand-page")).arg(&data).args(port.map(|port| port.to_string()));
    match run(server.current_dir(setup::wasm_sources())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// The command that writes what pages show, as of an instant, or of now.
pub(crate) fn pages(folder: impl AsRef<OsStr>, at: Option<&str>) -> Command {
    let mut command = cargo(&["run", "--package", "conformance", "--example", "web-pages", "--"]);
    command.arg(folder).args(at);
    command
}
