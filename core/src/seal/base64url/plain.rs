//! For a web page, which loads a quarter of the code of what other targets use.

#[cfg(not(target_feature = "simd128"))]
mod single;
#[cfg(target_feature = "simd128")]
mod vectors;

#[cfg(not(target_feature = "simd128"))]
use single::{BYTES, CHARACTERS, decode};
#[cfg(target_feature = "simd128")]
use vectors::{BYTES, CHARACTERS, decode};

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Encodes bytes.
pub(crate) fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    let (mut held, mut bits) = (0_u32, 0_u32);
    for byte in bytes {
        held = held << 8 | u32::from(*byte);
        bits += 8;
        while bits >= 6 {
            bits -= 6;
            text.push(character(held >> bits));
        }
    }
    if bits > 0 {
        text.push(character(held << (6 - bits)));
    }
    text
}

fn character(value: u32) -> char {
    ALPHABET.get((value & 63) as usize).map_or('?', |character| char::from(*character))
}

/// Appends what `text` stands for; nothing where it is not exactly what [`encode`] writes.
pub(super) fn decode_append(text: &[u8], buffer: &mut Vec<u8>) -> Option<()> {
    let (blocks, rest) = text.as_chunks::<CHARACTERS>();
    if rest.len() % 4 == 1 {
        return None;
    }
    // `A` stands for zero.
    let mut last = [b'A'; CHARACTERS];
    last.get_mut(..rest.len())?.copy_from_slice(rest);
    let start = buffer.len();
    // Copied to be written over: that is the quickest way to make room, and for a short text it takes a few bytes more.
    buffer.extend_from_slice(text);
    buffer.extend_from_slice(&[0; BYTES]);
    let (whole, end) = buffer.get_mut(start..)?.as_chunks_mut::<BYTES>().0.split_at_mut_checked(blocks.len())?;
    let strange = decode(blocks, whole) | decode(&[last], end);
    // The bits after the last whole byte are zero.
    let (length, room) = (text.len() * 3 / 4, (blocks.len() + 1) * BYTES);
    let stray = buffer.get(start + length..start + room)?.iter().any(|byte| *byte != 0);
    buffer.truncate(start + length);
    (!strange && !stray).then_some(())
}
