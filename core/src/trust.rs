//! Who may say it: the trust list and how it is updated; whether it still stands: status lists.

mod envelope;
mod list;
mod payload;
mod root;
mod status;
mod status_payload;

pub use list::{Pin, TrustList, sign_trust_list};
pub use payload::{Entity, EntityRole, Feed, Key, KeyState, KeyUse, Purpose, Root, TrustListPayload};
pub use status::{StatusDraft, StatusList, StatusLists, StatusValue};

pub(crate) use list::Signatory;
#[cfg(feature = "schema")]
pub(crate) use status_payload::StatusPayload;

/// The largest trust list, in bytes.
pub const MAX_TRUST_LIST_BYTES: usize = 1024 * 1024;

/// The most signatures of a trust list: each may cost a pass over its payload.
pub const MAX_SIGNATURES: usize = 64;

/// The largest status list, in bytes after inflating.
pub const MAX_STATUS_LIST_BYTES: usize = 1024 * 1024;

/// The longest life of a status list, in seconds: 14 days.
pub const MAX_STATUS_SECONDS: i64 = 14 * 86_400;

/// How far the clocks of signer and reader may differ, in seconds.
pub const CLOCK_SKEW_SECONDS: i64 = 300;
