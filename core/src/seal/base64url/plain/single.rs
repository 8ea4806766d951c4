//! One character after the other.

use super::ALPHABET;

/// The characters of a block.
pub(super) const CHARACTERS: usize = 4;

/// The bytes that a block stands for.
pub(super) const BYTES: usize = 3;

/// What no character stands for: a bit that no value has.
const NONE: u8 = 0x80;

/// What each character stands for.
static VALUES: [u8; 256] = values();

#[allow(clippy::indexing_slicing, reason = "at compile time")]
const fn values() -> [u8; 256] {
    let (mut values, mut value) = ([NONE; 256], 0);
    while value < 64 {
        values[ALPHABET[value as usize] as usize] = value;
        value += 1;
    }
    values
}

/// Decodes blocks; returns whether one of their characters stands for nothing.
pub(super) fn decode(blocks: &[[u8; CHARACTERS]], places: &mut [[u8; BYTES]]) -> bool {
    let mut found = 0;
    for ([a, b, c, d], place) in blocks.iter().zip(places) {
        let (a, b, c, d) = (value(*a), value(*b), value(*c), value(*d));
        found |= a | b | c | d;
        let [_, bytes @ ..] = (a << 18 | b << 12 | c << 6 | d).to_be_bytes();
        *place = bytes;
    }
    found & u32::from(NONE) != 0
}

fn value(character: u8) -> u32 {
    VALUES.get(usize::from(character)).map_or(0, |value| u32::from(*value))
}
