//! The quarantine: documents that were refused, each with its code and reason, for a person to look at.

use betterwork::{Digest, ErrorKind};

use super::changes;
use super::sql::{Database, Result, values};

/// Documents beyond this size are kept by hash and length only.
const MAX_KEPT_BYTES: usize = 1024 * 1024;

/// The longest `source`, in characters.
const MAX_SOURCE_CHARS: usize = 1_024;

/// Keeps a refused document; the same bytes with the same code only once.
pub(super) fn keep(database: &Database, source: &str, bytes: &[u8], kind: ErrorKind, reason: &str, at: &str) -> Result<()> {
    insert(database, source, bytes, Some(bytes).filter(|bytes| bytes.len() <= MAX_KEPT_BYTES), kind, reason, at)
}

/// Keeps a document that was held as genuine, all of it, whatever its size.
pub(super) fn keep_whole(database: &Database, source: &str, bytes: &[u8], kind: ErrorKind, reason: &str, at: &str) -> Result<()> {
    insert(database, source, bytes, Some(bytes), kind, reason, at)
}

fn insert(database: &Database, source: &str, bytes: &[u8], kept: Option<&[u8]>, kind: ErrorKind, reason: &str, at: &str) -> Result<()> {
    let sql = "INSERT INTO quarantine (sha256, code, reason, source, received_at, digest, byte_count, token)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING";
    let source: String = source.chars().take(MAX_SOURCE_CHARS).collect();
    let digest = signing_input(bytes).map(|input| Digest::of(input).to_string());
    let length = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    let sha256 = Digest::of(bytes).to_string();
    let values = values![&sha256, kind.code(), reason, &source, at, digest.as_ref(), length, kept];
    if database.execute(sql, values)? > 0 {
        changes::record_quarantined(database, digest.as_deref(), at)?;
    }
    Ok(())
}

/// Releases what was kept of a document that is verified now, as far as a newer trust list, a newer program or time cured
/// it, or the report came that it is about; a copy whose bytes are at fault stays.
pub(super) fn release(database: &Database, digest: &str) -> Result<()> {
    let sql = "DELETE FROM quarantine WHERE digest = ?1
        AND code IN ('unknown_key', 'key_not_valid', 'not_authorised', 'not_yet_valid', 'unsupported_version', 'wrong_document')";
    database.execute(sql, values![digest])?;
    Ok(())
}

/// What a document's digest is made of, as far as it looks like a signed one: it may be refused for any reason.
fn signing_input(bytes: &[u8]) -> Option<&[u8]> {
    let signed = bytes.split(|byte| *byte == b'~').next()?;
    let dots = signed.iter().filter(|byte| **byte == b'.').count();
    let end = signed.iter().rposition(|byte| *byte == b'.')?;
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    signed.get(..end).filter(|input| dots == 2 && input.iter().all(plain))
}

#[cfg(test)]
mod tests {
    use super::signing_input;

    #[test]
    fn only_what_looks_signed_has_a_digest() {
        assert_eq!(signing_input(b"h.p.s~a~"), Some(&b"h.p"[..]));
        assert_eq!(signing_input(b"%PDF-1.7"), None);
        assert_eq!(signing_input(b""), None);
        assert_eq!(signing_input(b"a.b.c.d~"), None);
    }
}
