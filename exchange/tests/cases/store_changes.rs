// What changed since when, and the views that an ERP asks: the same in both databases.

use betterwork::analysis::suppliers::{Link, Supplier};
use betterwork::report::Country;
use betterwork::trust::StatusValue;
use betterwork::{View, redact};
use betterwork_exchange::sink::Format;
use betterwork_exchange::store::{Change, ChangeKind, Store, StoreError};
use conformance::sample::{self, SIGNED_AT, Size};

use crate::common::{Samples, correction, import, row, rows};

fn kinds(changes: &[Change]) -> Vec<&str> {
    changes.iter().map(|change| &*change.kind).collect()
}

#[test]
fn every_change_of_an_import_has_a_row() {
    let (folder, samples) = (folder(), Samples::default());
    let mut store = Store::open(folder.store()).unwrap();
    let first = samples.token(1);
    let second = samples.issue(&correction(&samples, &first, 1, 501));
    let public = redact(samples.token(2).as_bytes(), &View::Public).unwrap();
    import(&mut store, &samples, &[first.clone(), "no report".to_owned(), second, public, samples.token(2)]);
    let changes = store.changes_since(0, 100).unwrap();
    assert_eq!(kinds(&changes), ["imported", "quarantined", "superseded", "imported", "imported", "enriched"]);
    assert_eq!((changes[2].digest.clone(), changes[1].digest.clone()), (Some(samples.digest(&first).to_string()), None));
    assert_eq!(changes[0].sub.as_deref(), Some("urn:betterwork:facility:VN-1"));
    assert_eq!((changes[0].standing_before.as_deref(), changes[0].standing_after.as_deref()), (None, Some("valid")));
    assert_eq!(changes[0].changed_at, SIGNED_AT.to_string());
    assert_eq!(import(&mut store, &samples, &[first]).unchanged, 1);
    assert_eq!(store.newest_change().unwrap(), changes[5].change_id);
}

#[test]
fn who_asks_again_gets_what_came_since() {
    let (folder, samples) = (folder(), Samples::default());
    let mut store = Store::open(folder.store()).unwrap();
    assert_eq!(store.newest_change().unwrap(), 0);
    import(&mut store, &samples, &[samples.token(1), samples.token(2), samples.token(3)]);
    let two = store.changes_since(0, 2).unwrap();
    let rest = store.changes_since(two[1].change_id, 2).unwrap();
    assert_eq!((two.len(), rest.len()), (2, 1));
    import(&mut store, &samples, &[samples.token(4)]);
    assert_eq!(store.changes_since(rest[0].change_id, 10).unwrap().len(), 1);
}

#[test]
fn another_standing_says_what_it_was() {
    let (folder, samples) = (folder(), Samples::default());
    let mut store = Store::open(folder.store()).unwrap();
    import(&mut store, &samples, &[samples.token(1), samples.token(2)]);
    let seen = store.newest_change().unwrap();
    let later = SIGNED_AT.plus_seconds(86_400);
    store.refresh_standing(&samples.trust, &samples.status(later, 1, StatusValue::Suspended), later).unwrap();
    let changes = store.changes_since(seen, 10).unwrap();
    assert_eq!(kinds(&changes), [ChangeKind::StandingChanged.code()]);
    assert_eq!((changes[0].standing_before.as_deref(), changes[0].standing_after.as_deref()), (Some("valid"), Some("suspended")));
}

#[test]
fn a_supplier_has_the_status_of_its_newest_report() {
    let (folder, samples) = (folder(), Samples::default());
    let mut store = Store::open(folder.store()).unwrap();
    import(&mut store, &samples, &[samples.sized(1, Size { findings: 60, ..Size::SMALL }), samples.token(2)]);
    let country = Country::parse("VN").unwrap();
    for (number, facility) in store.facilities().unwrap().into_iter().enumerate() {
        let supplier = Supplier::new(format!("V{number}"), facility.facility.name.clone(), country);
        store.confirm_supplier(&Link::new(&supplier, &facility.facility, "sourcing", SIGNED_AT)).unwrap();
    }
    let mut gone = Supplier::new("V9".to_owned(), "Gone".to_owned(), country);
    gone.identifiers.clear();
    let mut facility = store.facilities().unwrap()[0].facility.clone();
    facility.sub = "urn:betterwork:facility:VN-9".to_owned();
    store.confirm_supplier(&Link::new(&gone, &facility, "sourcing", SIGNED_AT)).unwrap();
    let sql = "SELECT supplier_number, facility_name, standing, standing_as_of_at, non_compliant_points_count, findings_withheld_count,
        is_confirmed, started_on FROM supplier_status ORDER BY supplier_number";
    assert_eq!(
        rows(&folder, sql),
        [
            "V0|Synthetic Garments 1|valid|2026-02-15T00:00:00Z|7|0|1|2026-02-03",
            "V1|Synthetic Garments 2|valid|2026-02-15T00:00:00Z|1|0|1|2026-02-03",
            "V9||||||1|",
        ]
    );
}

#[test]
fn open_non_compliances_are_those_of_the_newest_reports_that_stand() {
    let (folder, samples) = (folder(), Samples::default());
    let mut store = Store::open(folder.store()).unwrap();
    let first = samples.token(1);
    let second = samples.issue(&correction(&samples, &first, 1, 501));
    import(&mut store, &samples, &[first, second, samples.token(2)]);
    assert_eq!(rows(&folder, "SELECT sub, question FROM open_non_compliances").len(), 2);
    let later = SIGNED_AT.plus_seconds(86_400);
    store.refresh_standing(&samples.trust, &samples.status(later, 2, StatusValue::Revoked), later).unwrap();
    assert_eq!(row(&folder, "SELECT count(*), min(sub) FROM open_non_compliances"), "1|urn:betterwork:facility:VN-1");
    assert_eq!(row(&folder, "SELECT count(*), max(revision) FROM current_reports"), "2|2");
}

#[test]
fn a_revoked_key_leaves_a_word_behind() {
    let (folder, samples) = (folder(), Samples::default());
    let mut store = Store::open(folder.store()).unwrap();
    import(&mut store, &samples, &[samples.token(1)]);
    let seen = store.newest_change().unwrap();
    let mut payload = sample::trust_payload(&samples.keys);
    payload.version = 2;
    payload.entities[0].keys[0].state = betterwork::trust::KeyState::Compromised;
    let signed = betterwork::trust::sign_trust_list(&payload, &[&samples.keys.root]).unwrap();
    let trust = betterwork::trust::TrustList::open(signed.as_bytes(), betterwork::trust::Pin::NamedFile).unwrap();
    store.import(Vec::<(&str, &[u8])>::new(), &trust, &samples.status, SIGNED_AT).unwrap();
    let changes = store.changes_since(seen, 10).unwrap();
    assert_eq!(kinds(&changes), ["quarantined", "withdrawn"]);
    assert_eq!((changes[1].sub.as_deref(), changes[1].standing_before.as_deref()), (Some("urn:betterwork:facility:VN-1"), Some("valid")));
}

#[test]
fn every_row_of_every_table_is_handed_on() {
    let (folder, samples) = (folder(), Samples::default());
    let mut store = Store::open(folder.store()).unwrap();
    import(&mut store, &samples, &[samples.token(1), samples.token(2)]);
    let tables: Vec<_> = Store::tables().iter().collect();
    let mut counts = vec![0; tables.len()];
    let mut sinks: Vec<_> = tables.iter().map(|table| Format::Parquet.begin(table, Vec::new()).unwrap()).collect();
    let mut first_finding = Vec::new();
    let each = store.each_row::<StoreError>(&tables, |place, values| {
        counts[place] += 1;
        sinks[place].row(values).unwrap();
        if tables[place].name == "findings" && first_finding.is_empty() {
            first_finding = values.iter().map(ToString::to_string).collect();
        }
        Ok(())
    });
    each.unwrap();
    sinks.into_iter().for_each(|sink| sink.finish().unwrap());
    assert_eq!(counts, [2, 76, 24, 6, 0, 2]);
    assert_eq!(first_finding[..2], [samples.digest(&samples.token(1)).to_string(), "1".to_owned()]);
    assert_eq!((&*first_finding[9], &*first_finding[10]), ("[]", "[]"));
}
