//! `trust rotate`: new root keys, which the old ones vouch for.

use std::path::PathBuf;

use betterwork::trust::Root;

use crate::exit::Exit;
use crate::failure::Result;
use crate::key_files;
use crate::output::Voice;

/// Give a trust list new root keys
///
/// The next version is signed by the old root keys (--root-key) and by the new ones (--new-root-key), so that
/// whoever holds the old list can take the new one. A key that stays is named on both sides.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Example:
  betterwork trust rotate trust.json --root-key root.pem --new-root-key root-2.pem")]
pub(crate) struct Rotate {
    #[command(flatten)]
    next: super::Next,
    /// Secret keys of the new root, all of them
    #[arg(long, value_name = "FILE", required = true)]
    new_root_key: Vec<PathBuf>,
    /// How many of the new root keys must sign a list [default: as it was]
    #[arg(long, value_name = "N")]
    threshold: Option<u64>,
}

impl Rotate {
    pub(super) fn run(&self, voice: Voice) -> Result<Exit> {
        let new = key_files::read_secrets(&self.new_root_key)?;
        if let Some(threshold) = self.threshold {
            super::check_threshold(threshold, new.len())?;
        }
        let change = |payload: &mut betterwork::trust::TrustListPayload, _| {
            let keys = new.iter().map(|key| key.public().jwk()).collect();
            payload.root = Root::new(keys, self.threshold.unwrap_or(payload.root.threshold));
            Ok(())
        };
        let read: Vec<_> = self.new_root_key.iter().map(PathBuf::as_path).collect();
        self.next.write(&new, &read, change, voice)
    }
}
