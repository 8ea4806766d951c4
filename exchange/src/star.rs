//! STAR exports: three CSV files of the programme's system, read into unsigned reports and signed.
//!
//! [`read`] survives what real exports hold (repeated rows, obsolete factories, factories of one name, stray line ends
//! in question texts, clusters and points of other tool versions) and lists in a [`Summary`] what it dropped or changed,
//! with file, line, column and reason. What an export does not say stays absent: the end of the visit, whether it was
//! announced, the assessors, what a question rests on.

mod assessments;
mod clean;
mod coordinates;
pub(crate) mod country;
mod draft;
mod enterprises;
mod error;
mod evidence;
mod export;
mod issue;
mod options;
mod settle;
mod summary;
mod table;
mod taxonomy;
mod vocabulary;

// The public interface is:
pub use draft::{Draft, FacilityHistory};
pub use error::StarError;
pub use export::{Export, read};
pub use issue::{IssuedExport, IssuedReport, Issuing};
pub use options::{FaultyRows, Options};
pub use summary::{FileRows, Note, NoteKind, Summary};
