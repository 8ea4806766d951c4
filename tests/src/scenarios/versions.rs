//! Kinds of documents, versions, and what a reader keeps of a newer one.

use betterwork::ErrorKind::{BadDisclosure, Malformed, UnsupportedVersion, WrongDocument};

use super::world::{progress, progress_token, report, token};
use super::{Scenario, accepted, refused};

const SALT: &str = "AAAAAAAAAAAAAAAAAAAAAA";

pub(super) fn scenarios() -> Vec<Scenario> {
    let changed = |from: &str, to: &str| report().payload(from, to).done();
    let newer = || report().payload(r#""version":"1.0""#, r#""version":"1.7""#);
    vec![
        accepted("progress-report", "A genuine progress report.", progress_token())
            .about_progress()
            .with("/document/report/number", 1)
            .with("/age/since_on", "2026-02-10")
            .with("/disclosure/value", "complete"),
        refused(
            WrongDocument,
            "progress-report-as-assessment",
            "A progress report where an assessment report was asked for.",
            progress_token(),
        ),
        refused(WrongDocument, "assessment-as-progress-report", "An assessment report where a progress report was asked for.", token())
            .about_progress(),
        refused(
            WrongDocument,
            "vct-foreign",
            "A credential of somebody else's kind.",
            changed("schemas.betterwork.org", "schemas.example"),
        ),
        refused(
            WrongDocument,
            "vct-without-major",
            "`vct` ends in no number.",
            changed("assessment-report/1\"", "assessment-report/one\""),
        ),
        refused(
            WrongDocument,
            "vct-with-leading-zero",
            "`vct` ends in a number with a leading zero.",
            changed("assessment-report/1\"", "assessment-report/01\""),
        ),
        refused(Malformed, "vct-missing", "A report says of which kind it is.", {
            changed(r#""vct":"https://schemas.betterwork.org/assessment-report/1","#, "")
        }),
        refused(
            Malformed,
            "duplicate-version-behind-a-fault",
            "The content cannot be read, and `version` occurs twice: strict JSON comes before the version.",
            report()
                .payload(r#""revision":1"#, r#""revision":"x""#)
                .payload(r#""version":"1.0","#, r#""version":"1.0","version":"2.0","#)
                .done(),
        ),
        refused(
            UnsupportedVersion,
            "version-major-beyond-64-bits",
            "A major version that no integer holds is still a version.",
            changed(r#""version":"1.0""#, r#""version":"18446744073709551616.0""#),
        ),
        refused(
            UnsupportedVersion,
            "vct-major-2",
            "The next major version: it may well be genuine.",
            changed("assessment-report/1\"", "assessment-report/2\""),
        ),
        refused(
            UnsupportedVersion,
            "vct-major-2-of-another-shape",
            "The next major version, whose content this reader cannot read at all.",
            report()
                .payload("assessment-report/1\"", "assessment-report/2\"")
                .payload(r#""compliance_points":["#, r#""compliance_points":[7,"#)
                .done(),
        ),
        refused(
            UnsupportedVersion,
            "version-major-2",
            "`version` has another major than `vct`.",
            changed(r#""version":"1.0""#, r#""version":"2.0""#),
        ),
        refused(
            UnsupportedVersion,
            "version-major-2-of-another-shape",
            "`version` tells the next major, whose content this reader cannot read at all.",
            report()
                .payload(r#""version":"1.0""#, r#""version":"2.0""#)
                .payload(r#""compliance_points":["#, r#""compliance_points":[7,"#)
                .done(),
        ),
        refused(Malformed, "version-without-minor", "`version` is `major.minor`.", changed(r#""version":"1.0""#, r#""version":"1""#)),
        refused(
            Malformed,
            "version-with-leading-zero",
            "`version` has numbers without leading zeros.",
            changed(r#""version":"1.0""#, r#""version":"1.00""#),
        ),
        refused(
            UnsupportedVersion,
            "must-understand-unknown",
            "An extension without which the report would be misread.",
            changed(r#""must_understand":[]"#, r#""must_understand":["https://schemas.betterwork.org/extension/weighted-findings"]"#),
        ),
        accepted(
            "unknown-members",
            "Members that this version does not know are kept and shown.",
            report()
                .payload(r#""language":"en""#, r#""language":"en","x_season":{"name":"Tet","days":[1,2]}"#)
                .payload(r#""isic":"1410""#, r#""isic":"1410","x_nace":"14.13""#)
                .payload(r#""iss":"#, r#""aud":"https://buyer.example","iss":"#)
                .disclosed(r#""value":"42""#, r#""value":"42","x_unit":"h""#)
                .done(),
        )
        .with("/document/report/x_season/name", "Tet")
        .with("/document/report/facility/industry/x_nace", "14.13")
        .with("/document/aud", "https://buyer.example")
        .with("/document/report/compliance_points/0/findings/1/x_unit", "h"),
        accepted(
            "unknown-codes",
            "Codes that this version does not know are kept; nothing good follows from them.",
            report()
                .payload(r#""type":"full""#, r#""type":"unannounced_follow_up""#)
                .payload(r#""audience":"public""#, r#""audience":"members""#)
                .payload(r#""public_disclosure"],"result":"non_compliant""#, r#""public_disclosure","x_new"],"result":"partly_compliant""#)
                .disclosed(r#""kind":"compliance","basis":"national_law""#, r#""kind":"observation","basis":"company_policy""#)
                .done(),
        )
        .with("/document/report/assessment/type", "unannounced_follow_up")
        .with("/document/report/compliance_points/0/public_findings/0/result", "partly_compliant")
        .with("/document/report/compliance_points/0/findings/0/kind", "observation")
        .with("/publication/public", false)
        .with("/publication/reason", "restricted"),
        accepted("newer-minor", "A newer minor version without anything new in it.", newer().done())
            .with("/document/report/version", "1.7"),
        accepted(
            "newer-minor-with-another-withholdable-member",
            "A newer minor may have more digests in an object; what is disclosed is kept and shown.",
            newer().discloses_too("412 Test Road", &format!(r#"["{SALT}","x_dormitories",{{"count":2}}]"#)).done(),
        )
        .with("/document/report/facility/x_dormitories/count", 2)
        .with("/disclosure/value", "complete"),
        accepted(
            "newer-minor-with-another-member-withheld",
            "The member that a newer minor added is withheld, and counted.",
            newer()
                .discloses_too("412 Test Road", &format!(r#"["{SALT}","x_dormitories",{{"count":2}}]"#))
                .withholds("x_dormitories")
                .done(),
        )
        .with("/disclosure/value", "partial")
        .with("/disclosure/members", 1),
        refused(
            BadDisclosure,
            "newer-minor-discloses-a-clear-member",
            "A newer minor may not withhold what this version has in the clear.",
            newer().discloses_too("412 Test Road", &format!(r#"["{SALT}","identifiers",[]]"#)).done(),
        ),
        refused(
            BadDisclosure,
            "newer-minor-discloses-a-member-twice",
            "Two disclosures of one object with one name, which this version does not know.",
            newer()
                .discloses_too("412 Test Road", &format!(r#"["{SALT}","x_dormitories",1]"#))
                .discloses_too("Testville", r#"["BBBBBBBBBBBBBBBBBBBBBB","x_dormitories",2]"#)
                .done(),
        ),
        refused(
            BadDisclosure,
            "newer-minor-discloses-an-unknown-member-in-the-clear",
            "An object has the member already, in the clear.",
            newer()
                .payload(r#""name":"Synthetic Garments 412""#, r#""name":"Synthetic Garments 412","x_dormitories":1"#)
                .discloses_too("412 Test Road", &format!(r#"["{SALT}","x_dormitories",1]"#))
                .done(),
        ),
        refused(BadDisclosure, "newer-minor-with-fewer-digests", "A newer minor never has fewer digests.", {
            let digest = report().digest_of("412 Test Road");
            let member = format!("\"{digest}\"");
            let forgery = newer().withholds("412 Test Road");
            let (front, back) = if forgery.payload.contains(&format!("{member},")) { ("", ",") } else { (",", "") };
            forgery.payload(&format!("{front}{member}{back}"), "").done()
        }),
        refused(
            Malformed,
            "progress-report-member-missing",
            "`number` is required in a progress report.",
            progress().payload(r#""number":1,"#, "").done(),
        )
        .about_progress(),
    ]
}
