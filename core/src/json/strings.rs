//! Strings of the JSON reader: eight bytes at a step to the closing quote, escapes only where there are some.

use std::ops::Range;

use super::Reader;
use crate::error::Result;

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = 0x8080_8080_8080_8080;

impl Reader<'_> {
    /// Reads a string; returns the part of the buffer between its quotes, and whether it has escapes.
    pub(super) fn string(&mut self) -> Result<(Range<usize>, bool)> {
        self.expect(b'"', "expected a string")?;
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
                    self.at += 2;
                }
                Some(_) => return Err(self.fault("a control character in a string")),
                None => return Err(self.fault("a string does not end")),
            }
        }
    }

    /// Reads past a string, checking its escapes without keeping what they stand for.
    pub(super) fn string_past(&mut self) -> Result<()> {
        let (part, escaped) = self.string()?;
        if escaped { self.each_escape(part, |_, _| {}) } else { Ok(()) }
    }

    /// Returns what a string with escapes stands for (RFC 8259 §7); half a surrogate pair is an error.
    pub(super) fn unescape(&self, part: Range<usize>) -> Result<String> {
        let mut plain = String::with_capacity(part.len());
        self.each_escape(part, |verbatim, character| {
            plain.push_str(verbatim);
            plain.extend(character);
        })?;
        Ok(plain)
    }

    /// Calls `piece` with each stretch of verbatim text and the escaped character after it.
    fn each_escape(&self, part: Range<usize>, mut piece: impl FnMut(&str, Option<char>)) -> Result<()> {
        let mut rest = self.text.get(part).unwrap_or_default();
        while let Some((verbatim, escape)) = rest.split_once('\\') {
            let (character, length) = match escape.as_bytes().first() {
                Some(b'"') => ('"', 1),
                Some(b'\\') => ('\\', 1),
                Some(b'/') => ('/', 1),
                Some(b'b') => ('\u{8}', 1),
                Some(b'f') => ('\u{c}', 1),
                Some(b'n') => ('\n', 1),
                Some(b'r') => ('\r', 1),
                Some(b't') => ('\t', 1),
                Some(b'u') => unicode(escape).ok_or_else(|| self.fault("a \\u escape that names no character, before this"))?,
                _ => return Err(self.fault("an unknown escape in the string before this")),
            };
            piece(verbatim, Some(character));
            rest = escape.get(length..).unwrap_or_default();
        }
        piece(rest, None);
        Ok(())
    }
}

/// Returns the character of `uXXXX` or `uXXXX\uXXXX` and how many bytes of `escape` it takes.
fn unicode(escape: &str) -> Option<(char, usize)> {
    let unit = |from: usize| {
        let digits = escape.get(from..from + 4)?;
        digits.bytes().all(|digit| digit.is_ascii_hexdigit()).then(|| u16::from_str_radix(digits, 16).ok())?
    };
    let first = unit(1)?;
    if let Some(character) = char::from_u32(u32::from(first)) {
        return Some((character, 5));
    }
    if escape.get(5..7)? != "\\u" {
        return None;
    }
    let character = char::decode_utf16([first, unit(7)?]).next()?.ok()?;
    Some((character, 11))
}

/// Returns where the next quote, backslash or control character stands, or the end.
fn next_special(bytes: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let word = u64::from_le_bytes(*chunk);
        let zero_in = |word: u64| word.wrapping_sub(ONES) & !word;
        let control = word.wrapping_sub(ONES * 0x20) & !word;
        let found = (zero_in(word ^ (ONES * u64::from(b'"'))) | zero_in(word ^ (ONES * u64::from(b'\\'))) | control) & HIGHS;
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f)).unwrap_or(rest.len())
}
