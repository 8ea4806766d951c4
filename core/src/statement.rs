//! Statements: signing them, and verifying one against the report that it names by digest.

use std::sync::Arc;

use serde::Serialize;

use crate::digest::Digest;
use crate::error::{Error, ErrorKind, Result, excerpt, words};
use crate::json;
use crate::report::{Statement, StatementBody, StatementKind, is_random_jti};
use crate::seal::jws::{self, Jws};
use crate::seal::{PublicKey, SigningKey};
use crate::time::Timestamp;
use crate::trust::{CLOCK_SKEW_SECONDS, EntityRole, KeyUse, Signatory, TrustList};
use crate::verify::{Discussed, Verified};

/// The `typ` of a statement's header.
pub(crate) const TYP: &str = "bw-statement+jwt";

/// The most bytes of a statement.
pub const MAX_STATEMENT_BYTES: usize = 64 * 1024;

/// A statement that was verified against its report; nothing else makes one.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VerifiedStatement {
    /// SHA-256 over the signing input: the statement's identity.
    digest: Digest,
    /// Who makes it.
    role: Speaker,
    /// Whether it is about a finding that this view of the report withholds: then it is neither shown nor published with the view.
    finding_withheld: bool,
    /// What it says.
    statement: Statement,
}

/// Who makes a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Speaker {
    /// The facility, with the key that the report names.
    Facility,
    /// The programme that issued the report.
    Programme,
    /// A committee.
    Committee,
    /// A buyer.
    Buyer,
}

/// Verifies a statement about a report, or about a view of one, as of `at`.
///
/// # Errors
/// In this order: `trust_expired`, `too_large`, `malformed`, `unsupported_algorithm`, `wrong_document`; `unknown_key`
/// where the key is neither the facility's, as the report names it, nor one of the trust list; `bad_signature`,
/// `malformed` for the content; `not_authorised` where whoever signed may not say this of this report; `key_not_valid`;
/// `inconsistent` where it is about another report or about a question that the report, all of it shown, does not have,
/// or is older than the report; `not_yet_valid`.
#[allow(private_bounds, reason = "of an assessment report, whole or in outline, and of nothing else")]
pub fn verify_statement<B: Discussed>(bytes: &[u8], report: &Verified<B>, trust: &TrustList, at: Timestamp) -> Result<VerifiedStatement> {
    trust.check_expiry(at)?;
    if bytes.len() > MAX_STATEMENT_BYTES {
        return Err(Error::new(
            ErrorKind::TooLarge,
            words!("the statement has more than {MAX_STATEMENT_BYTES} bytes, the most that are allowed"),
        ));
    }
    let jws = Jws::open(bytes)?;
    jws.header.expect(TYP)?;
    let signer = Signer::find(&jws.header.kid, report, trust)?;
    jws.verify(signer.key())?;
    let statement: Statement = json::read(&Arc::new(jws.payload_text()?))?;
    if !is_random_jti(&statement.jti) {
        return Err(Error::new(ErrorKind::Malformed, words!("`jti` is not a random UUID as URN, but `{}`", excerpt(&statement.jti))));
    }
    let role = signer.check_authority(&statement, report)?;
    let finding_withheld = check_about(&statement, report)?;
    if statement.iat < report.document().iat {
        return Err(Error::new(ErrorKind::Inconsistent, "the statement is older than the report that it is about"));
    }
    if statement.iat > at.plus_seconds(CLOCK_SKEW_SECONDS) {
        return Err(Error::new(ErrorKind::NotYetValid, words!("the statement was signed at {}, later than now ({at})", statement.iat)));
    }
    Ok(VerifiedStatement { digest: jws.digest(), role, finding_withheld, statement })
}

/// Signs a statement.
///
/// # Errors
/// `malformed` where nobody could read it; `inconsistent` where a consent has words, or something else has none.
pub fn issue_statement(statement: &Statement, key: &SigningKey) -> Result<String> {
    if !is_random_jti(&statement.jti) {
        return Err(Error::new(ErrorKind::Malformed, words!("`jti` is not a random UUID as URN, but `{}`", excerpt(&statement.jti))));
    }
    check_body(statement)?;
    let payload = serde_json::to_vec(statement).map_err(|error| Error::new(ErrorKind::Malformed, error.to_string()))?;
    Ok(jws::sign(TYP, &payload, key))
}

impl VerifiedStatement {
    /// Returns what it says.
    pub fn statement(&self) -> &Statement {
        &self.statement
    }

    /// Returns who says it.
    pub fn speaker(&self) -> Speaker {
        self.role
    }

    /// Returns its digest: SHA-256 over the signing input.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// Returns whether it is about a finding that the view of the report withholds: then it is neither shown nor published with
    /// that view (format section 15).
    pub fn finding_withheld(&self) -> bool {
        self.finding_withheld
    }
}

impl Speaker {
    fn may_say(self, kind: &StatementKind) -> bool {
        use StatementKind as Kind;
        match self {
            Speaker::Facility => matches!(kind, Kind::Response | Kind::RemediationClaimed | Kind::Dispute | Kind::Consent),
            Speaker::Programme => matches!(kind, Kind::RemediationVerified | Kind::Ruling),
            Speaker::Committee => matches!(kind, Kind::CommitteeAcknowledgement),
            Speaker::Buyer => matches!(kind, Kind::Acceptance | Kind::Dispute),
        }
    }
}

/// Whose key signed.
enum Signer<'a> {
    Facility(PublicKey),
    Entity(Signatory<'a>),
}

impl<'a> Signer<'a> {
    fn find<B>(kid: &str, report: &Verified<B>, trust: &'a TrustList) -> Result<Self> {
        if let Some(jwk) = &report.document().cnf {
            let key = PublicKey::from_jwk(jwk)?;
            if key.kid() == kid {
                return Ok(Signer::Facility(key));
            }
        }
        trust.signatory(kid).map(Signer::Entity)
    }

    fn key(&self) -> &PublicKey {
        match self {
            Signer::Facility(key) => key,
            Signer::Entity(signatory) => signatory.public,
        }
    }

    fn check_authority<B: Discussed>(&self, statement: &Statement, report: &Verified<B>) -> Result<Speaker> {
        let document = report.document();
        let refused = |message: String| Err(Error::new(ErrorKind::NotAuthorised, message));
        let (speaker, owner) = match self {
            Signer::Facility(_) => (Speaker::Facility, &document.sub),
            Signer::Entity(signatory) => {
                let speaker = match &signatory.entity.role {
                    EntityRole::Programme => Speaker::Programme,
                    EntityRole::Committee => Speaker::Committee,
                    EntityRole::Buyer => Speaker::Buyer,
                    other => return refused(words!("a {other} makes no statements")),
                };
                (speaker, &signatory.entity.id)
            }
        };
        if statement.iss != **owner {
            return refused(words!("the key belongs to `{}`, not to `{}`", excerpt(owner), excerpt(&statement.iss)));
        }
        if !speaker.may_say(&statement.kind) {
            return refused(words!("`{}` may not make a statement of the kind `{}`", excerpt(owner), excerpt(statement.kind.code())));
        }
        if let Signer::Entity(signatory) = self {
            if signatory.key.r#use != KeyUse::Statement {
                return refused(words!("the key is for `{}` documents, not for statements", signatory.key.r#use));
            }
            if speaker == Speaker::Programme && statement.iss != document.iss {
                return refused(words!("only `{}`, which issued the report, may say this of it", excerpt(&document.iss)));
            }
            if let Some(country) = report.report().country()
                && speaker != Speaker::Buyer
                && !signatory.key.countries.contains(&country)
            {
                return refused(words!("the key does not cover the country {country}"));
            }
            signatory.check_validity(statement.iat)?;
        }
        Ok(speaker)
    }
}

/// Checks that the statement is about this report; returns whether it is about a finding that the view withholds.
fn check_about<B: Discussed>(statement: &Statement, report: &Verified<B>) -> Result<bool> {
    let (about, body) = (&statement.about, report.report());
    let inconsistent = |message: String| Err(Error::new(ErrorKind::Inconsistent, message));
    if about.digest != report.digest() || about.jti != report.document().jti || about.revision != body.revision() {
        return inconsistent(words!("the statement is about another report: {}", about.digest));
    }
    check_body(statement)?;
    match &statement.question {
        Some(question) if !body.has_question(question) => match body.withheld_findings() {
            0 => inconsistent(words!("the report has no question `{}`", excerpt(question))),
            _ => Ok(true),
        },
        _ => Ok(false),
    }
}

fn check_body(statement: &Statement) -> Result<()> {
    match (&statement.kind, &statement.body) {
        (StatementKind::Consent, StatementBody::Consent(_)) => Ok(()),
        (StatementKind::Consent, StatementBody::Text(_)) => {
            Err(Error::new(ErrorKind::Inconsistent, "a consent names its `subscriber` and its `view`"))
        }
        (_, StatementBody::Text(_)) => Ok(()),
        (_, StatementBody::Consent(_)) => Err(Error::new(ErrorKind::Inconsistent, "only a consent has a `subscriber`")),
    }
}
