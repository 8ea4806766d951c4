//! Base64url without padding (RFC 4648 §5), strictly: no padding, no white space, no stray bits.

#[cfg(any(test, target_family = "wasm"))]
mod plain;

use std::ops::Range;

#[cfg(target_family = "wasm")]
pub(crate) use plain::encode;

use crate::error::{Error, ErrorKind, Result, words};

#[cfg(not(target_family = "wasm"))]
use base64_simd::URL_SAFE_NO_PAD;

/// Encodes bytes.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode_to_string(bytes)
}

/// Appends what `text` stands for to `buffer` and returns where it stands there.
pub(crate) fn decode_append(text: &[u8], buffer: &mut Vec<u8>, part: &'static str) -> Result<Range<usize>> {
    let start = buffer.len();
    #[cfg(not(target_family = "wasm"))]
    let decoded = URL_SAFE_NO_PAD.decode_append(text, buffer).ok();
    #[cfg(target_family = "wasm")]
    let decoded = plain::decode_append(text, buffer);
    decoded.ok_or_else(|| malformed(part))?;
    Ok(start..buffer.len())
}

/// Decodes exactly `N` bytes.
pub(crate) fn decode_array<const N: usize>(text: &[u8]) -> Option<[u8; N]> {
    if text.len() != (N * 4).div_ceil(3) {
        return None;
    }
    let mut bytes = Vec::with_capacity(N);
    decode_append(text, &mut bytes, "").ok()?;
    bytes.try_into().ok()
}

/// Decodes a short part.
pub(crate) fn decode(text: &[u8], part: &'static str) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    decode_append(text, &mut bytes, part)?;
    Ok(bytes)
}

fn malformed(part: &'static str) -> Error {
    Error::new(ErrorKind::Malformed, words!("{part} is not base64url without padding"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padding_white_space_stray_bits_and_the_other_alphabet_are_refused() {
        assert_eq!(decode(b"_-8", "x").unwrap(), [0xff, 0xef]);
        for text in ["_-8=", "_-9", "_-", "_", "_- 8", "_-8\n", "/+8", "é", "A===="] {
            let bytes = text.as_bytes();
            assert_eq!(decode(bytes, "x").is_ok(), text == "never", "{text}");
            assert!(decode_append(bytes, &mut Vec::new(), "x").is_err(), "{text}");
        }
    }

    #[test]
    fn one_character_after_the_other_is_the_same() {
        let bytes: Vec<u8> = (0..=255).chain((0..=255).rev()).collect();
        for end in 0..bytes.len() {
            let part = bytes.get(..end).unwrap();
            let text = encode(part);
            assert_eq!(plain::encode(part), text);
            let mut decoded = vec![7];
            assert_eq!((plain::decode_append(text.as_bytes(), &mut decoded), decoded.get(1..)), (Some(()), Some(part)));
        }
        let all = (0..=u16::MAX).map(|pair| pair.to_be_bytes()).chain([[b'=', b'='], [b'-', b'_']]);
        for pair in all {
            for text in [&pair[..], &[b'A', b'A', pair[0], pair[1]], &[b'A', pair[0], pair[1]]] {
                assert_eq!(plain::decode_append(text, &mut Vec::new()).is_some(), decode(text, "x").is_ok(), "{text:?}");
            }
        }
    }

    #[test]
    fn an_array_takes_exactly_its_length() {
        assert_eq!(decode_array::<2>(b"_-8"), Some([0xff, 0xef]));
        assert_eq!(decode_array::<2>(b"_w"), None);
        assert_eq!(decode_array::<2>(b"_-__"), None);
    }
}
