//! What is written in ASCII, without what formats anything and looks for any `char`: that is a tenth of a web page's verifier.

use std::ops::Deref;

/// A text of `N` ASCII characters.
#[derive(Clone, Copy)]
pub(crate) struct Ascii<const N: usize>([u8; N]);

impl<const N: usize> Ascii<N> {
    /// Takes a pattern such as `0000-00-00`, whose digits are written over.
    pub(crate) fn pattern(pattern: &[u8; N]) -> Self {
        Ascii(*pattern)
    }

    /// Writes a number in decimal so that its last digit stands at `last`, over as many digits as it has.
    pub(crate) fn number(mut self, last: usize, number: u32) -> Self {
        write_number(self.0.get_mut(..=last).unwrap_or_default(), number);
        self
    }

    /// Writes text over the beginning.
    pub(crate) fn begin(mut self, text: &str) -> Self {
        self.0.iter_mut().zip(text.bytes()).for_each(|(place, byte)| *place = byte);
        self
    }
}

impl Ascii<64> {
    /// Writes 32 bytes in lower-case hex.
    pub(crate) fn hex(bytes: &[u8; 32]) -> Self {
        let mut text = [0; 64];
        for (pair, byte) in text.chunks_exact_mut(2).zip(bytes) {
            pair.copy_from_slice(&[digit(u32::from(byte >> 4)), digit(u32::from(byte & 15))]);
        }
        Ascii(text)
    }
}

impl<const N: usize> Deref for Ascii<N> {
    type Target = str;
    fn deref(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// Writes a number in decimal over the end of what is there.
fn write_number(places: &mut [u8], mut number: u32) {
    for place in places.iter_mut().rev() {
        if number == 0 {
            break;
        }
        *place = digit(number % 10);
        number /= 10;
    }
}

/// Splits a text at the first of an ASCII character: as the method of that name does, which looks for any `char`.
pub(crate) fn split_once(text: &str, at: u8) -> Option<(&str, &str)> {
    let (before, after) = text.split_at_checked(memchr::memchr(at, text.as_bytes())?)?;
    Some((before, after.get(1..)?))
}

/// Returns the digit of a value below 16.
fn digit(value: u32) -> u8 {
    char::from_digit(value, 16).map_or(b'?', |digit| digit as u8)
}

/// Writes a number in decimal.
pub(crate) fn decimal(number: u64) -> String {
    let mut digits = String::new();
    let mut rest = number;
    loop {
        digits.insert(0, char::from(digit((rest % 10) as u32)));
        rest /= 10;
        if rest == 0 {
            return digits;
        }
    }
}
