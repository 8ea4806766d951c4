//! The floor: what a verification costs at least, with the fastest tools that we found and none of our checks.
//!
//! One strict Ed25519 verification with a key that is already decompressed, SHA-256 of every disclosure and of the signing
//! input, one base64 decode of all parts into one buffer, one UTF-8 check, and one typed parse into a tree that borrows its strings.

mod tree;

use std::fmt::Debug;
use std::hint::black_box;

use base64_simd::{AsOut, URL_SAFE_NO_PAD};
use ed25519_dalek::{Signature, VerifyingKey};
use sha2::{Digest, Sha256};

use tree::{Disclosure, Header, Text};

pub(crate) use tree::Payload;

/// The JSON parsers that we found; the fastest in the run is the floor's.
pub(crate) enum Parser {
    SerdeJson,
    SonicRs,
    SimdJson,
}

/// A token, taken apart.
struct Parts<'a> {
    input: &'a str,
    header: &'a str,
    payload: &'a str,
    signature: &'a str,
    disclosures: &'a str,
}

/// The whole floor of one token.
pub(crate) fn verify(token: &str, key: &VerifyingKey, parser: &Parser) {
    let parts = split(token);
    check_signature(&parts, key);
    hash_parts(&parts);
    let (mut buffer, ends) = decode(&parts);
    match parser {
        Parser::SerdeJson => parse(text(&buffer), &ends, serde_json::from_str, serde_json::from_str, serde_json::from_str),
        Parser::SonicRs => parse(text(&buffer), &ends, sonic_rs::from_str, sonic_rs::from_str, sonic_rs::from_str),
        Parser::SimdJson => parse_in_place(&mut buffer, &ends),
    }
}

/// Only what must be hashed and the signature.
pub(crate) fn hash_and_signature(token: &str, key: &VerifyingKey) {
    let parts = split(token);
    check_signature(&parts, key);
    hash_parts(&parts);
}

fn split(token: &str) -> Parts<'_> {
    let (jws, disclosures) = token.split_once('~').expect("a report has a `~`");
    let (input, signature) = jws.rsplit_once('.').expect("a JWS has three parts");
    let (header, payload) = input.split_once('.').expect("a JWS has three parts");
    Parts { input, header, payload, signature, disclosures }
}

impl<'a> Parts<'a> {
    fn disclosures(&self) -> impl Iterator<Item = &'a str> {
        self.disclosures.split_terminator('~')
    }
}

fn check_signature(parts: &Parts<'_>, key: &VerifyingKey) {
    let mut bytes = [0; 64];
    URL_SAFE_NO_PAD.decode(parts.signature.as_bytes(), bytes.as_mut_slice().as_out()).expect("base64url");
    key.verify_strict(parts.input.as_bytes(), &Signature::from_bytes(&bytes)).expect("a genuine signature");
}

fn hash_parts(parts: &Parts<'_>) {
    black_box(Sha256::digest(parts.input.as_bytes()));
    for disclosure in parts.disclosures() {
        black_box(Sha256::digest(disclosure.as_bytes()));
    }
}

/// Header, payload and disclosures in one buffer, and where each ends.
fn decode(parts: &Parts<'_>) -> (Vec<u8>, Vec<usize>) {
    let mut buffer = Vec::with_capacity(parts.header.len() + parts.payload.len() + parts.disclosures.len());
    let mut ends = Vec::with_capacity(128);
    for part in [parts.header, parts.payload].into_iter().chain(parts.disclosures()) {
        URL_SAFE_NO_PAD.decode_append(part, &mut buffer).expect("base64url");
        ends.push(buffer.len());
    }
    (buffer, ends)
}

fn text(buffer: &[u8]) -> &str {
    simdutf8::basic::from_utf8(buffer).expect("UTF-8")
}

fn parse<'a, E: Debug>(
    text: &'a str,
    ends: &[usize],
    header: impl Fn(&'a str) -> Result<Header<'a>, E>,
    payload: impl Fn(&'a str) -> Result<Payload<Text<'a>>, E>,
    disclosure: impl Fn(&'a str) -> Result<Disclosure<'a>, E>,
) {
    let mut start = 0;
    let mut parts = ends.iter().map(|end| {
        let part = text.get(start..*end).expect("every part ends within the buffer");
        start = *end;
        part
    });
    let header = parts.next().map(|part| header(part).expect("a header"));
    let payload = parts.next().map(|part| payload(part).expect("a payload"));
    let mut disclosures = Vec::with_capacity(ends.len());
    disclosures.extend(parts.map(|part| disclosure(part).expect("a disclosure")));
    black_box(&(header, payload, disclosures));
}

fn parse_in_place(buffer: &mut [u8], ends: &[usize]) {
    let longest = ends.windows(2).map(|pair| pair.iter().rev().copied().reduce(|end, start| end - start).unwrap_or(0)).max().unwrap_or(0);
    let mut scratch = simd_json::Buffers::new(longest);
    let mut rest = buffer;
    let mut start = 0;
    let mut parts = ends.iter().map(|end| {
        let (part, after) = std::mem::take(&mut rest).split_at_mut(end - start);
        (rest, start) = (after, *end);
        part
    });
    let header: Option<Header<'_>> =
        parts.next().map(|part| simd_json::serde::from_slice_with_buffers(part, &mut scratch).expect("a header"));
    let payload: Option<Payload<Text<'_>>> =
        parts.next().map(|part| simd_json::serde::from_slice_with_buffers(part, &mut scratch).expect("a payload"));
    let mut disclosures: Vec<Disclosure<'_>> = Vec::with_capacity(ends.len());
    disclosures.extend(parts.map(|part| simd_json::serde::from_slice_with_buffers(part, &mut scratch).expect("a disclosure")));
    black_box(&(header, payload, disclosures));
}
