//! Which member names an object has had: one without allocation, many in a hash set.

use std::borrow::Cow;
use std::collections::HashSet;

use foldhash::quality::FixedState;

/// The names of one object so far.
///
/// Only signed text gets here, so a fixed hash is no way in for a flood of collisions.
#[derive(Default)]
pub(crate) struct Names<'a> {
    first: Option<Cow<'a, str>>,
    others: HashSet<Cow<'a, str>, FixedState>,
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
