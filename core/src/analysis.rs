//! What follows from verified reports; pure, and never stored in a signed document.

pub mod anonymise;
mod choices;
pub mod crosswalk;
pub mod decision;
pub mod diff;
pub(crate) mod document;
pub mod export;
mod point_id;
pub mod policy;
pub mod portfolio;
pub mod rates;
pub mod rows;
pub mod suppliers;
pub mod table;

pub use crosswalk::Crosswalk;
pub use decision::{Context, Decision, decide};
pub use point_id::PointId;
pub use policy::Policy;
