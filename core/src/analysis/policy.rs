//! Policies: a buyer's rules for relying on a report, as data. A rule that nobody knows is never ignored.

use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::choices::{choices, refused};
use super::document::{check_schema, inconsistent};
use super::point_id::PointId;
use crate::digest::Digest;
use crate::error::{Result, excerpt};
use crate::json::{self, ReadJson, Reader, object};
use crate::report::{Country, Decimal, LanguageMap, PUBLIC_DISCLOSURE, ZERO_TOLERANCE};
use crate::text::Text;

const KIND: &str = "policy";

/// The tags that the format knows; a policy that means one of them must write it so.
const TAGS: &[&str] = &[ZERO_TOLERANCE, PUBLIC_DISCLOSURE];

object! {
    /// A buyer's rules.
    pub struct PolicyDocument {
        /// What kind of document this is, and its version: `https://schemas.betterwork.org/policy/1`.
        required schema: Text,
        /// The policy's own id.
        required id: Text,
        /// The policy's own version.
        required version: Text,
        /// The policy, in words.
        required title: LanguageMap,
        /// The issuers whose reports count: the `iss` of a report.
        required issuers: Vec<Text>,
        /// The countries in which they count; all where absent.
        optional countries: Option<Vec<Country>>,
        /// Whether reports of a test trust list count, which are test data; they do not where this is absent.
        optional accept_test_data: Option<bool>,
        /// How old a report may be, in days since the visit.
        required maximum_age_days: u64,
        /// For how many days more it is taken, with a note.
        optional grace_days: Option<u64>,
        /// What must be shown: `complete`, or a list of points all of whose findings must be.
        required disclosure: RequiredDisclosure,
        /// What must be said of the visit.
        optional visit: Option<VisitRules>,
        /// What a clause means that nothing answers.
        required uncovered_clause: Uncovered,
        /// What a clause means that is answered in part.
        required partly_covered_clause: PartlyCovered,
        /// The standings with which a report counts, such as `valid`.
        required standings: Vec<AcceptedStanding>,
        /// How old the status list may be that says so, in days.
        optional maximum_status_age_days: Option<u64>,
        /// What a non-compliance means.
        required non_compliance: NonComplianceRules,
        /// Tags that block where a question that carries one is non-compliant.
        list zero_tolerance_tags: Vec<Text>,
        /// Whether the visit must be later than the last blocking assessment that the buyer knows of.
        required later_than_last_blocking: bool,
    }
}

object! {
    /// What must be said of the visit; what a report does not state fails.
    pub struct VisitRules {
        /// Whether the factory must not have known of it beforehand.
        optional unannounced: Option<bool>,
        /// How much work it must have been, in days of one person.
        optional minimum_person_days: Option<Decimal>,
        /// Whether workers must have been interviewed.
        optional worker_interviews: Option<bool>,
        /// Whether union representatives must have been interviewed.
        optional union_interviews: Option<bool>,
    }
}

object! {
    /// What a non-compliance means: the finest rule that fits decides, of two alike the stricter.
    pub struct NonComplianceRules {
        /// What it means where no rule fits.
        required default: Action,
        /// The rules.
        list rules: Vec<NonComplianceRule>,
    }
}

object! {
    /// What a non-compliance at a point or question means; all that is named must fit.
    pub struct NonComplianceRule {
        /// The point.
        optional compliance_point: Option<PointId>,
        /// The question of the national tool.
        optional question: Option<Text>,
        /// The global question.
        optional global_question: Option<Text>,
        /// What it means.
        required action: Action,
    }
}

choices! {
    /// What a non-compliance means for a buyer, mildest first.
    pub enum Action {
        /// Nothing: the factory works on it with the programme.
        Accept = "accept",
        /// It must be remedied, and the programme must have seen that.
        FollowUp = "follow_up",
        /// The report cannot be relied on: audit in full.
        Block = "block",
    }

    /// What a clause means that nothing answers.
    pub enum Uncovered {
        /// A short visit must look at it.
        TopUp = "top_up",
        /// It is left out, and said to be.
        OutOfScope = "out_of_scope",
    }

    /// What a clause means that is answered in part.
    pub enum PartlyCovered {
        /// A short visit must look at the rest.
        TopUp = "top_up",
        /// The part is enough.
        Accept = "accept",
    }

    /// A standing with which a report may count.
    pub enum AcceptedStanding {
        /// It stands.
        Valid = "valid",
        /// A correction or a later assessment took its place.
        Superseded = "superseded",
        /// It is not to be relied on for now.
        Suspended = "suspended",
        /// It was taken back.
        Revoked = "revoked",
        /// Nobody can say.
        Unknown = "unknown",
    }
}

/// What must be shown of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RequiredDisclosure {
    /// All of it.
    Complete,
    /// All findings of these points.
    Points(Vec<PointId>),
}

/// A policy that was checked; nothing else makes one.
#[derive(Clone, Debug)]
pub struct Policy {
    document: PolicyDocument,
    digest: Digest,
}

impl Policy {
    /// Reads a policy: strict JSON in which a member that nobody knows is an error, with what may have been meant.
    ///
    /// # Errors
    /// `wrong_document` or `unsupported_version` where `schema` names something else; `malformed` with line and column
    /// for a fault of form, an unknown rule or point among it; `inconsistent` where no issuer, country or standing is
    /// accepted, a rule names nothing, two rules name the same, or a zero-tolerance tag is mistyped or no code.
    pub fn from_json(json: &str) -> Result<Self> {
        check_schema(json, KIND)?;
        let document: PolicyDocument = json::read_closed(&Arc::new(json.to_owned()))?;
        if document.issuers.is_empty() {
            return Err(inconsistent("`issuers` is empty: no report would ever count"));
        }
        if document.standings.is_empty() {
            return Err(inconsistent("`standings` is empty: no report would ever count"));
        }
        if document.countries.as_ref().is_some_and(Vec::is_empty) {
            return Err(inconsistent("`countries` is empty: no report would ever count; leave it out to accept all"));
        }
        check_rules(&document.non_compliance.rules)?;
        document.zero_tolerance_tags.iter().try_for_each(check_tag)?;
        Ok(Policy { document, digest: Digest::of(json.as_bytes()) })
    }

    /// Returns what it says.
    pub fn document(&self) -> &PolicyDocument {
        &self.document
    }

    /// Returns the SHA-256 digest of its bytes.
    pub fn digest(&self) -> Digest {
        self.digest
    }
}

/// Tags are open codes; one that is nearly a known one is that one mistyped, and would never block anything.
fn check_tag(tag: &Text) -> Result<()> {
    let is_code = !tag.is_empty() && tag.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    let plain = tag.to_lowercase().replace([' ', '-'], "_");
    let meant = TAGS.iter().find(|known| ***known != **tag && strsim::levenshtein(known, &plain) <= 2);
    let refused = |why: String| Err(inconsistent(format!("`{}` {why}", excerpt(tag))).within("zero_tolerance_tags"));
    match meant {
        Some(meant) => refused(format!("is not the tag `{meant}`; did you mean it?")),
        None if is_code => Ok(()),
        None => refused("is no tag: a tag is a code in snake_case".to_owned()),
    }
}

fn check_rules(rules: &[NonComplianceRule]) -> Result<()> {
    for (place, rule) in rules.iter().enumerate() {
        let within = |message: &'static str| Err(inconsistent(message).within(&format!("non_compliance.rules[{place}]")));
        if rule.compliance_point.is_none() && rule.question.is_none() && rule.global_question.is_none() {
            return within("the rule names no compliance point and no question");
        }
        let same = |before: &NonComplianceRule| {
            (before.compliance_point, &before.question, &before.global_question)
                == (rule.compliance_point, &rule.question, &rule.global_question)
        };
        if rules.iter().take(place).any(same) {
            return within("an earlier rule names the same");
        }
    }
    Ok(())
}

impl ReadJson for RequiredDisclosure {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        if reader.is_at_array() {
            return Vec::read(reader).map(RequiredDisclosure::Points);
        }
        match &*reader.str()? {
            "complete" => Ok(RequiredDisclosure::Complete),
            other => Err(refused(reader, other, &["complete"])),
        }
    }
}

impl Serialize for RequiredDisclosure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            RequiredDisclosure::Complete => serializer.serialize_str("complete"),
            RequiredDisclosure::Points(points) => points.serialize(serializer),
        }
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for RequiredDisclosure {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "RequiredDisclosure".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let points = generator.subschema_for::<Vec<PointId>>();
        schemars::json_schema!({"oneOf": [{"type": "string", "const": "complete"}, points]})
    }
}
