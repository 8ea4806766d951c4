//! The hashes of a Merkle tree (RFC 6962 §2.1): leaves and nodes are told apart by their first byte.

use sha2::{Digest as _, Sha256};

use crate::digest::Digest;

/// Returns the root hash of a tree without leaves.
pub fn empty_root() -> Digest {
    Digest::of(&[])
}

/// Returns the hash of an entry.
pub fn leaf_hash(entry: &[u8]) -> Digest {
    let hash = Sha256::new().chain_update([0]).chain_update(entry).finalize();
    Digest::from(<[u8; 32]>::from(hash))
}

/// Returns the hash of the node above two others.
pub fn node_hash(left: &Digest, right: &Digest) -> Digest {
    let mut input = [1; 65];
    let (_, below) = input.split_at_mut(1);
    let (first, second) = below.split_at_mut(32);
    first.copy_from_slice(left.as_bytes());
    second.copy_from_slice(right.as_bytes());
    Digest::of(&input)
}
