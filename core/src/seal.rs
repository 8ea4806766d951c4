//! How it is sealed: keys, compact JWS, SD-JWT. Treats payloads as bytes; knows nothing of factories.

pub(crate) mod base64url;
pub(crate) mod header;
pub(crate) mod jws;
mod keys;
pub(crate) mod places;
pub(crate) mod sd_jwt;
mod splice;

#[cfg(test)]
mod rfc9901;
#[cfg(test)]
mod wycheproof;

pub use keys::{PublicKey, SigningKey};
pub use sd_jwt::{MAX_DISCLOSURES, MAX_TOKEN_BYTES};

use crate::digest::Digest;
use crate::error::Result;

/// A source of random bytes that nobody can predict; every closure `FnMut(&mut [u8])` is one.
pub trait RandomSource {
    /// Fills `bytes` with random ones.
    fn fill(&mut self, bytes: &mut [u8]);
}

impl<F: FnMut(&mut [u8])> RandomSource for F {
    fn fill(&mut self, bytes: &mut [u8]) {
        self(bytes);
    }
}

/// Returns the digest of a signed report: SHA-256 over the signing input, the same for every view.
///
/// The token is not verified.
///
/// # Errors
/// `too_large` or `malformed` where it is no token.
pub fn digest_of(token: &[u8]) -> Result<Digest> {
    Ok(sd_jwt::SdJwt::open(token)?.jws.digest())
}

/// Returns a random UUID (version 4, RFC 9562 §5.4) as a URN, the form of every `jti`.
pub fn random_jti(random: &mut impl RandomSource) -> String {
    let mut bytes = [0; 16];
    random.fill(&mut bytes);
    let number = u128::from_be_bytes(bytes) & !(0xf << 76) & !(0x3 << 62) | 0x4 << 76 | 0x2 << 62;
    let hex = format!("{number:032x}");
    let part = |range: std::ops::Range<usize>| hex.get(range).unwrap_or_default();
    format!("urn:uuid:{}-{}-{}-{}-{}", part(0..8), part(8..12), part(12..16), part(16..20), part(20..32))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_jti_is_a_random_uuid() {
        let mut ones = |bytes: &mut [u8]| bytes.fill(0xff);
        assert_eq!(super::random_jti(&mut ones), "urn:uuid:ffffffff-ffff-4fff-bfff-ffffffffffff");
    }
}
