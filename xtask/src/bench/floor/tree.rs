//! The tree of a report that the floor parses into: plain serde, strings of the caller's choice, nothing checked.
#![allow(dead_code, reason = "the tree is built to be measured")]
#![allow(clippy::enum_variant_names, reason = "the format's words")]

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// A string of the tree: borrowed from the JSON, or owned.
pub(crate) trait Words<'de>: Deserialize<'de> + AsRef<str> + Default {}

impl Words<'_> for String {}
impl<'de: 'a, 'a> Words<'de> for Text<'a> {}

/// A string that is borrowed unless the JSON escapes it.
#[derive(Default)]
pub(crate) struct Text<'a>(Cow<'a, str>);

impl AsRef<str> for Text<'_> {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(TextVisitor)
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Text<'de>, E> {
        Ok(Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Text<'de>, E> {
        Ok(Text(Cow::Owned(text.to_owned())))
    }
}

/// A language map.
pub(crate) struct Languages<S>(Vec<(S, S)>);

impl<'de, S: Words<'de>> Deserialize<'de> for Languages<S> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(LanguagesVisitor(PhantomData))
    }
}

struct LanguagesVisitor<S>(PhantomData<S>);

impl<'de, S: Words<'de>> Visitor<'de> for LanguagesVisitor<S> {
    type Value = Languages<S>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a language map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Languages<S>, A::Error> {
        let mut entries = Vec::with_capacity(1);
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Languages(entries))
    }
}

macro_rules! codes {
    ($($name:ident { $($variant:ident = $code:literal),* })*) => {$(
        pub(crate) enum $name<S> { $($variant,)* Other(S) }

        impl<'de, S: Words<'de>> Deserialize<'de> for $name<S> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let code = S::deserialize(deserializer)?;
                Ok(match code.as_ref() { $($code => Self::$variant,)* _ => Self::Other(code) })
            }
        }
    )*};
}

codes! {
    Kind { Compliance = "compliance", Fact = "fact" }
    Basis { InternationalStandard = "international_standard", NationalLaw = "national_law", Benchmark = "benchmark" }
    Outcome { Compliant = "compliant", NonCompliant = "non_compliant", NotApplicable = "not_applicable", NotAssessed = "not_assessed" }
    Source {
        Observation = "observation", Documents = "documents", ManagerInterviews = "manager_interviews",
        WorkerInterviews = "worker_interviews", UnionInterviews = "union_interviews"
    }
    Progress { Pending = "pending", InProgress = "in_progress", Completed = "completed" }
    Answer { NoProgress = "no_progress", ModerateProgress = "moderate_progress", OnTrack = "on_track" }
}

macro_rules! objects {
    ($($name:ident { $($(#[$how:meta])* $member:ident: $type:ty),* $(,)? })*) => {$(
        #[derive(Deserialize)]
        #[serde(bound(deserialize = "S: Words<'de>"))]
        pub(crate) struct $name<S> { $($(#[$how])* $member: $type),* }
    )*};
}

objects! {
    Payload {
        iss: S, sub: S, jti: S, iat: i64, exp: Option<i64>, vct: Option<S>, status: Status<S>,
        #[serde(rename = "_sd_alg")] sd_alg: Option<S>, report: Report<S>,
    }
    Status { status_list: StatusList<S> }
    StatusList { idx: u64, uri: S }
    Report {
        version: S, must_understand: Vec<S>, revision: u64, supersedes: Option<S>, language: S, publication: Publication<S>,
        facility: Facility<S>, assessment: Assessment<S>, compliance_points: Vec<Point<S>>,
        improvement_plan: Option<Vec<Improvement<S>>>, social_dialogue: Option<Dialogue<S>>, training: Option<Vec<Training<S>>>,
        indicators: Option<Vec<Indicator<S>>>, #[serde(rename = "_sd", default)] sd: Vec<S>,
    }
    Publication { audience: S, from: Option<S> }
    Facility {
        name: S, country: S, industry: Option<Industry<S>>, #[serde(default)] identifiers: Vec<Identifier<S>>, address: Option<Address<S>>,
        coordinates: Option<Coordinates<S>>, ownership: Option<Ownership<S>>, operations: Option<Operations<S>>, workforce: Option<Workforce>,
        #[serde(rename = "_sd", default)] sd: Vec<S>,
    }
    Industry { isic: S }
    Identifier { scheme: S, value: S }
    Address { #[serde(default)] lines: Vec<S>, locality: Option<S>, region: Option<S>, postal_code: Option<S> }
    Coordinates { latitude: Option<S>, longitude: Option<S> }
    Ownership { parent_company: Option<S>, country: Option<S> }
    Operations { began_year: Option<u64>, #[serde(default)] products: Vec<S>, #[serde(default)] customers: Vec<S> }
    Assessment {
        id: S, cycle: u64, r#type: S, started_on: S, ended_on: Option<S>, announced: Option<bool>, assessor_count: Option<u64>,
        person_days: Option<S>, tool: Option<Tool<S>>, process: Option<Process<S>>, #[serde(rename = "_sd", default)] sd: Vec<S>,
    }
    Tool { id: S, version: S }
    Process {
        access_restricted: Option<bool>, documents_in_time: Option<bool>, managers_interviewed_count: Option<u64>,
        workers_interviewed_count: Option<u64>, union_representatives_interviewed_count: Option<u64>,
        #[serde(default = "Vec::new")] concerns: Vec<Languages<S>>, #[serde(default = "Vec::new")] good_practices: Vec<Languages<S>>,
    }
    Point {
        cluster: S, id: S, question_count: Option<u64>, #[serde(default = "Vec::new")] public_findings: Vec<Finding<S>>,
        findings: Option<Vec<Finding<S>>>, evidence: Option<Vec<Evidence<S>>>, #[serde(rename = "_sd", default)] sd: Vec<S>,
    }
    Finding {
        question: S, global_question: Option<S>, text: Languages<S>, kind: Kind<S>, basis: Option<Basis<S>>,
        #[serde(default)] legal_references: Vec<S>, #[serde(default)] tags: Vec<S>, result: Option<Outcome<S>>, value: Option<S>,
    }
    Evidence { question: S, explanation: Languages<S>, sources: Vec<Source<S>>, workers_affected_count: Option<u64> }
    Improvement { compliance_point: S, question: Option<S>, action: Languages<S>, due_on: Option<S>, status: Progress<S> }
    Dialogue {
        management_members_count: Option<u64>, worker_members_count: Option<u64>, union_members_count: Option<u64>,
        women_members_count: Option<u64>, meetings_count: Option<u64>, #[serde(default = "Vec::new")] answers: Vec<Answered<S>>,
    }
    Answered { question: S, text: Languages<S>, answer: Answer<S> }
    Training {
        course: S, from_on: Option<S>, to_on: Option<S>, participant_count: Option<u64>, women_participant_count: Option<u64>,
        participant_days: Option<S>,
    }
    Indicator { id: S, name: Languages<S>, value: S, unit: S, from_on: S, to_on: S }
}

#[derive(Deserialize)]
pub(crate) struct Workforce {
    total_count: Option<u64>,
    women_count: Option<u64>,
    men_count: Option<u64>,
    migrant_count: Option<u64>,
}

#[derive(Deserialize)]
pub(crate) struct Header<'a> {
    alg: &'a str,
    typ: &'a str,
    kid: &'a str,
}

/// A disclosure: its name picks the type of its value, in one pass.
pub(crate) struct Disclosure<'a> {
    salt: Text<'a>,
    value: Member<Text<'a>>,
}

pub(crate) enum Member<S> {
    Findings(Vec<Finding<S>>),
    Evidence(Vec<Evidence<S>>),
    Address(Address<S>),
    Coordinates(Coordinates<S>),
    Ownership(Ownership<S>),
    Operations(Operations<S>),
    Workforce(Workforce),
    Process(Process<S>),
    ImprovementPlan(Vec<Improvement<S>>),
    SocialDialogue(Dialogue<S>),
    Training(Vec<Training<S>>),
    Indicators(Vec<Indicator<S>>),
    Unknown(IgnoredAny),
}

impl<'de: 'a, 'a> Deserialize<'de> for Disclosure<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(DisclosureVisitor)
    }
}

struct DisclosureVisitor;

impl<'de> Visitor<'de> for DisclosureVisitor {
    type Value = Disclosure<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a salt, a name and a value")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Disclosure<'de>, A::Error> {
        let salt = next(&mut sequence)?;
        let name: Text<'de> = next(&mut sequence)?;
        let value = match name.as_ref() {
            "findings" => Member::Findings(next(&mut sequence)?),
            "evidence" => Member::Evidence(next(&mut sequence)?),
            "address" => Member::Address(next(&mut sequence)?),
            "coordinates" => Member::Coordinates(next(&mut sequence)?),
            "ownership" => Member::Ownership(next(&mut sequence)?),
            "operations" => Member::Operations(next(&mut sequence)?),
            "workforce" => Member::Workforce(next(&mut sequence)?),
            "process" => Member::Process(next(&mut sequence)?),
            "improvement_plan" => Member::ImprovementPlan(next(&mut sequence)?),
            "social_dialogue" => Member::SocialDialogue(next(&mut sequence)?),
            "training" => Member::Training(next(&mut sequence)?),
            "indicators" => Member::Indicators(next(&mut sequence)?),
            _ => Member::Unknown(next(&mut sequence)?),
        };
        match sequence.next_element::<IgnoredAny>()? {
            None => Ok(Disclosure { salt, value }),
            Some(_) => Err(A::Error::custom("a disclosure has three elements")),
        }
    }
}

fn next<'de, T: Deserialize<'de>, A: SeqAccess<'de>>(sequence: &mut A) -> Result<T, A::Error> {
    sequence.next_element()?.ok_or_else(|| A::Error::custom("a disclosure has three elements"))
}
