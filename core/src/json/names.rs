//! Which member names an object has had: a few are compared, many are hashed.

use std::borrow::Cow;
use std::collections::HashSet;

use foldhash::fast::FixedState;

/// A set with a fast, fixed hash. An object of unsigned text has at most 1,024 names, so that a flood of collisions costs
/// little; larger sets are made of signed text alone.
pub(crate) type FastSet<T> = HashSet<T, FixedState>;

/// Makes an empty set that expects so many items.
pub(crate) fn fast_set<T>(count: usize) -> FastSet<T> {
    FastSet::with_capacity_and_hasher(count, FixedState::default())
}

/// How many names beside the first are compared one by one, without allocation.
const FEW: usize = 16;

/// The names of one object so far. An object of one member, such as most texts, costs next to nothing.
#[derive(Default)]
pub(crate) struct Names<'a> {
    first: Option<Cow<'a, str>>,
    others: Option<Others<'a>>,
    /// Buffers of names that were forgotten.
    spare: Vec<String>,
}

impl<'a> Names<'a> {
    /// Makes an empty set that expects so many names.
    pub(crate) fn with_capacity(count: usize) -> Self {
        let others = (count > FEW).then(|| Others { many: fast_set(count), ..Others::default() });
        Names { others, ..Names::default() }
    }

    /// Keeps a name; `false` where the object had it before.
    pub(crate) fn insert(&mut self, name: Cow<'a, str>) -> bool {
        match &self.first {
            None => {
                self.first = Some(name);
                true
            }
            Some(first) if *first == name => false,
            Some(_) => self.others.get_or_insert_default().insert(name),
        }
    }

    /// Returns whether a name was kept.
    pub(crate) fn contains(&self, name: &str) -> bool {
        self.first.as_ref().is_some_and(|first| first == name) || self.others.as_ref().is_some_and(|others| others.contains(name))
    }

    /// Returns how many names there are.
    pub(crate) fn len(&self) -> usize {
        usize::from(self.first.is_some()) + self.others.as_ref().map_or(0, Others::len)
    }

    /// Forgets all names, for the next object.
    pub(crate) fn clear(&mut self) {
        if let Some(Cow::Owned(first)) = self.first.take() {
            self.spare.push(first);
        }
        if let Some(others) = &mut self.others {
            others.clear(&mut self.spare);
        }
    }

    /// Returns a buffer for the next name that is written with escapes.
    pub(crate) fn spare(&mut self) -> String {
        self.spare.pop().unwrap_or_default()
    }
}

/// The names after the first.
#[derive(Default)]
struct Others<'a> {
    /// One number a name: names with different numbers differ.
    keys: [u32; FEW],
    few: [&'a str; FEW],
    count: usize,
    /// All of them, once they are more than a few.
    many: FastSet<&'a str>,
    /// Names that were written with escapes: none, as a rule.
    escaped: FastSet<String>,
}

impl<'a> Others<'a> {
    fn insert(&mut self, name: Cow<'a, str>) -> bool {
        match name {
            Cow::Borrowed(name) => (self.escaped.is_empty() || !self.escaped.contains(name)) && self.insert_plain(name),
            Cow::Owned(name) => !self.holds_plain(&name) && self.escaped.insert(name),
        }
    }

    fn contains(&self, name: &str) -> bool {
        self.holds_plain(name) || self.escaped.contains(name)
    }

    fn len(&self) -> usize {
        self.count + self.escaped.len()
    }

    fn clear(&mut self, spare: &mut Vec<String>) {
        if self.count > FEW {
            self.many.clear();
        }
        if !self.escaped.is_empty() {
            spare.extend(self.escaped.drain());
        }
        self.count = 0;
    }

    fn insert_plain(&mut self, name: &'a str) -> bool {
        if self.count >= FEW {
            if self.count == FEW {
                self.many.extend(self.few);
            }
            let fresh = self.many.insert(name);
            self.count += usize::from(fresh);
            return fresh;
        }
        let key = key(name);
        if self.is_among_few(key, name) {
            return false;
        }
        if let (Some(place), Some(place_of_key)) = (self.few.get_mut(self.count), self.keys.get_mut(self.count)) {
            (*place, *place_of_key) = (name, key);
        }
        self.count += 1;
        true
    }

    fn holds_plain(&self, name: &str) -> bool {
        if self.count > FEW { self.many.contains(name) } else { self.is_among_few(key(name), name) }
    }

    fn is_among_few(&self, key: u32, name: &str) -> bool {
        self.keys.iter().zip(&self.few).take(self.count).any(|(held_key, held)| *held_key == key && *held == name)
    }
}

/// Returns a number that tells most names apart: their end, which differs more often than their beginning, and their length.
fn key(name: &str) -> u32 {
    let bytes = name.as_bytes();
    let end = match bytes.last_chunk::<4>() {
        Some(end) => u32::from_le_bytes(*end),
        None => bytes.iter().fold(0, |end, byte| end << 8 | u32::from(*byte)),
    };
    end ^ u32::try_from(bytes.len()).unwrap_or(u32::MAX).rotate_right(8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repeated_name_is_found_among_few_and_many_escaped_or_not() {
        let all: Vec<String> = (0..30).map(|number| format!("name {number}")).collect();
        let mut names = Names::default();
        for _ in 0..2 {
            for (number, name) in all.iter().enumerate() {
                let kept = if number % 3 == 0 { Cow::Owned(name.clone()) } else { Cow::Borrowed(name.as_str()) };
                assert!(names.insert(kept));
                assert_eq!(names.len(), number + 1);
            }
            assert!(all.iter().all(|name| !names.insert(Cow::Borrowed(name)) && !names.insert(Cow::Owned(name.clone()))));
            names.clear();
        }
    }
}
