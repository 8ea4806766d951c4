//! The HTTP client of this program, which chooses its TLS.

use reqwest::blocking::{Client, ClientBuilder};

/// Begins a client: rustls with the roots of the operating system, and proxies from the environment.
pub(crate) fn http_client() -> ClientBuilder {
    // Another part of the program may have chosen before: that choice stands.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder().user_agent(concat!("betterwork/", env!("CARGO_PKG_VERSION")))
}
