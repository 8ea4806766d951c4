//! Checking proofs: that an entry is in a tree, and that one tree is the beginning of another (RFC 9162 §2.1.3.2 and §2.1.4.2).

use super::hash::node_hash;
use crate::digest::Digest;
use crate::error::{Error, ErrorKind, Result};

/// Checks that the leaf `index` of the tree of `size` leaves with this root is the one with this hash.
///
/// # Errors
/// `inconsistent` where the proof does not show it.
pub fn verify_inclusion(index: u64, size: u64, leaf: &Digest, proof: &[Digest], root: &Digest) -> Result<()> {
    let refused = || Error::new(ErrorKind::Inconsistent, "the proof does not show that the entry is in the log");
    let mut climb = Climb::to(index, size).ok_or_else(refused)?;
    let mut hash = *leaf;
    for sibling in proof {
        hash = match climb.step().ok_or_else(refused)? {
            Side::Left => node_hash(sibling, &hash),
            Side::Right => node_hash(&hash, sibling),
        };
    }
    if climb.is_at_the_root() && hash == *root { Ok(()) } else { Err(refused()) }
}

/// Checks that the tree of `old_size` leaves with `old_root` is the beginning of the one of `new_size` with `new_root`.
///
/// Every tree extends the one without leaves, so there is no proof of that.
///
/// # Errors
/// `inconsistent` where the proof does not show it, or `old_size` is 0.
pub fn verify_consistency(old_size: u64, new_size: u64, proof: &[Digest], old_root: &Digest, new_root: &Digest) -> Result<()> {
    let refused = || Error::new(ErrorKind::Inconsistent, "the proof does not show that the new log extends the old one");
    let need = |holds: bool| if holds { Ok(()) } else { Err(refused()) };
    let last = old_size.checked_sub(1).ok_or_else(refused)?;
    if old_size == new_size {
        return need(proof.is_empty() && old_root == new_root);
    }
    let mut climb = Climb::to(last, new_size).ok_or_else(refused)?;
    climb.leave_complete_subtree();
    // Where the old tree is one complete subtree of the new one, its root is not told again.
    let (first, rest) = match proof {
        _ if old_size.is_power_of_two() => (old_root, proof),
        [first, rest @ ..] => (first, rest),
        [] => return Err(refused()),
    };
    let (mut old, mut new) = (*first, *first);
    for sibling in rest {
        match climb.step().ok_or_else(refused)? {
            Side::Left => (old, new) = (node_hash(sibling, &old), node_hash(sibling, &new)),
            Side::Right => new = node_hash(&new, sibling),
        }
    }
    need(climb.is_at_the_root() && old == *old_root && new == *new_root)
}

/// The way from a node up to the root: where it stands among those of its level, and where the last of them stands.
struct Climb {
    index: u64,
    last: u64,
}

/// On which side the sibling of a node stands.
enum Side {
    Left,
    Right,
}

impl Climb {
    fn to(index: u64, size: u64) -> Option<Self> {
        (index < size).then(|| Climb { index, last: size - 1 })
    }

    /// Goes up to the next node that has a sibling, then to its parent; `None` at the root.
    fn step(&mut self) -> Option<Side> {
        if self.is_at_the_root() {
            return None;
        }
        if self.index == self.last {
            // The last of its level has no right sibling: as long as it is a left child, it is its own parent.
            self.go_up(self.index.trailing_zeros());
        }
        let side = if self.index & 1 == 1 { Side::Left } else { Side::Right };
        self.go_up(1);
        Some(side)
    }

    /// Goes up to the largest complete subtree that ends with this node.
    fn leave_complete_subtree(&mut self) {
        self.go_up(self.index.trailing_ones());
    }

    fn is_at_the_root(&self) -> bool {
        self.last == 0
    }

    fn go_up(&mut self, levels: u32) {
        self.index = self.index.checked_shr(levels).unwrap_or(0);
        self.last = self.last.checked_shr(levels).unwrap_or(0);
    }
}
