//! `examples/erp-import`: a nightly job upserts a vendor certification, and marks it withdrawn when its report is.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod common;

use std::process::Command;

use common::exchange::{SIGNING, place};
use common::{AT, Place, Ran};
use rusqlite::Connection;

const SUPPLIERS: &str = "supplier_number,supplier_name,country\nV100001,Synthetic Garments 1,VN\nV100002,Synthetic Garments 2,VN\n";

/// Runs the job as of a day.
fn job(place: &Place, at: &str, options: &[&str]) -> Ran {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/erp-import/erp_import.py");
    let line = "--exchange exchange --store reports.db --trust trust.json --subscriber demo --erp erp.db";
    let mut python = Command::new(if cfg!(windows) { "python" } else { "python3" });
    python.arg(script).args(line.split(' ')).args(["--betterwork", env!("CARGO_BIN_EXE_betterwork"), "--at", at]).args(options);
    Ran::of(python.current_dir(place.path(".")).output().unwrap())
}

/// Account, status and comments of every certification.
fn certifications(place: &Place) -> Vec<String> {
    let erp = Connection::open(place.path("erp.db")).unwrap();
    let sql = "SELECT vendor_account || ' ' || status || ' ' || comments FROM vendor_certification ORDER BY vendor_account";
    let mut asked = erp.prepare(sql).unwrap();
    asked.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

fn publish(place: &Place, command: &str) {
    let ran = place.run(&format!("publish {command} {SIGNING}"));
    assert_eq!(ran.code, 0, "{}", ran.stderr);
}

#[test]
fn a_certification_is_written_once_and_withdrawn_with_its_report() {
    let place = place(2);
    place.write("suppliers.csv", SUPPLIERS);
    publish(&place, "add exchange 1.sdjwt 2.sdjwt --share demo --because tests");
    let first = job(&place, AT, &[]);
    assert_eq!((first.code, first.stdout.trim()), (0, "2 new reports, 0 certifications written, up to change 2"), "{}", first.stderr);

    // A person says which factory a supplier is; from then on its certification follows the reports.
    let confirm = "--by tester --store reports.db --suppliers suppliers.csv";
    assert_eq!(place.run(&format!("suppliers confirm V100001 --facility VN-1 {confirm}")).code, 0);
    assert_eq!(place.run(&format!("suppliers confirm V100002 --facility VN-2 {confirm}")).code, 0);
    assert!(job(&place, AT, &["--all"]).stdout.contains("2 certifications written"));
    let held = certifications(&place);
    assert!(held[0].starts_with("V100001 active ") && held[0].contains("standing valid as of 2026-02-16"), "{held:?}");

    let quiet = job(&place, AT, &[]);
    assert_eq!((quiet.code, quiet.stdout.trim()), (0, "0 new reports, 0 certifications written, up to change 2"), "{}", quiet.stderr);

    publish(&place, "suspend exchange 1.sdjwt");
    let third = job(&place, AT, &[]);
    assert!(third.stdout.contains("1 certifications written, up to change 3"), "{}{}", third.stdout, third.stderr);
    let held = certifications(&place);
    assert!(held[0].starts_with("V100001 withdrawn ") && held[0].contains("standing suspended"), "{held:?}");
    assert!(held[1].starts_with("V100002 active "), "{held:?}");
}

#[test]
fn a_job_that_cannot_sync_says_why_and_leaves_the_erp_as_it_is() {
    let place = place(1);
    let ran = job(&place, "2036-02-16", &[]);
    assert!(ran.code == 1 && ran.stderr.contains("betterwork sync ended with 1") && ran.stderr.contains("trust_expired"), "{}", ran.stderr);
    assert!(certifications(&place).is_empty());
}
