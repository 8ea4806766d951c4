//! The border to Python: each function converts, calls core once, and converts.
//!
//! Results cross it as JSON text, verified documents as handles that nothing but verification makes, errors as the
//! exception of their code. `betterwork/` is the Python side, and the only caller: nobody else sees these functions.
#![forbid(unsafe_code)]

mod analysis;
mod answer;
mod arrow;
mod columns;
mod log;
mod many;
mod report;
mod signing;
mod statement;
mod status;
mod store;
mod sync;
mod tables;
mod trust;
mod watch;

use pyo3::prelude::*;

/// What the Python side of `betterwork` calls.
#[pymodule]
mod _native {
    #[pymodule_export]
    use crate::analysis::{decide, diff, rates};
    #[pymodule_export]
    use crate::arrow::{Columns, Rows};
    #[pymodule_export]
    use crate::log::{open_checkpoint, verify_inclusion_proof};
    #[pymodule_export]
    use crate::many::verify_batch;
    #[pymodule_export]
    use crate::report::{ProgressReport, Report, longest_input, redact, verify, verify_progress_report};
    #[pymodule_export]
    use crate::signing::{issue, issue_progress_report, issue_statement};
    #[pymodule_export]
    use crate::statement::{Statement, verify_statement};
    #[pymodule_export]
    use crate::status::StatusLists;
    #[pymodule_export]
    use crate::store::{Store, store_columns};
    #[pymodule_export]
    use crate::sync::sync;
    #[pymodule_export]
    use crate::tables::{columns_of, rows_of, verify_rows};
    #[pymodule_export]
    use crate::trust::TrustList;
}
