//! The exchange: published, synced, and what happens when something goes wrong between the two.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

#[cfg(feature = "cloud")]
mod cloud;
#[path = "../common/mod.rs"]
mod common;
mod damage;
mod failing;
mod http;
mod interrupted;
mod mixed;
mod notify;
#[cfg(feature = "postgres")]
mod postgres;
mod publishing;
mod split;
mod statements;
mod syncing;
mod trust;
mod world;
