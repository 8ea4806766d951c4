//! The answers about a genuine report: signer, standing, age, disclosure, publication, warnings.

use betterwork::trust::{Purpose, StatusDraft, StatusValue, TrustListPayload, sign_trust_list};

use super::world::{
    OTHER_STATUS, OTHER_STATUS_URI, ROOT, STATUS, STRANGER, report, status_draft, status_list, token, trust_payload, wide_trust_payload,
};
use super::{Scenario, accepted};
use crate::sample::{SIGNED_AT, STATUS_URI, key};

pub(super) fn scenarios() -> Vec<Scenario> {
    [standings(), unknown_standings(), others()].into_iter().flatten().collect()
}

fn at_index(index: u64) -> String {
    report().payload(r#""idx":7"#, &format!(r#""idx":{index}"#)).done()
}

fn standings() -> Vec<Scenario> {
    let list = status_list();
    let mut later = status_draft();
    later.set(7, StatusValue::Superseded).unwrap();
    let later = later.sign(&key(STATUS), SIGNED_AT.plus_seconds(86_400), SIGNED_AT.plus_seconds(10 * 86_400)).unwrap();
    vec![
        accepted("standing-valid", "The report stands.", token())
            .status(&[&list])
            .with("/standing/value", "valid")
            .with("/standing/as_of_at", "2026-02-15T00:00:00Z")
            .with("/publication/public", true),
        accepted("standing-suspended", "The report is not to be relied on for now.", at_index(8))
            .status(&[&list])
            .with("/standing/value", "suspended")
            .with("/publication/reason", "suspended"),
        accepted("standing-superseded", "A correction or a later assessment took the report's place.", at_index(9))
            .status(&[&list])
            .with("/standing/value", "superseded")
            .with("/publication/reason", "superseded"),
        accepted("standing-revoked", "The report was taken back, or its index was not given out yet: both read 1.", at_index(10))
            .status(&[&list])
            .with("/standing/value", "revoked")
            .with("/publication/reason", "revoked"),
        accepted("standing-at-the-last-index", "The last index of the list.", at_index(63))
            .status(&[&list])
            .with("/standing/value", "revoked"),
        accepted("standing-by-the-newer-list", "Of two lists of one address the newer counts, in whatever order they are held.", token())
            .status(&[&later, &list])
            .with("/standing/value", "superseded")
            .with("/standing/as_of_at", "2026-02-16T00:00:00Z"),
    ]
}

fn unknown_standings() -> Vec<Scenario> {
    let list = status_list();
    let of_other = StatusDraft::new(OTHER_STATUS_URI, 64).sign(&key(OTHER_STATUS), SIGNED_AT, SIGNED_AT.plus_seconds(86_400 * 14)).unwrap();
    let mut sharing = wide_trust_payload();
    sharing.entities[1].status_uris.push(STATUS_URI.into());
    let usurped = status_draft().sign(&key(OTHER_STATUS), SIGNED_AT, SIGNED_AT.plus_seconds(14 * 86_400)).unwrap();
    let by_a_stranger = status_draft().sign(&key(STRANGER), SIGNED_AT, SIGNED_AT.plus_seconds(14 * 86_400)).unwrap();
    vec![
        accepted(
            "standing-unknown-none-held",
            "No status list is held: the report is genuine, and nobody here can say whether it stands.",
            token(),
        )
        .with("/standing/value", "unknown")
        .with("/standing/reason", "none_held")
        .with("/publication/public", true),
        accepted("standing-unknown-stale", "The status list expires at the very instant of the question.", token())
            .status(&[&list])
            .at("2026-03-01T00:00:00Z")
            .with("/standing/value", "unknown")
            .with("/standing/reason", "status_stale"),
        accepted("standing-in-the-lists-last-second", "The status list expires in a second.", token())
            .status(&[&list])
            .at("2026-02-28T23:59:59Z")
            .with("/standing/value", "valid"),
        accepted("standing-unknown-other-list", "Only a list of another address is held.", token())
            .under_the_wide_trust_list()
            .status(&[&of_other])
            .with("/standing/value", "unknown")
            .with("/standing/reason", "status_mismatch"),
        accepted("standing-unknown-key", "The status list is signed by a stranger.", token())
            .status(&[&by_a_stranger])
            .with("/standing/value", "unknown")
            .with("/standing/reason", "unknown_key"),
        accepted("standing-unknown-malformed", "The status list is none.", token())
            .status(&["no list"])
            .with("/standing/value", "unknown")
            .with("/standing/reason", "malformed"),
        accepted("standing-valid-beside-a-broken-list", "A broken list beside a good one changes nothing.", token())
            .status(&["no list", &list])
            .with("/standing/value", "valid"),
        accepted(
            "standing-unknown-list-of-another-issuer",
            "Another entity signed the list of the report's address, which the trust list lets it publish too.",
            token(),
        )
        .trust(&signed(&sharing))
        .status(&[&usurped])
        .with("/standing/value", "unknown")
        .with("/standing/reason", "not_authorised"),
        accepted("standing-unknown-index-beyond-the-end", "The list is shorter than the report's index.", at_index(64))
            .status(&[&list])
            .with("/standing/value", "unknown")
            .with("/standing/reason", "inconsistent"),
        accepted("standing-unknown-index-far-beyond-the-end", "The largest index that can be written.", at_index((1 << 53) - 1))
            .status(&[&list])
            .with("/standing/reason", "inconsistent"),
    ]
}

fn others() -> Vec<Scenario> {
    let with_purpose = |purpose: Purpose| {
        let mut payload = trust_payload();
        payload.purpose = purpose;
        signed(&payload)
    };
    let published = |publication: &str| report().payload(r#"{"audience":"public","from":"2026-02-15"}"#, publication).done();
    let identified = |identifiers: &str| report().payload(r#"{"scheme":"star","value":"412"}"#, identifiers).done();
    vec![
        accepted("signer-of-a-test-list", "A test list: its reports are shown as test data.", token())
            .with("/signer/test", true)
            .with("/signer/entity", "https://programme.example")
            .with("/signer/role", "programme")
            .with("/signer/key_state", "active"),
        accepted("signer-of-a-production-list", "A list of real reports, in its form; the data is synthetic here too.", token())
            .trust(&with_purpose(Purpose::Production))
            .with("/signer/test", false),
        accepted("signer-of-a-list-of-unknown-purpose", "A purpose that this version does not know counts as test.", token())
            .trust(&with_purpose(Purpose::from("rehearsal")))
            .with("/signer/test", true),
        accepted("publication-restricted", "The report is not for public display.", published(r#"{"audience":"restricted"}"#))
            .status(&[&status_list()])
            .with("/publication/public", false)
            .with("/publication/reason", "restricted"),
        accepted("publication-restricted-and-superseded", "`restricted` comes before what the standing says.", {
            report().payload(r#""audience":"public","from":"2026-02-15""#, r#""audience":"restricted""#).payload(r#""idx":7"#, r#""idx":9"#).done()
        })
        .status(&[&status_list()])
        .with("/standing/value", "superseded")
        .with("/publication/reason", "restricted"),
        accepted("publication-not-yet", "The day has not come.", published(r#"{"audience":"public","from":"2026-02-21"}"#))
            .with("/publication/public", false)
            .with("/publication/reason", "not_yet"),
        accepted("publication-from-today", "The day begins at the very instant of the question.", published(r#"{"audience":"public","from":"2026-02-20"}"#))
            .with("/publication/public", true),
        accepted("publication-from-the-day-of-signing", "No day is named: from the day of `iat` on.", published(r#"{"audience":"public"}"#))
            .with("/publication/public", true),
        accepted("disclosure-complete", "Everything is shown.", token()).with("/disclosure/value", "complete").with(
            "/digest",
            betterwork::Digest::of(token().split('~').next().unwrap().rsplit_once('.').unwrap().0.as_bytes()).to_string(),
        ),
        accepted("warning-identifier-checksum", "A check character that does not fit is no reason to refuse a report.", {
            identified(r#"{"scheme":"lei","value":"5493001KJTIIGC8Y1R13"}"#)
        })
        .with("/warnings/0/code", "identifier_checksum")
        .with("/warnings/0/path", "report.facility.identifiers[0]"),
        accepted("warning-identifier-format", "An identifier that is not written as its scheme demands.", identified(r#"{"scheme":"os_id","value":"412"}"#))
            .with("/warnings/0/code", "identifier_format"),
        accepted("identifiers-without-warning", "Identifiers that are right, and one of a scheme that this version does not know.", {
            identified(
                r#"{"scheme":"os_id","value":"BD2019086FE689M"},{"scheme":"lei","value":"5493001KJTIIGC8Y1R12"},{"scheme":"gln","value":"4006381333931"},{"scheme":"duns","value":"150483782"},{"scheme":"x_registry","value":"1"}"#,
            )
        })
        .with("/document/report/facility/identifiers/4/scheme", "x_registry"),
        accepted("facility-key", "The report names the facility's key, for its replies.", {
            report()
                .payload(r#""_sd_alg""#, r#""cnf":{"jwk":{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}},"_sd_alg""#)
                .done()
        })
        .with("/document/cnf/jwk/kty", "OKP"),
    ]
}

fn signed(payload: &TrustListPayload) -> String {
    sign_trust_list(payload, &[&key(ROOT)]).unwrap()
}
