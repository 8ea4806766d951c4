//! The STAR reader from outside: its traps, its bad input, the bundled export, and what is signed of it.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "helpers of tests fail as tests do")]

mod bad_input;
mod bundled;
mod cost;
mod enterprises;
mod evidence;
mod folder;
mod issuing;
mod traps;
