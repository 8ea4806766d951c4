//! `trust add`: an organisation and its key, or another state of a key that the list has.

use std::path::PathBuf;

use betterwork::Timestamp;
use betterwork::report::Country;
use betterwork::trust::{Entity, EntityRole, Feed, Key, KeyState, KeyUse, TrustListPayload};

use crate::clock;
use crate::exit::Exit;
use crate::failure::{Failure, Result};
use crate::key_files;
use crate::output::Voice;

/// Add an organisation and its key to a trust list, or change the entry of a key
///
/// A key that the list has already gets the state, the window, the countries and the use that are given here.
/// Writes the next version, signed by the root.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  betterwork trust add trust.json --root-key root.pem --entity https://programme.example \\
      --name 'Example Programme' --role programme --key report-key.pem --use report \\
      --country VN,KH --not-before 2026-01-01 --not-after 2028-01-01 \\
      --status-uri https://exchange.example/status/2026-1

  betterwork trust add trust.json --root-key root.pem --entity https://programme.example \\
      --key report-key.public.json --state compromised")]
pub(crate) struct Add {
    #[command(flatten)]
    next: super::Next,
    /// The organisation's id, the issuer of what it signs
    #[arg(long, value_name = "ID")]
    entity: String,
    /// Its name; needed where the list does not have it yet
    #[arg(long)]
    name: Option<String>,
    /// What it is; needed where the list does not have it yet
    #[arg(long, value_enum)]
    role: Option<Role>,
    /// Its key: a public key (`keys show --json`), or a secret one, of which only the public half is used
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// What the key signs; needed for a new key
    #[arg(long = "use", value_enum)]
    r#use: Option<Use>,
    /// Countries of the facilities that the key covers, such as VN,KH
    #[arg(long = "country", value_name = "CODES", value_delimiter = ',', value_parser = country)]
    countries: Vec<Country>,
    /// First instant at which the key may sign [default: now]
    #[arg(long, value_name = "INSTANT", value_parser = clock::instant)]
    not_before: Option<Timestamp>,
    /// First instant at which it may no longer sign [default: when the list expires]
    #[arg(long, value_name = "INSTANT", value_parser = clock::instant)]
    not_after: Option<Timestamp>,
    /// Whether the key is in use
    #[arg(long, value_enum)]
    state: Option<State>,
    /// Address at which the organisation publishes a status list. May be given several times
    #[arg(long, value_name = "URI")]
    status_uri: Vec<String>,
    /// The name of the log that its feed keys sign, such as exchange.example/log
    #[arg(long, value_name = "NAME", requires = "feed_url")]
    feed_origin: Option<String>,
    /// Where the exchange of that log is
    #[arg(long, value_name = "URL", requires = "feed_origin")]
    feed_url: Option<String>,
}

/// What an organisation is.
#[derive(clap::ValueEnum, Clone, Copy, Debug)]
enum Role {
    /// Assesses factories and signs reports
    Programme,
    /// Buys from factories
    Buyer,
    /// A committee of management and workers
    Committee,
}

/// What a key signs.
#[derive(clap::ValueEnum, Clone, Copy, Debug)]
enum Use {
    Report,
    Status,
    Feed,
    Statement,
}

/// Whether a key is in use.
#[derive(clap::ValueEnum, Clone, Copy, Debug)]
enum State {
    /// In use
    Active,
    /// No longer in use; what it signed in its time stays good
    Retired,
    /// In wrong hands; nothing that it signed is good
    Compromised,
}

impl Add {
    pub(super) fn run(&self, voice: Voice) -> Result<Exit> {
        let public = key_files::read_public(&self.key)?;
        self.next.write(&[], &[&self.key], |payload, at| self.change(payload, public.jwk(), at), voice)
    }

    fn change(&self, payload: &mut TrustListPayload, jwk: betterwork::Jwk, at: Timestamp) -> Result<()> {
        self.name_feed(payload)?;
        let expires = payload.expires;
        let entity = self.entity(payload)?;
        for uri in &self.status_uri {
            if !entity.status_uris.iter().any(|held| held == uri.as_str()) {
                entity.status_uris.push(uri.as_str().into());
            }
        }
        if let Some(key) = entity.keys.iter_mut().find(|key| key.jwk.x == jwk.x) {
            self.change_key(key);
            return Ok(());
        }
        let r#use = self.r#use.ok_or_else(|| Failure::usage("the key is new to the list: say with `--use` what it signs"))?;
        let (from, until) = (self.not_before.unwrap_or(at), self.not_after.unwrap_or(expires));
        let mut key = Key::new(jwk, r#use.into(), from, until, self.state.map_or(KeyState::Active, Into::into));
        key.countries.clone_from(&self.countries);
        entity.keys.push(key);
        Ok(())
    }

    /// Names the log of the organisation, or its new address.
    fn name_feed(&self, payload: &mut TrustListPayload) -> Result<()> {
        let (Some(origin), Some(url)) = (&self.feed_origin, &self.feed_url) else { return Ok(()) };
        if origin.is_empty() || origin.contains(|character: char| character.is_whitespace() || character == '+') {
            return Err(Failure::usage(format!("`{origin}` cannot name a log: it is empty, or has a space or a `+`")));
        }
        let feed = Feed::new(origin.as_str().into(), url.as_str().into(), self.entity.as_str().into());
        match payload.feeds.iter_mut().find(|held| *held.origin == **origin) {
            Some(held) => *held = feed,
            None => payload.feeds.push(feed),
        }
        Ok(())
    }

    /// Finds the organisation, or begins it.
    fn entity<'a>(&self, payload: &'a mut TrustListPayload) -> Result<&'a mut Entity> {
        let place = payload.entities.iter().position(|entity| entity.id == self.entity.as_str());
        let Some(place) = place else {
            let missing = |option| Failure::usage(format!("`{}` is new to the list: say its {option} with `--{option}`", self.entity));
            let name = self.name.as_deref().ok_or_else(|| missing("name"))?;
            let role = self.role.ok_or_else(|| missing("role"))?;
            payload.entities.push(Entity::new(self.entity.as_str().into(), name.into(), role.into(), Vec::new()));
            return payload.entities.last_mut().ok_or_else(|| missing("name"));
        };
        let entity = payload.entities.get_mut(place).ok_or_else(|| Failure::usage("the list has no such organisation"))?;
        if let Some(name) = &self.name {
            entity.name = name.as_str().into();
        }
        if let Some(role) = self.role {
            entity.role = role.into();
        }
        Ok(entity)
    }

    fn change_key(&self, key: &mut Key) {
        if let Some(r#use) = self.r#use {
            key.r#use = r#use.into();
        }
        if let Some(state) = self.state {
            key.state = state.into();
        }
        if !self.countries.is_empty() {
            key.countries.clone_from(&self.countries);
        }
        key.not_before = self.not_before.unwrap_or(key.not_before);
        key.not_after = self.not_after.unwrap_or(key.not_after);
    }
}

impl From<Role> for EntityRole {
    fn from(role: Role) -> Self {
        match role {
            Role::Programme => EntityRole::Programme,
            Role::Buyer => EntityRole::Buyer,
            Role::Committee => EntityRole::Committee,
        }
    }
}

impl From<Use> for KeyUse {
    fn from(r#use: Use) -> Self {
        match r#use {
            Use::Report => KeyUse::Report,
            Use::Status => KeyUse::Status,
            Use::Feed => KeyUse::Feed,
            Use::Statement => KeyUse::Statement,
        }
    }
}

impl From<State> for KeyState {
    fn from(state: State) -> Self {
        match state {
            State::Active => KeyState::Active,
            State::Retired => KeyState::Retired,
            State::Compromised => KeyState::Compromised,
        }
    }
}

fn country(code: &str) -> Result<Country, String> {
    Country::parse(code.trim()).map_err(|_| "expected two upper-case letters such as `VN`".to_owned())
}
