//! The progress report: what the factory did since, and what the programme verified of it.

use super::assessment::Publication;
use super::codes::codes;
use super::language::LanguageMap;
use super::values::Decimal;
use crate::digest::Digest;
use crate::json::{object, sealed_object};
use crate::text::Text;
use crate::time::Day;

sealed_object! {
    /// What a progress report says.
    pub struct ProgressBody {
        /// Version of the format, `major.minor`.
        required version: Text,
        /// Extensions that a reader must know to read this report rightly.
        required must_understand: Vec<Text>,
        /// 1, and one more with every correction.
        required revision: u64,
        /// Digest of the revision before; exactly where `revision` is above 1.
        optional supersedes: Option<Digest>,
        /// The language in which it is written, a BCP 47 tag.
        required language: Text,
        /// Whether and from when it may be shown publicly.
        required publication: Publication,
        /// The assessment report whose findings it follows up.
        required about: About,
        /// 1 for the first progress report of the cycle, 2 for the second.
        required number: u64,
        /// The day to which it refers.
        required reported_on: Day,
        /// What became of publicly reported findings.
        list remediation: Vec<Remediation>,
        /// What the factory does about its findings.
        withheld improvement_plan: Option<Vec<ImprovementItem>>,
        /// How management and workers talk to each other.
        withheld social_dialogue: Option<SocialDialogue>,
        /// The training that was held.
        withheld training: Option<Vec<TrainingItem>>,
    }
}

codes! {
    /// What became of a finding.
    pub enum RemediationResult {
        /// The factory says that it is remedied.
        Claimed = "claimed",
        /// The programme saw that it is.
        VerifiedRemediated = "verified_remediated",
        /// The programme saw that it is not.
        VerifiedNotRemediated = "verified_not_remediated",
    }

    /// How far an improvement is.
    pub enum ImprovementStatus {
        /// Not begun.
        Pending = "pending",
        /// Begun.
        InProgress = "in_progress",
        /// Done, as the factory says.
        Completed = "completed",
    }

    /// How far social dialogue is.
    pub enum DialogueAnswer {
        /// No progress.
        NoProgress = "no_progress",
        /// Moderate progress.
        ModerateProgress = "moderate_progress",
        /// On track.
        OnTrack = "on_track",
    }
}

object! {
    /// One revision of one report, by its digest.
    pub struct About {
        /// The report's `jti`.
        required jti: Text,
        /// Its revision.
        required revision: u64,
        /// Its digest.
        required digest: Digest,
    }
}

object! {
    /// What became of one publicly reported finding.
    pub struct Remediation {
        /// Id of the question in the national tool.
        required question: Text,
        /// What became of it.
        required result: RemediationResult,
        /// The day on which that was claimed or seen.
        optional on: Option<Day>,
    }
}

object! {
    /// One step of the improvement plan.
    pub struct ImprovementItem {
        /// The point it is about, `cluster/point`.
        required compliance_point: Text,
        /// Id of the question in the national tool.
        optional question: Option<Text>,
        /// What is to be done, in words.
        required action: LanguageMap,
        /// By when.
        optional due_on: Option<Day>,
        /// How far it is.
        required status: ImprovementStatus,
    }
}

object! {
    /// The bipartite committee and its work; persons are counts.
    pub struct SocialDialogue {
        /// Members who represent management.
        optional management_members_count: Option<u64>,
        /// Members who represent workers.
        optional worker_members_count: Option<u64>,
        /// Union members among them.
        optional union_members_count: Option<u64>,
        /// Women among them.
        optional women_members_count: Option<u64>,
        /// How often the committee met.
        optional meetings_count: Option<u64>,
        /// Answers about its work.
        list answers: Vec<DialogueQuestion>,
    }
}

object! {
    /// One answer about social dialogue.
    pub struct DialogueQuestion {
        /// Id of the question.
        required question: Text,
        /// The question in words.
        required text: LanguageMap,
        /// The answer.
        required answer: DialogueAnswer,
    }
}

object! {
    /// A training that was held.
    pub struct TrainingItem {
        /// The course.
        required course: Text,
        /// First day.
        optional from_on: Option<Day>,
        /// Last day.
        optional to_on: Option<Day>,
        /// How many people took part.
        optional participant_count: Option<u64>,
        /// Women among them.
        optional women_participant_count: Option<u64>,
        /// Days of training, summed over people.
        optional participant_days: Option<Decimal>,
    }
}

/// A progress report as a document: envelope and content.
pub type ProgressReport = super::document::Document<ProgressBody>;
