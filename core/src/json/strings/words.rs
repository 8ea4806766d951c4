//! Eight bytes at a step, as one number.

/// The bytes of a step.
pub(super) const BYTES: usize = 8;

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = 0x8080_8080_8080_8080;

/// Returns where the first quote, backslash or control character stands.
#[inline]
pub(super) fn first_special(chunk: [u8; BYTES]) -> Option<usize> {
    let word = u64::from_le_bytes(chunk);
    let zero_in = |word: u64| word.wrapping_sub(ONES) & !word;
    let control = word.wrapping_sub(ONES * 0x20) & !word;
    let found = (zero_in(word ^ (ONES * u64::from(b'"'))) | zero_in(word ^ (ONES * u64::from(b'\\'))) | control) & HIGHS;
    (found != 0).then(|| found.trailing_zeros() as usize / 8)
}
