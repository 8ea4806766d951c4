//! What is said: the report, its facility, its visit, its findings. Knows nothing of signatures.

mod assessment;
pub(crate) mod codes;
mod consistency;
mod content;
mod country;
mod document;
mod facility;
mod finding;
mod identifier;
mod language;
mod outline;
mod point;
mod progress;
mod settle;
mod statement;
pub mod taxonomy;
mod values;

pub use assessment::{
    Assessment, AssessmentBody, AssessmentReport, AssessmentType, Audience, Follows, Indicator, Process, Publication, Tool,
};
pub use content::{Body, Content};
pub use country::Country;
pub use document::{Document, FORMAT_MAJOR, FORMAT_MINOR, StatusReference};
pub use facility::{Address, Coordinates, Facility, Industry, Operations, Ownership, Workforce};
pub use finding::{Basis, Evidence, Finding, FindingKind, FindingResult, PUBLIC_DISCLOSURE, Source, ZERO_TOLERANCE, evidence_refusal};
pub use identifier::{Identifier, IdentifierCheck};
pub use language::{LanguageMap, is_language_tag};
pub use outline::AssessmentOutline;
pub use point::{CompliancePoint, PointResult};
pub use progress::{
    About, DialogueAnswer, DialogueQuestion, ImprovementItem, ImprovementStatus, ProgressBody, ProgressReport, Remediation,
    RemediationResult, SocialDialogue, TrainingItem,
};
pub use statement::{Consent, Statement, StatementBody, StatementKind};
pub use values::Decimal;

pub(crate) use consistency::{Answer, Point, is_newer_minor};
pub(crate) use document::{Payload, check_vct, is_random_jti, names_kind, split_version};
