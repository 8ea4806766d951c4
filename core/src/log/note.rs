//! Signed notes (C2SP signed-note): a text, an empty line, and a line for each signature.

use std::fmt;

use base64_simd::STANDARD;

use crate::digest::Digest;
use crate::error::{Error, ErrorKind, Result, excerpt};
use crate::seal::{PublicKey, SigningKey};
use crate::text::Text;

/// The most bytes of a signed note.
pub const MAX_NOTE_BYTES: usize = 128 * 1024;

/// The most signatures of a note, unknown ones among them.
pub const MAX_NOTE_SIGNATURES: usize = 64;

/// The signature type of Ed25519.
const ED25519: u8 = 1;

/// What a signature line begins with: an em dash and a space.
const DASH: &str = "\u{2014} ";

/// A public key under the name by which notes call it. Displays as its verifier key (C2SP signed-note).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteKey {
    name: Text,
    id: [u8; 4],
    key: PublicKey,
}

impl NoteKey {
    /// Names a key; a log's key has the log's origin as its name.
    ///
    /// # Errors
    /// `malformed` where the name is empty or has white space, a control character or a `+`.
    pub fn new(name: &str, key: &PublicKey) -> Result<Self> {
        if !is_key_name(name) {
            return Err(Error::new(
                ErrorKind::Malformed,
                format!("the name of a log or of its key has no spaces and no `+`, `{}` cannot be one", excerpt(name)),
            ));
        }
        let mut id = [0; 4];
        let digest = Digest::of_two(format!("{name}\n\u{1}").as_bytes(), key.as_bytes());
        if let Some(first) = digest.as_bytes().first_chunk() {
            id = *first;
        }
        Ok(NoteKey { name: name.into(), id, key: key.clone() })
    }

    /// Reads a verifier key: `<name>+<key id in hexadecimal>+<base64 of type and public key>`.
    ///
    /// # Errors
    /// `malformed` where it is none, or the key id is not that of name and key; `unsupported_algorithm` where it is not
    /// an Ed25519 key.
    pub fn parse(vkey: &str) -> Result<Self> {
        let refused = || Error::new(ErrorKind::Malformed, format!("`{}` is not a verifier key of a log", excerpt(vkey)));
        let mut parts = vkey.splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else { return Err(refused()) };
        let bytes = STANDARD.decode_to_vec(key).map_err(|_| refused())?;
        let (algorithm, key) = bytes.split_first().ok_or_else(refused)?;
        if *algorithm != ED25519 {
            return Err(Error::new(ErrorKind::UnsupportedAlgorithm, format!("the verifier key `{}` is not of Ed25519", excerpt(vkey))));
        }
        let key = key.try_into().ok().and_then(PublicKey::from_bytes).ok_or_else(refused)?;
        let key = NoteKey::new(name, &key)?;
        if key.id_text() == id { Ok(key) } else { Err(refused()) }
    }

    /// Returns the key as its verifier key: what other programs that read logs take.
    pub fn to_vkey(&self) -> String {
        let bytes: Vec<u8> = std::iter::once(ED25519).chain(*self.key.as_bytes()).collect();
        format!("{}+{}+{}", self.name, self.id_text(), STANDARD.encode_to_string(bytes))
    }

    /// Returns the name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the key.
    pub fn key(&self) -> &PublicKey {
        &self.key
    }

    fn id_text(&self) -> String {
        format!("{:08x}", u32::from_be_bytes(self.id))
    }
}

impl fmt::Display for NoteKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_vkey())
    }
}

/// Signs a text, which ends with a line feed and holds no other control character.
pub(super) fn sign(text: &str, name: &str, key: &SigningKey) -> Result<String> {
    let named = NoteKey::new(name, &key.public())?;
    let bytes = [named.id.as_slice(), &key.sign(text.as_bytes())].concat();
    Ok(format!("{text}\n{DASH}{name} {}\n", STANDARD.encode_to_string(bytes)))
}

/// A note, taken apart and not yet believed.
pub(super) struct Note<'a> {
    /// What is signed: ends with a line feed.
    pub(super) text: &'a str,
    signatures: Vec<Signature<'a>>,
}

struct Signature<'a> {
    name: &'a str,
    /// Key id and signature.
    bytes: Vec<u8>,
}

impl<'a> Note<'a> {
    /// Takes a note apart: limits and form.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self> {
        let malformed = |message: &'static str| Error::new(ErrorKind::Malformed, message);
        if bytes.len() > MAX_NOTE_BYTES {
            return Err(Error::new(
                ErrorKind::TooLarge,
                format!("the signed note has more than {MAX_NOTE_BYTES} bytes, the most that are allowed"),
            ));
        }
        let note = std::str::from_utf8(bytes).map_err(|_| malformed("the signed note is not UTF-8"))?;
        if note.bytes().any(|byte| byte < b' ' && byte != b'\n') {
            return Err(malformed("the signed note has a control character"));
        }
        let (text, lines) = note
            .rfind("\n\n")
            .and_then(|end| Some((note.get(..=end)?, note.get(end + 2..)?)))
            .ok_or_else(|| malformed("this is not a signed note: no empty line stands before its signatures"))?;
        let lines = lines.strip_suffix('\n').ok_or_else(|| malformed("the signed note does not end with a signature line"))?;
        let count = lines.split('\n').count();
        if count > MAX_NOTE_SIGNATURES {
            return Err(Error::new(
                ErrorKind::TooLarge,
                format!("the signed note has {count} signatures, at most {MAX_NOTE_SIGNATURES} are allowed"),
            ));
        }
        let signatures = lines.split('\n').map(Signature::parse).collect::<Option<_>>();
        Ok(Note { text, signatures: signatures.ok_or_else(|| malformed("a signature line of the note is of wrong form"))? })
    }

    /// Checks the signatures of known keys, all of them; those of others are passed over.
    pub(super) fn verify(&self, keys: &[NoteKey]) -> Result<()> {
        let mut known = false;
        for signature in &self.signatures {
            let mut keys = keys.iter().filter(|key| signature.is_by(key)).peekable();
            if keys.peek().is_none() {
                continue;
            }
            // Key ids are short: two keys may share one.
            if !keys.any(|key| signature.verify(self.text, key)) {
                return Err(Error::new(
                    ErrorKind::BadSignature,
                    format!("the signature of `{}` does not fit: the note was changed after signing", excerpt(signature.name)),
                ));
            }
            known = true;
        }
        if known {
            return Ok(());
        }
        let names: Vec<_> = self.signatures.iter().map(|signature| excerpt(signature.name)).take(3).collect();
        Err(Error::new(ErrorKind::UnknownKey, format!("no known key signed the note, only `{}`", names.join("`, `"))))
    }
}

impl<'a> Signature<'a> {
    fn parse(line: &'a str) -> Option<Self> {
        let (name, base64) = line.strip_prefix(DASH)?.split_once(' ')?;
        let bytes = STANDARD.decode_to_vec(base64).ok()?;
        (is_key_name(name) && bytes.len() > 4).then_some(Signature { name, bytes })
    }

    fn is_by(&self, key: &NoteKey) -> bool {
        key.name == *self.name && self.bytes.starts_with(&key.id)
    }

    fn verify(&self, text: &str, key: &NoteKey) -> bool {
        let signature = self.bytes.get(4..).and_then(|signature| signature.try_into().ok());
        signature.is_some_and(|signature| key.key.verify(text.as_bytes(), signature).is_ok())
    }
}

fn is_key_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(|character: char| character.is_whitespace() || character.is_control() || character == '+')
}

#[cfg(test)]
mod tests {
    use super::*;

    // The example of C2SP signed-note.
    const VKEY: &str = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    const NOTE: &str = "This is an example message.\n\n\u{2014} example.com/foo \
                        Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

    fn verified(note: &str) -> Result<()> {
        Note::open(note.as_bytes())?.verify(&[NoteKey::parse(VKEY).unwrap()])
    }

    #[test]
    fn the_note_of_the_specification_verifies() {
        assert_eq!(Note::open(NOTE.as_bytes()).unwrap().text, "This is an example message.\n");
        verified(NOTE).unwrap();
    }

    #[test]
    fn the_text_ends_at_the_last_empty_line() {
        let key = SigningKey::generate(&mut |bytes: &mut [u8]| bytes.fill(7));
        let note = sign("one\n\n\u{2014} two\n\n\nthree\n", "log.example", &key).unwrap();
        let opened = Note::open(note.as_bytes()).unwrap();
        assert_eq!((opened.text, opened.signatures.len()), ("one\n\n\u{2014} two\n\n\nthree\n", 1));
        opened.verify(&[NoteKey::new("log.example", &key.public()).unwrap()]).unwrap();
    }

    #[test]
    fn a_signature_under_another_name_or_key_id_is_passed_over() {
        for note in [NOTE.replace("example.com/foo", "example.com/bar"), NOTE.replace("Uw2QOkn8", "Ux2QOkn8")] {
            assert_eq!(verified(&note).unwrap_err().kind(), ErrorKind::UnknownKey);
        }
    }
}
