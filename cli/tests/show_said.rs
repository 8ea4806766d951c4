//! `show`: what others say of a report stands with it, and what nobody can vouch for is shown as that.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "test code")]

mod common;

use betterwork::report::{About, LanguageMap, Statement, StatementBody, StatementKind};
use betterwork::seal::random_jti;
use betterwork::{issue, issue_statement, verify};
use common::{AT, Place};
use conformance::sample::{self, FixedRandom, Keys, SIGNED_AT, Size, key};

/// A report whose factory can speak, a response to one of its findings, one to the report, a forged one, and progress.
fn place() -> Place {
    let (place, keys) = (Place::new(), Keys::default());
    let mut report = sample::report(7, Size::SMALL);
    report.cnf = Some(key(20).public().jwk());
    let token = issue(&report, &keys.report, &mut FixedRandom::new(7)).unwrap();
    let verified = verify(token.as_bytes(), &sample::trust(&keys), &Default::default(), SIGNED_AT).unwrap();
    let about = About::new(report.jti.clone(), 1, verified.digest());
    for (name, question, words, seed) in [
        ("response", Some("VN1-007"), "The clocks were replaced.", 1),
        ("general", None, "The factory thanks the assessors.", 2),
        ("forged", None, "Everything is fine.", 3),
    ] {
        let body = StatementBody::Text(LanguageMap::single("en", words));
        let jti = random_jti(&mut FixedRandom::new(seed)).into();
        let mut statement = Statement::new(report.sub.clone(), SIGNED_AT, jti, about.clone(), StatementKind::Response, body);
        statement.question = question.map(Into::into);
        let signer = if name == "forged" { key(21) } else { key(20) };
        place.write(&format!("{name}.jwt"), format!("{}\n", issue_statement(&statement, &signer).unwrap()));
    }
    place.write("progress.sdjwt", sample::progress_token(&keys, &token, 2).unwrap());
    place.write("spoken.sdjwt", token);
    place
}

#[test]
fn what_others_say_stands_beside_the_finding_or_at_the_end() {
    let files = "--statement response.jwt --statement general.jwt --statement forged.jwt --progress-report progress.sdjwt";
    let place = place();
    let ran = place.run(&format!("show spoken.sdjwt --trust trust.json --at {AT} {files}"));
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let (before, after) = ran.stdout.split_once("What others say").unwrap();
    for said in ["response of the facility, 2026-02-15  The clocks were replaced.", "progress report 1  verified remediated"] {
        assert!(before.contains(said), "{}", ran.stdout);
    }
    for said in ["The factory thanks the assessors.", "progress report 1  as of 2026-02-15", "unverified, `forged.jwt`", "[unknown_key]"] {
        assert!(after.contains(said), "{}", ran.stdout);
    }
    assert!(!ran.stdout.contains("Everything is fine"), "{}", ran.stdout);
    let json = place.run(&format!("show spoken.sdjwt --trust trust.json --at {AT} {files} --json")).json();
    assert_eq!((json["statements"].as_array().unwrap().len(), &json["unverified"][0]["code"]), (2, &"unknown_key".into()));
    assert_eq!(json["progress_reports"].as_array().unwrap().len(), 1);
}

#[test]
fn a_store_shows_the_newest_report_with_what_it_has_about_it() {
    let place = place();
    let files = "general.jwt progress.sdjwt response.jwt spoken.sdjwt";
    let ran = place.run(&format!("import {files} --store reports.db --trust trust.json --at {AT} --json"));
    let json = ran.json();
    assert_eq!((ran.code, &json["statements"], &json["progress_reports"]), (0, &2.into(), &1.into()), "{}{}", ran.stdout, ran.stderr);
    let ran = place.run(&format!("show --store reports.db --facility VN-7 --trust trust.json --at {AT}"));
    assert!(
        ran.code == 0 && ran.stdout.contains("The clocks were replaced.") && ran.stdout.contains("thanks the assessors"),
        "{}",
        ran.stderr
    );
    let ran = place.run(&format!("show --store reports.db --facility VN-8 --trust trust.json --at {AT}"));
    assert!(ran.code == 3 && ran.stderr.contains("no report of the factory `VN-8`"), "{}", ran.stderr);
    assert_eq!(place.run("show --trust trust.json").code, 2);
    let ran = place.run(&format!("show progress.sdjwt --trust trust.json --at {AT} --statement general.jwt"));
    assert!(ran.code == 2 && ran.stderr.contains("about assessment reports"), "{}", ran.stderr);
}

#[test]
fn a_statement_about_a_finding_that_the_view_withholds_is_not_shown_with_it() {
    let place = place();
    assert_eq!(place.run("redact spoken.sdjwt --view public --out public.sdjwt").code, 0);
    let show = format!("show public.sdjwt --trust trust.json --at {AT} --statement response.jwt --statement general.jwt");
    let ran = place.run(&show);
    assert!(ran.code == 0 && !ran.stdout.contains("The clocks were replaced."), "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.contains("not shown, `response.jwt`") && ran.stdout.contains("thanks the assessors"), "{}", ran.stdout);
    let json = place.run(&format!("{show} --json")).json();
    assert_eq!((json["statements"].as_array().unwrap().len(), &json["withheld"][0]), (1, &"`response.jwt`".into()));
    let page = place.run(&format!("{show} --html page.html --element ."));
    assert!(page.code == 2 && page.stderr.contains("response.jwt") && page.stderr.contains("withholds"), "{}", page.stderr);
}
