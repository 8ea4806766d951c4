//! Issuing: from a report to the token that its issuer signs.

use crate::error::{Error, ErrorKind, Result};
use crate::json::Sealer;
use crate::report::{Body, Document, FORMAT_MAJOR, FORMAT_MINOR};
use crate::seal::sd_jwt::{Discloser, MAX_DISCLOSURES, MAX_TOKEN_BYTES};
use crate::seal::{RandomSource, SigningKey};
use crate::time::Timestamp;
use crate::verify::{check_envelope, read_back};

/// Signs a report: an assessment report or a progress report.
///
/// Findings tagged `public_disclosure` are put where nobody can withhold them, `question_count` is counted, and every
/// withholdable member becomes one disclosure under a fresh salt, an empty one where there is nothing to say.
///
/// # Errors
/// `unsupported_version` where the report is of another format version than this SDK writes or needs an extension;
/// `malformed` or `inconsistent` where no verifier would accept it; `inconsistent` also for evidence that must not be
/// signed (format section 7): on a zero-tolerance question, or from interviews alone about fewer than 5 workers; and for
/// a `cycle` of 0, a text in no language, coordinates off the globe, `exp` not after `iat`, an empty `iss` or `sub`;
/// `too_large` beyond the limits of a token.
pub fn issue<B: Body + Clone>(document: &Document<B>, key: &SigningKey, random: &mut impl RandomSource) -> Result<String> {
    let mut document = document.clone();
    if document.report.version() != format!("{FORMAT_MAJOR}.{FORMAT_MINOR}") || !document.report.must_understand().is_empty() {
        return Err(Error::new(
            ErrorKind::UnsupportedVersion,
            format!("this program signs format version {FORMAT_MAJOR}.{FORMAT_MINOR} without extensions"),
        ));
    }
    check_claims(&document)?;
    document.report.settle()?;
    check_envelope(&document)?;
    document.report.consistency(document.iat)?;

    let mut discloser = Discloser::new(random);
    let mut count = 0;
    let mut set_apart = |name: &str, json: &str| {
        count += 1;
        discloser.set_apart(name, json)
    };
    let mut sealer = Sealer { clear: Vec::new(), set_apart: &mut set_apart };
    document.seal(&mut sealer)?;
    let payload = sealer.clear;
    let token = discloser.sign(&payload, key);
    if count > MAX_DISCLOSURES || token.len() > MAX_TOKEN_BYTES {
        return Err(Error::new(
            ErrorKind::TooLarge,
            format!(
                "the report needs {count} disclosures and {} bytes; at most {MAX_DISCLOSURES} and {MAX_TOKEN_BYTES} are allowed",
                token.len()
            ),
        ));
    }
    read_back::<B>(token.as_bytes())?;
    Ok(token)
}

/// What an issuer owes in the envelope (format section 7).
fn check_claims<B: Body>(document: &Document<B>) -> Result<()> {
    let refuse = |kind, message: String| Err(Error::new(kind, message));
    for (name, instant) in [("iat", Some(document.iat)), ("exp", document.exp)] {
        if let Some(instant) = instant.filter(|instant| !(0..=Timestamp::LATEST.seconds()).contains(&instant.seconds())) {
            return refuse(
                ErrorKind::Malformed,
                format!("`{name}` is {} seconds since 1970, not between 1970 and 9999", instant.seconds()),
            );
        }
    }
    for (name, id) in [("iss", &document.iss), ("sub", &document.sub), ("status.status_list.uri", &document.status.uri)] {
        if id.is_empty() {
            return refuse(ErrorKind::Inconsistent, format!("`{name}` is empty"));
        }
    }
    if let Some(exp) = document.exp.filter(|exp| *exp <= document.iat) {
        return refuse(ErrorKind::Inconsistent, format!("`exp` ({exp}) is not after `iat` ({}), the time of signing", document.iat));
    }
    Ok(())
}
