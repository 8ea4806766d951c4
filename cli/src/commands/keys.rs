//! `keys`: new secret keys, and the public half of one.

use std::path::PathBuf;

use betterwork::seal::{PublicKey, SigningKey};
use serde_json::json;

use crate::exit::Exit;
use crate::failure::Result;
use crate::io::{self, Mode};
use crate::key_files;
use crate::output::{self, FAINT, Labelled, Voice, styled};
use crate::random::SystemRandom;

/// Make a key, or show the public half of one
#[derive(clap::Subcommand, Debug)]
pub(crate) enum Keys {
    /// Make a secret Ed25519 key and write it to a file that only you can read
    ///
    /// An existing file is never overwritten, and the secret is never printed.
    #[command(after_help = "Example:\n  betterwork keys new --out report-key.pem")]
    New {
        /// Where the secret key is written, with mode 0600
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// How the key is written: PKCS#8 in PEM, or JSON Web Key
        #[arg(long, value_enum, default_value_t = Format::Pem)]
        format: Format,
    },
    /// Show the public half of a key: what others may know
    #[command(after_help = "Example:\n  betterwork keys show report-key.pem --json > report-key.public.json")]
    Show {
        /// A secret or a public key, in PEM or JWK
        file: PathBuf,
    },
}

/// How a secret key is written.
#[derive(clap::ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// PKCS#8 in PEM
    Pem,
    /// JSON Web Key
    Jwk,
}

impl Keys {
    pub(crate) fn run(&self, voice: Voice) -> Result<Exit> {
        match self {
            Keys::New { out, format } => {
                let key = SigningKey::generate(&mut SystemRandom::seeded()?);
                write_secret(&key, out, *format)?;
                show(&key.public(), Some(out), voice)?;
            }
            Keys::Show { file } => show(&key_files::read_public(file)?, None, voice)?,
        }
        Ok(Exit::Done)
    }
}

/// Writes a secret key to a new file that only its owner can read.
pub(crate) fn write_secret(key: &SigningKey, out: &std::path::Path, format: Format) -> Result<()> {
    if io::is_standard(out) {
        return Err(crate::failure::Failure::usage("a secret key is written to a file, never to standard output"));
    }
    match format {
        Format::Pem => io::write(out, key.to_pem()?.as_bytes(), Mode::Secret),
        Format::Jwk => io::write(out, key.to_jwk_json().as_bytes(), Mode::Secret),
    }
}

fn show(key: &PublicKey, written: Option<&PathBuf>, voice: Voice) -> Result<()> {
    let jwk = key.jwk();
    if voice == Voice::Json {
        let mut value = json!({"kid": key.kid(), "jwk": jwk});
        if let (Some(out), Some(object)) = (written, value.as_object_mut()) {
            object.insert("out".to_owned(), json!(out));
        }
        return output::print_json(&value);
    }
    let mut lines = Labelled::default();
    if let Some(out) = written {
        lines.line(
            "secret key",
            format!("`{}` {}", out.display(), styled(FAINT, "(only you can read it; keep it safe, nobody can restore it)")),
        );
    }
    lines.line("kid", key.kid());
    lines.line("public key", format!(r#"{{"kty":"{}","crv":"{}","x":"{}"}}"#, jwk.kty, jwk.crv, jwk.x));
    output::print(lines)
}
