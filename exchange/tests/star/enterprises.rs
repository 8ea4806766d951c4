//! What the enterprises file adds to a report, and what it never adds.

use betterwork_exchange::star::NoteKind;

use crate::folder::{Folder, note, reports};

#[test]
fn a_factory_is_described() {
    let export = Folder::of(&[&[]]).enterprises(&[&[("Address 2", "Zone 4"), ("State", "Province"), ("Second Product", "Shirts")]]).read();
    let facility = &reports(&export)[0].report.facility;
    let json = serde_json::to_value(facility).unwrap();
    let expected = serde_json::json!({
        "name": "Synthetic Alpha", "country": "KH", "industry": {"isic": "14"},
        "identifiers": [{"scheme": "star", "value": "1000"}],
        "address": {"lines": ["1 Test Road", "Zone 4"], "locality": "Testville", "region": "Province", "postal_code": "10000"},
        "ownership": {"parent_company": "Synthetic Holdings"},
        "operations": {"began_year": 2004, "products": ["Trousers", "Shirts"], "customers": ["Synthetic Buyer"]},
        "workforce": {"total_count": 400, "women_count": 300, "men_count": 100}
    });
    assert_eq!(json, expected);
    assert!(export.summary().notes.is_empty());
}

#[test]
fn persons_are_never_read() {
    let export = Folder::of(&[&[]]).enterprises(&[&[], &[("Contact Name", "Another Person Never Read")]]).read();
    let everything = serde_json::to_string(&(reports(&export), export.summary())).unwrap() + &export.summary().to_string();
    for word in ["Never Read", "+855", "never@read", "Owner Street"] {
        assert!(!everything.contains(word), "{word}");
    }
    assert_eq!(export.summary().count(NoteKind::DuplicateRow), 1);
}

#[test]
fn an_empty_row_says_nothing() {
    let blank = [
        "Address 1",
        "City",
        "Zip Code",
        "Full legal name of the enterprise that owns the supplier",
        "Year began operations",
        "Division",
        "First Product",
        "Male",
        "Female",
        "Total",
        "Customer 1",
    ];
    let row: Vec<_> = blank.map(|column| (column, "")).to_vec();
    let facility = reports(&Folder::of(&[&[]]).enterprises(&[&row]).read()).remove(0).report.facility;
    assert!(facility.industry.is_none() && facility.address.is_none() && facility.ownership.is_none());
    assert!(facility.operations.is_none() && facility.workforce.is_none() && facility.coordinates.is_none());
}

#[test]
fn a_column_beyond_90_degrees_is_longitude() {
    let rows: &[&[_]] = &[
        &[("GPS Coordinates X", "11.5"), ("GPS Coordinates Y", "-12.25")],
        &[("ID", "1001"), ("GPS Coordinates X", "10"), ("GPS Coordinates Y", "104.9")],
    ];
    let export = Folder::of(&[&[]]).enterprises(rows).read();
    let coordinates = reports(&export)[0].report.facility.coordinates.clone().unwrap();
    assert_eq!((coordinates.latitude.unwrap().as_str(), coordinates.longitude.unwrap().as_str()), ("11.5", "-12.25"));
    let note = note(&export, NoteKind::DecidedCoordinates);
    assert_eq!((note.line, note.row_count), (Some(3), 2));
}

#[test]
fn the_first_column_may_be_longitude_too() {
    let export = Folder::of(&[&[]]).enterprises(&[&[("GPS Coordinates X", "-104.9"), ("GPS Coordinates Y", "11.5")]]).read();
    let coordinates = reports(&export)[0].report.facility.coordinates.clone().unwrap();
    assert_eq!((coordinates.latitude.unwrap().as_str(), coordinates.longitude.unwrap().as_str()), ("11.5", "-104.9"));
}

#[test]
fn coordinates_that_the_file_does_not_settle_are_left_out() {
    let unsettled: &[&[_]] = &[&[("GPS Coordinates X", "11.5"), ("GPS Coordinates Y", "12.5")]];
    let contradictory: &[&[_]] = &[
        &[("GPS Coordinates X", "104.5"), ("GPS Coordinates Y", "12.5")],
        &[("ID", "1001"), ("GPS Coordinates X", "11.5"), ("GPS Coordinates Y", "104.5")],
    ];
    for rows in [unsettled, contradictory] {
        let export = Folder::of(&[&[]]).enterprises(rows).read();
        assert!(reports(&export)[0].report.facility.coordinates.is_none());
        assert_eq!(note(&export, NoteKind::LeftOutCoordinates).row_count, rows.len() as u64);
    }
}

#[test]
fn a_pair_of_zeros_is_no_place() {
    let rows: &[&[_]] = &[
        &[("GPS Coordinates X", "0"), ("GPS Coordinates Y", "0.0")],
        &[("ID", "1001"), ("GPS Coordinates X", "10"), ("GPS Coordinates Y", "104.9")],
    ];
    let export = Folder::of(&[&[]]).enterprises(rows).read();
    assert!(reports(&export)[0].report.facility.coordinates.is_none());
    assert_eq!(note(&export, NoteKind::LeftOutCoordinates).line, Some(2));
}

#[test]
fn cells_that_cannot_be_read_are_listed_and_the_rest_is_kept() {
    let cases = [
        ("GPS Coordinates X", "north"),
        ("GPS Coordinates Y", "181"),
        ("Year began operations", "long ago"),
        ("Year began operations", "4"),
        ("Division", "garments"),
        ("Male", "-1"),
        ("Total", "2,950"),
    ];
    for (column, cell) in cases {
        let row = [("GPS Coordinates X", "1.5"), ("GPS Coordinates Y", "100.5")].into_iter().filter(|(other, _)| *other != column);
        let row: Vec<_> = row.chain([(column, cell)]).collect();
        let export = Folder::of(&[&[]]).enterprises(&[&row]).read();
        let note = note(&export, NoteKind::UnreadableCell);
        assert_eq!((note.file, note.line, note.column), ("star-enterprises.csv", Some(2), Some(column)));
        assert!(reports(&export)[0].report.facility.address.is_some());
    }
}

#[test]
fn a_factory_that_stands_twice_with_other_content_keeps_the_first() {
    let export = Folder::of(&[&[]]).enterprises(&[&[], &[("Total", "401")]]).read();
    let conflict = note(&export, NoteKind::ConflictingRow);
    assert_eq!((conflict.line, conflict.column), (Some(3), Some("Total")));
    assert_eq!(reports(&export)[0].report.facility.workforce.as_ref().unwrap().total_count, Some(400));
}

#[test]
fn the_country_code_checks_the_country() {
    let export = Folder::of(&[&[], &[("Quest.ID", "8")]]).enterprises(&[&[("Country Code (Alpha 2)", "VN")]]).read();
    assert_eq!(note(&export, NoteKind::DifferentCountry).reason, "`VN` where the assessments of factory `1000` say KH");
    assert_eq!(reports(&export)[0].report.facility.country.as_str(), "KH");
}

#[test]
fn a_name_that_says_obsolete_in_the_enterprises_file_counts_and_a_status_alone_does_not() {
    let named = Folder::of(&[&[]]).enterprises(&[&[("Name", "Synthetic Alpha (Obsolete)")]]).read();
    assert_eq!(note(&named, NoteKind::ObsoleteFactory).assessment.as_deref(), Some("7"));
    let by_status = Folder::of(&[&[]]).enterprises(&[&[("Status", "Obsolete")]]).read();
    assert_eq!(reports(&by_status).len(), 1);
    assert_eq!(note(&by_status, NoteKind::ObsoleteByStatus).line, Some(2));
}

#[test]
fn factories_that_one_file_lacks_are_listed() {
    let export = Folder::of(&[&[]]).enterprises(&[&[("ID", "2000")]]).read();
    assert_eq!(note(&export, NoteKind::UndescribedFactory).file, "star-assessments.csv");
    assert_eq!(note(&export, NoteKind::UnassessedFactory).file, "star-enterprises.csv");
}
