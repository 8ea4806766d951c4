//! Arbitrary reports: unknown members and codes, several languages, every kind of text, empty and full members.
#![allow(clippy::unwrap_used, reason = "tests")]
#![allow(dead_code, reason = "every test takes what it needs")]

pub(crate) mod places;

use betterwork::report::AssessmentReport;
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// A report that can be signed.
pub(crate) fn report() -> impl Strategy<Value = AssessmentReport> {
    json_text().prop_map(|text| AssessmentReport::from_json(&text).unwrap())
}

/// A report that can be signed, as JSON text, some of it written with escapes.
pub(crate) fn json_text() -> impl Strategy<Value = String> {
    (document(), any::<bool>()).prop_map(|(value, escaped)| {
        let text = value.to_string();
        if escaped { without_ascii_escapes(&text) } else { text }
    })
}

/// Writes every character outside ASCII as an escape.
fn without_ascii_escapes(text: &str) -> String {
    let mut units = [0; 2];
    let escape = |character: char| match character {
        ' '..='~' => character.to_string(),
        other => other.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")).collect(),
    };
    text.chars().map(escape).collect()
}

fn document() -> impl Strategy<Value = Value> {
    let body = (facility(), assessment(), points(), lists(), unknown(), prop_oneof![Just("en"), Just("vi"), Just("zh-Hant-TW")]);
    (text(), body, option::of(1_771_113_601..1_900_000_000_u64), 0..1_000_u64, unknown()).prop_map(|(sub, body, exp, idx, unknown)| {
        let (facility, assessment, compliance_points, lists, more, language) = body;
        let mut report = json!({
            "version": "1.0", "must_understand": [], "revision": 1, "language": language,
            "publication": {"audience": "public", "from": "2026-02-15"},
            "facility": facility, "assessment": assessment, "compliance_points": compliance_points,
        });
        extend(&mut report, lists);
        extend(&mut report, more);
        let mut document = json!({
            "iss": "https://programme.example", "sub": format!("urn:{sub}"), "jti": "urn:uuid:6f1c2a90-7c1e-4b57-9a53-0d9b3c5e8f21", "iat": 1_771_113_600,
            "vct": "https://schemas.betterwork.org/assessment-report/1",
            "status": {"status_list": {"idx": idx, "uri": "https://exchange.example/status/2026-1"}}, "report": report,
        });
        if let Some(exp) = exp {
            extend(&mut document, Map::from_iter([("exp".to_owned(), exp.into())]));
        }
        extend(&mut document, unknown);
        document
    })
}

fn facility() -> impl Strategy<Value = Value> {
    let address = (vec(text(), 0..3), option::of(text()), unknown())
        .prop_map(|(lines, locality, unknown)| object([("lines", list(lines)), ("locality", locality.map(Value::from))], unknown));
    let coordinates = Just(json!({"latitude": "-10.5", "longitude": "106.25"}));
    let ownership = option::of(text()).prop_map(|company| object([("parent_company", company.map(Value::from))], Map::new()));
    let operations = vec(text(), 0..3).prop_map(|products| object([("products", list(products))], Map::new()));
    let workforce = option::of(0..100_000_u64).prop_map(|count| object([("total_count", count.map(Value::from))], Map::new()));
    let identifiers = vec((code(&["os_id", "lei", "gln", "duns", "star"]), text()), 0..3);
    let withheld = (option::of(address), option::of(coordinates), option::of(ownership), option::of(operations), option::of(workforce));
    (text(), identifiers, withheld, unknown()).prop_map(|(name, identifiers, withheld, unknown)| {
        let identifiers: Vec<_> = identifiers.into_iter().map(|(scheme, value)| json!({"scheme": scheme, "value": value})).collect();
        let (address, coordinates, ownership, operations, workforce) = withheld;
        let members = [
            ("name", Some(name.into())),
            ("country", Some("VN".into())),
            ("identifiers", list(identifiers)),
            ("address", address),
            ("coordinates", coordinates),
            ("ownership", ownership),
            ("operations", operations),
            ("workforce", workforce),
        ];
        object(members, unknown)
    })
}

fn assessment() -> impl Strategy<Value = Value> {
    let process = (option::of(any::<bool>()), vec(language_map(), 0..2), unknown()).prop_map(|(restricted, concerns, unknown)| {
        object([("access_restricted", restricted.map(Value::from)), ("concerns", list(concerns))], unknown)
    });
    (text(), 1..9_u64, code(&["full"]), 1..9_u8, option::of(10..15_u8), option::of(process), unknown()).prop_map(
        |(id, cycle, r#type, started, ended, process, unknown)| {
            let members = [
                ("id", Some(id.into())),
                ("cycle", Some(cycle.into())),
                ("type", Some(r#type.into())),
                ("started_on", Some(format!("2026-02-{started:02}").into())),
                ("ended_on", ended.map(|day| format!("2026-02-{day:02}").into())),
                ("tool", Some(json!({"id": "synthetic-tool", "version": "1"}))),
                ("process", process),
            ];
            object(members, unknown)
        },
    )
}

fn points() -> impl Strategy<Value = Vec<Value>> {
    vec(point(), 0..4).prop_map(|points| {
        let named = |(number, mut point)| {
            extend(&mut point, Map::from_iter([("id".to_owned(), format!("point_{number}").into())]));
            point
        };
        points.into_iter().enumerate().map(named).collect()
    })
}

fn point() -> impl Strategy<Value = Value> {
    let evidence = (vec(any::<prop::sample::Index>(), 0..3), language_map());
    (vec(finding(), 0..3), option::of(vec(finding(), 0..4)), evidence, unknown()).prop_map(|(public, others, evidence, unknown)| {
        let public_count = public.len();
        let count = public_count + others.as_ref().map_or(0, Vec::len);
        let asked = |from: usize, list: Vec<Value>| -> Value { list.into_iter().zip(from..).map(asked).collect() };
        let (indexes, explanation) = evidence;
        let about = |index: prop::sample::Index| {
            json!({"question": format!("Q{}", index.index(count)), "explanation": explanation, "sources": ["documents", "x_source"]})
        };
        let evidence = (count > 0 && !indexes.is_empty()).then(|| indexes.into_iter().map(about).collect());
        let members = [
            ("cluster", Some("working_time".into())),
            ("question_count", Some(count.into())),
            ("public_findings", Some(asked(0, public))),
            ("findings", others.map(|list| asked(public_count, list))),
            ("evidence", evidence),
        ];
        object(members, unknown)
    })
}

fn finding() -> impl Strategy<Value = Value> {
    let answer = prop_oneof![
        code(&["compliant", "non_compliant", "not_applicable", "not_assessed"])
            .prop_map(|result| json!({"kind": "compliance", "result": result})),
        text().prop_map(|value| json!({"kind": "fact", "value": value})),
        Just(json!({"kind": "x_kind"})),
    ];
    (language_map(), answer, vec(text(), 0..2), option::of(code(&["national_law", "benchmark"])), unknown()).prop_map(
        |(text, answer, references, basis, unknown)| {
            let members = [("text", Some(text)), ("legal_references", list(references)), ("basis", basis.map(Value::from))];
            let mut finding = object(members, unknown);
            extend(&mut finding, answer.as_object().unwrap().clone());
            finding
        },
    )
}

fn asked((mut finding, number): (Value, usize)) -> Value {
    extend(&mut finding, Map::from_iter([("question".to_owned(), format!("Q{number}").into())]));
    finding
}

fn lists() -> impl Strategy<Value = Map<String, Value>> {
    let step = (language_map(), code(&["pending", "in_progress", "completed"]))
        .prop_map(|(action, status)| json!({"compliance_point": "working_time/overtime", "action": action, "status": status}));
    let training = text().prop_map(|course| json!({"course": course, "participant_days": "0.5"}));
    let indicator = language_map()
        .prop_map(|name| json!({"id": "x", "name": name, "value": "-12.50", "unit": "h", "from_on": "2025-01-01", "to_on": "2025-12-31"}));
    let dialogue = option::of(0..9_u64).prop_map(|count| object([("meetings_count", count.map(Value::from))], Map::new()));
    (option::of(vec(step, 0..3)), option::of(dialogue), option::of(vec(training, 0..3)), option::of(vec(indicator, 0..2))).prop_map(
        |(plan, dialogue, training, indicators)| {
            let members = [
                ("improvement_plan", plan.map(Value::from)),
                ("social_dialogue", dialogue),
                ("training", training.map(Value::from)),
                ("indicators", indicators.map(Value::from)),
            ];
            object(members, Map::new()).as_object().unwrap().clone()
        },
    )
}

fn language_map() -> impl Strategy<Value = Value> {
    let tag = prop::sample::select(vec!["en", "vi", "km", "fr-HT", "zh-Hant"]);
    btree_map(tag, text(), 1..3)
        .prop_map(|texts| texts.into_iter().map(|(tag, text)| (tag.to_owned(), Value::from(text))).collect::<Map<_, _>>().into())
}

/// A known code, or one that a later version may add.
fn code(known: &[&'static str]) -> impl Strategy<Value = String> + use<> {
    let mut codes = known.to_vec();
    codes.push("x_code");
    prop::sample::select(codes).prop_map(str::to_owned)
}

/// Members that no version knows, with any JSON of ours inside.
fn unknown() -> impl Strategy<Value = Map<String, Value>> {
    btree_map(text().prop_map(|name| format!("x_{name}")), any_json(), 0..2).prop_map(Map::from_iter)
}

fn any_json() -> impl Strategy<Value = Value> {
    const LARGEST: i64 = (1 << 53) - 1;
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-LARGEST..=LARGEST).prop_map(Value::from),
        text().prop_map(Value::from)
    ];
    let name = text().prop_filter("reserved", |name| name != "_sd" && name != "...");
    leaf.prop_recursive(3, 12, 3, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Value::from),
            btree_map(name.clone(), inner, 0..3).prop_map(|map| Map::from_iter(map).into())
        ]
    })
}

fn text() -> impl Strategy<Value = String> + Clone {
    let odd = prop::sample::select(vec![
        '"', '\\', '/', '\n', '\u{0}', '\u{1f}', '\u{7f}', 'é', 'ក', '😀', '~', '.', '{', '\u{2028}', '\u{feff}',
    ]);
    prop_oneof!["[a-z ]{0,12}", ".{0,6}", vec(odd, 0..6).prop_map(String::from_iter)].boxed()
}

fn list<T: Into<Value>>(items: Vec<T>) -> Option<Value> {
    (!items.is_empty()).then(|| items.into_iter().map(Into::into).collect::<Vec<Value>>().into())
}

fn object<const N: usize>(members: [(&str, Option<Value>); N], unknown: Map<String, Value>) -> Value {
    let known = members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    unknown.into_iter().chain(known).collect::<Map<_, _>>().into()
}

fn extend(value: &mut Value, more: Map<String, Value>) {
    value.as_object_mut().unwrap().extend(more);
}
