//! Rates of a store: the same as those of the reports in it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "test code")]

mod common;

mod in_sqlite {
    use crate::common::in_sqlite as folder;
    include!("cases/store_rates.rs");
}

#[cfg(feature = "postgres")]
mod in_postgres {
    use crate::common::in_postgres as folder;
    include!("cases/store_rates.rs");
}
