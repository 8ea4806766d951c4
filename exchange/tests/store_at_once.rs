//! Programs that use one store at once: writers take turns, readers miss nothing.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "test code")]

mod common;

mod in_sqlite {
    use crate::common::in_sqlite as folder;
    include!("cases/store_at_once.rs");
}

#[cfg(feature = "postgres")]
mod in_postgres {
    use crate::common::in_postgres as folder;
    include!("cases/store_at_once.rs");
}
