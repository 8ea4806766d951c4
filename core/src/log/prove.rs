//! Making proofs from hash tiles (RFC 6962 §2.1.1 and §2.1.2).

use super::MAX_TREE_SIZE;
use super::frontier::Frontier;
use super::hash::node_hash;
use super::tile::{TILE_WIDTH, Tile};
use crate::digest::Digest;
use crate::error::{Error, ErrorKind, Result};

/// Makes the proof that the leaf `index` is in the tree of `size` leaves, lowest sibling first.
///
/// `read` returns the bytes of a hash tile of that tree. The tiles are not believed: a proof from tiles of somebody else
/// shows nothing before [`verify_inclusion`](super::verify_inclusion) took it.
///
/// # Errors
/// Those of `read`; `malformed` where a tile has the wrong length or the size is beyond [`MAX_TREE_SIZE`];
/// `inconsistent` where the tree has no such leaf.
pub fn prove_inclusion<B: AsRef<[u8]>, E: From<Error>>(
    index: u64,
    size: u64,
    read: impl FnMut(Tile) -> Result<B, E>,
) -> Result<Vec<Digest>, E> {
    let mut tree = Tree::new(size, read)?;
    if index >= size {
        return Err(Error::new(ErrorKind::Inconsistent, format!("a log of {size} entries has no entry {index}")).into());
    }
    let (mut first, mut end) = (0, size);
    let mut proof = Vec::new();
    while end - first > 1 {
        let middle = first + left_part(end - first);
        if index < middle {
            proof.push(tree.range(middle, end)?);
            end = middle;
        } else {
            proof.push(tree.range(first, middle)?);
            first = middle;
        }
    }
    proof.reverse();
    Ok(proof)
}

/// Makes the proof that the tree of `new_size` leaves extends its first `old_size`, lowest hash first; empty where both
/// are the same.
///
/// `read` returns the bytes of a hash tile of the new tree, as for [`prove_inclusion`].
///
/// # Errors
/// Those of `read`; `malformed` where a tile has the wrong length or the size is beyond [`MAX_TREE_SIZE`];
/// `inconsistent` where the old tree is the larger one, or empty.
pub fn prove_consistency<B: AsRef<[u8]>, E: From<Error>>(
    old_size: u64,
    new_size: u64,
    read: impl FnMut(Tile) -> Result<B, E>,
) -> Result<Vec<Digest>, E> {
    let mut tree = Tree::new(new_size, read)?;
    if old_size > new_size || old_size == 0 {
        return Err(Error::new(
            ErrorKind::Inconsistent,
            format!("a log of {old_size} entries cannot be proven the beginning of one of {new_size}"),
        )
        .into());
    }
    let (mut first, mut end) = (0, new_size);
    let mut proof = Vec::new();
    // Down to the largest subtree that the old tree ends with.
    while old_size != end {
        let middle = first + left_part(end - first);
        if old_size <= middle {
            proof.push(tree.range(middle, end)?);
            end = middle;
        } else {
            proof.push(tree.range(first, middle)?);
            first = middle;
        }
    }
    // Where that is the whole old tree, who verifies has its root.
    if first > 0 {
        proof.push(tree.range(first, end)?);
    }
    proof.reverse();
    Ok(proof)
}

/// How many of `leaves`, two or more, stand in the left subtree: the largest power of two below.
fn left_part(leaves: u64) -> u64 {
    1 << (leaves - 1).ilog2()
}

/// A tree whose hashes stand in tiles.
struct Tree<F> {
    size: u64,
    read: F,
    /// The tiles that were read: a proof goes through few.
    held: Vec<(Tile, Vec<Digest>)>,
}

impl<B: AsRef<[u8]>, E: From<Error>, F: FnMut(Tile) -> Result<B, E>> Tree<F> {
    fn new(size: u64, read: F) -> Result<Self, E> {
        if size > MAX_TREE_SIZE {
            return Err(Error::new(ErrorKind::Malformed, format!("a log has at most {MAX_TREE_SIZE} entries, not {size}")).into());
        }
        Ok(Tree { size, read, held: Vec::new() })
    }

    /// Returns the root hash of the leaves `first..end`; `first` is a multiple of the largest power of two in their number.
    fn range(&mut self, first: u64, end: u64) -> Result<Digest, E> {
        let (mut at, mut peaks) = (first, Vec::new());
        while at < end {
            let level = (end - at).ilog2();
            peaks.push(self.node(level, at >> level)?);
            at += 1 << level;
        }
        let root = peaks.into_iter().rev().reduce(|right, left| node_hash(&left, &right));
        Ok(root.unwrap_or_default())
    }

    /// Returns the hash of a node whose subtree is complete.
    fn node(&mut self, level: u32, index: u64) -> Result<Digest, E> {
        let (tile_level, above) = (level / 8, level % 8);
        let first = index << above;
        let (tile, start) = (first / u64::from(TILE_WIDTH), first % u64::from(TILE_WIDTH));
        let absent = || Error::new(ErrorKind::Inconsistent, format!("a log of {} entries has no such tile", self.size));
        let tile = u8::try_from(tile_level).ok().and_then(|level| Tile::in_tree(level, tile, self.size)).ok_or_else(absent)?;
        let hashes = self.tile(tile)?;
        let mut subtree = Frontier::new();
        hashes.iter().skip(usize::try_from(start).unwrap_or(usize::MAX)).take(1 << above).for_each(|hash| subtree.push(*hash));
        Ok(subtree.root())
    }

    fn tile(&mut self, tile: Tile) -> Result<&[Digest], E> {
        if let Some(held) = self.held.iter().position(|(held, _)| *held == tile) {
            return Ok(self.held.get(held).map_or(&[], |(_, hashes)| hashes.as_slice()));
        }
        let hashes = tile.hashes((self.read)(tile)?.as_ref())?;
        self.held.push((tile, hashes));
        Ok(self.held.last().map_or(&[], |(_, hashes)| hashes.as_slice()))
    }
}
