//! The assessment report: what a visit to a facility found.

use super::codes::codes;
use super::document::StatusReference;
use super::facility::Facility;
use super::language::LanguageMap;
use super::point::CompliancePoint;
use super::progress::{ImprovementItem, SocialDialogue, TrainingItem};
use super::values::Decimal;
use crate::digest::Digest;
use crate::json::{object, sealed_object};
use crate::text::Text;
use crate::time::Day;

sealed_object! {
    /// What an assessment report says.
    pub struct AssessmentBody {
        /// Version of the format, `major.minor`.
        required version: Text,
        /// Extensions that a reader must know to read this report rightly.
        required must_understand: Vec<Text>,
        /// 1, and one more with every correction.
        required revision: u64,
        /// Digest of the revision before; exactly where `revision` is above 1.
        optional supersedes: Option<Digest>,
        /// The facility's assessment before this one.
        optional follows: Option<Follows>,
        /// The language in which the assessors wrote, a BCP 47 tag.
        required language: Text,
        /// Whether and from when the report may be shown publicly.
        required publication: Publication,
        /// The factory that was assessed.
        inner facility: Facility,
        /// The visit.
        inner assessment: Assessment,
        /// What was found, point by point.
        inner compliance_points: Vec<CompliancePoint>,
        /// What the factory does about it.
        withheld improvement_plan: Option<Vec<ImprovementItem>>,
        /// How management and workers talk to each other.
        withheld social_dialogue: Option<SocialDialogue>,
        /// The training that was held.
        withheld training: Option<Vec<TrainingItem>>,
        /// Other figures.
        withheld indicators: Option<Vec<Indicator>>,
    }
}

sealed_object! {
    /// The visit on which a report rests.
    pub struct Assessment {
        /// Id of the assessment in the issuer's system.
        required id: Text,
        /// How many assessments the facility has had, this one included.
        required cycle: u64,
        /// What kind of visit it was.
        required r#type: AssessmentType,
        /// First day of the visit.
        required started_on: Day,
        /// Last day of the visit.
        optional ended_on: Option<Day>,
        /// Whether the factory knew of the visit beforehand.
        optional announced: Option<bool>,
        /// How many assessors there were.
        optional assessor_count: Option<u64>,
        /// How much work the visit was, in days of one person.
        optional person_days: Option<Decimal>,
        /// The national questionnaire.
        required tool: Tool,
        /// How the visit went.
        withheld process: Option<Process>,
    }
}

codes! {
    /// What kind of visit an assessment was.
    pub enum AssessmentType {
        /// The whole questionnaire.
        Full = "full",
    }

    /// For whom a report is meant.
    pub enum Audience {
        /// The public parts may be shown publicly.
        Public = "public",
        /// Not for public display.
        Restricted = "restricted",
    }
}

object! {
    /// Whether and from when the public part of a report may be shown publicly.
    pub struct Publication {
        /// For whom the report is meant.
        required audience: Audience,
        /// From which day on it may be shown publicly.
        optional from: Option<Day>,
    }
}

object! {
    /// The facility's assessment before this one.
    pub struct Follows {
        /// Its report's `jti`.
        required jti: Text,
        /// Its report's digest.
        required digest: Digest,
    }
}

object! {
    /// The national questionnaire of an assessment.
    pub struct Tool {
        /// Id of the questionnaire.
        required id: Text,
        /// Its version.
        required version: Text,
    }
}

object! {
    /// How the visit went; persons are counts, never names.
    pub struct Process {
        /// Whether the assessors' access was unreasonably restricted.
        optional access_restricted: Option<bool>,
        /// Whether documents were provided in time.
        optional documents_in_time: Option<bool>,
        /// How many managers were interviewed.
        optional managers_interviewed_count: Option<u64>,
        /// How many workers were interviewed.
        optional workers_interviewed_count: Option<u64>,
        /// How many union representatives were interviewed.
        optional union_representatives_interviewed_count: Option<u64>,
        /// Concerns about the integrity of the visit.
        list concerns: Vec<LanguageMap>,
        /// Good practices that were seen.
        list good_practices: Vec<LanguageMap>,
    }
}

object! {
    /// A figure about the factory over a period.
    pub struct Indicator {
        /// Code of the indicator.
        required id: Text,
        /// What it says, in words.
        required name: LanguageMap,
        /// The figure.
        required value: Decimal,
        /// UCUM unit, or ISO 4217 currency for money.
        required unit: Text,
        /// First day of the period.
        required from_on: Day,
        /// Last day of the period.
        required to_on: Day,
    }
}

impl AssessmentBody {
    /// Returns the point with this cluster and id.
    pub fn compliance_point(&self, cluster: &str, id: &str) -> Option<&CompliancePoint> {
        self.compliance_points.iter().find(|point| point.cluster == cluster && point.id == id)
    }
}

/// An assessment report as a document: envelope and content.
pub type AssessmentReport = super::document::Document<AssessmentBody>;

impl AssessmentReport {
    /// Makes an unsigned report of its required members.
    pub fn new(
        issuer: impl Into<Text>,
        subject: impl Into<Text>,
        jti: impl Into<Text>,
        status: StatusReference,
        body: AssessmentBody,
    ) -> Self {
        super::document::Document::of(issuer.into(), subject.into(), jti.into(), status, body)
    }
}
