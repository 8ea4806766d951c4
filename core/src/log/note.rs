//! Signed notes (C2SP signed-note): text, an empty line, one line for each signature.

use base64_simd::STANDARD;
use sha2::{Digest as _, Sha256};

use crate::error::{Error, ErrorKind, Result, excerpt};
use crate::seal::{PublicKey, SigningKey};

/// The signature type of Ed25519.
const ED25519: u8 = 1;

/// The most signatures of a note that are looked at; witnesses add theirs.
const MAX_SIGNATURES: usize = 64;

/// What every line of a signature begins with: an em dash and a space.
const DASH: &str = "\u{2014} ";

/// A public key with the name under which it signs notes.
#[derive(Clone, Debug)]
pub struct NoteKey {
    name: String,
    id: [u8; 4],
    public: PublicKey,
}

impl NoteKey {
    /// Names a key.
    ///
    /// # Errors
    /// `malformed` where the name is empty, or has a space or a plus sign.
    pub fn new(name: &str, public: &PublicKey) -> Result<Self> {
        if name.is_empty() || name.contains(|character: char| character.is_whitespace() || character.is_control() || character == '+') {
            let message = format!("`{}` cannot name a key: it is empty, or has a space or a `+`", excerpt(name));
            return Err(Error::new(ErrorKind::Malformed, message));
        }
        let hash = Sha256::new().chain_update(name).chain_update([b'\n', ED25519]).chain_update(public.as_bytes()).finalize();
        let [a, b, c, d, ..] = <[u8; 32]>::from(hash);
        Ok(NoteKey { name: name.to_owned(), id: [a, b, c, d], public: public.clone() })
    }

    /// Returns the key as other tools for signed notes take it: `name+id+key`.
    pub fn to_vkey(&self) -> String {
        let mut key = vec![ED25519];
        key.extend_from_slice(self.public.as_bytes());
        let id: String = self.id.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{}+{id}+{}", self.name, STANDARD.encode_to_string(key))
    }
}

/// Signs a text, which must end in a line feed.
pub(super) fn sign(text: &str, name: &str, key: &SigningKey) -> Result<String> {
    let id = NoteKey::new(name, &key.public())?.id;
    let signature = STANDARD.encode_to_string([&id[..], &key.sign(text.as_bytes())].concat());
    Ok(format!("{text}\n{DASH}{name} {signature}\n"))
}

/// Returns the text of a note that at least one of the keys signed.
///
/// Signatures of other keys are ignored; one of a known key that does not fit makes the note worthless.
pub(super) fn open<'a>(note: &'a str, keys: &[NoteKey]) -> Result<&'a str> {
    let malformed = |message: &str| Error::new(ErrorKind::Malformed, message.to_owned());
    if note.chars().any(|character| character.is_control() && character != '\n') {
        return Err(malformed("a signed note has no control characters but line feeds"));
    }
    let split = note.rfind("\n\n").ok_or_else(|| malformed("this is not a signed note: it has no empty line before its signatures"))?;
    let (text, signatures) = (note.get(..=split).unwrap_or_default(), note.get(split + 2..).unwrap_or_default());
    let signatures = signatures.strip_suffix('\n').ok_or_else(|| malformed("a signed note ends in a line feed: this one is cut short"))?;
    let mut signed = false;
    for (count, line) in signatures.split('\n').enumerate() {
        if count >= MAX_SIGNATURES {
            return Err(Error::new(ErrorKind::TooLarge, format!("a signed note has at most {MAX_SIGNATURES} signatures")));
        }
        let (name, id, signature) =
            parse(line).ok_or_else(|| malformed("a line after the empty line of a signed note is not a signature"))?;
        for key in keys.iter().filter(|key| key.name == name && key.id == id) {
            let fits = <[u8; 64]>::try_from(&*signature).map_err(|_| malformed("an Ed25519 signature has 64 bytes"))?;
            key.public.verify(text.as_bytes(), &fits)?;
            signed = true;
        }
    }
    if signed { Ok(text) } else { Err(Error::new(ErrorKind::UnknownKey, "none of the known keys has signed this")) }
}

/// Reads `— name base64(id signature)`.
fn parse(line: &str) -> Option<(&str, [u8; 4], Vec<u8>)> {
    let (name, encoded) = line.strip_prefix(DASH)?.split_once(' ')?;
    let bytes = STANDARD.decode_to_vec(encoded).ok()?;
    let (id, signature) = bytes.split_first_chunk::<4>()?;
    let named = !name.is_empty() && !name.contains('+') && !signature.is_empty();
    named.then(|| (name, *id, signature.to_vec()))
}
