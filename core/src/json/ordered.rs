//! Which member names an object has had, for a web page: a set kept in order, a tenth of the code of one that hashes.

use std::borrow::Cow;

/// A set in the order of its items but for the first, which costs no memory of its own: most objects of names have one. To add
/// one moves those after it, so that a large set takes its time: an object of unsigned text has at most 1,024 names, and larger
/// sets are made of signed text alone.
pub(crate) struct OrderedSet<T> {
    first: Option<T>,
    others: Vec<T>,
}

/// What is a hash set elsewhere.
#[cfg(target_family = "wasm")]
pub(crate) type FastSet<T> = OrderedSet<T>;

/// Makes an empty set that expects so many items.
#[cfg(target_family = "wasm")]
pub(crate) fn fast_set<T>(_: usize) -> FastSet<T> {
    OrderedSet::default()
}

/// The names of one object so far.
pub(crate) type Names<'a> = OrderedSet<Cow<'a, str>>;

impl<T: Ord> OrderedSet<T> {
    /// Keeps an item; `false` where it was there before.
    pub(crate) fn insert(&mut self, item: T) -> bool {
        let Some(first) = &self.first else {
            self.first = Some(item);
            return true;
        };
        match self.others.binary_search(&item) {
            Err(place) if *first != item => {
                self.others.insert(place, item);
                true
            }
            _ => false,
        }
    }

    /// Returns how many there are.
    pub(crate) fn len(&self) -> usize {
        usize::from(self.first.is_some()) + self.others.len()
    }

    /// Forgets all, for the next object.
    pub(crate) fn clear(&mut self) {
        self.first = None;
        self.others.clear();
    }
}

impl Names<'_> {
    /// Makes an empty set that expects so many names.
    pub(crate) fn with_capacity(_: usize) -> Self {
        OrderedSet::default()
    }

    /// Returns whether a name was kept.
    pub(crate) fn contains(&self, name: &str) -> bool {
        self.first.as_deref() == Some(name) || self.others.binary_search_by(|held| (**held).cmp(name)).is_ok()
    }

    /// Returns a buffer for the next name that is written with escapes.
    pub(crate) fn spare(&mut self) -> String {
        String::new()
    }
}

impl<T> Default for OrderedSet<T> {
    fn default() -> Self {
        OrderedSet { first: None, others: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_there_once_in_whatever_order_it_comes_escaped_or_not() {
        let mut names = Names::with_capacity(2);
        for (name, new) in [("m", true), ("a", true), ("z", true), ("m", false), ("b", true), ("a", false), ("z", false)] {
            assert_eq!(names.insert(Cow::Borrowed(name)), new, "{name}");
            let escaped = names.spare() + name;
            assert!(!names.insert(Cow::Owned(escaped)));
        }
        assert_eq!((names.len(), names.contains("b"), names.contains("c")), (4, true, false));
        names.clear();
        assert_eq!((names.len(), names.contains("a")), (0, false));
    }
}
