//! Exit codes: what the shell learns.

use std::process::ExitCode;

use betterwork::{Standing, StandingValue};

/// How a command ended; the numbers are documented in `--help` and never change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done; a report is genuine and not known to be withdrawn.
    Done = 0,
    /// Not verified, or refused by a rule of the format: the code says which.
    NotVerified = 1,
    /// The arguments do not make sense.
    Usage = 2,
    /// A file, a folder, a database or the terminal did not do its part.
    InputOutput = 3,
    /// Genuine, and superseded, suspended or revoked; or of unknown standing where `--require-status` asks for it.
    Withdrawn = 4,
}

/// The part of `--help` that says the exit codes.
pub(crate) const HELP: &str = "\
Exit codes:
  0  done; a report is genuine and not known to be withdrawn
  1  not verified, or refused by a rule of the format: the code says why
  2  the arguments do not make sense
  3  a file, a folder or a database cannot be read or written
  4  genuine, but superseded, suspended or revoked;
     or its standing is unknown, and --require-status asks for it";

/// Whether a report's standing must be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StatusDemand {
    Required,
    Optional,
}

impl Exit {
    /// Returns what a genuine report's standing means for the shell.
    pub(crate) fn of_standing(standing: &Standing, demand: StatusDemand) -> Self {
        match standing.value {
            StandingValue::Valid => Exit::Done,
            StandingValue::Unknown if demand == StatusDemand::Optional => Exit::Done,
            _ => Exit::Withdrawn,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
    }
}
