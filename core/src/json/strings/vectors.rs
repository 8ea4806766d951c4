//! Sixteen bytes at a step, by vector instructions.

use std::arch::wasm32::{u8x16_bitmask, u8x16_eq, u8x16_lt, u8x16_splat, v128_or};

use crate::vector::load;

/// The bytes of a step.
pub(super) const BYTES: usize = 16;

/// Returns where the first quote, backslash or control character stands.
pub(super) fn first_special(chunk: [u8; BYTES]) -> Option<usize> {
    let bytes = load(chunk);
    let marks = v128_or(u8x16_eq(bytes, u8x16_splat(b'"')), u8x16_eq(bytes, u8x16_splat(b'\\')));
    let found = u8x16_bitmask(v128_or(marks, u8x16_lt(bytes, u8x16_splat(b' '))));
    (found != 0).then(|| found.trailing_zeros() as usize)
}
