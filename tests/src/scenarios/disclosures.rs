//! Disclosures: RFC 9901 section 7.1, and what the format makes of it.

use betterwork::ErrorKind::{BadDisclosure, Malformed};
use betterwork::{View, redact};

use super::world::{progress, report, token};
use super::{Scenario, accepted, refused};
use crate::forge::{Forgery, digest, encode};

const SALT: &str = "AAAAAAAAAAAAAAAAAAAAAA";

pub(super) fn scenarios() -> Vec<Scenario> {
    [digests(), places(), shapes(), names(), contents()].into_iter().flatten().collect()
}

fn digests() -> Vec<Scenario> {
    let good = token();
    let another =
        report().disclosed("412 Test Road", "413 Test Road").disclosures.iter().map(encode).find(|part| !good.contains(part)).unwrap();
    let first = good.split('~').nth(1).unwrap();
    let address = report().digest_of("412 Test Road");
    let workforce = report().digest_of("women_count");
    let finding = report().digest_of("VN1-020");
    vec![
        refused(BadDisclosure, "hash-missing", "`_sd_alg` is required.", report().payload(r#""_sd_alg":"sha-256","#, "").done()),
        refused(BadDisclosure, "hash-below-the-top", "`_sd_alg` stands in the envelope, and nowhere below it.", {
            report().payload(r#""language":"en""#, r#""language":"en","x_note":{"_sd_alg":"sha-512"}"#).done()
        }),
        refused(BadDisclosure, "hash-in-an-object-with-digests", "`_sd_alg` beside `_sd`, below the top.", {
            report().payload(r#""country":"VN""#, r#""country":"VN","_sd_alg":"sha-256""#).done()
        }),
        refused(BadDisclosure, "hash-in-a-disclosure", "`_sd_alg` inside a disclosed value.", {
            report().disclosed(r#""locality":"Testville""#, r#""locality":"Testville","_sd_alg":"sha-256""#).done()
        }),
        refused(BadDisclosure, "hash-unknown", "Another hash than SHA-256.", report().payload("sha-256", "sha-512").done()),
        refused(
            BadDisclosure,
            "disclosure-unreferenced",
            "A disclosure whose digest stands nowhere.",
            format!("{good}{}~", encode(format!(r#"["{SALT}","x_note",1]"#))),
        ),
        refused(BadDisclosure, "disclosure-repeated", "A disclosure stands there twice.", format!("{good}{first}~")),
        refused(BadDisclosure, "disclosure-of-another-report", "A disclosure was put in from another report.", format!("{good}{another}~")),
        refused(Malformed, "disclosure-empty", "Nothing stands between two `~`.", format!("{good}~")),
        refused(BadDisclosure, "digest-twice-in-an-object", "One digest takes the place of another.", {
            report().withholds("women_count").payload(&workforce, &address).done()
        }),
        refused(BadDisclosure, "digest-twice-in-the-payload", "Two objects have one digest.", {
            report().withholds("VN1-020").payload(&finding, &address).done()
        }),
        refused(BadDisclosure, "digest-twice-and-withheld", "Two objects have one digest, and nothing is disclosed.", {
            report().withholds_all().payload(&finding, &address).done()
        }),
        refused(
            BadDisclosure,
            "digest-too-short",
            "A digest of 31 bytes.",
            report().withholds("VN1-020").payload(&finding, &encode([7; 31])).done(),
        ),
        refused(
            BadDisclosure,
            "digest-padded",
            "A digest with padding.",
            report().withholds("VN1-020").payload(&finding, &format!("{finding}=")).done(),
        ),
        refused(
            Malformed,
            "digest-not-a-string",
            "`_sd` is an array of strings.",
            report().withholds("VN1-020").payload(&format!("\"{finding}\""), "7").done(),
        ),
        refused(BadDisclosure, "digests-too-few", "An object has a digest less than its version marks.", {
            let digest = report().digest_of("workers_interviewed_count");
            report().withholds("workers_interviewed_count").payload(&format!("\"{digest}\""), "").done()
        }),
        refused(BadDisclosure, "digests-too-many", "An object has a digest more than its version marks.", {
            report().payload(&format!("\"{address}\""), &format!("\"{address}\",\"{}\"", digest("decoy"))).done()
        }),
        refused(BadDisclosure, "digests-missing", "An object has no `_sd`.", {
            let digest = report().digest_of("workers_interviewed_count");
            report().withholds("workers_interviewed_count").payload(&format!(r#","_sd":["{digest}"]"#), "").done()
        }),
        refused(BadDisclosure, "digests-empty", "An object has no digest in `_sd`.", {
            let digest = report().digest_of("workers_interviewed_count");
            report().withholds("workers_interviewed_count").payload(&format!(r#""_sd":["{digest}"]"#), r#""_sd":[]"#).done()
        }),
        accepted("disclosures-in-another-order", "The order of the disclosures means nothing.", {
            let mut forgery = report();
            forgery.disclosures.reverse();
            forgery.done()
        })
        .with("/disclosure/value", "complete"),
    ]
}

fn places() -> Vec<Scenario> {
    let decoy = digest("decoy");
    let beside = |place: &str| report().payload(place, &format!(r#"{place},"_sd":["{decoy}"]"#)).done();
    vec![
        refused(
            BadDisclosure,
            "digests-in-the-envelope",
            "`_sd` where nothing may be withheld: the envelope.",
            beside(r#""sub":"urn:betterwork:facility:VN-00412""#),
        ),
        refused(
            BadDisclosure,
            "digests-in-the-publication",
            "`_sd` where nothing may be withheld: a small object.",
            beside(r#""audience":"public""#),
        ),
        refused(
            BadDisclosure,
            "digests-in-a-public-finding",
            "`_sd` where nothing may be withheld: the floor.",
            beside(r#""question":"VN1-010""#),
        ),
        refused(BadDisclosure, "digests-in-an-unknown-member", "`_sd` inside a member that this version does not know.", {
            report().payload(r#""language":"en""#, &format!(r#""language":"en","x_note":{{"_sd":["{decoy}"]}}"#)).done()
        }),
        refused(BadDisclosure, "digests-in-a-disclosure", "`_sd` inside a disclosed value: nothing is nested.", {
            report().disclosed(r#""locality":"Testville""#, &format!(r#""locality":"Testville","_sd":["{decoy}"]"#)).done()
        }),
        refused(BadDisclosure, "digest-in-an-array", "`...` takes the place of an array's element.", {
            report().payload(r#""language":"en""#, &format!(r#""language":"en","x_notes":[{{"...":"{decoy}"}}]"#)).done()
        }),
        refused(BadDisclosure, "member-in-the-clear", "A withholdable member stands in the clear, beside its digests.", {
            report().withholds("women_count").payload(r#""country":"VN""#, r#""country":"VN","workforce":{"total_count":1200}"#).done()
        }),
        refused(BadDisclosure, "disclosure-in-another-object", "What belongs to a compliance point is disclosed for the facility.", {
            let (address, findings) = (report().digest_of("412 Test Road"), report().digest_of("VN1-020"));
            report().payload(&address, "*").payload(&findings, &address).payload("*", &findings).done()
        }),
    ]
}

fn shapes() -> Vec<Scenario> {
    let shaped = |from: &str, to: &str| report().disclosed(from, to).done();
    let training = report().disclosures.into_iter().find(|text| text.contains("Synthetic course")).unwrap();
    let salt = training[2..24].to_owned();
    let value = &training[training.find("[{").unwrap()..training.len() - 1];
    vec![
        refused(
            BadDisclosure,
            "disclosure-of-two",
            "A disclosure of an array's element, `[salt, value]`.",
            shaped(&training, &format!(r#"["{salt}",{value}]"#)),
        ),
        refused(
            BadDisclosure,
            "disclosure-of-four",
            "A disclosure with a fourth element.",
            shaped(&training, &format!(r#"["{salt}","training",{value},1]"#)),
        ),
        refused(
            BadDisclosure,
            "disclosure-not-an-array",
            "A disclosure that is an object.",
            shaped(&training, &format!(r#"{{"{salt}":{value}}}"#)),
        ),
        refused(BadDisclosure, "disclosure-and-more", "Something follows the array.", shaped(&training, &format!("{training}[]"))),
        refused(BadDisclosure, "disclosure-not-json", "A disclosure that is no JSON.", shaped(&training, "training")),
        refused(BadDisclosure, "name-not-a-string", "The name is a number.", shaped(r#""training""#, "7")),
        refused(BadDisclosure, "salt-not-a-string", "The salt is a number.", shaped(&format!("\"{salt}\""), "1234567890123456")),
        refused(BadDisclosure, "salt-too-short", "A salt of 126 bits.", shaped(&salt, &salt[1..])),
        refused(
            BadDisclosure,
            "salt-not-base64url",
            "A salt with a blank in it.",
            shaped(&salt, &format!("{} {}", &salt[..11], &salt[11..])),
        ),
        accepted("disclosure-with-white-space", "White space in a disclosure is covered by its digest and means nothing.", {
            shaped(&training, &format!(" [ \"{salt}\" ,\n\"training\" , {value} ] "))
        })
        .with("/document/report/training/0/course", "Synthetic course"),
        accepted("disclosure-with-escapes", "A name with an escape is the name.", shaped(r#""training""#, r#""tr\u0061ining""#))
            .with("/document/report/training/0/course", "Synthetic course"),
    ]
}

fn names() -> Vec<Scenario> {
    let named = |name: &str| report().disclosed(r#""training""#, &format!("\"{name}\"")).done();
    vec![
        refused(BadDisclosure, "name-reserved-sd", "A disclosure is named `_sd`.", named("_sd")),
        refused(BadDisclosure, "name-reserved-hash", "A disclosure is named `_sd_alg`.", named("_sd_alg")),
        refused(BadDisclosure, "name-reserved-dots", "A disclosure is named `...`.", named("...")),
        refused(
            BadDisclosure,
            "name-of-a-clear-member",
            "A disclosure has the name of a member that stands in the clear.",
            named("revision"),
        ),
        refused(
            BadDisclosure,
            "name-of-an-absent-clear-member",
            "A disclosure has the name of a member that is always in the clear, and absent.",
            named("follows"),
        ),
        refused(BadDisclosure, "name-of-another-disclosure", "Two disclosures of one object have one name.", {
            report().disclosed(r#""improvement_plan""#, r#""indicators""#).done()
        }),
        refused(BadDisclosure, "name-of-another-object", "A name that is withholdable, but elsewhere.", named("workforce")),
        refused(BadDisclosure, "name-unknown", "A name that this version does not know, in a report of this version.", named("x_note")),
    ]
}

fn contents() -> Vec<Scenario> {
    let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    let address = |member: &str| report().disclosed(r#""locality":"Testville""#, &format!(r#""locality":"Testville",{member}"#)).done();
    vec![
        refused(
            Malformed,
            "duplicate-name-in-a-disclosure",
            "A name occurs twice in a disclosed value.",
            address(r#""locality":"Testville""#),
        ),
        refused(
            Malformed,
            "duplicate-name-deep-in-a-disclosure",
            "A name occurs twice deep inside a disclosed value.",
            address(r#""x_note":[{"a":1,"a":1}]"#),
        ),
        accepted(
            "disclosure-nested-32-deep",
            "As deep as may be: a disclosed value counts as if it stood in its object.",
            address(&format!(r#""x_note":{}"#, nested(28))),
        )
        .with("/disclosure/value", "complete"),
        refused(Malformed, "disclosure-nested-33-deep", "One level too deep.", address(&format!(r#""x_note":{}"#, nested(29)))),
        refused(
            Malformed,
            "disclosure-nesting-bomb",
            "Thousands of levels in a disclosed value.",
            address(&format!(r#""x_note":{}"#, nested(4_000))),
        ),
        refused(
            Malformed,
            "disclosed-value-of-another-type",
            "`training` is a list.",
            report().disclosed(r#"[{"course":"Synthetic course","participant_count":40,"participant_days":"20.5"}]"#, "7").done(),
        ),
        refused(
            Malformed,
            "disclosed-value-null",
            "Nothing to say is `{}`, never `null`.",
            report().disclosed(r#"{"total_count":1200,"women_count":960}"#, "null").done(),
        ),
        refused(Malformed, "disclosed-member-missing", "Evidence has an explanation.", {
            report().disclosed(r#""explanation":{"en":"Synthetic: registers agree with interviews."},"#, "").done()
        }),
        accepted("view-public", "No disclosure is left: only the floor is seen.", redact(token().as_bytes(), &View::Public).unwrap())
            .with("/disclosure/value", "partial")
            .with("/disclosure/members", 14)
            .with("/disclosure/findings", 3)
            .with("/document/report/compliance_points/0/public_findings/0/question", "VN1-010"),
        accepted(
            "view-without-a-points-findings",
            "The findings of one point are withheld, its evidence is not.",
            report().withholds(r#""findings",[{"question":"VN1-011""#).done(),
        )
        .with("/disclosure/members", 1)
        .with("/disclosure/findings", 2)
        .with("/document/report/compliance_points/0/evidence/0/question", "VN1-011"),
        accepted("view-without-evidence", "No finding is withheld, only a member.", report().withholds("registers agree").done())
            .with("/disclosure/value", "partial")
            .with("/disclosure/members", 1)
            .with("/disclosure/findings", 0),
        accepted(
            "view-without-an-empty-member",
            "A member with nothing in it is withheld, and nobody can tell.",
            without_ownership(report()).done(),
        )
        .with("/disclosure/members", 1),
        accepted("progress-report-view", "A progress report with its plan withheld.", progress().withholds("plan shifts").done())
            .about_progress()
            .with("/disclosure/members", 1)
            .with("/disclosure/findings", 0),
    ]
}

fn without_ownership(forgery: Forgery) -> Forgery {
    forgery.withholds(r#""ownership",{}"#)
}
