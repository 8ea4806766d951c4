//! The payload: strict JSON, and every required member of its type.

use betterwork::ErrorKind::{Malformed, TooLarge};

use super::world::{REPORT, forger, report};
use super::{Scenario, accepted, refused};

pub(super) fn scenarios() -> Vec<Scenario> {
    let changed = |from: &str, to: &str| report().payload(from, to).done();
    let raw = |payload: &[u8]| forger(REPORT).jws(forger(REPORT).header("dc+sd-jwt"), payload) + "~";
    let added = |member: &str| changed(r#""language":"en""#, &format!(r#""language":"en",{member}"#));
    let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    vec![
        refused(Malformed, "payload-not-json", "The payload is no JSON.", raw(b"a report")),
        refused(Malformed, "payload-not-an-object", "The payload is an array.", raw(b"[]")),
        refused(Malformed, "payload-not-utf-8", "The payload has a byte that is not UTF-8.", raw(b"{\"iss\":\"\xff\"}")),
        refused(Malformed, "payload-with-a-byte-order-mark", "The payload begins with a byte-order mark.", {
            let mut forgery = report();
            forgery.payload.insert(0, '\u{feff}');
            forgery.done()
        }),
        refused(Malformed, "payload-and-more", "Something follows the payload's object.", {
            let mut forgery = report();
            forgery.payload += "{}";
            forgery.done()
        }),
        refused(
            Malformed,
            "duplicate-name-in-the-envelope",
            "`iss` occurs twice.",
            changed(r#""iss":"#, r#""iss":"https://other-programme.example","iss":"#),
        ),
        refused(
            Malformed,
            "duplicate-name-in-the-report",
            "`revision` occurs twice.",
            changed(r#""revision":1"#, r#""revision":1,"revision":1"#),
        ),
        refused(
            Malformed,
            "duplicate-name-by-escape",
            "`revision` occurs twice, once with an escape.",
            changed(r#""revision":1"#, r#""revision":1,"revisio\u006e":1"#),
        ),
        refused(
            Malformed,
            "duplicate-name-in-an-unknown-member",
            "A name occurs twice inside a member that this version does not know.",
            added(r#""x_note":{"a":1,"b":2,"a":3}"#),
        ),
        refused(Malformed, "duplicate-name-of-an-unknown-member", "A member that this version does not know occurs twice.", {
            added(r#""x_note":1,"x_note":1"#)
        }),
        refused(Malformed, "duplicate-language", "A text has two texts in one language.", {
            changed(r#"{"en":"Synthetic: is overtime within"#, r#"{"en":"Yes","en":"Synthetic: is overtime within"#)
        }),
        accepted("nested-32-deep", "As deep as may be.", added(&format!(r#""x_note":{}"#, nested(30))))
            .with("/disclosure/value", "complete"),
        refused(Malformed, "nested-33-deep", "One level too deep.", added(&format!(r#""x_note":{}"#, nested(31)))),
        refused(
            Malformed,
            "nesting-bomb",
            "Thousands of levels: a reader must not run out of stack.",
            added(&format!(r#""x_note":{}"#, nested(4_000))),
        ),
        accepted("members-1024", "As many members of one object as may be.", added(&format!(r#""x_note":{}"#, object(1_024))))
            .with("/document/report/x_note/m1023", 0),
        refused(TooLarge, "members-1025", "A member too many in one object.", added(&format!(r#""x_note":{}"#, object(1_025)))),
        refused(Malformed, "number-with-a-fraction", "Numbers are integers.", changed(r#""cycle":3"#, r#""cycle":3.0"#)),
        refused(Malformed, "number-with-an-exponent", "Numbers are written out.", added(r#""x_note":1e2"#)),
        refused(Malformed, "number-beyond-2-53", "2^53 does not survive every language.", added(r#""x_note":9007199254740992"#)),
        accepted("number-up-to-2-53", "2^53 - 1 survives every language.", added(r#""x_note":[9007199254740991,-9007199254740991]"#))
            .with("/document/report/x_note/0", 9_007_199_254_740_991_i64),
        refused(Malformed, "number-negative-zero", "`-0` is not the same in every language.", added(r#""x_note":-0"#)),
        refused(Malformed, "half-a-surrogate-pair", "An escape that names no character.", added(r#""x_note":"\ud83d""#)),
        refused(Malformed, "control-character-in-a-string", "A tab that is not escaped.", added("\"x_note\":\"a\tb\"")),
        refused(Malformed, "count-negative", "A count is 0 or more.", changed(r#""cycle":3"#, r#""cycle":-3"#)),
        refused(Malformed, "member-null", "No member is `null`.", changed(r#""announced":false"#, r#""announced":null"#)),
        refused(Malformed, "member-missing", "`sub` is required.", changed(r#""sub":"urn:betterwork:facility:VN-00412","#, "")),
        refused(Malformed, "report-missing", "There is no `report`.", {
            raw(br#"{"iss":"https://programme.example","vct":"https://schemas.betterwork.org/assessment-report/1"}"#)
        }),
        refused(Malformed, "status-missing", "A report says where its standing is found.", {
            changed(r#""status":{"status_list":{"idx":7,"uri":"https://exchange.example/status/2026-1"}},"#, "")
        }),
        refused(
            Malformed,
            "country-of-wrong-form",
            "A country is two upper-case letters.",
            changed(r#""country":"VN""#, r#""country":"vn""#),
        ),
        refused(Malformed, "day-not-in-the-calendar", "There is no 30 February.", changed("2026-02-03", "2026-02-30")),
        refused(
            Malformed,
            "jti-not-a-uuid",
            "`jti` is a random UUID as URN.",
            changed("urn:uuid:6f1c2a90-7c1e-4b57-9a53-0d9b3c5e8f21", "report-1"),
        ),
        refused(Malformed, "jti-not-random", "`jti` is a UUID of version 1, which tells where and when it was made.", {
            changed("6f1c2a90-7c1e-4b57-9a53-0d9b3c5e8f21", "6f1c2a90-7c1e-1b57-9a53-0d9b3c5e8f21")
        }),
        refused(Malformed, "language-not-a-tag", "`language` is a BCP 47 tag.", changed(r#""language":"en""#, r#""language":"en_GB""#)),
        refused(
            Malformed,
            "facility-key-of-small-order",
            "The facility's key is a point of small order, with which anybody could sign.",
            changed(
                r#""_sd_alg""#,
                r#""cnf":{"jwk":{"kty":"OKP","crv":"Ed25519","x":"AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}},"_sd_alg""#,
            ),
        ),
        refused(Malformed, "disclosure-not-utf-8", "A disclosure has a byte that is not UTF-8.", {
            let token = report().done();
            token + &crate::forge::encode(b"[\"\xff\"]") + "~"
        }),
    ]
}

/// An object of so many members.
fn object(members: usize) -> String {
    let members: Vec<_> = (0..members).map(|number| format!("\"m{number}\":0")).collect();
    format!("{{{}}}", members.join(","))
}
