//! Moving and keeping reports: the STAR export reader, the store, and what a buyer asks it.

pub mod portfolio;
pub mod star;
pub mod store;
pub mod suppliers;
