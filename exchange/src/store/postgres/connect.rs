//! Connecting: an address, what the environment adds to it, and TLS where the address asks for it.

use std::env;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use ::postgres::config::{Host, SslMode};
use ::postgres::{Client, Config, NoTls};
use rustls::{ClientConfig, RootCertStore, pki_types::CertificateDer, pki_types::pem::PemObject};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::{Session, password};
use crate::store::sql::Fault;

/// How long a server may take to answer.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Where servers on Debian and its like have their socket.
const SOCKETS: &str = "/var/run/postgresql";

/// Why there is no connection.
pub(in crate::store) enum Refused {
    /// A sentence about the address or its options; no secret in it.
    Address(String),
    /// What the server or the way to it says.
    Server(Fault),
}

/// Connects to the database at an address.
pub(in crate::store) fn connect(address: &str) -> Result<Session, Refused> {
    let (address, options) = Options::take_from(address);
    let mut config: Config =
        address.parse().map_err(|_| Refused::Address("the address cannot be read: write postgres://USER@HOST:PORT/DATABASE".to_owned()))?;
    complete(&mut config);
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(TIMEOUT);
    }
    config.application_name(config.get_application_name().unwrap_or("betterwork").to_owned().as_str());
    let connected = match options.tls(&config)? {
        None => config.ssl_mode(SslMode::Disable).connect(NoTls),
        Some(tls) => config.ssl_mode(SslMode::Require).connect(tls),
    };
    let mut client: Client = connected.map_err(|error| Refused::Server(Fault::Postgres(error)))?;
    client.batch_execute("SET TimeZone = 'UTC'; SET synchronous_commit = on").map_err(|error| Refused::Server(Fault::Postgres(error)))?;
    Ok(Session::new(client))
}

/// The options of an address that are ours to heed.
#[derive(Default)]
struct Options {
    ssl_mode: Option<String>,
    root_certificate: Option<String>,
}

impl Options {
    fn take_from(address: &str) -> (String, Self) {
        let mut options = Options::default();
        let Some((place, query)) = address.rsplit_once('?') else { return (address.to_owned(), options) };
        let mut others = Vec::new();
        for option in query.split('&') {
            match option.split_once('=') {
                Some(("sslmode", value)) => options.ssl_mode = Some(value.to_owned()),
                Some(("sslrootcert", value)) => options.root_certificate = Some(value.replace("%2F", "/").replace("%2f", "/")),
                _ => others.push(option),
            }
        }
        let asks = if others.is_empty() { "" } else { "?" };
        (format!("{place}{asks}{}", others.join("&")), options)
    }

    /// Returns how to speak TLS, where that is asked for; to another machine unless the address says otherwise. A
    /// certificate is always checked, with the name of the host.
    fn tls(&self, config: &Config) -> Result<Option<MakeRustlsConnect>, Refused> {
        let mode = self.ssl_mode.clone().or_else(|| env::var("PGSSLMODE").ok());
        match mode.as_deref() {
            Some("disable") => return Ok(None),
            Some("require" | "verify-ca" | "verify-full") => {}
            None if config.get_hosts().iter().all(is_here) => return Ok(None),
            None => {}
            Some(other) => {
                return Err(Refused::Address(format!("`sslmode={other}` is not known here: say disable, require or verify-full")));
            }
        }
        let mut roots = RootCertStore::empty();
        let file = self.root_certificate.clone().or_else(|| env::var("PGSSLROOTCERT").ok());
        match &file {
            Some(file) => {
                let unread = |why: String| Refused::Address(format!("cannot read the certificates of `sslrootcert={file}`: {why}"));
                let pem = fs::read(file).map_err(|error| unread(error.to_string()))?;
                for certificate in CertificateDer::pem_slice_iter(&pem) {
                    let certificate = certificate.map_err(|error| unread(error.to_string()))?;
                    roots.add(certificate).map_err(|error| unread(error.to_string()))?;
                }
            }
            None => _ = roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs),
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| Refused::Address(error.to_string()))?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Some(MakeRustlsConnect::new(config)))
    }
}

fn is_here(host: &Host) -> bool {
    match host {
        Host::Tcp(name) => ["localhost", "127.0.0.1", "::1"].contains(&name.as_str()),
        _ => true,
    }
}

/// Adds what the address leaves to the environment, as `psql` does.
fn complete(config: &mut Config) {
    let variable = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    if config.get_hosts().is_empty() {
        let host = variable("PGHOST").unwrap_or_else(|| if Path::new(SOCKETS).is_dir() { SOCKETS } else { "localhost" }.to_owned());
        config.host(&host);
    }
    if config.get_ports().is_empty()
        && let Some(port) = variable("PGPORT").and_then(|port| port.parse().ok())
    {
        config.port(port);
    }
    if config.get_user().is_none()
        && let Some(user) = variable("PGUSER")
    {
        config.user(&user);
    }
    if config.get_dbname().is_none()
        && let Some(database) = variable("PGDATABASE")
    {
        config.dbname(&database);
    }
    if config.get_password().is_none()
        && let Some(found) = variable("PGPASSWORD").or_else(|| password::from_file(config))
    {
        config.password(found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_ours_is_taken_out_of_an_address() {
        let (address, options) = Options::take_from("postgres://h/d?sslmode=verify-full&application_name=erp&sslrootcert=%2Fca.pem");
        assert_eq!(address, "postgres://h/d?application_name=erp");
        assert_eq!((options.ssl_mode.as_deref(), options.root_certificate.as_deref()), (Some("verify-full"), Some("/ca.pem")));
    }

    #[test]
    fn another_machine_is_spoken_to_with_tls_unless_the_address_says_otherwise() {
        let speaks = |address: &str| {
            let (address, options) = Options::take_from(address);
            options.tls(&address.parse().unwrap()).is_ok_and(|tls| tls.is_some())
        };
        assert_eq!(
            ["postgres://db.example/d", "postgres://db.example/d?sslmode=disable", "postgres://localhost/d"].map(speaks),
            [true, false, false]
        );
    }

    #[test]
    fn a_mode_that_would_check_nothing_is_refused() {
        let (address, options) = Options::take_from("postgres://db.example/d?sslmode=prefer");
        assert!(matches!(options.tls(&address.parse().unwrap()), Err(Refused::Address(_))));
    }
}
