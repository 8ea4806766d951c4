//! The separate answers of a verified report: signer, standing, age, disclosure, publication.

use serde::{Serialize, Serializer};

use crate::ErrorKind;
use crate::ascii::decimal;
use crate::digest::Digest;
use crate::report::{
    Answer, AssessmentBody, AssessmentOutline, Audience, Content, Identifier, Point, ProgressBody, Publication, StatusReference,
};
use crate::text::Text;
use crate::time::{Day, Timestamp};
use crate::trust::{Signatory, StatusLists, StatusValue, TrustList};

/// Who signed a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Signer {
    /// The entity of the trust list, the report's `iss`.
    pub entity: Text,
    /// Its name.
    pub name: Text,
    /// What it is: `programme`.
    pub role: Text,
    /// The key, by its RFC 7638 thumbprint.
    pub kid: Text,
    /// Whether the key is in use: `active` or `retired`.
    pub key_state: Text,
    /// Whether the trust list is a test list; then the report is test data, and must be shown as such.
    pub test: bool,
}

/// Whether a report still stands, as far as the status lists say that the caller holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Standing {
    /// The answer.
    pub value: StandingValue,
    /// Why it is unknown: `none_held`, or the code of what was wrong with the status list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'static str>,
    /// When that was so: the signing of the status list, RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "as_optional_text")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<InstantText>"))]
    pub as_of_at: Option<Timestamp>,
}

/// Whether a report still stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum StandingValue {
    /// It stands.
    Valid,
    /// A correction or a later assessment took its place.
    Superseded,
    /// It was taken back.
    Revoked,
    /// It is not to be relied on for now.
    Suspended,
    /// Nobody here can say.
    Unknown,
}

/// How old what a report says is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Age {
    /// Whole days (UTC) since `since_on`.
    pub days: i64,
    /// The last day of the visit, or the first where the last is not stated.
    pub since_on: Day,
    /// Whether the reliance period that the issuer set is over.
    pub lapsed: bool,
}

/// How much of a report is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "value", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Disclosure {
    /// All of it.
    Complete,
    /// Not all of it.
    Partial {
        /// How many findings are withheld.
        findings: u64,
        /// How many members are withheld, empty ones among them.
        members: u64,
    },
}

/// Whether a report may be shown publicly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PublicationState {
    /// The answer.
    pub public: bool,
    /// Why not: `restricted`, `not_yet`, `superseded`, `suspended` or `revoked`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'static str>,
}

/// What a report was verified against, by digest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Against {
    /// The trust list: SHA-256 over its base64url payload.
    pub trust_list: Digest,
    /// The status list that the report names, where the caller held it: SHA-256 over its signing input.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_list: Option<Digest>,
}

/// Something worth knowing that is no reason to refuse a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Warning {
    /// A stable code: `identifier_format`, `identifier_checksum`.
    pub code: &'static str,
    /// The member that is meant.
    pub path: String,
    /// What is unusual about it.
    pub message: String,
}

impl Standing {
    /// Returns what the status lists say about an entry of `issuer`; [`verify`](crate::verify) asks the same.
    ///
    /// For a host that holds newer lists than those it verified a report with.
    pub fn of(issuer: &str, reference: &StatusReference, lists: &StatusLists, trust: &TrustList, at: Timestamp) -> Self {
        let unknown = |reason| Standing { value: StandingValue::Unknown, reason: Some(reason), as_of_at: None };
        let Some(list) = lists.get(&reference.uri) else { return unknown(lists.absence()) };
        // What one trust list vouched for, another may not.
        if let Err(error) = list.check_under(trust) {
            return unknown(error.kind().code());
        }
        if list.issuer() != issuer {
            return unknown(ErrorKind::NotAuthorised.code());
        }
        if at >= list.expires() {
            return unknown(ErrorKind::StatusStale.code());
        }
        let value = match list.get(reference.idx) {
            Some(StatusValue::Valid) => StandingValue::Valid,
            Some(StatusValue::Revoked) => StandingValue::Revoked,
            Some(StatusValue::Suspended) => StandingValue::Suspended,
            Some(StatusValue::Superseded) => StandingValue::Superseded,
            None => return unknown(ErrorKind::Inconsistent.code()),
        };
        Standing { value, reason: None, as_of_at: Some(list.as_of()) }
    }
}

impl StandingValue {
    /// Every value.
    pub const ALL: &'static [StandingValue] =
        &[StandingValue::Valid, StandingValue::Superseded, StandingValue::Revoked, StandingValue::Suspended, StandingValue::Unknown];

    /// Returns the code.
    pub fn code(self) -> &'static str {
        match self {
            StandingValue::Valid => "valid",
            StandingValue::Superseded => "superseded",
            StandingValue::Revoked => "revoked",
            StandingValue::Suspended => "suspended",
            StandingValue::Unknown => "unknown",
        }
    }
}

/// What the axes ask of a report's content.
pub(crate) trait Judged: Content {
    /// The day since when the report ages.
    fn visited_on(&self) -> Day;
    fn publication(&self) -> &Publication;
    fn withheld_findings(&self) -> u64;
    fn warnings(&self) -> Vec<Warning>;
}

impl Judged for AssessmentBody {
    fn visited_on(&self) -> Day {
        self.assessment.ended_on.unwrap_or(self.assessment.started_on)
    }
    fn publication(&self) -> &Publication {
        &self.publication
    }
    fn withheld_findings(&self) -> u64 {
        withheld(&self.compliance_points)
    }
    fn warnings(&self) -> Vec<Warning> {
        identifier_warnings(&self.facility.identifiers)
    }
}

impl Judged for AssessmentOutline {
    fn visited_on(&self) -> Day {
        self.assessment.ended_on.unwrap_or(self.assessment.started_on)
    }
    fn publication(&self) -> &Publication {
        &self.publication
    }
    fn withheld_findings(&self) -> u64 {
        withheld(&self.compliance_points)
    }
    fn warnings(&self) -> Vec<Warning> {
        identifier_warnings(&self.facility.identifiers)
    }
}

/// What a statement asks of the report that it is about.
pub(crate) trait Discussed: Judged {
    fn revision(&self) -> u64;
    /// Whether a visible finding answers this question.
    fn has_question(&self, question: &str) -> bool;
}

impl Discussed for AssessmentBody {
    fn revision(&self) -> u64 {
        self.revision
    }
    fn has_question(&self, question: &str) -> bool {
        has_question(&self.compliance_points, question)
    }
}

impl Discussed for AssessmentOutline {
    fn revision(&self) -> u64 {
        self.revision
    }
    fn has_question(&self, question: &str) -> bool {
        has_question(&self.compliance_points, question)
    }
}

fn withheld<P: Point>(points: &[P]) -> u64 {
    points.iter().fold(0, |sum, point| sum.saturating_add(point.withheld()))
}

fn has_question<P: Point>(points: &[P], question: &str) -> bool {
    points.iter().any(|point| point.visible().any(|finding| finding.question() == question))
}

impl Judged for ProgressBody {
    fn visited_on(&self) -> Day {
        self.reported_on
    }
    fn publication(&self) -> &Publication {
        &self.publication
    }
    fn withheld_findings(&self) -> u64 {
        0
    }
    fn warnings(&self) -> Vec<Warning> {
        Vec::new()
    }
}

pub(super) fn signer(signatory: Signatory<'_>, test: bool) -> Signer {
    Signer {
        entity: signatory.entity.id.clone(),
        name: signatory.entity.name.clone(),
        role: signatory.entity.role.code().into(),
        kid: signatory.public.kid().into(),
        key_state: signatory.key.state.code().into(),
        test,
    }
}

pub(super) fn age(since_on: Day, exp: Option<Timestamp>, at: Timestamp) -> Age {
    Age { days: at.day().days_since(since_on), since_on, lapsed: exp.is_some_and(|exp| at >= exp) }
}

pub(super) fn disclosure(findings: u64, members: u64) -> Disclosure {
    if members == 0 { Disclosure::Complete } else { Disclosure::Partial { findings, members } }
}

impl PublicationState {
    /// Returns whether a report that was signed at `iat` may be shown publicly at `at`; [`verify`](crate::verify) asks the same.
    pub fn of(publication: &Publication, iat: Timestamp, standing: StandingValue, at: Timestamp) -> Self {
        let from = publication.from.unwrap_or(iat.day());
        let reason = match standing {
            _ if publication.audience != Audience::Public => Some("restricted"),
            StandingValue::Superseded => Some("superseded"),
            StandingValue::Suspended => Some("suspended"),
            StandingValue::Revoked => Some("revoked"),
            StandingValue::Valid | StandingValue::Unknown if at < from.start() => Some("not_yet"),
            StandingValue::Valid | StandingValue::Unknown => None,
        };
        PublicationState { public: reason.is_none(), reason }
    }
}

fn identifier_warnings(identifiers: &[Identifier]) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for (index, identifier) in identifiers.iter().enumerate() {
        let Some(check) = identifier.check() else { continue };
        let path = ["report.facility.identifiers[", &decimal(index as u64), "]"].concat();
        let name: String = identifier.scheme.chars().map(|letter| if letter == '_' { ' ' } else { letter.to_ascii_uppercase() }).collect();
        if !check.format {
            warnings.push(Warning {
                code: "identifier_format",
                path,
                message: ["`", &identifier.value, "` is not written like an identifier of ", &name].concat(),
            });
        } else if check.checksum == Some(false) {
            warnings.push(Warning {
                code: "identifier_checksum",
                path,
                message: ["the check characters of `", &identifier.value, "` do not fit ", &name].concat(),
            });
        }
    }
    warnings
}

pub(super) fn as_text<S: Serializer>(instant: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&instant.written())
}

fn as_optional_text<S: Serializer>(instant: &Option<Timestamp>, serializer: S) -> Result<S::Ok, S::Error> {
    match instant {
        Some(instant) => as_text(instant, serializer),
        None => serializer.serialize_none(),
    }
}

/// How an instant stands in a verification result: RFC 3339 text.
#[cfg(feature = "schema")]
pub(super) struct InstantText;

#[cfg(feature = "schema")]
impl schemars::JsonSchema for InstantText {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "InstantText".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string", "format": "date-time", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"})
    }
}
