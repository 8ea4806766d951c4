//! The Python package, as users have it: the wheel in an environment with nothing else.

use std::fs;
use std::path::PathBuf;

use crate::package;
use crate::process::{cargo, command, root, run};
use crate::setup;
use crate::steps::{Failure, Steps};

const TESTS: &str = "bindings/python/tests";

/// Those that need other people's libraries.
const FRAMES: &str = "bindings/python/tests/frames";

/// What the tests of stores and exchanges follow.
const DEMO: &str = "target/python/demo";

/// The steps that test the package.
pub(super) fn add_to(steps: &mut Steps) {
    package::add_python(steps);
    steps.command("a demo for the package", &mut cargo(&["run", "--package", "betterwork-cli", "--", "demo", "--json", "--out", DEMO]));
    steps.run("the wheel in a clean environment", || {
        let python = clean_environment()?;
        // -I: nothing of the source tree is imported, only what the wheel brought. The tests add their own folder.
        let program = format!(
            "import sys, unittest; sys.path.insert(0, {TESTS:?}); \
             sys.exit(not unittest.TextTestRunner().run(unittest.defaultTestLoader.discover({TESTS:?})).wasSuccessful())"
        );
        run(&mut command(python, &["-I", "-W", "error", "-c", &program]))?;
        Ok(String::new())
    });
    steps.run("the wheel beside polars, pandas, pyarrow, DuckDB, matplotlib, Jupyter, Spark and PostgreSQL", || {
        let python = setup::python_tool("python");
        package::install(&python, &["--force-reinstall"])?;
        let mut tests = command(python, &["-I", "-m", "unittest", "discover", "--start-directory", FRAMES]);
        if setup::postgres_is_there() {
            run(&mut cargo(&["build", "--package", "conformance", "--example", "postgres"]))?;
            tests.env("BETTERWORK_TEST_POSTGRES", "1");
        }
        run(&mut tests)?;
        Ok(String::new())
    });
    steps.run("types: mypy --strict, stubtest", || {
        run(command(setup::python_tool("mypy"), &["--strict", "betterwork"]).current_dir(root().join("bindings/python")))?;
        let stubtest = ["-I", "-m", "mypy.stubtest", "betterwork._native", "--ignore-disjoint-bases"];
        run(command(setup::python_tool("python"), &stubtest).current_dir(root().join("dist")))?;
        Ok(String::new())
    });
}

/// Makes a new environment with our wheel alone, and returns its interpreter.
fn clean_environment() -> Result<PathBuf, Failure> {
    let folder = root().join("target/venv-clean");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|error| Failure::new(format!("cannot remove {}: {error}", folder.display())))?;
    }
    run(&mut command(setup::python(), &["-m", "venv", &folder.to_string_lossy()]))?;
    let python = setup::interpreter_in(&folder);
    package::install(&python, &[])?;
    Ok(python)
}
