//! What follows from verified reports; pure, and never stored in a signed document.

mod choices;
pub mod crosswalk;
pub mod decision;
mod document;
mod point_id;
pub mod policy;
pub mod portfolio;
pub mod rows;
pub mod suppliers;

pub use crosswalk::Crosswalk;
pub use decision::{Context, Decision, decide};
pub use point_id::PointId;
pub use policy::Policy;
