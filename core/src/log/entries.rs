//! Entry bundles (C2SP tlog-tiles): entries one after another, each after its length in two bytes.

use crate::error::{Error, ErrorKind, Result};

/// The longest entry that a bundle can hold, in bytes.
pub const MAX_ENTRY_BYTES: usize = 65_535;

/// The largest bundle of events: 256 of them.
pub const MAX_BUNDLE_BYTES: usize = 256 * (super::MAX_EVENT_BYTES + 2);

/// Writes entries as a bundle.
///
/// # Errors
/// `too_large` where an entry has more than 65,535 bytes.
pub fn encode_entries<E: AsRef<[u8]>>(entries: impl IntoIterator<Item = E>) -> Result<Vec<u8>> {
    let mut bundle = Vec::new();
    for entry in entries {
        let entry = entry.as_ref();
        let length = u16::try_from(entry.len()).map_err(|_| {
            Error::new(ErrorKind::TooLarge, format!("an entry has {} bytes, a log takes at most {MAX_ENTRY_BYTES}", entry.len()))
        })?;
        bundle.extend_from_slice(&length.to_be_bytes());
        bundle.extend_from_slice(entry);
    }
    Ok(bundle)
}

/// Reads a bundle of exactly `width` entries.
///
/// # Errors
/// `malformed` where it holds more, fewer, or the beginning of one.
pub fn decode_entries(bundle: &[u8], width: u64) -> Result<Vec<&[u8]>> {
    let mut entries = Vec::new();
    let mut rest = bundle;
    while let Some((length, after)) = rest.split_first_chunk::<2>() {
        let length = usize::from(u16::from_be_bytes(*length));
        let cut = || Error::new(ErrorKind::Malformed, "the bundle of entries is cut short");
        let (entry, after) = after.split_at_checked(length).ok_or_else(cut)?;
        entries.push(entry);
        rest = after;
    }
    if rest.is_empty() && entries.len() as u64 == width {
        return Ok(entries);
    }
    Err(Error::new(ErrorKind::Malformed, format!("the bundle has {} entries, expected {width}", entries.len())))
}
