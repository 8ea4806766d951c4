//! The right edge of a tree: all that is needed to append to it, and to prove that a larger tree extends it.

use super::hash::{empty_root, node_hash};
use crate::digest::Digest;
use crate::error::{Error, ErrorKind, Result, excerpt};

/// The roots of the perfect subtrees of a log, the largest first, and how many entries it has.
///
/// A client keeps it with its checkpoint: when the new entries are appended and the root is that of the new checkpoint,
/// the new log extends the old one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    peaks: Vec<Digest>,
}

impl Frontier {
    /// Begins an empty log.
    pub fn new() -> Self {
        Frontier::default()
    }

    /// Takes the roots of the perfect subtrees of a log of `size` entries, the largest first.
    ///
    /// # Errors
    /// `malformed` where there are more or fewer than such a log has.
    pub fn from_peaks(size: u64, peaks: Vec<Digest>) -> Result<Self> {
        if peaks.len() == size.count_ones() as usize {
            return Ok(Frontier { size, peaks });
        }
        let message = format!("a log of {size} entries has {} perfect subtrees, not {}", size.count_ones(), peaks.len());
        Err(Error::new(ErrorKind::Malformed, message))
    }

    /// Reads what [`Frontier`] writes with `Display`: the size and the digests of the peaks, between spaces.
    ///
    /// # Errors
    /// `malformed`.
    pub fn parse(text: &str) -> Result<Self> {
        let mut words = text.split(' ');
        let size = words.next().and_then(|size| size.parse().ok());
        let size = size.ok_or_else(|| Error::new(ErrorKind::Malformed, format!("`{}` does not begin with a size", excerpt(text))))?;
        Frontier::from_peaks(size, words.map(Digest::parse).collect::<Result<_>>()?)
    }

    /// Appends the hash of an entry.
    pub fn push(&mut self, leaf: Digest) {
        self.push_with(leaf, |_, _, _| ());
    }

    /// Appends the hash of an entry and names every node that is complete now: its level, its place there, its hash.
    pub fn push_with(&mut self, leaf: Digest, mut complete: impl FnMut(u32, u64, &Digest)) {
        let (mut node, mut level) = (leaf, 0);
        complete(level, self.size, &node);
        while self.size >> level & 1 == 1 {
            let Some(left) = self.peaks.pop() else { break };
            node = node_hash(&left, &node);
            level += 1;
            complete(level, self.size >> level, &node);
        }
        self.peaks.push(node);
        self.size += 1;
    }

    /// Returns how many entries the log has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Returns the root hash.
    pub fn root(&self) -> Digest {
        let mut peaks = self.peaks.iter().rev().copied();
        let last = peaks.next().unwrap_or_else(empty_root);
        peaks.fold(last, |right, left| node_hash(&left, &right))
    }
}

impl std::fmt::Display for Frontier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.size)?;
        self.peaks.iter().try_for_each(|peak| write!(f, " {peak}"))
    }
}
