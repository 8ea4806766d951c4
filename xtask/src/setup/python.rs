//! Python packages in virtual environments of their own: `target/venv` for the tests, `target/venv-tools` for what makes ours.

use std::path::{Path, PathBuf};

use super::{THERE, is_made_from, read, write};
use crate::process::{command, output, root, run};
use crate::steps::Failure;

const OLDEST: (u32, u32) = (3, 10);
const REQUIREMENTS: &str = "tests/interop/python/requirements.txt";
const TOOLS: &str = "bindings/python/requirements.txt";

/// The interpreter of the virtual environment.
pub(crate) fn python() -> PathBuf {
    interpreter_in(&venv())
}

/// The interpreter of a virtual environment.
pub(crate) fn interpreter_in(venv: &Path) -> PathBuf {
    program_in(venv, "python")
}

/// A program that makes or checks our Python package, or the interpreter beside it.
pub(crate) fn python_tool(name: &str) -> PathBuf {
    program_in(&venv_of_tools(), name)
}

fn program_in(venv: &Path, name: &str) -> PathBuf {
    if cfg!(windows) { venv.join("Scripts").join(name).with_extension("exe") } else { venv.join("bin").join(name) }
}

/// Says whether moto is there, the S3 server that tests in Rust start.
pub(crate) fn moto_is_there() -> bool {
    output(&mut command(python(), &["-c", "import moto.server"])).is_ok()
}

fn venv() -> PathBuf {
    root().join("target/venv")
}

fn venv_of_tools() -> PathBuf {
    root().join("target/venv-tools")
}

/// Installs exactly the packages that the tests against other people's libraries pin.
pub(super) fn packages() -> Result<String, Failure> {
    environment(&venv(), REQUIREMENTS)
}

/// Installs exactly the tools that our Python package pins.
pub(super) fn tools() -> Result<String, Failure> {
    environment(&venv_of_tools(), TOOLS)
}

/// Makes an environment of exactly what a file pins, where it is not there already.
fn environment(venv: &Path, pinned: &str) -> Result<String, Failure> {
    let (interpreter, version) = interpreter()?;
    let requirements = read(&root().join(pinned))?;
    let (python, note) = (interpreter_in(venv), venv.join("made-from.txt"));
    let wanted = format!("# python {version}\n{requirements}");
    if python.is_file() && is_made_from(&note, &wanted) {
        return Ok(THERE.to_owned());
    }
    run(&mut command(interpreter, &["-m", "venv", "--clear", &venv.to_string_lossy()]))
        .map_err(|failure| failure.advise("apt-get install python3-venv    (or another Python with the module venv)"))?;
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--requirement", pinned];
    run(&mut command(&python, &pip))
        .map_err(|failure| failure.advise(format!("{} -m pip install --requirement {pinned}", python.display())))?;
    write(&note, &wanted)?;
    Ok(format!("installed for Python {version}"))
}

fn interpreter() -> Result<(&'static str, String), Failure> {
    let mut found = Vec::new();
    for name in ["python3", "python"] {
        let asked = output(&mut command(name, &["-c", "import platform; print(platform.python_version())"]));
        if let Ok(version) = asked {
            if is_new_enough(&version) {
                return Ok((name, version));
            }
            found.push(format!("{name} is {version}"));
        }
    }
    let (major, minor) = OLDEST;
    let found = if found.is_empty() { "none found".to_owned() } else { found.join(", ") };
    let advice = "apt-get install python3 python3-venv    (brew install python; winget install Python.Python.3.12)";
    Err(Failure::new(format!("Python {major}.{minor} or newer is needed: {found}")).advise(advice))
}

fn is_new_enough(version: &str) -> bool {
    let mut numbers = version.split('.').map(|number| number.parse::<u32>().unwrap_or(0));
    let (major, minor) = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    (major, minor) >= OLDEST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn python_3_9_is_too_old_and_3_10_is_not() {
        assert_eq!([is_new_enough("3.9.18"), is_new_enough("3.10.0")], [false, true]);
    }
}
