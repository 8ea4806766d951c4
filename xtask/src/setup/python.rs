//! Python packages in a virtual environment of their own, `target/venv`.

use std::path::PathBuf;

use super::{THERE, is_made_from, read, write};
use crate::process::{command, output, root, run};
use crate::steps::Failure;

const OLDEST: (u32, u32) = (3, 10);
const REQUIREMENTS: &str = "tests/interop/python/requirements.txt";

/// The interpreter of the virtual environment.
pub(crate) fn python() -> PathBuf {
    venv().join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" })
}

/// Says whether moto is there, the S3 server that tests in Rust start.
pub(crate) fn moto_is_there() -> bool {
    output(&mut command(python(), &["-c", "import moto.server"])).is_ok()
}

fn venv() -> PathBuf {
    root().join("target/venv")
}

/// Installs exactly the packages that `requirements.txt` pins.
pub(super) fn packages() -> Result<String, Failure> {
    let (interpreter, version) = interpreter()?;
    let requirements = read(&root().join(REQUIREMENTS))?;
    let note = venv().join("made-from.txt");
    let wanted = format!("# python {version}\n{requirements}");
    if python().is_file() && is_made_from(&note, &wanted) {
        return Ok(THERE.to_owned());
    }
    let folder = venv();
    let folder = folder.to_string_lossy();
    run(&mut command(interpreter, &["-m", "venv", "--clear", &folder]))
        .map_err(|failure| failure.advise("apt-get install python3-venv    (or another Python with the module venv)"))?;
    run(&mut command(
        python(),
        &["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--requirement", REQUIREMENTS],
    ))
    .map_err(|failure| failure.advise(format!("{} -m pip install --requirement {REQUIREMENTS}", python().display())))?;
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
