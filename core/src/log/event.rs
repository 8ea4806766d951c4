//! Event records: what an entry of the log says. It names no facility and holds no finding.

use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::digest::Digest;
use crate::error::{Error, ErrorKind, Result, excerpt};
use crate::json::{self, ReadJson, Reader, missing, object, put};
use crate::text::Text;
use crate::time::Timestamp;

/// The most bytes of an event record.
pub const MAX_RECORD_BYTES: usize = 1_023;

/// What an entry of the log says.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Event {
    /// A report was signed, or its status changed.
    Report(ReportEvent),
    /// A statement was signed.
    Statement(StatementEvent),
    /// Something that this version does not know.
    Unknown(UnknownEvent),
}

/// What happened to a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename_all = "snake_case"))]
pub enum ReportChange {
    /// It was signed.
    Issued,
    /// A correction or a later assessment took its place.
    Superseded,
    /// It is not to be relied on for now.
    Suspended,
    /// It may be relied on again.
    Reinstated,
    /// It was taken back.
    Revoked,
}

object! {
    /// What the log says of a report: members that seldom change from one record to the next come first.
    pub struct ReportEvent {
        /// What happened.
        required event: ReportChange,
        /// The country of the facility (ISO 3166-1 alpha-2).
        required country: Text,
        /// When it happened.
        required at: Timestamp,
        /// The kind of the document.
        required vct: Text,
        /// The revision of the report.
        required revision: u64,
        /// The report: a random UUID as a URN.
        required jti: Text,
        /// The digest of the signed report.
        required digest: Digest,
    }
}

/// What the log says of a statement, and not about which report it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatementEvent {
    /// When it was published.
    pub at: Timestamp,
    /// The digest of the signed statement.
    pub digest: Digest,
}

object! {
    /// What the log says of something that this version does not know; all but the name is among the unknown members.
    pub struct UnknownEvent {
        /// What happened.
        required event: Text,
    }
}

impl Event {
    /// The name of the event of a statement.
    const STATEMENT: &'static str = "statement";

    /// Reads an event record; one of a kind that this version does not know is kept as it came.
    ///
    /// # Errors
    /// `too_large` beyond [`MAX_RECORD_BYTES`]; `malformed` where it is not strict JSON of the right shape.
    pub fn read(record: &[u8]) -> Result<Self> {
        check_length(record.len())?;
        let text = std::str::from_utf8(record).map_err(|_| Error::new(ErrorKind::Malformed, "the event record is not UTF-8"))?;
        json::read(&Arc::new(text.to_owned()))
    }

    /// Writes the event as a record: JSON without white space, its members in a fixed order.
    ///
    /// # Errors
    /// `too_large` where it has more than [`MAX_RECORD_BYTES`]; `malformed` where nobody could read it.
    pub fn to_record(&self) -> Result<Vec<u8>> {
        let record = serde_json::to_vec(self).map_err(|error| Error::new(ErrorKind::Malformed, error.to_string()))?;
        // What is published is published for good: it has to come back as it went.
        if Event::read(&record)? == *self {
            return Ok(record);
        }
        Err(Error::new(ErrorKind::Malformed, format!("the event `{}` cannot be written as a record", excerpt(self.name()))))
    }

    /// Returns the name of the event: `issued`, `statement`.
    pub fn name(&self) -> &str {
        match self {
            Event::Report(event) => event.event.name(),
            Event::Statement(_) => Event::STATEMENT,
            Event::Unknown(event) => &event.event,
        }
    }

    /// Returns when it happened, where this version can tell.
    pub fn at(&self) -> Option<Timestamp> {
        match self {
            Event::Report(event) => Some(event.at),
            Event::Statement(event) => Some(event.at),
            Event::Unknown(_) => None,
        }
    }

    /// Returns the digest of the document that it is about, where this version can tell.
    pub fn digest(&self) -> Option<Digest> {
        match self {
            Event::Report(event) => Some(event.digest),
            Event::Statement(event) => Some(event.digest),
            Event::Unknown(_) => None,
        }
    }
}

impl ReportChange {
    /// Every change, in the order of the format.
    pub const ALL: [ReportChange; 5] =
        [ReportChange::Issued, ReportChange::Superseded, ReportChange::Suspended, ReportChange::Reinstated, ReportChange::Revoked];

    /// Returns the name of the event.
    pub fn name(self) -> &'static str {
        match self {
            ReportChange::Issued => "issued",
            ReportChange::Superseded => "superseded",
            ReportChange::Suspended => "suspended",
            ReportChange::Reinstated => "reinstated",
            ReportChange::Revoked => "revoked",
        }
    }

    fn named(name: &str) -> Option<Self> {
        ReportChange::ALL.into_iter().find(|change| change.name() == name)
    }
}

impl StatementEvent {
    /// Returns the event of a statement.
    pub fn new(at: Timestamp, digest: Digest) -> Self {
        StatementEvent { at, digest }
    }
}

/// The name says which members there are.
impl ReadJson for Event {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let (mut ahead, mut event): (_, Option<Text>) = (reader.clone(), None);
        ahead.object(&mut |ahead, name| if *name == *"event" { put(&mut event, ahead, &name) } else { ahead.skip() })?;
        match event.ok_or_else(|| missing("event"))?.as_str() {
            Event::STATEMENT => StatementEvent::read(reader).map(Event::Statement),
            name if ReportChange::named(name).is_some() => ReportEvent::read(reader).and_then(with_country).map(Event::Report),
            _ => UnknownEvent::read(reader).map(Event::Unknown),
        }
    }
}

impl ReadJson for ReportChange {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let name = reader.str()?;
        ReportChange::named(&name).ok_or_else(|| reader.fault_of(&name, "is no change of a report"))
    }
}

/// A statement's record says nothing else: it would tell strangers about the report.
impl ReadJson for StatementEvent {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let (mut event, mut at, mut digest): (Option<Text>, _, _) = (None, None, None);
        reader.object(&mut |reader, name| match &*name {
            "event" => put(&mut event, reader, &name),
            "at" => put(&mut at, reader, &name),
            "digest" => put(&mut digest, reader, &name),
            other => Err(Error::new(ErrorKind::Malformed, format!("the event record of a statement has no `{}`", excerpt(other)))),
        })?;
        Ok(StatementEvent { at: at.ok_or_else(|| missing("at"))?, digest: digest.ok_or_else(|| missing("digest"))? })
    }
}

impl Serialize for Event {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Event::Report(event) => event.serialize(serializer),
            Event::Statement(event) => event.serialize(serializer),
            Event::Unknown(event) => event.serialize(serializer),
        }
    }
}

impl Serialize for ReportChange {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl Serialize for StatementEvent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("event", Event::STATEMENT)?;
        map.serialize_entry("at", &self.at)?;
        map.serialize_entry("digest", &self.digest)?;
        map.end()
    }
}

impl fmt::Display for ReportChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

fn with_country(event: ReportEvent) -> Result<ReportEvent> {
    match event.country.as_bytes() {
        [b'A'..=b'Z', b'A'..=b'Z'] => Ok(event),
        _ => Err(Error::new(ErrorKind::Malformed, format!("expected a country such as `VN`, found `{}`", excerpt(&event.country)))
            .within("country")),
    }
}

fn check_length(length: usize) -> Result<()> {
    if length <= MAX_RECORD_BYTES {
        return Ok(());
    }
    Err(Error::new(ErrorKind::TooLarge, format!("the event record has {length} bytes, at most {MAX_RECORD_BYTES} are allowed")))
}
