//! What the scenarios share: keys, the trust list with all sorts of them, a status list, a report and a progress report.

use betterwork::report::{AssessmentReport, Body, Country, Document, ProgressReport};
use betterwork::trust::{
    Entity, EntityRole, Key, KeyState, KeyUse, Purpose, Root, StatusDraft, StatusValue, TrustListPayload, sign_trust_list,
};
use betterwork::{Timestamp, issue};

use crate::forge::{Forger, Forgery};
use crate::sample::{FixedRandom, ISSUER, SIGNED_AT, STATUS_URI, key};

/// When the scenarios ask: five days after [`SIGNED_AT`].
pub(super) const AT: &str = "2026-02-20T00:00:00Z";

/// The other programme of the trust list, its status list, and a buyer.
pub(super) const OTHER_ISSUER: &str = "https://other-programme.example";
pub(super) const OTHER_STATUS_URI: &str = "https://other-programme.example/status/1";
pub(super) const BUYER: &str = "https://buyer.example";

// Seeds of the keys; which of them stand in the trust list, and how, is said below.
pub(super) const ROOT: u64 = 1;
pub(super) const REPORT: u64 = 2;
pub(super) const STATUS: u64 = 3;
pub(super) const RETIRED: u64 = 4;
pub(super) const COMPROMISED: u64 = 5;
pub(super) const STATEMENT: u64 = 6;
pub(super) const LATER: u64 = 7;
pub(super) const BANGLADESH: u64 = 8;
pub(super) const OTHER: u64 = 9;
pub(super) const OTHER_STATUS: u64 = 10;
pub(super) const BUYERS: u64 = 11;
pub(super) const PAUSED: u64 = 12;
pub(super) const NEXT_ROOT: u64 = 13;
pub(super) const STOLEN_STATUS: u64 = 14;
pub(super) const FEED: u64 = 15;
pub(super) const NEXT_FEED: u64 = 16;
pub(super) const STRANGER: u64 = 20;

pub(super) fn forger(seed: u64) -> Forger {
    Forger::new(seed)
}

/// The trust list of most scenarios: one programme with a key for reports and one for status lists.
pub(super) fn trust() -> String {
    sign_trust_list(&trust_payload(), &[&key(ROOT)]).unwrap()
}

/// The trust list with keys of every kind.
pub(super) fn wide_trust() -> String {
    sign_trust_list(&wide_trust_payload(), &[&key(ROOT)]).unwrap()
}

pub(super) fn trust_payload() -> TrustListPayload {
    let mut payload = wide_trust_payload();
    payload.entities.truncate(1);
    payload.entities[0].keys.truncate(2);
    payload
}

pub(super) fn wide_trust_payload() -> TrustListPayload {
    let mut programme = Entity::new(
        ISSUER.into(),
        "Synthetic Programme".into(),
        EntityRole::Programme,
        vec![
            entry(REPORT, KeyUse::Report, KeyState::Active),
            entry(STATUS, KeyUse::Status, KeyState::Active),
            until(entry(RETIRED, KeyUse::Report, KeyState::Retired), "2026-02-16T00:00:00Z"),
            entry(COMPROMISED, KeyUse::Report, KeyState::Compromised),
            entry(STATEMENT, KeyUse::Statement, KeyState::Active),
            from(entry(LATER, KeyUse::Report, KeyState::Active), "2026-02-16T00:00:00Z"),
            covering(entry(BANGLADESH, KeyUse::Report, KeyState::Active), "BD"),
            entry(PAUSED, KeyUse::Report, KeyState::from("paused")),
            entry(STOLEN_STATUS, KeyUse::Status, KeyState::Compromised),
        ],
    );
    programme.status_uris = vec![STATUS_URI.into()];
    let keys = vec![entry(OTHER, KeyUse::Report, KeyState::Active), entry(OTHER_STATUS, KeyUse::Status, KeyState::Active)];
    let mut other = Entity::new(OTHER_ISSUER.into(), "Other Synthetic Programme".into(), EntityRole::Programme, keys);
    other.status_uris = vec![OTHER_STATUS_URI.into()];
    let keys = vec![entry(BUYERS, KeyUse::Report, KeyState::Active)];
    let mut buyer = Entity::new(BUYER.into(), "Synthetic Buyer".into(), EntityRole::Buyer, keys);
    buyer.status_uris = vec![STATUS_URI.into()];
    let root = Root::new(vec![key(ROOT).public().jwk()], 1);
    TrustListPayload::new(1, SIGNED_AT, instant("2036-01-01T00:00:00Z"), Purpose::Test, root, vec![programme, other, buyer])
}

fn entry(seed: u64, r#use: KeyUse, state: KeyState) -> Key {
    let window = ["2020-01-01T00:00:00Z", "2036-01-01T00:00:00Z"].map(instant);
    covering(Key::new(key(seed).public().jwk(), r#use, window[0], window[1], state), "VN")
}

fn covering(mut key: Key, country: &str) -> Key {
    key.countries = vec![Country::parse(country).unwrap()];
    key
}

fn from(mut key: Key, not_before: &str) -> Key {
    key.not_before = instant(not_before);
    key
}

fn until(mut key: Key, not_after: &str) -> Key {
    key.not_after = instant(not_after);
    key
}

pub(super) fn instant(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

/// A status list as of [`SIGNED_AT`] for 14 days: 7 and 3 valid, 8 suspended, 9 superseded, the others revoked, as not given out.
pub(super) fn status_list() -> String {
    status_draft().sign(&key(STATUS), SIGNED_AT, SIGNED_AT.plus_seconds(14 * 86_400)).unwrap()
}

pub(super) fn status_draft() -> StatusDraft {
    let mut draft = StatusDraft::new(STATUS_URI, 64);
    let values = [(3, StatusValue::Valid), (7, StatusValue::Valid), (8, StatusValue::Suspended), (9, StatusValue::Superseded)];
    for (index, value) in values {
        draft.set(index, value).unwrap();
    }
    draft
}

pub(super) const ASSESSMENT: &str = include_str!("assessment.json");

/// A genuine report with everything in it.
pub(super) fn token() -> String {
    sign(&AssessmentReport::from_json(ASSESSMENT).unwrap())
}

/// The genuine report, to be forged.
pub(super) fn report() -> Forgery {
    Forgery::of(&token())
}

/// A genuine progress report.
pub(super) fn progress_token() -> String {
    sign(&ProgressReport::from_json(include_str!("progress.json")).unwrap())
}

/// The genuine progress report, to be forged.
pub(super) fn progress() -> Forgery {
    Forgery::of(&progress_token())
}

/// Signs with the report key and fixed salts.
pub(super) fn sign<B: Body + Clone>(report: &Document<B>) -> String {
    issue(report, &key(REPORT), &mut FixedRandom::new(412)).unwrap()
}

impl Forgery {
    /// Signs with the report key.
    pub(super) fn done(&self) -> String {
        self.sign(&forger(REPORT))
    }

    /// Signs with another key, and says so in the header.
    pub(super) fn signed_by(self, seed: u64) -> String {
        let key = forger(seed);
        self.header(forger(REPORT).kid(), key.kid()).sign(&key)
    }
}
