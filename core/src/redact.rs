//! Redaction: a view of a report with less in it, whose signature still verifies. Needs no key.

use std::str::FromStr;

use crate::error::{Error, ErrorKind, Result, excerpt, words};
use crate::report::{AssessmentBody, CompliancePoint, Payload, ProgressBody, check_vct};
use crate::seal::places::{Place, Places};
use crate::seal::sd_jwt::{self, Content, SdJwt};
use crate::verify::read_payload;

/// Which withholdable members a view shows. What is always in the clear stays in every view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum View {
    /// All that the token has.
    Full,
    /// None of the withholdable members: the floor.
    Public,
    /// The named members, as far as the token has them.
    Members(Vec<MemberPath>),
}

/// The name of a withholdable member: `improvement_plan`, `facility.address`, `compliance_points.findings` for all
/// points or `compliance_points[working_time/overtime].findings` for one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberPath {
    object: &'static str,
    /// Cluster and id, where one compliance point is meant.
    point: Option<(String, String)>,
    member: String,
}

/// Every withholdable member: the kind of object it belongs to, the path of that object, its name.
const WITHHOLDABLE: &[(&str, &str, &[&str])] = &[
    ("AssessmentBody", "", &["improvement_plan", "social_dialogue", "training", "indicators"]),
    ("Facility", "facility", &["address", "coordinates", "ownership", "operations", "workforce"]),
    ("Assessment", "assessment", &["process"]),
    ("CompliancePoint", "compliance_points", &["findings", "evidence"]),
];

/// Makes a view of a report; the issuer's signature still fits.
///
/// The report is not verified: whoever gets the view verifies it.
///
/// # Errors
/// `too_large`, `malformed`, `unsupported_algorithm`, `wrong_document` where it is no report; with [`View::Members`]
/// also what reading its payload says.
pub fn redact(token: &[u8], view: &View) -> Result<String> {
    let sd_jwt = SdJwt::open(token)?;
    let decoded = sd_jwt.decode()?;
    sd_jwt.jws.header.expect(sd_jwt::TYP)?;
    let content = decoded.content(&sd_jwt)?;
    let shown = match view {
        View::Full => vec![true; sd_jwt.disclosures.len()],
        View::Public => Vec::new(),
        View::Members(members) => shown(&content, sd_jwt.disclosures.len(), members)?,
    };
    let signed = token.split(|byte| *byte == b'~').next().unwrap_or_default();
    let kept = sd_jwt.disclosures.iter().zip(shown).filter_map(|(disclosure, shown)| shown.then_some(*disclosure));
    let mut parts = vec![signed];
    parts.extend(kept);
    parts.push(b"");
    String::from_utf8(parts.join(&b'~')).map_err(|_| Error::new(ErrorKind::Malformed, "the token is not text"))
}

/// Decides for each disclosure whether it is one of the named members.
fn shown(content: &Content, count: usize, members: &[MemberPath]) -> Result<Vec<bool>> {
    let places = Places::new(&content.disclosures);
    let payload: Payload<AssessmentBody> = read_payload(content, &places)?;
    let vct = payload.vct.unwrap_or_default();
    let points = if check_vct::<AssessmentBody>(&vct).is_ok() {
        payload.document?.report.compliance_points
    } else {
        check_vct::<ProgressBody>(&vct)?;
        read_payload::<Payload<ProgressBody>>(content, &places)?.document?;
        Vec::new()
    };
    if let Some(member) = members.iter().find(|member| !member.fits(&points)) {
        return Err(member.missing());
    }
    let mut shown = vec![false; count];
    for place in places.into_found() {
        if let Some(shown) = shown.get_mut(place.disclosure) {
            *shown |= members.iter().any(|member| member.names(&place, &points));
        }
    }
    Ok(shown)
}

impl MemberPath {
    fn names(&self, place: &Place, points: &[CompliancePoint]) -> bool {
        let object = if place.object == "ProgressBody" { "AssessmentBody" } else { place.object };
        let this_point = || match (&self.point, points.get(place.number)) {
            (Some((cluster, id)), Some(point)) => point.cluster == **cluster && point.id == **id,
            (point, _) => point.is_none(),
        };
        object == self.object && place.member == self.member && (object != "CompliancePoint" || this_point())
    }
}

impl MemberPath {
    /// Whether the report has the point that is named, where one is.
    fn fits(&self, points: &[CompliancePoint]) -> bool {
        let is_named = |point: &CompliancePoint, (cluster, id): &(String, String)| point.cluster == **cluster && point.id == **id;
        self.point.as_ref().is_none_or(|named| points.iter().any(|point| is_named(point, named)))
    }

    fn missing(&self) -> Error {
        let (cluster, id) = self.point.clone().unwrap_or_default();
        Error::new(ErrorKind::Malformed, words!("the report has no compliance point `{}/{}`", excerpt(&cluster), excerpt(&id)))
    }
}

impl FromStr for MemberPath {
    type Err = Error;

    fn from_str(path: &str) -> Result<Self> {
        let (object_path, member) = path.rsplit_once('.').unwrap_or(("", path));
        let (object_path, point) = match object_path.split_once('[') {
            Some(("compliance_points", point)) => {
                let (cluster, id) = point.strip_suffix(']').and_then(|point| point.split_once('/')).ok_or_else(|| unknown_member(path))?;
                ("compliance_points", Some((cluster.to_owned(), id.to_owned())))
            }
            Some(_) => return Err(unknown_member(path)),
            None => (object_path, None),
        };
        let known = WITHHOLDABLE.iter().find(|(_, known, members)| *known == object_path && members.contains(&member));
        let (object, ..) = known.ok_or_else(|| unknown_member(path))?;
        Ok(MemberPath { object, point, member: member.to_owned() })
    }
}

/// `full`, `public`, or member paths separated by commas.
impl FromStr for View {
    type Err = Error;

    fn from_str(view: &str) -> Result<Self> {
        match view {
            "full" => Ok(View::Full),
            "public" => Ok(View::Public),
            members => members.split(',').map(|member| member.trim().parse()).collect::<Result<_>>().map(View::Members),
        }
    }
}

fn unknown_member(path: &str) -> Error {
    let known = WITHHOLDABLE.iter().flat_map(|(_, object, members)| {
        members.iter().map(move |member| if object.is_empty() { (*member).to_owned() } else { [object, ".", member].concat() })
    });
    let known: Vec<_> = known.collect();
    Error::new(ErrorKind::Malformed, words!("`{}` is not a member that can be withheld; those are {}", excerpt(path), known.join(", ")))
}
