//! Proofs that an entry is in a log, and that a log extends an earlier one (RFC 6962 §2.1, RFC 9162 §2.1.3 and §2.1.4).

use std::collections::HashMap;

use super::hash::node_hash;
use super::tile::Tile;
use crate::digest::Digest;
use crate::error::{Error, ErrorKind, Result};

/// How many levels of the tree a tile spans.
const TILE_HEIGHT: u32 = 8;

/// Checks that the entry with this leaf hash is number `index` of the log of `size` entries with this root.
///
/// # Errors
/// `inconsistent` where the proof does not show it.
pub fn verify_inclusion(index: u64, size: u64, leaf: &Digest, proof: &[Digest], root: &Digest) -> Result<()> {
    let refused = || Error::new(ErrorKind::Inconsistent, format!("the proof does not show that the entry is number {index} of {size}"));
    if index >= size {
        return Err(refused());
    }
    let (mut node, mut last, mut hash) = (index, size - 1, *leaf);
    for sibling in proof {
        if last == 0 {
            return Err(refused());
        }
        if node & 1 == 1 || node == last {
            hash = node_hash(sibling, &hash);
            let skipped = node.trailing_zeros().min(63);
            (node, last) = (node >> skipped, last >> skipped);
        } else {
            hash = node_hash(&hash, sibling);
        }
        (node, last) = (node >> 1, last >> 1);
    }
    if last == 0 && hash == *root { Ok(()) } else { Err(refused()) }
}

/// Checks that the log of `new_size` entries extends the one of `old_size`, by their roots.
///
/// # Errors
/// `inconsistent` where the proof does not show it; also for an `old_size` of 0, of which there is nothing to show.
pub fn verify_consistency(old_size: u64, new_size: u64, proof: &[Digest], old_root: &Digest, new_root: &Digest) -> Result<()> {
    let refused =
        || Error::new(ErrorKind::Inconsistent, format!("the proof does not show that the log of {new_size} extends that of {old_size}"));
    // Every log extends the empty one: there is nothing to show (RFC 9162 §2.1.4 begins at one entry).
    if old_size > new_size || old_size == 0 {
        return Err(refused());
    }
    if old_size == new_size {
        return if proof.is_empty() && old_root == new_root { Ok(()) } else { Err(refused()) };
    }
    // Where the old log is one perfect tree, its root stands first, and the proof leaves it out.
    let (first, rest) = if old_size.is_power_of_two() {
        (*old_root, proof)
    } else {
        let (first, rest) = proof.split_first().ok_or_else(refused)?;
        (*first, rest)
    };
    let shift = (old_size - 1).trailing_ones();
    let (mut node, mut last) = ((old_size - 1) >> shift, (new_size - 1) >> shift);
    let (mut old, mut new) = (first, first);
    for sibling in rest {
        if last == 0 {
            return Err(refused());
        }
        if node & 1 == 1 || node == last {
            old = node_hash(sibling, &old);
            new = node_hash(sibling, &new);
            let skipped = node.trailing_zeros().min(63);
            (node, last) = (node >> skipped, last >> skipped);
        } else {
            new = node_hash(&new, sibling);
        }
        (node, last) = (node >> 1, last >> 1);
    }
    if last == 0 && old == *old_root && new == *new_root { Ok(()) } else { Err(refused()) }
}

/// The hash tiles of a log of a certain size, read as they are needed and kept.
///
/// What a tile says is not believed: it goes into a proof, and the proof is checked.
#[derive(Debug)]
pub struct Tiles<F> {
    size: u64,
    read: F,
    held: HashMap<Tile, Vec<u8>>,
}

impl<E: From<Error>, F: FnMut(Tile) -> Result<Vec<u8>, E>> Tiles<F> {
    /// Takes the tiles of a log of `size` entries through a function that reads the file of a tile.
    pub fn new(size: u64, read: F) -> Self {
        Tiles { size, read, held: HashMap::new() }
    }

    /// Returns how many entries the log has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Returns the roots of the perfect subtrees of the first `size` entries, the largest first, for [`super::Frontier`].
    ///
    /// # Errors
    /// What the function says; `malformed` where a tile is not as long as it must be.
    pub fn peaks(&mut self, size: u64) -> Result<Vec<Digest>, E> {
        let mut start = 0;
        let levels = (0..u64::BITS).rev().filter(|level| size >> level & 1 == 1);
        levels
            .map(|level| {
                let node = self.node(level, start >> level);
                start += 1 << level;
                node
            })
            .collect()
    }

    /// Returns the hash of the entries from `start` to `end`, as the tree splits them.
    fn range(&mut self, start: u64, end: u64) -> Result<Digest, E> {
        let mut parts = Vec::new();
        let mut from = start;
        while from < end {
            let level = (end - from).ilog2();
            parts.push(self.node(level, from >> level)?);
            from += 1 << level;
        }
        let mut parts = parts.into_iter().rev();
        let last = parts.next().ok_or_else(|| Error::new(ErrorKind::Inconsistent, "a part of a log has an entry"))?;
        Ok(parts.fold(last, |right, left| node_hash(&left, &right)))
    }

    /// Returns the hash of a perfect subtree.
    fn node(&mut self, level: u32, index: u64) -> Result<Digest, E> {
        let (tile_level, above) = (level / TILE_HEIGHT, level % TILE_HEIGHT);
        let first = index << above;
        let absent = || Error::new(ErrorKind::Inconsistent, "the log does not reach so far");
        let tile = Tile::at(tile_level, first / super::TILE_WIDTH, self.size).ok_or_else(absent)?;
        let bytes = match self.held.entry(tile) {
            std::collections::hash_map::Entry::Occupied(held) => held.into_mut(),
            std::collections::hash_map::Entry::Vacant(place) => place.insert((self.read)(tile)?),
        };
        let (hashes, rest) = bytes.as_chunks::<32>();
        if hashes.len() as u64 != tile.width || !rest.is_empty() {
            let message = format!("the tile `{}` has {} bytes, not {}", tile.path(), bytes.len(), tile.width * 32);
            return Err(Error::new(ErrorKind::Malformed, message).into());
        }
        let offset = usize::try_from(first % super::TILE_WIDTH).unwrap_or(usize::MAX);
        let below = hashes.get(offset..offset.saturating_add(1 << above)).ok_or_else(absent)?;
        let mut nodes: Vec<Digest> = below.iter().map(|hash| Digest::from(*hash)).collect();
        while let [_, _, ..] = *nodes {
            nodes = nodes.as_chunks::<2>().0.iter().map(|[left, right]| node_hash(left, right)).collect();
        }
        nodes.first().copied().ok_or_else(|| absent().into())
    }
}

/// Makes the proof that entry `index` is in the log.
///
/// # Errors
/// `inconsistent` where the log has no such entry; those of the tiles.
pub fn prove_inclusion<E: From<Error>, F: FnMut(Tile) -> Result<Vec<u8>, E>>(index: u64, tiles: &mut Tiles<F>) -> Result<Vec<Digest>, E> {
    if index >= tiles.size {
        return Err(Error::new(ErrorKind::Inconsistent, format!("the log has {} entries, none of number {index}", tiles.size)).into());
    }
    let (mut start, mut end) = (0, tiles.size);
    let mut proof = Vec::new();
    while end - start > 1 {
        let middle = middle(start, end);
        if index < middle {
            proof.push(tiles.range(middle, end)?);
            end = middle;
        } else {
            proof.push(tiles.range(start, middle)?);
            start = middle;
        }
    }
    proof.reverse();
    Ok(proof)
}

/// Makes the proof that the log extends the one of `old_size` entries.
///
/// # Errors
/// `inconsistent` where the log has fewer; those of the tiles.
pub fn prove_consistency<E: From<Error>, F: FnMut(Tile) -> Result<Vec<u8>, E>>(
    old_size: u64,
    tiles: &mut Tiles<F>,
) -> Result<Vec<Digest>, E> {
    if old_size > tiles.size {
        return Err(Error::new(ErrorKind::Inconsistent, format!("the log has {} entries, fewer than {old_size}", tiles.size)).into());
    }
    let (mut start, mut end) = (0, tiles.size);
    let mut proof = Vec::new();
    if old_size == 0 {
        return Ok(proof);
    }
    while end != old_size {
        let middle = middle(start, end);
        if old_size <= middle {
            proof.push(tiles.range(middle, end)?);
            end = middle;
        } else {
            proof.push(tiles.range(start, middle)?);
            start = middle;
        }
    }
    if start > 0 {
        proof.push(tiles.range(start, end)?);
    }
    proof.reverse();
    Ok(proof)
}

/// Where the tree of the entries from `start` to `end` splits: after the largest power of two that is smaller than all.
fn middle(start: u64, end: u64) -> u64 {
    start + (1 << (end - start - 1).ilog2())
}
