//! Bodies as they come over the wire: counted, bounded, decompressed.

use std::io::{self, Read};

/// What a client takes, the best first.
pub(super) const ACCEPTED: &str = "zstd, gzip";

/// A body that was read.
pub(super) struct Body {
    pub(super) bytes: Vec<u8>,
    pub(super) wire_bytes: u64,
}

/// Why a body could not be read.
pub(super) enum BodyFault {
    TooLarge,
    Unknown(String),
    Broken(io::Error),
}

/// Reads a body of at most `limit` bytes, on the wire and decompressed.
pub(super) fn read(body: impl Read, encoding: Option<&str>, limit: usize) -> Result<Body, BodyFault> {
    let mut counted = Counted { inner: body, count: 0 };
    let bytes = match encoding.map(str::trim).filter(|name| !name.is_empty()) {
        None | Some("identity") => bounded(&mut counted, limit)?,
        Some("gzip" | "x-gzip") => bounded(flate2::read::MultiGzDecoder::new(&mut counted), limit)?,
        Some("zstd") => bounded(zstd::stream::read::Decoder::new(&mut counted).map_err(BodyFault::Broken)?, limit)?,
        Some(other) => return Err(BodyFault::Unknown(other.to_owned())),
    };
    // What a decoder leaves behind, such as the end of a chunked body, must be there too.
    io::copy(&mut (&mut counted).take(1), &mut io::sink()).map_err(BodyFault::Broken)?;
    Ok(Body { bytes, wire_bytes: counted.count })
}

fn bounded(reader: impl Read, limit: usize) -> Result<Vec<u8>, BodyFault> {
    let mut bytes = Vec::new();
    reader.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(BodyFault::Broken)?;
    if bytes.len() > limit { Err(BodyFault::TooLarge) } else { Ok(bytes) }
}

/// Counts what is read.
struct Counted<R> {
    inner: R,
    count: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.count += count as u64;
        Ok(count)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use std::io::Write;

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn a_compressed_body_is_counted_as_it_came() {
        let plain = vec![b'a'; 10_000];
        for (encoding, bytes) in [("gzip", gzip(&plain)), ("zstd", zstd::encode_all(&*plain, 3).unwrap()), ("identity", plain.clone())] {
            let body = read(&*bytes, Some(encoding), 10_000).ok().unwrap();
            assert_eq!((body.bytes.len(), body.wire_bytes), (10_000, bytes.len() as u64), "{encoding}");
        }
    }

    #[test]
    fn a_bomb_is_cut_at_the_limit() {
        let bomb = gzip(&vec![0; 1_000_000]);
        assert!(matches!(read(&*bomb, Some("gzip"), 999_999), Err(BodyFault::TooLarge)));
    }

    #[test]
    fn a_truncated_body_is_broken() {
        let mut bytes = gzip(b"0123456789");
        bytes.truncate(bytes.len() - 5);
        assert!(matches!(read(&*bytes, Some("gzip"), 100), Err(BodyFault::Broken(_))));
        assert!(matches!(read(&b"plain"[..], Some("br"), 100), Err(BodyFault::Unknown(_))));
    }
}
