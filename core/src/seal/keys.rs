//! Ed25519 keys: made, kept and named; a secret is never printed and is wiped when dropped.

use std::sync::Arc;

use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use ed25519_dalek::pkcs8::{DecodePrivateKey, EncodePrivateKey, KeypairBytes};
use ed25519_dalek::{Signature, Signer};
use zeroize::{Zeroize, Zeroizing};

use super::{RandomSource, base64url};
use crate::digest::Digest;
use crate::error::{Error, ErrorKind, Result};
use crate::json::{self, object};
use crate::jwk::Jwk;
use crate::text::Text;

/// A secret Ed25519 key. It has neither `Debug` nor `Serialize`, and its memory is wiped when it is dropped.
#[derive(Clone)]
pub struct SigningKey(ed25519_dalek::SigningKey);

/// A public Ed25519 key, checked and ready to verify with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    key: ed25519_dalek::VerifyingKey,
    kid: Text,
}

impl SigningKey {
    /// Makes a key of 32 random bytes.
    pub fn generate(random: &mut impl RandomSource) -> Self {
        let mut seed = Zeroizing::new([0; 32]);
        random.fill(&mut *seed);
        SigningKey(ed25519_dalek::SigningKey::from_bytes(&seed))
    }

    /// Reads a PKCS#8 private key in PEM (RFC 8410).
    ///
    /// # Errors
    /// `malformed` where it is none of Ed25519.
    pub fn from_pem(pem: &str) -> Result<Self> {
        let refused = |_| Error::new(ErrorKind::Malformed, "this is not an Ed25519 private key in PKCS#8 PEM (`BEGIN PRIVATE KEY`)");
        let pair = KeypairBytes::from_pkcs8_pem(pem).map_err(refused)?;
        ed25519_dalek::SigningKey::try_from(&pair).map(SigningKey).map_err(refused)
    }

    /// Writes the key as PKCS#8 PEM, without the public key, which follows from it.
    ///
    /// # Errors
    /// `malformed` never in practice: a key can always be written.
    pub fn to_pem(&self) -> Result<Zeroizing<String>> {
        let pair = KeypairBytes { secret_key: self.0.to_bytes(), public_key: None };
        pair.to_pkcs8_pem(LineEnding::LF).map_err(|_| Error::new(ErrorKind::Malformed, "the key cannot be written as PKCS#8"))
    }

    /// Reads a private JWK (RFC 8037 §2): `kty`, `crv`, `x` and `d`.
    ///
    /// # Errors
    /// `malformed` where it is none, or `x` does not belong to `d`.
    pub fn from_jwk_json(text: &str) -> Result<Self> {
        let source = Arc::new(text.to_owned());
        let key = json::read(&source).and_then(|secret: SecretJwk| secret.key());
        if let Some(mut copy) = Arc::into_inner(source) {
            copy.zeroize();
        }
        key
    }

    /// Writes the key as a private JWK.
    pub fn to_jwk_json(&self) -> Zeroizing<String> {
        let d = Zeroizing::new(base64url::encode(&self.0.to_bytes()));
        let x = base64url::encode(self.0.verifying_key().as_bytes());
        Zeroizing::new(format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{x}","d":"{}"}}"#, *d))
    }

    /// Returns the public half.
    pub fn public(&self) -> PublicKey {
        PublicKey::of(self.0.verifying_key())
    }

    pub(crate) fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }
}

impl PublicKey {
    /// Checks a JWK and makes it ready: 32 bytes that are the canonical form of a point of large order.
    ///
    /// # Errors
    /// `malformed` for anything else.
    pub fn from_jwk(jwk: &Jwk) -> Result<Self> {
        let refused = || Error::new(ErrorKind::Malformed, "this is not an Ed25519 public key as JWK");
        if jwk.kty != "OKP" || jwk.crv != "Ed25519" {
            return Err(refused());
        }
        if jwk.unknown.iter().any(|(name, _)| name == "d") {
            return Err(Error::new(
                ErrorKind::Malformed,
                "a private key stands where a public one belongs: it is no secret any more, make a new one",
            ));
        }
        base64url::decode_array::<32>(jwk.x.as_bytes()).and_then(|bytes| PublicKey::from_bytes(&bytes)).ok_or_else(refused)
    }

    /// Takes the canonical form of a point of large order (RFC 8032 §5.1.2), nothing else.
    pub(crate) fn from_bytes(bytes: &[u8; 32]) -> Option<Self> {
        let key = ed25519_dalek::VerifyingKey::from_bytes(bytes).ok()?;
        // The library takes a second encoding of a few points; written again, such a key would be another.
        let canonical = key.to_edwards().compress().to_bytes() == *bytes;
        (canonical && !key.is_weak()).then(|| PublicKey::of(key))
    }

    pub(crate) fn as_bytes(&self) -> &[u8; 32] {
        self.key.as_bytes()
    }

    /// Returns the key's name: its RFC 7638 SHA-256 thumbprint in base64url.
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// Returns the key as a JWK.
    pub fn jwk(&self) -> Jwk {
        Jwk::new("OKP".into(), "Ed25519".into(), base64url::encode(self.key.as_bytes()).into())
    }

    /// Checks a signature strictly: no small order, nothing non-canonical (RFC 8032 §5.1.7, cofactorless).
    pub(crate) fn verify(&self, message: &[u8], signature: &[u8; 64]) -> Result<()> {
        self.key.verify_strict(message, &Signature::from_bytes(signature)).map_err(|_| {
            Error::new(
                ErrorKind::BadSignature,
                "the signature does not fit: the file was changed after signing, or signed by somebody else",
            )
        })
    }

    fn of(key: ed25519_dalek::VerifyingKey) -> Self {
        let x = base64url::encode(key.as_bytes());
        let thumbprint = Digest::of([r#"{"crv":"Ed25519","kty":"OKP","x":""#, &x, r#""}"#].concat().as_bytes());
        PublicKey { key, kid: base64url::encode(thumbprint.as_bytes()).into() }
    }
}

object! {
    /// A private Ed25519 key as it is read.
    pub(crate) struct SecretJwk {
        /// `OKP`.
        required kty: Text,
        /// `Ed25519`.
        required crv: Text,
        /// The public key.
        required x: Text,
        /// The secret.
        required d: Text,
    }
}

impl SecretJwk {
    fn key(&self) -> Result<SigningKey> {
        let refused = || Error::new(ErrorKind::Malformed, "this is not an Ed25519 private key as JWK");
        let seed = Zeroizing::new(base64url::decode_array::<32>(self.d.as_bytes()).ok_or_else(refused)?);
        let key = SigningKey(ed25519_dalek::SigningKey::from_bytes(&seed));
        let public = key.public().jwk();
        if public.x == self.x && public.kty == self.kty && public.crv == self.crv { Ok(key) } else { Err(refused()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // RFC 8037 appendix A.1 to A.4.
    const RFC_8037: &str = r#"{"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;

    #[test]
    fn the_thumbprint_of_rfc_8037_a_3_comes_out() {
        let key = SigningKey::from_jwk_json(RFC_8037).unwrap();
        assert_eq!(key.public().kid(), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }

    #[test]
    fn the_signature_of_rfc_8037_a_4_comes_out() {
        let key = SigningKey::from_jwk_json(RFC_8037).unwrap();
        let input = b"eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
        let signature = key.sign(input);
        assert_eq!(base64url::encode(&signature), "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg");
        assert!(key.public().verify(input, &signature).is_ok());
    }

    #[test]
    fn a_key_survives_both_forms() {
        let key = SigningKey::generate(&mut |bytes: &mut [u8]| bytes.fill(7));
        let pem = key.to_pem().unwrap();
        assert!(pem.starts_with("-----BEGIN PRIVATE KEY-----\n"));
        assert_eq!(SigningKey::from_pem(&pem).unwrap().public(), key.public());
        assert_eq!(SigningKey::from_jwk_json(&key.to_jwk_json()).unwrap().public(), key.public());
    }

    #[test]
    fn weak_and_non_canonical_keys_are_refused() {
        let of_bytes = |bytes: [u8; 32]| PublicKey::from_jwk(&Jwk::new("OKP".into(), "Ed25519".into(), base64url::encode(&bytes).into()));
        let mut identity = [0; 32];
        identity[0] = 1;
        assert!(of_bytes(identity).is_err());
        let mut beyond_the_field = [0xff; 32];
        (beyond_the_field[0], beyond_the_field[31]) = (0xf0, 0x7f);
        assert!(of_bytes(beyond_the_field).is_err());
    }
}
