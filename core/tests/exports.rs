//! Exports: every target against what it demands, for every kind of report, and nothing made up.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "test code")]

mod arbitrary;

use betterwork::analysis::export::{Coupa, Did, Dynamics, Export, Format, Slcp, Target, Untp, safe_cell};
use betterwork::report::{AssessmentReport, CompliancePoint, FindingResult, Identifier, LanguageMap};
use betterwork::trust::{StatusDraft, StatusList, StatusLists, StatusValue};
use betterwork::{Timestamp, VerifiedReport, View, issue, redact, verify};
use conformance::sample::{self, FixedRandom, Keys, SIGNED_AT, STATUS_URI, Size};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

const SCHEMAS: &[(&str, &str)] = &[
    ("untp", include_str!("exports/untp.schema.json")),
    ("coupa", include_str!("exports/coupa.schema.json")),
    ("dynamics", include_str!("exports/dynamics.schema.json")),
    ("open_supply_hub", include_str!("exports/open_supply_hub.schema.json")),
    ("slcp", include_str!("exports/slcp.schema.json")),
    ("csv", include_str!("exports/csv.schema.json")),
];

#[test]
fn every_export_of_every_kind_of_report_is_what_its_target_demands() {
    for (case, verified) in cases() {
        for export in bare().into_iter().chain(full()) {
            let faults = faults(&export, &verified);
            assert!(faults.is_empty(), "{:?} of {case}: {faults:#?}", export.target());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_a_report_says_its_exports_are_what_their_targets_demand(report in arbitrary::report()) {
        for view in [View::Full, View::Public] {
            let verified = verified(&report, &view, &StatusLists::none());
            for export in bare() {
                let faults = faults(&export, &verified);
                prop_assert!(faults.is_empty(), "{:?}: {faults:#?}", export.target());
            }
        }
    }
}

#[test]
fn a_fault_would_be_seen() {
    let credential = objects(&named("untp"), &standing("valid")).remove(0);
    for pointer in ["/issuer", "/credentialSubject/issuedToParty", "/credentialSubject/conformityAssessment/0/conformityTopic"] {
        let (parent, member) = pointer.rsplit_once('/').unwrap();
        let mut broken = credential.clone();
        broken.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(member).unwrap();
        assert!(!validator("untp").is_valid(&broken), "{pointer}");
    }
    let mut graded = credential.clone();
    graded["credentialSubject"]["assessorLevel"] = "excellent".into();
    assert!(!validator("untp").is_valid(&graded) && validator("untp").is_valid(&credential));
}

#[test]
fn every_export_carries_the_digest_of_the_signed_original() {
    for (case, verified) in cases() {
        for export in bare() {
            let text = export.of(&verified);
            let said = export.target() == Target::Csv && text.is_empty() || text.contains(&verified.digest().to_string());
            assert!(said, "{:?} of {case}: {text}", export.target());
        }
    }
}

#[test]
fn only_a_status_list_makes_a_report_valid() {
    for value in ["valid", "superseded", "revoked", "suspended", "unknown"] {
        let verified = standing(value);
        let status: Vec<_> = [("dynamics", "REPORTSTATUS"), ("open_supply_hub", "status"), ("slcp", "status"), ("csv", "status")]
            .iter()
            .map(|(code, column)| objects(&named(code), &verified)[0][column].clone())
            .collect();
        assert!(status.iter().all(|held| held == value), "{value}: {status:?}");
        assert!(objects(&named("coupa"), &verified)[0]["description"].as_str().unwrap().contains(&format!("status {value}")));
    }
}

#[test]
fn a_credential_of_a_withdrawn_report_claims_nothing_and_says_so() {
    for value in ["superseded", "revoked", "suspended"] {
        let credential = &objects(&named("untp"), &standing(value))[0];
        assert!(conformances(credential).iter().all(Option::is_none), "{value}");
        assert!(credential["name"].as_str().unwrap().contains(&value.to_uppercase()), "{}", credential["name"]);
    }
    assert!(conformances(&objects(&named("untp"), &standing("valid"))[0]).contains(&Some(true)));
}

#[test]
fn a_credential_claims_only_what_was_assessed_and_is_shown() {
    let mut report = sample::report(7, Size::SMALL);
    let point = |results: &[&str]| {
        let finding = |(code, number): (&&str, usize)| {
            betterwork::report::Finding::compliance(
                format!("VN9-{number}-{}", results.len()),
                LanguageMap::single("en", "?"),
                FindingResult::from(*code),
            )
        };
        let mut point = CompliancePoint::new("x".into(), format!("p{}", results.len()).into(), results.len() as u64, Vec::new());
        (point.findings, point.evidence) = (Some(results.iter().zip(0..).map(finding).collect()), Some(Vec::new()));
        point
    };
    report.report.compliance_points = vec![
        point(&["compliant"]),
        point(&["compliant", "non_compliant"]),
        point(&["compliant", "not_assessed", "not_assessed"]),
        point(&["not_applicable", "not_applicable", "not_applicable", "not_applicable"]),
    ];
    let full = verified(&report, &View::Full, &StatusLists::none());
    assert_eq!(conformances(&objects(&named("untp"), &full)[0]), [Some(true), Some(false), None, None]);
    let public = verified(&report, &View::Public, &StatusLists::none());
    assert_eq!(conformances(&objects(&named("untp"), &public)[0]), [None, None, None, None]);
}

#[test]
fn an_expiry_is_there_only_where_the_issuer_set_one() {
    let mut report = sample::report(7, Size::SMALL);
    for code in ["untp", "dynamics", "coupa", "slcp"] {
        let without = objects(&named(code), &verified(&report, &View::Full, &StatusLists::none()))[0].to_string();
        assert!(!without.contains("2027-02"), "{code}: {without}");
    }
    report.exp = Some(Timestamp::parse("2027-02-15T00:00:00Z").unwrap());
    let verified = verified(&report, &View::Full, &StatusLists::none());
    let value = |code: &str, member: &str| objects(&named(code), &verified)[0][member].clone();
    assert_eq!(
        (value("untp", "validUntil"), value("coupa", "expiry-date")),
        (json!("2027-02-15T00:00:00Z"), json!("2027-02-15T00:00:00Z"))
    );
    // The day before the end is the last on which it may be relied on.
    assert_eq!((value("dynamics", "EXPIRATIONDATE"), value("slcp", "valid_until")), (json!("2027-02-14"), json!("2027-02-14")));
}

#[test]
fn what_only_the_user_knows_is_empty_until_the_user_says_it() {
    let verified = standing("valid");
    let first = |export: &Export| objects(export, &verified)[0].clone();
    assert_eq!((&first(&named("dynamics"))["VENDORACCOUNTNUMBER"], &first(&named("slcp"))["step"]), (&json!(""), &json!("")));
    assert_eq!(first(&named("coupa")).get("supplier-id"), None);
    let full = full();
    let said = |code: &str| first(full.iter().find(|export| export.target().code() == code).unwrap());
    assert_eq!((&said("dynamics")["VENDORACCOUNTNUMBER"], &said("coupa")["supplier-id"]), (&json!("V-1"), &json!("S-1")));
    assert_eq!(said("untp")["credentialSubject"]["auditableEvidence"]["linkURL"], "https://programme.example/1.sdjwt");
}

#[test]
fn a_facility_is_known_by_its_os_id_where_it_has_one() {
    let mut report = sample::report(7, Size::SMALL);
    let facility = |report: &AssessmentReport| {
        let credential = &objects(&named("untp"), &verified(report, &View::Full, &StatusLists::none()))[0];
        credential["credentialSubject"]["conformityAssessment"][0]["assessedFacility"][0]["facility"].clone()
    };
    assert_eq!((&facility(&report)["id"], facility(&report).get("registeredId")), (&json!("urn:betterwork:facility:VN-7"), None));
    report.report.facility.identifiers.push(Identifier::new("os_id".into(), "VN2025093077Q64".into()));
    assert_eq!(facility(&report)["registeredId"], "VN2025093077Q64");
    assert_eq!(facility(&report)["id"], "https://opensupplyhub.org/facilities/VN2025093077Q64");
}

#[test]
fn a_public_view_says_what_is_withheld_at_each_point() {
    let public = verified(&sample::report(7, Size::SMALL), &View::Public, &StatusLists::none());
    let rows = objects(&named("csv"), &public);
    let withheld: u64 = rows.iter().map(|row| row["withheld_count"].as_str().unwrap().parse::<u64>().unwrap()).sum();
    assert_eq!((withheld, rows.iter().filter(|row| row["question"] != "").count()), (11, 1));
    let hub = &objects(&named("open_supply_hub"), &public)[0];
    assert_eq!((&hub["address"], &hub["parent_company"], &hub["findings_withheld_count"]), (&json!(""), &json!(""), &json!("11")));
}

#[test]
fn no_text_of_a_report_is_a_formula_in_a_spreadsheet() {
    let mut report = sample::report(7, Size::SMALL);
    let attack = "=cmd|'/C calc'!A0\r\n\t=1";
    report.report.facility.name = attack.into();
    report.report.assessment.id = "@SUM(1)".into();
    report.sub = "+1".into();
    let verified = verified(&report, &View::Full, &StatusLists::none());
    for code in ["dynamics", "open_supply_hub", "slcp", "csv"] {
        for row in objects(&named(code), &verified) {
            for (column, cell) in row.as_object().unwrap() {
                let cell = cell.as_str().unwrap();
                assert!(safe_cell(cell) == cell && !cell.contains(['\r', '\n', '\t']), "{code} {column}: {cell:?}");
            }
        }
    }
}

#[test]
fn the_same_report_gives_the_same_bytes_and_another_view_another_credential() {
    let report = sample::report(7, Size::SMALL);
    let [full, again, public] = [View::Full, View::Full, View::Public].map(|view| verified(&report, &view, &StatusLists::none()));
    for export in bare() {
        assert_eq!(export.of(&full), export.of(&again), "{:?}", export.target());
    }
    assert_ne!(objects(&named("untp"), &full)[0]["id"], objects(&named("untp"), &public)[0]["id"]);
}

#[test]
fn a_did_has_a_form() {
    for text in ["did:web:buyer.example", "did:web:buyer.example:sites:1", "did:key:z6Mk"] {
        assert_eq!(Did::parse(text).unwrap().as_str(), text);
    }
    for text in ["", "web:buyer.example", "did:", "did:web", "did:web:", "did:Web:x", "did:web:x y", "https://buyer.example"] {
        assert!(Did::parse(text).is_err(), "{text}");
    }
}

#[test]
fn every_target_says_what_it_loses() {
    for target in Target::ALL {
        assert!(!target.losses().is_empty() && !target.name().is_empty(), "{target:?}");
    }
}

fn validator(code: &str) -> jsonschema::Validator {
    let schema = SCHEMAS.iter().find(|(name, _)| *name == code).unwrap().1;
    jsonschema::validator_for(&serde_json::from_str(schema).unwrap()).unwrap()
}

/// What the target would refuse; and in CSV, every cell that is not safe.
fn faults(export: &Export, verified: &VerifiedReport) -> Vec<String> {
    let validator = validator(export.target().code());
    let mut faults = Vec::new();
    for object in objects(export, verified) {
        faults.extend(validator.iter_errors(&object).map(|fault| format!("{}: {fault}", fault.instance_path())));
        if export.target().format() == Format::Csv {
            let cells = object.as_object().unwrap().iter().map(|(column, cell)| (column, cell.as_str().unwrap()));
            faults
                .extend(cells.filter(|(_, cell)| safe_cell(cell) != *cell).map(|(column, cell)| format!("{column}: {cell:?} is not safe")));
        }
    }
    faults
}

/// Every target without an option that can be left out.
fn bare() -> Vec<Export> {
    vec![
        Export::Untp(Untp::new(Did::parse("did:web:buyer.example").unwrap(), "Synthetic Buyer")),
        Export::Dynamics(Dynamics::default()),
        Export::Coupa(Coupa::default()),
        Export::OpenSupplyHub,
        Export::Slcp(Slcp::default()),
        Export::Csv,
    ]
}

/// Those with options, all of them given.
fn full() -> Vec<Export> {
    let mut untp = Untp::new(Did::parse("did:web:buyer.example").unwrap(), "Synthetic Buyer");
    untp.original_url = Some("https://programme.example/1.sdjwt".into());
    let mut dynamics = Dynamics::default();
    (dynamics.vendor_account, dynamics.certification_type) = (Some("V-1".into()), Some("SOCIAL".into()));
    let mut coupa = Coupa::default();
    (coupa.supplier_id, coupa.artifact_type, coupa.artifact_meta_type) = (Some("S-1".into()), Some("Audit".into()), Some("Social".into()));
    let mut slcp = Slcp::default();
    slcp.step = Some("Step 1".into());
    vec![Export::Untp(untp), Export::Dynamics(dynamics), Export::Coupa(coupa), Export::Slcp(slcp)]
}

fn named(code: &str) -> Export {
    bare().into_iter().find(|export| export.target().code() == code).unwrap()
}

/// Reports of every kind: whole, views, withdrawn, minimal, with long and strange ids.
fn cases() -> Vec<(String, VerifiedReport)> {
    let none = StatusLists::none();
    let mut cases: Vec<_> =
        ["valid", "superseded", "revoked", "suspended", "unknown"].map(|value| (value.to_owned(), standing(value))).into();
    let report = sample::report(7, Size::SMALL);
    cases.push(("public view".to_owned(), verified(&report, &View::Public, &none)));
    cases.push(("minimal".to_owned(), verified(&minimal(), &View::Full, &none)));
    let mut strange = report.clone();
    strange.report.assessment.id = "an id that is much longer than twenty characters, and \"quoted\"".into();
    strange.sub = "not a URI, but; a name".into();
    strange.report.assessment.tool.id = "tool | with spaces".into();
    strange.report.facility.name = "=Nhà máy \u{202e}1\t".into();
    strange.exp = Some(Timestamp::parse("2027-02-15T00:00:00Z").unwrap());
    cases.push(("strange".to_owned(), verified(&strange, &View::Full, &none)));
    cases
}

/// A report with no optional member: no visit's end, no industry, no identifiers, nothing in what may be withheld.
fn minimal() -> AssessmentReport {
    let mut report = sample::report(7, Size { findings: 0, ..Size::SMALL });
    let (facility, assessment) = (&mut report.report.facility, &mut report.report.assessment);
    (facility.industry, facility.identifiers) = (None, Vec::new());
    (facility.address, facility.coordinates) = (Some(Default::default()), Some(Default::default()));
    (facility.ownership, facility.operations, facility.workforce) =
        (Some(Default::default()), Some(Default::default()), Some(Default::default()));
    (assessment.ended_on, assessment.announced, assessment.assessor_count, assessment.person_days) = (None, None, None, None);
    report.report.publication.from = None;
    report
}

fn standing(value: &str) -> VerifiedReport {
    let keys = Keys::default();
    let mut lists = StatusLists::none();
    let value = match value {
        "valid" => Some(StatusValue::Valid),
        "superseded" => Some(StatusValue::Superseded),
        "revoked" => Some(StatusValue::Revoked),
        "suspended" => Some(StatusValue::Suspended),
        _ => None,
    };
    if let Some(value) = value {
        let mut draft = StatusDraft::new(STATUS_URI, 1024);
        draft.set(7, value).unwrap();
        let document = draft.sign(&keys.status, SIGNED_AT, SIGNED_AT.plus_seconds(86_400)).unwrap();
        lists.hold(StatusList::open(document.as_bytes(), &sample::trust(&keys), None, None, SIGNED_AT).unwrap());
    }
    verified(&sample::report(7, Size::SMALL), &View::Full, &lists)
}

fn verified(report: &AssessmentReport, view: &View, status: &StatusLists) -> VerifiedReport {
    let keys = Keys::default();
    let token = issue(report, &keys.report, &mut FixedRandom::new(1)).unwrap();
    let token = redact(token.as_bytes(), view).unwrap();
    verify(token.as_bytes(), &sample::trust(&keys), status, SIGNED_AT).unwrap()
}

/// What an export says, as objects: the object of a JSON target, or each line of a CSV target by column name.
fn objects(export: &Export, verified: &VerifiedReport) -> Vec<Value> {
    if export.target().format() == Format::Json {
        return vec![serde_json::from_str(&export.of(verified)).unwrap()];
    }
    let lines = format!("{}{}", export.heading().unwrap(), export.of(verified));
    let mut records = records(&lines).into_iter();
    assert_eq!(records.next().unwrap(), export.columns());
    let object = |record: Vec<String>| {
        assert_eq!(record.len(), export.columns().len(), "{record:?}");
        let cells = export.columns().iter().zip(record).map(|(name, cell)| ((*name).to_owned(), Value::String(cell)));
        Value::Object(cells.collect::<Map<_, _>>())
    };
    records.map(object).collect()
}

/// Reads CSV (RFC 4180).
fn records(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn conformances(credential: &Value) -> Vec<Option<bool>> {
    let assessments = credential["credentialSubject"]["conformityAssessment"].as_array().unwrap();
    assessments.iter().map(|assessment| assessment.get("conformance").map(|value| value.as_bool().unwrap())).collect()
}
