//! What the demo makes: keys, a test trust list, signed reports and their status list.

use std::path::{Path, PathBuf};

use betterwork::report::Country;
use betterwork::seal::{RandomSource, SigningKey};
use betterwork::trust::{
    Entity, EntityRole, Feed, Key, KeyState, KeyUse, MAX_STATUS_SECONDS, Pin, Purpose, Root, StatusList, StatusLists, TrustList,
    TrustListPayload, sign_trust_list,
};
use betterwork::{Day, Timestamp};
use betterwork_exchange::star::{self, Export, Options};

use super::exchange;
use crate::commands::issue_star::{self, Signed, Start};
use crate::commands::keys::{Format, write_secret};
use crate::failure::{Failure, Result};
use crate::io::{self, Mode};
use crate::output::Voice;

/// The demo's issuer.
const ISSUER: &str = "https://programme.example";
const NAME: &str = "Synthetic Programme";
const EXCHANGE_URL: &str = "https://exchange.example/";
const STATUS_URI: &str = "https://exchange.example/status/demo-1";

/// Reports come out about so many days after the visit.
const DAYS_TO_REPORT: i64 = 28;

/// What the demo works on: an export, and the day as of which it is all done.
pub(super) struct Source {
    pub(super) export: Export,
    pub(super) at: Timestamp,
    countries: Vec<Country>,
}

/// The demo's keys.
pub(super) struct Keys {
    root: SigningKey,
    report: SigningKey,
    pub(super) status: SigningKey,
    pub(super) feed: SigningKey,
}

impl Source {
    /// Reads an export; the day is 28 days after the last visit in it.
    pub(super) fn read(folder: &Path) -> Result<Self> {
        let first = star::read(folder, &Options::new(ISSUER, STATUS_URI, Timestamp::LATEST))?;
        let mut countries = Vec::new();
        let mut last = Day::default();
        for draft in first.facilities().iter().flat_map(|facility| facility.drafts()) {
            let report = draft.report("", 0, None).report;
            last = last.max(report.assessment.started_on);
            if !countries.contains(&report.facility.country) {
                countries.push(report.facility.country);
            }
        }
        countries.sort_unstable();
        let at = last.start().plus_seconds(DAYS_TO_REPORT * 86_400);
        Ok(Source { export: star::read(folder, &Options::new(ISSUER, STATUS_URI, at))?, at, countries })
    }

    /// Makes the test trust list, valid for ten years.
    pub(super) fn trust(&self, keys: &Keys, folder: &Path) -> Result<TrustList> {
        let expires = ten_years_after(self.at);
        let entry = |key: &SigningKey, r#use, countries: &[Country]| {
            let mut entry = Key::new(key.public().jwk(), r#use, self.at, expires, KeyState::Active);
            entry.countries = countries.to_vec();
            entry
        };
        let entries = vec![
            entry(&keys.report, KeyUse::Report, &self.countries),
            entry(&keys.status, KeyUse::Status, &[]),
            entry(&keys.feed, KeyUse::Feed, &[]),
        ];
        let mut programme = Entity::new(ISSUER.into(), NAME.into(), EntityRole::Programme, entries);
        programme.status_uris = vec![STATUS_URI.into()];
        let root = Root::new(vec![keys.root.public().jwk()], 1);
        let mut payload = TrustListPayload::new(1, self.at, expires, Purpose::Test, root, vec![programme]);
        payload.feeds = vec![Feed::new(exchange::ORIGIN.into(), EXCHANGE_URL.into(), ISSUER.into())];
        let document = sign_trust_list(&payload, &[&keys.root])?;
        io::write(&folder.join("trust.json"), document.as_bytes(), Mode::Replace)?;
        Ok(TrustList::open(document.as_bytes(), Pin::NamedFile)?)
    }

    /// Signs every report of the export, and the status list that says which of them stand; returns its file too.
    pub(super) fn sign(
        &self,
        keys: &Keys,
        trust: &TrustList,
        random: &mut impl RandomSource,
        folder: &Path,
        voice: Voice,
    ) -> Result<(Signed, StatusLists, PathBuf)> {
        let signed = issue_star::sign(&self.export, &keys.report, random, Start::new(STATUS_URI), folder, voice)?;
        let token = signed.status.sign(&keys.status, self.at, self.at.plus_seconds(MAX_STATUS_SECONDS))?;
        let place = folder.join("status");
        io::make_folder(&place)?;
        let file = place.join(issue_star::status_name(STATUS_URI));
        io::write(&file, token.as_bytes(), Mode::Replace)?;
        let list = StatusList::open(token.as_bytes(), trust, Some(STATUS_URI), None, self.at)?;
        Ok((signed, list.into(), file))
    }
}

impl Keys {
    /// Makes the keys and writes them to `keys/`.
    pub(super) fn make(random: &mut impl RandomSource, folder: &Path) -> Result<Self> {
        let place = folder.join("keys");
        io::make_folder(&place)?;
        let mut make = |name: &str| {
            let key = SigningKey::generate(random);
            write_secret(&key, &place.join(name), Format::Pem).map(|()| key)
        };
        Ok(Keys { root: make("root.pem")?, report: make("report.pem")?, status: make("status.pem")?, feed: make("feed.pem")? })
    }
}

/// A report with a change under its old signature.
pub(super) struct Forgery {
    pub(super) token: String,
    /// What was changed, in words.
    pub(super) what: &'static str,
}

/// What a forger would like to change in a payload, the most telling first.
const CHANGES: &[(&str, &str, &str)] = &[
    (r#""result":"non_compliant""#, r#""result":"compliant""#, "a publicly disclosed non-compliance was made compliant"),
    (r#""audience":"restricted""#, r#""audience":"public""#, "the restricted report was made a public one"),
    (r#""iss":"https://"#, r#""iss":"http://"#, "the issuer was made another"),
];

/// Forges the first report in which something can be changed; returns it and the forgery.
pub(super) fn forge(reports: &[PathBuf]) -> Result<(&Path, Forgery)> {
    for change in CHANGES {
        for report in reports {
            if let Some(forgery) = forge_one(&io::read_text(report, io::MAX_DOCUMENT_BYTES)?, change) {
                return Ok((report, forgery));
            }
        }
    }
    Err(Failure::input_output("no_reports", "the export has no report that could be forged"))
}

fn forge_one(token: &str, (before, after, what): &(&str, &str, &'static str)) -> Option<Forgery> {
    let base64url = base64_simd::URL_SAFE_NO_PAD;
    let (header, rest) = token.split_once('.')?;
    let (payload, rest) = rest.split_once('.')?;
    let payload = String::from_utf8(base64url.decode_to_vec(payload).ok()?).ok()?;
    let forged = payload.replacen(before, after, 1);
    (forged != payload).then(|| Forgery { token: format!("{header}.{}.{rest}", base64url.encode_to_string(forged.as_bytes())), what })
}

/// The same day ten years later; 28 February where that year has no 29th.
fn ten_years_after(at: Timestamp) -> Timestamp {
    let (year, month, day) = at.day().ymd();
    Day::from_ymd(year + 10, month, day).or_else(|| Day::from_ymd(year + 10, month, 28)).map_or(at.plus_seconds(3_650 * 86_400), Day::start)
}
