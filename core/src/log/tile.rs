//! Where a published log keeps what: coordinates and paths of hash tiles and entry bundles (C2SP tlog-tiles).

use std::fmt;

use super::MAX_TREE_SIZE;
use super::frontier::parse_decimal;
use crate::digest::Digest;
use crate::error::{Error, ErrorKind, Result, excerpt};

/// How many hashes a full tile has, and entries a full bundle.
pub const TILE_WIDTH: u16 = 256;

/// Each level of tiles stands for eight levels of the tree.
const TILE_HEIGHT: u32 = 8;

/// The highest level that a path may name.
const MAX_LEVEL: u8 = 63;

const HASH_BYTES: usize = 32;

/// A hash tile: up to 256 consecutive hashes of one level of the tree. Displays as its path, `tile/1/x001/067.p/12`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tile {
    level: u8,
    place: Place,
}

/// An entry bundle: up to 256 consecutive entries. Displays as its path, `tile/entries/x001/067.p/12`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryBundle {
    place: Place,
}

/// The n-th of its kind and how much is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Place {
    index: u64,
    width: u16,
}

impl Tile {
    /// Returns the tile as it is in a tree of `size` leaves, full or partial; `None` where that tree has no hash in it.
    pub fn in_tree(level: u8, index: u64, size: u64) -> Option<Self> {
        Place::among(index, hashes_at(level, size)).map(|place| Tile { level, place })
    }

    /// Returns the hash tiles that are new or wider in a tree of `to` leaves than in its part of `from` leaves, lowest
    /// level first: what a publisher writes before it signs the checkpoint of `to`.
    pub fn between(from: u64, to: u64) -> impl Iterator<Item = Tile> {
        levels().flat_map(move |level| Place::between(hashes_at(level, from), hashes_at(level, to)).map(move |place| Tile { level, place }))
    }

    /// Returns the partial tiles of a tree, lowest level first; a level that has none is left out.
    pub(super) fn right_edge(size: u64) -> Result<impl DoubleEndedIterator<Item = Tile>> {
        if size > MAX_TREE_SIZE {
            return Err(Error::new(ErrorKind::Malformed, format!("a log has at most {MAX_TREE_SIZE} entries, not {size}")));
        }
        Ok(levels().filter_map(move |level| {
            let hashes = hashes_at(level, size);
            let index = hashes / u64::from(TILE_WIDTH);
            Place::among(index, hashes).map(|place| Tile { level, place })
        }))
    }

    /// Reads the path of a tile, relative to the log: `tile/<level>/<index>[.p/<width>]`.
    ///
    /// # Errors
    /// `malformed` where it is none, or is not written as [`Tile`] writes it.
    pub fn parse(path: &str) -> Result<Self> {
        let tile = || {
            let (level, place) = path.strip_prefix("tile/")?.split_once('/')?;
            let level = u8::try_from(parse_decimal(level)?).ok().filter(|level| *level <= MAX_LEVEL)?;
            Some(Tile { level, place: Place::parse(place)? })
        };
        tile().ok_or_else(|| not_a_path("hash tile", path))
    }

    /// Returns the level: 0 holds leaf hashes; each hash above is the root of a full tile of the level below.
    pub fn level(&self) -> u8 {
        self.level
    }

    /// Returns which tile of its level it is, counted from 0.
    pub fn index(&self) -> u64 {
        self.place.index
    }

    /// Returns how many hashes are in it, 1 to 256.
    pub fn width(&self) -> u16 {
        self.place.width
    }

    /// Returns whether it has all its hashes, and so never changes again.
    pub fn is_full(&self) -> bool {
        self.place.is_full()
    }

    /// Returns the full tile at the same place: what may be there when the partial one is gone.
    pub fn to_full(self) -> Self {
        Tile { place: self.place.to_full(), ..self }
    }

    /// Takes the content of a tile apart.
    ///
    /// # Errors
    /// `malformed` where it is not 32 bytes for each of its hashes.
    pub fn hashes(&self, bytes: &[u8]) -> Result<Vec<Digest>> {
        match bytes.as_chunks::<HASH_BYTES>() {
            (hashes, []) if hashes.len() == usize::from(self.width()) => Ok(hashes.iter().copied().map(Digest::from).collect()),
            _ => Err(Error::new(
                ErrorKind::Malformed,
                format!("`{self}` has {} bytes where {} belong", bytes.len(), usize::from(self.width()) * HASH_BYTES),
            )),
        }
    }
}

impl EntryBundle {
    /// Returns the bundle as it is in a log of `size` entries, full or partial; `None` where that log has no entry in it.
    pub fn in_log(index: u64, size: u64) -> Option<Self> {
        Place::among(index, size).map(|place| EntryBundle { place })
    }

    /// Returns the bundles that hold the entries `from..to` of a log of `to` entries: what a publisher writes after
    /// growing from the one size to the other, and what a client reads.
    pub fn between(from: u64, to: u64) -> impl Iterator<Item = EntryBundle> {
        Place::between(from, to).map(|place| EntryBundle { place })
    }

    /// Reads the path of a bundle, relative to the log: `tile/entries/<index>[.p/<width>]`.
    ///
    /// # Errors
    /// `malformed` where it is none, or is not written as [`EntryBundle`] writes it.
    pub fn parse(path: &str) -> Result<Self> {
        let place = path.strip_prefix("tile/entries/").and_then(Place::parse);
        place.map(|place| EntryBundle { place }).ok_or_else(|| not_a_path("entry bundle", path))
    }

    /// Returns which bundle it is, counted from 0.
    pub fn index(&self) -> u64 {
        self.place.index
    }

    /// Returns how many entries are in it, 1 to 256.
    pub fn width(&self) -> u16 {
        self.place.width
    }

    /// Returns whether it has all its entries, and so never changes again.
    pub fn is_full(&self) -> bool {
        self.place.is_full()
    }

    /// Returns the full bundle at the same place: what may be there when the partial one is gone.
    pub fn to_full(self) -> Self {
        EntryBundle { place: self.place.to_full() }
    }

    /// Returns the index in the log of its first entry.
    pub fn first_entry(&self) -> u64 {
        self.place.index * u64::from(TILE_WIDTH)
    }
}

impl Place {
    /// The place of this index where `count` things fill the places from the left.
    fn among(index: u64, count: u64) -> Option<Self> {
        let before = index.checked_mul(u64::from(TILE_WIDTH))?;
        let width = count.checked_sub(before)?.min(u64::from(TILE_WIDTH));
        u16::try_from(width).ok().filter(|width| *width > 0).map(|width| Place { index, width })
    }

    fn between(from: u64, to: u64) -> impl Iterator<Item = Place> {
        let first = from / u64::from(TILE_WIDTH);
        let end = if from < to { to.div_ceil(u64::from(TILE_WIDTH)) } else { first };
        (first..end).filter_map(move |index| Place::among(index, to))
    }

    fn parse(path: &str) -> Option<Self> {
        let (index, width) = match path.split_once(".p/") {
            Some((index, width)) => (index, u16::try_from(parse_decimal(width)?).ok().filter(|width| (1..TILE_WIDTH).contains(width))?),
            None => (path, TILE_WIDTH),
        };
        let index = index.split('/').try_fold(0_u64, |sum, part| {
            let digits = part.strip_prefix('x').unwrap_or(part);
            let [b'0'..=b'9', b'0'..=b'9', b'0'..=b'9'] = digits.as_bytes() else { return None };
            sum.checked_mul(1_000)?.checked_add(digits.parse().ok()?)
        })?;
        let place = Place { index, width };
        // Written again it is the same: every part but the last has its `x`, and there is none too many.
        (index <= MAX_TREE_SIZE && place.to_string() == path).then_some(place)
    }

    fn is_full(self) -> bool {
        self.width == TILE_WIDTH
    }

    fn to_full(self) -> Self {
        Place { width: TILE_WIDTH, ..self }
    }
}

impl fmt::Display for Tile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "tile/{}/{}", self.level, self.place)
    }
}

impl fmt::Display for EntryBundle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "tile/entries/{}", self.place)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut unit = 1;
        while self.index / unit >= 1_000 {
            unit *= 1_000;
        }
        while unit > 1 {
            write!(f, "x{:03}/", self.index / unit % 1_000)?;
            unit /= 1_000;
        }
        write!(f, "{:03}", self.index % 1_000)?;
        if self.is_full() { Ok(()) } else { write!(f, ".p/{}", self.width) }
    }
}

/// How many hashes the tiles of a level have in a tree of `size` leaves.
fn hashes_at(level: u8, size: u64) -> u64 {
    size.checked_shr(u32::from(level) * TILE_HEIGHT).unwrap_or(0)
}

/// The levels of tiles that a tree may have.
fn levels() -> impl DoubleEndedIterator<Item = u8> {
    0..8
}

fn not_a_path(kind: &str, path: &str) -> Error {
    Error::new(ErrorKind::Malformed, format!("`{}` is not the path of a {kind}", excerpt(path)))
}
