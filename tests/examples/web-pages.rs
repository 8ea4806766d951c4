//! Writes what the web pages show: `cargo run --package conformance --example web-pages -- FOLDER [AT]`.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use betterwork::Timestamp;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let now = || Timestamp::from_seconds(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs().cast_signed());
    let at = arguments.get(1).map_or_else(now, |at| Timestamp::parse(at).unwrap());
    conformance::pages::write(Path::new(&arguments[0]), at, 200).unwrap();
}
