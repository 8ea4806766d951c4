//! Coupa: a supplier information artefact.
//!
//! The signed file itself is the attachment: upload it with the artefact, this export cannot hold it.

use serde::Serialize;

use super::facts::Facts;
use super::to_json;
use crate::text::Text;
use crate::verify::VerifiedReport;

pub(super) const LOSSES: &[&str] = &[
    "every compliance point and finding",
    "evidence, improvement plan and how the visit went",
    "the facility: a supplier may have several",
    "the standing and what is withheld, but for the description",
    "the signature, unless the signed file is attached",
];

/// What the artefact is called there, unless the user says otherwise.
const ARTEFACT_TYPE: &str = "Assessment report";

/// What an artefact has and a report does not.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Coupa {
    /// The supplier's id there.
    pub supplier_id: Option<Text>,
    /// The type of artefact, as it is set up there; `Assessment report` unless said otherwise.
    pub artifact_type: Option<Text>,
    /// The sub-type of artefact.
    pub artifact_meta_type: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Artefact<'a> {
    artifact_type: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    artifact_meta_type: Option<&'a str>,
    description: String,
    effective_date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    expiry_date: Option<String>,
    attachments: [(); 0],
    #[serde(skip_serializing_if = "Option::is_none")]
    supplier_id: Option<&'a str>,
}

pub(super) fn artefact(verified: &VerifiedReport, options: &Coupa) -> String {
    let facts = Facts::of(verified);
    to_json(&Artefact {
        artifact_type: options.artifact_type.as_deref().unwrap_or(ARTEFACT_TYPE),
        artifact_meta_type: options.artifact_meta_type.as_deref(),
        // At most 255 characters there.
        description: facts.summary(),
        effective_date: facts.signed_at.to_string(),
        expiry_date: facts.expires_at.map(|end| end.to_string()),
        attachments: [],
        supplier_id: options.supplier_id.as_deref(),
    })
}
