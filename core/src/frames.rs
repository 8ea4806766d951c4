//! Frames: a signed document as a few numbered texts for QR codes, and back again byte for byte.
//!
//! The parts of a token are base64url, which does not compress: they are decoded, joined, compressed (ZLIB, RFC 1950), cut, and
//! each piece written in the alphanumeric alphabet of QR codes (Base45, RFC 9285):
//! `BW1:<n>/<m>:<id>:<piece>`, where `id` is the beginning of the SHA-256 of the compressed content.

use miniz_oxide::deflate::compress_to_vec_zlib;

use crate::digest::Digest;
use crate::error::{Error, ErrorKind, Result, excerpt};
use crate::inflate::{self, Fault};
use crate::seal::{MAX_TOKEN_BYTES, base64url};

/// The most frames of a document: who holds a phone before so many pictures gives up earlier.
pub const MAX_FRAMES: usize = 99;

/// The most bytes of compressed content in a frame. With its beginning it fits a QR code of version 25 with error correction M
/// (1,451 characters, ISO/IEC 18004), which a phone reads from a screen and from paper of 6 cm.
const FRAME_BYTES: usize = 900;

const BEGINNING: &str = "BW1:";

/// The hexadecimal digits of a content's id.
const ID_DIGITS: usize = 16;

/// The alphabet of RFC 9285, which is that of QR codes.
const ALPHABET: &[u8; 45] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

/// Writes a report or a view as frames.
///
/// # Errors
/// `malformed` where the token cannot be given back byte for byte; `too_large` where it takes more than [`MAX_FRAMES`].
pub fn to_frames(token: &str) -> Result<Vec<String>> {
    let packed = pack(token)?;
    let content = compress_to_vec_zlib(&packed, 10);
    let count = content.len().div_ceil(FRAME_BYTES);
    if count > MAX_FRAMES {
        return Err(too_large(format!("the document takes {count} frames, at most {MAX_FRAMES} are allowed")));
    }
    // Pictures of one size are easier to show and to read.
    let each = content.len().div_ceil(count.max(1));
    let id = id_of(&content);
    let frame = |(index, piece): (usize, &[u8])| format!("{BEGINNING}{}/{count}:{id}:{}", index + 1, base45(piece));
    Ok(content.chunks(each.max(1)).enumerate().map(frame).collect())
}

/// Collects frames in any order until the document is whole.
///
/// The document is not verified: that is for [`crate::verify`].
#[derive(Clone, Debug, Default)]
pub struct FrameCollector {
    id: String,
    pieces: Vec<Option<Vec<u8>>>,
    document: Option<String>,
}

impl FrameCollector {
    /// Begins with none.
    pub fn new() -> Self {
        FrameCollector::default()
    }

    /// Takes a frame; the same again is fine. One that is refused changes nothing.
    ///
    /// # Errors
    /// `malformed` where it is no frame, or all of them do not make a document; `unsupported_version` where it is of a later
    /// version; `inconsistent` where it is of another document than those before; `too_large` where the content is beyond the
    /// limits of a report.
    pub fn add(&mut self, text: &str) -> Result<()> {
        let frame = Frame::read(text.trim())?;
        if self.pieces.is_empty() {
            (self.id, self.pieces) = (frame.id.to_owned(), vec![None; frame.count]);
        }
        if self.id != frame.id || self.pieces.len() != frame.count {
            let message = "the QR code is of another document than those before: finish one, then begin the other";
            return Err(Error::new(ErrorKind::Inconsistent, message));
        }
        let held = self.pieces.get_mut(frame.number - 1).ok_or_else(|| malformed("the frame has no place"))?;
        match held {
            Some(piece) if *piece != frame.piece => return Err(Error::new(ErrorKind::Inconsistent, "two frames of one number differ")),
            Some(_) => return Ok(()),
            None => *held = Some(frame.piece),
        }
        if self.held_count() < self.pieces.len() {
            return Ok(());
        }
        match self.join() {
            Ok(document) => self.document = Some(document),
            Err(error) => {
                // One of them is damaged, and nobody can tell which: begin again.
                *self = FrameCollector::default();
                return Err(error);
            }
        }
        Ok(())
    }

    /// Returns how many frames are held.
    pub fn held_count(&self) -> usize {
        self.pieces.iter().flatten().count()
    }

    /// Returns how many there are; 0 before the first.
    pub fn frame_count(&self) -> usize {
        self.pieces.len()
    }

    /// Returns the document once all frames are held.
    pub fn document(&self) -> Option<&str> {
        self.document.as_deref()
    }

    fn join(&self) -> Result<String> {
        let content: Vec<u8> = self.pieces.iter().flatten().flatten().copied().collect();
        if id_of(&content) != self.id {
            return Err(malformed("the frames do not make the document that they name: read them again"));
        }
        let packed = inflate::inflate(&content, MAX_TOKEN_BYTES).map_err(|fault| match fault {
            Fault::TooLarge => too_large(format!("the frames hold more than {MAX_TOKEN_BYTES} bytes")),
            Fault::Malformed => malformed("the frames hold no compressed document"),
        })?;
        unpack(&packed).ok_or_else(|| malformed("the frames hold no signed document"))
    }
}

struct Frame<'a> {
    number: usize,
    count: usize,
    id: &'a str,
    piece: Vec<u8>,
}

impl<'a> Frame<'a> {
    fn read(text: &'a str) -> Result<Self> {
        let no_frame = || malformed(format!("this is no frame of a report: `{}`", excerpt(text)));
        let rest = text.strip_prefix(BEGINNING).ok_or_else(|| {
            let version = text.strip_prefix("BW").and_then(|rest| rest.split_once(':')).map(|(version, _)| version);
            match version {
                Some(version) if version.parse::<u32>().is_ok() => {
                    Error::new(ErrorKind::UnsupportedVersion, format!("the frame is of version {version}, this program reads 1"))
                }
                _ => no_frame(),
            }
        })?;
        let (place, rest) = rest.split_once(':').ok_or_else(no_frame)?;
        let (id, piece) = rest.split_once(':').ok_or_else(no_frame)?;
        let (number, count) = place.split_once('/').ok_or_else(no_frame)?;
        let number = number.parse().ok().filter(|number| *number > 0).ok_or_else(no_frame)?;
        let count = count.parse().ok().filter(|count| (number..=MAX_FRAMES).contains(count)).ok_or_else(no_frame)?;
        let is_id = id.len() == ID_DIGITS && id.bytes().all(|byte| byte.is_ascii_hexdigit());
        let piece = from_base45(piece).filter(|piece| is_id && piece.len() <= FRAME_BYTES).ok_or_else(no_frame)?;
        Ok(Frame { number, count, id, piece })
    }
}

/// Takes a token apart: how many parts, and each decoded behind its length.
fn pack(token: &str) -> Result<Vec<u8>> {
    if token.len() > MAX_TOKEN_BYTES {
        return Err(too_large(format!("the document has more than {MAX_TOKEN_BYTES} bytes, the most that are allowed")));
    }
    let mut packed = Vec::new();
    for part in token.strip_suffix('~').unwrap_or(token).split(['.', '~']) {
        let bytes = base64url::decode(part.as_bytes(), "a part of the report")?;
        let length = u32::try_from(bytes.len()).map_err(|_| too_large("a part is too long".to_owned()))?;
        packed.extend_from_slice(&length.to_be_bytes());
        packed.extend_from_slice(&bytes);
    }
    if unpack(&packed).as_deref() == Some(token) {
        return Ok(packed);
    }
    Err(malformed("this is no signed report: it could not be given back byte for byte"))
}

/// Joins what [`pack`] took apart: three parts with dots, then disclosures, each before a tilde.
fn unpack(packed: &[u8]) -> Option<String> {
    let (mut token, mut rest) = (String::new(), packed);
    for index in 0_usize.. {
        let Some((length, after)) = rest.split_first_chunk() else { break };
        let (part, after) = after.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
        token.push_str(&base64url::encode(part));
        token.push(if index < 2 { '.' } else { '~' });
        rest = after;
    }
    (rest.is_empty() && token.ends_with('~')).then_some(token)
}

fn id_of(content: &[u8]) -> String {
    let mut id = Digest::of(content).to_string().to_ascii_uppercase();
    id.truncate(ID_DIGITS);
    id
}

/// Writes bytes in Base45 (RFC 9285 §4).
fn base45(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(2) * 3);
    for pair in bytes.chunks(2) {
        let mut value = pair.iter().fold(0_usize, |value, byte| value * 256 + usize::from(*byte));
        for _ in 0..=pair.len() {
            text.extend(ALPHABET.get(value % 45).map(|byte| char::from(*byte)));
            value /= 45;
        }
    }
    text
}

/// Reads Base45 (RFC 9285 §4); nothing where it is none.
fn from_base45(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| ALPHABET.iter().position(|known| *known == byte);
    let mut bytes = Vec::with_capacity(text.len());
    for triple in text.as_bytes().chunks(3) {
        let value = triple.iter().rev().try_fold(0, |value, byte| Some(value * 45 + digit(*byte)?))?;
        match triple.len() {
            3 => bytes.extend(u16::try_from(value).ok()?.to_be_bytes()),
            2 => bytes.push(u8::try_from(value).ok()?),
            _ => return None,
        }
    }
    Some(bytes)
}

fn malformed(message: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Error::new(ErrorKind::Malformed, message)
}

fn too_large(message: String) -> Error {
    Error::new(ErrorKind::TooLarge, message)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn base45_is_that_of_the_rfc() {
        for (plain, written) in [("AB", "BB8"), ("Hello!!", "%69 VD92EX0"), ("base-45", "UJCLQE7W581"), ("ietf!", "QED8WEX0")] {
            assert_eq!(base45(plain.as_bytes()), written);
            assert_eq!(from_base45(written).unwrap(), plain.as_bytes());
        }
        assert_eq!(from_base45("GGW"), None);
        assert_eq!(from_base45("A"), None);
    }

    /// A few hundred characters that inflate beyond every limit.
    #[test]
    fn a_bomb_is_too_large() {
        let content = compress_to_vec_zlib(&vec![0; MAX_TOKEN_BYTES + 1], 10);
        let pieces: Vec<_> = content.chunks(FRAME_BYTES).collect();
        let mut collector = FrameCollector::new();
        let frame = |(index, piece): (usize, &&[u8])| format!("BW1:{}/{}:{}:{}", index + 1, pieces.len(), id_of(&content), base45(piece));
        let ends: Vec<_> = pieces.iter().enumerate().map(|item| collector.add(&frame(item))).collect();
        assert_eq!(ends.into_iter().next_back().unwrap().unwrap_err().kind(), ErrorKind::TooLarge);
    }
}
