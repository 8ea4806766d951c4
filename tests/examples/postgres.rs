//! A PostgreSQL server with an empty database, for tests in other languages: prints its address, and stops it when standard input ends.

use std::io::{Read, Write, stdin, stdout};

use conformance::postgres;

fn main() {
    let Some(address) = postgres::database() else { return };
    println!("{address}");
    stdout().flush().expect("somebody reads the address");
    stdin().read_to_end(&mut Vec::new()).expect("standard input can be read");
}
