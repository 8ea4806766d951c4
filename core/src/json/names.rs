//! Which member names an object has had: one without allocation, many in a hash set.

use std::borrow::Cow;
use std::collections::HashSet;

use foldhash::quality::FixedState;

/// A set with a fast, fixed hash: only signed text gets here, so it is no way in for a flood of collisions.
pub(crate) type FastSet<T> = HashSet<T, FixedState>;

/// The names of one object so far.
#[derive(Default)]
pub(crate) struct Names<'a> {
    first: Option<Cow<'a, str>>,
    others: FastSet<Cow<'a, str>>,
}

impl<'a> Names<'a> {
    /// Keeps a name; `false` where the object had it before.
    pub(crate) fn insert(&mut self, name: Cow<'a, str>) -> bool {
        match &self.first {
            None => {
                self.first = Some(name);
                true
            }
            Some(first) => *first != name && self.others.insert(name),
        }
    }
}
