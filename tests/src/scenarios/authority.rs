//! Who may sign: the key's entity, role, use, countries, state and window.

use betterwork::ErrorKind::{KeyNotValid, NotAuthorised};

use super::world::{
    BANGLADESH, BUYER, BUYERS, COMPROMISED, LATER, OTHER, OTHER_STATUS_URI, PAUSED, RETIRED, STATEMENT, STATUS, progress, report,
};
use super::{Scenario, accepted, refused};
use crate::sample::{ISSUER, STATUS_URI};

pub(super) fn scenarios() -> Vec<Scenario> {
    let signed_at = |seconds: i64| report().payload("1771113600", &seconds.to_string());
    let scenarios = vec![
        refused(NotAuthorised, "issuer-does-not-own-the-key", "Signed with the key of another programme.", report().signed_by(OTHER)),
        refused(
            NotAuthorised,
            "issuer-not-in-the-trust-list",
            "`iss` is nobody whom the trust list knows.",
            report().payload(ISSUER, "https://stranger.example").done(),
        ),
        refused(
            NotAuthorised,
            "signed-by-a-buyer",
            "A buyer's key, however it is marked, signs no report.",
            report().payload(ISSUER, BUYER).signed_by(BUYERS),
        ),
        refused(NotAuthorised, "key-for-status-lists", "The issuer's key for status lists signs no report.", report().signed_by(STATUS)),
        refused(NotAuthorised, "key-for-statements", "The issuer's key for statements signs no report.", report().signed_by(STATEMENT)),
        refused(
            NotAuthorised,
            "key-of-another-country",
            "The issuer's key for Bangladesh, a facility in Viet Nam.",
            report().signed_by(BANGLADESH),
        ),
        refused(
            NotAuthorised,
            "status-list-of-another-issuer",
            "The report says that its standing is found with another programme.",
            report().payload(STATUS_URI, OTHER_STATUS_URI).done(),
        ),
        refused(
            NotAuthorised,
            "progress-report-of-another-issuer",
            "A progress report signed with the key of another programme.",
            progress().signed_by(OTHER),
        )
        .about_progress(),
        accepted("progress-report-of-any-country", "A progress report names no facility: its country is checked with the assessment.", {
            progress().signed_by(BANGLADESH)
        })
        .about_progress()
        .with("/signer/key_state", "active"),
        accepted("key-retired", "A retired key's reports inside its window stay good.", report().signed_by(RETIRED))
            .with("/signer/key_state", "retired"),
        refused(
            KeyNotValid,
            "key-retired-before-signing",
            "Signed at the very instant at which the key's window ends.",
            signed_at(1_771_200_000).signed_by(RETIRED),
        ),
        accepted("key-at-the-start-of-its-window", "Signed at the very instant at which the key's window begins.", {
            signed_at(1_771_200_000).signed_by(LATER)
        })
        .with("/signer/key_state", "active"),
        refused(
            KeyNotValid,
            "key-before-its-window",
            "Signed a second before the key's window begins.",
            signed_at(1_771_199_999).signed_by(LATER),
        ),
        refused(KeyNotValid, "key-compromised", "A compromised key's reports are not good, whenever they say they were signed.", {
            report().signed_by(COMPROMISED)
        }),
        refused(KeyNotValid, "key-of-unknown-state", "The trust list calls the key `paused`, which this reader does not know.", {
            report().signed_by(PAUSED)
        }),
    ];
    scenarios.into_iter().map(Scenario::under_the_wide_trust_list).collect()
}
