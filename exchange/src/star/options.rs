//! What the caller decides and the export does not say.

use betterwork::report::Publication;
use betterwork::{Text, Timestamp};

/// What the caller decides about the reports of an export.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// The entity that signs, the reports' `iss`.
    pub issuer: Text,
    /// The status list that the reports point to.
    pub status_uri: Text,
    /// When the reports are signed, their `iat`; an assessment that starts after that day is refused.
    pub signed_at: Timestamp,
    /// The language of the export's texts, a BCP 47 tag.
    pub language: Text,
    /// Who may see the reports. `None`: first assessments are `restricted`, later ones public from the day of signing.
    pub publication: Option<Publication>,
    /// What becomes of an assessment that has an unreadable or a contradictory row.
    pub faulty_rows: FaultyRows,
}

/// What becomes of an assessment that has an unreadable or a contradictory row. The row is listed in any case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FaultyRows {
    /// The assessment is left out: a report that lacks a finding could look better than the factory is.
    #[default]
    RefuseAssessment,
    /// The row is left out, and of contradictory rows the first is kept.
    LeaveOutRow,
}

impl Options {
    /// Makes options of what has no default; the language is English.
    pub fn new(issuer: impl Into<Text>, status_uri: impl Into<Text>, signed_at: Timestamp) -> Self {
        Options {
            issuer: issuer.into(),
            status_uri: status_uri.into(),
            signed_at,
            language: "en".into(),
            publication: None,
            faulty_rows: FaultyRows::default(),
        }
    }
}
