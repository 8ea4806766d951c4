//! The border to Kotlin: each function converts, calls core once, and converts.
//!
//! UniFFI writes the Kotlin side of it, into `org.betterwork.internal`; `kotlin/` wraps that for users. Documents come in as
//! `&[u8]` and go out as `String`: UniFFI copies a `Vec<u8>` byte by byte, which takes longer than verifying it.

mod answer;
mod bundle;
mod frames;
mod log;
mod report;
mod status;
mod trust;
mod views;

pub use answer::{CalendarDay, Refusal};
pub use bundle::{Bundle, BundleDocuments, VerifiedBundle, longest_bundle};
pub use frames::{FrameCollector, FrameProgress, to_frames};
pub use log::{LogAnswer, LogCheck, SharedDocument, open_checkpoint, read_subscriber_list, verify_inclusion_proof};
pub use report::{
    Identity, VerifiedProgressReport, VerifiedReport, VerifiedStatement, identify, verify, verify_progress_report, verify_statement,
};
pub use status::{StatusList, StatusLists};
pub use trust::TrustList;
pub use views::{decide, diff, longest_document, redact};

#[cfg(not(target_os = "android"))]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

uniffi::setup_scaffolding!("betterwork");
