//! `trust`: who may sign; trust lists are made, extended, given new root keys and shown.

mod add;
mod init;
mod rotate;
mod show;

use std::path::{Path, PathBuf};

use betterwork::seal::SigningKey;
use betterwork::trust::{Pin, TrustList, TrustListPayload, sign_trust_list};
use betterwork::{ErrorKind, Timestamp};

use crate::exit::Exit;
use crate::failure::{Failure, Result};
use crate::io::{self, Mode};
use crate::key_files;
use crate::output::{self, Voice};
use crate::trusted;

/// Make, extend and show trust lists: who may sign reports
#[derive(clap::Subcommand, Debug)]
pub(crate) enum Trust {
    Init(init::Init),
    Add(Box<add::Add>),
    Rotate(rotate::Rotate),
    Show(show::Show),
}

/// The next version of a trust list: what it follows, who signs it, where it is written.
#[derive(clap::Args, Debug)]
struct Next {
    /// The trust list that is held now
    list: PathBuf,
    /// Secret root keys that sign the next version; as many as the threshold asks for
    #[arg(long, value_name = "FILE", required = true)]
    root_key: Vec<PathBuf>,
    /// Where the next version is written [default: in place of the list held now]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// From when on the next version must not be used [default: as it was]
    #[arg(long, value_name = "INSTANT", value_parser = crate::clock::instant)]
    expires: Option<Timestamp>,
    #[command(flatten)]
    instant: crate::clock::Instant,
}

impl Trust {
    pub(crate) fn run(&self, voice: Voice) -> Result<Exit> {
        match self {
            Trust::Init(init) => init.run(voice),
            Trust::Add(add) => add.run(voice),
            Trust::Rotate(rotate) => rotate.run(voice),
            Trust::Show(show) => show.run(voice),
        }
    }
}

impl Next {
    /// Lets `change` alter the content, signs the next version with the given keys and `more`, and writes it.
    ///
    /// `read` are files that the command reads besides its own.
    fn write(
        &self,
        more: &[SigningKey],
        read: &[&Path],
        change: impl FnOnce(&mut TrustListPayload, Timestamp) -> Result<()>,
        voice: Voice,
    ) -> Result<Exit> {
        let at = self.instant.resolve()?;
        let out = self.out.as_deref().unwrap_or(&self.list);
        io::refuse_onto(out, self.root_key.iter().map(PathBuf::as_path).chain(read.iter().copied()))?;
        let held = trusted::open_trust(&self.list, None)?;
        let mut payload = held.payload().clone();
        payload.version += 1;
        payload.iat = at;
        payload.expires = self.expires.unwrap_or(payload.expires);
        change(&mut payload, at)?;
        let mut keys = key_files::read_secrets(&self.root_key)?;
        keys.extend_from_slice(more);
        let document = sign_trust_list(&payload, &keys.iter().collect::<Vec<_>>()).map_err(not_made)?;
        // Nobody could take a next version that its own maker cannot.
        let next = held.update(document.as_bytes(), at).map_err(not_made)?;
        written(out, &document, &next, Mode::Replace, at, voice)
    }
}

/// Checks that as many root keys as must sign can sign.
fn check_threshold(threshold: u64, keys: usize) -> Result<()> {
    if (1..=keys as u64).contains(&threshold) {
        return Ok(());
    }
    let keys = output::counted(keys as u64, "root key is", "root keys are");
    Err(Failure::usage(format!("`--threshold {threshold}`: {keys} named, and the threshold is from 1 to their number")))
}

/// The advice for whoever makes a list that nobody could take, not for its readers.
fn not_made(error: betterwork::Error) -> Failure {
    let advice = match error.kind() {
        ErrorKind::BadSignature => {
            "sign it with the root keys of the list that is held (`betterwork trust show` counts them), with `--root-key`"
        }
        ErrorKind::TrustExpired => "say with `--expires` until when the list holds",
        ErrorKind::Inconsistent => "correct what the options say: every key and every organisation stands there once",
        _ => "correct what the options say",
    };
    Failure::refused("nobody could take this trust list, so it was not written", &error).advise(advice)
}

/// Writes a trust list and shows it.
fn written(out: &Path, document: &str, list: &TrustList, mode: Mode, at: Timestamp, voice: Voice) -> Result<Exit> {
    io::write(out, document.as_bytes(), mode)?;
    if !io::is_standard(out) {
        show::print(list, Some(out), at, voice)?;
    }
    Ok(Exit::Done)
}

/// Opens a trust list that was just made, as everybody else will.
fn opened(document: &str) -> Result<TrustList> {
    Ok(TrustList::open(document.as_bytes(), Pin::NamedFile)?)
}
