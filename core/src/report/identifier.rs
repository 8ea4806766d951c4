//! Identifiers of a facility: their form and their check characters, as two separate findings.

use crate::json::object;
use crate::text::Text;

object! {
    /// An identifier of the facility in one scheme.
    pub struct Identifier {
        /// The scheme: `os_id` (Open Supply Hub), `lei` (ISO 17442), `gln` (GS1), `duns`, `star`, or another.
        required scheme: Text,
        /// The identifier, as the scheme writes it.
        required value: Text,
    }
}

/// What can be said of an identifier without asking its registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdentifierCheck {
    /// Whether it is written as its scheme demands.
    pub format: bool,
    /// Whether its check characters fit; `None` where the scheme has none, or the form is wrong.
    ///
    /// Real identifiers exist that fail: it is a warning, not a reason to refuse a report.
    pub checksum: Option<bool>,
}

impl Identifier {
    /// Checks form and check characters; `None` for a scheme that this version does not know.
    pub fn check(&self) -> Option<IdentifierCheck> {
        let value = self.value.as_bytes();
        let digits = |count| value.len() == count && value.iter().all(u8::is_ascii_digit);
        let (format, checksum) = match self.scheme.as_str() {
            "os_id" => (is_os_id(value), Some(os_id_checks(value))),
            "lei" => (is_lei(value), Some(lei_checks(value))),
            "gln" => (digits(13), Some(gln_checks(value))),
            "duns" => (digits(9), None),
            _ => return None,
        };
        Some(IdentifierCheck { format, checksum: checksum.filter(|_| format) })
    }
}

const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// `^[A-Z]{2}[0-9]{7}[A-Z0-9]{6}$`: country, year and day of the year, five characters and a check character.
fn is_os_id(value: &[u8]) -> bool {
    value.len() == 15
        && value.iter().take(2).all(u8::is_ascii_uppercase)
        && value.iter().skip(2).take(7).all(u8::is_ascii_digit)
        && value.iter().skip(9).all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

/// The last character is that of the sum of the country's character codes and the others' base-32 values, modulo 32.
fn os_id_checks(value: &[u8]) -> bool {
    let index = |byte: &u8| CROCKFORD.iter().position(|symbol| symbol == byte);
    let Some(([first, second], rest)) = value.split_first_chunk::<2>() else { return false };
    let Some((check, middle)) = rest.split_last() else { return false };
    let sum: Option<usize> = middle.iter().map(index).sum();
    sum.is_some_and(|sum| index(check) == Some((usize::from(*first) + usize::from(*second) + sum) % 32))
}

/// ISO 17442: eighteen letters and digits, two check digits.
fn is_lei(value: &[u8]) -> bool {
    value.len() == 20
        && value.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        && value.iter().skip(18).all(u8::is_ascii_digit)
}

/// ISO/IEC 7064 mod 97-10: the number that letters as 10 to 35 give leaves 1.
fn lei_checks(value: &[u8]) -> bool {
    let remainder = value.iter().fold(0_u32, |sum, byte| match byte {
        b'0'..=b'9' => (sum * 10 + u32::from(byte.wrapping_sub(b'0'))) % 97,
        _ => (sum * 100 + u32::from(byte.wrapping_sub(b'A')) + 10) % 97,
    });
    remainder == 1
}

/// GS1: digits weighted 1 and 3 in turn add up to a multiple of 10.
fn gln_checks(value: &[u8]) -> bool {
    let sum: u32 = value.iter().zip([1, 3].into_iter().cycle()).map(|(digit, weight)| u32::from(digit.wrapping_sub(b'0')) * weight).sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(scheme: &str, value: &str) -> Option<(bool, Option<bool>)> {
        Identifier::new(scheme.into(), value.into()).check().map(|check| (check.format, check.checksum))
    }

    #[test]
    fn os_ids_that_exist_are_right() {
        for id in ["BD2019086FE689M", "CN2021250D1DTN7", "ID2024331V7D4T9", "PK20190913BBJ2Y", "VN2025093077Q64"] {
            assert_eq!(check("os_id", id), Some((true, Some(true))), "{id}");
        }
        assert_eq!(check("os_id", "BD2019086FE689N"), Some((true, Some(false))));
        assert_eq!(check("os_id", "bd2019086FE689M"), Some((false, None)));
    }

    #[test]
    fn check_digits_of_lei_and_gln_are_seen() {
        assert_eq!(check("lei", "5493001KJTIIGC8Y1R12"), Some((true, Some(true))));
        assert_eq!(check("lei", "5493001KJTIIGC8Y1R13"), Some((true, Some(false))));
        assert_eq!(check("gln", "4006381333931"), Some((true, Some(true))));
        assert_eq!(check("gln", "4006381333932"), Some((true, Some(false))));
    }

    #[test]
    fn a_scheme_without_check_characters_has_no_checksum() {
        assert_eq!(check("duns", "150483782"), Some((true, None)));
        assert_eq!(check("duns", "15-048-3782"), Some((false, None)));
        assert_eq!(check("star", "412"), None);
    }
}
