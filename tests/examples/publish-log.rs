//! Writes a published log for the tests of other people's programs: `cargo run --package conformance --example publish-log -- FOLDER`.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::path::Path;

fn main() {
    let folder = std::env::args_os().nth(1).unwrap();
    conformance::published_log::publish(Path::new(&folder)).unwrap();
}
