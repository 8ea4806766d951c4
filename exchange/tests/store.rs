//! What becomes of reports in a store: rows, revisions, copies, quarantine, standing.

mod common;

mod in_sqlite {
    use crate::common::in_sqlite as folder;
    include!("cases/store.rs");
}

#[cfg(feature = "postgres")]
mod in_postgres {
    use crate::common::in_postgres as folder;
    include!("cases/store.rs");
}
