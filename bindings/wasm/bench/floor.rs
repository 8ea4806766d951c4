//! The floor of a verification in JavaScript: what must be decoded and hashed, and the signature, as fast as a compiler makes them; no
//! check of ours.
//!
//! The benchmark calls it beside the package, so that nobody takes for our doing what nobody can do faster.

use std::hint::black_box;

use base64_simd::{Out, URL_SAFE_NO_PAD};
use ed25519_dalek::{Signature, VerifyingKey};
use sha2::{Digest, Sha256};

/// Returns room for so many bytes, which is never given back.
#[unsafe(no_mangle)]
pub extern "C" fn room(bytes: usize) -> *mut u8 {
    Vec::leak(vec![0; bytes]).as_mut_ptr()
}

/// Hashes a token's disclosures and checks its signature.
///
/// # Safety
/// `token` is `length` bytes long, `signature` 64 and `key` 32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hash_and_signature(token: *const u8, length: usize, signature: *const [u8; 64], key: *const [u8; 32]) -> bool {
    // SAFETY: the caller's word.
    let (token, signature, key) = unsafe { (std::slice::from_raw_parts(token, length), &*signature, &*key) };
    let (input, disclosures) = parts(token);
    disclosures.for_each(|disclosure| _ = black_box(Sha256::digest(disclosure)));
    VerifyingKey::from_bytes(key).is_ok_and(|key| key.verify_strict(input, &Signature::from_bytes(signature)).is_ok())
}

/// Decodes a token's payload and disclosures, each to the same place.
///
/// # Safety
/// `token` and `place` are `length` bytes long each.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn base64url(token: *const u8, length: usize, place: *mut u8) -> bool {
    // SAFETY: the caller's word.
    let (token, place) = unsafe { (std::slice::from_raw_parts(token, length), std::slice::from_raw_parts_mut(place, length)) };
    let (input, disclosures) = parts(token);
    let payload = input.rsplit(|byte| *byte == b'.').next();
    let mut decoded = payload.into_iter().chain(disclosures.filter(|disclosure| !disclosure.is_empty()));
    decoded.all(|part| URL_SAFE_NO_PAD.decode(part, Out::from_slice(place)).map(black_box).is_ok())
}

/// Returns what is signed, and the disclosures beside it.
fn parts(token: &[u8]) -> (&[u8], impl Iterator<Item = &[u8]>) {
    let mut parts = token.split(|byte| *byte == b'~');
    let jws = parts.next().unwrap_or_default();
    let end = jws.iter().rposition(|byte| *byte == b'.').unwrap_or_default();
    (jws.get(..end).unwrap_or_default(), parts)
}
