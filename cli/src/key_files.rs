//! Key files: secret keys in PEM or JWK, public keys in JWK.

use std::path::Path;

use betterwork::seal::{PublicKey, SigningKey};
use betterwork::{ErrorKind, Jwk};
use serde_json::Value;
use zeroize::Zeroizing;

use crate::failure::{Failure, Result};
use crate::io;

/// No key file is larger.
const MAX_KEY_BYTES: usize = 64 * 1024;

const ADVICE: &str = "a key file is made by `betterwork keys new`";

/// Reads a secret key, in PEM or JWK.
pub(crate) fn read_secret(path: &Path) -> Result<SigningKey> {
    let text = Zeroizing::new(io::read_text(path, MAX_KEY_BYTES)?);
    parse_secret(&text).map_err(|error| Failure::refused(&io::name(path), &error).advise(ADVICE))
}

/// Reads several secret keys.
pub(crate) fn read_secrets<'a>(paths: impl IntoIterator<Item = &'a std::path::PathBuf>) -> Result<Vec<SigningKey>> {
    paths.into_iter().map(|path| read_secret(path)).collect()
}

/// Reads a public key: a JWK, alone or as `jwk` in what `keys show --json` prints; or the public half of a secret key.
pub(crate) fn read_public(path: &Path) -> Result<PublicKey> {
    let text = Zeroizing::new(io::read_text(path, MAX_KEY_BYTES)?);
    if let Ok(secret) = parse_secret(&text) {
        return Ok(secret.public());
    }
    let refused = |why: &str| Failure::from_kind(ErrorKind::Malformed, format!("{}: {why}", io::name(path))).advise(ADVICE);
    let value: Value = serde_json::from_str(&text).map_err(|_| refused("this is neither a key in PEM nor in JWK"))?;
    let value = value.get("jwk").unwrap_or(&value);
    // Of a secret key that is not in order, the half that can be read is not to be trusted either.
    if value.get("d").is_some() {
        return Err(refused("this is not an Ed25519 private key as JWK, or its `x` does not belong to its `d`"));
    }
    let member = |name: &str| value.get(name).and_then(Value::as_str).ok_or_else(|| refused(&format!("the JWK has no `{name}`")));
    let jwk = Jwk::new(member("kty")?.into(), member("crv")?.into(), member("x")?.into());
    PublicKey::from_jwk(&jwk).map_err(|error| Failure::refused(&io::name(path), &error).advise(ADVICE))
}

fn parse_secret(text: &str) -> betterwork::Result<SigningKey> {
    if text.trim_start().starts_with('{') { SigningKey::from_jwk_json(text) } else { SigningKey::from_pem(text) }
}
