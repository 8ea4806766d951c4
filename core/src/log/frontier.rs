//! The right edge of a growing tree: the roots of its complete subtrees, which is all it takes to append and to know the root.

use std::fmt;

use super::hash::{empty_root, node_hash};
use super::tile::Tile;
use super::{Checkpoint, MAX_TREE_SIZE};
use crate::digest::Digest;
use crate::error::{Error, ErrorKind, Result};

/// The complete subtrees of a tree, from left to right: one for each bit of its size.
///
/// A client keeps it with its checkpoint. Appending the leaf hashes of the new entries to it and comparing roots proves
/// that the new tree extends the old one; no consistency proof is needed. As text it is the size and the roots, with
/// spaces between: at most 3,500 characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    /// The largest subtree first.
    peaks: Vec<Digest>,
}

impl Frontier {
    /// Returns the frontier of a tree without leaves.
    pub fn new() -> Self {
        Frontier::default()
    }

    /// Reads what [`Frontier`] writes as text.
    ///
    /// # Errors
    /// `malformed` where it is something else, or the number of subtrees does not fit the size.
    pub fn parse(text: &str) -> Result<Self> {
        let refused = |message: &'static str| Error::new(ErrorKind::Malformed, message);
        let mut words = text.split(' ');
        let size = words.next().and_then(parse_decimal).ok_or_else(|| refused("the frontier of a log begins with its size"))?;
        let peaks = words.map(Digest::parse).collect::<Result<Vec<_>>>()?;
        Frontier::from_peaks(size, peaks).ok_or_else(|| refused("the frontier of a log has one hash for each bit of its size"))
    }

    /// Computes the frontier of a published tree from the hash tiles at its right edge.
    ///
    /// `read` returns the bytes of a tile; at most seven are asked for. The tiles are not believed: compare the root
    /// with that of a signed checkpoint ([`Frontier::check`]).
    ///
    /// # Errors
    /// Those of `read`; `malformed` where a tile has the wrong length or the size is beyond [`MAX_TREE_SIZE`].
    pub fn from_tiles<B: AsRef<[u8]>, E: From<Error>>(size: u64, mut read: impl FnMut(Tile) -> Result<B, E>) -> Result<Self, E> {
        let mut edges = Vec::new();
        for tile in Tile::right_edge(size)? {
            edges.push(tile.hashes(read(tile)?.as_ref())?);
        }
        let mut peaks = Vec::with_capacity(size.count_ones() as usize);
        // The widest subtrees are the highest tile's.
        for hashes in edges.iter().rev() {
            let mut edge = Frontier::new();
            hashes.iter().for_each(|hash| edge.push(*hash));
            peaks.append(&mut edge.peaks);
        }
        Ok(Frontier { size, peaks })
    }

    /// Appends a leaf by its [`leaf_hash`](super::leaf_hash).
    pub fn push(&mut self, leaf: Digest) {
        self.push_with(leaf, |_, _, _| {});
    }

    /// Appends a leaf, and calls `complete` with level, index and hash of every node that is now complete: the leaf
    /// itself at level 0 first, then the inner nodes above it.
    pub fn push_with(&mut self, leaf: Digest, mut complete: impl FnMut(u8, u64, &Digest)) {
        let (mut node, mut level, mut index) = (leaf, 0, self.size);
        complete(level, index, &node);
        while index & 1 == 1
            && let Some(left) = self.peaks.pop()
        {
            node = node_hash(&left, &node);
            level += 1;
            index >>= 1;
            complete(level, index, &node);
        }
        self.peaks.push(node);
        self.size += 1;
    }

    /// Returns how many leaves the tree has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Returns the root hash of the tree.
    pub fn root(&self) -> Digest {
        let from_the_right = self.peaks.iter().rev().copied();
        from_the_right.reduce(|right, left| node_hash(&left, &right)).unwrap_or_else(empty_root)
    }

    /// Checks that this is the tree of a checkpoint.
    ///
    /// # Errors
    /// `inconsistent` where size or root differ.
    pub fn check(&self, checkpoint: &Checkpoint) -> Result<()> {
        let root = self.root();
        if self.size == checkpoint.size && root == checkpoint.root {
            return Ok(());
        }
        Err(Error::new(
            ErrorKind::Inconsistent,
            format!(
                "the log's checkpoint says {} entries with the root {}, its entries give {} with the root {root}",
                checkpoint.size, checkpoint.root, self.size
            ),
        ))
    }

    fn from_peaks(size: u64, peaks: Vec<Digest>) -> Option<Self> {
        (size <= MAX_TREE_SIZE && peaks.len() == size.count_ones() as usize).then_some(Frontier { size, peaks })
    }
}

impl fmt::Display for Frontier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.size)?;
        self.peaks.iter().try_for_each(|peak| write!(f, " {peak}"))
    }
}

/// Reads a number up to [`MAX_TREE_SIZE`] as it is written: no sign, no leading zero.
pub(super) fn parse_decimal(text: &str) -> Option<u64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    text.parse().ok().filter(|number| plain && *number <= MAX_TREE_SIZE)
}
