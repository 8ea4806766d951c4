//! What can be changed in an exchange: documents come in, reports are taken back, subscribers get their copies.

use betterwork::log::{Event, ReportChange, ReportEvent, StatementEvent};
use betterwork::report::{Body, Country, Document, StatementBody, StatementKind};
use betterwork::trust::{StatusDraft, StatusLists, StatusValue};
use betterwork::{
    Digest, Disclosure, DocumentKind, Error, Identity, PublicationState, StandingValue, Verified, VerifiedReport, VerifiedStatement, View,
    identify, redact, verify, verify_progress_report, verify_statement,
};

use super::error::{PublishError, Result};
use super::{Publisher, layout};
use crate::layout::{Basis, SharedDocument, SubscriberList};

/// What became of a document that was added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Added {
    /// The document.
    pub digest: Digest,
    /// What it is.
    pub kind: DocumentKind,
    /// The entry of the log that announces it.
    pub index: u64,
    /// Whether it was announced before.
    pub was_known: bool,
}

/// On what the sharing of a report rests.
#[derive(Clone, Debug)]
pub enum Grant {
    /// The factory's signed consent: the bytes of that statement.
    Consent(Vec<u8>),
    /// The programme's word, in its words.
    Programme(String),
}

/// How the standing of a report changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StandingChange {
    /// Another report takes its place.
    Supersede,
    /// It is not to be relied on for now.
    Suspend,
    /// A suspended report stands again.
    Reinstate,
    /// It is taken back, for good.
    Revoke,
}

impl Publisher {
    /// Takes a document into the log: a report, a progress report or a statement; one that is there already is no error.
    ///
    /// A report gets its index in the status list, and its public view where it may be shown publicly now. A statement
    /// goes to every subscriber who has the report that it is about.
    ///
    /// # Errors
    /// [`PublishError::Document`] where it does not verify; [`PublishError::Refused`] where it is not this programme's, or
    /// the report that it is about is not at hand.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> Result<Added> {
        let identity = identify(bytes).map_err(|error| of(name, error))?;
        match identity.kind {
            DocumentKind::AssessmentReport => self.add_report(name, bytes),
            DocumentKind::ProgressReport => self.add_progress_report(name, bytes, &identity),
            DocumentKind::Statement => self.add_statement(name, bytes, &identity),
        }
    }

    fn add_report(&mut self, name: &str, bytes: &[u8]) -> Result<Added> {
        let report = self.verified(name, bytes)?;
        self.check_issuer(name, &report.document().iss)?;
        self.give_out_index(name, report.digest(), report.document())?;
        let country = report.report().facility.country;
        let added = self.announce(report.digest(), DocumentKind::AssessmentReport, |publisher| {
            event(ReportChange::Issued, publisher, report.digest(), country, report.document(), report.report().revision)
        })?;
        self.add_view(name, &report, bytes)?;
        self.at_hand.insert(report.digest(), bytes.to_vec());
        Ok(added)
    }

    fn add_progress_report(&mut self, name: &str, bytes: &[u8], identity: &Identity) -> Result<Added> {
        let report = verify_progress_report(bytes, &self.trust, &StatusLists::none(), self.at).map_err(|error| of(name, error))?;
        self.check_issuer(name, &report.document().iss)?;
        let about = self.about(name, identity)?;
        if about.document().iss != report.document().iss {
            return Err(PublishError::refused(format!("`{name}`: another programme issued the report that it is about")));
        }
        self.give_out_index(name, report.digest(), report.document())?;
        let country = about.report().facility.country;
        self.announce(report.digest(), DocumentKind::ProgressReport, |publisher| {
            event(ReportChange::Issued, publisher, report.digest(), country, report.document(), report.report().revision)
        })
    }

    fn add_statement(&mut self, name: &str, bytes: &[u8], identity: &Identity) -> Result<Added> {
        let report = self.about(name, identity)?;
        let statement = verify_statement(bytes, &report, &self.trust, self.at).map_err(|error| of(name, error))?;
        let added = self.announce(statement.digest(), DocumentKind::Statement, |publisher| {
            Event::Statement(StatementEvent::new(publisher.at, statement.digest()))
        })?;
        for subscriber in self.subscribers()? {
            if self.list(&subscriber)?.documents.iter().any(|shared| shared.digest == report.digest()) {
                self.hand_over(&subscriber, &added, bytes, Basis::About(report.digest()))?;
            }
        }
        Ok(added)
    }

    /// Changes the standing of a report, given by its signed bytes.
    ///
    /// # Errors
    /// [`PublishError::Refused`] where the report was never announced, is taken back or superseded for good, or stands
    /// where it is to be reinstated.
    pub fn change_standing(&mut self, name: &str, bytes: &[u8], change: StandingChange) -> Result<Added> {
        let identity = identify(bytes).map_err(|error| of(name, error))?;
        match identity.kind {
            DocumentKind::AssessmentReport => {
                let report = self.verified(name, bytes)?;
                let country = report.report().facility.country;
                let changed = self.change(name, &report, country, report.report().revision, identity.kind, change)?;
                // What may no longer be shown publicly is taken out; what may again is put back.
                if !self.add_view(name, &report, bytes)? {
                    self.documents.insert(layout::view(report.digest()), None);
                }
                Ok(changed)
            }
            DocumentKind::ProgressReport => {
                let report = verify_progress_report(bytes, &self.trust, &StatusLists::none(), self.at).map_err(|error| of(name, error))?;
                let country = self.about(name, &identity)?.report().facility.country;
                self.change(name, &report, country, report.report().revision, identity.kind, change)
            }
            DocumentKind::Statement => Err(PublishError::refused(format!("`{name}` is a statement, which has no standing of its own"))),
        }
    }

    fn change<B: Body>(
        &mut self,
        name: &str,
        report: &Verified<B>,
        country: Country,
        revision: u64,
        kind: DocumentKind,
        change: StandingChange,
    ) -> Result<Added> {
        let digest = report.digest();
        self.check_issuer(name, &report.document().iss)?;
        let (event_kind, value) = change.means();
        let announced = self.ledger.announced(digest).cloned();
        let announced = announced.ok_or_else(|| PublishError::refused(format!("`{name}` was never published here: add it first")))?;
        let refused = |what: &str| Err(PublishError::refused(format!("`{name}` {what}")));
        match (announced.last.unwrap_or(ReportChange::Issued), change) {
            (last, _) if last == event_kind => return Ok(Added { digest, kind, index: announced.index, was_known: true }),
            (ReportChange::Revoked, _) => return refused("is revoked for good: issue a new report"),
            (ReportChange::Superseded, StandingChange::Suspend | StandingChange::Reinstate) => return refused("is superseded for good"),
            (ReportChange::Issued | ReportChange::Reinstated, StandingChange::Reinstate) => {
                return refused("stands: nothing is to be reinstated");
            }
            _ => {}
        }
        let status = &report.document().status;
        let draft = self.draft(name, &status.uri)?;
        draft.set(status.idx, value).map_err(|error| of(name, error))?;
        let event = event(event_kind, self, digest, country, report.document(), revision);
        let index = self.ledger.append(&event)?;
        Ok(Added { digest, kind, index, was_known: false })
    }

    /// Gives a subscriber a copy of a document that is in the log; of a report, the full one.
    ///
    /// # Errors
    /// [`PublishError::Refused`] where it was never announced, is a partial view, or the consent is not for this
    /// subscriber and a full view; [`PublishError::Document`] where something does not verify.
    pub fn share(&mut self, name: &str, bytes: &[u8], subscriber: &str, grant: &Grant) -> Result<Added> {
        check_subscriber(subscriber)?;
        let identity = identify(bytes).map_err(|error| of(name, error))?;
        let announced = self.ledger.announced(identity.digest).cloned();
        let announced = announced.ok_or_else(|| PublishError::refused(format!("`{name}` was never published here: add it first")))?;
        let added = Added { digest: identity.digest, kind: identity.kind, index: announced.index, was_known: true };
        let report = match identity.kind {
            DocumentKind::AssessmentReport => {
                let report = self.verified(name, bytes)?;
                check_complete(name, report.disclosure())?;
                self.at_hand.insert(report.digest(), bytes.to_vec());
                report
            }
            DocumentKind::ProgressReport => {
                let progress =
                    verify_progress_report(bytes, &self.trust, &StatusLists::none(), self.at).map_err(|error| of(name, error))?;
                check_complete(name, progress.disclosure())?;
                self.about(name, &identity)?
            }
            DocumentKind::Statement => {
                let report = self.about(name, &identity)?;
                verify_statement(bytes, &report, &self.trust, self.at).map_err(|error| of(name, error))?;
                report
            }
        };
        let basis = match grant {
            Grant::Programme(words) if words.trim().is_empty() => {
                return Err(PublishError::refused("the programme's word is empty: say why the report is shared"));
            }
            Grant::Programme(words) => Basis::Programme(words.clone()),
            Grant::Consent(consent) => {
                let verified = verify_statement(consent, &report, &self.trust, self.at).map_err(|error| of("the consent", error))?;
                check_consent(&verified, subscriber)?;
                let added = self.announce(verified.digest(), DocumentKind::Statement, |publisher| {
                    Event::Statement(StatementEvent::new(publisher.at, verified.digest()))
                })?;
                self.hand_over(subscriber, &added, consent, Basis::About(report.digest()))?;
                Basis::Consent(verified.digest())
            }
        };
        self.hand_over(subscriber, &added, bytes, basis)?;
        Ok(added)
    }

    /// Takes a document off a subscriber's list, and its copy out of the folder; returns whether it was there.
    ///
    /// Copies that were fetched cannot be recalled.
    ///
    /// # Errors
    /// What the place says.
    pub fn unshare(&mut self, digest: Digest, subscriber: &str) -> Result<bool> {
        check_subscriber(subscriber)?;
        let copy = layout::document(subscriber, digest);
        let list = self.list(subscriber)?;
        let before = list.documents.len();
        let goes = |shared: &SharedDocument| shared.digest == digest || shared.basis == Basis::About(digest);
        let gone: Vec<Digest> = list.documents.iter().filter(|shared| goes(shared)).map(|shared| shared.digest).collect();
        list.documents.retain(|shared| !goes(shared));
        let was_there = list.documents.len() < before;
        if was_there {
            self.touched.insert(subscriber.to_owned());
            self.documents.extend(gone.into_iter().map(|digest| (layout::document(subscriber, digest), None)));
        }
        // A copy that is on no list was left by somebody who was interrupted.
        let was_left = !was_there && !self.documents.contains_key(&copy) && self.place.read(&copy)?.is_some();
        if was_left {
            self.documents.insert(copy, None);
        }
        Ok(was_there || was_left)
    }

    /// Takes the next version of the trust list.
    ///
    /// # Errors
    /// [`PublishError::Document`] where it does not follow the one that is there.
    pub fn take_trust(&mut self, bytes: &[u8]) -> Result<()> {
        let next = self.trust.update(bytes, self.at).map_err(|error| of(layout::TRUST, error))?;
        if next.digest() != self.trust.digest() {
            self.trust_files = vec![(layout::trust_version(next.version()), bytes.to_vec()), (layout::TRUST.to_owned(), bytes.to_vec())];
            self.trust = next;
        }
        self.check_keys()
    }

    /// Adds the public views whose day has come, of reports that subscribers have; returns how many.
    ///
    /// # Errors
    /// What the place says.
    pub fn add_due_views(&mut self) -> Result<u64> {
        let there = self.place.list("views")?;
        let mut count = 0;
        let mut seen = std::collections::BTreeSet::new();
        for path in self.place.list("subscribers")? {
            let Some(digest) = path.split_once("/documents/").and_then(|(_, name)| Digest::parse(name).ok()) else { continue };
            if !seen.insert(digest) || there.binary_search(&layout::view(digest)).is_ok() {
                continue;
            }
            let Some(bytes) = self.place.read(&path)? else { continue };
            let Ok(report) = verify(&bytes, &self.trust, &StatusLists::none(), self.at) else { continue };
            count += u64::from(self.add_view(&path, &report, &bytes)?);
        }
        Ok(count)
    }

    fn verified(&self, name: &str, bytes: &[u8]) -> Result<VerifiedReport> {
        verify(bytes, &self.trust, &StatusLists::none(), self.at).map_err(|error| of(name, error))
    }

    fn check_issuer(&self, name: &str, issuer: &str) -> Result<()> {
        if issuer == self.entity {
            return Ok(());
        }
        Err(PublishError::refused(format!("`{name}` is of `{issuer}`, the exchange is that of `{}`", self.entity)))
    }

    /// An index that reads revoked, and of which the log says nothing, is given out now.
    fn give_out_index<B: Body>(&mut self, name: &str, digest: Digest, document: &Document<B>) -> Result<()> {
        let (status, is_new) = (&document.status, self.ledger.announced(digest).is_none());
        let draft = self.draft(name, &status.uri)?;
        match draft.get(status.idx) {
            Some(StatusValue::Revoked) if is_new => draft.set(status.idx, StatusValue::Valid).map_err(|error| of(name, error)),
            Some(_) => Ok(()),
            None => Err(PublishError::refused(format!("`{name}`: the status list {} has no index {}", status.uri, status.idx))),
        }
    }

    fn draft(&mut self, name: &str, uri: &str) -> Result<&mut StatusDraft> {
        let missing = || PublishError::refused(format!("`{name}` names the status list {uri}, which this exchange does not have"));
        self.status.get_mut(uri).ok_or_else(missing)
    }

    /// Announces a document once.
    fn announce(&mut self, digest: Digest, kind: DocumentKind, event: impl FnOnce(&Self) -> Event) -> Result<Added> {
        if let Some(announced) = self.ledger.announced(digest) {
            return Ok(Added { digest, kind, index: announced.index, was_known: true });
        }
        let event = event(self);
        let index = self.ledger.append(&event)?;
        Ok(Added { digest, kind, index, was_known: false })
    }

    /// Adds the public view of a report that may be shown publicly now; returns whether it may.
    fn add_view(&mut self, name: &str, report: &VerifiedReport, bytes: &[u8]) -> Result<bool> {
        let status = &report.document().status;
        let standing = match self.status.get(&*status.uri).and_then(|draft| draft.get(status.idx)) {
            Some(StatusValue::Valid) => StandingValue::Valid,
            Some(StatusValue::Suspended) => StandingValue::Suspended,
            Some(StatusValue::Superseded) => StandingValue::Superseded,
            Some(StatusValue::Revoked) | None => StandingValue::Revoked,
        };
        let public = PublicationState::of(&report.report().publication, report.document().iat, standing, self.at).public;
        if public {
            let view = redact(bytes, &View::Public).map_err(|error| of(name, error))?;
            self.documents.insert(layout::view(report.digest()), Some(view.into_bytes()));
        }
        Ok(public)
    }

    /// Returns the report that a document is about: of this run, or a subscriber's copy.
    fn about(&mut self, name: &str, identity: &Identity) -> Result<VerifiedReport> {
        let digest = identity.about.ok_or_else(|| PublishError::refused(format!("`{name}` does not say what it is about")))?;
        if !self.at_hand.contains_key(&digest) {
            for subscriber in self.subscribers()? {
                if let Some(bytes) = self.place.read(&layout::document(&subscriber, digest))? {
                    self.at_hand.insert(digest, bytes);
                    break;
                }
            }
        }
        let bytes = self.at_hand.get(&digest).ok_or_else(|| {
            PublishError::refused(format!("`{name}` is about the report {digest}, which is not at hand: name that report before it"))
        })?;
        self.verified(name, bytes)
    }

    fn subscribers(&self) -> Result<Vec<String>> {
        let mut names: Vec<String> = self.lists.keys().cloned().collect();
        for path in self.place.list("subscribers")? {
            if let Some(name) = path.strip_prefix("subscribers/").and_then(|rest| rest.strip_suffix("/list.json")) {
                names.push(name.to_owned());
            }
        }
        names.sort();
        names.dedup();
        Ok(names)
    }

    fn list(&mut self, subscriber: &str) -> Result<&mut SubscriberList> {
        if !self.lists.contains_key(subscriber) {
            let path = layout::list(subscriber);
            let list = match self.place.read(&path)? {
                Some(bytes) => serde_json::from_slice(&bytes)
                    .map_err(|error| PublishError::refused(format!("`{}/{path}` is damaged: {error}", self.place.address())))?,
                None => SubscriberList { subscriber: subscriber.to_owned(), documents: Vec::new() },
            };
            self.lists.insert(subscriber.to_owned(), list);
        }
        self.lists.get_mut(subscriber).ok_or_else(|| PublishError::refused("the list is gone"))
    }

    /// Puts a document on a subscriber's list and into its folder.
    fn hand_over(&mut self, subscriber: &str, added: &Added, bytes: &[u8], basis: Basis) -> Result<()> {
        let (at, path) = (self.at, layout::document(subscriber, added.digest));
        let list = self.list(subscriber)?;
        let listed = list.documents.iter_mut().find(|shared| shared.digest == added.digest);
        let is_new = listed.is_none();
        match listed {
            Some(shared) if shared.index == added.index => {}
            // The entry that somebody who was interrupted had in mind, and never wrote.
            Some(shared) => {
                shared.index = added.index;
                self.touched.insert(subscriber.to_owned());
            }
            None => {
                list.documents.push(SharedDocument::new(added.digest, added.index, at, basis));
                self.touched.insert(subscriber.to_owned());
            }
        }
        if is_new || self.place.read(&path)?.is_none() {
            self.documents.insert(path, Some(bytes.to_vec()));
        }
        Ok(())
    }
}

impl StandingChange {
    fn means(self) -> (ReportChange, StatusValue) {
        match self {
            StandingChange::Supersede => (ReportChange::Superseded, StatusValue::Superseded),
            StandingChange::Suspend => (ReportChange::Suspended, StatusValue::Suspended),
            StandingChange::Reinstate => (ReportChange::Reinstated, StatusValue::Valid),
            StandingChange::Revoke => (ReportChange::Revoked, StatusValue::Revoked),
        }
    }
}

fn event<B: Body>(
    change: ReportChange,
    publisher: &Publisher,
    digest: Digest,
    country: Country,
    document: &Document<B>,
    revision: u64,
) -> Event {
    let (vct, jti) = (document.vct().into(), document.jti.clone());
    Event::Report(ReportEvent::new(change, country.as_str().into(), publisher.at, vct, revision, jti, digest))
}

fn of(name: &str, source: Error) -> PublishError {
    PublishError::Document { name: name.to_owned(), source }
}

fn check_subscriber(name: &str) -> Result<()> {
    if layout::is_subscriber_name(name) {
        return Ok(());
    }
    Err(PublishError::refused(format!("`{name}` cannot name a subscriber: take lower-case letters, digits, `-`, `_` and `.`")))
}

fn check_complete(name: &str, disclosure: &Disclosure) -> Result<()> {
    match disclosure {
        Disclosure::Complete => Ok(()),
        _ => Err(PublishError::refused(format!("`{name}` withholds a part of the report: subscribers get full reports only"))),
    }
}

fn check_consent(statement: &VerifiedStatement, subscriber: &str) -> Result<()> {
    let refused = |message: String| Err(PublishError::refused(message));
    if statement.statement().kind != StatementKind::Consent {
        return refused(format!("the consent is a statement of another kind: {}", statement.statement().kind));
    }
    match &statement.statement().body {
        StatementBody::Consent(consent) if &*consent.subscriber != subscriber => {
            refused(format!("the factory's consent is for `{}`, not for `{subscriber}`", consent.subscriber))
        }
        StatementBody::Consent(consent) if &*consent.view != "full" => {
            refused(format!("the factory's consent is for the {} view, not for the full report", consent.view))
        }
        _ => Ok(()),
    }
}
