//! Moving and keeping reports: the STAR export reader, the exchange of static files, the store and what a buyer asks it,
//! files of rows.

pub mod compare;
pub mod layout;
pub mod notify;
pub mod portfolio;
pub mod publish;
#[cfg(feature = "sink")]
pub mod sink;
pub mod star;
pub mod store;
pub mod suppliers;
pub mod sync;
pub mod transport;
