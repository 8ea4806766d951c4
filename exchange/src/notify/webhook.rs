//! Telling a web server: a POST of the signed message.

use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use reqwest::blocking::{Client, ClientBuilder};
use reqwest::{Url, header, redirect};

use super::{Message, NotTaken, Recipient, Secret};
use crate::transport::http::{fault_of, is_loopback, plain, refusal};
use crate::transport::{Patience, TransportError, TransportFault};

/// A web server that is told of changes.
#[derive(Debug)]
pub struct Webhook {
    client: Client,
    url: Url,
    /// Without its path, which may be a secret of the recipient.
    name: String,
    secret: Secret,
    patience: Patience,
}

impl Webhook {
    /// Tells the server at an address, through a client that the host prepared; redirects are not followed.
    ///
    /// # Errors
    /// [`TransportFault::BadAddress`] where the address is none, or what factories did would travel in the clear;
    /// [`TransportFault::Tls`] where the client cannot be built.
    pub fn new(client: ClientBuilder, address: &str, secret: Secret, patience: Patience) -> Result<Self, TransportError> {
        let refused = |reason: &str| TransportError::new(TransportFault::BadAddress, "…", reason);
        let url = Url::parse(address).map_err(|error| refused(&error.to_string()))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(refused("the address of a webhook begins with https://"));
        }
        if url.scheme() == "http" && !is_loopback(&url) {
            return Err(refused("a webhook is told over https only: what changed would travel in the clear"));
        }
        let name = format!("{}/…", url.origin().ascii_serialization());
        let client = client.redirect(redirect::Policy::none()).connect_timeout(patience.connect).timeout(patience.answer).build();
        let client = client.map_err(|error| TransportError::new(TransportFault::Tls, &name, plain(&error)))?;
        Ok(Webhook { client, url, name, secret, patience })
    }

    fn post(&self, message: &Message) -> Result<(), (TransportError, Option<Duration>)> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        let signed = self.secret.sign(message, now);
        let request = self.client.post(self.url.clone()).header(header::CONTENT_TYPE, "application/json");
        let request = request
            .header("webhook-id", &message.id)
            .header("webhook-timestamp", signed.timestamp)
            .header("webhook-signature", signed.signature);
        let response = request.body(message.body.clone()).send();
        let response = response.map_err(|error| (TransportError::new(fault_of(&error), &self.name, plain(&error)), None))?;
        if response.status().is_success() {
            return Ok(());
        }
        let refusal = refusal(&response, &self.name, response.status());
        Err((refusal.error, refusal.retry_after))
    }
}

impl Recipient for Webhook {
    fn identity(&self) -> &str {
        self.url.as_str()
    }

    fn tell(&self, message: &Message) -> Result<(), NotTaken> {
        let mut failed = 0;
        loop {
            let Err((error, retry_after)) = self.post(message) else { return Ok(()) };
            failed += 1;
            if failed >= self.patience.attempts || !error.is_passing() {
                return Err(NotTaken::Web(error));
            }
            thread::sleep(self.patience.wait(failed, retry_after));
        }
    }
}
