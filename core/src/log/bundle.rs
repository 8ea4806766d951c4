//! Entry bundles: up to 256 entries, each behind its length (C2SP tlog-tiles, log entries).

use super::event::MAX_RECORD_BYTES;
use super::tile::TILE_WIDTH;
use crate::error::{Error, ErrorKind, Result};

/// The most bytes of an entry that a bundle can hold: its length is written in 16 bits.
pub const MAX_ENTRY_BYTES: usize = u16::MAX as usize;

/// The most bytes of a bundle of event records.
pub const MAX_BUNDLE_BYTES: usize = TILE_WIDTH as usize * (2 + MAX_RECORD_BYTES);

/// Writes entries as a bundle: each as its length in two bytes, the higher first, and its bytes.
///
/// # Errors
/// `too_large` where an entry has more than [`MAX_ENTRY_BYTES`], or they are more than 256.
pub fn encode_entries<'a>(entries: impl IntoIterator<Item = &'a [u8]>) -> Result<Vec<u8>> {
    let mut bundle = Vec::new();
    for (index, entry) in entries.into_iter().enumerate() {
        if index >= usize::from(TILE_WIDTH) {
            return Err(Error::new(ErrorKind::TooLarge, "a bundle holds at most 256 entries"));
        }
        let length = u16::try_from(entry.len()).map_err(|_| {
            Error::new(ErrorKind::TooLarge, format!("an entry has {} bytes, at most {MAX_ENTRY_BYTES} are allowed", entry.len()))
        })?;
        bundle.extend_from_slice(&length.to_be_bytes());
        bundle.extend_from_slice(entry);
    }
    Ok(bundle)
}

/// Takes a bundle of `width` entries apart.
///
/// # Errors
/// `malformed` where it ends early, or something is left over.
pub fn decode_entries(bundle: &[u8], width: u16) -> Result<Vec<&[u8]>> {
    let refused = |message: String| Error::new(ErrorKind::Malformed, message);
    let mut rest = bundle;
    let mut entries = Vec::with_capacity(usize::from(width.min(TILE_WIDTH)));
    for index in 0..width {
        let entry = rest.split_first_chunk().and_then(|(length, after)| after.split_at_checked(u16::from_be_bytes(*length).into()));
        let Some((entry, after)) = entry else { return Err(refused(format!("the bundle ends in entry {index} of {width}"))) };
        entries.push(entry);
        rest = after;
    }
    if rest.is_empty() {
        return Ok(entries);
    }
    Err(refused(format!("the bundle has {} bytes more than its {width} entries", rest.len())))
}
