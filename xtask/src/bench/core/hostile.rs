//! Inputs of 4 MiB that are made to be expensive, each with a genuine signature.

use betterwork::{Text, issue, verify};
use conformance::sample::{self, FixedRandom, Size};
use serde_json::{Value, json};

use super::World;
use crate::sealing;

/// The longest token that is read at all.
const LONGEST: usize = 4 * 1024 * 1024;
/// The most disclosures of one token, and those of a report beside its points'.
const DISCLOSURES: usize = 2_048;
const DISCLOSURES_BESIDE_POINTS: usize = 10;
/// The most members of one object.
const MEMBERS: usize = 1_024;
/// Where JSON of the caller's making goes.
const HERE: &str = "\"@here@\"";

pub(super) struct Input {
    pub(super) name: &'static str,
    pub(super) token: String,
}

impl Input {
    /// The size and what core answers: signed content may still be refused for what it says.
    pub(super) fn outcome(&self, world: &World) -> String {
        let answer = verify(self.token.as_bytes(), &world.trust, &world.status, world.at);
        format!("{} bytes: {}", self.token.len(), answer.map_or_else(|error| error.kind().code(), |_| "genuine"))
    }
}

/// Every input, some of them in the shapes that cost most under the limit of members that one object may have.
pub(super) fn all(world: &World) -> Vec<Input> {
    let unknown = |filler: &dyn Fn(usize) -> String| filled(world, &unknown_member, filler);
    let text = |filler: &dyn Fn(usize) -> String| filled(world, &text_of_a_finding, filler);
    let of = |name, token| Input { name, token };
    vec![
        of("4 MiB: longest string", text(&|room| format!("\"{}\"", "a".repeat(room)))),
        of("4 MiB: deepest nesting, arrays", unknown(&|room| nested(room, "[", "]"))),
        of("4 MiB: deepest nesting, objects", unknown(&|room| nested(room, "{\"a\":", "}"))),
        of("4 MiB: 2,048 disclosures", most_disclosures(world)),
        of("4 MiB: all escapes, in a text", text(&|room| format!("\"{}\"", "\\u00e9".repeat(room / 6)))),
        of("4 MiB: all escapes, in names", unknown(&|room| objects(room, MEMBERS, "\\u0061", ""))),
        of("4 MiB: all unknown members, 1,024 an object", unknown(&|room| objects(room, MEMBERS, "a", ""))),
        of("4 MiB: all unknown members, 9 an object", unknown(&|room| objects(room, 9, "a", ""))),
        of("4 MiB: all unknown members, of findings", filled(world, &public_findings, &findings)),
        of("4 MiB: most duplicate names", unknown(&|room| objects(room, MEMBERS - 1, "a", ",\"a0\":0"))),
    ]
}

/// A small report whose payload holds as much of `filler` as a token can.
fn filled(world: &World, place: &dyn Fn(&mut Value), filler: &dyn Fn(usize) -> String) -> String {
    let token = world.token(1, Size::SMALL);
    let mut payload = sealing::payload(&token);
    place(&mut payload);
    let payload = payload.to_string();
    // Four characters of the token carry three bytes of the payload; some are for the member's name and the ends of the parts.
    let room = (LONGEST - token.len() - 128) / 4 * 3;
    full_size(world.sealer.with_payload(&token, payload.replace(HERE, &filler(room)).as_bytes()))
}

fn full_size(token: String) -> String {
    assert!(token.len() <= LONGEST && token.len() > LONGEST / 100 * 95, "{} bytes", token.len());
    token
}

fn unknown_member(payload: &mut Value) {
    if let Some(report) = payload.get_mut("report").and_then(Value::as_object_mut) {
        report.insert("unknown".to_owned(), json!(HERE.trim_matches('"')));
    }
}

fn text_of_a_finding(payload: &mut Value) {
    let points = payload.pointer_mut("/report/compliance_points").and_then(Value::as_array_mut);
    let mut findings = points.into_iter().flatten().filter_map(|point| point.get_mut("public_findings")?.get_mut(0));
    let finding = findings.next().expect("a sample has a public finding");
    *finding.pointer_mut("/text/en").expect("a finding has a text") = json!(HERE.trim_matches('"'));
}

fn public_findings(payload: &mut Value) {
    let findings = payload.pointer_mut("/report/compliance_points/0/public_findings");
    *findings.expect("a point has public findings") = json!(HERE.trim_matches('"'));
}

/// Values as deep as they may be, one after another.
fn nested(room: usize, open: &str, close: &str) -> String {
    const DEPTH: usize = 28;
    many(room, |_| format!("{}0{}", open.repeat(DEPTH), close.repeat(DEPTH)))
}

/// Objects of so many members, their names different but for what the last object repeats.
fn objects(room: usize, members: usize, name: &str, last: &str) -> String {
    let object = |_| {
        let members: Vec<String> = (0..members).map(|number| format!("\"{name}{number:x}\":0")).collect();
        format!("{{{}}}", members.join(","))
    };
    let mut all = many(room - last.len(), object);
    all.insert_str(all.len() - "}]".len(), last);
    all
}

/// Findings with as many unknown members as known ones.
fn findings(room: usize) -> String {
    let unknown = (0..4).map(|number| format!("\"a{number}\":0")).collect::<Vec<_>>().join(",");
    many(room, |number| format!(r#"{{"question":"{number:x}","text":{{"en":"a"}},"kind":"fact","value":"",{unknown}}}"#))
}

/// An array of as many elements as fit.
fn many(room: usize, element: impl Fn(usize) -> String) -> String {
    let mut text = String::from("[");
    for number in 0.. {
        let element = element(number);
        if text.len() + element.len() + 2 > room {
            break;
        }
        if number > 0 {
            text.push(',');
        }
        text.push_str(&element);
    }
    text + "]"
}

/// A report with so many points that it has every disclosure that a token may have.
fn most_disclosures(world: &World) -> String {
    let points = (DISCLOSURES - DISCLOSURES_BESIDE_POINTS) / 2;
    let mut report = sample::report(1, Size { findings: points * 2, evidence_every: 0, text_bytes: 1_275, explanation_bytes: 0 });
    let all: Vec<_> = report.report.compliance_points.iter().flat_map(|point| point.all_findings().cloned()).collect();
    let model = report.report.compliance_points.first().expect("a sample has points").clone();
    report.report.compliance_points = all
        .chunks(2)
        .enumerate()
        .map(|(number, findings)| {
            let mut point = model.clone();
            point.id = Text::from(format!("point_{number}"));
            point.question_count = findings.len() as u64;
            (point.public_findings, point.findings, point.evidence) = (Vec::new(), Some(findings.to_vec()), Some(Vec::new()));
            point
        })
        .collect();
    let token = issue(&report, &world.keys.report, &mut FixedRandom::new(1)).expect("a sample can be signed");
    let disclosures = token.matches('~').count() - 1;
    assert_eq!(disclosures, DISCLOSURES);
    full_size(token)
}
