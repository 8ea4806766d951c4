//! Checkpoints (C2SP tlog-checkpoint): how large a log is and its root hash, signed.

use base64_simd::STANDARD;

use super::note::{self, NoteKey};
use crate::digest::Digest;
use crate::error::{Error, ErrorKind, Result, excerpt};
use crate::seal::{PublicKey, SigningKey};

/// The largest checkpoint, in bytes.
pub const MAX_CHECKPOINT_BYTES: usize = 16 * 1024;

/// A checkpoint that its log signed; nothing else makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedCheckpoint {
    origin: String,
    size: u64,
    root: Digest,
    extensions: Vec<String>,
    note: String,
}

/// Signs how large a log is and its root hash; `extensions` are further lines, of which readers may know nothing.
///
/// # Errors
/// `malformed` where the origin cannot name a key, or an extension is empty or has more than one line.
pub fn sign_checkpoint(origin: &str, size: u64, root: &Digest, extensions: &[String], key: &SigningKey) -> Result<String> {
    let mut text = format!("{origin}\n{size}\n{}\n", STANDARD.encode_to_string(root.as_bytes()));
    for line in extensions {
        if line.is_empty() || line.contains(char::is_control) {
            return Err(Error::new(ErrorKind::Malformed, "an extension of a checkpoint is one line that is not empty"));
        }
        text.push_str(line);
        text.push('\n');
    }
    note::sign(&text, origin, key)
}

impl SignedCheckpoint {
    /// Opens a checkpoint of the log `origin`, signed by at least one of its keys.
    ///
    /// # Errors
    /// `too_large`, `malformed`, `unknown_key` where none of the keys has signed it, `bad_signature` where one of them
    /// seems to have, `wrong_document` where it is of another log.
    pub fn open(bytes: &[u8], origin: &str, keys: &[PublicKey]) -> Result<Self> {
        let malformed = |message: String| Error::new(ErrorKind::Malformed, message);
        if bytes.len() > MAX_CHECKPOINT_BYTES {
            let message = format!("the checkpoint has {} bytes, at most {MAX_CHECKPOINT_BYTES} are allowed", bytes.len());
            return Err(Error::new(ErrorKind::TooLarge, message));
        }
        let note = std::str::from_utf8(bytes).map_err(|_| malformed("this is not a checkpoint: it is not UTF-8".to_owned()))?;
        let keys: Vec<NoteKey> = keys.iter().map(|key| NoteKey::new(origin, key)).collect::<Result<_>>()?;
        let mut lines = note::open(note, &keys)?.split('\n');
        let mut line = || lines.next().filter(|line| !line.is_empty()).ok_or_else(|| malformed("the checkpoint is cut short".to_owned()));
        let (named, size, root) = (line()?, line()?, line()?);
        if named != origin {
            return Err(Error::new(
                ErrorKind::WrongDocument,
                format!("the checkpoint is of the log `{}`, not of `{origin}`", excerpt(named)),
            ));
        }
        let size = parse_size(size).ok_or_else(|| malformed(format!("`{}` is not the size of a log", excerpt(size))))?;
        let root = parse_hash(root).ok_or_else(|| malformed(format!("`{}` is not a root hash in base64", excerpt(root))))?;
        // The text ends in a line feed, after which there is nothing.
        let mut extensions: Vec<String> = lines.map(str::to_owned).collect();
        extensions.pop();
        if extensions.iter().any(String::is_empty) {
            return Err(malformed("an extension of the checkpoint is empty".to_owned()));
        }
        Ok(SignedCheckpoint { origin: origin.to_owned(), size, root, extensions, note: note.to_owned() })
    }

    /// Returns of which log a checkpoint says that it is; nothing of it is proven.
    pub fn claimed_origin(bytes: &[u8]) -> Option<&str> {
        let first = bytes.split(|byte| *byte == b'\n').next()?;
        std::str::from_utf8(first).ok().filter(|origin| !origin.is_empty() && !origin.contains(char::is_control))
    }

    /// Returns the log.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Returns how many entries the log has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Returns the root hash.
    pub fn root(&self) -> Digest {
        self.root
    }

    /// Returns the lines after the root hash.
    pub fn extensions(&self) -> &[String] {
        &self.extensions
    }

    /// Returns the signed note as it came.
    pub fn note(&self) -> &str {
        &self.note
    }
}

/// Reads a decimal number without leading zeros.
fn parse_size(text: &str) -> Option<u64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    if plain { text.parse().ok() } else { None }
}

fn parse_hash(text: &str) -> Option<Digest> {
    let bytes: [u8; 32] = STANDARD.decode_to_vec(text).ok()?.try_into().ok()?;
    Some(Digest::from(bytes))
}
