//! Trust lists: opened against a pinned root, updated by the rules of a TUF root.

use betterwork::ErrorKind::{
    self, BadSignature, Inconsistent, Malformed, TooLarge, TrustExpired, TrustRollback, UnsupportedAlgorithm, WrongDocument,
};
use betterwork::trust::{Root, TrustListPayload, sign_trust_list};

use super::world::{AT, NEXT_ROOT, OTHER_ISSUER, REPORT, ROOT, STRANGER, forger, instant, trust, trust_payload, wide_trust_payload};
use super::{Demanded, Scenario};
use crate::forge::{encode, replaced};
use crate::sample::{ISSUER, key};
use crate::vector::{Bytes, PinnedKey, PinnedRoot, SignedTrustList, Vector, Verb};

const TYP: &str = "bw-trust+jwt";

pub(super) fn scenarios() -> Vec<Scenario> {
    [first(), forms(), contents(), next()].into_iter().flatten().collect()
}

fn first() -> Vec<Scenario> {
    let own = || opened("trust-list", "A trust list in a file that a user named: its own root is the pin.", trust());
    let two = || of_two_roots(2, &[ROOT, NEXT_ROOT]);
    let three = || of_two_roots(3, &[ROOT, NEXT_ROOT]);
    vec![
        own().with("/version", 1).with("/test", true),
        opened("trust-list-of-the-pinned-root", "The pinned root signed.", trust()).pinned(&[ROOT], 1).with("/version", 1),
        opened("trust-list-of-a-later-version", "A host may begin with any version that the pinned root signed.", three())
            .pinned(&[ROOT], 1)
            .with("/version", 3),
        not_opened(BadSignature, "trust-list-of-another-root", "The list's own root signed, and it is not the pinned one.", trust())
            .pinned(&[STRANGER], 1),
        not_opened(BadSignature, "trust-list-below-the-pinned-threshold", "One of two pinned keys signed, and both must.", trust())
            .pinned(&[ROOT, STRANGER], 2),
        not_opened(BadSignature, "trust-list-below-its-own-threshold", "The pinned root signed, but not enough keys of the list's own.", {
            of_two_roots(2, &[ROOT])
        })
        .pinned(&[ROOT], 1),
        not_opened(BadSignature, "trust-list-one-key-twice", "One root key signed twice, and two must.", of_two_roots(2, &[ROOT, ROOT])),
        opened(
            "trust-list-with-a-strangers-signature",
            "A signature of a key of no root counts for nothing.",
            of_two_roots(2, &[STRANGER, ROOT, NEXT_ROOT]),
        )
        .with("/version", 2),
        not_opened(TrustRollback, "trust-list-older-than-remembered", "The host has seen version 3 before.", two()).remembering(3),
        opened("trust-list-as-remembered", "The host has seen this version before.", two()).remembering(2).with("/version", 2),
    ]
}

fn forms() -> Vec<Scenario> {
    let good = trust();
    let payload = encode(serde_json::to_string(&trust_payload()).unwrap());
    let with_header = |header: &str| {
        let protected = encode(header);
        let signature = forger(ROOT).sign(&format!("{protected}.{payload}"));
        format!(r#"{{"payload":"{payload}","signatures":[{{"protected":"{protected}","signature":"{signature}"}}]}}"#)
    };
    let header = forger(ROOT).header(TYP);
    vec![
        not_opened(Malformed, "trust-list-empty", "An empty file.", ""),
        not_opened(Malformed, "trust-list-not-json", "A file of another kind.", "<html></html>"),
        not_opened(Malformed, "trust-list-unsigned", "The payload alone.", serde_json::to_string(&trust_payload()).unwrap()),
        not_opened(
            Malformed,
            "trust-list-duplicate-name",
            "`payload` occurs twice.",
            replaced(&good, "\"signatures\"", "\"payload\": \"e30\", \"signatures\""),
        ),
        opened("trust-list-of-64-signatures", "As many signatures as may be; those of strangers count for nothing.", of_signatures(64))
            .with("/version", 1),
        not_opened(
            TooLarge,
            "trust-list-of-65-signatures",
            "A signature too many: each costs a pass over the whole payload.",
            of_signatures(65),
        ),
        not_opened(
            Malformed,
            "trust-list-unprotected-header",
            "A signature has an unprotected header.",
            replaced(&good, "{\"protected\"", "{\"header\": {}, \"protected\""),
        ),
        not_opened(Malformed, "trust-list-padded", "The payload is padded, and signed so.", {
            let (protected, payload) = (encode(&header), format!("{payload}="));
            let signature = forger(ROOT).sign(&format!("{protected}.{payload}"));
            format!(r#"{{"payload":"{payload}","signatures":[{{"protected":"{protected}","signature":"{signature}"}}]}}"#)
        }),
        not_opened(
            Malformed,
            "trust-list-crit-in-a-header",
            "`crit` is not a member of our headers.",
            with_header(&replaced(&header, "{", r#"{"crit":["x"],"#)),
        ),
        not_opened(
            UnsupportedAlgorithm,
            "trust-list-alg-none",
            "A header says that nothing is signed.",
            with_header(&replaced(&header, "EdDSA", "none")),
        ),
        not_opened(
            WrongDocument,
            "trust-list-typ-of-a-status-list",
            "Another type of document.",
            with_header(&replaced(&header, TYP, "statuslist+jwt")),
        ),
        not_opened(
            BadSignature,
            "trust-list-without-signatures",
            "No signature at all.",
            format!(r#"{{"payload":"{payload}","signatures":[]}}"#),
        ),
        not_opened(BadSignature, "trust-list-changed", "The payload was changed after signing.", {
            let other = encode(serde_json::to_string(&trust_payload()).unwrap().replace("Synthetic Programme", "Synthetic Programmes"));
            replaced(&good, &payload, &other)
        }),
        not_opened(
            TooLarge,
            "trust-list-over-1-mib",
            "1 MiB and a byte of white space and list.",
            super::form::pieces(&[(" ", 1024 * 1024 + 1 - good.len()), (&good, 1)]),
        ),
    ]
}

fn contents() -> Vec<Scenario> {
    let payload = serde_json::to_string(&wide_trust_payload()).unwrap();
    let changed = |from: &str, to: &str| by_root(&replaced(&payload, from, to));
    let report_key = key(REPORT).public().jwk().x;
    let root_key = serde_json::to_string(&key(ROOT).public().jwk()).unwrap();
    vec![
        not_opened(
            Malformed,
            "trust-list-payload-duplicate-name",
            "`version` occurs twice in the payload.",
            changed(r#"{"version":1"#, r#"{"version":1,"version":1"#),
        ),
        not_opened(Malformed, "trust-list-member-missing", "`expires` is required.", changed(r#""expires":2082758400,"#, "")),
        not_opened(Malformed, "trust-list-weak-key", "A key of small order, with which anybody could sign.", {
            changed(&report_key, "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
        }),
        not_opened(Malformed, "trust-list-key-not-canonical", "A key that is not the one encoding of its point.", {
            changed(&report_key, "8P_______________________________________38")
        }),
        not_opened(Malformed, "trust-list-key-of-another-curve", "A key of another curve.", {
            changed(&format!(r#""crv":"Ed25519","x":"{report_key}""#), &format!(r#""crv":"X25519","x":"{report_key}""#))
        }),
        not_opened(
            Inconsistent,
            "trust-list-entity-twice",
            "Two entities have one id.",
            changed(&format!(r#""id":"{OTHER_ISSUER}""#), &format!(r#""id":"{ISSUER}""#)),
        ),
        not_opened(Inconsistent, "trust-list-key-twice", "Two entities have one key: whose it is would be open.", {
            changed(&key(super::world::OTHER).public().jwk().x, &report_key)
        }),
        not_opened(
            Inconsistent,
            "trust-list-root-key-twice",
            "A root key stands there twice.",
            changed(&format!("[{root_key}]"), &format!("[{root_key},{root_key}]")),
        ),
        not_opened(Inconsistent, "trust-list-threshold-zero", "No root key need sign.", changed(r#""threshold":1"#, r#""threshold":0"#)),
        not_opened(
            Inconsistent,
            "trust-list-threshold-out-of-reach",
            "Two must sign, and there is one root key.",
            changed(r#""threshold":1"#, r#""threshold":2"#),
        ),
        opened(
            "trust-list-unknown-member",
            "A member that this version does not know is kept.",
            changed(r#""purpose":"test""#, r#""purpose":"test","x_note":1"#),
        )
        .with("/version", 1),
    ]
}

fn next() -> Vec<Scenario> {
    let two = || of_two_roots(2, &[ROOT, NEXT_ROOT]);
    let three = || of_two_roots(3, &[ROOT, NEXT_ROOT]);
    let mut other_two = payload_of_two_roots(2);
    other_two.entities[0].name = "Another Synthetic Programme".into();
    let other_two = sign_trust_list(&other_two, &[&key(ROOT), &key(NEXT_ROOT)]).unwrap();
    let mut expired = payload_of_two_roots(2);
    expired.expires = instant(AT);
    let expired = sign_trust_list(&expired, &[&key(ROOT), &key(NEXT_ROOT)]).unwrap();
    vec![
        updated("trust-update", "The next version, signed by both roots' thresholds; the root itself changes.", &trust(), two())
            .with("/version", 2),
        updated("trust-update-same-list", "The very same list again changes nothing.", &two(), two()).with("/version", 2),
        not_updated(TrustRollback, "trust-update-skips-a-version", "Version 3 does not follow version 1.", &trust(), three()),
        not_updated(
            TrustRollback,
            "trust-update-skips-a-version-and-a-root",
            "Version 3 of a root that is not known here: the version is looked at first.",
            &trust(),
            {
                let mut payload = trust_payload();
                (payload.version, payload.root) = (3, Root::new(vec![key(STRANGER).public().jwk()], 1));
                sign_trust_list(&payload, &[&key(STRANGER)]).unwrap()
            },
        ),
        not_updated(TrustRollback, "trust-update-older", "Version 2 does not follow version 3.", &three(), two()),
        not_updated(
            TrustRollback,
            "trust-update-other-list-of-the-same-version",
            "Another list with the number that is held.",
            &two(),
            other_two,
        ),
        not_updated(
            BadSignature,
            "trust-update-without-the-old-threshold",
            "Only the new key signed; the old root of one key did not.",
            &trust(),
            of_two_roots(2, &[NEXT_ROOT]),
        ),
        not_updated(
            BadSignature,
            "trust-update-without-the-new-threshold",
            "Only the old key signed; the new root demands two.",
            &trust(),
            of_two_roots(2, &[ROOT]),
        ),
        not_updated(BadSignature, "trust-update-of-a-stranger", "A list of the right number that somebody else signed.", &trust(), {
            let mut payload = trust_payload();
            (payload.version, payload.root) = (2, Root::new(vec![key(STRANGER).public().jwk()], 1));
            sign_trust_list(&payload, &[&key(STRANGER)]).unwrap()
        }),
        not_updated(TrustExpired, "trust-update-expired", "The next list expires at the very instant of the question.", &trust(), expired),
    ]
}

fn payload_of_two_roots(version: u64) -> TrustListPayload {
    let mut payload = trust_payload();
    payload.version = version;
    payload.root = Root::new([ROOT, NEXT_ROOT].map(|seed| key(seed).public().jwk()).to_vec(), 2);
    payload
}

/// A list whose root is two keys that must both sign; signed by whoever is named.
fn of_two_roots(version: u64, signers: &[u64]) -> String {
    let keys: Vec<_> = signers.iter().map(|seed| key(*seed)).collect();
    sign_trust_list(&payload_of_two_roots(version), &keys.iter().collect::<Vec<_>>()).unwrap()
}

/// The list with so many signatures, all but the last of a stranger.
fn of_signatures(count: usize) -> String {
    let good = SignedTrustList::parse(&trust()).document();
    let (front, signature) = good.split_once("[{").unwrap();
    let stranger = format!(r#"{{"protected":"{}","signature":"AA"}},"#, encode(forger(STRANGER).header(TYP)));
    format!("{front}[{}{{{signature}", stranger.repeat(count - 1))
}

/// Signs what no SDK would.
fn by_root(payload: &str) -> String {
    let root = forger(ROOT);
    let (protected, payload) = (encode(root.header(TYP)), encode(payload));
    let signature = root.sign(&format!("{protected}.{payload}"));
    format!(r#"{{"payload":"{payload}","signatures":[{{"protected":"{protected}","signature":"{signature}"}}]}}"#)
}

fn opening(name: &str, description: &str, document: impl Into<Bytes>) -> Vector {
    let (name, description, document) = (name.to_owned(), description.to_owned(), Some(document.into()));
    Vector { name, description, document, verb: Verb::OpenTrustList, ..Vector::default() }
}

fn opened(name: &str, description: &str, document: impl Into<Bytes>) -> Scenario {
    Scenario { vector: opening(name, description, document), demanded: Demanded::Result(Vec::new()) }
}

fn not_opened(kind: ErrorKind, name: &str, description: &str, document: impl Into<Bytes>) -> Scenario {
    Scenario { vector: opening(name, description, document), demanded: Demanded::Refusal(kind) }
}

fn updated(name: &str, description: &str, held: &str, next: String) -> Scenario {
    opened(name, description, next).updating(held)
}

fn not_updated(kind: ErrorKind, name: &str, description: &str, held: &str, next: String) -> Scenario {
    not_opened(kind, name, description, next).updating(held)
}

impl Scenario {
    fn updating(mut self, held: &str) -> Self {
        self.vector.verb = Verb::UpdateTrustList;
        self.vector.trust = Some(SignedTrustList::parse(held));
        self.at(AT)
    }

    fn pinned(mut self, seeds: &[u64], threshold: u64) -> Self {
        let pinned = |seed: &u64| {
            let jwk = key(*seed).public().jwk();
            PinnedKey { kty: jwk.kty.to_string(), crv: jwk.crv.to_string(), x: jwk.x.to_string() }
        };
        self.vector.pin = Some(PinnedRoot { keys: seeds.iter().map(pinned).collect(), threshold });
        self
    }

    fn remembering(mut self, version: u64) -> Self {
        self.vector.remembered_version = Some(version);
        self
    }
}
