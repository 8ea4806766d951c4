//! General JSON JWS (RFC 7515 §7.2.1): one payload, several signatures; the form of a trust list.

use std::sync::Arc;

use super::{MAX_SIGNATURES, MAX_TRUST_LIST_BYTES};
use crate::digest::Digest;
use crate::error::{Error, ErrorKind, Result, words};
use crate::json::{self, Member, ReadJson, Reader, Shape, there};
use crate::seal::base64url;
use crate::seal::header::Header;
use crate::seal::{PublicKey, SigningKey};
use crate::text::Text;

/// `typ` of a trust list.
const TYP: &str = "bw-trust+jwt";

/// What is said of its members.
const OBJECT: &str = "a signed trust list";

/// A trust list's signatures and payload, taken apart and not yet believed.
pub(super) struct Envelope {
    payload: Text,
    signatures: Vec<Signature>,
}

struct Signature {
    protected: Text,
    signature: Text,
    kid: Text,
}

impl Envelope {
    /// Takes a trust list apart: limits, form, algorithm, type.
    pub(super) fn open(bytes: &[u8]) -> Result<Self> {
        if bytes.len() > MAX_TRUST_LIST_BYTES {
            return Err(Error::new(
                ErrorKind::TooLarge,
                words!("the trust list has more than {MAX_TRUST_LIST_BYTES} bytes, the most that are allowed"),
            ));
        }
        let text = std::str::from_utf8(bytes).map_err(|_| Error::new(ErrorKind::Malformed, "the trust list is not UTF-8"))?;
        let mut envelope: Envelope = json::read(&Arc::new(text.to_owned())).map_err(|error| error.within("trust list"))?;
        check_count(envelope.signatures.len())?;
        for signature in &mut envelope.signatures {
            let header = Header::open(signature.protected.as_bytes())?;
            header.expect(TYP)?;
            signature.kid = header.kid;
        }
        Ok(envelope)
    }

    pub(super) fn payload_text(&self) -> Result<String> {
        let bytes = base64url::decode(self.payload.as_bytes(), "the payload of the trust list")?;
        String::from_utf8(bytes).map_err(|_| Error::new(ErrorKind::Malformed, "the payload of the trust list is not UTF-8"))
    }

    /// Returns the digest of the trust list: SHA-256 over its base64url payload.
    pub(super) fn digest(&self) -> Digest {
        Digest::of(self.payload.as_bytes())
    }

    /// Returns whether one of the signatures is this key's, and good.
    pub(super) fn is_signed_by(&self, key: &PublicKey) -> bool {
        self.signatures.iter().filter(|signature| signature.kid == key.kid()).any(|signature| {
            let input = [signature.protected.as_str(), ".", &self.payload].concat();
            base64url::decode_array(signature.signature.as_bytes())
                .is_some_and(|signature| key.verify(input.as_bytes(), &signature).is_ok())
        })
    }

    /// Signs a payload with each key.
    ///
    /// # Errors
    /// `too_large` where they are more than a trust list may have.
    pub(super) fn sign(payload: &str, keys: &[&SigningKey]) -> Result<String> {
        check_count(keys.len())?;
        let payload = base64url::encode(payload.as_bytes());
        let sign = |key: &&SigningKey| {
            let protected = Header::write(TYP, key.public().kid());
            let signature = base64url::encode(&key.sign(format!("{protected}.{payload}").as_bytes()));
            format!("    {{\"protected\": \"{protected}\", \"signature\": \"{signature}\"}}")
        };
        let signatures: Vec<_> = keys.iter().map(sign).collect();
        Ok(format!("{{\n  \"payload\": \"{payload}\",\n  \"signatures\": [\n{}\n  ]\n}}\n", signatures.join(",\n")))
    }
}

impl ReadJson for Envelope {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        const MEMBERS: &[Member] = &[Member::required::<Text>("payload"), Member::required::<Vec<Signature>>("signatures")];
        let (mut payload, mut signatures) = (None, None);
        reader.members(&Shape::closed(OBJECT, MEMBERS), &mut [&mut payload, &mut signatures])?;
        Ok(Envelope { payload: there(payload)?, signatures: there(signatures)? })
    }
}

impl ReadJson for Signature {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        const MEMBERS: &[Member] = &[Member::required::<Text>("protected"), Member::required::<Text>("signature")];
        let (mut protected, mut signature) = (None, None);
        reader.members(&Shape::closed(OBJECT, MEMBERS), &mut [&mut protected, &mut signature])?;
        Ok(Signature { protected: there(protected)?, signature: there(signature)?, kid: Text::default() })
    }
}

fn check_count(signatures: usize) -> Result<()> {
    if signatures <= MAX_SIGNATURES {
        return Ok(());
    }
    Err(Error::new(ErrorKind::TooLarge, words!("the trust list has {signatures} signatures, at most {MAX_SIGNATURES} are allowed")))
}
