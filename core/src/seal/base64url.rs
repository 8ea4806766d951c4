//! Base64url without padding (RFC 4648 §5), strictly: no padding, no white space, no stray bits.

use std::ops::Range;

use base64_simd::URL_SAFE_NO_PAD;

use crate::error::{Error, ErrorKind, Result};

/// Encodes bytes.
pub(crate) fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode_to_string(bytes)
}

/// Appends what `text` stands for to `buffer` and returns where it stands there.
pub(crate) fn decode_append(text: &[u8], buffer: &mut Vec<u8>, part: &'static str) -> Result<Range<usize>> {
    let start = buffer.len();
    URL_SAFE_NO_PAD.decode_append(text, buffer).map_err(|_| malformed(part))?;
    Ok(start..buffer.len())
}

/// Decodes exactly `N` bytes.
pub(crate) fn decode_array<const N: usize>(text: &[u8]) -> Option<[u8; N]> {
    if text.len() != (N * 4).div_ceil(3) {
        return None;
    }
    let mut bytes = [0; N];
    let decoded = URL_SAFE_NO_PAD.decode(text, base64_simd::Out::from_slice(&mut bytes)).ok()?;
    (decoded.len() == N).then_some(bytes)
}

/// Decodes a short part.
pub(crate) fn decode(text: &[u8], part: &'static str) -> Result<Vec<u8>> {
    URL_SAFE_NO_PAD.decode_to_vec(text).map_err(|_| malformed(part))
}

fn malformed(part: &'static str) -> Error {
    Error::new(ErrorKind::Malformed, format!("{part} is not base64url without padding"))
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
    fn an_array_takes_exactly_its_length() {
        assert_eq!(decode_array::<2>(b"_-8"), Some([0xff, 0xef]));
        assert_eq!(decode_array::<2>(b"_w"), None);
        assert_eq!(decode_array::<2>(b"_-__"), None);
    }
}
