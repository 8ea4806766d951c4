//! How the files of an exchange are read: from a web server or from a folder, with limits and a clear complaint.

mod encoding;
mod folder;
pub(crate) mod http;
mod retry;

use std::fmt;

pub use folder::FolderTransport;
pub use http::{Credential, HttpTransport};
use reqwest::blocking::ClientBuilder;
pub use retry::Patience;

/// Where the files of an exchange come from; a host may bring its own.
pub trait Transport: Send + Sync + fmt::Debug {
    /// Reads the file at `path`, relative to the exchange, of at most `limit` bytes.
    ///
    /// `known` is the version of the file that the caller has, as an earlier answer named it: where that is still the
    /// newest, the answer is [`Answer::Unchanged`]. A transport that knows no versions reads the file again.
    ///
    /// # Errors
    /// [`TransportError`], after as many attempts as make sense.
    fn get(&self, path: &str, limit: usize, known: Option<&str>) -> Result<Answer, TransportError>;

    /// Returns the address, for people and for telling exchanges apart; it holds no secret.
    fn address(&self) -> &str;
}

/// Reaches an exchange by what a person calls it: `https://…`, `file://…`, or a folder.
///
/// `client` begins the HTTP client of the host, where one is needed.
///
/// # Errors
/// As [`HttpTransport::new`] and [`FolderTransport::new`].
pub fn reach(exchange: &str, client: impl FnOnce() -> ClientBuilder, credential: Option<Credential>) -> Result<Box<dyn Transport>> {
    // RFC 8089 §2: no host, or this one.
    let path =
        exchange.strip_prefix("file://").map(|rest| rest.strip_prefix("localhost").filter(|path| path.starts_with('/')).unwrap_or(rest));
    match path {
        Some(path) => Ok(Box::new(FolderTransport::new(path)?)),
        None if !exchange.contains("://") => Ok(Box::new(FolderTransport::new(exchange)?)),
        None => Ok(Box::new(HttpTransport::new(client(), exchange, credential, Patience::default())?)),
    }
}

/// What a transport says of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The file is the one that the caller has.
    Unchanged,
    /// The file.
    File {
        /// Its content, decompressed.
        bytes: Vec<u8>,
        /// How many bytes of it came over the wire.
        wire_bytes: u64,
        /// Its version, to be passed as `known` the next time.
        version: Option<String>,
    },
}

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransportError {
    /// What is wrong.
    pub kind: TransportFault,
    /// The address of the file.
    pub address: String,
    /// What the other side or the operating system says, in a few words.
    pub reason: String,
}

/// What can be wrong with reading a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportFault {
    /// There is no such file (404, 410).
    NotFound,
    /// The credential is missing, wrong, or not good for this file (401, 403).
    Forbidden,
    /// The server cannot be reached, or the connection broke.
    Unreachable,
    /// The secure connection cannot be made.
    Tls,
    /// The answer took too long.
    TimedOut,
    /// The server answered with a fault of its own, or asked to come back later.
    ServerFault,
    /// The server sends the client to another host.
    Redirected,
    /// The file is larger than a file of its kind may be.
    TooLarge,
    /// The answer is cut short or wrongly compressed.
    Damaged,
    /// The file is there and cannot be read.
    Unreadable,
    /// The address is none.
    BadAddress,
}

impl TransportError {
    pub(crate) fn new(kind: TransportFault, address: impl Into<String>, reason: impl Into<String>) -> Self {
        TransportError { kind, address: address.into(), reason: reason.into() }
    }

    /// Returns the reason, for programs.
    pub fn code(&self) -> &'static str {
        match self.kind {
            TransportFault::NotFound => "not_found",
            TransportFault::Forbidden => "forbidden",
            TransportFault::Tls => "tls",
            TransportFault::BadAddress => "bad_address",
            TransportFault::TooLarge => "too_large",
            _ => "unreachable",
        }
    }

    /// Returns whether another attempt may succeed.
    pub fn is_passing(&self) -> bool {
        use TransportFault as Fault;
        matches!(self.kind, Fault::Unreachable | Fault::TimedOut | Fault::ServerFault | Fault::Damaged)
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let TransportError { kind, address, reason } = self;
        match kind {
            TransportFault::NotFound => write!(f, "there is no `{address}`"),
            TransportFault::Forbidden => {
                write!(f, "the server does not let us read `{address}`: {reason}")
            }
            TransportFault::Unreachable => write!(f, "cannot reach `{address}`: {reason}"),
            TransportFault::Tls => write!(f, "no secure connection to `{address}`: {reason}"),
            TransportFault::TimedOut => write!(f, "`{address}` took too long: {reason}"),
            TransportFault::ServerFault => write!(f, "the server of `{address}` is not well: {reason}"),
            TransportFault::Redirected => write!(f, "`{address}` sends us to another host, which is refused: {reason}"),
            TransportFault::TooLarge => write!(f, "`{address}` is larger than such a file may be: {reason}"),
            TransportFault::Damaged => write!(f, "`{address}` came damaged: {reason}"),
            TransportFault::Unreadable => write!(f, "cannot read `{address}`: {reason}"),
            TransportFault::BadAddress => write!(f, "`{address}` is not the address of an exchange: {reason}"),
        }
    }
}

impl std::error::Error for TransportError {}

/// The result of reading a file.
pub(crate) type Result<T, E = TransportError> = std::result::Result<T, E>;

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_folder_may_be_named_as_an_address() {
        let here = std::env::current_dir().unwrap();
        let path = here.display();
        for exchange in [format!("{path}"), format!("file://{path}"), format!("file://localhost{path}")] {
            assert_eq!(reach(&exchange, ClientBuilder::new, None).unwrap().address(), path.to_string(), "{exchange}");
        }
        assert_eq!(reach("file://elsewhere/exchange", ClientBuilder::new, None).unwrap_err().kind, TransportFault::BadAddress);
    }
}
