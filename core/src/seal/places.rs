//! In which object each disclosed member belongs: asked where a view of a report is made.

use std::cell::RefCell;
use std::ops::Range;

use super::sd_jwt::Disclosures;
use crate::error::{Error, Result};
use crate::json::Apart;

/// Where a disclosed member belongs: the how-manieth object of which kind, and the member's name.
pub(crate) struct Place {
    pub(crate) disclosure: usize,
    pub(crate) object: &'static str,
    pub(crate) number: usize,
    pub(crate) member: String,
}

/// The disclosures of a token, and where a reader came upon each.
pub(crate) struct Places<'a> {
    disclosures: &'a Disclosures,
    /// How many objects of each kind have begun.
    begun: RefCell<Vec<(&'static str, usize)>>,
    found: RefCell<Vec<Place>>,
}

impl<'a> Places<'a> {
    pub(crate) fn new(disclosures: &'a Disclosures) -> Self {
        Places { disclosures, begun: RefCell::default(), found: RefCell::default() }
    }

    pub(crate) fn into_found(self) -> Vec<Place> {
        self.found.into_inner()
    }
}

impl Apart for Places<'_> {
    fn begin(&self, object: &'static str) {
        let mut all = self.begun.borrow_mut();
        match all.iter_mut().find(|(begun, _)| *begun == object) {
            Some((_, count)) => *count += 1,
            None => all.push((object, 1)),
        }
    }

    fn found(&self, digest: &str, object: &'static str, member: &str) {
        let Some(disclosure) = self.disclosures.position(digest) else { return };
        let number = self.begun.borrow().iter().find(|(begun, _)| *begun == object).map_or(0, |(_, count)| count - 1);
        self.found.borrow_mut().push(Place { disclosure, object, number, member: member.to_owned() });
    }

    fn claim(&self, digest: &str) -> Result<Option<Range<usize>>> {
        self.disclosures.claim(digest)
    }

    fn defer(&self, fault: Error) {
        self.disclosures.defer(fault);
    }

    fn defer_unless_newer(&self, fault: Error) {
        self.disclosures.defer_unless_newer(fault);
    }

    fn stand_for(&self, digests: Range<usize>) {
        self.disclosures.stand_for(digests);
    }

    fn disclosed(&self, name: Range<usize>, value: Range<usize>) {
        self.disclosures.disclosed(name, value);
    }

    fn keep_places(&self) {
        self.disclosures.keep_places();
    }

    fn whole(&self, text: &str, part: Range<usize>) -> String {
        self.disclosures.whole(text, part)
    }
}
