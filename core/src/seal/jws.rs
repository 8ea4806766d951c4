//! Compact JWS (RFC 7515 §7.1): three parts, signed as they stand, never written again.

use std::ops::Range;

use super::base64url;
use super::header::Header;
use super::keys::{PublicKey, SigningKey};
use crate::digest::Digest;
use crate::error::{Error, ErrorKind, Result};

/// A compact JWS, taken apart and not yet believed.
pub(crate) struct Jws<'a> {
    pub(crate) header: Header,
    /// What is signed: header and payload as they stand.
    input: &'a [u8],
    payload: &'a [u8],
    signature: [u8; 64],
}

impl<'a> Jws<'a> {
    /// Takes a token apart: form only, no JSON but the header's.
    pub(crate) fn open(token: &'a [u8]) -> Result<Self> {
        let malformed = |message: &'static str| Error::new(ErrorKind::Malformed, message);
        let mut dots = memchr::memchr_iter(b'.', token);
        let (Some(first), Some(second), None) = (dots.next(), dots.next(), dots.next()) else {
            return Err(malformed("this is not a signed document: it does not have three parts between two dots"));
        };
        let (input, signature) = (token.get(..second).unwrap_or_default(), token.get(second + 1..).unwrap_or_default());
        let (header, payload) = (input.get(..first).unwrap_or_default(), input.get(first + 1..).unwrap_or_default());
        let header = Header::open(header)?;
        if payload.is_empty() {
            return Err(malformed("the payload is empty"));
        }
        let signature = base64url::decode(signature, "the signature")?;
        let signature = signature.try_into().map_err(|_| malformed("the signature is not 64 bytes long"))?;
        Ok(Jws { header, input, payload, signature })
    }

    pub(crate) fn payload_length(&self) -> usize {
        self.payload.len()
    }

    /// Appends the payload to `buffer` and returns where it stands there.
    pub(crate) fn payload(&self, buffer: &mut Vec<u8>) -> Result<Range<usize>> {
        base64url::decode_append(self.payload, buffer, "the payload")
    }

    /// Returns the payload.
    pub(crate) fn payload_text(&self) -> Result<String> {
        let mut buffer = Vec::with_capacity(self.payload.len());
        self.payload(&mut buffer)?;
        String::from_utf8(buffer).map_err(|_| Error::new(ErrorKind::Malformed, "the payload is not UTF-8"))
    }

    pub(crate) fn verify(&self, key: &PublicKey) -> Result<()> {
        key.verify(self.input, &self.signature)
    }

    /// Returns the digest of the document: SHA-256 over the signing input, the same for every view.
    pub(crate) fn digest(&self) -> Digest {
        Digest::of(self.input)
    }
}

/// Signs a payload as compact JWS.
pub(crate) fn sign(typ: &str, payload: &[u8], key: &SigningKey) -> String {
    let mut token = Header::write(typ, key.public().kid());
    token.push('.');
    base64_simd::URL_SAFE_NO_PAD.encode_append(payload, &mut token);
    let signature = base64url::encode(&key.sign(token.as_bytes()));
    token.push('.');
    token.push_str(&signature);
    token
}
