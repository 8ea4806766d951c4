//! Which member names an object has had: a few are compared, many are hashed.

use std::borrow::Cow;
use std::collections::HashSet;

use foldhash::fast::FixedState;

/// A set with a fast, fixed hash: only signed text gets here, so it is no way in for a flood of collisions.
pub(crate) type FastSet<T> = HashSet<T, FixedState>;

/// How many names are compared one by one, without allocation.
const FEW: usize = 16;

/// The names of one object so far.
#[derive(Default)]
pub(crate) struct Names<'a> {
    few: [&'a str; FEW],
    count: usize,
    /// All of them, once they are more than a few.
    many: FastSet<&'a str>,
    /// Names that were written with escapes: none, as a rule.
    escaped: FastSet<String>,
}

impl<'a> Names<'a> {
    /// Keeps a name; `false` where the object had it before.
    pub(crate) fn insert(&mut self, name: Cow<'a, str>) -> bool {
        match name {
            Cow::Borrowed(name) => !self.escaped.contains(name) && self.insert_plain(name),
            Cow::Owned(name) => !self.holds_plain(&name) && self.escaped.insert(name),
        }
    }

    /// Returns whether a name was kept.
    pub(crate) fn contains(&self, name: &str) -> bool {
        self.holds_plain(name) || self.escaped.contains(name)
    }

    /// Returns how many names there are.
    pub(crate) fn len(&self) -> usize {
        self.count + self.escaped.len()
    }

    /// Forgets all names, for the next object.
    pub(crate) fn clear(&mut self) {
        if self.count > FEW {
            self.many.clear();
        }
        if !self.escaped.is_empty() {
            self.escaped.clear();
        }
        self.count = 0;
    }

    fn insert_plain(&mut self, name: &'a str) -> bool {
        let fresh = match self.few.get(..self.count) {
            Some(few) if few.contains(&name) => false,
            Some(few) if few.len() < FEW => true,
            _ => {
                if self.count == FEW {
                    self.many.extend(self.few);
                }
                self.many.insert(name)
            }
        };
        if let Some(place) = self.few.get_mut(self.count).filter(|_| fresh) {
            *place = name;
        }
        self.count += usize::from(fresh);
        fresh
    }

    fn holds_plain(&self, name: &str) -> bool {
        match self.few.get(..self.count) {
            Some(few) => few.contains(&name),
            None => self.many.contains(name),
        }
    }
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
