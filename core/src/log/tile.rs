//! Tiles and entry bundles (C2SP tlog-tiles): which files a log consists of.

use std::fmt::{self, Write as _};

/// How many hashes a full tile has, and how many entries a full bundle.
pub const TILE_WIDTH: u64 = 256;

/// How many levels of the tree a tile spans.
const TILE_HEIGHT: u32 = 8;

/// A tile of hashes: up to 256 nodes of one level, every eighth level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tile {
    /// Its level: 0 holds the leaves, 1 the nodes eight levels above.
    pub level: u32,
    /// Its place in the level.
    pub index: u64,
    /// How many hashes it has, 1 to 256.
    pub width: u64,
}

/// A bundle of up to 256 entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bundle {
    /// Its place.
    pub index: u64,
    /// How many entries it has, 1 to 256.
    pub width: u64,
}

impl Tile {
    /// Returns the tile that holds a hash of a tile level in a log of `size` entries; `None` where it has none there.
    pub fn at(level: u32, index: u64, size: u64) -> Option<Self> {
        let width = width(size.checked_shr(level * TILE_HEIGHT).unwrap_or(0), index)?;
        Some(Tile { level, index, width })
    }

    /// Returns every tile that is new or wider in a log of `new` entries than it was with `old`.
    pub fn grown(old: u64, new: u64) -> impl Iterator<Item = Tile> {
        let hashes = move |size: u64, level: u32| size.checked_shr(level * TILE_HEIGHT).unwrap_or(0);
        let levels = (0..u64::BITS.div_ceil(TILE_HEIGHT)).filter(move |level| hashes(new, *level) > hashes(old, *level));
        levels.flat_map(move |level| {
            let places = hashes(old, level) / TILE_WIDTH..hashes(new, level).div_ceil(TILE_WIDTH);
            places.filter_map(move |index| Tile::at(level, index, new))
        })
    }

    /// Returns where the tile stands: `tile/<L>/<N>[.p/<W>]`.
    pub fn path(&self) -> String {
        path(&self.level, self.index, self.width)
    }
}

impl Bundle {
    /// Returns the bundle of this place in a log of `size` entries; `None` where it has none.
    pub fn at(index: u64, size: u64) -> Option<Self> {
        Some(Bundle { index, width: width(size, index)? })
    }

    /// Returns the bundles that hold the entries from `from` to the end of a log of `size` entries.
    pub fn holding(from: u64, size: u64) -> impl Iterator<Item = Bundle> {
        let places = if from < size { from / TILE_WIDTH..size.div_ceil(TILE_WIDTH) } else { 0..0 };
        places.filter_map(move |index| Bundle::at(index, size))
    }

    /// Returns the number of its first entry.
    pub fn first(&self) -> u64 {
        self.index * TILE_WIDTH
    }

    /// Returns whether it can grow no more.
    pub fn is_full(&self) -> bool {
        self.width == TILE_WIDTH
    }

    /// Returns where the bundle stands: `tile/entries/<N>[.p/<W>]`.
    pub fn path(&self) -> String {
        path(&"entries", self.index, self.width)
    }
}

fn width(hashes: u64, index: u64) -> Option<u64> {
    let first = index.checked_mul(TILE_WIDTH)?;
    hashes.checked_sub(first).filter(|width| *width > 0).map(|width| width.min(TILE_WIDTH))
}

/// Writes the number of a tile in groups of three digits, all but the last marked: 1234067 is `x001/x234/067`.
fn path(level: &dyn fmt::Display, index: u64, width: u64) -> String {
    let mut groups = vec![index % 1000];
    let mut rest = index / 1000;
    while rest > 0 {
        groups.push(rest % 1000);
        rest /= 1000;
    }
    let mut path = format!("tile/{level}/");
    for group in groups.iter().skip(1).rev() {
        let _ = write!(path, "x{group:03}/");
    }
    let _ = write!(path, "{:03}", index % 1000);
    if width < TILE_WIDTH {
        let _ = write!(path, ".p/{width}");
    }
    path
}
