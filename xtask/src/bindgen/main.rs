//! `bindgen FILE.wasm FOLDER`: makes of what the compiler wrote a WebAssembly file and a module that JavaScript can load.
//! `bindgen sweep FOLDER FILE.wasm`: blanks in a file that was made of it, and optimised, what its code does not need any more.

mod panics;
mod sweep;

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let done = match arguments.iter().map(Path::new).collect::<Vec<_>>().as_slice() {
        [command, folder, file] if command.as_os_str() == "sweep" => sweep(folder, file),
        [input, folder] => make(input, folder),
        _ => {
            eprintln!("usage: bindgen FILE.wasm FOLDER\n       bindgen sweep FOLDER FILE.wasm");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:?}");
            ExitCode::FAILURE
        }
    }
}

/// What the compiler wrote, kept beside what is made of it.
const LINKED: &str = "linked.wasm";

fn make(input: &Path, folder: &Path) -> Result<(), Box<dyn Error>> {
    let mut bindgen = Bindgen::new();
    // The names stay for now: they tell what takes how much.
    bindgen.input_path(input).out_name("glue").typescript(true).keep_debug(false).remove_producers_section(true);
    let mut output = bindgen.bundler(true)?.generate_output()?;
    let module = output.wasm_mut();
    panics::end(module);
    let records = |name: &str| name == "linking" || name.starts_with("reloc.");
    let stale: Vec<_> = module.customs.iter().filter(|(_, section)| records(section.name())).map(|(id, _)| id).collect();
    stale.into_iter().for_each(|id| drop(module.customs.delete(id)));
    output.emit(folder)?;
    fs::copy(input, folder.join(LINKED))?;
    Ok(())
}

fn sweep(folder: &Path, file: &Path) -> Result<(), Box<dyn Error>> {
    let swept = sweep::sweep(&fs::read(folder.join(LINKED))?, fs::read(file)?)?;
    Ok(fs::write(file, swept)?)
}
