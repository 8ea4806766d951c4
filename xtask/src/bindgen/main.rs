//! `bindgen FILE.wasm FOLDER`: makes of what the compiler wrote a WebAssembly file and a module that JavaScript can load.

use std::env;
use std::path::Path;
use std::process::ExitCode;

use walrus::{FunctionKind, Module};
use wasm_bindgen_cli_support::Bindgen;

/// The functions of Rust's own library that say why a program panics, as they begin once their names are read.
const PANICS: [&str; 10] = [
    "alloc::alloc::handle_alloc_error",
    "alloc::raw_vec::capacity_overflow",
    "alloc::raw_vec::handle_error",
    "core::option::expect_failed",
    "core::option::unwrap_failed",
    "core::panicking::",
    "core::result::unwrap_failed",
    "core::slice::copy_from_slice_impl::len_mismatch_fail",
    "core::slice::index::slice_index_fail",
    "core::str::slice_error_fail",
];

/// What else only such messages need: nothing that crosses the border to JavaScript is written with `Debug`.
const DEBUG: [&str; 3] = [" as core::fmt::Debug::fmt", "core::fmt::builders::", "char::escape_debug_ext"];

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [input, folder] = arguments.as_slice() else {
        eprintln!("usage: bindgen FILE.wasm FOLDER");
        return ExitCode::from(2);
    };
    let mut bindgen = Bindgen::new();
    // The names stay for now: they tell what takes how much.
    let made = bindgen.input_path(input).out_name("glue").typescript(true).keep_debug(false).remove_producers_section(true).bundler(true);
    let emitted = made.and_then(|bindgen| bindgen.generate_output()).and_then(|mut output| {
        end_panics(output.wasm_mut());
        output.emit(Path::new(folder))
    });
    match emitted {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:?}");
            ExitCode::FAILURE
        }
    }
}

/// Lets every panic end at once: on the web nobody reads its message, which is written nowhere, and which takes room.
fn end_panics(module: &mut Module) {
    for function in module.funcs.iter_mut() {
        if let (Some(name), FunctionKind::Local(local)) = (&function.name, &mut function.kind)
            && says_panic(name)
        {
            let entry = local.entry_block();
            local.block_mut(entry).instrs.clear();
            local.builder_mut().func_body().unreachable();
        }
    }
}

/// Returns whether a function says why a program panics: `<core[1f]::panicking>::panic_fmt` is `core::panicking::panic_fmt`.
fn says_panic(name: &str) -> bool {
    let mut plain = String::new();
    let mut inside = false;
    for character in name.chars() {
        match character {
            '[' => inside = true,
            ']' => inside = false,
            '<' | '>' => {}
            other if !inside => plain.push(other),
            _ => {}
        }
    }
    PANICS.iter().any(|panic| plain.starts_with(panic)) || DEBUG.iter().any(|debug| plain.contains(debug))
}
