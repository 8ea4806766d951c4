//! A PostgreSQL server with an empty database, for tests in other languages: prints its address, and stops it when standard input ends.

use std::io::{self, Read, Write};

use conformance::postgres;

fn main() -> io::Result<()> {
    let Some(address) = postgres::database() else { return Ok(()) };
    println!("{address}");
    io::stdout().flush()?;
    io::stdin().read_to_end(&mut Vec::new()).map(drop)
}
