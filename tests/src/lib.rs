//! Conformance: synthetic samples, the vectors' generator and their runner.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::expect_used, clippy::panic, reason = "this crate is test code")]

pub mod decisions;
pub mod forge;
pub mod fuzzing;
pub mod moto;
pub mod nginx;
mod outcome;
pub mod pages;
pub mod postgres;
pub mod published_log;
pub mod sample;
mod scenarios;
pub mod vector;

pub use scenarios::generate;
