//! An exchange behind a real nginx, as `examples/hosting/nginx.conf` sets it up: tokens, compression, caching, TLS.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod common;

use std::process::Output;
use std::time::{Duration, SystemTime};

use common::exchange::{SIGNING, place};
use common::{AT, Place};
use conformance::nginx::{Nginx, Speaks};

const TOKENS: &[(&str, &str)] = &[("token-of-demo", "demo"), ("token-of-other", "other")];

/// An exchange with so many reports for the subscriber `demo`.
fn published(reports: u64) -> Place {
    let place = place(reports);
    let files: String = (1..=reports).map(|seed| format!(" {seed}.sdjwt")).collect();
    let added = place.run(&format!("publish add exchange{files} --share demo --because tests {SIGNING}"));
    assert_eq!(added.code, 0, "{}", added.stderr);
    place
}

struct Sync<'a> {
    place: &'a Place,
    address: String,
    token: Option<&'a str>,
    authority: Option<std::path::PathBuf>,
}

impl Sync<'_> {
    fn run(&self, store: &str) -> (i32, String, serde_json::Value) {
        let line = format!("sync {} --store {store} --trust trust.json --subscriber demo --at {AT} --json", self.address);
        let mut command = self.place.command(&line);
        command.env_remove("BETTERWORK_TOKEN").envs(self.token.map(|token| ("BETTERWORK_TOKEN", token)));
        command.envs(self.authority.as_ref().map(|path| ("SSL_CERT_FILE", path)));
        let Output { status, stdout, .. } = command.output().unwrap();
        let said = String::from_utf8(stdout).unwrap();
        let json = serde_json::from_str(&said).unwrap_or_default();
        (status.code().unwrap(), said, json)
    }
}

#[test]
fn a_sync_through_nginx_reads_compressed_bundles_and_then_a_checkpoint_alone() {
    let place = published(3);
    let Some(nginx) = Nginx::start(&place.path("exchange"), TOKENS, Speaks::Http) else { return };
    let address = format!("http://127.0.0.1:{}/", nginx.port());
    let sync = Sync { place: &place, address, token: Some("token-of-demo"), authority: None };
    // nginx makes versions of files of the second of their last change: what changed just now has none that can be relied on.
    let long_ago = SystemTime::now() - Duration::from_secs(60);
    std::fs::File::options().append(true).open(place.path("exchange/checkpoint")).unwrap().set_modified(long_ago).unwrap();
    let (code, said, first) = sync.run("reports.db");
    assert_eq!((code, &first["imported"]), (0, &3.into()), "{said}");
    let before = nginx.requests().len();
    let (code, said, second) = sync.run("reports.db");
    assert_eq!((code, &second["imported"], &second["requests"], &second["bytes"]), (0, &0.into(), &1.into(), &0.into()), "{said}");
    assert_eq!(nginx.requests()[before..], ["304 0 /checkpoint"]);
    // Three more entries come in the compressed copy of their bundle.
    for seed in 1..=3 {
        assert_eq!(place.run(&format!("publish suspend exchange {seed}.sdjwt {SIGNING}")).code, 0);
    }
    let (code, said, third) = sync.run("reports.db");
    assert_eq!((code, &third["entries"], &third["standing_changed"]), (0, &3.into(), &3.into()), "{said}");
    let bundle = nginx.requests().into_iter().find(|line| line.contains("/tile/entries/")).unwrap();
    let sent: u64 = bundle.split(' ').nth(1).unwrap().parse().unwrap();
    let path = bundle.rsplit(' ').next().unwrap().trim_start_matches('/').to_owned();
    let plain = std::fs::metadata(place.path("exchange").join(path)).unwrap().len();
    assert!(sent < plain, "{sent} of {plain} bytes");
}

#[test]
fn nginx_lets_nobody_read_what_is_not_theirs() {
    let place = published(1);
    let Some(nginx) = Nginx::start(&place.path("exchange"), TOKENS, Speaks::Http) else { return };
    let address = format!("http://127.0.0.1:{}/", nginx.port());
    for (token, answer) in [(None, "401"), (Some("guessed"), "401"), (Some("token-of-other"), "403")] {
        let sync = Sync { place: &place, address: address.clone(), token, authority: None };
        let (code, said, json) = sync.run("reports.db");
        assert_eq!((code, &json["error"]["code"]), (3, &"forbidden".into()), "{said}");
        assert!(said.contains("subscribers/demo/list.json") && said.contains(answer) && said.contains("token"), "{said}");
        assert!(token.is_none_or(|token| !said.contains(token)), "{said}");
    }
    let tree = place.run("query reports --store reports.db --json").json();
    assert_eq!(tree.as_array().unwrap().len(), 0);
    assert!(nginx.requests().iter().all(|line| !line.contains("/documents/")));
}

#[test]
fn a_server_that_nobody_vouches_for_gets_no_token() {
    let place = published(1);
    let Some(nginx) = Nginx::start(&place.path("exchange"), TOKENS, Speaks::Https) else { return };
    let address = format!("https://127.0.0.1:{}/", nginx.port());
    let mut sync = Sync { place: &place, address, token: Some("token-of-demo"), authority: None };
    let (code, said, json) = sync.run("reports.db");
    assert_eq!((code, &json["error"]["code"]), (3, &"tls".into()), "{said}");
    assert!(said.contains("no secure connection") && said.contains("certificate"), "{said}");
    assert_eq!(nginx.requests(), Vec::<String>::new());
    sync.authority = Some(nginx.authority());
    let (code, said, json) = sync.run("reports.db");
    assert_eq!((code, &json["imported"]), (0, &1.into()), "{said}");
    // Plain HTTP at the port of TLS is no exchange either, and no token goes there.
    sync.address = sync.address.replace("https", "http");
    let (code, said, _) = sync.run("other.db");
    assert!(code == 3 && !said.contains("token-of-demo"), "{said}");
}
