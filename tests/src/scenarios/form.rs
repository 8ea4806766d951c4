//! Form and limits: what is refused before anything is believed.

use betterwork::ErrorKind::{BadDisclosure, BadSignature, Malformed, TooLarge};

use super::world::{REPORT, forger, report, token};
use super::{Scenario, refused};
use crate::forge::{decode, encode};
use crate::vector::{Bytes, Piece};

pub(super) fn scenarios() -> Vec<Scenario> {
    let good = token();
    let (jws, disclosures) = good.split_once('~').unwrap();
    let [header, payload, signature] = <[&str; 3]>::try_from(jws.split('.').collect::<Vec<_>>()).unwrap();
    let last = disclosures.trim_end_matches('~').rsplit('~').next().unwrap();
    let joined = |header: &str, payload: &str, signature: &str| format!("{header}.{payload}.{signature}~{disclosures}");
    let first_disclosure = disclosures.split('~').next().unwrap();
    vec![
        refused(Malformed, "empty", "An empty file.", ""),
        refused(Malformed, "not-a-token", "A file of another kind.", "%PDF-1.7\n% synthetic\n"),
        refused(Malformed, "two-parts", "The signature and its dot are missing.", format!("{header}.{payload}~{disclosures}")),
        refused(Malformed, "four-parts", "A part too many before the first `~`.", format!("{jws}.{signature}~{disclosures}")),
        refused(Malformed, "truncated-in-the-payload", "The file ends within the payload.", &good[..header.len() + payload.len() / 2]),
        refused(Malformed, "truncated-in-a-disclosure", "The file ends within a disclosure.", &good[..good.len() - 5]),
        refused(Malformed, "truncated-last-tilde", "The `~` at the end is missing.", &good[..good.len() - 1]),
        refused(Malformed, "no-tilde-at-all", "A compact JWS, not an SD-JWT.", jws),
        refused(
            Malformed,
            "key-binding-after-the-last-tilde",
            "A key-binding JWT follows the last `~`: version 1 has none.",
            good.clone() + &forger(REPORT).jws(r#"{"alg":"EdDSA","typ":"kb+jwt"}"#, r#"{"iat":1771113600,"nonce":"1"}"#),
        ),
        refused(Malformed, "line-feed-after-the-last-tilde", "A line feed follows the last `~`.", good.clone() + "\n"),
        refused(Malformed, "padding-in-the-header", "The header is padded.", joined(&format!("{header}="), payload, signature)),
        refused(Malformed, "padding-in-the-payload", "The payload is padded.", joined(header, &format!("{payload}="), signature)),
        refused(Malformed, "padding-in-the-signature", "The signature is padded.", joined(header, payload, &format!("{signature}=="))),
        refused(Malformed, "padding-in-a-disclosure", "A disclosure is padded.", good.replacen(last, &format!("{last}="), 1)),
        refused(
            Malformed,
            "stray-bits-in-the-signature",
            "The last character of the signature has bits that stand for nothing.",
            joined(header, payload, &with_stray_bits(signature)),
        ),
        refused(
            Malformed,
            "stray-bits-in-a-disclosure",
            "The last character of a disclosure has bits that stand for nothing.",
            format!("{jws}~{}~", with_stray_bits(of_odd_length(disclosures))),
        ),
        refused(Malformed, "other-base64-alphabet", "A disclosure is in base64, not in base64url.", format!("{jws}~Pz8/Pz8+~")),
        refused(Malformed, "white-space-in-the-payload", "The payload is folded over two lines.", {
            let (front, back) = payload.split_at(64);
            joined(header, &format!("{front}\n{back}"), signature)
        }),
        refused(Malformed, "not-ascii", "A disclosure has a letter outside ASCII.", format!("{jws}~é{first_disclosure}~")),
        refused(Malformed, "payload-empty", "Nothing stands between the dots.", joined(header, "", signature)),
        refused(
            Malformed,
            "signature-of-63-bytes",
            "The signature is a byte short.",
            joined(header, payload, &encode(&decode(signature)[..63])),
        ),
        refused(Malformed, "signature-empty", "The signature is left out.", joined(header, payload, "")),
        refused(
            TooLarge,
            "token-over-4-mib",
            "4 MiB and a byte: refused before anything else is looked at.",
            pieces(&[("A", 4 * 1024 * 1024 - good.len() + 1), (&good, 1)]),
        ),
        refused(
            TooLarge,
            "disclosures-2049",
            "2,049 disclosures: refused before they are decoded.",
            pieces(&[(jws, 1), ("~", 1), (&format!("{first_disclosure}~"), 2_049)]),
        ),
        refused(
            BadDisclosure,
            "disclosures-2048",
            "2,048 disclosures are as many as may be; these are the same one again and again.",
            pieces(&[(jws, 1), ("~", 1), (&format!("{first_disclosure}~"), 2_048)]),
        ),
        refused(TooLarge, "tildes-bomb", "A mebibyte of `~`.", pieces(&[(jws, 1), ("~", 1 << 20)])),
        refused(Malformed, "dots-bomb", "A mebibyte of dots.", pieces(&[(".", 1 << 20), ("~", 1)])),
        refused(
            BadSignature,
            "flipped-bit-in-the-payload",
            "A bit of the payload is flipped.",
            joined(header, &flipped(payload), signature),
        ),
        refused(
            BadSignature,
            "flipped-bit-in-the-signature",
            "A bit of the signature is flipped.",
            joined(header, payload, &flipped(signature)),
        ),
        refused(BadDisclosure, "flipped-bit-in-a-disclosure", "A bit of a disclosure is flipped.", good.replacen(last, &flipped(last), 1)),
        refused(
            BadSignature,
            "signature-of-another-report",
            "Header and payload of one report, signature of another by the same key.",
            joined(header, payload, report().payload("VN-00412", "VN-00413").done().split(['.', '~']).nth(2).unwrap()),
        ),
        refused(
            BadSignature,
            "signature-not-canonical",
            "The same signature with the group order added to S: RFC 8032 refuses it.",
            joined(header, payload, &with_group_order_added(signature)),
        ),
        refused(
            BadSignature,
            "signature-of-small-order",
            "R is the neutral point, and the signer made the equation hold: strict verification refuses a point of small order.",
            joined(header, payload, &forger(REPORT).sign_with_small_order(&format!("{header}.{payload}"))),
        ),
    ]
}

pub(super) fn pieces(pieces: &[(&str, usize)]) -> Bytes {
    Bytes::Pieces(pieces.iter().map(|(text, times)| Piece { repeat: (*text).to_owned(), times: *times }).collect())
}

/// Flips the lowest bit of the byte in the middle.
pub(super) fn flipped(part: &str) -> String {
    let mut bytes = decode(part);
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    encode(bytes)
}

/// Sets a bit of the last character that stands for nothing.
fn with_stray_bits(part: &str) -> String {
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let (front, last) = part.split_at(part.len() - 1);
    let value = alphabet.iter().position(|symbol| *symbol == last.as_bytes()[0]).unwrap();
    format!("{front}{}", char::from(alphabet[value | 1]))
}

fn of_odd_length(disclosures: &str) -> &str {
    disclosures.split('~').find(|part| part.len() % 4 > 1).unwrap()
}

/// Adds the order of the group, 2^252 + 27742317777372353535851937790883648493, to S.
fn with_group_order_added(signature: &str) -> String {
    let order = (1_u128 << 124, 27_742_317_777_372_353_535_851_937_790_883_648_493_u128);
    let mut bytes = decode(signature);
    let (low, high) = bytes[32..].split_at_mut(16);
    let read = |part: &[u8]| u128::from_le_bytes(part.try_into().unwrap());
    let (sum, carry) = read(low).overflowing_add(order.1);
    let above = read(high) + order.0 + u128::from(carry);
    low.copy_from_slice(&sum.to_le_bytes());
    high.copy_from_slice(&above.to_le_bytes());
    encode(bytes)
}
