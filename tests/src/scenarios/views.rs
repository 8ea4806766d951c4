//! Signing and redacting: with the same key and salts, the same bytes.

use betterwork::ErrorKind::{self, Inconsistent, Malformed, UnsupportedVersion, WrongDocument};
use betterwork::seal::RandomSource;
use serde_json::value::RawValue;

use super::world::{ASSESSMENT, REPORT, report, token};
use super::{Demanded, Scenario};
use crate::forge::{encode, replaced};
use crate::sample::{FixedRandom, key};
use crate::vector::{Vector, Verb};

pub(super) fn scenarios() -> Vec<Scenario> {
    [views(), signatures()].into_iter().flatten().collect()
}

fn views() -> Vec<Scenario> {
    vec![
        redacted("redact-full", "Everything that the token has.", token(), "full"),
        redacted("redact-public", "No disclosure at all.", token(), "public"),
        redacted("redact-members", "Some members of the report.", token(), "facility.address,assessment.process,training"),
        redacted("redact-findings-of-all-points", "One member of every point.", token(), "compliance_points.findings"),
        redacted("redact-findings-of-one-point", "One member of one point.", token(), "compliance_points[working_time/overtime].findings"),
        redacted(
            "redact-a-view",
            "What the token does not have cannot come back.",
            report().withholds("412 Test Road").done(),
            "facility.address",
        ),
        redacted("redact-progress-report", "A member of a progress report.", super::world::progress_token(), "social_dialogue"),
        not_redacted(Malformed, "redact-unknown-member", "There is no such member.", token(), "facility.name"),
        not_redacted(Malformed, "redact-truncated", "A token that is cut short.", token().trim_end_matches('~').to_owned(), "public"),
        not_redacted(WrongDocument, "redact-status-list", "A document of another kind.", super::world::status_list() + "~", "public"),
    ]
}

fn signatures() -> Vec<Scenario> {
    let changed = |from: &str, to: &str| replaced(ASSESSMENT, from, to);
    vec![
        issued("issue", "A report, its key and its salts: the token is the same for ever.", ASSESSMENT.to_owned()),
        issued(
            "issue-moves-findings-to-the-floor",
            "A tagged finding goes where nobody can withhold it, and the questions are counted.",
            {
                let report = changed(r#""basis": "national_law","#, r#""basis": "national_law", "tags": ["public_disclosure"],"#);
                replaced(&report, r#""question_count": 3"#, r#""question_count": 0"#)
            },
        ),
        not_issued(Inconsistent, "issue-evidence-of-zero-tolerance", "Evidence on a zero-tolerance question is not part of a report.", {
            changed(r#""basis": "national_law","#, r#""basis": "national_law", "tags": ["zero_tolerance"],"#)
        }),
        not_issued(
            Inconsistent,
            "issue-evidence-of-few-workers",
            "Evidence from interviews alone about 4 workers would show who spoke.",
            {
                changed(
                    r#""sources": ["documents", "worker_interviews"], "workers_affected_count": 120"#,
                    r#""sources": ["worker_interviews"], "workers_affected_count": 4"#,
                )
            },
        ),
        not_issued(
            Inconsistent,
            "issue-visit-ended-before-it-began",
            "What no reader would accept is not signed.",
            changed("2026-02-04", "2026-02-02"),
        ),
        not_issued(
            Malformed,
            "issue-digests-in-the-report",
            "An unsigned report has no `_sd`.",
            changed(r#""country": "VN","#, r#""country": "VN", "_sd": [],"#),
        ),
        not_issued(
            UnsupportedVersion,
            "issue-other-version",
            "A version that this SDK does not write.",
            changed(r#""version": "1.0""#, r#""version": "1.1""#),
        ),
    ]
}

fn redacted(name: &str, description: &str, token: String, view: &str) -> Scenario {
    let (name, description) = (name.to_owned(), description.to_owned());
    let vector =
        Vector { name, description, verb: Verb::Redact, token: Some(token.into()), view: Some(view.to_owned()), ..Vector::default() };
    Scenario { vector, demanded: Demanded::Result(Vec::new()) }
}

fn not_redacted(kind: ErrorKind, name: &str, description: &str, token: String, view: &str) -> Scenario {
    Scenario { demanded: Demanded::Refusal(kind), ..redacted(name, description, token, view) }
}

fn issued(name: &str, description: &str, report: String) -> Scenario {
    let mut random = FixedRandom::new(412);
    let mut salt = || {
        let mut bytes = [0; 16];
        random.fill(&mut bytes);
        encode(bytes)
    };
    let vector = Vector {
        name: name.to_owned(),
        description: description.to_owned(),
        verb: Verb::Issue,
        report: Some(RawValue::from_string(report.trim().replace('\n', "\n  ")).unwrap()),
        key: Some(RawValue::from_string(key(REPORT).to_jwk_json().to_string()).unwrap()),
        salts: Some((0..14).map(|_| salt()).collect()),
        ..Vector::default()
    };
    Scenario { vector, demanded: Demanded::Result(Vec::new()) }
}

fn not_issued(kind: ErrorKind, name: &str, description: &str, report: String) -> Scenario {
    Scenario { demanded: Demanded::Refusal(kind), ..issued(name, description, report) }
}
