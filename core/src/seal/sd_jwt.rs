//! SD-JWT (RFC 9901) with object-member disclosures only, in compact form and without key binding.

use std::cell::{Cell, RefCell};
use std::ops::Range;
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use super::jws::Jws;
use super::splice::Splices;
use super::{RandomSource, SigningKey, base64url, jws};
use crate::error::{Error, ErrorKind, Result, words};
use crate::json::Apart;

/// `typ` of a report (RFC 9901 and SD-JWT VC).
pub(crate) const TYP: &str = "dc+sd-jwt";

/// The longest token, in bytes.
pub const MAX_TOKEN_BYTES: usize = 4 * 1024 * 1024;

/// The most disclosures of one token.
pub const MAX_DISCLOSURES: usize = 2_048;

/// The bytes of a salt: 128 bits (RFC 9901 §9.3).
const SALT_BYTES: usize = 16;

/// An SD-JWT, taken apart and not yet believed.
pub(crate) struct SdJwt<'a> {
    pub(crate) jws: Jws<'a>,
    /// The disclosures as they stand in the token.
    pub(crate) disclosures: Vec<&'a [u8]>,
}

/// Payload and disclosures of a token in one buffer, after their signature was checked.
pub(crate) struct Content {
    pub(crate) text: Arc<String>,
    pub(crate) payload: Range<usize>,
    pub(crate) disclosures: Disclosures,
}

/// The disclosures by digest, which of them were claimed by the payload, and what was wrong on the way.
pub(crate) struct Disclosures {
    parts: Vec<Disclosed>,
    /// Digest and place in `parts`, in the order of the digests.
    index: Vec<([u8; 32], usize)>,
    /// The digests of what is not there, each with a number as in the index: one way to sort is enough.
    withheld: RefCell<Vec<([u8; 32], usize)>>,
    /// Whether a disclosure was claimed twice.
    repeated: Cell<bool>,
    fault: RefCell<Option<Error>>,
    fault_unless_newer: RefCell<Option<Error>>,
    splices: RefCell<Splices>,
}

struct Disclosed {
    range: Range<usize>,
    claimed: Cell<bool>,
}

impl<'a> SdJwt<'a> {
    /// Takes a token apart: limits, then form. No JSON but the header's is looked at.
    pub(crate) fn open(token: &'a [u8]) -> Result<Self> {
        if token.len() > MAX_TOKEN_BYTES {
            return Err(Error::new(
                ErrorKind::TooLarge,
                words!("the file has more than {MAX_TOKEN_BYTES} bytes, the most that a report has"),
            ));
        }
        let malformed = |message: &'static str| Error::new(ErrorKind::Malformed, message);
        if token.is_empty() {
            return Err(malformed("the file is empty"));
        }
        let count = memchr::memchr_iter(b'~', token).count();
        if count > MAX_DISCLOSURES + 1 {
            return Err(Error::new(
                ErrorKind::TooLarge,
                words!("the report has {} disclosures, at most {MAX_DISCLOSURES} are allowed", count - 1),
            ));
        }
        let mut parts = Vec::with_capacity(count);
        let mut start = 0;
        for end in memchr::memchr_iter(b'~', token) {
            parts.push(token.get(start..end).unwrap_or_default());
            start = end + 1;
        }
        let mut parts = parts.into_iter();
        let jws = Jws::open(parts.next().unwrap_or(token))?;
        let disclosures: Vec<&[u8]> = parts.collect();
        if count == 0 {
            return Err(malformed("the token does not end in `~`: it is cut short, or not a report"));
        }
        if start < token.len() {
            return Err(malformed("something stands after the last `~`: it is cut short, or has a key binding, which this format has not"));
        }
        if disclosures.iter().any(|disclosure| disclosure.is_empty()) {
            return Err(malformed("a disclosure is empty"));
        }
        Ok(SdJwt { jws, disclosures })
    }

    /// Decodes payload and disclosures into one buffer.
    pub(crate) fn decode(&self) -> Result<Decoded> {
        let length = self.disclosures.iter().map(|part| part.len()).sum::<usize>();
        let mut buffer = Vec::with_capacity((self.jws.payload_length() + length) / 4 * 3 + 3 * (self.disclosures.len() + 1));
        let payload = self.jws.payload(&mut buffer)?;
        let mut parts = Vec::with_capacity(self.disclosures.len());
        for part in &self.disclosures {
            parts.push(base64url::decode_append(part, &mut buffer, "a disclosure")?);
        }
        Ok(Decoded { buffer, payload, parts })
    }
}

/// The decoded parts of a token, before anything of them is read.
pub(crate) struct Decoded {
    buffer: Vec<u8>,
    payload: Range<usize>,
    parts: Vec<Range<usize>>,
}

impl Decoded {
    /// Makes the parts readable: UTF-8, each on its own, and a digest for each disclosure.
    pub(crate) fn content(self, token: &SdJwt<'_>) -> Result<Content> {
        let utf8 = || Error::new(ErrorKind::Malformed, "the payload or a disclosure is not UTF-8");
        let text = String::from_utf8(self.buffer).map_err(|_| utf8())?;
        if !self.parts.iter().all(|part| text.is_char_boundary(part.start)) {
            return Err(utf8());
        }
        let mut index: Vec<_> = token.disclosures.iter().map(|part| <[u8; 32]>::from(Sha256::digest(part))).zip(0..).collect();
        sort(&mut index);
        let parts = self.parts.into_iter().map(|range| Disclosed { range, claimed: Cell::new(false) }).collect();
        Ok(Content { text: Arc::new(text), payload: self.payload, disclosures: Disclosures::new(parts, index) })
    }
}

impl Disclosures {
    fn new(parts: Vec<Disclosed>, index: Vec<([u8; 32], usize)>) -> Self {
        Disclosures {
            parts,
            index,
            withheld: RefCell::default(),
            repeated: Cell::new(false),
            fault: RefCell::default(),
            fault_unless_newer: RefCell::default(),
            splices: RefCell::default(),
        }
    }

    /// Returns how many withholdable members are not there.
    pub(crate) fn withheld(&self) -> u64 {
        self.withheld.borrow().len() as u64
    }

    /// Tells what was wrong with the disclosures (RFC 9901 §7.1), after the payload was read.
    pub(crate) fn check(&self, newer_minor: bool) -> Result<()> {
        if let Some(fault) = self.fault.take() {
            return Err(fault);
        }
        if let Some(fault) = self.fault_unless_newer.take().filter(|_| !newer_minor) {
            return Err(fault);
        }
        let mut withheld = self.withheld.borrow_mut();
        sort(&mut withheld);
        if self.repeated.get() || withheld.windows(2).any(|pair| matches!(pair, [one, other] if one == other)) {
            return Err(bad("a digest occurs twice"));
        }
        if self.index.windows(2).any(|pair| matches!(pair, [one, other] if one.0 == other.0)) {
            return Err(bad("a disclosure is there twice"));
        }
        if self.parts.iter().any(|part| !part.claimed.get()) {
            return Err(bad("a disclosure does not belong to this report"));
        }
        Ok(())
    }

    /// Finds the disclosure with this digest: how many there are before it in the token.
    pub(super) fn position(&self, digest: &str) -> Option<usize> {
        base64url::decode_array(digest.as_bytes()).and_then(|digest| self.find(&digest))
    }

    fn find(&self, digest: &[u8; 32]) -> Option<usize> {
        let at = self.index.binary_search_by(|(held, _)| held.cmp(digest)).ok()?;
        self.index.get(at).map(|(_, part)| *part)
    }
}

impl Apart for Disclosures {
    fn claim(&self, digest: &str) -> Result<Option<Range<usize>>> {
        let digest = base64url::decode_array(digest.as_bytes()).ok_or_else(|| bad("a digest is not SHA-256 in base64url"))?;
        let Some(part) = self.find(&digest).and_then(|part| self.parts.get(part)) else {
            self.withheld.borrow_mut().push((digest, 0));
            return Ok(None);
        };
        if part.claimed.replace(true) {
            self.repeated.set(true);
        }
        Ok(Some(part.range.clone()))
    }

    fn defer(&self, fault: Error) {
        self.fault.borrow_mut().get_or_insert(fault);
    }

    fn defer_unless_newer(&self, fault: Error) {
        self.fault_unless_newer.borrow_mut().get_or_insert(fault);
    }

    fn stand_for(&self, digests: Range<usize>) {
        self.splices.borrow_mut().stand_for(digests);
    }

    fn disclosed(&self, name: Range<usize>, value: Range<usize>) {
        self.splices.borrow_mut().disclosed(name, value);
    }

    fn keep_places(&self) {
        self.splices.borrow_mut().keep();
    }

    fn whole(&self, text: &str, part: Range<usize>) -> String {
        self.splices.borrow().whole(text, part)
    }
}

/// Makes the disclosures of a document while its payload is written.
pub(crate) struct Discloser<'a, R> {
    random: &'a mut R,
    disclosures: Vec<String>,
}

impl<'a, R: RandomSource> Discloser<'a, R> {
    pub(crate) fn new(random: &'a mut R) -> Self {
        Discloser { random, disclosures: Vec::new() }
    }

    /// Sets a member apart under a fresh salt and returns its digest.
    pub(crate) fn set_apart(&mut self, name: &str, json: &str) -> String {
        let mut salt = [0; SALT_BYTES];
        self.random.fill(&mut salt);
        let disclosure = base64url::encode(format!(r#"["{}","{name}",{json}]"#, base64url::encode(&salt)).as_bytes());
        let digest = base64url::encode(&Sha256::digest(&disclosure));
        self.disclosures.push(disclosure);
        digest
    }

    /// Signs the payload and joins the disclosures to it.
    pub(crate) fn sign(self, payload: &[u8], key: &SigningKey) -> String {
        let mut token = jws::sign(TYP, payload, key);
        token.push('~');
        for disclosure in self.disclosures {
            token.push_str(&disclosure);
            token.push('~');
        }
        token
    }
}

/// Sorts digests.
#[cfg(not(target_family = "wasm"))]
fn sort(digests: &mut [([u8; 32], usize)]) {
    digests.sort_unstable();
}

/// Sorts digests: a heap is slower, and a web page loads a quarter of the code.
#[cfg(target_family = "wasm")]
fn sort(digests: &mut Vec<([u8; 32], usize)>) {
    *digests = std::collections::BinaryHeap::from(std::mem::take(digests)).into_sorted_vec();
}

fn bad(message: &'static str) -> Error {
    Error::new(ErrorKind::BadDisclosure, message)
}
