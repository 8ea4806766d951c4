//! A log that grows: the hash tiles that a publisher writes.

use super::frontier::Frontier;
use super::tile::{TILE_WIDTH, Tile};
use crate::digest::Digest;
use crate::error::{Error, Result};

/// The right edge of a tree with the hash tiles that are still partial.
///
/// A publisher goes on from the tree that it published last, appends leaves, writes the tiles that fill up, and at the
/// end the partial ones.
#[derive(Clone, Debug, Default)]
pub struct Growth {
    from: u64,
    frontier: Frontier,
    /// The content of the partial tile of each level, lowest first; empty where the level has none.
    partial: Vec<Vec<u8>>,
}

impl Growth {
    /// Begins a log.
    pub fn new() -> Self {
        Growth::default()
    }

    /// Goes on from a published tree of `size` leaves; `read` returns the bytes of a tile, at most seven are asked for.
    ///
    /// The tiles are not believed: compare [`Growth::frontier`] with the checkpoint that was signed.
    ///
    /// # Errors
    /// Those of `read`; `malformed` where a tile has the wrong length or the size is beyond
    /// [`MAX_TREE_SIZE`](super::MAX_TREE_SIZE).
    pub fn resume<B: AsRef<[u8]>, E: From<Error>>(size: u64, mut read: impl FnMut(Tile) -> Result<B, E>) -> Result<Self, E> {
        let mut partial = Vec::new();
        let frontier = Frontier::from_tiles(size, |tile| -> Result<Vec<u8>, E> {
            let bytes = read(tile)?.as_ref().to_vec();
            open(&mut partial, tile.level()).extend_from_slice(&bytes);
            Ok(bytes)
        })?;
        Ok(Growth { from: size, frontier, partial })
    }

    /// Appends a leaf by its hash; returns the tiles that this filled, lowest level first, with their content: none but
    /// for one leaf in 256.
    pub fn push(&mut self, leaf: Digest) -> Vec<(Tile, Vec<u8>)> {
        let mut filled = Vec::new();
        let partial = &mut self.partial;
        self.frontier.push_with(leaf, |level, index, hash| {
            if level % 8 != 0 {
                return;
            }
            let (level, width) = (level / 8, u64::from(TILE_WIDTH));
            let hashes = open(partial, level);
            hashes.extend_from_slice(hash.as_bytes());
            if index % width == width - 1
                && let Some(tile) = Tile::in_tree(level, index / width, u64::MAX)
            {
                filled.push((tile, std::mem::take(hashes)));
            }
        });
        filled
    }

    /// Returns the partial tiles that are new or wider than where this growth began, with their content.
    pub fn partial_tiles(&self) -> impl Iterator<Item = (Tile, &[u8])> {
        Tile::between(self.from, self.frontier.size()).filter(|tile| !tile.is_full()).filter_map(|tile| {
            let content = self.partial.get(usize::from(tile.level()))?;
            Some((tile, content.as_slice()))
        })
    }

    /// Returns the right edge of the tree: its size and its root.
    pub fn frontier(&self) -> &Frontier {
        &self.frontier
    }
}

/// The content of the partial tile of a level.
fn open(partial: &mut Vec<Vec<u8>>, level: u8) -> &mut Vec<u8> {
    let level = usize::from(level);
    if partial.len() <= level {
        partial.resize_with(level + 1, Vec::new);
    }
    #[expect(clippy::indexing_slicing, reason = "made long enough just above")]
    &mut partial[level]
}
