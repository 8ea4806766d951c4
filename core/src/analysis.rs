//! What follows from verified reports; pure, and never stored in a signed document.

pub mod anonymise;
pub mod export;
pub mod rows;
pub mod table;
