//! What a report says, held against itself.

use betterwork::ErrorKind::Inconsistent;

use super::world::{progress, report};
use super::{Scenario, accepted, refused};

pub(super) fn scenarios() -> Vec<Scenario> {
    let changed = |from: &str, to: &str| report().payload(from, to).done();
    let disclosed = |from: &str, to: &str| report().disclosed(from, to).done();
    let digest = "1f0c7b4e6a0d4b8a9c3e5d7f1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d";
    vec![
        refused(
            Inconsistent,
            "count-too-high",
            "`question_count` promises a finding that is not there.",
            changed(r#""question_count":3"#, r#""question_count":4"#),
        ),
        refused(
            Inconsistent,
            "count-too-low",
            "There is a finding more than `question_count` says.",
            changed(r#""question_count":3"#, r#""question_count":2"#),
        ),
        refused(Inconsistent, "count-below-the-floor", "Fewer questions than public findings, and the others are withheld.", {
            report().payload(r#""question_count":3"#, r#""question_count":0"#).withholds_all().done()
        }),
        accepted("count-cannot-be-checked", "A wrong count shows only where the findings do.", {
            report().payload(r#""question_count":3"#, r#""question_count":4"#).withholds_all().done()
        })
        .with("/disclosure/findings", 4),
        refused(Inconsistent, "floor-finding-hidden", "A finding of the floor stands among those that may be withheld.", {
            disclosed(r#""kind":"compliance","basis""#, r#""kind":"compliance","tags":["public_disclosure"],"basis""#)
        }),
        accepted("floor-with-another-finding", "An issuer may put a finding on the floor that needs not be there.", {
            changed(r#""tags":["public_disclosure"],"#, r#""tags":["x_new"],"#)
        })
        .with("/disclosure/value", "complete"),
        refused(
            Inconsistent,
            "question-twice-in-findings",
            "A question is answered twice in a point.",
            disclosed(r#""VN1-012""#, r#""VN1-011""#),
        ),
        refused(
            Inconsistent,
            "question-twice-over-the-floor",
            "A question is answered on the floor and beside it.",
            disclosed(r#""VN1-012""#, r#""VN1-010""#),
        ),
        accepted("question-in-two-points", "One question may stand in two points.", disclosed(r#""VN1-020""#, r#""VN1-010""#))
            .with("/disclosure/value", "complete"),
        refused(Inconsistent, "point-twice", "A compliance point stands there twice.", {
            changed(r#""cluster":"compensation","id":"paid_leave""#, r#""cluster":"working_time","id":"overtime""#)
        }),
        accepted("point-of-the-same-name", "Two clusters have a point of one name.", changed(r#""id":"paid_leave""#, r#""id":"overtime""#))
            .with("/disclosure/value", "complete"),
        refused(Inconsistent, "evidence-without-its-question", "Evidence about a question that the point does not have.", {
            disclosed(r#"[{"question":"VN1-011","explanation""#, r#"[{"question":"VN1-099","explanation""#)
        }),
        accepted("evidence-cannot-be-checked", "Where the findings are withheld, nobody sees whether evidence has its question.", {
            report()
                .disclosed(r#"[{"question":"VN1-011","explanation""#, r#"[{"question":"VN1-099","explanation""#)
                .withholds(r#""findings",[{"question":"VN1-011""#)
                .done()
        })
        .with("/disclosure/findings", 2),
        refused(Inconsistent, "compliance-without-a-result", "A compliance question without a result.", {
            changed(
                r#""kind":"compliance","tags":["public_disclosure"],"result":"non_compliant""#,
                r#""kind":"compliance","tags":["public_disclosure"]"#,
            )
        }),
        refused(Inconsistent, "compliance-with-a-value", "A compliance question with a value.", {
            changed(r#""result":"non_compliant""#, r#""result":"non_compliant","value":"12""#)
        }),
        refused(
            Inconsistent,
            "fact-with-a-result",
            "A fact with a result.",
            disclosed(r#""value":"42""#, r#""value":"42","result":"compliant""#),
        ),
        refused(Inconsistent, "fact-without-a-value", "A fact without a value.", disclosed(r#","value":"42""#, "")),
        refused(Inconsistent, "revision-zero", "Revisions are numbered from 1.", changed(r#""revision":1"#, r#""revision":0"#)),
        refused(
            Inconsistent,
            "revision-2-supersedes-nothing",
            "A correction names the digest of the revision before.",
            changed(r#""revision":1"#, r#""revision":2"#),
        ),
        refused(Inconsistent, "revision-1-supersedes", "The first revision supersedes nothing.", {
            changed(r#""revision":1"#, &format!(r#""revision":1,"supersedes":"{digest}""#))
        }),
        accepted("correction", "A correction, which names the digest of the revision before.", {
            changed(r#""revision":1"#, &format!(r#""revision":2,"supersedes":"{digest}""#))
        })
        .with("/document/report/revision", 2),
        refused(Inconsistent, "coordinates-by-half", "A latitude without a longitude.", disclosed(r#","longitude":"-106.25""#, "")),
        refused(Inconsistent, "visit-ended-before-it-began", "`ended_on` is before `started_on`.", changed("2026-02-04", "2026-02-02")),
        refused(
            Inconsistent,
            "signed-before-the-visit-ended",
            "`ended_on` is after the day of `iat`.",
            changed("2026-02-04", "2026-02-16"),
        ),
        refused(Inconsistent, "signed-before-the-visit-began", "No `ended_on`, and `started_on` is after the day of `iat`.", {
            report().payload(r#""ended_on":"2026-02-04","#, "").payload("2026-02-03", "2026-02-16").done()
        }),
        accepted("signed-on-the-last-day-of-the-visit", "`ended_on` is the day of `iat`.", changed("2026-02-04", "2026-02-15"))
            .with("/age/days", 5),
        refused(
            Inconsistent,
            "progress-report-number-zero",
            "Progress reports are numbered from 1.",
            progress().payload(r#""number":1"#, r#""number":0"#).done(),
        )
        .about_progress(),
        refused(Inconsistent, "progress-report-question-twice", "A question is remedied twice.", {
            progress().payload(r#""remediation":["#, r#""remediation":[{"question":"VN1-010","result":"verified_remediated"},"#).done()
        })
        .about_progress(),
        refused(
            Inconsistent,
            "progress-report-of-a-later-day",
            "`reported_on` is after the day of `iat`.",
            progress().payload("2026-02-10", "2026-02-16").done(),
        )
        .about_progress(),
    ]
}
