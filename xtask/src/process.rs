//! Commands: cargo and the tools beside it, run from the project's root.

use std::env;
use std::ffi::OsStr;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use crate::steps::Failure;

/// The project's root: the folder above this crate.
pub(crate) fn root() -> PathBuf {
    // Cargo says where the crate is now; the path from the build may be that of another copy of the project.
    let here = env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    here.parent().map_or_else(|| here.clone(), Path::to_path_buf)
}

/// A command that starts in the project's root.
pub(crate) fn command(program: impl AsRef<OsStr>, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root());
    command
}

/// Cargo, for what it says rather than does.
pub(crate) fn cargo_says(arguments: &[&str]) -> Command {
    command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()), arguments)
}

/// Cargo, the one that runs us. Without a terminal it is quiet: only warnings, errors and results.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let (verb, rest) = arguments.split_first().unwrap_or((&"help", &[]));
    let mut command = command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()), &[verb]);
    if *verb != "fmt" && !io::stderr().is_terminal() {
        command.arg("--quiet");
    }
    command.args(rest);
    command
}

/// The program that makes the generated files. It shares its builds with the tests.
pub(crate) fn generator() -> Command {
    cargo(&["run", "--package", "xtask", "--features", "generate", "--bin", "generate", "--"])
}

/// The program that measures.
pub(crate) fn benchmarks() -> Command {
    cargo(&["run", "--release", "--package", "xtask", "--features", "bench", "--bin", "bench", "--"])
}

/// Runs a command with its output passed through.
pub(crate) fn run(command: &mut Command) -> Result<(), Failure> {
    // What we print and what the command prints must come out in order.
    io::stdout().flush().ok();
    let status = command.status().map_err(|error| not_started(command, &error))?;
    if status.success() { Ok(()) } else { Err(Failure::new(format!("{status}: {}", shown(command)))) }
}

/// Runs a command and returns what it printed.
pub(crate) fn output(command: &mut Command) -> Result<String, Failure> {
    let done = command.output().map_err(|error| not_started(command, &error))?;
    if done.status.success() {
        Ok(String::from_utf8_lossy(&done.stdout).trim().to_owned())
    } else {
        let said = String::from_utf8_lossy(&done.stderr).trim().to_owned();
        Err(Failure::new(format!("{}: {}\n{said}", done.status, shown(command))))
    }
}

/// Runs a program of this crate with the rest of the command line, and ends as it ends.
pub(crate) fn hand_over(mut program: Command, arguments: &[&str]) -> ExitCode {
    // A path on the command line is meant from where the user stands.
    if let Ok(folder) = env::current_dir() {
        program.current_dir(folder);
    }
    match program.args(arguments).status() {
        Ok(status) => status.code().and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from),
        Err(error) => {
            eprintln!("{}", not_started(&program, &error));
            ExitCode::FAILURE
        }
    }
}

fn not_started(command: &Command, error: &io::Error) -> Failure {
    Failure::new(format!("cannot start `{}`: {error}", command.get_program().to_string_lossy()))
}

fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or_default();
    let words = std::iter::once(program).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
