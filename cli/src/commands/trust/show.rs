//! `trust show`: whom a trust list lets sign what, for which countries and when.

use std::path::{Path, PathBuf};

use betterwork::Timestamp;
use betterwork::seal::PublicKey;
use betterwork::trust::{Entity, Key, KeyState, TrustList};
use comfy_table::ContentArrangement;
use serde_json::json;

use crate::clock;
use crate::exit::Exit;
use crate::failure::Result;
use crate::output::{self, BAD, BOLD, CAUTION, FAINT, GOOD, Labelled, Voice, counted, styled};
use crate::trusted;
use crate::words;

/// Show a trust list: its root's fingerprint, and who may sign what
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Compare the fingerprint with one that its publisher tells you another way.

Example:
  betterwork trust show trust.json")]
pub(crate) struct Show {
    /// The trust list
    file: PathBuf,
    /// Refuse the list unless its root has this fingerprint
    #[arg(long, value_name = "FINGERPRINT")]
    root: Option<String>,
    #[command(flatten)]
    instant: clock::Instant,
}

impl Show {
    pub(super) fn run(&self, voice: Voice) -> Result<Exit> {
        let at = self.instant.resolve()?;
        print(&trusted::open_trust(&self.file, self.root.as_deref())?, None, at, voice)?;
        Ok(Exit::Done)
    }
}

/// Prints a trust list, and where it was written.
pub(super) fn print(list: &TrustList, written: Option<&Path>, at: Timestamp, voice: Voice) -> Result<()> {
    let payload = list.payload();
    let fingerprint = payload.root.fingerprint()?;
    if voice == Voice::Json {
        let mut value = json!({
            "digest": list.digest(),
            "root_fingerprint": fingerprint,
            "test": list.is_test(),
            "expired": at >= payload.expires,
            "payload": payload,
        });
        if let (Some(out), Some(object)) = (written, value.as_object_mut()) {
            object.insert("out".to_owned(), json!(out));
        }
        return output::print_json(&value);
    }
    let purpose = if list.is_test() { styled(CAUTION.bold(), "TEST: not for real reports") } else { styled(GOOD, "production") };
    let mut lines = Labelled::default();
    if let Some(out) = written {
        lines.line("wrote", format!("`{}`", out.display()));
    }
    lines.line("trust list", format!("version {}", payload.version));
    lines.line("purpose", purpose);
    lines.line("signed", payload.iat);
    lines.line("expires", words::expiry(payload.expires, at));
    lines.line("root", format!("{} of {} must sign", payload.root.threshold, counted(payload.root.keys.len() as u64, "key", "keys")));
    lines.line("fingerprint", styled(BOLD, fingerprint));
    lines.line("digest", list.digest());
    let entities: Vec<_> = payload.entities.iter().map(entity).collect();
    let none = format!("\n{}", styled(FAINT, "Nobody may sign yet: `betterwork trust add` adds an organisation and its key."));
    output::print(format!("{lines}\n{}", if entities.is_empty() { none } else { entities.concat() }))
}

fn entity(entity: &Entity) -> String {
    let mut text = format!("\n{}  {}\n", styled(BOLD, &entity.name), styled(FAINT, format!("{}, {}", entity.role, entity.id)));
    for uri in &entity.status_uris {
        text.push_str(&format!("  status list at {uri}\n"));
    }
    let mut table = output::table(&["use", "state", "countries", "from", "until", "key"]);
    // A key that is broken into two lines cannot be copied.
    table.set_content_arrangement(ContentArrangement::Disabled);
    for key in &entity.keys {
        table.add_row(row(key));
    }
    text.push_str(&output::indented(&table, 2));
    text.push('\n');
    text
}

fn row(key: &Key) -> comfy_table::Row {
    let state = match &key.state {
        KeyState::Active => GOOD,
        KeyState::Retired => CAUTION,
        _ => BAD,
    };
    let countries: Vec<_> = key.countries.iter().map(|country| country.as_str()).collect();
    let kid = PublicKey::from_jwk(&key.jwk).map_or_else(|_| key.jwk.x.to_string(), |public| public.kid().to_owned());
    output::row([
        key.r#use.to_string(),
        styled(state, &key.state),
        if countries.is_empty() { "–".to_owned() } else { countries.join(" ") },
        key.not_before.day().to_string(),
        key.not_after.day().to_string(),
        kid,
    ])
}
