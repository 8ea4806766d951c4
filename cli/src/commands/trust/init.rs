//! `trust init`: the first version of a trust list, with its root and nobody else yet.

use std::path::PathBuf;

use betterwork::Timestamp;
use betterwork::trust::{Purpose, Root, TrustListPayload, sign_trust_list};

use crate::clock;
use crate::exit::Exit;
use crate::failure::{Failure, Result};
use crate::io::Mode;
use crate::key_files;
use crate::output::Voice;

/// Make version 1 of a trust list: its root keys, and nobody else yet
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Example:
  betterwork keys new --out root.pem
  betterwork trust init --root-key root.pem --expires 2027-01-01 --out trust.json")]
pub(crate) struct Init {
    /// Secret root keys; each signs the list
    #[arg(long, value_name = "FILE", required = true)]
    root_key: Vec<PathBuf>,
    /// How many root keys must sign a list
    #[arg(long, value_name = "N", default_value_t = 1)]
    threshold: u64,
    /// What the list is for; reports under a test list are shown as test data everywhere
    #[arg(long, value_enum, default_value_t = For::Test)]
    purpose: For,
    /// From when on the list must not be used
    #[arg(long, value_name = "INSTANT", value_parser = clock::instant)]
    expires: Timestamp,
    /// Where the list is written, never in place of another; - for standard output
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    #[command(flatten)]
    instant: clock::Instant,
}

/// What a trust list is for.
#[derive(clap::ValueEnum, Clone, Copy, Debug)]
enum For {
    Test,
    Production,
}

impl Init {
    pub(super) fn run(&self, voice: Voice) -> Result<Exit> {
        let at = self.instant.resolve()?;
        let keys = key_files::read_secrets(&self.root_key)?;
        super::check_threshold(self.threshold, keys.len())?;
        if self.expires <= at {
            return Err(Failure::usage(format!("`--expires`: at {} the list would have expired already", self.expires))
                .advise(format!("choose an instant after {at}, when it is made")));
        }
        let root = Root::new(keys.iter().map(|key| key.public().jwk()).collect(), self.threshold);
        let purpose = match self.purpose {
            For::Test => Purpose::Test,
            For::Production => Purpose::Production,
        };
        let payload = TrustListPayload::new(1, at, self.expires, purpose, root, Vec::new());
        let document = sign_trust_list(&payload, &keys.iter().collect::<Vec<_>>()).map_err(super::not_made)?;
        super::written(&self.out, &document, &super::opened(&document)?, Mode::New, at, voice)
    }
}
