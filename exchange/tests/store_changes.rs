//! What changed since when, and the views that an ERP asks.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "test code")]

mod common;

mod in_sqlite {
    use crate::common::in_sqlite as folder;
    include!("cases/store_changes.rs");
}

#[cfg(feature = "postgres")]
mod in_postgres {
    use crate::common::in_postgres as folder;
    include!("cases/store_changes.rs");
}
