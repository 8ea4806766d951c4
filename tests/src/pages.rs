//! What the web pages show: reports of factories that do not exist, in every state, with their trust and status lists.

use std::fs;
use std::io;
use std::path::Path;

use betterwork::report::*;
use betterwork::seal::random_jti;
use betterwork::trust::{Entity, EntityRole, Key, KeyState, KeyUse, StatusDraft, StatusValue, TrustListPayload, sign_trust_list};
use betterwork::{Timestamp, View, issue_statement, redact};
use serde_json::json;

use crate::sample::{self, FixedRandom, ISSUER, Keys, STATUS_URI};

mod questions;

/// The facility's key, by its seed.
const FACILITY_KEY: u64 = 20;

/// A buyer that accepts a report, and its key.
const BUYER: &str = "https://buyer.example";
const BUYER_KEY: u64 = 21;

const DAY: i64 = 86_400;

/// A factory of the pages.
struct Factory {
    file: &'static str,
    name: &'static str,
    country: &'static str,
    /// The language of its country, in which some texts stand as well.
    language: &'static str,
    standing: StatusValue,
    publication: Shown,
    /// How many days ago the visit was.
    visited: i64,
    /// How many days ago the reliance period was over.
    lapsed: Option<i64>,
}

/// Whether the public may see it.
#[derive(Clone, Copy, PartialEq)]
enum Shown {
    Publicly,
    NotYet,
    Restricted,
}

const LOOM: Factory = Factory {
    file: "loom",
    name: "Synthetic Loom & Thread",
    country: "VN",
    language: "vi",
    standing: StatusValue::Valid,
    publication: Shown::Publicly,
    visited: 40,
    lapsed: None,
};

/// Every state that a genuine report can be in.
const FACTORIES: [Factory; 8] = [
    LOOM,
    Factory {
        file: "delta",
        name: "Synthetic Delta Knitwear",
        country: "KH",
        language: "km",
        standing: StatusValue::Superseded,
        visited: 410,
        ..LOOM
    },
    Factory {
        file: "jasmine",
        name: "Synthetic Jasmine Apparel",
        country: "JO",
        language: "ar",
        publication: Shown::Restricted,
        visited: 75,
        ..LOOM
    },
    Factory { file: "river", name: "Synthetic River Garments", country: "BD", language: "bn", standing: StatusValue::Suspended, ..LOOM },
    Factory { file: "harbour", name: "Synthetic Harbour Shirts", country: "ID", language: "id", standing: StatusValue::Revoked, ..LOOM },
    Factory {
        file: "meadow",
        name: "Synthetic Meadow Denim",
        country: "HT",
        language: "fr",
        publication: Shown::NotYet,
        visited: 9,
        ..LOOM
    },
    Factory { file: "summit", name: "Synthetic Summit Sportswear", visited: 800, lapsed: Some(20), ..LOOM },
    // What a page must not take for more than a name.
    Factory { file: "markup", name: "Synthetic <img src=x onerror=alert(1)><script>alert(2)</script> Mill", ..LOOM },
];

/// How many of them stand in the list, again and again.
const LISTED: u64 = 7;

/// Writes everything as of an instant: full reports, public views, statements, and `count` factories for a list.
pub fn write(folder: &Path, at: Timestamp, count: u64) -> io::Result<()> {
    let keys = Keys::default();
    fs::create_dir_all(folder.join("list"))?;
    let put = |name: &str, text: &str| fs::write(folder.join(name), text);
    put("trust.json", &sign_trust_list(&trust(&keys, at), &[&keys.root]).map_err(io::Error::other)?)?;
    put("status", &status(&keys, at, count, at))?;
    put("status-stale", &status(&keys, at, count, at.plus_seconds(-20 * DAY)))?;
    for (factory, index) in FACTORIES.iter().zip(0..) {
        let full = token(factory, factory.name, index, at, &keys);
        put(&format!("{}.full.sdjwt", factory.file), &full)?;
        put(&format!("{}.sdjwt", factory.file), &redact(full.as_bytes(), &View::Public).map_err(io::Error::other)?)?;
    }
    let words = LanguageMap::single("en", "Two more exits were opened after the visit, and the doors are checked every morning.")
        .with("vi", "Sau đợt thăm, chúng tôi đã mở thêm hai lối thoát hiểm; các cửa được kiểm tra mỗi sáng.");
    put("loom.response.jwt", &response(questions::EXITS, words, 77, at, &keys))?;
    let words = LanguageMap::single("en", "The records were put in order.");
    put("loom.response-to-withheld.jwt", &response(questions::NOT_PUBLIC, words, 78, at, &keys))?;
    put("loom.acceptance.jwt", &acceptance(79, at, &keys))?;
    let full = token(&LOOM, LOOM.name, 0, at, &keys);
    let findings = "compliance_points.findings".parse().and_then(|view: View| redact(full.as_bytes(), &view));
    put("loom.findings.sdjwt", &findings.map_err(io::Error::other)?)?;
    put("later.sdjwt", &later(at, &keys).map_err(io::Error::other)?)?;
    for number in 0..count {
        let factory = &FACTORIES[(number % LISTED) as usize];
        let name = format!("{} {}", factory.name, number + 2);
        let full = token(factory, &name, 100 + number, at, &keys);
        put(&format!("list/{number}.sdjwt"), &redact(full.as_bytes(), &View::Public).map_err(io::Error::other)?)?;
    }
    Ok(())
}

/// A test list from a year ago to in half a year.
fn trust(keys: &Keys, at: Timestamp) -> TrustListPayload {
    let mut payload = sample::trust_payload(keys);
    (payload.iat, payload.expires) = (at.plus_seconds(-DAY), at.plus_seconds(180 * DAY));
    let since = payload.entities[0].keys[0].not_before;
    let key = Key::new(sample::key(BUYER_KEY).public().jwk(), KeyUse::Statement, since, payload.expires, KeyState::Active);
    payload.entities.push(Entity::new(BUYER.into(), "Synthetic Buyer".into(), EntityRole::Buyer, vec![key]));
    payload
}

fn status(keys: &Keys, at: Timestamp, count: u64, signed: Timestamp) -> String {
    let mut draft = StatusDraft::new(STATUS_URI, 1024);
    for (index, factory) in (0..).zip(&FACTORIES).chain((0..count).map(|number| (100 + number, &FACTORIES[(number % LISTED) as usize]))) {
        draft.set(index, factory.standing).unwrap();
    }
    let signed = if signed == at { at.plus_seconds(-3_600) } else { signed };
    draft.sign(&keys.status, signed, signed.plus_seconds(14 * DAY)).unwrap()
}

/// A report of a later version: members that nobody knows yet, named like others that are something else.
fn later(at: Timestamp, keys: &Keys) -> betterwork::Result<String> {
    let mut random = FixedRandom::new(9);
    let mut document = serde_json::to_value(report(&LOOM, LOOM.name, 0, at, &mut random)).expect("a report is JSON");
    let body = &mut document["report"];
    for (name, value) in [
        ("season", json!("The rainy one")),
        ("based_on", json!("interviews")),
        ("nothing", json!(null)),
        ("begins_on", json!("2026-99-99")),
        ("lot", json!("1234-12-12")),
        ("shifts", json!({"min": 2, "max": 3})),
        ("branch", json!({"country": "Viet Nam"})),
    ] {
        body[name] = value;
    }
    let point = &mut body["compliance_points"][0];
    point["asked_twice"] = json!(true);
    let finding = &mut point["public_findings"][0];
    finding["legal_references"] = json!(["Labour Code, Article 1 (synthetic)"]);
    finding["heard_by"] = json!("the whole line");
    let document = AssessmentReport::from_json(&document.to_string())?;
    betterwork::issue(&document, &keys.report, &mut random)
}

fn token(factory: &Factory, name: &str, index: u64, at: Timestamp, keys: &Keys) -> String {
    let mut random = FixedRandom::new(index + 1);
    let report = report(factory, name, index, at, &mut random);
    betterwork::issue(&report, &keys.report, &mut random).unwrap()
}

fn report(factory: &Factory, name: &str, index: u64, at: Timestamp, random: &mut FixedRandom) -> AssessmentReport {
    let visited = at.plus_seconds(-factory.visited * DAY);
    let day = |days: i64| visited.plus_seconds(days * DAY).day();
    let mut publication = Publication::new(if factory.publication == Shown::Restricted { Audience::Restricted } else { Audience::Public });
    publication.from = (factory.publication != Shown::Restricted)
        .then(|| if factory.publication == Shown::NotYet { at.plus_seconds(30 * DAY).day() } else { day(8) });
    let mut facility = Facility::new(name.into(), Country::parse(factory.country).unwrap());
    facility.industry = Some(Industry::new("1410".into()));
    let mut workforce = Workforce::default();
    (workforce.total_count, workforce.women_count) = (Some(1_340), Some(1_010));
    facility.workforce = Some(workforce);
    let tool = Tool::new(format!("better-work-{}", factory.country.to_lowercase()).into(), "2026.1".into());
    let mut assessment = Assessment::new(format!("7{index:04}").into(), 3, AssessmentType::Full, day(0), tool);
    (assessment.ended_on, assessment.announced) = (Some(day(1)), Some(false));
    let points = questions::points(factory.language, index);
    let mut body = AssessmentBody::new("1.0".into(), Vec::new(), 1, "en".into(), publication, facility, assessment, points);
    let action = LanguageMap::single("en", "Keep the exits of the second floor free, and check them at every shift.");
    let mut planned =
        ImprovementItem::new("occupational_safety_and_health/emergency_preparedness".into(), action, ImprovementStatus::InProgress);
    planned.due_on = Some(day(60));
    (body.improvement_plan, body.training, body.indicators) = (Some(vec![planned]), Some(Vec::new()), Some(Vec::new()));
    let status = StatusReference::new(index, STATUS_URI.into());
    let sub = format!("urn:betterwork:facility:{}-{}", factory.country, 9_000 + index);
    let mut report = AssessmentReport::new(ISSUER, sub, random_jti(random), status, body);
    report.iat = visited.plus_seconds(8 * DAY);
    report.exp = factory.lapsed.map(|days| at.plus_seconds(-days * DAY));
    report.cnf = Some(sample::key(FACILITY_KEY).public().jwk());
    report
}

/// The factory replies to a finding.
fn response(question: &str, words: LanguageMap, seed: u64, at: Timestamp, keys: &Keys) -> String {
    let mut statement = statement(StatementKind::Response, words, seed, at, keys);
    statement.question = Some(question.into());
    issue_statement(&statement, &sample::key(FACILITY_KEY)).unwrap()
}

/// A buyer accepts the report.
fn acceptance(seed: u64, at: Timestamp, keys: &Keys) -> String {
    let words = LanguageMap::single("en", "We audit nothing again that stands in this report.");
    let mut statement = statement(StatementKind::Acceptance, words, seed, at, keys);
    statement.iss = BUYER.into();
    issue_statement(&statement, &sample::key(BUYER_KEY)).unwrap()
}

/// The factory says something of the first report.
fn statement(kind: StatementKind, words: LanguageMap, seed: u64, at: Timestamp, keys: &Keys) -> Statement {
    let full = token(&LOOM, LOOM.name, 0, at, keys);
    let list = betterwork::trust::TrustList::open(
        sign_trust_list(&trust(keys, at), &[&keys.root]).unwrap().as_bytes(),
        betterwork::trust::Pin::NamedFile,
    );
    let report = betterwork::verify(full.as_bytes(), &list.unwrap(), &betterwork::trust::StatusLists::none(), at).unwrap();
    let about = About::new(report.document().jti.clone(), 1, report.digest());
    let jti = random_jti(&mut FixedRandom::new(seed)).into();
    Statement::new(report.document().sub.clone(), at.plus_seconds(-9 * DAY), jti, about, kind, StatementBody::Text(words))
}
