//! `bindgen FILE.wasm FOLDER`: makes of what the compiler wrote a WebAssembly file and a module that JavaScript can load.

use std::env;
use std::path::Path;
use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [input, folder] = arguments.as_slice() else {
        eprintln!("usage: bindgen FILE.wasm FOLDER");
        return ExitCode::from(2);
    };
    let mut bindgen = Bindgen::new();
    // The names stay for now: they tell what takes how much.
    let made = bindgen.input_path(input).out_name("glue").typescript(true).keep_debug(false).remove_producers_section(true).bundler(true);
    match made.and_then(|bindgen| bindgen.generate(Path::new(folder))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:?}");
            ExitCode::FAILURE
        }
    }
}
