//! Statements about a report: what a factory, the programme, a committee or a buyer says of it.

use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::codes::codes;
use super::language::LanguageMap;
use super::progress::About;
use crate::error::Result;
use crate::json::{self, ReadJson, Reader, object};
use crate::text::Text;
use crate::time::Timestamp;

codes! {
    /// What a statement does; who may say it follows from that (format section 4).
    pub enum StatementKind {
        /// The facility replies.
        Response = "response",
        /// The facility says that a finding is remedied.
        RemediationClaimed = "remediation_claimed",
        /// The facility or a buyer disagrees.
        Dispute = "dispute",
        /// The facility lets a subscriber see a view.
        Consent = "consent",
        /// The programme saw that a finding is remedied.
        RemediationVerified = "remediation_verified",
        /// The programme answers a dispute.
        Ruling = "ruling",
        /// A committee of management and workers has seen the report.
        CommitteeAcknowledgement = "committee_acknowledgement",
        /// A buyer accepts the report.
        Acceptance = "acceptance",
    }
}

object! {
    /// The payload of a statement about a report.
    pub struct Statement {
        /// Who says it: the report's `sub`, or an entity of the trust list.
        required iss: Text,
        /// When it was signed.
        required iat: Timestamp,
        /// The statement: a random UUID as a URN.
        required jti: Text,
        /// The report.
        required about: About,
        /// What it does.
        required kind: StatementKind,
        /// The finding that is meant, by its question; the report as a whole where absent.
        optional question: Option<Text>,
        /// What is said.
        required body: StatementBody,
    }
}

object! {
    /// What a consent allows.
    pub struct Consent {
        /// The subscriber who may see it.
        required subscriber: Text,
        /// The view: `full` or `public`.
        required view: Text,
    }
}

/// What a statement says: words, or what a consent allows.
#[derive(Clone, Debug, PartialEq)]
pub enum StatementBody {
    /// Words.
    Text(LanguageMap),
    /// The subscriber and the view of a `consent`.
    Consent(Consent),
}

impl Statement {
    /// Reads an unsigned statement: the payload as JSON.
    ///
    /// # Errors
    /// `malformed` where it is not strict JSON of the right shape.
    pub fn from_json(json: &str) -> Result<Self> {
        json::read(&Arc::new(json.to_owned()))
    }
}

/// A consent has a `subscriber`, which is no language tag.
impl ReadJson for StatementBody {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let mut ahead = reader.clone();
        let mut is_consent = false;
        ahead.object(&mut |ahead, name| {
            is_consent |= *name == *"subscriber";
            ahead.skip()
        })?;
        if is_consent { Consent::read(reader).map(StatementBody::Consent) } else { LanguageMap::read(reader).map(StatementBody::Text) }
    }
}

impl Serialize for StatementBody {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            StatementBody::Text(text) => text.serialize(serializer),
            StatementBody::Consent(consent) => consent.serialize(serializer),
        }
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for StatementBody {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "StatementBody".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let (text, consent) = (generator.subschema_for::<LanguageMap>(), generator.subschema_for::<Consent>());
        schemars::json_schema!({"anyOf": [consent, text]})
    }
}
