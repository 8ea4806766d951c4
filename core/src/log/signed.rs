//! Signed checkpoints (C2SP tlog-checkpoint): what a log says of itself, and signs.

use std::sync::Arc;

use base64_simd::STANDARD;

use super::frontier::parse_decimal;
use super::note::{self, Note, NoteKey};
use super::{Checkpoint, MAX_TREE_SIZE};
use crate::digest::Digest;
use crate::error::{Error, ErrorKind, Result, excerpt};
use crate::seal::{PublicKey, SigningKey};
use crate::text::Text;

/// The most extension lines of a checkpoint.
pub const MAX_EXTENSIONS: usize = 16;

/// A checkpoint that a known key of the log signed; nothing else makes one.
#[derive(Clone, Debug, PartialEq)]
pub struct SignedCheckpoint {
    note: Text,
    checkpoint: Checkpoint,
    extensions: Vec<Text>,
}

impl Checkpoint {
    /// Signs the checkpoint as a note, by a key of the log; extension lines are opaque, and best left out.
    ///
    /// # Errors
    /// `malformed` where the origin has white space or a `+`, the size is beyond [`MAX_TREE_SIZE`], or an extension line
    /// is empty or has a control character; `too_large` where there are more than [`MAX_EXTENSIONS`] lines or the note
    /// would be too long.
    pub fn sign(&self, extensions: &[&str], key: &SigningKey) -> Result<String> {
        check_extension_count(extensions.len())?;
        let root = STANDARD.encode_to_string(self.root.as_bytes());
        let mut text = format!("{}\n{}\n{root}\n", self.origin, self.size);
        for line in extensions {
            if line.is_empty() || line.bytes().any(|byte| byte < b' ') {
                return Err(Error::new(ErrorKind::Malformed, format!("`{}` cannot be an extension line of a checkpoint", excerpt(line))));
            }
            text.push_str(line);
            text.push('\n');
        }
        let note = note::sign(&text, &self.origin, key)?;
        SignedCheckpoint::open(note.as_bytes(), &self.origin, &[key.public()])?;
        Ok(note)
    }
}

impl SignedCheckpoint {
    /// Returns of which log a checkpoint says that it is; nothing of it is proven.
    pub fn claimed_origin(note: &[u8]) -> Option<&str> {
        let first = note.split(|byte| *byte == b'\n').next()?;
        std::str::from_utf8(first).ok().filter(|origin| !origin.is_empty() && !origin.contains(char::is_control))
    }

    /// Opens a checkpoint of the log with this origin, signed by one of its keys.
    ///
    /// # Errors
    /// In this order: `too_large` and `malformed` where it is no signed note within the limits; `wrong_document` where it
    /// is of another log; `bad_signature` where the signature of one of the keys does not fit; `unknown_key` where none
    /// of them signed; `malformed` and `too_large` for the text.
    pub fn open(note: &[u8], origin: &str, keys: &[PublicKey]) -> Result<Self> {
        let opened = Note::open(note)?;
        let found = opened.text.split('\n').next().unwrap_or_default();
        if found != origin {
            return Err(Error::new(
                ErrorKind::WrongDocument,
                format!("the checkpoint is of the log `{}`, not of `{}`", excerpt(found), excerpt(origin)),
            ));
        }
        let keys = keys.iter().map(|key| NoteKey::new(origin, key)).collect::<Result<Vec<_>>>()?;
        opened.verify(&keys)?;
        SignedCheckpoint::read(note, opened.text)
    }

    /// Returns what it says.
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// Returns the lines after the root hash; what they mean is not this format's.
    pub fn extensions(&self) -> &[Text] {
        &self.extensions
    }

    /// Returns the note as it came, with every signature.
    pub fn note(&self) -> &str {
        &self.note
    }

    fn read(note: &[u8], text: &str) -> Result<Self> {
        let malformed = |message: String| Error::new(ErrorKind::Malformed, message);
        let source = Arc::new(String::from_utf8_lossy(note).into_owned());
        // The text begins the note: what stands in the one stands at the same place in the other.
        let mut end = 0;
        let mut lines = text.split_terminator('\n').map(|line| {
            let start = end;
            end += line.len() + 1;
            Text::shared(&source, start, start + line.len())
        });
        let (Some(origin), Some(size), Some(root)) = (lines.next(), lines.next(), lines.next()) else {
            return Err(malformed("a checkpoint has three lines or more: origin, size and root hash".to_owned()));
        };
        let extensions: Vec<_> = lines.collect();
        if origin.is_empty() || extensions.iter().any(|line| line.is_empty()) {
            return Err(malformed("a checkpoint has no empty lines".to_owned()));
        }
        check_extension_count(extensions.len())?;
        let size = parse_decimal(&size).ok_or_else(|| {
            malformed(format!("expected the size of the log, 0 to {MAX_TREE_SIZE} in decimal digits, found `{}`", excerpt(&size)))
        })?;
        let decoded = STANDARD.decode_to_vec(root.as_bytes()).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
        let root = decoded
            .ok_or_else(|| malformed(format!("expected the root hash of the log, 32 bytes in base64, found `{}`", excerpt(&root))))?;
        let note = Text::shared(&source, 0, source.len());
        Ok(SignedCheckpoint { note, checkpoint: Checkpoint::new(origin, size, Digest::from(root)), extensions })
    }
}

fn check_extension_count(count: usize) -> Result<()> {
    if count <= MAX_EXTENSIONS {
        return Ok(());
    }
    Err(Error::new(ErrorKind::TooLarge, format!("the checkpoint has {count} extension lines, at most {MAX_EXTENSIONS} are allowed")))
}
