//! The vector instructions of WebAssembly that every browser since 2023 has, as far as they need a word of ours.

use std::arch::wasm32::{u64x2, v128};

/// Takes sixteen bytes as a vector: one instruction, once it is compiled.
pub(crate) fn load(bytes: [u8; 16]) -> v128 {
    let both = u128::from_le_bytes(bytes);
    u64x2(both as u64, (both >> 64) as u64)
}
