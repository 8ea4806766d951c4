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
    let last = match *rest {
        [] => None,
        [a, b] => Some([a, b, b'A', b'A']),
        [a, b, c] => Some([a, b, c, b'A']),
        _ => return None,
    };
    let (start, room) = (buffer.len(), text.len().div_ceil(4) * 3);
    // Copied to be written over: that is the quickest way to make room, and for a short text it takes a few bytes more.
    buffer.extend_from_slice(text);
    buffer.extend_from_slice(&[0; 3]);
    let places = buffer.get_mut(start..start + room)?.as_chunks_mut::<3>().0;
    let mut found = 0;
    groups.iter().copied().chain(last).zip(places).for_each(|(group, place)| {
        let [a, b, c, d] = group.map(|character| u32::from(VALUES.get(usize::from(character)).copied().unwrap_or(NONE)));
        found |= a | b | c | d;
        let [_, bytes @ ..] = (a << 18 | b << 12 | c << 6 | d).to_be_bytes();
        *place = bytes;
    });
    // The bits after the last whole byte are zero.
    let length = start + text.len() * 3 / 4;
    let stray = buffer.get(length..start + room)?.iter().any(|byte| *byte != 0);
    buffer.truncate(length);
    (found & u32::from(NONE) == 0 && !stray).then_some(())
}
