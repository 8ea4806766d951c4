//! Why a STAR export cannot be read or signed at all: a closed set of reasons, each with a stable code.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// Why reading or signing a STAR export stopped.
///
/// A single bad row is no such reason: it stands in the [`Summary`](super::Summary) with its file, line and column.
#[derive(Debug)]
#[non_exhaustive]
pub enum StarError {
    /// The export's directory does not exist or is something else.
    NotADirectory {
        /// What was named.
        path: PathBuf,
    },
    /// The directory has no `star-assessments.csv`.
    FileMissing {
        /// The file that was looked for.
        path: PathBuf,
    },
    /// The operating system refused to read a file.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// A file is empty, or has a header and no rows.
    EmptyFile {
        /// The file.
        path: PathBuf,
    },
    /// A file is not UTF-8.
    NotUtf8 {
        /// The file.
        path: PathBuf,
        /// The row that is not, as the line where it begins.
        line: u64,
    },
    /// The first line of a file lacks a column that is read.
    WrongHeader {
        /// The file.
        path: PathBuf,
        /// The column that is missing.
        column: &'static str,
        /// The header that was found, shortened.
        found: String,
    },
    /// The first line of a file has a column that is read twice.
    RepeatedColumn {
        /// The file.
        path: PathBuf,
        /// The column.
        column: &'static str,
        /// Where it stands, counted from 1.
        places: (u64, u64),
    },
    /// A row is longer than any row of an export can be.
    RowTooLong {
        /// The file.
        path: PathBuf,
        /// The line where the row begins.
        line: u64,
    },
    /// An index of the status list that is taken, or beyond its end.
    StatusIndex {
        /// The index.
        index: u64,
    },
    /// Core refused to sign a report.
    NotIssued {
        /// Id of the assessment, the export's `Quest.ID`.
        assessment: String,
        /// Why.
        source: betterwork::Error,
    },
}

impl StarError {
    /// Returns the stable code: snake_case.
    pub fn code(&self) -> &'static str {
        match self {
            StarError::NotADirectory { .. } => "not_a_directory",
            StarError::FileMissing { .. } => "file_missing",
            StarError::Unreadable { .. } => "unreadable",
            StarError::EmptyFile { .. } => "empty_file",
            StarError::NotUtf8 { .. } => "not_utf8",
            StarError::WrongHeader { .. } => "wrong_header",
            StarError::RepeatedColumn { .. } => "repeated_column",
            StarError::RowTooLong { .. } => "row_too_long",
            StarError::StatusIndex { .. } => "status_index",
            StarError::NotIssued { .. } => "not_issued",
        }
    }
}

impl fmt::Display for StarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StarError::NotADirectory { path } if path.exists() => {
                write!(f, "`{}` is not a directory: name the one that holds `star-assessments.csv`", path.display())
            }
            StarError::NotADirectory { path } => write!(f, "there is no directory `{}`", path.display()),
            StarError::FileMissing { path } => write!(f, "there is no file `{}`, and a STAR export needs one", path.display()),
            StarError::Unreadable { path, source } => write!(f, "cannot read `{}`: {source}", path.display()),
            StarError::EmptyFile { path } => write!(f, "`{}` has no rows", path.display()),
            StarError::NotUtf8 { path, line } => {
                write!(f, "`{}` line {line} is not UTF-8: export the file again as CSV in UTF-8", path.display())
            }
            StarError::WrongHeader { path, column, found } => {
                write!(f, "`{}` line 1 has no column `{column}`; the header found is `{found}`", path.display())
            }
            StarError::RepeatedColumn { path, column, places: (one, other) } => {
                write!(f, "`{}` line 1 has the column `{column}` twice, as columns {one} and {other}: leave one", path.display())
            }
            StarError::RowTooLong { path, line } => {
                write!(f, "`{}` line {line} begins a row of more than 1 MiB: a quotation mark may not be closed", path.display())
            }
            StarError::StatusIndex { index } => {
                write!(f, "index {index} of the status list was given out before, or the list has no such index: begin at a free one")
            }
            StarError::NotIssued { assessment, source } => write!(f, "the report of assessment `{assessment}` was not signed: {source}"),
        }
    }
}

impl std::error::Error for StarError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            StarError::Unreadable { source, .. } => Some(source),
            StarError::NotIssued { source, .. } => Some(source),
            _ => None,
        }
    }
}
