//! Compressed copies of entry bundles, for web servers that hand out files as they are.

use miniz_oxide::deflate::core::{
    CompressionStrategy, CompressorOxide, TDEFLFlush, TDEFLStatus, compress_to_output, create_comp_flags_from_zip_params,
};

/// Compresses a bundle (RFC 1952).
///
/// Digests and ids are random: only entropy coding shortens them, and short matches among them lengthen the code. The
/// strategy that takes long matches only makes bundles a sixth smaller than the usual one.
pub(super) fn compress(bytes: &[u8]) -> Vec<u8> {
    const HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255];
    let mut file = HEADER.to_vec();
    let flags = create_comp_flags_from_zip_params(9, -15, CompressionStrategy::Filtered.into());
    let mut compressor = CompressorOxide::new(flags);
    let (status, _) = compress_to_output(&mut compressor, bytes, TDEFLFlush::Finish, |part| {
        file.extend_from_slice(part);
        true
    });
    debug_assert_eq!(status, TDEFLStatus::Done);
    file.extend_from_slice(&crc32fast::hash(bytes).to_le_bytes());
    // The length is kept modulo 2^32 (RFC 1952 §2.3.1).
    file.extend_from_slice(&u32::try_from(bytes.len() & 0xffff_ffff).unwrap_or_default().to_le_bytes());
    file
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn other_decoders_read_it() {
        for bytes in [Vec::new(), b"one".to_vec(), (0..200_000_u32).flat_map(u32::to_le_bytes).collect::<Vec<_>>()] {
            let mut read = Vec::new();
            flate2::read::GzDecoder::new(&*compress(&bytes)).read_to_end(&mut read).unwrap();
            assert!(read == bytes);
        }
    }
}
