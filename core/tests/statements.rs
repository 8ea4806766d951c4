//! Statements: who may say what about which report.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod answers;

use answers::{faults, validator};
use betterwork::report::{About, Consent, LanguageMap, Statement, StatementBody, StatementKind};
use betterwork::seal::random_jti;
use betterwork::trust::{Entity, EntityRole, Key, KeyState, KeyUse, Pin, StatusLists, TrustList, sign_trust_list};
use betterwork::{ErrorKind, Speaker, Text, Timestamp, VerifiedReport, View, issue, issue_statement, redact, verify, verify_statement};
use conformance::sample::{self, FixedRandom, ISSUER, Keys, SIGNED_AT, Size, key};

const STATEMENTS: u64 = 6;
const BUYERS: u64 = 11;
const FACILITY: u64 = 15;
const BUYER: &str = "https://buyer.example";

struct World {
    trust: TrustList,
    report: VerifiedReport,
    public: VerifiedReport,
}

fn world() -> World {
    let keys = Keys::default();
    let mut payload = sample::trust_payload(&keys);
    let programme = &mut payload.entities[0].keys;
    let entry =
        |seed| Key::new(key(seed).public().jwk(), KeyUse::Statement, programme[0].not_before, programme[0].not_after, KeyState::Active);
    let (mut statements, buyers) = (entry(STATEMENTS), entry(BUYERS));
    statements.countries = programme[0].countries.clone();
    programme.push(statements);
    payload.entities.push(Entity::new(BUYER.into(), "Synthetic Buyer".into(), EntityRole::Buyer, vec![buyers]));
    let trust = TrustList::open(sign_trust_list(&payload, &[&keys.root]).unwrap().as_bytes(), Pin::NamedFile).unwrap();
    let mut report = sample::report(1, Size::SMALL);
    report.cnf = Some(key(FACILITY).public().jwk());
    let token = issue(&report, &keys.report, &mut FixedRandom::new(9)).unwrap();
    let opened = |token: &str| verify(token.as_bytes(), &trust, &StatusLists::none(), SIGNED_AT).unwrap();
    let public = redact(token.as_bytes(), &View::Public).unwrap();
    World { report: opened(&token), public: opened(&public), trust }
}

impl World {
    fn statement(&self, iss: &str, kind: StatementKind) -> Statement {
        let about = About::new(self.report.document().jti.clone(), 1, self.report.digest());
        let body = StatementBody::Text(LanguageMap::single("en", "A synthetic statement"));
        Statement::new(iss.into(), SIGNED_AT, random_jti(&mut FixedRandom::new(3)).into(), about, kind, body)
    }

    fn says(&self, statement: &Statement, seed: u64) -> Result<Speaker, ErrorKind> {
        let token = issue_statement(statement, &key(seed)).map_err(|error| error.kind())?;
        self.verify(token.as_bytes()).map_err(|error| error.kind())
    }

    fn verify(&self, token: &[u8]) -> betterwork::Result<Speaker> {
        verify_statement(token, &self.report, &self.trust, SIGNED_AT).map(|statement| statement.speaker())
    }

    fn facility(&self) -> String {
        self.report.document().sub.to_string()
    }
}

#[test]
fn each_speaker_may_say_its_own_kinds_and_no_other() {
    let world = world();
    let facility = world.facility();
    let kinds = StatementKind::CODES.iter().filter(|code| **code != "consent");
    let said = |iss: &str, seed| -> Vec<&str> {
        kinds.clone().filter(|code| world.says(&world.statement(iss, StatementKind::from(**code)), seed).is_ok()).copied().collect()
    };
    assert_eq!(said(&facility, FACILITY), ["response", "remediation_claimed", "dispute"]);
    assert_eq!(said(ISSUER, STATEMENTS), ["remediation_verified", "ruling"]);
    assert_eq!(said(BUYER, BUYERS), ["dispute", "acceptance"]);
}

#[test]
fn a_kind_that_nobody_knows_is_refused() {
    let world = world();
    let unknown = world.statement(ISSUER, StatementKind::from("pardon"));
    assert_eq!(world.says(&unknown, STATEMENTS), Err(ErrorKind::NotAuthorised));
}

#[test]
fn a_name_that_is_not_the_keys_is_refused() {
    let world = world();
    assert_eq!(world.says(&world.statement(ISSUER, StatementKind::RemediationVerified), FACILITY), Err(ErrorKind::NotAuthorised));
    assert_eq!(world.says(&world.statement(&world.facility(), StatementKind::Response), STATEMENTS), Err(ErrorKind::NotAuthorised));
}

#[test]
fn a_key_for_reports_makes_no_statements() {
    let world = world();
    assert_eq!(world.says(&world.statement(ISSUER, StatementKind::RemediationVerified), 2), Err(ErrorKind::NotAuthorised));
}

#[test]
fn a_key_that_nobody_named_is_unknown() {
    let world = world();
    assert_eq!(world.says(&world.statement(ISSUER, StatementKind::RemediationVerified), 99), Err(ErrorKind::UnknownKey));
}

#[test]
fn a_statement_about_another_report_is_refused() {
    let world = world();
    let mut statement = world.statement(ISSUER, StatementKind::RemediationVerified);
    statement.about.digest = betterwork::Digest::of(b"another");
    assert_eq!(world.says(&statement, STATEMENTS), Err(ErrorKind::Inconsistent));
}

#[test]
fn a_question_must_be_in_the_report_unless_it_may_be_withheld() {
    let world = world();
    let mut statement = world.statement(ISSUER, StatementKind::RemediationVerified);
    statement.question = Some("VN1-999".into());
    assert_eq!(world.says(&statement, STATEMENTS), Err(ErrorKind::Inconsistent));
    let token = issue_statement(&statement, &key(STATEMENTS)).unwrap();
    assert!(verify_statement(token.as_bytes(), &world.public, &world.trust, SIGNED_AT).is_ok());
}

#[test]
fn a_view_withholds_the_finding_that_a_statement_is_about_or_shows_it() {
    let world = world();
    let points = &world.report.report().compliance_points;
    let public = points.iter().flat_map(|point| &point.public_findings).next().map(|finding| &finding.question);
    let other = points.iter().flat_map(|point| point.findings.iter().flatten()).next().map(|finding| &finding.question);
    let withheld = |question: Option<&Text>, report| {
        let mut statement = world.statement(ISSUER, StatementKind::Ruling);
        statement.question = question.cloned();
        let token = issue_statement(&statement, &key(STATEMENTS)).unwrap();
        verify_statement(token.as_bytes(), report, &world.trust, SIGNED_AT).unwrap().finding_withheld()
    };
    let answers = |report| [None, public, other].map(|question| withheld(question, report));
    assert_eq!(answers(&world.report), [false, false, false]);
    assert_eq!(answers(&world.public), [false, false, true]);
}

#[test]
fn what_is_answered_is_what_its_schema_says() {
    let world = world();
    let validator = validator(include_str!("../../schemas/verified-statement-1.json"));
    let mut ruling = world.statement(ISSUER, StatementKind::Ruling);
    ruling.question = Some("VN1-001".into());
    let response = world.statement(&world.facility(), StatementKind::Response);
    for (statement, seed) in [(ruling, STATEMENTS), (response, FACILITY)] {
        let token = issue_statement(&statement, &key(seed)).unwrap();
        for report in [&world.report, &world.public] {
            let answer = verify_statement(token.as_bytes(), report, &world.trust, SIGNED_AT).unwrap();
            assert_eq!(faults(&validator, &serde_json::to_value(answer).unwrap()), Vec::<String>::new());
        }
    }
}

#[test]
fn time_is_checked() {
    let world = world();
    let at = |seconds| {
        let mut statement = world.statement(ISSUER, StatementKind::Ruling);
        statement.iat = Timestamp::from_seconds(SIGNED_AT.seconds() + seconds);
        world.says(&statement, STATEMENTS)
    };
    assert_eq!(at(-1), Err(ErrorKind::Inconsistent));
    assert_eq!(at(300), Ok(Speaker::Programme));
    assert_eq!(at(301), Err(ErrorKind::NotYetValid));
}

#[test]
fn a_consent_names_a_subscriber_and_nothing_else_does() {
    let world = world();
    let mut statement = world.statement(&world.facility(), StatementKind::Consent);
    assert_eq!(world.says(&statement, FACILITY), Err(ErrorKind::Inconsistent));
    statement.body = StatementBody::Consent(Consent::new("buyer".into(), "full".into()));
    assert_eq!(world.says(&statement, FACILITY), Ok(Speaker::Facility));
    statement.kind = StatementKind::Response;
    assert_eq!(world.says(&statement, FACILITY), Err(ErrorKind::Inconsistent));
}

#[test]
fn a_changed_byte_is_never_accepted() {
    let world = world();
    let token = issue_statement(&world.statement(ISSUER, StatementKind::Ruling), &key(STATEMENTS)).unwrap().into_bytes();
    for index in 0..token.len() {
        let mut changed = token.clone();
        changed[index] ^= 1;
        assert!(world.verify(&changed).is_err(), "byte {index}");
    }
}

#[test]
fn a_report_is_no_statement_and_a_large_file_none_either() {
    let world = world();
    let report = sample::token(&Keys::default(), 1, Size::SMALL).unwrap();
    let jws = report.split('~').next().unwrap();
    assert_eq!(world.verify(jws.as_bytes()).unwrap_err().kind(), ErrorKind::WrongDocument);
    assert_eq!(world.verify(&vec![b'a'; betterwork::MAX_STATEMENT_BYTES + 1]).unwrap_err().kind(), ErrorKind::TooLarge);
}
