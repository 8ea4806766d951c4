//! Forging: documents that are signed all right and wrong inside, for tests of what a reader refuses.

use base64_simd::URL_SAFE_NO_PAD as BASE64URL;
use betterwork::Digest;
use betterwork::seal::RandomSource;
use curve25519_dalek::Scalar;
use ed25519_dalek::Signer;
use sha2::{Digest as _, Sha512};

use crate::sample::FixedRandom;

/// Encodes bytes in base64url.
pub fn encode(bytes: impl AsRef<[u8]>) -> String {
    BASE64URL.encode_to_string(bytes)
}

/// Decodes base64url that is known to be right.
pub fn decode(text: &str) -> Vec<u8> {
    BASE64URL.decode_to_vec(text).unwrap()
}

/// Returns the digest that stands in `_sd` for a disclosure.
pub fn digest(disclosure: &str) -> String {
    encode(Digest::of(disclosure.as_bytes()).as_bytes())
}

/// A key that signs anything; the same as `sample::key` of the same seed.
pub struct Forger {
    key: ed25519_dalek::SigningKey,
    kid: String,
}

impl Forger {
    /// Makes the key of a seed.
    pub fn new(seed: u64) -> Self {
        let mut bytes = [0; 32];
        FixedRandom::new(seed).fill(&mut bytes);
        Forger { key: ed25519_dalek::SigningKey::from_bytes(&bytes), kid: crate::sample::key(seed).public().kid().to_owned() }
    }

    /// Returns the key's name.
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// Returns the header of a genuine document.
    pub fn header(&self, typ: &str) -> String {
        format!(r#"{{"alg":"EdDSA","typ":"{typ}","kid":"{}"}}"#, self.kid)
    }

    /// Signs a header and a payload as they are.
    pub fn jws(&self, header: impl AsRef<[u8]>, payload: impl AsRef<[u8]>) -> String {
        let input = format!("{}.{}", encode(header), encode(payload));
        let signature = self.sign(&input);
        format!("{input}.{signature}")
    }

    /// Signs a text; returns the signature in base64url.
    pub fn sign(&self, input: &str) -> String {
        encode(self.key.sign(input.as_bytes()).to_bytes())
    }

    /// Signs any text as a note under a name (C2SP signed-note); the text should end with a line feed.
    pub fn note(&self, name: &str, text: &str) -> String {
        format!("{text}\n{}", self.note_signature(name, text))
    }

    /// Returns the line that signs a note.
    pub fn note_signature(&self, name: &str, text: &str) -> String {
        let named = [name.as_bytes(), b"\n\x01", self.key.verifying_key().as_bytes()].concat();
        let id = Digest::of(&named);
        let bytes = [&id.as_bytes()[..4], &self.key.sign(text.as_bytes()).to_bytes()].concat();
        format!("\u{2014} {name} {}\n", base64_simd::STANDARD.encode_to_string(bytes))
    }

    /// Signs with the neutral point as R: the equation holds, and a strict verifier refuses the point of small order.
    pub fn sign_with_small_order(&self, input: &str) -> String {
        let neutral: [u8; 32] = std::array::from_fn(|index| u8::from(index == 0));
        let hash = Sha512::new().chain_update(neutral).chain_update(self.key.verifying_key()).chain_update(input);
        let challenge = Scalar::from_bytes_mod_order_wide(&hash.finalize().into());
        encode([neutral, (challenge * self.key.to_scalar()).to_bytes()].concat())
    }
}

/// A report's token taken apart into JSON texts, to be changed and signed again.
#[derive(Clone, Debug)]
pub struct Forgery {
    /// The protected header.
    pub header: String,
    /// The payload.
    pub payload: String,
    /// The disclosures.
    pub disclosures: Vec<String>,
}

impl Forgery {
    /// Takes a token apart.
    pub fn of(token: &str) -> Self {
        let text = |part: &str| String::from_utf8(decode(part)).unwrap();
        let (jws, disclosures) = token.split_once('~').unwrap();
        let mut parts = jws.split('.');
        Forgery {
            header: text(parts.next().unwrap()),
            payload: text(parts.next().unwrap()),
            disclosures: disclosures.split_terminator('~').map(text).collect(),
        }
    }

    /// Changes the one place of the header that reads `from`.
    pub fn header(mut self, from: &str, to: &str) -> Self {
        self.header = replaced(&self.header, from, to);
        self
    }

    /// Changes the one place of the payload that reads `from`.
    pub fn payload(mut self, from: &str, to: &str) -> Self {
        self.payload = replaced(&self.payload, from, to);
        self
    }

    /// Changes the one place of all disclosures that reads `from`, and the digest that stands for its disclosure.
    pub fn disclosed(mut self, from: &str, to: &str) -> Self {
        let at = self.place(from);
        let changed = replaced(&self.disclosures[at], from, to);
        self.payload = replaced(&self.payload, &self.digest(at), &digest(&encode(&changed)));
        self.disclosures[at] = changed;
        self
    }

    /// Adds a disclosure, and its digest to the `_sd` that ends with `beside`'s.
    pub fn discloses_too(mut self, beside: &str, disclosure: &str) -> Self {
        let held = self.digest(self.place(beside));
        self = self.payload(&format!("\"{held}\""), &format!("\"{held}\",\"{}\"", digest(&encode(disclosure))));
        self.disclosures.push(disclosure.to_owned());
        self
    }

    /// Drops the one disclosure that reads `text`; its digest stays.
    pub fn withholds(mut self, text: &str) -> Self {
        self.disclosures.remove(self.place(text));
        self
    }

    /// Drops every disclosure.
    pub fn withholds_all(mut self) -> Self {
        self.disclosures.clear();
        self
    }

    /// Returns the digest of the one disclosure that reads `text`.
    pub fn digest_of(&self, text: &str) -> String {
        self.digest(self.place(text))
    }

    /// Signs what it has become.
    pub fn sign(&self, key: &Forger) -> String {
        let mut token = key.jws(&self.header, &self.payload) + "~";
        for disclosure in &self.disclosures {
            token += &(encode(disclosure) + "~");
        }
        token
    }

    fn digest(&self, at: usize) -> String {
        digest(&encode(&self.disclosures[at]))
    }

    fn place(&self, text: &str) -> usize {
        let mut places = self.disclosures.iter().enumerate().filter(|(_, disclosure)| disclosure.contains(text));
        let (place, _) = places.next().unwrap_or_else(|| panic!("no disclosure reads `{text}`"));
        assert!(places.next().is_none(), "more than one disclosure reads `{text}`");
        place
    }
}

/// Replaces what must be there exactly once.
pub fn replaced(text: &str, from: &str, to: &str) -> String {
    assert_eq!(text.matches(from).count(), 1, "`{from}` in {text}");
    text.replacen(from, to, 1)
}
