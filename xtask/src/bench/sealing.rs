//! Signs any JSON as a report, whether core would or not.

use ed25519_dalek::{Signer, SigningKey as Key};
use serde_json::{Value, json};

/// Signs what core would refuse to, with a key of the samples' trust list.
pub(crate) struct Sealer {
    key: Key,
    kid: String,
}

impl Sealer {
    pub(crate) fn new(key: &betterwork::seal::SigningKey) -> Self {
        let jwk: Value = serde_json::from_str(&key.to_jwk_json()).expect("a JWK is JSON");
        let secret = decoded(jwk.get("d").and_then(Value::as_str).expect("a secret key has a `d`"));
        let secret = secret.try_into().expect("a secret key has 32 bytes");
        Self { key: Key::from_bytes(&secret), kid: key.public().kid().to_owned() }
    }

    /// A compact JWS over these bytes.
    pub(crate) fn jws(&self, typ: &str, payload: &[u8]) -> String {
        let header = json!({"alg": "EdDSA", "typ": typ, "kid": self.kid}).to_string();
        let input = format!("{}.{}", encoded(header.as_bytes()), encoded(payload));
        let signature = self.key.sign(input.as_bytes()).to_bytes();
        format!("{input}.{}", encoded(&signature))
    }

    /// The token with another payload, its disclosures as they were.
    pub(crate) fn with_payload(&self, token: &str, payload: &[u8]) -> String {
        let (_, disclosures) = token.split_once('~').expect("a report has a `~`");
        format!("{}~{disclosures}", self.jws("dc+sd-jwt", payload))
    }

    pub(crate) fn public(&self) -> ed25519_dalek::VerifyingKey {
        self.key.verifying_key()
    }
}

/// The payload of a token.
pub(crate) fn payload(token: &str) -> Value {
    let part = token.split('.').nth(1).expect("a JWS has three parts");
    serde_json::from_slice(&decoded(part)).expect("a payload is JSON")
}

pub(crate) fn decoded(text: &str) -> Vec<u8> {
    base64_simd::URL_SAFE_NO_PAD.decode_to_vec(text).expect("base64url")
}

pub(crate) fn encoded(bytes: &[u8]) -> String {
    base64_simd::URL_SAFE_NO_PAD.encode_to_string(bytes)
}
