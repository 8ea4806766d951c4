//! Moving and keeping reports: the STAR export reader, the store and what a buyer asks it, files of rows.

pub mod portfolio;
pub mod sink;
pub mod star;
pub mod store;
pub mod suppliers;
