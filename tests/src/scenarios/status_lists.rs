//! Status lists: two bits an entry, signed by the issuer's status key, short-lived.

use betterwork::ErrorKind::{
    self, BadSignature, KeyNotValid, Malformed, NotAuthorised, NotYetValid, StatusMismatch, StatusRollback, StatusStale, TooLarge,
    TrustExpired, UnknownKey, UnsupportedAlgorithm, WrongDocument,
};

use super::world::{AT, BUYERS, OTHER_STATUS, REPORT, STATUS, STOLEN_STATUS, STRANGER, forger, status_list, token};
use super::{Demanded, Scenario, verifying};
use crate::forge::{encode, replaced};
use crate::sample::STATUS_URI;
use crate::vector::{Bytes, Verb};

const TYP: &str = "statuslist+jwt";

/// The largest list after inflating, in bytes.
const LARGEST: usize = 1024 * 1024;

pub(super) fn scenarios() -> Vec<Scenario> {
    [lists(), forms(), authorities(), contents()].into_iter().flatten().collect()
}

fn lists() -> Vec<Scenario> {
    let good = status_list;
    vec![
        opened("status-list", "A status list.", good())
            .with("/length", 64)
            .with("/first_values/7", "valid")
            .with("/first_values/8", "suspended"),
        opened("status-list-of-the-address-asked-for", "It is about the address from which it came.", good())
            .asked(STATUS_URI)
            .with("/uri", STATUS_URI),
        not_opened(StatusMismatch, "status-list-of-another-address", "It came from another address than the one it is about.", good())
            .asked("https://exchange.example/status/2026-2"),
        opened("status-list-as-remembered", "As new as the one that the host has seen.", good())
            .remembering_at("2026-02-15T00:00:00Z")
            .with("/length", 64),
        not_opened(StatusRollback, "status-list-rolled-back", "The host has seen one that is a second newer.", good())
            .remembering_at("2026-02-15T00:00:01Z"),
        not_opened(StatusStale, "status-list-stale", "It expires at the very instant of the question.", good()).at("2026-03-01T00:00:00Z"),
        opened("status-list-in-its-last-second", "It expires in a second.", good()).at("2026-02-28T23:59:59Z").with("/length", 64),
        opened("status-list-300-seconds-ahead", "Clocks may differ by 300 seconds.", good()).at("2026-02-14T23:55:00Z").with("/length", 64),
        not_opened(NotYetValid, "status-list-301-seconds-ahead", "`iat` is more than 300 seconds after the time of the question.", good())
            .at("2026-02-14T23:54:59Z"),
        not_opened(
            TrustExpired,
            "status-list-under-an-expired-trust-list",
            "The trust list expires at the very instant of the question.",
            good(),
        )
        .at("2036-01-01T00:00:00Z"),
    ]
}

fn forms() -> Vec<Scenario> {
    let good = status_list();
    let header = forger(STATUS).header(TYP);
    let with_header = |header: &str| forger(STATUS).jws(header, payload(&list(&[0; 16])));
    vec![
        not_opened(Malformed, "status-list-empty", "An empty file.", ""),
        not_opened(Malformed, "status-list-with-a-tilde", "Something follows the signature.", good.clone() + "~"),
        not_opened(Malformed, "report-as-status-list", "A report where a status list was asked for.", token()),
        not_opened(
            Malformed,
            "status-list-crit-in-the-header",
            "`crit` is not a member of our headers.",
            with_header(&replaced(&header, "{", r#"{"crit":["x"],"#)),
        ),
        not_opened(
            UnsupportedAlgorithm,
            "status-list-alg-none",
            "The header says that nothing is signed.",
            with_header(&replaced(&header, "EdDSA", "none")),
        ),
        not_opened(
            WrongDocument,
            "status-list-typ-of-a-report",
            "Another type of document.",
            with_header(&replaced(&header, TYP, "dc+sd-jwt")),
        ),
        not_opened(BadSignature, "status-list-changed", "The payload was changed after signing.", {
            let parts: Vec<_> = good.split('.').collect();
            format!("{}.{}.{}", parts[0], super::form::flipped(parts[1]), parts[2])
        }),
        not_opened(TooLarge, "status-list-over-1-mib", "1 MiB and a byte of a token.", {
            super::form::pieces(&[("A", LARGEST + 1 - good.len()), (&good, 1)])
        }),
    ]
}

fn authorities() -> Vec<Scenario> {
    let good = payload(&list(&[0; 16]));
    let signed_by = |seed: u64| forger(seed).jws(forger(seed).header(TYP), &good);
    let scenarios = vec![
        not_opened(UnknownKey, "status-list-of-a-stranger", "A key that the trust list does not have.", signed_by(STRANGER)),
        not_opened(NotAuthorised, "status-list-of-the-report-key", "The issuer's key for reports signs no status list.", signed_by(REPORT)),
        not_opened(
            NotAuthorised,
            "status-list-at-an-address-of-another",
            "An address that the trust list does not give to this entity.",
            signed_by(OTHER_STATUS),
        ),
        not_opened(NotAuthorised, "status-list-of-a-buyer", "A buyer publishes no status list.", signed_by(BUYERS)),
        not_opened(NotAuthorised, "status-list-of-an-address-nobody-has", "`sub` is no address of the entity.", {
            let payload = replaced(&good, STATUS_URI, "https://exchange.example/status/2026-2");
            forger(STATUS).jws(forger(STATUS).header(TYP), payload)
        }),
        not_opened(KeyNotValid, "status-list-of-a-compromised-key", "The status key is compromised.", signed_by(STOLEN_STATUS)),
        not_opened(KeyNotValid, "status-list-before-the-keys-window", "Signed before the status key's window begins.", {
            signed(&replaced(&good, r#""iat":1771113600,"exp":1772323200"#, r#""iat":1577836799,"exp":1577923199"#))
        }),
    ];
    scenarios.into_iter().map(Scenario::under_the_wide_trust_list).collect()
}

fn contents() -> Vec<Scenario> {
    let good = payload(&list(&[0; 16]));
    let changed = |from: &str, to: &str| signed(&replaced(&good, from, to));
    let of = |lst: &str| signed(&payload(lst));
    vec![
        not_opened(
            Malformed,
            "status-list-for-too-long",
            "It lives for 14 days and a second.",
            changed(r#""exp":1772323200"#, r#""exp":1772323201"#),
        ),
        not_opened(Malformed, "status-list-for-no-time", "`exp` is `iat`.", changed(r#""exp":1772323200"#, r#""exp":1771113600"#)),
        not_opened(Malformed, "status-list-without-expiry", "`exp` is required.", changed(r#","exp":1772323200"#, "")),
        not_opened(Malformed, "status-list-duplicate-name", "`sub` occurs twice.", changed(r#"{"sub":"#, r#"{"sub":"x","sub":"#)),
        not_opened(Malformed, "status-list-of-one-bit", "A list of another shape.", changed(r#""bits":2"#, r#""bits":1"#)),
        not_opened(Malformed, "status-list-not-base64url", "`lst` is padded.", of(&format!("{}=", list(&[0; 16])))),
        not_opened(Malformed, "status-list-not-zlib", "`lst` is the list as it is, not compressed.", of(&encode([0; 16]))),
        not_opened(Malformed, "status-list-truncated", "The compressed list ends too early.", of(&list(&[0x1b; 64])[..12])),
        not_opened(Malformed, "status-list-wrong-checksum", "The checksum of the compressed list does not fit.", {
            let mut bytes = crate::forge::decode(&list(&[0; 16]));
            *bytes.last_mut().unwrap() ^= 1;
            of(&encode(bytes))
        }),
        opened("status-list-of-1-mib", "As long as may be: 4,194,304 entries.", of(&list(&vec![0x55; LARGEST]))).with("/length", 4_194_304),
        not_opened(TooLarge, "status-list-inflated-over-1-mib", "A byte longer than may be.", of(&list(&vec![0x55; LARGEST + 1]))),
        not_opened(TooLarge, "status-list-bomb", "A list that inflates to 16 MiB.", of(&list(&vec![0; 16 * LARGEST]))),
        opened("status-list-of-all-values", "Two bits an entry, least significant first.", of(&list(&[0b1100_1001])))
            .with("/first_values/0", "revoked")
            .with("/first_values/1", "suspended")
            .with("/first_values/2", "valid")
            .with("/first_values/3", "superseded"),
        opened("status-list-empty-list", "A list of no entry.", of(&list(&[]))).with("/length", 0),
        opened("status-list-with-log", "It carries the log's checkpoint of the moment when it was signed.", {
            let log = format!(r#","log":{{"origin":"exchange.example/log","size":4,"root":"{}"}}}}"#, "0f".repeat(32));
            signed(&(good.strip_suffix('}').unwrap().to_owned() + &log))
        })
        .with("/length", 64),
    ]
}

/// The payload of a genuine list.
fn payload(lst: &str) -> String {
    format!(r#"{{"sub":"{STATUS_URI}","iat":1771113600,"exp":1772323200,"status_list":{{"bits":2,"lst":"{lst}"}}}}"#)
}

fn list(entries: &[u8]) -> String {
    encode(miniz_oxide::deflate::compress_to_vec_zlib(entries, 9))
}

fn signed(payload: &str) -> String {
    forger(STATUS).jws(forger(STATUS).header(TYP), payload)
}

fn opened(name: &str, description: &str, token: impl Into<Bytes>) -> Scenario {
    let mut vector = verifying(name, description, token);
    (vector.verb, vector.at) = (Verb::OpenStatusList, Some(AT.to_owned()));
    Scenario { vector, demanded: Demanded::Result(Vec::new()) }
}

fn not_opened(kind: ErrorKind, name: &str, description: &str, token: impl Into<Bytes>) -> Scenario {
    Scenario { demanded: Demanded::Refusal(kind), ..opened(name, description, token) }
}

impl Scenario {
    fn asked(mut self, uri: &str) -> Self {
        self.vector.uri = Some(uri.to_owned());
        self
    }

    fn remembering_at(mut self, instant: &str) -> Self {
        self.vector.remembered_at = Some(instant.to_owned());
        self
    }
}
