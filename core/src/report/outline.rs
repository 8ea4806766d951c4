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
use crate::json::{Present, Raw, ReadJson, Reader, pick, there};
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
        pick!(
            reader,
            AssessmentBody::SHAPE,
            version,
            must_understand,
            revision,
            supersedes,
            language,
            publication,
            facility,
            assessment,
            compliance_points
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
        pick!(reader, Facility::SHAPE, country, identifiers, coordinates)?;
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
        pick!(reader, Coordinates::SHAPE, latitude, longitude)?;
        Ok(CoordinatesOutline(latitude.is_some(), longitude.is_some()))
    }
}

impl ReadJson for AssessmentDays {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let (mut started_on, mut ended_on) = (None, None);
        pick!(reader, Assessment::SHAPE, started_on, ended_on)?;
        Ok(AssessmentDays { started_on: there(started_on)?, ended_on })
    }
}

impl ReadJson for PointOutline {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let (mut cluster, mut id, mut question_count, mut public_findings, mut findings) = (None, None, None, None, None);
        let mut evidence: Option<Vec<EvidenceOutline>> = None;
        pick!(reader, CompliancePoint::SHAPE, cluster, id, question_count, public_findings, findings, evidence)?;
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
        let mut tags: Option<PublicTag> = None;
        pick!(reader, Finding::SHAPE, question, kind, result, value, tags)?;
        Ok(FindingOutline {
            question: there(question)?,
            kind: there(kind)?,
            has_result: result.is_some(),
            has_value: value.is_some(),
            is_public: tags.is_some_and(|PublicTag(is_there)| is_there),
        })
    }
}

/// Whether the tag of public findings is among others.
struct PublicTag(bool);

impl ReadJson for PublicTag {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let mut is_there = false;
        reader.array(&mut |reader, index| {
            is_there |= reader.str().map_err(|error| error.within_item(index))? == PUBLIC_DISCLOSURE;
            Ok(())
        })?;
        Ok(PublicTag(is_there))
    }
}

/// The question of a piece of evidence.
#[derive(Clone, Debug)]
struct EvidenceOutline(Text);

impl ReadJson for EvidenceOutline {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let mut question = None;
        pick!(reader, Evidence::SHAPE, question)?;
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
