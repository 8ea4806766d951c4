// Structs of the documents, for what the benchmark weighs. Generated from schemas/ by `cargo xtask gen`; do not edit.
use std::collections::BTreeMap;

use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct Jwk {
    pub(crate) crv: String,
    pub(crate) kty: String,
    pub(crate) x: String,
}

#[derive(Deserialize)]
pub(crate) struct Confirmation {
    pub(crate) jwk: Jwk,
}

#[derive(Deserialize)]
pub(crate) struct Process {
    pub(crate) access_restricted: Option<bool>,
    pub(crate) concerns: Option<Vec<BTreeMap<String, String>>>,
    pub(crate) documents_in_time: Option<bool>,
    pub(crate) good_practices: Option<Vec<BTreeMap<String, String>>>,
    pub(crate) managers_interviewed_count: Option<u64>,
    pub(crate) union_representatives_interviewed_count: Option<u64>,
    pub(crate) workers_interviewed_count: Option<u64>,
}

#[derive(Deserialize)]
pub(crate) struct Tool {
    pub(crate) id: String,
    pub(crate) version: String,
}

#[derive(Deserialize)]
pub(crate) struct Assessment {
    pub(crate) announced: Option<bool>,
    pub(crate) assessor_count: Option<u64>,
    pub(crate) cycle: u64,
    pub(crate) ended_on: Option<String>,
    pub(crate) id: String,
    pub(crate) person_days: Option<String>,
    pub(crate) process: Option<Process>,
    pub(crate) started_on: String,
    pub(crate) tool: Tool,
    pub(crate) r#type: String,
}

#[derive(Deserialize)]
pub(crate) struct Evidence {
    pub(crate) explanation: BTreeMap<String, String>,
    pub(crate) question: String,
    pub(crate) sources: Vec<String>,
    pub(crate) workers_affected_count: Option<u64>,
}

#[derive(Deserialize)]
pub(crate) struct Finding {
    pub(crate) basis: Option<String>,
    pub(crate) global_question: Option<String>,
    pub(crate) kind: String,
    pub(crate) legal_references: Option<Vec<String>>,
    pub(crate) question: String,
    pub(crate) result: Option<String>,
    pub(crate) tags: Option<Vec<String>>,
    pub(crate) text: BTreeMap<String, String>,
    pub(crate) value: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct CompliancePoint {
    pub(crate) cluster: String,
    pub(crate) evidence: Option<Vec<Evidence>>,
    pub(crate) findings: Option<Vec<Finding>>,
    pub(crate) id: String,
    pub(crate) public_findings: Vec<Finding>,
    pub(crate) question_count: u64,
}

#[derive(Deserialize)]
pub(crate) struct Address {
    pub(crate) lines: Option<Vec<String>>,
    pub(crate) locality: Option<String>,
    pub(crate) postal_code: Option<String>,
    pub(crate) region: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct Coordinates {
    pub(crate) latitude: Option<String>,
    pub(crate) longitude: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct Identifier {
    pub(crate) scheme: String,
    pub(crate) value: String,
}

#[derive(Deserialize)]
pub(crate) struct Industry {
    pub(crate) isic: String,
}

#[derive(Deserialize)]
pub(crate) struct Operations {
    pub(crate) began_year: Option<u64>,
    pub(crate) customers: Option<Vec<String>>,
    pub(crate) products: Option<Vec<String>>,
}

#[derive(Deserialize)]
pub(crate) struct Ownership {
    pub(crate) country: Option<String>,
    pub(crate) parent_company: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct Workforce {
    pub(crate) men_count: Option<u64>,
    pub(crate) migrant_count: Option<u64>,
    pub(crate) total_count: Option<u64>,
    pub(crate) women_count: Option<u64>,
}

#[derive(Deserialize)]
pub(crate) struct Facility {
    pub(crate) address: Option<Address>,
    pub(crate) coordinates: Option<Coordinates>,
    pub(crate) country: String,
    pub(crate) identifiers: Option<Vec<Identifier>>,
    pub(crate) industry: Option<Industry>,
    pub(crate) name: String,
    pub(crate) operations: Option<Operations>,
    pub(crate) ownership: Option<Ownership>,
    pub(crate) workforce: Option<Workforce>,
}

#[derive(Deserialize)]
pub(crate) struct Follows {
    pub(crate) digest: String,
    pub(crate) jti: String,
}

#[derive(Deserialize)]
pub(crate) struct ImprovementItem {
    pub(crate) action: BTreeMap<String, String>,
    pub(crate) compliance_point: String,
    pub(crate) due_on: Option<String>,
    pub(crate) question: Option<String>,
    pub(crate) status: String,
}

#[derive(Deserialize)]
pub(crate) struct Indicator {
    pub(crate) from_on: String,
    pub(crate) id: String,
    pub(crate) name: BTreeMap<String, String>,
    pub(crate) to_on: String,
    pub(crate) unit: String,
    pub(crate) value: String,
}

#[derive(Deserialize)]
pub(crate) struct Publication {
    pub(crate) audience: String,
    pub(crate) from: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct DialogueQuestion {
    pub(crate) answer: String,
    pub(crate) question: String,
    pub(crate) text: BTreeMap<String, String>,
}

#[derive(Deserialize)]
pub(crate) struct SocialDialogue {
    pub(crate) answers: Option<Vec<DialogueQuestion>>,
    pub(crate) management_members_count: Option<u64>,
    pub(crate) meetings_count: Option<u64>,
    pub(crate) union_members_count: Option<u64>,
    pub(crate) women_members_count: Option<u64>,
    pub(crate) worker_members_count: Option<u64>,
}

#[derive(Deserialize)]
pub(crate) struct TrainingItem {
    pub(crate) course: String,
    pub(crate) from_on: Option<String>,
    pub(crate) participant_count: Option<u64>,
    pub(crate) participant_days: Option<String>,
    pub(crate) to_on: Option<String>,
    pub(crate) women_participant_count: Option<u64>,
}

#[derive(Deserialize)]
pub(crate) struct AssessmentBody {
    pub(crate) assessment: Assessment,
    pub(crate) compliance_points: Vec<CompliancePoint>,
    pub(crate) facility: Facility,
    pub(crate) follows: Option<Follows>,
    pub(crate) improvement_plan: Option<Vec<ImprovementItem>>,
    pub(crate) indicators: Option<Vec<Indicator>>,
    pub(crate) language: String,
    pub(crate) must_understand: Vec<String>,
    pub(crate) publication: Publication,
    pub(crate) revision: u64,
    pub(crate) social_dialogue: Option<SocialDialogue>,
    pub(crate) supersedes: Option<String>,
    pub(crate) training: Option<Vec<TrainingItem>>,
    pub(crate) version: String,
}

#[derive(Deserialize)]
pub(crate) struct StatusReference {
    pub(crate) idx: u64,
    pub(crate) uri: String,
}

#[derive(Deserialize)]
pub(crate) struct Status {
    pub(crate) status_list: StatusReference,
}

#[derive(Deserialize)]
pub(crate) struct Report {
    pub(crate) cnf: Option<Confirmation>,
    pub(crate) exp: Option<u64>,
    pub(crate) iat: u64,
    pub(crate) iss: String,
    pub(crate) jti: String,
    pub(crate) report: AssessmentBody,
    pub(crate) status: Status,
    pub(crate) sub: String,
    pub(crate) vct: String,
}

#[derive(Deserialize)]
pub(crate) struct Key {
    pub(crate) countries: Option<Vec<String>>,
    pub(crate) jwk: Jwk,
    pub(crate) not_after: u64,
    pub(crate) not_before: u64,
    pub(crate) state: String,
    pub(crate) r#use: String,
}

#[derive(Deserialize)]
pub(crate) struct Entity {
    pub(crate) id: String,
    pub(crate) keys: Vec<Key>,
    pub(crate) name: String,
    pub(crate) role: String,
    pub(crate) status_uris: Option<Vec<String>>,
}

#[derive(Deserialize)]
pub(crate) struct Feed {
    pub(crate) entity: String,
    pub(crate) origin: String,
    pub(crate) url: String,
}

#[derive(Deserialize)]
pub(crate) struct Root {
    pub(crate) keys: Vec<Jwk>,
    pub(crate) threshold: u64,
}

#[derive(Deserialize)]
pub(crate) struct TrustList {
    pub(crate) entities: Vec<Entity>,
    pub(crate) expires: u64,
    pub(crate) feeds: Option<Vec<Feed>>,
    pub(crate) iat: u64,
    pub(crate) purpose: String,
    pub(crate) root: Root,
    pub(crate) version: u64,
}

#[derive(Deserialize)]
pub(crate) struct Checkpoint {
    pub(crate) origin: String,
    pub(crate) root: String,
    pub(crate) size: u64,
}

#[derive(Deserialize)]
pub(crate) struct Entries {
    pub(crate) bits: u64,
    pub(crate) lst: String,
}

#[derive(Deserialize)]
pub(crate) struct StatusList {
    pub(crate) exp: u64,
    pub(crate) iat: u64,
    pub(crate) log: Option<Checkpoint>,
    pub(crate) status_list: Entries,
    pub(crate) sub: String,
    pub(crate) ttl: Option<u64>,
}
