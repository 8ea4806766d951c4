//! What crosses the border back: the exception for an error, days, instants, JSON.

use betterwork::{ErrorKind, Timestamp};

/// An answer for Kotlin: a value, or an exception.
pub(crate) type Answer<T> = Result<T, Refusal>;

macro_rules! refusals {
    ($($kind:ident,)*) => {
        /// Why a document was refused: one variant for each code of the format.
        #[derive(Debug, uniffi::Error)]
        pub enum Refusal {
            $(
                /// The code of the same name.
                $kind {
                    /// The stable code.
                    code: String,
                    /// What is wrong, for people.
                    detail: String,
                    /// The member that is meant; empty where it is the whole document.
                    path: String,
                    /// What the reader can do about it.
                    advice: String,
                },
            )*
        }

        /// Turns core's error into the exception: the one place where this happens.
        impl From<betterwork::Error> for Refusal {
            fn from(error: betterwork::Error) -> Self {
                let kind = error.kind();
                let (code, detail) = (kind.code().to_owned(), error.to_string());
                let (path, advice) = (error.path().to_owned(), kind.advice().to_owned());
                match kind { $(ErrorKind::$kind => Refusal::$kind { code, detail, path, advice },)* }
            }
        }
    };
}

refusals! {
    Malformed, TooLarge, WrongDocument, UnsupportedVersion, UnsupportedAlgorithm, UnknownKey, KeyNotValid, NotAuthorised, BadSignature,
    BadDisclosure, Inconsistent, NotYetValid, TrustExpired, TrustRollback, StatusStale, StatusRollback, StatusMismatch,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for Refusal {}

/// A day, written as RFC 3339 full-date; `java.time.LocalDate` on the other side.
#[derive(Clone, Debug)]
pub struct CalendarDay(String);

uniffi::custom_newtype!(CalendarDay, String);

impl CalendarDay {
    /// Reads the day.
    pub(crate) fn day(&self) -> Answer<betterwork::Day> {
        Ok(betterwork::Day::parse(&self.0)?)
    }
}

/// Reads the time of a question: seconds since 1970, as the format counts. A plain number crosses the border for nothing.
pub(crate) fn timestamp(seconds: i64) -> Timestamp {
    Timestamp::from_seconds(seconds)
}

/// Writes a result as JSON text.
#[expect(clippy::expect_used, reason = "results are made of texts, numbers and lists of them, and each has a vector")]
pub(crate) fn json(result: &impl serde::Serialize) -> String {
    serde_json::to_string(result).expect("a result can be written")
}
