//! Why a command stopped: a code, what is wrong, what to do, and the exit code that follows.

use std::fmt::Display;
use std::io;
use std::path::Path;

use betterwork::{Error, ErrorKind, one_line};
use betterwork_exchange::publish::{PlaceError, PublishError};
use betterwork_exchange::star::StarError;
use betterwork_exchange::store::StoreError;
use betterwork_exchange::suppliers::SuppliersError;
use betterwork_exchange::sync::SyncError;
use betterwork_exchange::transport::{TransportError, TransportFault};
use serde_json::json;

use crate::exit::Exit;
use crate::output::{self, ERROR, HELP, Voice};

/// The result of every command and its parts.
pub(crate) type Result<T, E = Failure> = std::result::Result<T, E>;

/// Why a command stopped.
#[derive(Debug)]
pub(crate) struct Failure {
    /// A code of the format, or one of ours for files and arguments.
    code: &'static str,
    message: String,
    advice: Option<String>,
    exit: Exit,
    /// Whoever reads our output has closed it: nothing is left to say, and to nobody.
    quiet: bool,
}

impl Failure {
    /// Makes a failure of the format: `subject` (a file) is not what it should be.
    pub(crate) fn refused(subject: &str, error: &Error) -> Self {
        Failure::from_kind(error.kind(), format!("{subject}: {error}"))
    }

    /// Makes a failure of the format without an [`Error`].
    pub(crate) fn from_kind(kind: ErrorKind, message: String) -> Self {
        Failure { code: kind.code(), message, advice: Some(kind.advice().to_owned()), exit: Exit::NotVerified, quiet: false }
    }

    /// Makes a failure of the arguments.
    pub(crate) fn usage(message: impl Display) -> Self {
        Failure { code: "usage", message: message.to_string(), advice: None, exit: Exit::Usage, quiet: false }
    }

    /// Makes a failure of a file or folder.
    pub(crate) fn input_output(code: &'static str, message: impl Display) -> Self {
        Failure { code, message: message.to_string(), advice: None, exit: Exit::InputOutput, quiet: false }
    }

    /// Makes the failure that a file or folder cannot be read.
    pub(crate) fn unreadable(path: &Path, error: &io::Error) -> Self {
        let path = path.display();
        if error.kind() == io::ErrorKind::NotFound {
            return Failure::input_output("not_found", format!("there is no file or folder `{path}`"));
        }
        Failure::input_output("unreadable", format!("cannot read `{path}`: {}", plain(error)))
    }

    /// Makes the failure that a file is there which is never overwritten.
    pub(crate) fn exists(path: &Path) -> Self {
        Failure::input_output("exists", format!("`{}` is there already and is never overwritten", path.display()))
            .advise("choose another name, or move the old file away")
    }

    /// Makes the failure that a file or folder cannot be written.
    pub(crate) fn unwritable(path: &Path, error: &io::Error) -> Self {
        Failure::input_output("unwritable", format!("cannot write `{}`: {}", path.display(), plain(error)))
    }

    /// Makes the failure that standard output cannot be written; quiet where the reader has just gone.
    pub(crate) fn output(error: &io::Error) -> Self {
        let quiet = error.kind() == io::ErrorKind::BrokenPipe;
        Failure { quiet, ..Failure::input_output("unwritable", format!("cannot write the output: {}", plain(error))) }
    }

    /// Says what to do about it.
    pub(crate) fn advise(self, advice: impl Into<String>) -> Self {
        Failure { advice: Some(advice.into()), ..self }
    }

    pub(crate) fn code(&self) -> &'static str {
        self.code
    }

    pub(crate) fn exit(&self) -> Exit {
        self.exit
    }

    /// Returns the failure as it stands in `--json` output.
    pub(crate) fn to_json(&self) -> serde_json::Value {
        match &self.advice {
            Some(advice) => json!({"code": self.code, "message": self.message, "advice": advice}),
            None => json!({"code": self.code, "message": self.message}),
        }
    }

    /// Says the failure: on standard error for people, on standard output as JSON.
    pub(crate) fn report(&self, voice: Voice) {
        if self.quiet {
            return;
        }
        if voice == Voice::Json {
            // What cannot be said to standard output is said by the exit code.
            let _ = output::print_json(&json!({"error": self.to_json()}));
            return;
        }
        let mut text = format!("{ERROR}error:{ERROR:#} {}", one_line(&self.message));
        if self.exit == Exit::NotVerified {
            text.push_str(&format!(" [{}]", self.code));
        }
        if let Some(advice) = &self.advice {
            text.push_str(&format!("\n{HELP}help:{HELP:#} {advice}"));
        }
        output::complain(&text);
    }
}

/// A fault of a document that no file is to blame for.
impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure::from_kind(error.kind(), error.to_string())
    }
}

/// A STAR export that cannot be read is a matter of files; one that cannot be signed, of the format.
impl From<StarError> for Failure {
    fn from(error: StarError) -> Self {
        match &error {
            StarError::NotIssued { source, .. } => Failure::from_kind(source.kind(), error.to_string()),
            _ => Failure::input_output(error.code(), &error),
        }
    }
}

/// A store that does not work is a matter of files; a trust list that does not, of the format.
impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match &error {
            StoreError::Trust(source) => Failure::from_kind(source.kind(), error.to_string()),
            _ => Failure::input_output(error.code(), &error),
        }
    }
}

/// What cannot be published is a matter of files, unless a document is to blame.
impl From<PublishError> for Failure {
    fn from(error: PublishError) -> Self {
        match (&error, error.kind()) {
            (_, Some(kind)) => Failure::from_kind(kind, error.to_string()),
            (PublishError::Place(PlaceError::Busy { .. }), _) => Failure::input_output("exchange_busy", &error),
            (PublishError::Place(PlaceError::BadAddress { .. }), _) => Failure::usage(&error),
            (PublishError::Place(PlaceError::Unreadable { .. }), _) => Failure::input_output("unreadable", &error),
            (PublishError::Place(_), _) => Failure::input_output("unwritable", &error),
            _ => Failure { exit: Exit::NotVerified, ..Failure::input_output("refused", &error) },
        }
    }
}

/// A place that cannot be opened is a matter of files or of arguments.
impl From<PlaceError> for Failure {
    fn from(error: PlaceError) -> Self {
        PublishError::from(error).into()
    }
}

/// A file of an exchange that cannot be read is a matter of files.
impl From<TransportError> for Failure {
    fn from(error: TransportError) -> Self {
        let failure = Failure::input_output(error.code(), &error);
        match error.kind {
            TransportFault::Forbidden => {
                failure.advise("the token comes from the environment: BETTERWORK_TOKEN, or what `--token-env` names")
            }
            _ => failure,
        }
    }
}

/// A sync that stops for a document or a log stops for a rule of the format; else for a file.
impl From<SyncError> for Failure {
    fn from(error: SyncError) -> Self {
        if let Some(kind) = error.kind() {
            return Failure::from_kind(kind, error.to_string());
        }
        let failure = Failure::input_output(error.code(), &error);
        match error {
            SyncError::Transport(error) => error.into(),
            SyncError::Store(error) => error.into(),
            SyncError::RolledBack { .. } | SyncError::Forked { .. } => {
                let failure = failure.advise("show both checkpoints to the publisher: `betterwork log evidence`");
                Failure { exit: Exit::NotVerified, ..failure }
            }
            SyncError::Damaged { .. } | SyncError::BadList { .. } => {
                failure.advise("the publisher finds what is wrong with `publish check`")
            }
            SyncError::BadSubscriber { .. } => Failure::usage(&error),
            SyncError::NoSubscriber { .. } => failure.advise("check `--subscriber` and the token"),
            SyncError::NotAnExchange { .. } => failure.advise("check the address: it is the folder that holds `checkpoint`"),
            _ => failure,
        }
    }
}

/// A list of suppliers that cannot be read is a matter of files.
impl From<SuppliersError> for Failure {
    fn from(error: SuppliersError) -> Self {
        match &error {
            SuppliersError::Unreadable { path, source } => Failure::unreadable(path, source),
            _ => Failure::input_output(error.code(), &error),
        }
    }
}

/// What the operating system says, without its number.
pub(crate) fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    let words = text.split_once(" (os error").map_or(text.as_str(), |(words, _)| words);
    let mut characters = words.chars();
    characters.next().map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
}
