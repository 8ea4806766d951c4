//! What a store remembers of trust and status lists, and what a newer trust list takes back.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod common;

mod in_sqlite {
    use crate::common::in_sqlite as folder;
    include!("cases/store_memory.rs");
}

#[cfg(feature = "postgres")]
mod in_postgres {
    use crate::common::in_postgres as folder;
    include!("cases/store_memory.rs");
}
