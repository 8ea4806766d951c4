//! Verification: the only way from bytes to a [`VerifiedReport`].

mod axes;

use serde::Serialize;

pub(crate) use axes::Discussed;
pub use axes::{Against, Age, Disclosure, PublicationState, Signer, Standing, StandingValue, Warning};

use crate::digest::Digest;
use crate::error::{Error, ErrorKind, Result, excerpt, words};
use crate::json::{Apart, ReadJson, Reader};
use crate::report::{
    AssessmentBody, AssessmentOutline, Content, Document, Payload, ProgressBody, check_vct, is_newer_minor, is_random_jti, split_version,
};
use crate::report::{FORMAT_MAJOR, is_language_tag};
use crate::seal::PublicKey;
use crate::seal::sd_jwt::{self, SdJwt};
use crate::time::Timestamp;
use crate::trust::{CLOCK_SKEW_SECONDS, KeyUse, Signatory, StatusList, StatusLists, TrustList};

/// A report that was verified, with a separate answer to each question; nothing else makes one.
///
/// Serialised, it is the verification result of `schemas/`.
#[derive(Clone, Debug, Serialize)]
#[serde(bound = "B: Content + Serialize")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(bound = "B: Content + schemars::JsonSchema"))]
pub struct Verified<B> {
    /// SHA-256 over the signing input: the report's identity, the same for every view.
    digest: Digest,
    signer: Signer,
    standing: Standing,
    age: Age,
    disclosure: Disclosure,
    publication: PublicationState,
    /// What is worth knowing but no reason to refuse the report.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default))]
    warnings: Vec<Warning>,
    /// The lists on which the answers rest.
    against: Against,
    /// The instant for which the answers hold, RFC 3339.
    #[serde(serialize_with = "axes::as_text")]
    #[cfg_attr(feature = "schema", schemars(with = "axes::InstantText"))]
    verified_at: Timestamp,
    /// The report with its envelope: what may be seen of it.
    document: Document<B>,
}

/// A verified assessment report.
pub type VerifiedReport = Verified<AssessmentBody>;

/// A verified assessment report in outline.
pub type VerifiedOutline = Verified<AssessmentOutline>;

/// A verified progress report.
pub type VerifiedProgressReport = Verified<ProgressBody>;

/// Verifies an assessment report.
///
/// Pure: the trust list, the status lists that the caller holds (may be none) and the time are arguments.
/// A status list counts for what this trust list says: opened under another one, whoever signed it is looked up again.
///
/// # Errors
/// One kind: that of the first check which fails, in the order of `docs/format.md`. A report that is genuine but
/// superseded, suspended, revoked or of unknown standing is not an error: see [`Verified::standing`].
///
/// # Examples
/// ```
/// # fn example(bytes: &[u8], trust: &betterwork::trust::TrustList) -> betterwork::Result<()> {
/// use betterwork::trust::StatusLists;
///
/// let at = betterwork::Timestamp::parse("2026-03-01T00:00:00Z")?;
/// let report = betterwork::verify(bytes, trust, &StatusLists::none(), at)?;
/// println!("{} was assessed {} days ago", report.report().facility.name, report.age().days);
/// # Ok(()) }
/// ```
pub fn verify(bytes: &[u8], trust: &TrustList, status: &StatusLists, at: Timestamp) -> Result<VerifiedReport> {
    verify_document(bytes, trust, status, at)
}

/// Verifies an assessment report for who passes it on as text: the same checks and the same answers, and serialised the same.
///
/// # Errors
/// As [`verify`].
pub fn verify_outline(bytes: &[u8], trust: &TrustList, status: &StatusLists, at: Timestamp) -> Result<VerifiedOutline> {
    verify_document(bytes, trust, status, at)
}

/// Verifies a progress report.
///
/// It names no facility: that its issuer may speak for the country is checked with the assessment report it is about.
///
/// # Errors
/// As [`verify`].
pub fn verify_progress_report(bytes: &[u8], trust: &TrustList, status: &StatusLists, at: Timestamp) -> Result<VerifiedProgressReport> {
    verify_document(bytes, trust, status, at)
}

fn verify_document<B: axes::Judged>(bytes: &[u8], trust: &TrustList, status: &StatusLists, at: Timestamp) -> Result<Verified<B>> {
    trust.check_expiry(at)?;
    let token = SdJwt::open(bytes)?;
    let decoded = token.decode()?;
    token.jws.header.expect(sd_jwt::TYP)?;
    let signatory = trust.signatory(&token.jws.header.kid)?;
    token.jws.verify(signatory.public)?;
    let content = decoded.content(&token)?;
    let document: Document<B> = read_document(&content, |document| {
        check_authority(document, signatory)?;
        signatory.check_validity(document.iat)
    })?;
    check_time(&document, at)?;

    let list = status.get(&document.status.uri);
    let standing = Standing::of(&document.iss, &document.status, status, trust, at);
    Ok(Verified {
        digest: token.jws.digest(),
        signer: axes::signer(signatory, trust.is_test()),
        age: axes::age(document.report.visited_on(), document.exp, at),
        disclosure: axes::disclosure(document.report.withheld_findings(), content.disclosures.withheld()),
        publication: PublicationState::of(document.report.publication(), document.iat, standing.value, at),
        warnings: document.report.warnings(),
        against: Against { trust_list: trust.digest(), status_list: list.map(StatusList::digest) },
        standing,
        verified_at: at,
        document,
    })
}

/// Reads a token as [`verify`] does, without asking who signed it: what no reader would take is not signed.
pub(crate) fn read_back<B: Content>(token: &[u8]) -> Result<Document<B>> {
    let token = SdJwt::open(token)?;
    let content = token.decode()?.content(&token)?;
    read_document(&content, |_| Ok(()))
}

/// Steps 8, 11 and 12 of the order of checks; `authority` is asked where steps 9 and 10 stand.
fn read_document<B: Content>(content: &sd_jwt::Content, authority: impl FnOnce(&Document<B>) -> Result<()>) -> Result<Document<B>> {
    let payload: Payload<B> = read_payload(content, &content.disclosures)?;
    check_version(&payload)?;
    let sd_alg = payload.sd_alg;
    let document = payload.document?;
    check_envelope(&document)?;
    authority(&document)?;
    if sd_alg.is_none_or(|name| name != "sha-256") {
        return Err(Error::new(ErrorKind::BadDisclosure, "`_sd_alg` is not `sha-256`"));
    }
    content.disclosures.check(is_newer_minor(document.report.version()))?;
    document.report.consistency(document.iat)?;
    Ok(document)
}

impl<B> Verified<B> {
    /// Returns what the report says, as far as this view shows it; what is withheld is `None`.
    pub fn report(&self) -> &B {
        &self.document.report
    }

    /// Returns the report with its envelope.
    pub fn document(&self) -> &Document<B> {
        &self.document
    }

    /// Returns the report's digest: SHA-256 over the signing input, the same for every view.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// Returns who signed it.
    pub fn signer(&self) -> &Signer {
        &self.signer
    }

    /// Returns whether it still stands.
    pub fn standing(&self) -> &Standing {
        &self.standing
    }

    /// Returns how old it is.
    pub fn age(&self) -> &Age {
        &self.age
    }

    /// Returns how much of it is shown.
    pub fn disclosure(&self) -> &Disclosure {
        &self.disclosure
    }

    /// Returns whether it may be shown publicly.
    pub fn publication(&self) -> &PublicationState {
        &self.publication
    }

    /// Returns what is worth knowing but no reason to refuse it.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// Returns the lists on which the answers rest.
    pub fn against(&self) -> &Against {
        &self.against
    }

    /// Returns the instant for which the answers hold.
    pub fn verified_at(&self) -> Timestamp {
        self.verified_at
    }
}

impl VerifiedProgressReport {
    /// Checks that the progress report follows up this report: the same issuer and facility, this revision, by its digest.
    ///
    /// # Errors
    /// `inconsistent` where it is about another report, or about a question that the report, all of it shown, does not have.
    pub fn check_about(&self, report: &VerifiedReport) -> Result<()> {
        let (about, document) = (&self.report().about, report.document());
        let inconsistent = |message: String| Err(Error::new(ErrorKind::Inconsistent, message));
        if about.digest != report.digest() || about.jti != document.jti || about.revision != document.report.revision {
            return inconsistent(words!("the progress report is about another report: {}", about.digest));
        }
        if (&self.document.iss, &self.document.sub) != (&document.iss, &document.sub) {
            return inconsistent(words!(
                "the progress report is of `{}` about `{}`, the report of `{}` about `{}`",
                excerpt(&self.document.iss),
                excerpt(&self.document.sub),
                excerpt(&document.iss),
                excerpt(&document.sub)
            ));
        }
        let points = &document.report.compliance_points;
        let has = |question: &str| points.iter().any(|point| point.all_findings().any(|finding| *finding.question == *question));
        if points.iter().any(|point| point.withheld_findings() > 0) {
            return Ok(());
        }
        match self.report().remediation.iter().find(|item| !has(&item.question)) {
            Some(item) => inconsistent(words!("the report has no question `{}`", excerpt(&item.question))),
            None => Ok(()),
        }
    }
}

pub(crate) fn read_payload<T: ReadJson>(content: &sd_jwt::Content, apart: &dyn Apart) -> Result<T> {
    let mut reader = Reader::new(&content.text, content.payload.clone(), Some(apart));
    let payload = T::read(&mut reader)?;
    reader.finish()?;
    Ok(payload)
}

/// The kind of document, its version, and what a reader must understand.
fn check_version<B: Content>(payload: &Payload<B>) -> Result<()> {
    let missing = |name| Error::new(ErrorKind::Malformed, words!("`{name}` is missing"));
    check_vct::<B>(payload.vct.as_ref().ok_or_else(|| missing("vct"))?)?;
    if let Some(version) = &payload.version {
        match split_version(version) {
            Some((FORMAT_MAJOR, _)) => {}
            Some(_) => {
                return Err(Error::new(ErrorKind::UnsupportedVersion, words!("the report is of format version {}", excerpt(version))));
            }
            None => {
                return Err(Error::new(ErrorKind::Malformed, words!("`{}` is not a version such as `1.0`", excerpt(version)))
                    .within("report.version"));
            }
        }
    }
    match payload.must_understand.first() {
        Some(extension) => Err(Error::new(
            ErrorKind::UnsupportedVersion,
            words!("the report cannot be read rightly without the extension `{}`", excerpt(extension)),
        )),
        None => Ok(()),
    }
}

/// The forms of the envelope's members that are more than text; also asked before signing.
pub(crate) fn check_envelope<B: Content>(document: &Document<B>) -> Result<()> {
    let malformed = |message: String| Err(Error::new(ErrorKind::Malformed, message));
    if !is_random_jti(&document.jti) {
        return malformed(words!("`jti` is not a random UUID as URN, but `{}`", excerpt(&document.jti)));
    }
    if !is_language_tag(document.report.language()) {
        return malformed(words!("`{}` is not a language tag", excerpt(document.report.language())));
    }
    if let Some(jwk) = &document.cnf {
        PublicKey::from_jwk(jwk).map_err(|error| error.within("cnf.jwk"))?;
    }
    Ok(())
}

fn check_authority<B: Content>(document: &Document<B>, signatory: Signatory<'_>) -> Result<()> {
    signatory.check_authority(&document.iss, &KeyUse::Report, document.report.country())?;
    if signatory.entity.status_uris.contains(&document.status.uri) {
        return Ok(());
    }
    Err(Error::new(
        ErrorKind::NotAuthorised,
        words!("`{}` does not publish a status list at `{}`", excerpt(&document.iss), excerpt(&document.status.uri)),
    ))
}

fn check_time<B>(document: &Document<B>, at: Timestamp) -> Result<()> {
    if document.iat > at.plus_seconds(CLOCK_SKEW_SECONDS) {
        return Err(Error::new(ErrorKind::NotYetValid, words!("the report was signed at {}, later than now ({at})", document.iat)));
    }
    Ok(())
}
