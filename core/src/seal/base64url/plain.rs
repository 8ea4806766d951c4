//! One character after the other: for a web page, which loads a quarter of the code of what decodes many at a time.

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
    buffer.reserve(text.len() / 4 * 3 + 3);
    let (mut held, mut bits) = (0_u32, 0_u32);
    for character in text {
        let value = match character {
            b'A'..=b'Z' => character - b'A',
            b'a'..=b'z' => character - b'a' + 26,
            b'0'..=b'9' => character - b'0' + 52,
            b'-' => 62,
            b'_' => 63,
            _ => return None,
        };
        held = held << 6 | u32::from(value);
        bits += 6;
        if let Some(rest) = bits.checked_sub(8) {
            bits = rest;
            buffer.extend(u8::try_from(held >> bits & 0xff));
        }
    }
    // What is left over is less than a character, and zero.
    (bits < 6 && held & ((1 << bits) - 1) == 0).then_some(())
}
