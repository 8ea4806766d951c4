//! The `betterwork` command.
fn main() {}
