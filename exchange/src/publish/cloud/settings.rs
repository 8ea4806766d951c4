//! What the environment says about an object store: credentials, region, endpoint.

use std::collections::BTreeMap;
use std::time::Duration;

use object_store::aws::{AmazonS3, AmazonS3Builder, AmazonS3ConfigKey, S3ConditionalPut};
use object_store::{BackoffConfig, ClientConfigKey, RetryConfig};
use reqwest::Url;

/// What credentials come from, the usual first; each names one way, and one is enough.
const CREDENTIALS: [&str; 6] = [
    "AWS_ACCESS_KEY_ID",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_METADATA_ENDPOINT",
    "AWS_SKIP_SIGNATURE",
];

/// Where the server is, the word that counts most first.
const ENDPOINTS: [&str; 3] = ["AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "AWS_ENDPOINT"];

/// What no message may hold.
const SECRETS: [&str; 3] = ["AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_ACCESS_KEY_ID"];

/// How long a request may take.
const TIMEOUT: &str = "60s";

/// A request is sent again four times at most, within a minute.
fn patience() -> RetryConfig {
    let backoff = BackoffConfig { init_backoff: Duration::from_millis(100), max_backoff: Duration::from_secs(5), base: 3.0 };
    RetryConfig { backoff, max_retries: 4, retry_timeout: Duration::from_secs(60) }
}

/// A store as it was set up.
pub(super) struct Settings {
    pub(super) store: AmazonS3,
    pub(super) secrets: Vec<String>,
}

/// Sets up a store; the error is a sentence without a secret.
pub(super) fn store(bucket: &str, settings: impl IntoIterator<Item = (String, String)>) -> Result<Settings, String> {
    // An empty variable is one that somebody has unset.
    let given = |(name, value): &(String, String)| name.starts_with("AWS_") && !value.trim().is_empty();
    let settings: BTreeMap<String, String> = settings.into_iter().filter(given).collect();
    check_credentials(&settings)?;
    let endpoint = ENDPOINTS.iter().find_map(|name| settings.get(*name));
    let in_the_clear = endpoint.map_or(Ok(false), |endpoint| check_endpoint(endpoint, &settings))?;

    // A host may have chosen its TLS before: that choice stands.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let known = |name: &str| name.to_ascii_lowercase().parse::<AmazonS3ConfigKey>().ok();
    let mut builder = AmazonS3Builder::new().with_config(AmazonS3ConfigKey::Client(ClientConfigKey::Timeout), TIMEOUT);
    for (name, value) in &settings {
        if let Some(key) = known(name) {
            builder = builder.with_config(key, value.trim());
        }
    }
    builder = builder.with_bucket_name(bucket).with_conditional_put(S3ConditionalPut::ETagMatch).with_retry(patience());
    if in_the_clear {
        builder = builder.with_allow_http(true);
    }
    let secrets: Vec<String> = SECRETS.iter().filter_map(|name| Some(settings.get(*name)?.trim().to_owned())).collect();
    let store = builder.build().map_err(|_| "a setting in the environment (AWS_…) cannot be read: check their values".to_owned())?;
    Ok(Settings { store, secrets })
}

fn check_credentials(settings: &BTreeMap<String, String>) -> Result<(), String> {
    let has = |name: &str| settings.contains_key(name);
    if has("AWS_ACCESS_KEY_ID") != has("AWS_SECRET_ACCESS_KEY") {
        let missing = if has("AWS_ACCESS_KEY_ID") { "AWS_SECRET_ACCESS_KEY" } else { "AWS_ACCESS_KEY_ID" };
        return Err(format!("half of the credentials is missing: set {missing} too"));
    }
    if CREDENTIALS.iter().any(|name| has(name)) {
        return Ok(());
    }
    Err("there are no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY".to_owned())
}

/// Returns whether the server is spoken to in the clear: on this machine, or where the settings allow it.
fn check_endpoint(endpoint: &str, settings: &BTreeMap<String, String>) -> Result<bool, String> {
    let url = Url::parse(endpoint.trim()).map_err(|_| "AWS_ENDPOINT_URL is no address: write https://HOST".to_owned())?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err("AWS_ENDPOINT_URL holds a password: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY instead".to_owned());
    }
    let is_here = url.host_str().is_some_and(|host| {
        let address = host.trim_start_matches('[').trim_end_matches(']').parse::<std::net::IpAddr>();
        host == "localhost" || address.is_ok_and(|address| address.is_loopback())
    });
    let allowed = settings.get("AWS_ALLOW_HTTP").is_some_and(|value| value.trim().eq_ignore_ascii_case("true"));
    match url.scheme() {
        "https" => Ok(false),
        "http" if is_here || allowed => Ok(true),
        "http" => Err(format!("`{url}` is not encrypted: use https, or set AWS_ALLOW_HTTP=true in a network that you trust")),
        _ => Err("AWS_ENDPOINT_URL is no address of a web server: write https://HOST".to_owned()),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn refusal(settings: &[(&str, &str)]) -> Option<String> {
        let settings = settings.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        store("exchange", settings).err()
    }

    const KEY: (&str, &str) = ("AWS_ACCESS_KEY_ID", "AKIDSYNTHETIC");
    const SECRET: (&str, &str) = ("AWS_SECRET_ACCESS_KEY", "s3cret");

    #[test]
    fn credentials_are_needed_whole() {
        assert_eq!(refusal(&[KEY, SECRET]), None);
        assert!(refusal(&[]).unwrap().contains("no credentials"));
        assert!(refusal(&[("AWS_ACCESS_KEY_ID", ""), ("AWS_SECRET_ACCESS_KEY", " ")]).unwrap().contains("no credentials"));
        assert!(refusal(&[KEY]).unwrap().contains("AWS_SECRET_ACCESS_KEY"));
        assert!(refusal(&[SECRET]).unwrap().contains("AWS_ACCESS_KEY_ID"));
    }

    #[test]
    fn credentials_leave_the_machine_encrypted_only() {
        for good in ["https://s3.example", "http://127.0.0.1:9000", "http://[::1]:9000", "http://localhost:9000"] {
            assert_eq!(refusal(&[KEY, SECRET, ("AWS_ENDPOINT_URL", good)]), None, "{good}");
        }
        for bad in ["http://s3.example", "ftp://s3.example", "s3.example", "https://k:s3cret@s3.example"] {
            let refusal = refusal(&[KEY, SECRET, ("AWS_ENDPOINT_URL", bad)]).unwrap();
            assert!(!refusal.contains("s3cret"), "{refusal}");
        }
        assert_eq!(refusal(&[KEY, SECRET, ("AWS_ENDPOINT_URL", "http://s3.example"), ("AWS_ALLOW_HTTP", "true")]), None);
    }

    #[test]
    fn a_setting_that_cannot_be_read_is_said_without_its_value() {
        let refusal = refusal(&[KEY, SECRET, ("AWS_UNSIGNED_PAYLOAD", "s3cret")]).unwrap();
        assert!(refusal.contains("AWS_") && !refusal.contains("s3cret"), "{refusal}");
    }
}
