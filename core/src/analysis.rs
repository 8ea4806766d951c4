//! What follows from verified reports; pure, and never stored in a signed document.

pub mod diff;
pub mod rates;
pub mod rows;
