//! A folder in which somebody publishes an exchange and somebody follows it.

use betterwork::trust::{StatusDraft, sign_trust_list};
use conformance::sample::{self, FEED_KEY, Keys, ORIGIN, SIGNED_AT, Size, key};

use super::Place;

/// What every `publish` needs.
pub(crate) const SIGNING: &str = "--feed-key feed.pem --status-key status.pem --at 2026-02-16";

/// A trust list with a feed, the keys of its publisher, a status list, and so many reports: `1.sdjwt` and on.
pub(crate) fn with_feed(reports: u64) -> Place {
    let (place, keys) = (Place::new(), Keys::default());
    place.write("trust.json", sign_trust_list(&sample::trust_payload_with_feed(&keys), &[&keys.root]).unwrap());
    place.write("feed.pem", key(FEED_KEY).to_pem().unwrap().as_bytes());
    let status = StatusDraft::new(sample::STATUS_URI, 1024).sign(&keys.status, SIGNED_AT, SIGNED_AT.plus_seconds(86_400)).unwrap();
    place.write("status.jwt", status);
    for seed in 1..=reports {
        place.write(&format!("{seed}.sdjwt"), sample::token(&keys, seed, Size::SMALL).unwrap());
    }
    place
}

/// The same, and an exchange without reports in the folder `exchange`.
pub(crate) fn place(reports: u64) -> Place {
    let place = with_feed(reports);
    let began = place.run(&format!("publish init exchange --origin {ORIGIN} --trust trust.json --status status.jwt {SIGNING}"));
    assert_eq!(began.code, 0, "{}", began.stderr);
    place
}
