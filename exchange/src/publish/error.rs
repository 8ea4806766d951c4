//! Why something could not be published: one sentence each.

use std::fmt;

use betterwork::{Error, ErrorKind};

use super::place::{Place, PlaceError};

/// Why something could not be published. Unless [`super::Publisher::commit`] says it, nothing was written.
#[derive(Debug)]
#[non_exhaustive]
pub enum PublishError {
    /// The place cannot be read or written, or another publisher is at work.
    Place(PlaceError),
    /// A document or key is not what it must be.
    Document {
        /// Which, for people.
        name: String,
        /// Why.
        source: Error,
    },
    /// What was asked for makes no sense here.
    Refused {
        /// What and why, and what to do about it.
        message: String,
    },
}

/// The result of every fallible function of publishing.
pub type Result<T, E = PublishError> = std::result::Result<T, E>;

impl PublishError {
    pub(super) fn of_file(place: &dyn Place, path: &str, source: Error) -> Self {
        PublishError::Document { name: format!("{}/{path}", place.address()), source }
    }

    pub(super) fn missing(place: &dyn Place, path: &str) -> Self {
        let message = format!("`{}` has no `{path}`: it is no exchange, or a damaged one", place.address());
        PublishError::Refused { message }
    }

    pub(super) fn refused(message: impl Into<String>) -> Self {
        PublishError::Refused { message: message.into() }
    }

    /// Returns the code of the format, where a document is to blame.
    pub fn kind(&self) -> Option<ErrorKind> {
        match self {
            PublishError::Document { source, .. } => Some(source.kind()),
            _ => None,
        }
    }
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PublishError::Place(error) => error.fmt(f),
            PublishError::Document { name, source } => write!(f, "`{name}`: {source}"),
            PublishError::Refused { message } => f.write_str(message),
        }
    }
}

impl std::error::Error for PublishError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            PublishError::Place(error) => Some(error),
            PublishError::Document { source, .. } => Some(source),
            PublishError::Refused { .. } => None,
        }
    }
}

impl From<PlaceError> for PublishError {
    fn from(error: PlaceError) -> Self {
        PublishError::Place(error)
    }
}

impl From<Error> for PublishError {
    fn from(source: Error) -> Self {
        PublishError::Document { name: "the log".to_owned(), source }
    }
}
