//! Time: days are UTC, a window includes its start and excludes its end.

use betterwork::ErrorKind::{NotYetValid, TrustExpired};
use betterwork::trust::sign_trust_list;

use super::world::{ROOT, instant, report, token, trust_payload};
use super::{Scenario, accepted, refused};
use crate::sample::key;

pub(super) fn scenarios() -> Vec<Scenario> {
    let mut payload = trust_payload();
    payload.expires = instant("2026-02-20T00:00:00Z");
    let expiring = sign_trust_list(&payload, &[&key(ROOT)]).unwrap();
    vec![
        accepted("signed-300-seconds-ahead", "Clocks may differ by 300 seconds.", token())
            .at("2026-02-14T23:55:00Z")
            .with("/publication/reason", "not_yet"),
        refused(NotYetValid, "signed-301-seconds-ahead", "`iat` is more than 300 seconds after the time of the question.", token())
            .at("2026-02-14T23:54:59Z"),
        accepted("trust-list-in-its-last-second", "The trust list expires in a second.", token())
            .trust(&expiring)
            .at("2026-02-19T23:59:59Z")
            .with("/age/days", 15),
        refused(TrustExpired, "trust-list-expired", "The trust list expires at the very instant of the question.", token())
            .trust(&expiring),
        refused(TrustExpired, "trust-list-expired-and-token-broken", "The trust list is asked first, even where the token is nothing.", "")
            .trust(&expiring),
        accepted("lapsed", "The reliance period ends at the very instant of the question: the report is genuine all the same.", {
            report().payload(r#""iat":1771113600"#, r#""iat":1771113600,"exp":1771545600"#).done()
        })
        .with("/age/lapsed", true),
        accepted("not-lapsed-yet", "The reliance period ends in a second.", {
            report().payload(r#""iat":1771113600"#, r#""iat":1771113600,"exp":1771545601"#).done()
        })
        .with("/age/lapsed", false),
        accepted("age-since-the-end-of-the-visit", "Age is counted in days since `ended_on`.", token())
            .at("2027-02-04T23:59:59Z")
            .with("/age/days", 365)
            .with("/age/since_on", "2026-02-04"),
        accepted("age-since-the-start-of-the-visit", "Without `ended_on`, age is counted since `started_on`.", {
            report().payload(r#""ended_on":"2026-02-04","#, "").done()
        })
        .with("/age/days", 17)
        .with("/age/since_on", "2026-02-03"),
    ]
}
