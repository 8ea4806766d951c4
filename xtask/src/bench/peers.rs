//! Other libraries on the same content: affinidi-sd-jwt on the same token, jsonwebtoken on the same report in the clear.

use std::hint::black_box;

use affinidi_sd_jwt::SdJwt;
use affinidi_sd_jwt::error::SdJwtError;
use affinidi_sd_jwt::hasher::Sha256Hasher;
use affinidi_sd_jwt::signer::JwtVerifier;
use affinidi_sd_jwt::verifier::{VerificationOptions, verify};
use ed25519_dalek::{Signature, VerifyingKey};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde_json::Value;

use crate::floor::Payload;
use crate::sealing;

/// affinidi-sd-jwt leaves the signature to its caller: we give it the fastest that we know.
struct Verifier<'a>(&'a VerifyingKey);

impl JwtVerifier for Verifier<'_> {
    fn verify_jwt(&self, jws: &str) -> Result<Value, SdJwtError> {
        let wrong = |what: &str| SdJwtError::Verification(what.to_owned());
        let (input, signature) = jws.rsplit_once('.').ok_or_else(|| wrong("a JWS has three parts"))?;
        let (header, payload) = input.split_once('.').ok_or_else(|| wrong("a JWS has three parts"))?;
        let header: Value = serde_json::from_slice(&sealing::decoded(header)).map_err(|_| wrong("header"))?;
        if header.get("alg").and_then(Value::as_str) != Some("EdDSA") {
            return Err(wrong("alg"));
        }
        let signature = Signature::from_slice(&sealing::decoded(signature)).map_err(|_| wrong("signature"))?;
        self.0.verify_strict(input.as_bytes(), &signature).map_err(|_| wrong("signature"))?;
        serde_json::from_slice(&sealing::decoded(payload)).map_err(|_| wrong("payload"))
    }
}

pub(crate) fn affinidi_sd_jwt(token: &str, key: &VerifyingKey) {
    let parsed = SdJwt::parse(token, &Sha256Hasher).expect("affinidi-sd-jwt parses our report");
    let options = VerificationOptions::default();
    black_box(verify(&parsed, &Verifier(key), &Sha256Hasher, &options, None).expect("affinidi-sd-jwt accepts our report"));
}

/// jsonwebtoken with what it needs beforehand.
pub(crate) struct JsonWebToken {
    key: DecodingKey,
    validation: Validation,
}

impl JsonWebToken {
    pub(crate) fn new(key: &VerifyingKey) -> Self {
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.required_spec_claims.clear();
        validation.validate_exp = false;
        let key = DecodingKey::from_ed_components(&sealing::encoded(key.as_bytes())).expect("an Ed25519 key");
        Self { key, validation }
    }

    /// Verifies and parses into the typed tree; its strings are owned, because this library gives no others.
    pub(crate) fn verify(&self, token: &str) {
        let read = jsonwebtoken::decode::<Payload<String>>(token, &self.key, &self.validation);
        black_box(read.expect("jsonwebtoken accepts the report in the clear"));
    }
}
