//! The one error type: a closed set of kinds, one stable code for each, the same in every language.

use std::borrow::Cow;
use std::fmt;

use crate::ascii::decimal;
use crate::text::steers;

/// The result of every fallible function of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a document was refused.
///
/// Callers match [`Error::kind`]; the text is for people and may change.
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    message: Cow<'static, str>,
    /// The member that is meant, outermost first: `report.facility.country`.
    path: String,
}

/// Writes what is said of a fault, as `format!` does: nothing in a build without words, and no code that would make it.
macro_rules! words {
    ($($words:tt)*) => {
        if cfg!(feature = "words") { format!($($words)*) } else { String::new() }
    };
}

pub(crate) use words;

macro_rules! kinds {
    ($($(#[$meta:meta])* $kind:ident = $code:literal, $advice:literal;)*) => {
        /// The closed set of reasons; each has one code, the same in every language.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum ErrorKind { $($(#[$meta])* $kind,)* }

        impl ErrorKind {
            /// Every kind, in the order of the documentation.
            pub const ALL: &'static [ErrorKind] = &[$(ErrorKind::$kind,)*];

            /// Returns the stable code: snake_case, the same in every language.
            pub fn code(self) -> &'static str {
                match self { $(ErrorKind::$kind => $code,)* }
            }

            /// Returns what the reader of the message can do about it: one sentence.
            pub fn advice(self) -> &'static str {
                match self { $(ErrorKind::$kind => $advice,)* }
            }
        }
    };
}

kinds! {
    /// The bytes are not a document of this format.
    Malformed = "malformed", "ask the sender for the signed file itself, not a print, a PDF or a copied text";
    /// A limit of the format is exceeded.
    TooLarge = "too_large", "check that this is the right file; no genuine document is this large";
    /// A genuine-looking document of another kind than the one asked for.
    WrongDocument = "wrong_document", "give this file to the command for its kind, or ask for the assessment report";
    /// A major version, or an extension that must be understood, which this program does not know.
    UnsupportedVersion = "unsupported_version", "update this program; the report may well be genuine";
    /// Signed with something else than Ed25519, or not signed.
    UnsupportedAlgorithm = "unsupported_algorithm", "do not rely on this file; genuine reports are signed with Ed25519";
    /// The trust list has no such key.
    UnknownKey = "unknown_key", "update the trust list; if the key is still unknown, do not rely on this file";
    /// The key is compromised, or was not in use when the document says it was signed.
    KeyNotValid = "key_not_valid", "ask the issuer for a report signed with a current key";
    /// The key may not sign this document.
    NotAuthorised = "not_authorised", "do not rely on this file; report it to the issuer that it names";
    /// The signature does not fit the bytes.
    BadSignature = "bad_signature", "the file was changed or damaged after signing: get it again from its source, and do not rely on this copy";
    /// A disclosure does not belong to the report or breaks the rules of what may be withheld.
    BadDisclosure = "bad_disclosure", "the parts of this file do not belong together: get it again from its source";
    /// What the document says contradicts itself.
    Inconsistent = "inconsistent", "report this file to its issuer: it contradicts itself";
    /// Signed later than now.
    NotYetValid = "not_yet_valid", "check the clock of this machine";
    /// The trust list is past its expiry.
    TrustExpired = "trust_expired", "fetch the current trust list";
    /// The trust list is older than, or not the next after, the one already held.
    TrustRollback = "trust_rollback", "fetch the trust lists in order, one version after the other";
    /// The status list is past its expiry.
    StatusStale = "status_stale", "fetch the current status list";
    /// The status list is older than one already seen.
    StatusRollback = "status_rollback", "fetch the status list again from its own address; this copy is an old one";
    /// The status list is about other reports.
    StatusMismatch = "status_mismatch", "fetch the status list that the report names";
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<Cow<'static, str>>) -> Self {
        let message = if cfg!(feature = "words") { message.into() } else { Cow::Borrowed(kind.code()) };
        Error(Box::new(Inner { kind, message, path: String::new() }))
    }

    /// Names the member that contains the fault; called from the inside out.
    pub(crate) fn within(mut self, member: &str) -> Self {
        let path = &mut self.0.path;
        let joint = if path.is_empty() || path.starts_with('[') { "" } else { "." };
        path.insert_str(0, joint);
        path.insert_str(0, member);
        self
    }

    pub(crate) fn within_item(self, index: usize) -> Self {
        self.within(&["[", &decimal(index as u64), "]"].concat())
    }

    /// Returns the reason, for programs.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Returns the member in which the fault lies (`report.facility.country`); empty where it is the whole document.
    pub fn path(&self) -> &str {
        &self.0.path
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)?;
        if self.0.path.is_empty() { Ok(()) } else { write!(f, " (in `{}`)", self.0.path) }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {self}", self.0.kind.code())
    }
}

impl std::error::Error for Error {}

/// Shortens what a document said, for a message: at most 40 characters, no control characters.
pub(crate) fn excerpt(text: &str) -> String {
    let mut short = String::new();
    for character in text.chars().take(40) {
        if character.is_ascii() || steers(character) { short.extend(character.escape_default()) } else { short.push(character) }
    }
    if text.chars().nth(40).is_some() {
        short.push('…');
    }
    short
}

/// Returns `; did you mean …` where a known word is near, or nothing; for messages.
pub(crate) fn did_you_mean<'k>(word: &str, known: impl IntoIterator<Item = &'k (impl AsRef<str> + ?Sized + 'k)>) -> String {
    const NEAR: f64 = 0.88;
    let likeness = |known: &str| strsim::jaro_winkler(word, known);
    let near = known.into_iter().map(AsRef::as_ref).filter(|known| likeness(known) >= NEAR);
    let nearest = near.max_by(|one, other| likeness(one).total_cmp(&likeness(other)));
    nearest.map_or_else(String::new, |known| format!("; did you mean `{known}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_built_from_the_inside_out() {
        let error = Error::new(ErrorKind::Malformed, "expected a string").within("question").within_item(2).within("findings");
        assert_eq!(error.to_string(), "expected a string (in `findings[2].question`)");
    }

    #[test]
    fn every_code_occurs_once() {
        let mut codes: Vec<_> = ErrorKind::ALL.iter().map(|kind| kind.code()).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), ErrorKind::ALL.len());
    }
}
