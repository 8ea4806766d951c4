//! A buyer's rules: the options `--policy` and `--crosswalk`, and what they name.

use std::path::{Path, PathBuf};

use betterwork::analysis::{Crosswalk, Policy};

use crate::failure::{Failure, Result};
use crate::io;

/// No policy or crosswalk comes near.
const MAX_RULES_BYTES: usize = 4 * 1024 * 1024;

/// A buyer's rules.
#[derive(clap::Args, Clone, Debug)]
pub(crate) struct Rules {
    /// The buyer's rules for relying on a report, as JSON
    #[arg(long, value_name = "FILE")]
    policy: PathBuf,
    /// The buyer's code of conduct and the compliance points that answer it, as JSON
    #[arg(long, value_name = "FILE")]
    crosswalk: PathBuf,
}

impl Rules {
    /// Returns the files.
    pub(crate) fn paths(&self) -> [&Path; 2] {
        [&self.policy, &self.crosswalk]
    }

    /// Reads both.
    pub(crate) fn open(&self) -> Result<(Policy, Crosswalk)> {
        let policy = Policy::from_json(&io::read_text(&self.policy, MAX_RULES_BYTES)?);
        let crosswalk = Crosswalk::from_json(&io::read_text(&self.crosswalk, MAX_RULES_BYTES)?);
        let policy = policy.map_err(|error| refused("policy", &self.policy, &error))?;
        Ok((policy, crosswalk.map_err(|error| refused("crosswalk", &self.crosswalk, &error))?))
    }
}

fn refused(kind: &str, path: &Path, error: &betterwork::Error) -> Failure {
    Failure::refused(&format!("the {kind} {} cannot be used", io::name(path)), error)
        .advise(format!("correct it: a {kind} is used as a whole or not at all; `betterwork schema {kind}` prints what it may say"))
}
