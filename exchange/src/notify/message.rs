//! A message of changes, its id and its signature (Standard Webhooks, HMAC-SHA256 of RFC 2104).

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use serde::Serialize;
use sha2::Sha256;

use crate::store::Change;

/// What a recipient is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Another one for every message, and the same whenever this one is sent again.
    pub id: String,
    /// A JSON object: `type`, `timestamp` (of the newest change), `data` with `changes` and `last_change_id`.
    pub body: String,
}

/// A message that is about to be sent: its headers, besides `webhook-id`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// Seconds since 1970, the instant of this attempt: `webhook-timestamp`.
    pub timestamp: String,
    /// `v1,` and the Base64 of the HMAC: `webhook-signature`.
    pub signature: String,
}

#[derive(Serialize)]
struct Body<'a> {
    r#type: &'a str,
    timestamp: &'a str,
    data: Data<'a>,
}

#[derive(Serialize)]
struct Data<'a> {
    last_change_id: i64,
    changes: &'a [Change],
}

impl Message {
    /// Makes the message of some changes of a store, the oldest first; `id` is the recipient's in this store.
    pub(super) fn of_changes(id: &str, changes: &[Change]) -> Self {
        let number = |change: Option<&Change>| change.map_or(0, |change| change.change_id);
        let (first, last) = (number(changes.first()), number(changes.last()));
        let timestamp = changes.last().map_or("", |change| &change.changed_at);
        let body = Body { r#type: "store.changed", timestamp, data: Data { last_change_id: last, changes } };
        Message { id: format!("msg_{id}_{first}_{last}"), body: serde_json::to_string(&body).unwrap_or_default() }
    }
}

/// What sender and recipient share, to sign messages and to check them; never printed.
#[derive(Clone)]
pub struct Secret(Vec<u8>);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Why a text is no secret; it does not repeat the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecretError;

impl fmt::Display for SecretError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a secret is `whsec_` and the Base64 of 24 to 64 random bytes")
    }
}

impl std::error::Error for SecretError {}

impl Secret {
    /// Reads a secret as Standard Webhooks writes it: `whsec_` and the Base64 of 24 to 64 bytes.
    ///
    /// # Errors
    /// [`SecretError`] where it is something else.
    pub fn parse(text: &str) -> Result<Self, SecretError> {
        let encoded = text.trim().strip_prefix("whsec_").ok_or(SecretError)?;
        let bytes = STANDARD.decode(encoded).map_err(|_| SecretError)?;
        if (24..=64).contains(&bytes.len()) { Ok(Secret(bytes)) } else { Err(SecretError) }
    }

    /// Signs a message that is sent at an instant, in seconds since 1970.
    pub fn sign(&self, message: &Message, at: u64) -> Signed {
        let timestamp = at.to_string();
        // A key of any length is one for HMAC.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else { return Signed { timestamp, signature: String::new() } };
        for part in [&*message.id, ".", &timestamp, ".", &message.body] {
            mac.update(part.as_bytes());
        }
        Signed { timestamp, signature: format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes())) }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn signatures_are_those_of_standard_webhooks() {
        // The example of the specification's reference libraries.
        let secret = Secret::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let message = Message { id: "msg_p5jXN8AQM9LWM0D4loKWxJek".to_owned(), body: r#"{"test": 2432232314}"#.to_owned() };
        let signed = secret.sign(&message, 1_614_265_330);
        assert_eq!(signed.signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn what_is_no_secret_is_refused_and_not_repeated() {
        for text in ["", "secret", "whsec_", "whsec_c2hvcnQ=", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_not base64 at all, is it?"] {
            assert_eq!(Secret::parse(text).map(drop), Err(SecretError), "{text}");
        }
        assert_eq!(format!("{:?}", Secret::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap()), "Secret(…)");
    }
}
