//! Events: what an entry of the log says. No facility, no name, no finding.

use std::sync::Arc;

use crate::digest::Digest;
use crate::error::{Error, ErrorKind, Result};
use crate::json::{self, object};
use crate::report::Country;
use crate::report::codes::codes;
use crate::text::Text;
use crate::time::Timestamp;

/// The longest event record, in bytes.
pub const MAX_EVENT_BYTES: usize = 1_023;

codes! {
    /// What happened to a document.
    pub enum EventKind {
        /// A report came out.
        Issued = "issued",
        /// A correction or a later assessment took a report's place.
        Superseded = "superseded",
        /// A report is not to be relied on for now.
        Suspended = "suspended",
        /// A suspended report stands again.
        Reinstated = "reinstated",
        /// A report was taken back.
        Revoked = "revoked",
        /// Somebody said something of a report.
        Statement = "statement",
    }
}

object! {
    /// One entry of the log. The members stand in an order in which a bundle of them compresses well.
    pub struct Event {
        /// What happened.
        required event: EventKind,
        /// The country of the facility.
        optional country: Option<Country>,
        /// When it was announced.
        required at: Timestamp,
        /// The kind of report.
        optional vct: Option<Text>,
        /// Its revision.
        optional revision: Option<u64>,
        /// The report.
        optional jti: Option<Text>,
        /// The document.
        required digest: Digest,
    }
}

impl Event {
    /// Announces something about a report.
    pub fn of_report(event: EventKind, at: Timestamp, digest: Digest, report: (Country, Text, u64, Text)) -> Self {
        let (country, vct, revision, jti) = report;
        let mut event = Event::new(event, at, digest);
        (event.country, event.vct, event.revision, event.jti) = (Some(country), Some(vct), Some(revision), Some(jti));
        event
    }

    /// Announces a statement: its digest alone.
    pub fn of_statement(at: Timestamp, digest: Digest) -> Self {
        Event::new(EventKind::Statement, at, digest)
    }

    /// Reads an entry. An event of another kind than the known ones is kept as it is.
    ///
    /// # Errors
    /// `too_large`; `malformed` where it is not strict JSON, lacks what its kind needs, or says more of a statement than it may.
    pub fn read(record: &[u8]) -> Result<Self> {
        if record.len() > MAX_EVENT_BYTES {
            let message = format!("the event has {} bytes, at most {MAX_EVENT_BYTES} are allowed", record.len());
            return Err(Error::new(ErrorKind::TooLarge, message));
        }
        let malformed = |message: &str| Error::new(ErrorKind::Malformed, message.to_owned());
        let text = std::str::from_utf8(record).map_err(|_| malformed("the event is not UTF-8"))?;
        let event: Event = json::read(&Arc::new(text.to_owned()))?;
        event.check()?;
        Ok(event)
    }

    /// Writes the entry.
    ///
    /// # Errors
    /// As [`Event::read`].
    pub fn to_record(&self) -> Result<Vec<u8>> {
        let record = serde_json::to_vec(self).map_err(|error| Error::new(ErrorKind::Malformed, error.to_string()))?;
        Event::read(&record)?;
        Ok(record)
    }

    fn check(&self) -> Result<()> {
        let report = [self.country.is_some(), self.vct.is_some(), self.revision.is_some(), self.jti.is_some()];
        let message = match &self.event {
            EventKind::Statement if report.contains(&true) => "an event about a statement says nothing but its digest and when",
            EventKind::Statement | EventKind::Other(_) => return Ok(()),
            _ if report.contains(&false) => "an event about a report has `country`, `vct`, `revision` and `jti`",
            _ => return Ok(()),
        };
        Err(Error::new(ErrorKind::Malformed, message))
    }
}
