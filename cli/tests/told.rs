//! `sync --on-change` and `--webhook`: who is told, what happens when they are not.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
#![cfg(unix)]

mod common;

use common::exchange::{SIGNING, place};
use common::{AT, Place, Ran};

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

fn publish(place: &Place, seed: u64) {
    let added = place.run(&format!("publish add exchange {seed}.sdjwt --share demo --because tests {SIGNING}"));
    assert_eq!(added.code, 0, "{}", added.stderr);
}

fn sync(place: &Place, options: &[&str], secret: Option<&str>) -> Ran {
    let mut command = place.command(&format!("sync exchange --store reports.db --trust trust.json --subscriber demo --at {AT}"));
    command.args(options).env_remove("BETTERWORK_WEBHOOK_SECRET").envs(secret.map(|secret| ("BETTERWORK_WEBHOOK_SECRET", secret)));
    Ran::of(command.output().unwrap())
}

#[test]
fn a_command_gets_each_change_once_it_takes_it() {
    let place = place(2);
    publish(&place, 1);
    let write = "cat >> told; echo $WEBHOOK_ID $WEBHOOK_SIGNATURE >> ids; echo to nobody; test -e willing";
    let refused = sync(&place, &["--on-change", write, "--json"], Some(SECRET));
    let json = refused.json();
    assert_eq!(
        (refused.code, &json["imported"], &json["notified"]["error"]["code"]),
        (3, &1.into(), &"not_told".into()),
        "{}",
        refused.stdout
    );
    place.write("willing", "");
    publish(&place, 2);
    let taken = sync(&place, &["--on-change", write, "--json"], Some(SECRET));
    assert_eq!((taken.code, &taken.json()["notified"]["changes"]), (0, &serde_json::json!([2])), "{}", taken.stderr);
    let messages = place.read("told").replace("}{", "}\n{");
    let messages: Vec<serde_json::Value> = messages.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let last = |message: &serde_json::Value| message["data"]["last_change_id"].as_i64().unwrap();
    assert_eq!(messages.iter().map(last).collect::<Vec<_>>(), [1, 1, 2]);
    let ids = place.read("ids");
    let ids: Vec<_> = ids.lines().map(|line| line.split_once(" v1,").unwrap().0).collect();
    assert!(ids[0] == ids[1] && ids[1] != ids[2], "{ids:?}");
    // Nothing new, nobody is told.
    let quiet = sync(&place, &["--on-change", write], None);
    assert!(quiet.code == 0 && quiet.stdout.contains("nothing new") && place.read("ids").lines().count() == 3, "{}", quiet.stdout);
}

#[test]
fn a_webhook_without_a_secret_or_over_http_is_refused_before_anything_happens() {
    let place = place(1);
    publish(&place, 1);
    let address = "https://erp.example/hook";
    for (address, secret, why) in [
        (address, None, "needs the environment variable `BETTERWORK_WEBHOOK_SECRET`"),
        (address, Some("hush"), "`whsec_` and the Base64"),
        ("http://erp.example/hook", Some(SECRET), "over https only"),
    ] {
        let ran = sync(&place, &["--webhook", address], secret);
        assert!(ran.code == 2 && ran.stderr.contains(why) && !ran.stderr.contains("hush"), "{}", ran.stderr);
    }
    assert!(!place.path("reports.db").exists());
}

#[test]
fn a_webhook_that_nobody_answers_is_said_and_the_store_is_written() {
    let place = place(1);
    publish(&place, 1);
    let ran = sync(&place, &["--webhook", "http://127.0.0.1:1/secret-path"], Some(SECRET));
    assert_eq!(ran.code, 3, "{}", ran.stderr);
    assert!(
        ran.stdout.contains("1 new report") && ran.stderr.contains("cannot reach `http://127.0.0.1:1/…`"),
        "{}{}",
        ran.stdout,
        ran.stderr
    );
    assert!(!ran.stderr.contains("secret-path") && ran.stderr.contains("sent by the next sync"), "{}", ran.stderr);
}
