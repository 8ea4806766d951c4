//! Flat rows of a verified report, in the words of the format: what a store, a table or a data frame keeps of it.
//!
//! Rows are for search and rates; a decision is made from the signed bytes. Rows borrow from the report. Every row
//! carries the digest of the signed original and a stable natural key. Of a text in several languages a row has one:
//! the report's own language, else English, else the first. What is withheld and what was never said are both absent;
//! the counts of what is withheld tell them apart.

use crate::digest::Digest;
use crate::report::{AssessmentBody, CompliancePoint, Evidence, Facility, Finding, ImprovementItem, LanguageMap, Source};
use crate::text::Text;
use crate::time::{Day, Timestamp};
use crate::verify::{Disclosure, VerifiedReport};

/// What takes the rows of a report, in this order: the report, then each point followed by its findings and its
/// evidence, then the improvement items.
pub trait RowSink {
    /// Why a row could not be taken.
    type Error;
    /// Takes the report.
    fn report(&mut self, row: &ReportRow<'_>) -> Result<(), Self::Error>;
    /// Takes a compliance point.
    fn compliance_point(&mut self, row: &CompliancePointRow<'_>) -> Result<(), Self::Error>;
    /// Takes a finding.
    fn finding(&mut self, row: &FindingRow<'_>) -> Result<(), Self::Error>;
    /// Takes a piece of evidence.
    fn evidence(&mut self, row: &EvidenceRow<'_>) -> Result<(), Self::Error>;
    /// Takes an item of the improvement plan.
    fn improvement_item(&mut self, row: &ImprovementItemRow<'_>) -> Result<(), Self::Error>;
}

/// A report; its key is `digest`, and so is `iss`, `jti`, `revision`.
#[derive(Clone, Debug)]
#[non_exhaustive]
#[allow(missing_docs, reason = "the words of the format")]
pub struct ReportRow<'a> {
    pub digest: Digest,
    pub iss: &'a str,
    pub sub: &'a str,
    pub jti: &'a str,
    pub revision: u64,
    pub supersedes: Option<Digest>,
    pub follows_jti: Option<&'a str>,
    pub follows_digest: Option<Digest>,
    pub iat: Timestamp,
    pub exp: Option<Timestamp>,
    pub status_uri: &'a str,
    pub status_idx: u64,
    pub version: &'a str,
    pub language: &'a str,
    pub audience: &'a str,
    pub from_on: Option<Day>,
    pub facility_name: &'a str,
    pub facility_country: &'a str,
    pub facility_isic: Option<&'a str>,
    /// The facility's identifier in each scheme that matching uses; of two in one scheme the first.
    pub os_id: Option<&'a str>,
    pub star: Option<&'a str>,
    pub lei: Option<&'a str>,
    pub gln: Option<&'a str>,
    pub duns: Option<&'a str>,
    pub address_lines: &'a [Text],
    pub locality: Option<&'a str>,
    pub region: Option<&'a str>,
    pub postal_code: Option<&'a str>,
    pub latitude: Option<&'a str>,
    pub longitude: Option<&'a str>,
    pub workforce_total_count: Option<u64>,
    pub workforce_women_count: Option<u64>,
    pub workforce_men_count: Option<u64>,
    pub workforce_migrant_count: Option<u64>,
    pub assessment_id: &'a str,
    pub cycle: u64,
    pub assessment_type: &'a str,
    pub started_on: Day,
    pub ended_on: Option<Day>,
    pub announced: Option<bool>,
    pub assessor_count: Option<u64>,
    pub person_days: Option<&'a str>,
    pub tool_id: &'a str,
    pub tool_version: &'a str,
    /// `complete` or `partial`.
    pub disclosure: &'static str,
    pub findings_withheld_count: u64,
    pub members_withheld_count: u64,
    pub signer_name: &'a str,
    pub signer_kid: &'a str,
    /// Whether it is test data.
    pub is_test: bool,
    /// `valid`, `superseded`, `revoked`, `suspended` or `unknown`, as of `standing_as_of_at`.
    pub standing: &'static str,
    /// Why it is unknown.
    pub standing_reason: Option<&'static str>,
    pub standing_as_of_at: Option<Timestamp>,
    /// The instant for which the answers hold.
    pub verified_at: Timestamp,
}

/// A compliance point; its key is `digest`, `cluster`, `compliance_point`.
#[derive(Clone, Debug)]
#[non_exhaustive]
#[allow(missing_docs, reason = "the words of the format")]
pub struct CompliancePointRow<'a> {
    pub digest: Digest,
    /// Its place in the report, from 1.
    pub number: u64,
    pub cluster: &'a str,
    pub compliance_point: &'a str,
    pub question_count: u64,
    pub findings_withheld_count: u64,
    /// What follows from the visible findings: `non_compliant`, `unknown`, `compliant` or `no_result`.
    pub result: &'static str,
}

/// A finding; its key is `digest`, `cluster`, `compliance_point`, `question`.
#[derive(Clone, Debug)]
#[non_exhaustive]
#[allow(missing_docs, reason = "the words of the format")]
pub struct FindingRow<'a> {
    pub digest: Digest,
    /// Its place in the report, from 1.
    pub number: u64,
    pub cluster: &'a str,
    pub compliance_point: &'a str,
    pub question: &'a str,
    pub global_question: Option<&'a str>,
    pub text: &'a str,
    pub kind: &'a str,
    pub basis: Option<&'a str>,
    pub legal_references: &'a [Text],
    pub tags: &'a [Text],
    pub result: Option<&'a str>,
    pub value: Option<&'a str>,
    /// Whether it belongs to the floor, which nobody can withhold.
    pub is_public: bool,
}

/// A piece of evidence; its key is `digest`, `number`.
#[derive(Clone, Debug)]
#[non_exhaustive]
#[allow(missing_docs, reason = "the words of the format")]
pub struct EvidenceRow<'a> {
    pub digest: Digest,
    /// Its place in the report, from 1.
    pub number: u64,
    pub cluster: &'a str,
    pub compliance_point: &'a str,
    pub question: &'a str,
    pub explanation: &'a str,
    pub sources: &'a [Source],
    pub workers_affected_count: Option<u64>,
}

/// An item of the improvement plan; its key is `digest`, `number`.
#[derive(Clone, Debug)]
#[non_exhaustive]
#[allow(missing_docs, reason = "the words of the format")]
pub struct ImprovementItemRow<'a> {
    pub digest: Digest,
    /// Its place in the plan, from 1.
    pub number: u64,
    /// The first half of the report's `cluster/point`; absent where the report names a point alone.
    pub cluster: Option<&'a str>,
    pub compliance_point: &'a str,
    pub question: Option<&'a str>,
    pub action: &'a str,
    pub due_on: Option<Day>,
    pub status: &'a str,
}

/// Gives every row of a report to a sink.
///
/// # Errors
/// The first error of the sink.
pub fn each<S: RowSink>(verified: &VerifiedReport, sink: &mut S) -> Result<(), S::Error> {
    let body = verified.report();
    let texts = Texts { digest: verified.digest(), language: &body.language };
    let (mut findings, mut evidence) = (1.., 1..);
    sink.report(&report(verified, body))?;
    for (point, number) in body.compliance_points.iter().zip(1..) {
        sink.compliance_point(&texts.compliance_point(point, number))?;
        let floor = point.public_findings.iter().map(|finding| (finding, true));
        let others = point.findings.iter().flatten().map(|finding| (finding, false));
        for ((finding, is_public), number) in floor.chain(others).zip(&mut findings) {
            sink.finding(&texts.finding(point, finding, is_public, number))?;
        }
        for (item, number) in point.evidence.iter().flatten().zip(&mut evidence) {
            sink.evidence(&texts.evidence(point, item, number))?;
        }
    }
    for (item, number) in body.improvement_plan.iter().flatten().zip(1..) {
        sink.improvement_item(&texts.improvement_item(item, number))?;
    }
    Ok(())
}

fn report<'a>(verified: &'a VerifiedReport, body: &'a AssessmentBody) -> ReportRow<'a> {
    let (document, signer, standing) = (verified.document(), verified.signer(), verified.standing());
    let (facility, assessment) = (&body.facility, &body.assessment);
    let (address, coordinates, workforce) = (facility.address.as_ref(), facility.coordinates.as_ref(), facility.workforce.as_ref());
    let (disclosure, findings_withheld_count, members_withheld_count) = match verified.disclosure() {
        Disclosure::Complete => ("complete", 0, 0),
        Disclosure::Partial { findings, members } => ("partial", *findings, *members),
    };
    ReportRow {
        digest: verified.digest(),
        iss: &document.iss,
        sub: &document.sub,
        jti: &document.jti,
        revision: body.revision,
        supersedes: body.supersedes,
        follows_jti: body.follows.as_ref().map(|follows| &*follows.jti),
        follows_digest: body.follows.as_ref().map(|follows| follows.digest),
        iat: document.iat,
        exp: document.exp,
        status_uri: &document.status.uri,
        status_idx: document.status.idx,
        version: &body.version,
        language: &body.language,
        audience: body.publication.audience.code(),
        from_on: body.publication.from,
        facility_name: &facility.name,
        facility_country: facility.country.as_str(),
        facility_isic: facility.industry.as_ref().map(|industry| &*industry.isic),
        os_id: identifier(facility, "os_id"),
        star: identifier(facility, "star"),
        lei: identifier(facility, "lei"),
        gln: identifier(facility, "gln"),
        duns: identifier(facility, "duns"),
        address_lines: address.map_or(&[], |address| &address.lines),
        locality: address.and_then(|address| address.locality.as_deref()),
        region: address.and_then(|address| address.region.as_deref()),
        postal_code: address.and_then(|address| address.postal_code.as_deref()),
        latitude: coordinates.and_then(|place| place.latitude.as_ref()).map(|degrees| degrees.as_str()),
        longitude: coordinates.and_then(|place| place.longitude.as_ref()).map(|degrees| degrees.as_str()),
        workforce_total_count: workforce.and_then(|workforce| workforce.total_count),
        workforce_women_count: workforce.and_then(|workforce| workforce.women_count),
        workforce_men_count: workforce.and_then(|workforce| workforce.men_count),
        workforce_migrant_count: workforce.and_then(|workforce| workforce.migrant_count),
        assessment_id: &assessment.id,
        cycle: assessment.cycle,
        assessment_type: assessment.r#type.code(),
        started_on: assessment.started_on,
        ended_on: assessment.ended_on,
        announced: assessment.announced,
        assessor_count: assessment.assessor_count,
        person_days: assessment.person_days.as_ref().map(|days| days.as_str()),
        tool_id: &assessment.tool.id,
        tool_version: &assessment.tool.version,
        disclosure,
        findings_withheld_count,
        members_withheld_count,
        signer_name: &signer.name,
        signer_kid: &signer.kid,
        is_test: signer.test,
        standing: standing.value.code(),
        standing_reason: standing.reason,
        standing_as_of_at: standing.as_of_at,
        verified_at: verified.verified_at(),
    }
}

pub(super) fn identifier<'a>(facility: &'a Facility, scheme: &str) -> Option<&'a str> {
    facility.identifiers.iter().find(|identifier| identifier.scheme == *scheme).map(|identifier| &*identifier.value)
}

/// What the rows of one report have in common.
struct Texts<'a> {
    digest: Digest,
    language: &'a str,
}

impl Texts<'_> {
    fn best<'t>(&self, text: &'t LanguageMap) -> &'t str {
        text.best(&[self.language])
    }

    fn compliance_point<'r>(&self, point: &'r CompliancePoint, number: u64) -> CompliancePointRow<'r> {
        CompliancePointRow {
            digest: self.digest,
            number,
            cluster: &point.cluster,
            compliance_point: &point.id,
            question_count: point.question_count,
            findings_withheld_count: point.withheld_findings(),
            result: point.result().code(),
        }
    }

    fn finding<'r>(&self, point: &'r CompliancePoint, finding: &'r Finding, is_public: bool, number: u64) -> FindingRow<'r> {
        FindingRow {
            digest: self.digest,
            number,
            cluster: &point.cluster,
            compliance_point: &point.id,
            question: &finding.question,
            global_question: finding.global_question.as_deref(),
            text: self.best(&finding.text),
            kind: finding.kind.code(),
            basis: finding.basis.as_ref().map(|basis| basis.code()),
            legal_references: &finding.legal_references,
            tags: &finding.tags,
            result: finding.result.as_ref().map(|result| result.code()),
            value: finding.value.as_deref(),
            is_public,
        }
    }

    fn evidence<'r>(&self, point: &'r CompliancePoint, evidence: &'r Evidence, number: u64) -> EvidenceRow<'r> {
        EvidenceRow {
            digest: self.digest,
            number,
            cluster: &point.cluster,
            compliance_point: &point.id,
            question: &evidence.question,
            explanation: self.best(&evidence.explanation),
            sources: &evidence.sources,
            workers_affected_count: evidence.workers_affected_count,
        }
    }

    fn improvement_item<'r>(&self, item: &'r ImprovementItem, number: u64) -> ImprovementItemRow<'r> {
        let (cluster, compliance_point) = match item.compliance_point.split_once('/') {
            Some((cluster, point)) => (Some(cluster), point),
            None => (None, &*item.compliance_point),
        };
        ImprovementItemRow {
            digest: self.digest,
            number,
            cluster,
            compliance_point,
            question: item.question.as_deref(),
            action: self.best(&item.action),
            due_on: item.due_on,
            status: item.status.code(),
        }
    }
}
