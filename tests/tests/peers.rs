//! Another library on the same tokens: whatever affinidi-sd-jwt rejects, we reject; what both accept, both read alike.
//!
//! `cargo test -p conformance --features peers`, with Rust 1.95 or later.
#![cfg(feature = "peers")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::collections::HashMap;
use std::path::Path;

use affinidi_sd_jwt::error::SdJwtError;
use affinidi_sd_jwt::hasher::Sha256Hasher;
use affinidi_sd_jwt::signer::JwtVerifier;
use affinidi_sd_jwt::verifier::{VerificationOptions, verify};
use affinidi_sd_jwt::{Disclosure, SdJwt};
use betterwork::seal::RandomSource;
use betterwork::trust::{Pin, StatusLists, TrustList};
use conformance::forge::{Forger, Forgery, decode};
use conformance::sample::{self, FixedRandom, Keys, SIGNED_AT, Size};
use conformance::vector::{Vector, Verb};
use ed25519_dalek::{Signature, VerifyingKey};
use serde_json::Value;

/// The signature is left to the caller: the key that `kid` names in the trust list must have made it.
struct Peer(HashMap<String, VerifyingKey>);

impl JwtVerifier for Peer {
    fn verify_jwt(&self, jws: &str) -> Result<Value, SdJwtError> {
        self.judge(jws).ok_or_else(|| SdJwtError::Verification("the signature".to_owned()))
    }
}

impl Peer {
    fn of(trust: &TrustList) -> Self {
        let keys = trust.payload().entities.iter().flat_map(|entity| &entity.keys);
        let key = |jwk: &betterwork::Jwk| VerifyingKey::from_bytes(&decode(&jwk.x).try_into().unwrap()).unwrap();
        let kid = |jwk| betterwork::seal::PublicKey::from_jwk(jwk).unwrap().kid().to_owned();
        Peer(keys.map(|entry| (kid(&entry.jwk), key(&entry.jwk))).collect())
    }

    fn judge(&self, jws: &str) -> Option<Value> {
        let lenient = |part: &str| base64_simd::forgiving_decode_to_vec(part.replace('-', "+").replace('_', "/").as_bytes()).ok();
        let (input, signature) = jws.rsplit_once('.')?;
        let (header, payload) = input.split_once('.')?;
        let header: Value = serde_json::from_slice(&lenient(header)?).ok()?;
        let key = self.0.get(header.get("kid")?.as_str()?)?;
        if !matches!(header.get("alg")?.as_str()?, "EdDSA" | "Ed25519") {
            return None;
        }
        key.verify_strict(input.as_bytes(), &Signature::from_slice(&lenient(signature)?).ok()?).ok()?;
        serde_json::from_slice(&lenient(payload)?).ok()
    }

    /// Returns the claims with what is disclosed in its place, or `None` where the other library refuses the token.
    fn read(&self, token: &[u8]) -> Option<Value> {
        let parsed = SdJwt::parse(std::str::from_utf8(token).ok()?, &Sha256Hasher).ok()?;
        verify(&parsed, self, &Sha256Hasher, &VerificationOptions::default(), None).ok().map(|result| result.claims)
    }
}

#[test]
fn no_vector_is_accepted_here_and_rejected_there() {
    let mut accepted = 0;
    for entry in Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/vectors")).read_dir().unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let vector = Vector::parse(&std::fs::read_to_string(path).unwrap()).unwrap();
        let Some(result) = vector.expected.result.filter(|_| matches!(vector.verb, Verb::Verify | Verb::VerifyProgressReport)) else {
            continue;
        };
        let trust = TrustList::open(vector.trust.unwrap().document().as_bytes(), Pin::NamedFile).unwrap();
        let theirs = Peer::of(&trust).read(&vector.token.unwrap().join());
        let ours: Value = serde_json::from_str(result.get()).unwrap();
        assert_eq!(theirs.map(plain), Some(plain(ours["document"].clone())), "{}", vector.name);
        accepted += 1;
    }
    assert!(accepted > 40, "{accepted}");
}

#[test]
fn no_mutation_is_accepted_here_and_rejected_there() {
    let (token, trust) = (small_token(), sample::trust(&Keys::default()));
    let mut dice = Dice(FixedRandom::new(9901));
    for _ in 0..10_000 {
        let mut changed = token.clone().into_bytes();
        for _ in 0..dice.roll(3) + 1 {
            dice.change(&mut changed);
        }
        compare(&changed, &trust);
    }
}

#[test]
fn no_signed_mutation_is_accepted_here_and_rejected_there() {
    let (original, trust) = (Forgery::of(&small_token()), sample::trust(&Keys::default()));
    let (key, mut dice) = (Forger::new(2), Dice(FixedRandom::new(9902)));
    let mut accepted = 0;
    for _ in 0..5_000 {
        let mut forgery = original.clone();
        if dice.roll(2) == 0 {
            let text = forgery.disclosures[dice.roll(forgery.disclosures.len())].clone();
            forgery = forgery.disclosed(&text, &dice.changed(&text));
        } else {
            forgery.payload = dice.changed(&forgery.payload);
        }
        accepted += usize::from(compare(forgery.sign(&key).as_bytes(), &trust));
    }
    assert!(accepted > 100, "only {accepted} of the mutations were accepted at all");
}

#[test]
fn the_other_library_makes_the_same_digests() {
    for disclosure in Forgery::of(&small_token()).disclosures {
        let encoded = conformance::forge::encode(&disclosure);
        assert_eq!(Disclosure::parse(&encoded, &Sha256Hasher).unwrap().digest, conformance::forge::digest(&encoded));
    }
}

/// Checks that what we accept the other library accepts, and reads alike; returns whether we accept it.
fn compare(token: &[u8], trust: &TrustList) -> bool {
    let Ok(verified) = betterwork::verify(token, trust, &StatusLists::none(), SIGNED_AT) else { return false };
    let ours = serde_json::from_str(&serde_json::to_string(verified.document()).unwrap()).unwrap();
    assert_eq!(Peer::of(trust).read(token).map(plain), Some(plain(ours)), "{}", String::from_utf8_lossy(token));
    true
}

fn small_token() -> String {
    let keys = Keys::default();
    let mut report = sample::report(7, Size { findings: 76, ..Size::SMALL });
    report.report.compliance_points.truncate(3);
    betterwork::issue(&report, &keys.report, &mut FixedRandom::new(1)).unwrap()
}

/// Takes away digests, and lists with nothing in them.
fn plain(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(plain).collect(),
        Value::Object(members) => {
            let says = |(name, value): &(String, Value)| !name.starts_with("_sd") && *value != Value::Array(Vec::new());
            members.into_iter().filter(says).map(|(name, value)| (name, plain(value))).collect()
        }
        other => other,
    }
}

/// Random choices that are the same at every run.
struct Dice(FixedRandom);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes);
        usize::try_from(u64::from_le_bytes(bytes) % sides as u64).unwrap()
    }

    fn change(&mut self, bytes: &mut Vec<u8>) {
        let at = self.roll(bytes.len());
        match self.roll(4) {
            0 => bytes[at] ^= 1 << self.roll(8),
            1 => drop(bytes.remove(at)),
            2 => bytes.insert(at, b"~.=AQ-_ "[self.roll(8)]),
            _ => {
                let parts: Vec<_> = bytes.split(|byte| *byte == b'~').map(<[u8]>::to_vec).collect();
                let (one, other) = (self.roll(parts.len()), self.roll(parts.len()));
                let mut parts = parts;
                if self.roll(2) == 0 {
                    parts.swap(one, other)
                } else {
                    drop(parts.remove(one))
                }
                *bytes = parts.join(&b'~');
            }
        }
        if bytes.is_empty() {
            bytes.push(b'~');
        }
    }

    /// Changes a character of a JSON text.
    fn changed(&mut self, text: &str) -> String {
        const CHARACTERS: &[char] = &['"', '{', '}', '[', ']', ',', ':', '\\', '0', '1', 'a', '_', ' ', 'é', '.', '-'];
        let mut characters: Vec<_> = text.chars().collect();
        let at = self.roll(characters.len());
        match self.roll(3) {
            0 => characters[at] = CHARACTERS[self.roll(CHARACTERS.len())],
            1 => drop(characters.remove(at)),
            _ => characters.insert(at, CHARACTERS[self.roll(CHARACTERS.len())]),
        }
        characters.into_iter().collect()
    }
}
