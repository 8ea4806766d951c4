//! `trust`: who may sign; trust lists are made, extended, given new root keys and shown.

mod add;
mod init;
mod rotate;
mod show;

use std::path::{Path, PathBuf};

use betterwork::Timestamp;
use betterwork::seal::SigningKey;
use betterwork::trust::{Pin, TrustList, TrustListPayload, sign_trust_list};

use crate::exit::Exit;
use crate::failure::Result;
use crate::io::{self, Mode};
use crate::key_files;
use crate::output::Voice;
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
        let document = sign_trust_list(&payload, &keys.iter().collect::<Vec<_>>())?;
        // Nobody could take a next version that its own maker cannot.
        let next = held.update(document.as_bytes(), at)?;
        written(out, &document, &next, Mode::Replace, at, voice)
    }
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
