//! Checking a whole exchange: every file is read again and proven.

use std::collections::{BTreeMap, BTreeSet};

use betterwork::log::{EntryBundle, Growth, SignedCheckpoint, decode_entries, leaf_hash};
use betterwork::trust::{Pin, StatusList, StatusLists, TrustList};
use betterwork::{Digest, Disclosure, DocumentKind, Timestamp, View, identify, redact, verify, verify_progress_report, verify_statement};

use super::error::{PublishError, Result};
use super::ledger::Ledger;
use super::place::Place;
use crate::layout::{self, Basis, CHECKPOINT, SubscriberList, TRUST};

/// What was found in an exchange.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Checked {
    /// The log.
    pub origin: String,
    /// How many entries it has.
    pub size: u64,
    /// Its root hash.
    pub root: Digest,
    /// How many versions of the trust list there are.
    pub trust_versions: u64,
    /// How many subscribers there are.
    pub subscribers: u64,
    /// How many documents they have, each copy counted.
    pub documents: u64,
    /// How many public views there are.
    pub views: u64,
    /// What is wrong: a sentence each.
    pub complaints: Vec<String>,
}

/// Reads a whole exchange again and checks that everything in it fits together, as of `at`.
///
/// # Errors
/// [`PublishError`] where nothing can be checked: no checkpoint, no trust list, or one that does not name this log.
pub fn check(place: &dyn Place, pinned: Option<&TrustList>, at: Timestamp) -> Result<Checked> {
    let bytes = place.read(TRUST)?.ok_or_else(|| PublishError::missing(place, TRUST))?;
    let trust = TrustList::open(&bytes, Pin::NamedFile).map_err(|error| PublishError::of_file(place, TRUST, error))?;
    let note = place.read(CHECKPOINT)?.ok_or_else(|| PublishError::missing(place, CHECKPOINT))?;
    let origin = SignedCheckpoint::claimed_origin(&note).unwrap_or_default();
    let (feed, keys) = trust.feed(origin, at).map_err(|error| PublishError::of_file(place, TRUST, error))?;
    let ledger = Ledger::open(place, origin, &keys)?;
    let mut check = Check { place, at, trust: &trust, ledger: &ledger, status: StatusLists::none(), found: Checked::default() };
    check.found.origin = origin.to_owned();
    (check.found.size, check.found.root) = (ledger.size(), ledger.root());
    check.trust_versions(pinned)?;
    check.status_lists(&feed.entity)?;
    check.tiles()?;
    check.views()?;
    check.subscribers()?;
    Ok(check.found)
}

struct Check<'a> {
    place: &'a dyn Place,
    at: Timestamp,
    trust: &'a TrustList,
    ledger: &'a Ledger,
    status: StatusLists,
    found: Checked,
}

impl Check<'_> {
    fn complain(&mut self, path: &str, what: impl std::fmt::Display) {
        self.found.complaints.push(format!("`{path}`: {what}"));
    }

    /// Every version of the trust list follows the one before, and the last is the current one.
    fn trust_versions(&mut self, pinned: Option<&TrustList>) -> Result<()> {
        let mut numbers: Vec<u64> = Vec::new();
        for path in self.place.list("trust")? {
            let number = path.strip_prefix("trust/").and_then(|name| name.strip_suffix(".json")).and_then(|number| number.parse().ok());
            match number {
                Some(number) => numbers.push(number),
                None => self.complain(&path, "is not a version of the trust list"),
            }
        }
        numbers.sort_unstable();
        let mut held = pinned.cloned();
        for number in numbers {
            self.found.trust_versions += 1;
            let path = layout::trust_version(number);
            let Some(bytes) = self.place.read(&path)? else { continue };
            let opened = match &held {
                Some(held) if number <= held.version() => continue,
                Some(held) => held.update(&bytes, self.at),
                None => TrustList::open(&bytes, Pin::NamedFile),
            };
            match opened {
                Ok(list) => held = Some(list),
                Err(error) => self.complain(&path, error),
            }
        }
        match held {
            Some(held) if held.digest() == self.trust.digest() => {}
            _ => self.complain(TRUST, "is not the last version of the trust list that follows"),
        }
        if let Err(error) = self.trust.check_expiry(self.at) {
            self.complain(TRUST, error);
        }
        Ok(())
    }

    fn status_lists(&mut self, entity: &str) -> Result<()> {
        let mut uris = BTreeSet::new();
        for path in self.place.list("status")? {
            let Some(token) = self.place.read(&path)? else { continue };
            match StatusList::open(&token, self.trust, None, None, self.at) {
                Ok(list) => {
                    let here = layout::status(list.uri()).is_some_and(|expected| expected == path);
                    if !here {
                        self.complain(&path, format!("is the status list {}, which stands elsewhere", list.uri()));
                    }
                    match list.log() {
                        Some(log) if *log.origin == *self.found.origin && log.size == self.found.size && log.root == self.found.root => {}
                        Some(log) => {
                            let what =
                                format!("names the log `{}` of {} entries, the checkpoint has {}", log.origin, log.size, self.found.size);
                            self.complain(&path, what);
                        }
                        None => self.complain(&path, "names no log"),
                    }
                    uris.insert(list.uri().to_owned());
                    self.status.hold(list);
                }
                Err(error) => self.complain(&path, error),
            }
        }
        let entities = self.trust.payload().entities.iter().filter(|owner| *owner.id == *entity);
        let missing: Vec<_> = entities.flat_map(|owner| &owner.status_uris).filter(|uri| !uris.contains(&***uri)).cloned().collect();
        for uri in missing {
            self.complain("status", format!("the status list {uri} is missing or cannot be used"));
        }
        Ok(())
    }

    /// Every tile holds the hashes of the entries.
    fn tiles(&mut self) -> Result<()> {
        let mut growth = Growth::new();
        let mut expected = Vec::new();
        for bundle in EntryBundle::between(0, self.found.size) {
            let path = bundle.to_string();
            let bytes = self.place.read(&path)?.unwrap_or_default();
            for record in decode_entries(&bytes, bundle.width())? {
                expected.extend(growth.push(leaf_hash(record)));
            }
            self.compressed(&path, &bytes)?;
        }
        expected.extend(growth.partial_tiles().map(|(tile, bytes)| (tile, bytes.to_vec())));
        for (tile, hashes) in expected {
            match self.place.read(&tile.to_string())? {
                Some(bytes) if bytes == hashes => {}
                Some(_) => self.complain(&tile.to_string(), "does not hold the hashes of the entries below it"),
                None => self.complain(&tile.to_string(), "is missing"),
            }
        }
        Ok(())
    }

    /// A compressed copy is a copy.
    fn compressed(&mut self, path: &str, plain: &[u8]) -> Result<()> {
        let compressed = format!("{path}.gz");
        let Some(bytes) = self.place.read(&compressed)? else { return Ok(()) };
        let mut read = Vec::new();
        let decoded = std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(&*bytes), &mut read);
        if decoded.is_err() || read != plain {
            self.complain(&compressed, "is not a compressed copy of the file beside it");
        }
        Ok(())
    }

    fn views(&mut self) -> Result<()> {
        for path in self.place.list("views")? {
            self.found.views += 1;
            let Some(bytes) = self.place.read(&path)? else { continue };
            match verify(&bytes, self.trust, &self.status, self.at) {
                Ok(view) if path != layout::view(view.digest()) => self.complain(&path, format!("is the report {}", view.digest())),
                Ok(view) if !view.publication().public => {
                    self.complain(&path, format!("must not be shown publicly: {}", view.publication().reason.unwrap_or("restricted")));
                }
                Ok(view) if self.ledger.announced(view.digest()).is_none() => self.complain(&path, "is not in the log"),
                Ok(_) if redact(&bytes, &View::Public).is_ok_and(|public| public.as_bytes() != bytes) => {
                    self.complain(&path, "shows more than the public view does: remove it, and `publish refresh` writes the view");
                }
                Ok(_) => {}
                Err(error) => self.complain(&path, error),
            }
        }
        Ok(())
    }

    fn subscribers(&mut self) -> Result<()> {
        let mut folders: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for path in self.place.list("subscribers")? {
            let Some((name, rest)) = path.strip_prefix("subscribers/").and_then(|path| path.split_once('/')) else {
                self.complain(&path, "is no folder of a subscriber");
                continue;
            };
            folders.entry(name.to_owned()).or_default().insert(rest.to_owned());
        }
        for (name, files) in folders {
            self.found.subscribers += 1;
            self.subscriber(&name, files)?;
        }
        Ok(())
    }

    fn subscriber(&mut self, name: &str, mut files: BTreeSet<String>) -> Result<()> {
        let path = layout::list(name);
        let bytes = self.place.read(&path)?.unwrap_or_default();
        files.remove("list.json");
        let list: SubscriberList = match serde_json::from_slice(&bytes) {
            Ok(list) => list,
            Err(error) => {
                self.complain(&path, format!("is not a subscriber's list: {error}"));
                return Ok(());
            }
        };
        if list.subscriber != name {
            self.complain(&path, format!("is the list of `{}`", list.subscriber));
        }
        for shared in &list.documents {
            self.found.documents += 1;
            files.remove(&format!("documents/{}", shared.digest));
            let path = layout::document(name, shared.digest);
            match self.ledger.announced(shared.digest) {
                Some(announced) if announced.index == shared.index => {}
                Some(announced) => self.complain(&path, format!("is entry {} of the log, the list says {}", announced.index, shared.index)),
                None => self.complain(&path, "is not in the log"),
            }
            match self.place.read(&path)? {
                Some(bytes) => self.document(&path, name, shared.digest, &bytes)?,
                None => self.complain(&path, "is missing"),
            }
            self.basis(&path, &list, &shared.basis);
        }
        for file in files {
            self.complain(&format!("subscribers/{name}/{file}"), "is on no list");
        }
        Ok(())
    }

    /// What a sharing rests on must be there.
    fn basis(&mut self, path: &str, list: &SubscriberList, basis: &Basis) {
        let is_listed = |digest: &Digest| list.documents.iter().any(|shared| shared.digest == *digest);
        match basis {
            Basis::Consent(digest) if !is_listed(digest) => {
                self.complain(path, format!("rests on the consent {digest}, which is not there"))
            }
            Basis::About(digest) if !is_listed(digest) => self.complain(path, format!("is about {digest}, which is not on the list")),
            Basis::Programme(words) if words.trim().is_empty() => self.complain(path, "rests on the programme's word, which is empty"),
            _ => {}
        }
    }

    fn document(&mut self, path: &str, subscriber: &str, digest: Digest, bytes: &[u8]) -> Result<()> {
        let complaint = match identify(bytes) {
            Err(error) => Some(error.to_string()),
            Ok(identity) if identity.digest != digest => Some(format!("is the document {}", identity.digest)),
            Ok(identity) => match identity.kind {
                DocumentKind::AssessmentReport => match verify(bytes, self.trust, &self.status, self.at) {
                    Ok(report) if report.publication().public && self.place.read(&layout::view(digest))?.is_none() => {
                        Some("may be shown publicly, and has no public view: `publish refresh` writes it".to_owned())
                    }
                    report => incomplete(report.map(|report| report.disclosure().clone())),
                },
                DocumentKind::ProgressReport => {
                    incomplete(verify_progress_report(bytes, self.trust, &self.status, self.at).map(|report| report.disclosure().clone()))
                }
                DocumentKind::Statement => {
                    let report = self.place.read(&layout::document(subscriber, identity.about.unwrap_or_default()))?.unwrap_or_default();
                    let verified = verify(&report, self.trust, &self.status, self.at)
                        .and_then(|report| verify_statement(bytes, &report, self.trust, self.at));
                    verified.err().map(|error| error.to_string())
                }
            },
        };
        if let Some(complaint) = complaint {
            self.complain(path, complaint);
        }
        Ok(())
    }
}

fn incomplete(disclosure: betterwork::Result<Disclosure>) -> Option<String> {
    match disclosure {
        Ok(Disclosure::Complete) => None,
        Ok(_) => Some("withholds a part of the report".to_owned()),
        Err(error) => Some(error.to_string()),
    }
}
