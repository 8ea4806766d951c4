//! The envelope of a report: who says it, about which facility, when, and where its status stands.

use std::sync::Arc;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::content::{Body, Content};
use crate::ascii::{decimal, split_once};
use crate::error::{Error, ErrorKind, Result, excerpt, words};
use crate::json::{self, Member, Names, ReadJson, Reader, Sealer, Shape, Slot, Unknown, missing, object};
use crate::jwk::Jwk;
use crate::text::Text;
use crate::time::Timestamp;

/// What every `vct` of ours begins with; the kind and the major version follow.
pub(crate) const VCT_BASE: &str = "https://schemas.betterwork.org/";

/// The major version of the format that this SDK writes and reads.
pub const FORMAT_MAJOR: u64 = 1;

/// The newest minor version that this SDK knows.
pub const FORMAT_MINOR: u64 = 0;

/// A report with its envelope: the payload of a signed document (RFC 7519 claims and our `report`).
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Document<B> {
    /// The issuer: an entity of the trust list.
    pub iss: Text,
    /// The facility, as the issuer names it.
    pub sub: Text,
    /// The report: a random UUID as a URN, the same in every revision.
    pub jti: Text,
    /// When it was signed.
    pub iat: Timestamp,
    /// The end of the reliance period, if the programme sets one.
    pub exp: Option<Timestamp>,
    /// Where its status stands.
    pub status: StatusReference,
    /// The facility's key, for its replies.
    pub cnf: Option<Jwk>,
    /// What the report says.
    pub report: B,
    /// Members of the envelope that this version does not know.
    pub unknown: Unknown,
}

object! {
    /// An entry of a status list (Token Status List).
    pub struct StatusReference {
        /// The index of the entry.
        required idx: u64,
        /// The address of the list.
        required uri: Text,
    }
}

object! {
    /// Wraps [`StatusReference`] as the standard does.
    pub(crate) struct Status {
        /// The entry.
        required status_list: StatusReference,
    }
}

object! {
    /// Wraps a key as RFC 7800 §3.2 does.
    pub(crate) struct Confirmation {
        /// The key.
        required jwk: Jwk,
    }
}

/// A payload as it was read, before anybody judged it.
pub(crate) struct Payload<B> {
    pub(crate) document: Result<Document<B>>,
    pub(crate) vct: Option<Text>,
    pub(crate) sd_alg: Option<Text>,
    /// Read apart from the content, so that an unknown version is told from a fault.
    pub(crate) version: Option<Text>,
    pub(crate) must_understand: Vec<Text>,
}

impl<B: Content> Document<B> {
    /// Makes an unsigned document of its required members, dated 1970 until it is signed.
    pub fn of(iss: Text, sub: Text, jti: Text, status: StatusReference, report: B) -> Self {
        let (iat, exp, cnf, unknown) = Default::default();
        Document { iss, sub, jti, iat, exp, status, cnf, report, unknown }
    }

    /// Returns the kind of document, as `vct` names it.
    pub fn vct(&self) -> String {
        vct::<B>()
    }

    /// Reads an unsigned report: the payload as JSON, with every member in the clear.
    ///
    /// # Errors
    /// `malformed` where it is not strict JSON of the right shape, `wrong_document` or `unsupported_version` where `vct` names another.
    pub fn from_json(json: &str) -> Result<Self> {
        let source = Arc::new(json.to_owned());
        let payload: Payload<B> = json::read(&source)?;
        if let Some(vct) = &payload.vct {
            check_vct::<B>(vct)?;
        }
        payload.document
    }
}

impl<B: Body> Document<B> {
    /// Writes the payload with its withholdable members set apart.
    pub(crate) fn seal(&self, out: &mut Sealer<'_>) -> Result<()> {
        out.begin(b'{');
        out.member("iss", &self.iss)?;
        out.member("sub", &self.sub)?;
        out.member("jti", &self.jti)?;
        out.member("iat", &self.iat)?;
        if let Some(exp) = &self.exp {
            out.member("exp", exp)?;
        }
        out.member("vct", &vct::<B>())?;
        out.member("status", &Status::new(self.status.clone()))?;
        if let Some(jwk) = &self.cnf {
            out.member("cnf", &Confirmation::new(jwk.clone()))?;
        }
        out.member("_sd_alg", &"sha-256")?;
        self.unknown.seal_into(out)?;
        out.name("report")?;
        self.report.seal(out)?;
        out.end(b'}');
        Ok(())
    }
}

/// Returns the `vct` that this SDK writes.
pub(crate) fn vct<B: Content>() -> String {
    [VCT_BASE, B::KIND, "/", &decimal(FORMAT_MAJOR)].concat()
}

/// Checks that `vct` names this kind of report, in a major version that this SDK reads.
pub(crate) fn check_vct<B: Content>(vct: &str) -> Result<()> {
    match major_of(vct, B::KIND).and_then(canonical_number) {
        Some(FORMAT_MAJOR) => Ok(()),
        Some(other) => Err(Error::new(
            ErrorKind::UnsupportedVersion,
            words!("the report is of format version {other}, this program reads {FORMAT_MAJOR}"),
        )),
        None => Err(Error::new(
            ErrorKind::WrongDocument,
            words!("expected {} {}, found `{}`", article(B::KIND), B::KIND.replace('-', " "), excerpt(vct)),
        )),
    }
}

/// Returns whether `vct` names this kind of report, in whatever version.
pub(crate) fn names_kind(vct: &str, kind: &str) -> bool {
    major_of(vct, kind).is_some()
}

fn major_of<'a>(vct: &'a str, kind: &str) -> Option<&'a str> {
    vct.strip_prefix(VCT_BASE)?.strip_prefix(kind)?.strip_prefix('/')
}

/// Returns major and minor of a version such as `1.0`.
pub(crate) fn split_version(version: &str) -> Option<(u64, u64)> {
    let (major, minor) = split_once(version, b'.')?;
    Some((canonical_number(major)?, canonical_number(minor)?))
}

/// Returns whether a `jti` is a random UUID (version 4, RFC 9562 §5.4) as a URN.
pub(crate) fn is_random_jti(jti: &str) -> bool {
    let Some(uuid) = jti.strip_prefix("urn:uuid:") else { return false };
    let fits = |(index, byte): (usize, u8)| match index {
        8 | 13 | 18 | 23 => byte == b'-',
        14 => byte == b'4',
        19 => matches!(byte, b'8' | b'9' | b'a' | b'b'),
        _ => matches!(byte, b'0'..=b'9' | b'a'..=b'f'),
    };
    uuid.len() == 36 && uuid.bytes().enumerate().all(fits)
}

/// Reads a decimal number without leading zeros; one that is too large for any version stands for the largest.
fn canonical_number(digits: &str) -> Option<u64> {
    let canonical = digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.is_empty() && (digits == "0" || !digits.starts_with('0'));
    // Below 2^59 there is room for one more digit.
    let append = |number: u64, digit| if number >> 59 == 0 { number * 10 + u64::from(digit - b'0') } else { u64::MAX };
    canonical.then(|| digits.bytes().fold(0, append))
}

fn article(kind: &str) -> &'static str {
    if kind.starts_with('a') { "an" } else { "a" }
}

impl<B: Content> ReadJson for Payload<B> {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let members = const {
            &[
                Member::optional::<Text>("iss"),
                Member::optional::<Text>("sub"),
                Member::optional::<Text>("jti"),
                Member::optional::<Timestamp>("iat"),
                Member::optional::<Timestamp>("exp"),
                Member::optional::<Text>("vct"),
                Member::optional::<Status>("status"),
                Member::optional::<Confirmation>("cnf"),
                Member::optional::<Text>("_sd_alg"),
                Member::optional::<B>("report"),
            ]
        };
        let (mut iss, mut sub, mut jti, mut iat, mut exp) = (None, None, None, None, None);
        let (mut vct, mut status, mut cnf, mut sd_alg) = (None, None::<Status>, None::<Confirmation>, None);
        let mut report = Claimed { content: None, version: None, must_understand: Vec::new() };
        let unknown = reader.members(
            &Shape::new("payload", members),
            &mut [&mut iss, &mut sub, &mut jti, &mut iat, &mut exp, &mut vct, &mut status, &mut cnf, &mut sd_alg, &mut report],
        )?;
        let Claimed { content, version, must_understand } = report;
        let document = move || {
            Ok(Document {
                iss: iss.ok_or_else(|| missing("iss"))?,
                sub: sub.ok_or_else(|| missing("sub"))?,
                jti: jti.ok_or_else(|| missing("jti"))?,
                iat: iat.ok_or_else(|| missing("iat"))?,
                exp,
                status: status.ok_or_else(|| missing("status"))?.status_list,
                cnf: cnf.map(|confirmation| confirmation.jwk),
                report: content.unwrap_or_else(|| Err(missing("report")))?,
                unknown,
            })
        };
        Ok(Payload { document: document(), vct, sd_alg, version, must_understand })
    }
}

/// The place of the content: what is wrong with it is told after the version that it claims to be of.
struct Claimed<B> {
    content: Option<Result<B>>,
    version: Option<Text>,
    must_understand: Vec<Text>,
}

impl<B: Content> Slot for Claimed<B> {
    fn fill(&mut self, reader: &mut Reader<'_>) -> Result<()> {
        let mut ahead = reader.clone();
        let content = B::read(&mut ahead);
        match &content {
            Ok(content) => {
                self.version = Some(Text::from(content.version()));
                self.must_understand = content.must_understand().to_vec();
                *reader = ahead;
            }
            Err(_) if ahead.is_broken() => return content.map(drop),
            Err(_) => (self.version, self.must_understand) = preamble(reader)?,
        }
        self.content = Some(content.map_err(|error| error.within("report")));
        Ok(())
    }
}

/// Reads past a content that could not be read, and finds out which version it claims to be.
fn preamble(reader: &mut Reader<'_>) -> Result<(Option<Text>, Vec<Text>)> {
    let (mut version, mut must_understand) = (None, Vec::new());
    if !reader.is_at_object() {
        reader.pass()?;
        return Ok((version, must_understand));
    }
    let mut names = Names::default();
    reader.object(&mut |reader, name| {
        let mut ahead = reader.clone();
        match &*name {
            "version" => version = Text::read(&mut ahead).ok(),
            "must_understand" => must_understand = Vec::read(&mut ahead).unwrap_or_default(),
            _ => {}
        }
        reader.refuse_repeated(&mut names, name)?;
        reader.pass()
    })?;
    Ok((version, must_understand))
}

impl<B: Content + Serialize> Serialize for Document<B> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("iss", &self.iss)?;
        map.serialize_entry("sub", &self.sub)?;
        map.serialize_entry("jti", &self.jti)?;
        map.serialize_entry("iat", &self.iat)?;
        if let Some(exp) = &self.exp {
            map.serialize_entry("exp", exp)?;
        }
        map.serialize_entry("vct", &vct::<B>())?;
        map.serialize_entry("status", &Status::new(self.status.clone()))?;
        if let Some(jwk) = &self.cnf {
            map.serialize_entry("cnf", &Confirmation::new(jwk.clone()))?;
        }
        map.serialize_entry("report", &self.report)?;
        self.unknown.serialize_into(&mut map)?;
        map.end()
    }
}

#[cfg(feature = "schema")]
mod schema {
    use std::borrow::Cow;

    use schemars::{JsonSchema, Schema, SchemaGenerator};

    use super::{Confirmation, Content, Document, Status, vct};
    use crate::text::Text;
    use crate::time::Timestamp;

    /// The envelope as it stands in JSON.
    #[derive(JsonSchema)]
    #[allow(dead_code, reason = "only described")]
    struct Envelope<B> {
        /// The issuer: an entity of the trust list.
        iss: Text,
        /// The facility, as the issuer names it.
        sub: Text,
        /// The report: a random UUID as a URN, the same in every revision.
        jti: Text,
        /// When it was signed: seconds since 1970, UTC.
        iat: Timestamp,
        /// The end of the reliance period, if the programme sets one: seconds since 1970, UTC.
        exp: Option<Timestamp>,
        /// The kind of document and its major version.
        vct: Text,
        /// Where its status stands.
        status: Status,
        /// The facility's key, for its replies.
        cnf: Option<Confirmation>,
        /// What the report says.
        report: B,
    }

    impl<B: Content + JsonSchema> JsonSchema for Document<B> {
        fn schema_name() -> Cow<'static, str> {
            format!("{}Document", B::schema_name()).into()
        }
        fn json_schema(generator: &mut SchemaGenerator) -> Schema {
            let mut schema = Envelope::<B>::json_schema(generator);
            if let Some(vct_schema) = schema.pointer_mut("/properties/vct").and_then(serde_json::Value::as_object_mut) {
                vct_schema.insert("const".to_owned(), vct::<B>().into());
            }
            schema
        }
    }
}

#[cfg(test)]
mod tests {
    use super::split_version;

    #[test]
    fn a_version_is_two_numbers_without_leading_zeros() {
        for (version, numbers) in [("1.0", (1, 0)), ("0.10", (0, 10)), ("12.345678901234567", (12, 345_678_901_234_567))] {
            assert_eq!(split_version(version), Some(numbers), "{version}");
        }
        for large in ["18446744073709551615", "18446744073709551616", "99999999999999999999999"] {
            assert_eq!(split_version(&["1.", large].concat()), Some((1, u64::MAX)), "{large}");
        }
        for none in ["", ".", "1", "1.", ".1", "01.0", "1.00", "1.0.0", "+1.0", "1.-0", "1.\u{663}", "1 .0"] {
            assert_eq!(split_version(none), None, "{none}");
        }
    }
}
