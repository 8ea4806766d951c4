//! Factory labour-standards reports that carry their own proof.
#![forbid(unsafe_code)]

pub mod analysis;
mod ascii;
mod bundle;
mod checkpoint;
mod digest;
mod error;
mod frames;
mod identify;
mod inflate;
mod issue;
mod json;
mod jwk;
pub mod log;
mod redact;
pub mod report;
#[cfg(feature = "schema")]
pub mod schema;
pub mod seal;
mod statement;
mod text;
mod time;
pub mod trust;
#[cfg(target_feature = "simd128")]
mod vector;
mod verify;

// The public interface is:
pub use bundle::{Bundle, Held, MAX_BUNDLE_BYTES, MAX_BUNDLED, VerifiedBundle};
pub use digest::Digest;
pub use error::{Error, ErrorKind, Result};
pub use frames::{FrameCollector, MAX_FRAMES, to_frames};
pub use identify::{DocumentKind, Identity, identify};
pub use issue::issue;
pub use json::Unknown;
pub use jwk::Jwk;
pub use redact::{MemberPath, View, redact};
pub use statement::{MAX_STATEMENT_BYTES, Speaker, VerifiedStatement, issue_statement, verify_statement};
pub use text::{Text, one_line};
pub use time::{Day, Timestamp};
pub use verify::{
    Against, Age, Disclosure, PublicationState, Signer, Standing, StandingValue, Verified, VerifiedOutline, VerifiedProgressReport,
    VerifiedReport, Warning, verify, verify_outline, verify_progress_report,
};
