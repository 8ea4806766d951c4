//! The border to JavaScript: each function converts, calls core once, and converts.
//!
//! Results cross it as JSON text, errors as the exception that the JavaScript side makes of a code. `js/` is that side,
//! and the only caller: nobody else sees these functions.
#![forbid(unsafe_code)]

mod answer;
#[cfg(feature = "full")]
mod full;
mod json;
#[cfg(feature = "full")]
mod log;
mod report;
mod status;
mod trust;

/// The standard library's own allocator is four times as large.
#[cfg(all(target_family = "wasm", not(target_feature = "atomics")))]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

#[cfg(feature = "full")]
pub use full::{decide, diff, redact, verify_progress_report};
#[cfg(feature = "full")]
pub use log::{open_checkpoint, verify_inclusion_proof};
pub use report::{longest_input, verify, verify_statement};
pub use status::StatusLists;
pub use trust::TrustList;
