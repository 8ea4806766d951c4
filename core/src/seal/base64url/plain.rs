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

/// Appends what `text` stands for; nothing where it is not exactly what [`encode`] writes.
pub(super) fn decode_append(text: &[u8], buffer: &mut Vec<u8>) -> Option<()> {
    let (groups, rest) = text.as_chunks::<4>();
    let start = buffer.len();
    buffer.resize(start + groups.len() * 3, 0);
    let mut found = 0;
    for (group, bytes) in groups.iter().zip(buffer.get_mut(start..)?.as_chunks_mut::<3>().0) {
        *bytes = three(*group, &mut found);
    }
    match *rest {
        [] => {}
        [a, b] => {
            let [first, left @ ..] = three([a, b, b'A', b'A'], &mut found);
            buffer.push(first);
            found |= if left == [0, 0] { 0 } else { NONE };
        }
        [a, b, c] => {
            let [first, second, left] = three([a, b, c, b'A'], &mut found);
            buffer.extend_from_slice(&[first, second]);
            found |= if left == 0 { 0 } else { NONE };
        }
        _ => return None,
    }
    (found & NONE == 0).then_some(())
}

/// The bytes of four characters; `found` gathers their values.
fn three(group: [u8; 4], found: &mut u8) -> [u8; 3] {
    let [a, b, c, d] = group.map(|character| VALUES.get(usize::from(character)).copied().unwrap_or(NONE));
    *found |= a | b | c | d;
    [a << 2 | b >> 4, b << 4 | c >> 2, c << 6 | d]
}
