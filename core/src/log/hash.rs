//! The hashes of the tree (RFC 6962 §2.1): leaves and inner nodes are told apart by their first byte.

use crate::digest::Digest;

const LEAF: u8 = 0;
const NODE: u8 = 1;

/// Returns the hash of a leaf: SHA-256 over a zero byte and the record.
pub fn leaf_hash(record: &[u8]) -> Digest {
    Digest::of_two(&[LEAF], record)
}

/// Returns the hash of an inner node: SHA-256 over a one byte and its two children.
pub fn node_hash(left: &Digest, right: &Digest) -> Digest {
    let mut bytes = [NODE; 65];
    let (first, second) = bytes.split_at_mut(33);
    if let Some(place) = first.last_chunk_mut() {
        *place = *left.as_bytes();
    }
    second.copy_from_slice(right.as_bytes());
    Digest::of(&bytes)
}

/// Returns the root hash of a tree without leaves: SHA-256 of nothing.
pub fn empty_root() -> Digest {
    Digest::of(&[])
}
