//! The outline of an assessment report: what verification itself asks of it, and the whole of it as JSON text.

use serde::{Serialize, Serializer};

use super::assessment::{Assessment, AssessmentBody, Publication};
use super::consistency::{self, Answer, Point, Visit};
use super::content::Content;
use super::country::Country;
use super::facility::{Coordinates, Facility};
use super::finding::{Evidence, Finding, FindingKind, FindingResult, PUBLIC_DISCLOSURE};
use super::identifier::Identifier;
use super::point::CompliancePoint;
use super::values::Decimal;
use crate::digest::Digest;
use crate::error::Result;
use crate::json::{Present, Raw, ReadJson, Reader, Slot, there};
use crate::text::Text;
use crate::time::{Day, Timestamp};

/// An assessment report for who passes it on as text: every member is checked, few are held.
#[derive(Clone, Debug)]
pub struct AssessmentOutline {
    version: Text,
    must_understand: Vec<Text>,
    pub(crate) revision: u64,
    supersedes: bool,
    language: Text,
    pub(crate) publication: Publication,
    pub(crate) facility: FacilityOutline,
    pub(crate) assessment: AssessmentDays,
    pub(crate) compliance_points: Vec<PointOutline>,
    text: String,
}

#[derive(Clone, Debug)]
pub(crate) struct FacilityOutline {
    pub(crate) country: Country,
    pub(crate) identifiers: Vec<Identifier>,
    /// Whether latitude and longitude are there, where coordinates are.
    coordinates: Option<(bool, bool)>,
}

#[derive(Clone, Debug)]
pub(crate) struct AssessmentDays {
    pub(crate) started_on: Day,
    pub(crate) ended_on: Option<Day>,
}

#[derive(Clone, Debug)]
pub(crate) struct PointOutline {
    cluster: Text,
    id: Text,
    question_count: u64,
    public_findings: Vec<FindingOutline>,
    findings: Option<Vec<FindingOutline>>,
    evidence: Vec<EvidenceOutline>,
}

#[derive(Clone, Debug)]
pub(crate) struct FindingOutline {
    question: Text,
    kind: FindingKind,
    has_result: bool,
    has_value: bool,
    is_public: bool,
}

impl ReadJson for AssessmentOutline {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        if let Some(apart) = reader.apart() {
            apart.keep_places();
        }
        let begins = reader.next();
        let (mut version, mut must_understand, mut revision, mut language, mut publication) = (None, None, None, None, None);
        let (mut facility, mut assessment, mut compliance_points) = (None, None, None);
        let mut supersedes: Option<Present<Digest>> = None;
        reader.pick(
            AssessmentBody::SHAPE,
            &mut [
                ("version", &mut version),
                ("must_understand", &mut must_understand),
                ("revision", &mut revision),
                ("supersedes", &mut supersedes),
                ("language", &mut language),
                ("publication", &mut publication),
                ("facility", &mut facility),
                ("assessment", &mut assessment),
                ("compliance_points", &mut compliance_points),
            ],
        )?;
        Ok(AssessmentOutline {
            version: there(version)?,
            must_understand: there(must_understand)?,
            revision: there(revision)?,
            supersedes: supersedes.is_some(),
            language: there(language)?,
            publication: there(publication)?,
            facility: there(facility)?,
            assessment: there(assessment)?,
            compliance_points: there(compliance_points)?,
            text: reader.whole(begins),
        })
    }
}

impl ReadJson for FacilityOutline {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let (mut country, mut identifiers, mut coordinates) = (None, None, None::<CoordinatesOutline>);
        let mut wanted: [(&'static str, &mut dyn Slot); 3] =
            [("country", &mut country), ("identifiers", &mut identifiers), ("coordinates", &mut coordinates)];
        reader.pick(Facility::SHAPE, &mut wanted)?;
        Ok(FacilityOutline {
            country: there(country)?,
            identifiers: identifiers.unwrap_or_default(),
            coordinates: coordinates.map(|CoordinatesOutline(latitude, longitude)| (latitude, longitude)),
        })
    }
}

/// Whether latitude and longitude are there.
struct CoordinatesOutline(bool, bool);

impl ReadJson for CoordinatesOutline {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let (mut latitude, mut longitude): (Option<Present<Decimal>>, Option<Present<Decimal>>) = (None, None);
        reader.pick(Coordinates::SHAPE, &mut [("latitude", &mut latitude), ("longitude", &mut longitude)])?;
        Ok(CoordinatesOutline(latitude.is_some(), longitude.is_some()))
    }
}

impl ReadJson for AssessmentDays {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let (mut started_on, mut ended_on) = (None, None);
        reader.pick(Assessment::SHAPE, &mut [("started_on", &mut started_on), ("ended_on", &mut ended_on)])?;
        Ok(AssessmentDays { started_on: there(started_on)?, ended_on })
    }
}

impl ReadJson for PointOutline {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let (mut cluster, mut id, mut question_count, mut public_findings, mut findings) = (None, None, None, None, None);
        let mut evidence: Option<Vec<EvidenceOutline>> = None;
        reader.pick(
            CompliancePoint::SHAPE,
            &mut [
                ("cluster", &mut cluster),
                ("id", &mut id),
                ("question_count", &mut question_count),
                ("public_findings", &mut public_findings),
                ("findings", &mut findings),
                ("evidence", &mut evidence),
            ],
        )?;
        Ok(PointOutline {
            cluster: there(cluster)?,
            id: there(id)?,
            question_count: there(question_count)?,
            public_findings: there(public_findings)?,
            findings,
            evidence: evidence.unwrap_or_default(),
        })
    }
}

impl ReadJson for FindingOutline {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let (mut question, mut kind) = (None, None);
        let (mut result, mut value): (Option<Present<FindingResult>>, Option<Present<Text>>) = (None, None);
        let mut tags: Option<Vec<Text>> = None;
        reader.pick(
            Finding::SHAPE,
            &mut [("question", &mut question), ("kind", &mut kind), ("result", &mut result), ("value", &mut value), ("tags", &mut tags)],
        )?;
        Ok(FindingOutline {
            question: there(question)?,
            kind: there(kind)?,
            has_result: result.is_some(),
            has_value: value.is_some(),
            is_public: tags.iter().flatten().any(|tag| tag == PUBLIC_DISCLOSURE),
        })
    }
}

/// The question of a piece of evidence.
#[derive(Clone, Debug)]
struct EvidenceOutline(Text);

impl ReadJson for EvidenceOutline {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let mut question = None;
        reader.pick(Evidence::SHAPE, &mut [("question", &mut question)])?;
        there(question).map(EvidenceOutline)
    }
}

/// The report as it stands in its document, with what is disclosed in its place.
impl Serialize for AssessmentOutline {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Raw(&self.text).serialize(serializer)
    }
}

impl Content for AssessmentOutline {
    const KIND: &'static str = AssessmentBody::KIND;
    fn version(&self) -> &str {
        &self.version
    }
    fn must_understand(&self) -> &[Text] {
        &self.must_understand
    }
    fn language(&self) -> &str {
        &self.language
    }
    fn country(&self) -> Option<Country> {
        Some(self.facility.country)
    }
    fn consistency(&self, iat: Timestamp) -> Result<()> {
        let visit = Visit {
            revision: self.revision,
            supersedes: self.supersedes,
            coordinates: self.facility.coordinates,
            points: &self.compliance_points,
            started_on: self.assessment.started_on,
            ended_on: self.assessment.ended_on,
        };
        consistency::assessment(&visit, iat)
    }
}

impl Point for PointOutline {
    type Finding = FindingOutline;
    fn cluster(&self) -> &str {
        &self.cluster
    }
    fn id(&self) -> &str {
        &self.id
    }
    fn question_count(&self) -> u64 {
        self.question_count
    }
    fn public_findings(&self) -> &[FindingOutline] {
        &self.public_findings
    }
    fn findings(&self) -> Option<&[FindingOutline]> {
        self.findings.as_deref()
    }
    fn evidence(&self) -> impl Iterator<Item = &str> {
        self.evidence.iter().map(|EvidenceOutline(question)| question.as_str())
    }
}

impl Answer for FindingOutline {
    fn question(&self) -> &str {
        &self.question
    }
    fn kind(&self) -> &FindingKind {
        &self.kind
    }
    fn has_result(&self) -> bool {
        self.has_result
    }
    fn has_value(&self) -> bool {
        self.has_value
    }
    fn is_public(&self) -> bool {
        self.is_public
    }
}
