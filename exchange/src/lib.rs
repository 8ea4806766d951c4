//! Moving and keeping reports: the STAR export reader, the store, and files of rows.

pub mod sink;
pub mod star;
pub mod store;
