//! The clock, which nothing but this program reads; and instants as people write them.

use std::time::{SystemTime, UNIX_EPOCH};

use betterwork::{Day, Timestamp};

use crate::failure::{Failure, Result};

/// The instant for which a command works: the option `--at`, or now.
#[derive(clap::Args, Clone, Copy, Debug)]
pub(crate) struct Instant {
    /// Work as of this instant, or the start of this day (UTC), instead of now
    #[arg(long, value_name = "INSTANT", value_parser = instant)]
    at: Option<Timestamp>,
}

impl Instant {
    /// Returns the instant that was asked for, or now.
    pub(crate) fn resolve(self) -> Result<Timestamp> {
        match self.at {
            Some(at) => Ok(at),
            None => now(),
        }
    }
}

/// Returns now.
pub(crate) fn now() -> Result<Timestamp> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let seconds = since.ok().and_then(|since| i64::try_from(since.as_secs()).ok());
    seconds.map(Timestamp::from_seconds).ok_or_else(|| {
        Failure::input_output("clock", "the clock of this machine is set before 1970").advise("set it, or say the time with `--at`")
    })
}

/// Reads an instant, `2026-02-03T08:30:00Z`, or a day, which stands for its first instant.
pub(crate) fn instant(text: &str) -> Result<Timestamp, String> {
    Day::parse(text)
        .map(Day::start)
        .or_else(|_| Timestamp::parse(text))
        .map_err(|_| "expected a day such as `2026-02-03` or an instant such as `2026-02-03T08:30:00Z`".to_owned())
}
