//! UNTP Digital Conformity Credential 0.7.0: the result of each compliance point, as an unsigned JSON-LD credential.
//!
//! Whoever signs the credential is its issuer, so the user says who that is; the programme signed the original, not this.
//! The protocol asks for an enveloping JOSE proof by a `did:web`. `credentialStatus` is left out (the published schema
//! contradicts itself there), and nothing in the credential can say how much is withheld: descriptions say both in words.
//! A report that is known not to stand makes no claim: no `conformance` at all, and its name begins with its standing.

use serde::Serialize;

use super::facts::Facts;
use super::to_json;
use crate::digest::Digest;
use crate::error::{Error, ErrorKind, Result, excerpt};
use crate::report::{CompliancePoint, PointResult, taxonomy};
use crate::text::Text;
use crate::verify::VerifiedReport;

pub(super) const LOSSES: &[&str] = &[
    "findings: only the result of each compliance point is kept",
    "evidence, improvement plan and how the visit went",
    "how much is withheld, but for the descriptions",
    "the standing, but for the descriptions",
    "the programme's signature: the credential is unsigned",
];

const CONTEXT: [&str; 2] = ["https://www.w3.org/ns/credentials/v2", "https://vocabulary.uncefact.org/untp/0.7.0/context/"];

/// A decentralised identifier (W3C DID Core §3.1), such as `did:web:buyer.example`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Did(Text);

impl Did {
    /// Reads `did:`, the method's name in lower case, a colon and the method's own id.
    ///
    /// # Errors
    /// `malformed` for anything else.
    pub fn parse(text: &str) -> Result<Self> {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b".-_:%".contains(&byte);
        let method = |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
        match text.strip_prefix("did:").and_then(|rest| rest.split_once(':')) {
            Some((name, id)) if method(name) && !id.is_empty() && !id.ends_with(':') && id.bytes().all(allowed) => Ok(Did(text.into())),
            _ => {
                Err(Error::new(ErrorKind::Malformed, format!("expected a DID such as `did:web:buyer.example`, found `{}`", excerpt(text))))
            }
        }
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What a credential has and a report does not.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Untp {
    /// Who issues the credential: whoever signs it.
    pub issuer: Did,
    /// Their name.
    pub issuer_name: Text,
    /// Where the signed original can be fetched, a URL.
    pub original_url: Option<Text>,
}

impl Untp {
    /// Says who issues the credential.
    pub fn new(issuer: Did, issuer_name: impl Into<Text>) -> Self {
        Untp { issuer, issuer_name: issuer_name.into(), original_url: None }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Credential<'a> {
    #[serde(rename = "@context")]
    context: [&'static str; 2],
    r#type: [&'static str; 2],
    id: String,
    issuer: Thing<'a>,
    valid_from: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    valid_until: Option<String>,
    name: String,
    credential_subject: Attestation<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Attestation<'a> {
    r#type: [&'static str; 1],
    id: &'a str,
    name: String,
    description: String,
    assessor_level: &'static str,
    assessment_level: &'static str,
    attestation_type: &'static str,
    issued_to_party: Thing<'a>,
    reference_scheme: Thing<'a>,
    reference_profile: Thing<'a>,
    auditable_evidence: Link<'a>,
    conformity_assessment: Vec<Assessment<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Assessment<'a> {
    r#type: [&'static str; 1],
    id: String,
    name: String,
    description: String,
    assessment_criteria: [Thing<'a>; 1],
    assessment_date: String,
    /// Empty: a report has no score and no grade.
    assessed_performance: [(); 0],
    assessed_facility: [AssessedFacility<'a>; 1],
    conformity_topic: [Thing<'a>; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    conformance: Option<bool>,
}

#[derive(Serialize)]
struct AssessedFacility<'a> {
    facility: Thing<'a>,
}

/// Anything that has a type, an id and a name there.
#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct Thing<'a> {
    r#type: [&'static str; 1],
    id: String,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    registered_id: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Link<'a> {
    #[serde(rename = "linkURL")]
    link_url: String,
    link_name: String,
    media_type: &'a str,
}

pub(super) fn credential(verified: &VerifiedReport, options: &Untp) -> String {
    let facts = Facts::of(verified);
    let name = title(&facts);
    let mut credential = Credential {
        context: CONTEXT,
        r#type: ["DigitalConformityCredential", "VerifiableCredential"],
        id: String::new(),
        issuer: thing("CredentialIssuer", options.issuer.as_str(), &options.issuer_name),
        valid_from: facts.signed_at.to_string(),
        valid_until: facts.expires_at.map(|end| end.to_string()),
        name: name.clone(),
        credential_subject: attestation(verified, &facts, name, options),
    };
    // Another view or another standing is another credential, and the same one has the same id everywhere.
    credential.id = format!("urn:betterwork:untp:{}", Digest::of(to_json(&credential).as_bytes()));
    to_json(&credential)
}

fn title(facts: &Facts<'_>) -> String {
    let standing = if facts.is_withdrawn { format!("{}: ", facts.status.to_uppercase()) } else { String::new() };
    let test = if facts.is_test { "TEST DATA: " } else { "" };
    format!("{test}{standing}Assessment of {}, {}", facts.body.facility.name, facts.assessed_on)
}

fn attestation<'a>(verified: &'a VerifiedReport, facts: &Facts<'a>, name: String, options: &Untp) -> Attestation<'a> {
    let (document, tool) = (verified.document(), &facts.body.assessment.tool);
    let tool_id = format!("urn:betterwork:tool:{}:{}", encoded(&tool.id), encoded(&tool.version));
    Attestation {
        r#type: ["ConformityAttestation"],
        id: &document.jti,
        name,
        description: format!("{}. Lost in this form: {}.", facts.summary(), LOSSES.join("; ")),
        // The report does not say it in the protocol's words.
        assessor_level: "unspecified",
        assessment_level: "no-endorsement",
        attestation_type: "inspection",
        issued_to_party: thing("Party", document.sub.as_str(), &facts.body.facility.name),
        reference_scheme: thing("ConformityScheme", document.iss.as_str(), facts.signer),
        reference_profile: Thing { id: tool_id, ..thing("ConformityProfile", "", &format!("{} {}", tool.id, tool.version)) },
        auditable_evidence: Link {
            link_url: options.original_url.as_deref().map_or_else(|| format!("urn:betterwork:report:{}", facts.digest), uri),
            link_name: format!("signed original, SHA-256 over its signing input {}", facts.digest),
            media_type: "application/dc+sd-jwt",
        },
        conformity_assessment: facts.body.compliance_points.iter().map(|point| assessment(point, &document.jti, facts)).collect(),
    }
}

fn assessment<'a>(point: &CompliancePoint, jti: &str, facts: &Facts<'a>) -> Assessment<'a> {
    let (cluster, id) = (encoded(&point.cluster), encoded(&point.id));
    let name = taxonomy::point_name(&point.cluster, &point.id);
    Assessment {
        r#type: ["ConformityAssessment"],
        id: format!("{jti}#{cluster}/{id}"),
        description: described(point),
        assessment_criteria: [thing("Criterion", &format!("urn:betterwork:compliance_point:{cluster}:{id}"), &name)],
        name,
        assessment_date: facts.assessed_on.to_string(),
        assessed_performance: [],
        assessed_facility: [AssessedFacility { facility: facility(facts) }],
        conformity_topic: [thing("ConformityTopic", &format!("urn:betterwork:cluster:{cluster}"), &taxonomy::cluster_name(&point.cluster))],
        conformance: conformance(point.result()).filter(|_| !facts.is_withdrawn),
    }
}

/// Only what was assessed and is known conforms or does not.
fn conformance(result: PointResult) -> Option<bool> {
    match result {
        PointResult::Compliant => Some(true),
        PointResult::NonCompliant => Some(false),
        PointResult::Unknown | PointResult::NoResult => None,
    }
}

fn described(point: &CompliancePoint) -> String {
    let withheld = match point.withheld_findings() {
        0 => "none withheld".to_owned(),
        count => format!("{count} withheld"),
    };
    format!("result {}; {} findings, {withheld}", point.result().code(), point.question_count)
}

fn facility<'a>(facts: &Facts<'a>) -> Thing<'a> {
    let name = &facts.body.facility.name;
    match facts.os_id() {
        Some(os_id) => {
            let id = format!("https://opensupplyhub.org/facilities/{os_id}");
            Thing { registered_id: Some(os_id), ..thing("Facility", &id, name) }
        }
        None => thing("Facility", facts.sub, name),
    }
}

fn thing<'a>(r#type: &'static str, id: &str, name: &str) -> Thing<'a> {
    Thing { r#type: [r#type], id: uri(id), name: name.to_owned(), registered_id: None }
}

/// Returns an id as a URI: as it is where it is one, else within a URN of ours.
fn uri(id: &str) -> String {
    let allowed = |byte: u8| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte);
    let scheme = |name: &str| {
        name.starts_with(|first: char| first.is_ascii_alphabetic())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    };
    match id.split_once(':') {
        Some((name, rest)) if scheme(name) && !rest.is_empty() && id.bytes().all(allowed) => id.to_owned(),
        _ => format!("urn:betterwork:id:{}", encoded(id)),
    }
}

/// Percent-encodes all but the unreserved characters (RFC 3986 §2.3).
fn encoded(text: &str) -> String {
    let encode = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(encode).collect()
}
