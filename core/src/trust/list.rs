//! The trust list: opened against a pinned root, updated by the rules of a TUF root, never taken on its own word.

use std::borrow::Cow;
use std::sync::Arc;

use super::envelope::Envelope;
use super::payload::{Entity, EntityRole, Feed, Key, KeyState, KeyUse, Purpose, Root, TrustListPayload};
use super::root::CheckedRoot;
use crate::digest::Digest;
use crate::error::{Error, ErrorKind, Result, excerpt, words};
use crate::json::{self, Names};
use crate::report::Country;
use crate::seal::{PublicKey, SigningKey};
use crate::time::Timestamp;

/// A trust list that its root signed; nothing else makes one.
#[derive(Clone, Debug)]
pub struct TrustList {
    payload: TrustListPayload,
    root: CheckedRoot,
    digest: Digest,
    keys: Keys,
}

/// Every key and where it stands: entity, key.
#[derive(Clone, Debug, Default)]
struct Keys {
    list: Vec<(PublicKey, usize, usize)>,
    /// Places in the list, in the order of the keys' ids.
    by_kid: Vec<usize>,
}

impl Keys {
    fn get(&self, kid: &str) -> Option<&(PublicKey, usize, usize)> {
        self.list.get(*self.by_kid.get(self.place(kid).ok()?)?)
    }

    /// Returns where a key stands by its id, or where it would.
    fn place(&self, kid: &str) -> Result<usize, usize> {
        self.by_kid.binary_search_by(|held| self.list.get(*held).map(|(key, ..)| key.kid()).cmp(&Some(kid)))
    }

    /// Adds a key; `false` where it is there already.
    fn insert(&mut self, key: PublicKey, entity_index: usize, key_index: usize) -> bool {
        let Err(place) = self.place(key.kid()) else { return false };
        // There are few, and to check a key takes longer.
        self.by_kid.insert(place, self.list.len());
        self.list.push((key, entity_index, key_index));
        true
    }
}

/// Where the trust in a first trust list comes from.
#[derive(Clone, Copy, Debug)]
pub enum Pin<'a> {
    /// A root known beforehand: built into a program, or kept from the list before.
    Root(&'a Root),
    /// The list's own root, because a person named the file. Never for a list that came with a report, a page or an exchange.
    NamedFile,
}

/// A key of the list with its entity.
#[derive(Clone, Copy)]
pub(crate) struct Signatory<'a> {
    pub(crate) entity: &'a Entity,
    pub(crate) key: &'a Key,
    pub(crate) public: &'a PublicKey,
}

impl TrustList {
    /// Opens a first trust list: any version that the pinned root signed.
    ///
    /// Whether it has expired is asked when it is used.
    ///
    /// # Errors
    /// `too_large`, `malformed`, `unsupported_algorithm`, `wrong_document`, `bad_signature` where too few root keys
    /// signed, `inconsistent` where a key is there twice.
    pub fn open(bytes: &[u8], pin: Pin<'_>) -> Result<Self> {
        let envelope = Envelope::open(bytes)?;
        if let Pin::Root(root) = pin {
            CheckedRoot::of(root)?.check(&envelope, "pinned")?;
        }
        let list = TrustList::read(&envelope)?;
        list.root.check(&envelope, "list's own")?;
        Ok(list)
    }

    /// Takes the next trust list: exactly one version on, signed by the threshold of this root and of its own (TUF §5.3).
    ///
    /// The same list again is fine. The version is looked at before the signatures, so that a list that was skipped is
    /// named even where its root is not known here any more; refusing early needs no proof.
    ///
    /// # Errors
    /// Those of [`TrustList::open`], `trust_rollback` where it is not the next version, `trust_expired` where it is past its expiry at `at`.
    pub fn update(&self, bytes: &[u8], at: Timestamp) -> Result<Self> {
        let envelope = Envelope::open(bytes)?;
        let next = TrustList::read(&envelope)?;
        if next.digest == self.digest {
            next.check_expiry(at)?;
            return Ok(next);
        }
        let (held, offered) = (self.version(), next.version());
        if held.checked_add(1) != Some(offered) {
            let what = if offered > held { words!("fetch version {} first", held + 1) } else { words!("version {held} is held already") };
            return Err(Error::new(
                ErrorKind::TrustRollback,
                words!("trust list version {offered} does not follow version {held}: {what}"),
            ));
        }
        self.root.check(&envelope, "former")?;
        next.root.check(&envelope, "new")?;
        next.check_expiry(at)?;
        Ok(next)
    }

    /// Checks that the list is not older than the newest that the host has seen.
    ///
    /// # Errors
    /// `trust_rollback` where it is.
    pub fn not_older_than(self, version: u64) -> Result<Self> {
        if self.version() >= version {
            return Ok(self);
        }
        Err(self.rolled_back(version))
    }

    fn rolled_back(&self, seen: u64) -> Error {
        Error::new(ErrorKind::TrustRollback, words!("trust list version {} is older than version {seen}, seen before", self.version()))
    }

    /// Checks the list against the newest that the host has seen, by version and digest.
    ///
    /// # Errors
    /// `trust_rollback` where it is older, or another list of the same version.
    pub fn check_seen(&self, version: u64, digest: Digest) -> Result<()> {
        if self.version() < version {
            return Err(self.rolled_back(version));
        }
        if self.version() == version && self.digest != digest {
            return Err(Error::new(ErrorKind::TrustRollback, words!("another trust list of version {version} is known: {digest}")));
        }
        Ok(())
    }

    /// Returns the version.
    pub fn version(&self) -> u64 {
        self.payload.version
    }

    /// Returns the digest: SHA-256 over the base64url payload.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// Returns what the list says.
    pub fn payload(&self) -> &TrustListPayload {
        &self.payload
    }

    /// Returns whether the reports of this list are test data; so is what a purpose stands for that is not known here.
    pub fn is_test(&self) -> bool {
        self.payload.purpose != Purpose::Production
    }

    /// Checks that the list may still be used at `at`.
    ///
    /// # Errors
    /// `trust_expired` where it may not.
    pub fn check_expiry(&self, at: Timestamp) -> Result<()> {
        if at < self.payload.expires {
            return Ok(());
        }
        Err(Error::new(ErrorKind::TrustExpired, words!("the trust list expired at {}", self.payload.expires)))
    }

    /// Returns the log of this origin with the keys that may sign its checkpoints at `at`.
    ///
    /// A checkpoint has no date of its own, so that a key which is retired signs none any more.
    ///
    /// # Errors
    /// `not_authorised` where the list names no such log, or its owner is no programme; `key_not_valid` where none of its
    /// `feed` keys may sign at `at`.
    pub fn feed(&self, origin: &str, at: Timestamp) -> Result<(&Feed, Vec<PublicKey>)> {
        let feed = self.payload.feeds.iter().find(|feed| feed.origin == origin).ok_or_else(|| {
            let message = words!("the trust list, version {}, names no log `{}`", self.version(), excerpt(origin));
            Error::new(ErrorKind::NotAuthorised, message)
        })?;
        let owned = |signatory: &Signatory<'_>| signatory.check_authority(&feed.entity, &KeyUse::Feed, None).is_ok();
        let in_use = |signatory: &Signatory<'_>| signatory.key.state == KeyState::Active && signatory.check_validity(at).is_ok();
        let keys: Vec<PublicKey> = self
            .keys
            .list
            .iter()
            .filter_map(|(key, ..)| self.signatory(key.kid()).ok())
            .filter(|signatory| owned(signatory) && in_use(signatory))
            .map(|signatory| signatory.public.clone())
            .collect();
        if keys.is_empty() {
            let message = words!("`{}` has no `feed` key that may sign the log `{}` at {at}", excerpt(&feed.entity), excerpt(origin));
            return Err(Error::new(ErrorKind::KeyNotValid, message));
        }
        Ok((feed, keys))
    }

    /// Returns the key that a header names.
    pub(crate) fn signatory(&self, kid: &str) -> Result<Signatory<'_>> {
        let found = self.keys.get(kid).and_then(|(public, entity, key)| {
            let entity = self.payload.entities.get(*entity)?;
            Some(Signatory { entity, key: entity.keys.get(*key)?, public })
        });
        found.ok_or_else(|| {
            Error::new(ErrorKind::UnknownKey, words!("the trust list, version {}, has no key `{}`", self.version(), excerpt(kid)))
        })
    }

    fn read(envelope: &Envelope) -> Result<Self> {
        let payload: TrustListPayload = json::read(&Arc::new(envelope.payload_text()?)).map_err(|error| error.within("trust list"))?;
        let root = CheckedRoot::of(&payload.root)?;
        let keys = index(&payload.entities)?;
        Ok(TrustList { payload, root, digest: envelope.digest(), keys })
    }
}

impl Signatory<'_> {
    /// Checks that the key may sign as `issuer`, for this use, and for a facility of this country where one is named.
    pub(crate) fn check_authority(&self, issuer: &str, r#use: &KeyUse, country: Option<Country>) -> Result<()> {
        let refused = |message: String| Err(Error::new(ErrorKind::NotAuthorised, message));
        if self.entity.id != issuer {
            return refused(words!("the key belongs to `{}`, not to the issuer `{}`", excerpt(&self.entity.id), excerpt(issuer)));
        }
        if self.entity.role != EntityRole::Programme {
            return refused(words!("`{}` is a {}, and only a programme may sign this", excerpt(&self.entity.id), self.entity.role));
        }
        if self.key.r#use != *r#use {
            return refused(words!("the key is for `{}` documents, not for `{}`", self.key.r#use, r#use));
        }
        match country {
            Some(country) if !self.key.countries.contains(&country) => refused(words!("the key does not cover the country {country}")),
            _ => Ok(()),
        }
    }

    /// Checks that the key was in use at `iat` and has not been compromised.
    pub(crate) fn check_validity(&self, iat: Timestamp) -> Result<()> {
        let refused = |message: String| Err(Error::new(ErrorKind::KeyNotValid, message));
        match &self.key.state {
            KeyState::Active | KeyState::Retired => {}
            KeyState::Compromised => return refused(words!("the key is compromised: nothing that it signed can be relied on")),
            KeyState::Other(state) => return refused(words!("the key is `{}`, which this program does not know", excerpt(state))),
        }
        if self.key.not_before <= iat && iat < self.key.not_after {
            return Ok(());
        }
        refused(words!(
            "the document was signed at {iat}, the key may have signed from {} until {}",
            self.key.not_before,
            self.key.not_after
        ))
    }
}

/// Signs the content of a trust list with each root key.
///
/// # Errors
/// `malformed`, `inconsistent` or `too_large` where nobody could open the list afterwards, or its version is 0.
pub fn sign_trust_list(payload: &TrustListPayload, keys: &[&SigningKey]) -> Result<String> {
    if payload.version == 0 {
        return Err(Error::new(ErrorKind::Inconsistent, "trust lists are numbered from 1").within("version"));
    }
    CheckedRoot::of(&payload.root)?;
    index(&payload.entities)?;
    let json = serde_json::to_string(payload).map_err(|error| Error::new(ErrorKind::Malformed, error.to_string()))?;
    Envelope::sign(&json, keys)
}

/// Every key by its id; a key that stands twice would leave open whose it is.
fn index(entities: &[Entity]) -> Result<Keys> {
    let mut keys = Keys::default();
    let mut ids = Names::default();
    for (entity_index, entity) in entities.iter().enumerate() {
        let within = |error: Error| error.within_item(entity_index).within("entities");
        if !ids.insert(Cow::Borrowed(&entity.id)) {
            return Err(within(Error::new(ErrorKind::Inconsistent, words!("entity `{}` is there twice", excerpt(&entity.id)))));
        }
        for (key_index, key) in entity.keys.iter().enumerate() {
            let public = PublicKey::from_jwk(&key.jwk).map_err(|error| within(error.within_item(key_index).within("keys")))?;
            if !keys.insert(public, entity_index, key_index) {
                return Err(within(Error::new(ErrorKind::Inconsistent, "a key is there twice").within_item(key_index).within("keys")));
            }
        }
    }
    Ok(keys)
}
