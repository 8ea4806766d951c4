//! The order of checks (docs/format.md section 12.2): of two faults the first gives the code.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use betterwork::ErrorKind::{self, *};
use betterwork::trust::{KeyState, StatusLists, TrustList, TrustListPayload, sign_trust_list};
use betterwork::{Timestamp, verify};
use conformance::forge::{Forger, Forgery, encode};
use conformance::sample::{self, Keys, SIGNED_AT, Size};

const REPORT_KEY: u64 = 2;
const STRANGER: u64 = 99;

/// What is verified: everything that a fault may change.
struct Case {
    forgery: Forgery,
    trust: TrustListPayload,
    signer: u64,
    /// Changes of the finished token.
    afterwards: Vec<fn(String) -> String>,
    at: Timestamp,
}

type Fault = fn(&mut Case);

/// The faults in the order of the checks, each with its code.
const FAULTS: &[(&str, ErrorKind, Fault)] = &[
    ("trust list expired", TrustExpired, |case| case.trust.expires = Timestamp::from_seconds(1)),
    ("too many disclosures", TooLarge, |case| case.afterwards.push(|token| token + &"~".repeat(2_049))),
    ("something after the last tilde", Malformed, |case| case.afterwards.push(|token| token + "x")),
    ("a disclosure not in base64url", Malformed, |case| case.afterwards.push(|token| token.replacen('~', "~=~", 1))),
    ("other algorithm", UnsupportedAlgorithm, |case| change(&mut case.forgery.header, "EdDSA", "ES256")),
    ("other type", WrongDocument, |case| change(&mut case.forgery.header, "dc+sd-jwt", "JWT")),
    ("unknown key", UnknownKey, |case| {
        let kids = [REPORT_KEY, STRANGER].map(|seed| Forger::new(seed).kid().to_owned());
        change(&mut case.forgery.header, &kids[0], &kids[1]);
    }),
    ("signed by another", BadSignature, |case| case.signer = STRANGER),
    ("payload with something after it", Malformed, |case| case.forgery.payload += "{}"),
    ("other kind", WrongDocument, |case| change(&mut case.forgery.payload, "assessment-report/1\"", "x-report/1\"")),
    ("newer major", UnsupportedVersion, |case| change(&mut case.forgery.payload, r#""version":"1.0""#, r#""version":"2.0""#)),
    ("unknown extension", UnsupportedVersion, |case| {
        change(&mut case.forgery.payload, r#""must_understand":[]"#, r#""must_understand":["x"]"#)
    }),
    ("member of another type", Malformed, |case| change(&mut case.forgery.payload, r#""cycle":3"#, r#""cycle":"3""#)),
    ("language of another form", Malformed, |case| change(&mut case.forgery.payload, r#""language":"en""#, r#""language":"e""#)),
    ("other issuer", NotAuthorised, |case| change(&mut case.forgery.payload, sample::ISSUER, "https://stranger.example")),
    ("compromised key", KeyNotValid, |case| case.trust.entities[0].keys[0].state = KeyState::Compromised),
    ("foreign disclosure", BadDisclosure, |case| case.forgery.disclosures.push(r#"["AAAAAAAAAAAAAAAAAAAAAA","training",[]]"#.to_owned())),
    ("disclosed value of another type", Malformed, |case| {
        let training = case.forgery.disclosures.iter().find(|text| text.contains("\"training\",[]")).unwrap().clone();
        case.forgery = case.forgery.clone().disclosed(&training, &training.replace("[]]", "7]"));
    }),
    ("revision zero", Inconsistent, |case| change(&mut case.forgery.payload, r#""revision":1"#, r#""revision":0"#)),
    ("signed in the future", NotYetValid, |case| case.at = SIGNED_AT.plus_seconds(-301)),
];

#[test]
fn every_fault_alone_gives_its_code() {
    for (name, kind, fault) in FAULTS {
        assert_eq!(code(&[*fault]), Some(*kind), "{name}");
    }
    assert_eq!(code(&[]), None);
}

#[test]
fn of_two_faults_the_first_gives_the_code() {
    for (index, (first_name, kind, first)) in FAULTS.iter().enumerate() {
        for (second_name, _, second) in FAULTS.iter().skip(index + 1) {
            if either_may_come_first(first_name, second_name) {
                continue;
            }
            assert_eq!(code(&[*first, *second]), Some(*kind), "{first_name}, {second_name}");
        }
    }
}

/// Two faults of disclosures have no order between them (section 12.2, step 11).
fn either_may_come_first(first: &str, second: &str) -> bool {
    first == "foreign disclosure" && second == "disclosed value of another type"
}

/// Verifies a good report with these faults.
fn code(faults: &[Fault]) -> Option<ErrorKind> {
    let keys = Keys::default();
    let mut case = Case {
        forgery: Forgery::of(&sample::token(&keys, 7, Size::SMALL).unwrap()),
        trust: sample::trust_payload(&keys),
        signer: REPORT_KEY,
        afterwards: Vec::new(),
        at: SIGNED_AT,
    };
    faults.iter().for_each(|fault| fault(&mut case));
    let signer = Forger::new(case.signer);
    let mut token = signer.jws(&case.forgery.header, &case.forgery.payload) + "~";
    case.forgery.disclosures.iter().for_each(|disclosure| token += &(encode(disclosure) + "~"));
    let token = case.afterwards.iter().fold(token, |token, change| change(token));
    let trust = sign_trust_list(&case.trust, &[&keys.root]).unwrap();
    let trust = TrustList::open(trust.as_bytes(), betterwork::trust::Pin::NamedFile).unwrap();
    verify(token.as_bytes(), &trust, &StatusLists::none(), case.at).err().map(|error| error.kind())
}

fn change(text: &mut String, from: &str, to: &str) {
    *text = conformance::forge::replaced(text, from, to);
}
