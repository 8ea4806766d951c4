//! The floor of a verification in JavaScript: what must be hashed, and the signature, as fast as a compiler makes them; no check of ours.
//!
//! The benchmark calls it beside the package, so that nobody takes for our doing what nobody can do faster.

use ed25519_dalek::{Signature, VerifyingKey};
use sha2::{Digest, Sha256};

/// Returns room for so many bytes, which is never given back.
#[unsafe(no_mangle)]
pub extern "C" fn room(bytes: usize) -> *mut u8 {
    Vec::leak(vec![0; bytes]).as_mut_ptr()
}

/// Hashes a token's parts and checks its signature.
///
/// # Safety
/// `token` is `length` bytes long, `signature` 64 and `key` 32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hash_and_signature(token: *const u8, length: usize, signature: *const [u8; 64], key: *const [u8; 32]) -> bool {
    // SAFETY: the caller's word.
    let (token, signature, key) = unsafe { (std::slice::from_raw_parts(token, length), &*signature, &*key) };
    let mut parts = token.split(|byte| *byte == b'~');
    let jws = parts.next().unwrap_or_default();
    let end = jws.iter().rposition(|byte| *byte == b'.').unwrap_or_default();
    let input = jws.get(..end).unwrap_or_default();
    parts.chain([input]).for_each(|part| _ = std::hint::black_box(Sha256::digest(part)));
    VerifyingKey::from_bytes(key).is_ok_and(|key| key.verify_strict(input, &Signature::from_bytes(signature)).is_ok())
}
