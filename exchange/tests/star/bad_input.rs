//! What cannot be read at all: one clear sentence with the place.

use std::path::Path;

use betterwork_exchange::star::{self, NoteKind};

use crate::folder::{Folder, header, note, options, row};

fn said(folder: &Folder) -> (&'static str, String) {
    let error = folder.error();
    let path = format!("{}/", folder.path().display());
    (error.code(), error.to_string().replace(&path, ""))
}

#[test]
fn a_directory_that_is_not_there() {
    let error = star::read(Path::new("/no/such/export"), &options()).err().unwrap();
    assert_eq!((error.code(), error.to_string().as_str()), ("not_a_directory", "there is no directory `/no/such/export`"));
}

#[test]
fn a_file_in_place_of_a_directory() {
    let folder = Folder::of(&[&[]]);
    let error = star::read(&folder.path().join("star-assessments.csv"), &options()).err().unwrap();
    assert_eq!(error.code(), "not_a_directory");
    assert!(error.to_string().ends_with("is not a directory: name the one that holds `star-assessments.csv`"));
}

#[test]
fn a_directory_without_assessments() {
    assert_eq!(said(&Folder::new()), ("file_missing", "there is no file `star-assessments.csv`, and a STAR export needs one".into()));
}

#[test]
fn a_directory_in_place_of_a_file() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path().join("star-assessments.csv")).unwrap();
    assert_eq!(said(&folder), ("unreadable", "cannot read `star-assessments.csv`: it is a directory".into()));
}

#[test]
fn an_empty_file_and_a_header_alone() {
    for text in [String::new(), "\n\r\n".into(), header(), header() + "\r\n\r\n"] {
        let folder = Folder::new().file("star-assessments.csv", text);
        assert_eq!(said(&folder), ("empty_file", "`star-assessments.csv` has no rows".into()));
    }
}

#[test]
fn a_header_without_a_column() {
    let text = header().replace("Quest.ID", "Questionnaire") + "\n" + &row(&[]);
    let (code, message) = said(&Folder::new().file("star-assessments.csv", text));
    assert_eq!(code, "wrong_header");
    assert!(
        message.starts_with("`star-assessments.csv` line 1 has no column `Quest.ID`; the header found is `Country,Factory.Assessed.ID,")
    );
}

#[test]
fn another_separator_shows_in_the_header_that_was_found() {
    let (code, message) = said(&Folder::new().file("star-assessments.csv", header().replace(',', ";")));
    assert_eq!(code, "wrong_header");
    assert!(message.contains("no column `Country`; the header found is `Country;Factory.Assessed.ID;"), "{message}");
}

#[test]
fn a_wrong_header_in_the_other_files() {
    let evidence = Folder::of(&[&[]]).file("star-evidence.csv", "Quest.ID,Explanation\n7,Seen.\n");
    assert_eq!(said(&evidence).1, "`star-evidence.csv` line 1 has no column `Question.ID`; the header found is `Quest.ID,Explanation`");
    let enterprises = Folder::of(&[&[]]).file("star-enterprises.csv", "ID,Title\n1000,x\n");
    assert_eq!(said(&enterprises).1, "`star-enterprises.csv` line 1 has no column `Name`; the header found is `ID,Title`");
}

#[test]
fn a_file_that_is_not_utf_8() {
    let mut text = (header() + "\r\n" + &row(&[]) + "\r\n").into_bytes();
    text.extend_from_slice(row(&[("Q.Label", "Is it 30 @C?")]).replace('@', "\u{1a}").as_bytes());
    text.iter_mut().filter(|byte| **byte == 0x1a).for_each(|byte| *byte = 0xb0);
    let folder = Folder::new().file("star-assessments.csv", text);
    assert_eq!(said(&folder), ("not_utf8", "`star-assessments.csv` line 3 is not UTF-8: export the file again as CSV in UTF-8".into()));
}

#[test]
fn a_file_of_another_kind() {
    let (code, message) = said(&Folder::new().file("star-assessments.csv", b"%PDF-1.7\nnot a table\n"));
    assert_eq!(
        (code, message.as_str()),
        ("wrong_header", "`star-assessments.csv` line 1 has no column `Country`; the header found is `%PDF-1.7`")
    );
}

#[test]
fn an_open_quotation_mark_does_not_swallow_a_large_file() {
    let text = header() + "\n\"Cambodia" + &"x".repeat(3 << 20);
    let (code, message) = said(&Folder::new().file("star-assessments.csv", text));
    assert_eq!(
        (code, message.as_str()),
        ("row_too_long", "`star-assessments.csv` line 2 begins a row of more than 1 MiB: a quotation mark may not be closed")
    );
}

#[test]
fn a_header_with_a_column_twice() {
    let text = header() + ",Finding\n" + &row(&[]) + ",1";
    let expected = "`star-assessments.csv` line 1 has the column `Finding` twice, as columns 13 and 15: leave one";
    assert_eq!(said(&Folder::new().file("star-assessments.csv", text)), ("repeated_column", expected.into()));
}

#[test]
fn an_open_quotation_mark_is_named_with_the_line_where_its_row_begins() {
    for before in ["", "\n", "\r\n\n"] {
        for end in ["", "\n", "\"\"", "\nmore\n"] {
            let (good, bad) = (row(&[("Quest.ID", "6")]), row(&[]));
            let text = format!("{}\n{before}{good}\n{before}{}x{end}", header(), bad.strip_suffix('"').unwrap());
            let export = Folder::new().file("star-assessments.csv", text).read();
            let note = note(&export, NoteKind::UnreadableRow);
            let lines = before.matches('\n').count() as u64;
            assert_eq!(note.line, Some(3 + 2 * lines), "{before:?} {end:?}");
            assert!(note.reason.contains("quotation mark is not closed"), "{note}");
        }
    }
}

#[test]
fn a_last_cell_that_ends_in_a_line_feed_is_closed() {
    for end in ["", "\n"] {
        let text = format!("{}\n{}{end}", header(), row(&[("Tags", "Buyer Focus\n")]));
        assert_eq!(Folder::new().file("star-assessments.csv", text).read().summary().report_count, 1);
    }
}

#[test]
fn no_damage_to_a_byte_makes_the_reader_stumble() {
    let whole = (header() + "\r\n" + &row(&[("Q.Label", "Is it\r\nso? *")]) + "\r\n").into_bytes();
    let folder = Folder::new();
    for (place, damage) in (0..whole.len()).flat_map(|place| [0, b'"', b',', b'\n', 0xff].map(|damage| (place, damage))) {
        let mut damaged = whole.clone();
        damaged[place] = damage;
        std::fs::write(folder.path().join("star-assessments.csv"), damaged).unwrap();
        let _ = folder.read_with(&options());
    }
}
