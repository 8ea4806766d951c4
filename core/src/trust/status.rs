//! Status lists: whether a report still stands (Token Status List, two bits an entry).

use std::sync::Arc;

use super::payload::KeyUse;
use super::status_payload::{Entries, StatusPayload};
use super::{MAX_STATUS_LIST_BYTES, MAX_STATUS_SECONDS, Signatory, TrustList};
use crate::checkpoint::Checkpoint;
use crate::digest::Digest;
use crate::error::{Error, ErrorKind, Result, excerpt, words};
use crate::inflate::{self, Fault};
use crate::json;
use crate::seal::jws::{self, Jws};
use crate::seal::{SigningKey, base64url};
use crate::text::Text;
use crate::time::Timestamp;

/// `typ` of a status list token.
const TYP: &str = "statuslist+jwt";

/// The value of one entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatusValue {
    /// 0: the report stands.
    Valid,
    /// 1: it was taken back; so reads an index that was not given out yet.
    Revoked,
    /// 2: not to be relied on for now.
    Suspended,
    /// 3: a correction or a later assessment took its place.
    Superseded,
}

/// A status list that its issuer signed and that was fresh when it was opened.
#[derive(Clone, Debug)]
pub struct StatusList {
    digest: Digest,
    kid: Text,
    /// The trust list that vouched for who signed it.
    trust: Digest,
    issuer: Text,
    payload: StatusPayload,
    entries: Vec<u8>,
}

/// The status lists that a host holds when it verifies; may be none.
#[derive(Clone, Debug, Default)]
pub struct StatusLists {
    held: Vec<Arc<StatusList>>,
    failure: Option<ErrorKind>,
}

impl StatusList {
    /// Opens a status list token.
    ///
    /// `uri` is the address from which it came, where the host knows it; `remembered` is the newest `iat` that the
    /// host has seen of this list.
    ///
    /// # Errors
    /// `trust_expired`, `too_large`, `malformed`, `unsupported_algorithm`, `wrong_document`, `unknown_key`,
    /// `bad_signature`, `not_authorised`, `key_not_valid`, `not_yet_valid`; `status_mismatch` where it is about another
    /// address, `status_stale` where it has expired at `at`, `status_rollback` where a newer one was seen.
    pub fn open(bytes: &[u8], trust: &TrustList, uri: Option<&str>, remembered: Option<Timestamp>, at: Timestamp) -> Result<Self> {
        trust.check_expiry(at)?;
        StatusList::read(bytes, trust, uri, |payload| check_time(payload, remembered, at))
    }

    /// Opens a status list token as of the moment when it was signed: for its own issuer, who goes on from it however old
    /// it is. Nobody else may rely on it.
    ///
    /// # Errors
    /// As [`StatusList::open`], except those of time.
    pub fn resume(bytes: &[u8], trust: &TrustList) -> Result<Self> {
        StatusList::read(bytes, trust, None, |_| Ok(()))
    }

    fn read(bytes: &[u8], trust: &TrustList, uri: Option<&str>, check_time: impl FnOnce(&StatusPayload) -> Result<()>) -> Result<Self> {
        if bytes.len() > MAX_STATUS_LIST_BYTES {
            return Err(Error::new(
                ErrorKind::TooLarge,
                words!("the status list has more than {MAX_STATUS_LIST_BYTES} bytes, the most that are allowed"),
            ));
        }
        let jws = Jws::open(bytes)?;
        jws.header.expect(TYP)?;
        let signatory = trust.signatory(&jws.header.kid)?;
        jws.verify(signatory.public)?;
        let payload: StatusPayload = json::read(&Arc::new(jws.payload_text()?))?;
        check_signatory(&signatory, &payload)?;
        if let Some(uri) = uri.filter(|uri| payload.sub != *uri) {
            return Err(Error::new(
                ErrorKind::StatusMismatch,
                words!("the status list is about `{}`, not `{}`", excerpt(&payload.sub), excerpt(uri)),
            ));
        }
        check_time(&payload)?;
        let entries = entries_of(&payload.status_list)?;
        let (digest, trust, issuer) = (jws.digest(), trust.digest(), signatory.entity.id.clone());
        Ok(StatusList { digest, kid: jws.header.kid, trust, issuer, payload, entries })
    }

    /// Returns the address of the list.
    pub fn uri(&self) -> &str {
        &self.payload.sub
    }

    /// Returns the digest: SHA-256 over the signing input.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// Checks that whoever signed it may sign it by this trust list too: by the key, for the signature was checked.
    pub(crate) fn check_under(&self, trust: &TrustList) -> Result<()> {
        if self.trust == trust.digest() {
            return Ok(());
        }
        let signatory = trust.signatory(&self.kid)?;
        if signatory.entity.id != self.issuer {
            return Err(Error::new(ErrorKind::NotAuthorised, words!("its key now belongs to `{}`", signatory.entity.id)));
        }
        check_signatory(&signatory, &self.payload)
    }

    /// Checks that the list is not older than the newest `iat` of it that the host has seen.
    ///
    /// # Errors
    /// `status_rollback` where it is.
    pub fn check_seen(&self, newest: Timestamp) -> Result<()> {
        check_rollback(self.as_of(), Some(newest))
    }

    /// Returns the entity that signed it.
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// Returns when it was signed: what it says was so then.
    pub fn as_of(&self) -> Timestamp {
        self.payload.iat
    }

    /// Returns the first instant at which it must no longer be used.
    pub fn expires(&self) -> Timestamp {
        self.payload.exp
    }

    /// Returns the log at the moment of signing, where the issuer has one.
    pub fn log(&self) -> Option<&Checkpoint> {
        self.payload.log.as_ref()
    }

    /// Returns an entry, or `None` beyond the end.
    pub fn get(&self, index: u64) -> Option<StatusValue> {
        entry(&self.entries, index)
    }

    /// Returns how many entries the list has.
    pub fn len(&self) -> u64 {
        self.entries.len() as u64 * 4
    }

    /// Returns whether the list has no entry.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl StatusLists {
    /// Holds none: every standing is unknown.
    pub fn none() -> Self {
        StatusLists::default()
    }

    /// Holds one more; of two about the same address the newer counts.
    pub fn hold(&mut self, list: StatusList) {
        self.held.push(Arc::new(list));
    }

    /// Holds what `others` hold as well.
    pub fn hold_all(&mut self, others: &StatusLists) {
        self.held.extend(others.held.iter().cloned());
    }

    /// Remembers that a list could not be opened, and why.
    pub fn hold_failure(&mut self, error: &Error) {
        self.failure.get_or_insert(error.kind());
    }

    /// Returns the newest list about this address.
    pub fn get(&self, uri: &str) -> Option<&StatusList> {
        self.iter().filter(|list| list.uri() == uri).max_by_key(|list| list.as_of())
    }

    /// Iterates over the lists that are held.
    pub fn iter(&self) -> impl Iterator<Item = &StatusList> {
        self.held.iter().map(|list| &**list)
    }

    /// Returns the lists without those that are older than the newest `iat` that the host remembers of their address.
    ///
    /// What is left out counts as a list that could not be opened, for `status_rollback`.
    pub fn not_older_than(&self, remembered: impl Fn(&str) -> Option<Timestamp>) -> StatusLists {
        let mut lists = StatusLists { held: Vec::new(), failure: self.failure };
        for list in &self.held {
            match check_rollback(list.as_of(), remembered(list.uri())) {
                Ok(()) => lists.held.push(list.clone()),
                Err(error) => lists.hold_failure(&error),
            }
        }
        lists
    }

    /// Returns why no list about an address is there.
    pub(crate) fn absence(&self) -> &'static str {
        match self.failure {
            Some(kind) => kind.code(),
            None if self.held.is_empty() => "none_held",
            None => ErrorKind::StatusMismatch.code(),
        }
    }
}

impl From<StatusList> for StatusLists {
    fn from(list: StatusList) -> Self {
        StatusLists { held: vec![Arc::new(list)], failure: None }
    }
}

impl StatusValue {
    fn from_bits(bits: u8) -> Self {
        match bits & 3 {
            0 => StatusValue::Valid,
            1 => StatusValue::Revoked,
            2 => StatusValue::Suspended,
            _ => StatusValue::Superseded,
        }
    }

    fn bits(self) -> u8 {
        match self {
            StatusValue::Valid => 0,
            StatusValue::Revoked => 1,
            StatusValue::Suspended => 2,
            StatusValue::Superseded => 3,
        }
    }
}

/// A status list in the making: every index reads revoked until it is given out.
#[derive(Clone, Debug)]
pub struct StatusDraft {
    uri: Text,
    entries: Vec<u8>,
    log: Option<Checkpoint>,
}

impl StatusDraft {
    /// Begins a list of `capacity` entries, rounded up to a multiple of four and at most what a list may hold.
    pub fn new(uri: impl Into<Text>, capacity: u64) -> Self {
        let mut draft = StatusDraft { uri: uri.into(), entries: Vec::new(), log: None };
        draft.reserve(capacity);
        draft
    }

    /// Makes room for `capacity` entries, as [`StatusDraft::new`] does; a list that has more keeps them.
    pub fn reserve(&mut self, capacity: u64) {
        let bytes = usize::try_from(capacity.div_ceil(4)).unwrap_or(MAX_STATUS_LIST_BYTES).min(MAX_STATUS_LIST_BYTES);
        self.entries.resize(bytes.max(self.entries.len()), 0b0101_0101);
    }

    /// Goes on from a list that was signed before.
    pub fn from_list(list: &StatusList) -> Self {
        StatusDraft { uri: list.payload.sub.clone(), entries: list.entries.clone(), log: list.payload.log.clone() }
    }

    /// Names the log at the moment of signing.
    pub fn set_log(&mut self, log: Checkpoint) {
        self.log = Some(log);
    }

    /// Sets an entry.
    ///
    /// # Errors
    /// `inconsistent` where the index is beyond the end.
    pub fn set(&mut self, index: u64, value: StatusValue) -> Result<()> {
        let beyond = || Error::new(ErrorKind::Inconsistent, words!("the status list has no index {index}"));
        let byte = usize::try_from(index / 4).ok().and_then(|byte| self.entries.get_mut(byte)).ok_or_else(beyond)?;
        let shift = index % 4 * 2;
        *byte = *byte & !(3 << shift) | value.bits() << shift;
        Ok(())
    }

    /// Returns an entry, or `None` beyond the end.
    pub fn get(&self, index: u64) -> Option<StatusValue> {
        entry(&self.entries, index)
    }

    /// Signs the list as of `iat`, to be used before `exp`.
    ///
    /// # Errors
    /// `inconsistent` where `exp` is not after `iat`, or more than 14 days after it.
    pub fn sign(&self, key: &SigningKey, iat: Timestamp, exp: Timestamp) -> Result<String> {
        if exp <= iat || exp.seconds() - iat.seconds() > MAX_STATUS_SECONDS {
            return Err(Error::new(ErrorKind::Inconsistent, "a status list lives more than no time and at most 14 days"));
        }
        let lst = base64url::encode(&miniz_oxide::deflate::compress_to_vec_zlib(&self.entries, 9));
        let mut payload = StatusPayload::new(self.uri.clone(), iat, exp, Entries::new(2, lst.into()));
        payload.log.clone_from(&self.log);
        let json = serde_json::to_vec(&payload).map_err(|error| Error::new(ErrorKind::Malformed, error.to_string()))?;
        Ok(jws::sign(TYP, &json, key))
    }
}

fn entry(entries: &[u8], index: u64) -> Option<StatusValue> {
    let byte = entries.get(usize::try_from(index / 4).ok()?)?;
    Some(StatusValue::from_bits(byte >> (index % 4 * 2)))
}

/// Checks that who signed it may sign a status list at this address, and might when it did.
fn check_signatory(signatory: &Signatory<'_>, payload: &StatusPayload) -> Result<()> {
    signatory.check_authority(&signatory.entity.id, &KeyUse::Status, None)?;
    if !signatory.entity.status_uris.contains(&payload.sub) {
        return Err(Error::new(
            ErrorKind::NotAuthorised,
            words!("`{}` does not publish a status list at `{}`", signatory.entity.id, excerpt(&payload.sub)),
        ));
    }
    signatory.check_validity(payload.iat)
}

fn check_time(payload: &StatusPayload, remembered: Option<Timestamp>, at: Timestamp) -> Result<()> {
    if payload.exp <= payload.iat || payload.exp.seconds() - payload.iat.seconds() > MAX_STATUS_SECONDS {
        return Err(Error::new(ErrorKind::Malformed, "`exp` of a status list is after `iat`, by at most 14 days"));
    }
    if payload.iat > at.plus_seconds(super::CLOCK_SKEW_SECONDS) {
        return Err(Error::new(ErrorKind::NotYetValid, words!("the status list was signed at {}, later than now ({at})", payload.iat)));
    }
    check_rollback(payload.iat, remembered)?;
    if at >= payload.exp {
        return Err(Error::new(ErrorKind::StatusStale, words!("the status list expired at {}", payload.exp)));
    }
    Ok(())
}

fn check_rollback(iat: Timestamp, remembered: Option<Timestamp>) -> Result<()> {
    match remembered {
        Some(remembered) if iat < remembered => {
            Err(Error::new(ErrorKind::StatusRollback, words!("the status list is of {iat}, one of {remembered} was seen before")))
        }
        _ => Ok(()),
    }
}

fn entries_of(list: &Entries) -> Result<Vec<u8>> {
    if list.bits != 2 {
        return Err(Error::new(ErrorKind::Malformed, words!("a status list of ours has 2 bits an entry, this one has {}", list.bits)));
    }
    let compressed = base64url::decode(list.lst.as_bytes(), "the status list")?;
    inflate::inflate(&compressed, MAX_STATUS_LIST_BYTES).map_err(|fault| match fault {
        Fault::TooLarge => Error::new(ErrorKind::TooLarge, words!("the status list inflates to more than {MAX_STATUS_LIST_BYTES} bytes")),
        Fault::Malformed => Error::new(ErrorKind::Malformed, "the status list is not ZLIB data"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_that_was_not_given_out_reads_revoked() {
        let mut draft = StatusDraft::new("https://status.example/1", 6);
        draft.set(5, StatusValue::Superseded).unwrap();
        draft.set(0, StatusValue::Valid).unwrap();
        let values: Vec<_> = (0..9).map(|index| draft.get(index)).collect();
        use StatusValue::{Revoked, Superseded, Valid};
        assert_eq!(
            values,
            [Some(Valid), Some(Revoked), Some(Revoked), Some(Revoked), Some(Revoked), Some(Superseded), Some(Revoked), Some(Revoked), None]
        );
        assert!(draft.set(8, Valid).is_err());
    }

    #[test]
    fn a_list_that_grows_keeps_its_entries() {
        let mut draft = StatusDraft::new("https://status.example/1", 4);
        draft.set(3, StatusValue::Valid).unwrap();
        draft.reserve(8);
        draft.reserve(1);
        let values: Vec<_> = (3..9).map(|index| draft.get(index)).collect();
        use StatusValue::{Revoked, Valid};
        assert_eq!(values, [Some(Valid), Some(Revoked), Some(Revoked), Some(Revoked), Some(Revoked), None]);
    }

    #[test]
    fn entries_are_packed_least_significant_first() {
        // Token Status List: the two-bit example, byte 0 of [1, 2, 0, 3].
        assert_eq!((0..4).map(|index| entry(&[0b1100_1001], index).unwrap().bits()).collect::<Vec<_>>(), [1, 2, 0, 3]);
    }
}
