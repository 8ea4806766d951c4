//! An exchange on a web server, an object store or a CDN.

use std::fmt;
use std::thread;
use std::time::{Duration, SystemTime};

use reqwest::blocking::{Client, ClientBuilder, Response};
use reqwest::header::{self, HeaderMap, HeaderName, HeaderValue};
use reqwest::{StatusCode, Url, redirect};

use super::encoding::{self, BodyFault};
use super::retry::{Patience, retry_after};
use super::{Answer, Result, Transport, TransportError, TransportFault};

/// The most redirects within one host that are followed.
const MAX_REDIRECTS: usize = 5;

/// Reads an exchange over HTTP.
///
/// Blocking: an asynchronous host calls it from a thread that may wait.
#[derive(Debug)]
pub struct HttpTransport {
    client: Client,
    base: Url,
    address: String,
    patience: Patience,
    credential: Option<Credential>,
}

/// What lets a subscriber in: sent to the exchange's own host and to no other, never printed.
#[derive(Clone)]
pub struct Credential {
    name: HeaderName,
    value: HeaderValue,
}

impl Credential {
    /// Makes a bearer token (RFC 6750).
    ///
    /// # Errors
    /// A sentence, where the token has characters that no header can hold.
    pub fn bearer(token: &str) -> Result<Self, String> {
        Credential::header("authorization", &format!("Bearer {}", token.trim()))
    }

    /// Makes a header of another name, such as `x-api-key`.
    ///
    /// # Errors
    /// A sentence, where name or value have characters that no header can hold.
    pub fn header(name: &str, value: &str) -> Result<Self, String> {
        let name = HeaderName::try_from(name).map_err(|_| format!("`{name}` is not the name of a header"))?;
        let mut value = HeaderValue::try_from(value.trim()).map_err(|_| "the token has characters that no header can hold".to_owned())?;
        value.set_sensitive(true);
        Ok(Credential { name, value })
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Credential({}: …)", self.name)
    }
}

impl HttpTransport {
    /// Reads from an address, through a client that the host prepared: its TLS, its proxies, its user agent.
    ///
    /// Redirects to another host are refused, and answers are bounded in time; the host's builder need not see to it.
    ///
    /// # Errors
    /// [`TransportFault::BadAddress`] where the address is none, or a credential would travel in the clear;
    /// [`TransportFault::Tls`] where the client cannot be built.
    pub fn new(client: ClientBuilder, address: &str, credential: Option<Credential>, patience: Patience) -> Result<Self> {
        let base = parse(address)?;
        if credential.is_some() && base.scheme() != "https" && !is_loopback(&base) {
            let reason = "a token goes over https only: it would travel in the clear";
            return Err(TransportError::new(TransportFault::BadAddress, address, reason));
        }
        let origin = base.origin();
        let policy = redirect::Policy::custom(move |attempt| {
            if attempt.url().origin() != origin || attempt.previous().len() > MAX_REDIRECTS { attempt.stop() } else { attempt.follow() }
        });
        let client = client.redirect(policy).connect_timeout(patience.connect).timeout(patience.answer).build();
        let client = client.map_err(|error| TransportError::new(TransportFault::Tls, address, plain(&error)))?;
        Ok(HttpTransport { client, address: base.as_str().to_owned(), base, patience, credential })
    }

    fn ask(&self, url: &Url, limit: usize, known: Option<&str>) -> Result<Answer, Refusal> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(encoding::ACCEPTED));
        if let Some(Credential { name, value }) = &self.credential {
            headers.insert(name.clone(), value.clone());
        }
        if let Some(known) = known.and_then(|known| HeaderValue::try_from(known).ok()) {
            headers.insert(header::IF_NONE_MATCH, known);
        }
        let fault = |error: &reqwest::Error| TransportError::new(fault_of(error), url.as_str(), plain(error));
        let response = self.client.get(url.clone()).headers(headers).send().map_err(|error| fault(&error))?;
        match response.status() {
            StatusCode::OK => Ok(read(response, url, limit)?),
            StatusCode::NOT_MODIFIED if known.is_some() => Ok(Answer::Unchanged),
            other => {
                let mut refusal = refusal(&response, url.as_str(), other);
                if refusal.error.kind == TransportFault::Forbidden {
                    let token = if self.credential.is_some() { "the token is wrong, or for others" } else { "no token was sent" };
                    refusal.error.reason = format!("{}, {token}", refusal.error.reason);
                }
                Err(refusal)
            }
        }
    }
}

impl Transport for HttpTransport {
    fn get(&self, path: &str, limit: usize, known: Option<&str>) -> Result<Answer> {
        let url = self.base.join(path).map_err(|error| TransportError::new(TransportFault::BadAddress, path, error.to_string()))?;
        let mut failed = 0;
        loop {
            let refusal = match self.ask(&url, limit, known) {
                Ok(answer) => return Ok(answer),
                Err(refusal) => refusal,
            };
            failed += 1;
            if failed >= self.patience.attempts || !refusal.error.is_passing() {
                return Err(refusal.error);
            }
            thread::sleep(self.patience.wait(failed, refusal.retry_after));
        }
    }

    fn address(&self) -> &str {
        &self.address
    }
}

/// An answer that is none, and when to ask again.
pub(crate) struct Refusal {
    pub(crate) error: TransportError,
    pub(crate) retry_after: Option<Duration>,
}

impl From<TransportError> for Refusal {
    fn from(error: TransportError) -> Self {
        Refusal { error, retry_after: None }
    }
}

fn read(response: Response, url: &Url, limit: usize) -> Result<Answer> {
    let text = |name| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let version = text(header::ETAG).filter(|_| is_settled(text(header::DATE).as_deref(), text(header::LAST_MODIFIED).as_deref()));
    let encoding = text(header::CONTENT_ENCODING);
    let refused = |kind, reason: String| TransportError::new(kind, url.as_str(), reason);
    // As a whole where its length is known and it is not compressed: piece by piece each piece wakes two threads.
    if encoding.is_none() && response.content_length().is_some_and(|length| length <= limit as u64) {
        let bytes = response
            .bytes()
            .map_err(|error| refused(if error.is_timeout() { TransportFault::TimedOut } else { TransportFault::Damaged }, plain(&error)))?;
        let wire_bytes = bytes.len() as u64;
        return Ok(Answer::File { bytes: bytes.into(), wire_bytes, version });
    }
    match encoding::read(response, encoding.as_deref(), limit) {
        Ok(body) => Ok(Answer::File { bytes: body.bytes, wire_bytes: body.wire_bytes, version }),
        Err(BodyFault::TooLarge) => Err(refused(TransportFault::TooLarge, format!("more than {limit} bytes"))),
        Err(BodyFault::Unknown(name)) => {
            Err(refused(TransportFault::Damaged, format!("it is compressed as `{name}`, which was not asked for")))
        }
        Err(BodyFault::Broken(error)) => {
            let timed_out =
                error.get_ref().and_then(|inner| inner.downcast_ref::<reqwest::Error>()).is_some_and(reqwest::Error::is_timeout);
            Err(refused(if timed_out { TransportFault::TimedOut } else { TransportFault::Damaged }, root_cause(&error)))
        }
    }
}

/// Returns whether a file was last written long enough ago for its version to mean this content alone.
///
/// Servers make versions of the second of the last change and the length: two changes in one second look alike
/// (RFC 9110 §8.8.2.2).
fn is_settled(date: Option<&str>, last_modified: Option<&str>) -> bool {
    let instant = |text: Option<&str>| httpdate::parse_http_date(text?).ok();
    match (instant(date), instant(last_modified)) {
        (Some(date), Some(modified)) => date.duration_since(modified).is_ok_and(|age| age >= Duration::from_secs(2)),
        _ => true,
    }
}

pub(crate) fn refusal(response: &Response, address: &str, status: StatusCode) -> Refusal {
    let kind = match status {
        StatusCode::NOT_FOUND | StatusCode::GONE => TransportFault::NotFound,
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::PROXY_AUTHENTICATION_REQUIRED => TransportFault::Forbidden,
        // A server that answers what was not asked.
        StatusCode::NOT_MODIFIED => TransportFault::ServerFault,
        StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_EARLY | StatusCode::TOO_MANY_REQUESTS => TransportFault::ServerFault,
        other if other.is_redirection() => TransportFault::Redirected,
        other if other.is_server_error() => TransportFault::ServerFault,
        _ => TransportFault::Unreadable,
    };
    let header = |name| response.headers().get(name).and_then(|value| value.to_str().ok());
    let reason = match header(header::LOCATION).filter(|_| kind == TransportFault::Redirected) {
        // What follows may be a signature.
        Some(elsewhere) => elsewhere.split(['?', '#']).next().unwrap_or_default().to_owned(),
        None => format!("{} {}", status.as_u16(), status.canonical_reason().unwrap_or("")).trim_end().to_owned(),
    };
    let retry_after = header(header::RETRY_AFTER).and_then(|value| retry_after(value, SystemTime::now()));
    Refusal { error: TransportError::new(kind, address, reason), retry_after }
}

fn parse(address: &str) -> Result<Url> {
    let refused = |reason: &str| TransportError::new(TransportFault::BadAddress, address, reason);
    let mut url = Url::parse(address).map_err(|error| refused(&error.to_string()))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(refused("an address begins with https://, http:// or file://"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(TransportError::new(
            TransportFault::BadAddress,
            "…",
            "a name or password does not belong into the address: use a token",
        ));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(refused("it ends in `?` or `#` and more, which the address of a folder does not"));
    }
    if !url.path().ends_with('/') {
        url.set_path(&format!("{}/", url.path()));
    }
    Ok(url)
}

pub(crate) fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    host == "localhost" || host.trim_matches(['[', ']']).parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

pub(crate) fn fault_of(error: &reqwest::Error) -> TransportFault {
    if error.is_timeout() {
        TransportFault::TimedOut
    } else if error.is_redirect() {
        TransportFault::Redirected
    } else if error.is_connect() && mentions_tls(error) {
        TransportFault::Tls
    } else {
        TransportFault::Unreachable
    }
}

/// TLS libraries are the host's choice: what they complain about can only be told by their words.
fn mentions_tls(error: &reqwest::Error) -> bool {
    let words = root_cause(error).to_lowercase();
    ["certificate", "tls", "handshake", "scheme is not http"].iter().any(|word| words.contains(word))
}

pub(crate) fn plain(error: &reqwest::Error) -> String {
    let words = root_cause(error);
    let known = CERTIFICATES.iter().find(|(word, _)| words.contains(word));
    known.map_or(words, |(_, meaning)| (*meaning).to_owned())
}

/// What rustls calls faults of certificates, and what it means; what is longer stands first.
const CERTIFICATES: [(&str, &str); 5] = [
    ("CaUsedAsEndEntity", "its certificate is that of an authority, not of a server"),
    ("UnknownIssuer", "its certificate is from an authority that this machine does not trust"),
    ("NotValidForName", "its certificate is for another host"),
    ("NotValidYet", "its certificate is not valid yet: check the clock of this machine"),
    ("Expired", "its certificate has expired"),
];

/// Returns the innermost complaint: those around it repeat the address.
fn root_cause(error: &(dyn std::error::Error + 'static)) -> String {
    let mut innermost = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    let text = innermost.to_string();
    text.split_once(" (os error").map_or(text.as_str(), |(words, _)| words).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_of_this_very_second_is_none() {
        let at = |second: u32| format!("Mon, 23 Nov 2026 06:00:{second:02} GMT");
        for (modified, settled) in [(0, true), (8, true), (9, false), (10, false), (11, false)] {
            assert_eq!(is_settled(Some(&at(10)), Some(&at(modified))), settled, "{modified}");
        }
        assert!(is_settled(None, Some(&at(10))) && is_settled(Some(&at(10)), None) && is_settled(Some("soon"), Some(&at(10))));
    }
}
