//! Members that stand apart from their object: how a reader finds the disclosures of a signed document.

use std::ops::Range;

use super::{Name, Reader};
use crate::error::{Error, ErrorKind, Result};

/// The shortest salt: 128 bits in base64url (RFC 9901 §9.3).
const MIN_SALT_CHARACTERS: usize = 22;

/// Finds the members that stand apart from their objects, and keeps the faults that are reported after others.
pub(crate) trait Apart {
    /// Finds the part of the buffer that holds the disclosure with this digest, or `None` where it is withheld.
    fn claim(&self, digest: &str) -> Result<Option<Range<usize>>>;
    /// Records a fault that is reported only after the checks which come first.
    fn defer(&self, fault: Error);
    /// Records a fault that is none where the document is of a newer minor version.
    fn defer_unless_newer(&self, fault: Error);
    /// Hears that an object with withholdable members begins.
    fn begin(&self, _object: &'static str) {}
    /// Hears which member of the object the digest stands for.
    fn found(&self, _digest: &str, _object: &'static str, _member: &str) {}
    /// Hears where the digests of an object stand, whose disclosed members come next.
    fn stand_for(&self, digests: Range<usize>);
    /// Hears where the name and the value of one of those members stand.
    fn disclosed(&self, name: Range<usize>, value: Range<usize>);
    /// Is asked to keep from now on what [`Apart::whole`] needs.
    fn keep_places(&self);
    /// Returns a part of the text with the disclosed members in place of their digests.
    fn whole(&self, text: &str, part: Range<usize>) -> String;
}

/// Reads past members that stand apart and their faults.
pub(crate) struct Heedless;

impl Apart for Heedless {
    fn claim(&self, _: &str) -> Result<Option<Range<usize>>> {
        Ok(None)
    }
    fn defer(&self, _: Error) {}
    fn defer_unless_newer(&self, _: Error) {}
    fn stand_for(&self, _: Range<usize>) {}
    fn disclosed(&self, _: Range<usize>, _: Range<usize>) {}
    fn keep_places(&self) {}
    fn whole(&self, text: &str, part: Range<usize>) -> String {
        text.get(part).unwrap_or_default().to_owned()
    }
}

impl<'a> Reader<'a> {
    /// Reads `[salt, name, value]` (RFC 9901 §4.2.1), all of the text; `value` must read the value.
    pub(crate) fn disclosure(&mut self, value: impl FnOnce(&mut Self, Name<'a>) -> Result<()>) -> Result<()> {
        let shape = |_| Error::new(ErrorKind::BadDisclosure, "a disclosure is not `[salt, name, value]`");
        self.expect(b'[', "").map_err(shape)?;
        self.deepen(1);
        let salt = self.str().map_err(shape)?;
        if salt.len() < MIN_SALT_CHARACTERS || !salt.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_') {
            return Err(Error::new(ErrorKind::BadDisclosure, "the salt of a disclosure has fewer than 128 bits in base64url"));
        }
        self.expect(b',', "").map_err(shape)?;
        let name = self.name().map_err(shape)?;
        self.expect(b',', "").map_err(shape)?;
        value(self, name)?;
        self.expect(b']', "").map_err(shape)?;
        self.finish().map_err(shape)
    }
}
