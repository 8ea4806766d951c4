//! Small exports in folders of their own.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use betterwork::report::{AssessmentReport, Finding};
use betterwork_exchange::star::{self, Export, Note, NoteKind, Options, StarError};
use conformance::sample::{ISSUER, SIGNED_AT, STATUS_URI};

const ASSESSMENT: [(&str, &str); 14] = [
    ("Country", "Cambodia"),
    ("Factory.Assessed.ID", "1000"),
    ("Factory.Assessed.Name", "Synthetic Alpha"),
    ("Assesment.Start.Date", "03/02/2026"),
    ("Quest.ID", "7"),
    ("Cycle", "2"),
    ("TQ.Name", "Better Work Cambodia CAT v1"),
    ("Cluster", "Working Time"),
    ("CP", "Overtime"),
    ("Q.Label", "Is overtime voluntary?"),
    ("Question.ID", "Q1"),
    ("Question.type", "NCQ"),
    ("Finding", "0"),
    ("Tags", ""),
];

const ENTERPRISE: [(&str, &str); 30] = [
    ("ID", "1000"),
    ("Original Factory ID", "9000"),
    ("Name", "Synthetic Alpha"),
    ("Address 1", "1 Test Road"),
    ("Address 2", ""),
    ("City", "Testville"),
    ("State", ""),
    ("Zip Code", "10000"),
    ("Country", "Cambodia"),
    ("Country Code (Alpha 2)", "KH"),
    ("Contact Name", "Person Never Read"),
    ("Phone", "+855 0000"),
    ("Fax", "+855 0001"),
    ("Email", "never@read.example"),
    ("GPS Coordinates X", ""),
    ("GPS Coordinates Y", ""),
    ("Full legal name of the enterprise that owns the supplier", "Synthetic Holdings"),
    ("Owner Address", "Owner Street Never Read"),
    ("Year began operations", "2004"),
    ("Section", "C"),
    ("Division", "14"),
    ("First Product", "Trousers"),
    ("Second Product", ""),
    ("Male", "100"),
    ("Female", "300"),
    ("Total", "400"),
    ("Customer 1", "Synthetic Buyer"),
    ("Customer 2", ""),
    ("Customer 3", ""),
    ("Status", "Active"),
];

const EVIDENCE: [(&str, &str); 5] =
    [("Quest.ID", "7"), ("Question.ID", "Q1"), ("Explanation", "Seen."), ("Sources", "observation"), ("Workers.Affected", "")];

/// Cells of a row that differ from the usual ones, by column.
pub(crate) type Changes<'a> = &'a [(&'a str, &'a str)];

/// A folder with an export; it is removed in the end.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("star-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    /// A folder whose assessments are these rows, the first on line 2.
    pub(crate) fn of(rows: &[Changes<'_>]) -> Self {
        Folder::new().file("star-assessments.csv", table(&ASSESSMENT, rows))
    }

    pub(crate) fn enterprises(self, rows: &[Changes<'_>]) -> Self {
        self.file("star-enterprises.csv", table(&ENTERPRISE, rows))
    }

    pub(crate) fn evidence(self, rows: &[Changes<'_>]) -> Self {
        self.file("star-evidence.csv", table(&EVIDENCE, rows))
    }

    pub(crate) fn file(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        fs::write(self.0.join(name), content).unwrap();
        self
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn read(&self) -> Export {
        self.read_with(&options()).unwrap()
    }

    pub(crate) fn read_with(&self, options: &Options) -> Result<Export, StarError> {
        star::read(&self.0, options)
    }

    pub(crate) fn error(&self) -> StarError {
        self.read_with(&options()).err().unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

pub(crate) fn options() -> Options {
    Options::new(ISSUER, STATUS_URI, SIGNED_AT)
}

/// The header of the assessments file.
pub(crate) fn header() -> String {
    ASSESSMENT.map(|(column, _)| column).join(",")
}

/// One row of the assessments file, every cell quoted.
pub(crate) fn row(changes: Changes<'_>) -> String {
    line(&ASSESSMENT, changes)
}

/// All unsigned reports, facility by facility.
pub(crate) fn reports(export: &Export) -> Vec<AssessmentReport> {
    let drafts = export.facilities().iter().flat_map(|history| history.drafts());
    drafts.map(|draft| draft.report("urn:uuid:00000000-0000-4000-8000-000000000000", 0, None)).collect()
}

/// The findings of the first report.
pub(crate) fn findings(export: &Export) -> Vec<Finding> {
    let report = reports(export).into_iter().next().unwrap();
    report.report.compliance_points.iter().flat_map(|point| point.all_findings().cloned().collect::<Vec<_>>()).collect()
}

/// The only note of a kind.
pub(crate) fn note(export: &Export, kind: NoteKind) -> Note {
    let notes: Vec<_> = export.summary().of_kind(kind).collect();
    assert_eq!(notes.len(), 1, "{:#?}", export.summary().notes);
    notes[0].clone()
}

fn table(usual: &[(&str, &str)], rows: &[Changes<'_>]) -> String {
    let header = usual.iter().map(|(column, _)| *column).collect::<Vec<_>>().join(",");
    rows.iter().fold(header, |table, changes| table + "\n" + &line(usual, changes))
}

fn line(usual: &[(&str, &str)], changes: Changes<'_>) -> String {
    let cell = |(column, usual): &(&str, &str)| {
        let changed = changes.iter().find(|(name, _)| name == column);
        format!("\"{}\"", changed.map_or(*usual, |(_, cell)| *cell).replace('"', "\"\""))
    };
    usual.iter().map(cell).collect::<Vec<_>>().join(",")
}
