//! `elf ABI=FILE…`: checks native libraries before they go into an AAR.

mod check;

use std::env;
use std::fs;
use std::process::ExitCode;

use check::{Abi, check};

fn main() -> ExitCode {
    let mut is_good = true;
    for argument in env::args().skip(1) {
        let done = one(&argument);
        is_good &= done.is_ok();
        match done {
            Ok(said) => println!("{said}"),
            Err(wrong) => eprintln!("{wrong}"),
        }
    }
    if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn one(argument: &str) -> Result<String, String> {
    let (name, file) = argument.split_once('=').ok_or_else(|| format!("`{argument}` is not ABI=FILE"))?;
    let abi = Abi::named(name).ok_or_else(|| format!("`{name}` is no ABI of this library: arm64-v8a, armeabi-v7a or x86_64"))?;
    let bytes = fs::read(file).map_err(|error| format!("cannot read {file}: {error}"))?;
    let faults = check(&bytes, abi);
    if faults.is_empty() { Ok(format!("{name}: {} KB", bytes.len().div_ceil(1024))) } else { Err(format!("{file}: {}", faults.join("; "))) }
}
