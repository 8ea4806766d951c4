//! `export`: reports in the forms of other systems, from files and from a store.

mod common;

use common::{AT, Place};

fn export(rest: &str) -> String {
    format!("export {rest} --trust trust.json --status valid.jwt --at {AT}")
}

fn imported() -> Place {
    let place = Place::new();
    place.run(&format!("import good.sdjwt --store reports.db --trust trust.json --at {AT}"));
    place
}

#[test]
fn every_target_is_written_from_a_file_and_from_a_store() {
    let place = imported();
    for target in ["untp --issuer-did did:web:buyer.example --issuer-name Buyer", "dynamics", "coupa", "open_supply_hub", "slcp", "csv"] {
        for origin in ["good.sdjwt", "--store reports.db", "--store reports.db --all"] {
            let ran = place.run(&export(&format!("--to {target} {origin}")));
            assert!(
                ran.code == 0 && !ran.stdout.is_empty() && ran.stderr.contains("lost"),
                "{target} {origin}: {}{}",
                ran.stdout,
                ran.stderr
            );
        }
    }
}

#[test]
fn one_file_is_an_object_and_a_store_an_array() {
    let place = imported();
    assert!(place.run(&export("--to coupa good.sdjwt")).json().is_object());
    assert_eq!(place.run(&export("--to coupa --store reports.db")).json().as_array().unwrap().len(), 1);
}

#[test]
fn a_revoked_report_says_so() {
    let ran = Place::new().run(&format!("export --to slcp good.sdjwt --trust trust.json --status revoked.jwt --at {AT}"));
    assert!(ran.stdout.contains(",revoked,") && !ran.stdout.contains(",valid,") && ran.stderr.contains("withdrawn"), "{}", ran.stdout);
}

#[test]
fn a_file_appears_whole_and_the_summary_counts() {
    let place = Place::new();
    let ran = place.run(&export("--to csv good.sdjwt --out findings.csv --json"));
    assert_eq!((ran.code, &ran.json()["reports"], place.read("findings.csv").lines().count()), (0, &1.into(), 13));
    assert!(!place.names().iter().any(|name| name.ends_with(".part")));
}

#[test]
fn what_does_not_verify_is_not_exported() {
    let place = Place::new();
    place.write("cut.sdjwt", &place.read("good.sdjwt").as_bytes()[..500]);
    let alone = place.run(&export("--to csv cut.sdjwt --out findings.csv"));
    assert_eq!((alone.code, place.path("findings.csv").exists(), &*alone.stdout), (1, false, ""));
    let among = place.run(&export("--to dynamics cut.sdjwt good.sdjwt"));
    assert!(among.code == 1 && among.stdout.lines().count() == 2 && among.stderr.contains("cut.sdjwt"), "{}", among.stderr);
}

#[test]
fn an_option_of_another_target_is_refused() {
    let place = Place::new();
    for line in [
        "--to csv good.sdjwt --supplier-id 1",
        "--to untp good.sdjwt",
        "--to nonsense good.sdjwt",
        "--to csv",
        "--to untp good.sdjwt --issuer-did x",
    ] {
        let ran = place.run(&export(line));
        assert!(ran.code == 2 && !ran.stderr.is_empty(), "{line}: {} {}", ran.code, ran.stderr);
    }
}

#[test]
fn one_suppliers_number_is_not_given_to_two_factories() {
    let place = Place::new();
    let keys = conformance::sample::Keys::default();
    place.write("other.sdjwt", conformance::sample::token(&keys, 8, conformance::sample::Size::SMALL).unwrap());
    let ran = place.run(&export("--to coupa good.sdjwt other.sdjwt --supplier-id 1 --out out.json"));
    assert_eq!((ran.code, place.path("out.json").exists()), (2, false));
}

#[test]
fn an_expired_trust_list_exports_nothing() {
    let ran = imported().run("export --to csv --store reports.db --trust trust.json --at 2040-01-01 --json --out x.csv");
    assert_eq!((ran.code, ran.error_code().as_str()), (1, "trust_expired"));
}

#[test]
fn the_tables_of_a_store_are_written_in_every_format() {
    let place = imported();
    for (format, extension) in [("parquet", "parquet"), ("arrow", "arrow"), ("arrow-stream", "arrows"), ("csv", "csv")] {
        let ran = place.run(&format!("export --format {format} --store reports.db --out tables-{format} --json"));
        assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
        let written = ran.json();
        let rows = |table: usize| {
            (written["tables"][table]["table"].as_str().unwrap().to_owned(), written["tables"][table]["rows"].as_u64().unwrap())
        };
        assert_eq!((rows(0), rows(2)), (("reports".to_owned(), 1), ("findings".to_owned(), 12)));
        assert!(place.path(&format!("tables-{format}/findings.{extension}")).is_file());
    }
    let csv = place.read("tables-csv/findings.csv");
    assert!(csv.starts_with("digest,number,cluster,compliance_point,question,"), "{csv}");
}

#[test]
fn only_the_named_tables_are_written() {
    let place = imported();
    assert_eq!(place.run("export --format csv --store reports.db --table changes --out changes").code, 0);
    assert!(place.read("changes/changes.csv").contains(",imported,"));
    let ran = place.run("export --format csv --store reports.db --table secrets --out secrets");
    assert!(ran.code == 2 && ran.stderr.contains("improvement_items"), "{}", ran.stderr);
    assert_eq!(place.run("export --format csv --store reports.db").code, 2);
    assert_eq!(place.run("export --to csv --store reports.db").code, 2);
}
