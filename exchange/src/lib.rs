//! Moving and keeping reports: the STAR export reader and the store.

pub mod star;
pub mod store;
