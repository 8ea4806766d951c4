//! Strings of the JSON reader: many bytes at a step, escapes checked on the way and undone only where somebody asks.

#[cfg(target_feature = "simd128")]
mod vectors;
#[cfg(not(target_feature = "simd128"))]
mod words;

use std::borrow::Cow;
use std::ops::Range;

#[cfg(target_feature = "simd128")]
use vectors::{BYTES, first_special};
#[cfg(not(target_feature = "simd128"))]
use words::{BYTES, first_special};

use super::{Name, Reader};
use crate::error::Result;
use crate::text::Text;

impl<'a> Reader<'a> {
    /// Reads a string as text of the buffer; only one with escapes is copied.
    pub(crate) fn text(&mut self) -> Result<Text> {
        let (part, escaped) = self.string()?;
        if escaped {
            return Ok(unescape(self.written(part)).into());
        }
        Ok(Text::shared(self.source, part.start, part.end))
    }

    /// Reads a member's name.
    pub(crate) fn name(&mut self) -> Result<Name<'a>> {
        self.name_into(String::new)
    }

    /// Reads a member's name; one with escapes is written into a buffer of the caller's.
    pub(super) fn name_into(&mut self, buffer: impl FnOnce() -> String) -> Result<Name<'a>> {
        let (part, escaped) = self.string_or("expected a member name")?;
        let text = self.written(part.clone());
        Ok(Name { value: if escaped { Cow::Owned(unescape_into(buffer(), text)) } else { Cow::Borrowed(text) }, written: part })
    }

    /// Reads a string.
    pub(crate) fn str(&mut self) -> Result<Cow<'a, str>> {
        let (part, escaped) = self.string()?;
        let text = self.written(part);
        Ok(if escaped { Cow::Owned(unescape(text)) } else { Cow::Borrowed(text) })
    }

    /// Reads past a string and checks it; returns the part between its quotes, and whether it has escapes.
    pub(super) fn string(&mut self) -> Result<(Range<usize>, bool)> {
        self.string_or("expected a string")
    }

    /// Reads past a string as [`Reader::string`] does, or says what was expected in its place.
    fn string_or(&mut self, expected: &'static str) -> Result<(Range<usize>, bool)> {
        if self.peek() != Some(b'"') {
            return Err(self.fault(expected));
        }
        self.at += 1;
        let start = self.at;
        let mut escaped = false;
        loop {
            self.at = next_special(self.text.as_bytes(), self.at);
            match self.text.as_bytes().get(self.at) {
                Some(b'"') => {
                    self.at += 1;
                    return Ok((start..self.at - 1, escaped));
                }
                Some(b'\\') => {
                    escaped = true;
                    // Escapes often stand in a row.
                    while self.text.as_bytes().get(self.at) == Some(&b'\\') {
                        self.escape()?;
                    }
                }
                Some(_) => return Err(self.fault("a control character in a string")),
                None => return Err(self.fault("a string does not end")),
            }
        }
    }

    /// Reads past one escape (RFC 8259 §7); half a surrogate pair is none.
    fn escape(&mut self) -> Result<()> {
        let length = match self.text.as_bytes().get(self.at + 1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Some(2),
            Some(b'u') => self.text.as_bytes().get(self.at..).and_then(unicode).map(|(_, length)| length),
            _ => None,
        };
        self.at += length.ok_or_else(|| self.fault("an escape that stands for no character"))?;
        Ok(())
    }
}

/// Returns what a checked string with escapes stands for.
pub(super) fn unescape(text: &str) -> String {
    unescape_into(String::new(), text)
}

fn unescape_into(mut plain: String, text: &str) -> String {
    plain.clear();
    plain.reserve(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let Some(escape) = rest.strip_prefix('\\') else {
            let end = memchr::memchr(b'\\', rest.as_bytes()).unwrap_or(rest.len());
            let (verbatim, others) = rest.split_at_checked(end).unwrap_or((rest, ""));
            plain.push_str(verbatim);
            rest = others;
            continue;
        };
        let (character, length) = match escape.as_bytes().first() {
            Some(b'b') => ('\u{8}', 2),
            Some(b'f') => ('\u{c}', 2),
            Some(b'n') => ('\n', 2),
            Some(b'r') => ('\r', 2),
            Some(b't') => ('\t', 2),
            Some(b'u') => unicode(rest.as_bytes()).unwrap_or((char::REPLACEMENT_CHARACTER, 2)),
            other => (other.map_or(char::REPLACEMENT_CHARACTER, |byte| char::from(*byte)), 2),
        };
        plain.push(character);
        rest = rest.get(length..).unwrap_or_default();
    }
    plain
}

/// Returns the character of `\uXXXX` or `\uXXXX\uXXXX`, and how many bytes that takes.
fn unicode(escape: &[u8]) -> Option<(char, usize)> {
    let first = unit(escape)?;
    if let Some(character) = char::from_u32(u32::from(first)) {
        return Some((character, 6));
    }
    let second = unit(escape.get(6..)?)?;
    Some((char::decode_utf16([first, second]).next()?.ok()?, 12))
}

fn unit(escape: &[u8]) -> Option<u16> {
    let [b'\\', b'u', a, b, c, d] = escape.first_chunk::<6>()? else { return None };
    let digit = |byte: &u8| DIGITS.get(usize::from(*byte)).map_or(-1, |digit| i32::from(*digit));
    // What is no digit is negative, and so is the whole.
    u16::try_from(digit(a) << 12 | digit(b) << 8 | digit(c) << 4 | digit(d)).ok()
}

/// The value of each character as a hexadecimal digit, or -1.
#[expect(clippy::indexing_slicing, reason = "the compiler runs it")]
const DIGITS: [i8; 256] = {
    let mut digits = [-1; 256];
    let mut value = 0_u8;
    while value < 16 {
        let (lower, upper) = if value < 10 { (b'0' + value, b'0' + value) } else { (b'a' + value - 10, b'A' + value - 10) };
        digits[lower as usize] = value.cast_signed();
        digits[upper as usize] = value.cast_signed();
        value += 1;
    }
    digits
};

/// Returns where the next quote, backslash or control character stands, or the end.
fn next_special(bytes: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<BYTES>) {
        if let Some(found) = first_special(*chunk) {
            return at + found;
        }
        at += BYTES;
    }
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f)).unwrap_or(rest.len())
}
