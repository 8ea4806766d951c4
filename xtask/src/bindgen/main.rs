//! `bindgen FILE.wasm FOLDER`: makes of what the compiler wrote a WebAssembly file and a module that JavaScript can load.
//! `bindgen plain FILE.wasm FOLDER`: the same, with no more than what every engine has had since 2017.
//! `bindgen sweep FOLDER FILE.wasm`: blanks in a file that was made of it, and optimised, what its code does not need any more.
//! `bindgen order FILE.wasm ORDERED.wasm`: names the functions by what they are like.

mod order;
mod panics;
mod sweep;

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use wasm_bindgen_cli_support::Bindgen;
use wasmparser::{Parser, Payload};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let done = match arguments.iter().map(Path::new).collect::<Vec<_>>().as_slice() {
        [command, folder, file] if command.as_os_str() == "sweep" => sweep(folder, file),
        [command, file, ordered] if command.as_os_str() == "order" => order(file, ordered),
        [command, input, folder] if command.as_os_str() == "plain" => {
            fs::read(input).map_err(Into::into).and_then(|file| make(plain(&file)?, input, folder))
        }
        [input, folder] => fs::read(input).map_err(Into::into).and_then(|file| make(file, input, folder)),
        _ => {
            eprintln!(
                "usage: bindgen [plain] FILE.wasm FOLDER\n       bindgen sweep FOLDER FILE.wasm\n       bindgen order FILE.wasm ORDERED.wasm"
            );
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

fn make(file: Vec<u8>, input: &Path, folder: &Path) -> Result<(), Box<dyn Error>> {
    let mut bindgen = Bindgen::new();
    // The names stay for now: they tell what takes how much.
    bindgen.input_bytes("glue", file).out_name("glue").typescript(true).keep_debug(false).remove_producers_section(true);
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

fn order(file: &Path, ordered: &Path) -> Result<(), Box<dyn Error>> {
    Ok(fs::write(ordered, order::by_likeness(&fs::read(file)?)?)?)
}

/// Returns the file without the list of features that it uses: what goes by it would use them as well.
fn plain(file: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    let (mut plain, mut copied, mut ended) = (Vec::new(), 0, 0);
    for payload in Parser::new(0).parse_all(file) {
        let payload = payload?;
        let Some((_, range)) = payload.as_section() else { continue };
        if matches!(&payload, Payload::CustomSection(section) if section.name() == "target_features") {
            plain.extend_from_slice(file.get(copied..ended).unwrap_or_default());
            copied = range.end;
        }
        ended = range.end;
    }
    plain.extend_from_slice(file.get(copied..).unwrap_or_default());
    Ok(plain)
}
