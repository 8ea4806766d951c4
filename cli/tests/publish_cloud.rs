//! `publish` into a bucket, with what the environment says.
#![cfg(feature = "cloud")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod common;

use common::exchange::{SIGNING, with_feed};
use common::{AT, Place, Ran};
use conformance::moto::{self, Bucket};
use conformance::sample::ORIGIN;

/// Runs the program with these settings in its environment, and no others for object stores.
fn run(place: &Place, line: &str, settings: &[(String, String)]) -> Ran {
    let mut command = place.command(line);
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("AWS_")) {
        command.env_remove(name);
    }
    command.envs(settings.iter().cloned());
    Ran::of(command.output().unwrap())
}

fn succeed(place: &Place, bucket: &Bucket, line: &str) -> Ran {
    let ran = run(place, line, &bucket.settings());
    assert_eq!(ran.code, 0, "{line}: {} {}", ran.stdout, ran.stderr);
    ran
}

#[test]
fn a_bucket_is_published_into_as_a_folder_is() {
    let Some(bucket) = moto::bucket() else { return };
    let (place, exchange) = (with_feed(2), format!("s3://{}/programme", bucket.name()));
    succeed(&place, &bucket, &format!("publish init {exchange} --origin {ORIGIN} --trust trust.json --status status.jwt {SIGNING}"));
    succeed(&place, &bucket, &format!("publish add {exchange} 1.sdjwt 2.sdjwt --share demo --because tests {SIGNING}"));
    succeed(&place, &bucket, &format!("publish refresh {exchange} {SIGNING}"));
    let checked = succeed(&place, &bucket, &format!("publish check {exchange} --at {AT} --json")).json();
    assert_eq!(
        (&checked["exchange"], &checked["documents"], &checked["complaints"]),
        (&exchange.into(), &2.into(), &serde_json::json!([]))
    );
    let sync = format!("sync {}programme/ --store reader.db --trust trust.json --subscriber demo --at {AT} --json", bucket.url());
    assert_eq!(succeed(&place, &bucket, &sync).json()["imported"], 2);
}

#[test]
fn a_bucket_without_credentials_is_a_mistake_of_the_command_line() {
    let place = Place::new();
    let ran = run(&place, "publish check s3://exchange/programme", &[]);
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert!(ran.stderr.contains("`s3://exchange/programme`") && ran.stderr.contains("set AWS_ACCESS_KEY_ID"), "{}", ran.stderr);
}

#[test]
fn a_bucket_that_is_not_there_is_a_matter_of_files() {
    let Some(bucket) = moto::bucket() else { return };
    let ran = run(&Place::new(), "publish check s3://no-such-bucket/programme --json", &bucket.settings());
    assert_eq!((ran.code, &*ran.error_code()), (3, "unreadable"), "{}", ran.stdout);
    assert!(!ran.stdout.contains("synthetic-secret"), "{}", ran.stdout);
}
