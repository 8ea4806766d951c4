//! What every export says of a report: what it is, whether it stands, how much is shown, and which original it is.

use crate::analysis::rows;
use crate::digest::Digest;
use crate::report::AssessmentBody;
use crate::text::Text;
use crate::time::{Day, Timestamp};
use crate::verify::{Disclosure, StandingValue, VerifiedReport};

/// What every export says of a report.
pub(super) struct Facts<'a> {
    pub(super) body: &'a AssessmentBody,
    pub(super) sub: &'a str,
    pub(super) digest: Digest,
    /// The standing, as a code: `valid` only where a status list says so.
    pub(super) status: &'static str,
    pub(super) status_as_of_at: Option<Timestamp>,
    /// Whether the report is known not to stand.
    pub(super) is_withdrawn: bool,
    pub(super) signer: &'a Text,
    pub(super) signed_at: Timestamp,
    /// The last day of the visit, or the first where the last is not stated.
    pub(super) assessed_on: Day,
    /// The end of the reliance period, where the issuer set one.
    pub(super) expires_at: Option<Timestamp>,
    pub(super) disclosure: &'static str,
    pub(super) findings_withheld_count: u64,
    pub(super) members_withheld_count: u64,
    pub(super) is_test: bool,
}

impl<'a> Facts<'a> {
    pub(super) fn of(verified: &'a VerifiedReport) -> Self {
        let (document, standing) = (verified.document(), verified.standing());
        let (disclosure, findings_withheld_count, members_withheld_count) = match verified.disclosure() {
            Disclosure::Complete => ("complete", 0, 0),
            Disclosure::Partial { findings, members } => ("partial", *findings, *members),
        };
        Facts {
            body: &document.report,
            sub: &document.sub,
            digest: verified.digest(),
            status: standing.value.code(),
            status_as_of_at: standing.as_of_at,
            is_withdrawn: !matches!(standing.value, StandingValue::Valid | StandingValue::Unknown),
            signer: &verified.signer().name,
            signed_at: document.iat,
            assessed_on: verified.age().since_on,
            expires_at: document.exp,
            disclosure,
            findings_withheld_count,
            members_withheld_count,
            is_test: verified.signer().test,
        }
    }

    /// The facility's identifier in a scheme; of two in one scheme the first.
    pub(super) fn identifier(&self, scheme: &str) -> Option<&'a str> {
        rows::identifier(&self.body.facility, scheme)
    }

    /// The facility's id in Open Supply Hub, where it is written as one.
    pub(super) fn os_id(&self) -> Option<&'a str> {
        let identifiers = self.body.facility.identifiers.iter().filter(|identifier| identifier.scheme == "os_id");
        identifiers.filter(|identifier| identifier.check().is_some_and(|check| check.format)).map(|identifier| &*identifier.value).next()
    }

    /// The last day on which the report may be relied on, where the issuer set an end.
    pub(super) fn valid_until(&self) -> Option<Day> {
        self.expires_at.map(|end| end.plus_seconds(-1).day())
    }

    /// Whether it stands, how much is shown and which original it is, in at most 230 characters.
    pub(super) fn summary(&self) -> String {
        let test = if self.is_test { "TEST DATA; " } else { "" };
        let as_of = self.status_as_of_at.map_or_else(String::new, |at| format!(" as of {at}"));
        let withheld = match self.disclosure {
            "complete" => "nothing withheld".to_owned(),
            _ => format!("withheld: {} findings, {} members", self.findings_withheld_count, self.members_withheld_count),
        };
        format!("{test}status {}{as_of}; {withheld}; SHA-256 of the signed original {}", self.status, self.digest)
    }
}
