//! What a log was when it was smaller, from every leaf hash that an exchange shows: slower than a proof, and a damaged file
//! is told from another history.

use super::frontier::Frontier;
use super::tile::{EntryBundle, Tile};
use crate::checkpoint::Checkpoint;
use crate::digest::Digest;
use crate::error::Error;

/// The history that an exchange shows below a checkpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum History {
    /// The log had that root at that size.
    Extends,
    /// It had another one.
    Differs,
    /// The tiles are not those of the checkpoint: they say nothing, and accuse nobody.
    Damaged,
}

/// Reads every leaf hash below a checkpoint, and compares the root that the log had at `size`.
///
/// `read` returns the bytes of a hash tile of the checkpoint's tree; they are not believed.
///
/// # Errors
/// Those of `read`.
pub fn history<E: From<Error>>(
    size: u64,
    root: Digest,
    of: &Checkpoint,
    mut read: impl FnMut(Tile) -> Result<Vec<u8>, E>,
) -> Result<History, E> {
    let mut frontier = Frontier::new();
    let mut then = (size == 0).then(|| frontier.root());
    for bundle in EntryBundle::between(0, of.size) {
        let Some(tile) = Tile::in_tree(0, bundle.index(), of.size) else { break };
        let Ok(hashes) = tile.hashes(&read(tile)?) else { return Ok(History::Damaged) };
        for hash in hashes {
            frontier.push(hash);
            if frontier.size() == size {
                then = Some(frontier.root());
            }
        }
    }
    Ok(match then {
        _ if frontier.root() != of.root => History::Damaged,
        Some(then) if then == root => History::Extends,
        _ => History::Differs,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;
    use crate::log::{Growth, leaf_hash};

    /// The leaf tiles of a log, and its root after `size` entries.
    fn log(entries: u64, size: u64) -> (Vec<(Tile, Vec<u8>)>, Digest, Checkpoint) {
        let (mut growth, mut tiles, mut root) = (Growth::new(), Vec::new(), Frontier::new().root());
        for number in 0..entries {
            tiles.extend(growth.push(leaf_hash(&number.to_be_bytes())));
            if number + 1 == size {
                root = growth.frontier().root();
            }
        }
        tiles.extend(growth.partial_tiles().map(|(tile, bytes)| (tile, bytes.to_vec())));
        (tiles, root, Checkpoint::new("log".into(), entries, growth.frontier().root()))
    }

    fn read(tiles: &[(Tile, Vec<u8>)], tile: Tile) -> Result<Vec<u8>, Error> {
        Ok(tiles.iter().find(|(held, _)| *held == tile).unwrap().1.clone())
    }

    #[test]
    fn an_honest_log_extends_itself_and_no_other() {
        for (entries, size) in [(1, 1), (300, 7), (300, 256), (600, 0), (600, 599)] {
            let (tiles, root, checkpoint) = log(entries, size);
            assert_eq!(history(size, root, &checkpoint, |tile| read(&tiles, tile)).unwrap(), History::Extends, "{entries} {size}");
            if size > 0 {
                let other = Digest::of(b"another history");
                assert_eq!(history(size, other, &checkpoint, |tile| read(&tiles, tile)).unwrap(), History::Differs);
            }
        }
    }

    #[test]
    fn a_damaged_tile_accuses_nobody() {
        let (mut tiles, root, checkpoint) = log(300, 7);
        tiles[0].1[40] ^= 1;
        assert_eq!(history(7, root, &checkpoint, |tile| read(&tiles, tile)).unwrap(), History::Damaged);
        let (tiles, root, checkpoint) = log(300, 7);
        assert_eq!(history::<Error>(7, root, &checkpoint, |_| Ok(b"short".to_vec())).unwrap(), History::Damaged);
        assert_eq!(tiles.len(), 3);
    }
}
