//! What a reader made of serde weighs at the least: trust list, status list and report into structs of derive, SHA-256 and one Ed25519
//! signature each, and no rule of the format.
//!
//! The benchmark weighs it beside the package. Nobody calls it: a disclosure, for one, is hashed and put nowhere.

#[expect(dead_code, reason = "they are read, and that is all")]
mod documents;

use std::hint::black_box;

use documents::{Report, StatusList, TrustList};
use ed25519_dalek::{Signature, VerifyingKey};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use wasm_bindgen::prelude::*;

#[cfg(all(target_family = "wasm", not(target_feature = "atomics")))]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// A trust list that its root signed.
#[wasm_bindgen]
pub struct Trust(TrustList);

/// The entries of a status list.
#[wasm_bindgen]
pub struct Status(Vec<u8>);

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: String,
}

/// Opens a trust list.
#[wasm_bindgen]
pub fn open_trust(jws: &[u8], root: &[u8]) -> Option<Trust> {
    read(&opened(jws, |_| root.first_chunk().copied())?).map(Trust)
}

/// Opens a status list.
#[wasm_bindgen]
pub fn open_status(jws: &[u8], trust: &Trust) -> Option<Status> {
    let list: StatusList = read(&opened(jws, |header| trust.key(header))?)?;
    let entries = base64url(list.status_list.lst.as_bytes())?;
    miniz_oxide::inflate::decompress_to_vec_zlib_with_limit(&entries, 1 << 22).ok().map(Status)
}

/// Reads a report, and returns it as JSON.
#[wasm_bindgen]
pub fn verify(token: &[u8], trust: &Trust, status: &Status) -> Option<String> {
    let mut parts = token.split(|byte| *byte == b'~');
    let payload = opened(parts.next()?, |header| trust.key(header))?;
    parts.for_each(|disclosure| _ = black_box((Sha256::digest(disclosure), base64url(disclosure))));
    let report: Report = read(&payload)?;
    let index = usize::try_from(report.status.status_list.idx).ok()?;
    black_box(status.0.get(index / 4)?);
    String::from_utf8(payload).ok()
}

impl Trust {
    fn key(&self, header: &Header) -> Option<[u8; 32]> {
        let mut keys = self.0.entities.iter().flat_map(|entity| &entity.keys);
        base64url(keys.find(|key| key.jwk.x == header.kid)?.jwk.x.as_bytes())?.try_into().ok()
    }
}

/// Checks the signature of a JWS with the key of its header, and returns the payload.
fn opened(jws: &[u8], key: impl FnOnce(&Header) -> Option<[u8; 32]>) -> Option<Vec<u8>> {
    let mut parts = jws.split(|byte| *byte == b'.');
    let (header, payload, signature) = (parts.next()?, parts.next()?, parts.next()?);
    let signed: Header = read(&base64url(header)?)?;
    let key = VerifyingKey::from_bytes(&key(&signed).filter(|_| signed.alg == "Ed25519")?).ok()?;
    let signature = Signature::from_slice(&base64url(signature)?).ok()?;
    key.verify_strict(jws.get(..header.len() + 1 + payload.len())?, &signature).ok()?;
    base64url(payload)
}

fn read<T: DeserializeOwned>(json: &[u8]) -> Option<T> {
    // Else the compiler sees that nobody looks at most of it.
    serde_json::from_slice(json).ok().map(black_box)
}

fn base64url(text: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let (mut bits, mut count) = (0_u32, 0);
    for character in text {
        let value = match character {
            b'A'..=b'Z' => character - b'A',
            b'a'..=b'z' => character - b'a' + 26,
            b'0'..=b'9' => character - b'0' + 52,
            b'-' => 62,
            b'_' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xff).ok()?);
        }
    }
    Some(bytes)
}
