//! Sixteen characters at a step, by vector instructions.

use std::arch::wasm32::{
    i8x16_add, i32x4_dot_i16x8, i32x4_splat, u8x16, u8x16_eq, u8x16_shr, u8x16_splat, u8x16_swizzle, u16x8_shl, u16x8_shr, u16x8_splat,
    u32x4_extract_lane, u64x2_extract_lane, v128, v128_and, v128_any_true, v128_or,
};

use crate::vector::load;

/// The characters of a block.
pub(super) const CHARACTERS: usize = 16;

/// The bytes that a block stands for.
pub(super) const BYTES: usize = 12;

/// From a character to its value, by its upper half; `_` has [`SHIFT_OF_LAST`] on top.
const SHIFT: v128 = u8x16(0, 0, 17, 4, 191, 191, 185, 185, 0, 0, 0, 0, 0, 0, 0, 0);
const SHIFT_OF_LAST: u8 = 33;

/// By the upper half of a character, a bit for those that have the same neighbours: none at all, `-`, `0` to `9`, `A` to `O` and
/// `a` to `o`, `P` to `_`, `p` to `z`.
const ROW: v128 = u8x16(1, 1, 2, 4, 8, 16, 8, 32, 1, 1, 1, 1, 1, 1, 1, 1);

/// By the lower half of a character, the rows in which it stands for nothing.
const STRANGE: v128 = u8x16(
    0b00_1011, 0b00_0011, 0b00_0011, 0b00_0011, 0b00_0011, 0b00_0011, 0b00_0011, 0b00_0011, //
    0b00_0011, 0b00_0011, 0b00_0111, 0b11_0111, 0b11_0111, 0b11_0101, 0b11_0111, 0b10_0111,
);

/// Decodes blocks; returns whether one of their characters stands for nothing.
pub(super) fn decode(blocks: &[[u8; CHARACTERS]], places: &mut [[u8; BYTES]]) -> bool {
    let mut strange = u8x16_splat(0);
    let mut steps = blocks.iter().zip(places);
    let Some((mut block, mut place)) = steps.next() else { return false };
    // Asked at the end whether there is another: V8 runs such a loop at twice the speed.
    loop {
        let characters = load(*block);
        let (upper, lower) = (u8x16_shr(characters, 4), v128_and(characters, u8x16_splat(0xf)));
        strange = v128_or(strange, v128_and(u8x16_swizzle(ROW, upper), u8x16_swizzle(STRANGE, lower)));
        let last = v128_and(u8x16_eq(characters, u8x16_splat(b'_')), u8x16_splat(SHIFT_OF_LAST));
        let values = i8x16_add(characters, i8x16_add(u8x16_swizzle(SHIFT, upper), last));
        // Two values of 6 bits become one of 12, two of these one of 24.
        let pairs = v128_or(v128_and(u16x8_shl(values, 6), u16x8_splat(0xfc0)), u16x8_shr(values, 8));
        let fours = i32x4_dot_i16x8(pairs, i32x4_splat(1 << 16 | 1 << 12));
        let bytes = u8x16_swizzle(fours, u8x16(2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, 16, 16, 16, 16));
        let (front, back) = place.split_at_mut(8);
        front.copy_from_slice(&u64x2_extract_lane::<0>(bytes).to_le_bytes());
        back.copy_from_slice(&u32x4_extract_lane::<2>(bytes).to_le_bytes());
        match steps.next() {
            Some(next) => (block, place) = next,
            None => return v128_any_true(strange),
        }
    }
}
