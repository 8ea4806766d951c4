//! `star-assessments.csv`: one row for each question of each assessment, gathered by assessment.

use std::collections::HashMap;
use std::path::Path;

use betterwork::report::Country;
use betterwork::{Day, Text};

use super::clean;
use super::country;
use super::error::StarError;
use super::summary::{Note, NoteKind, Summary};
use super::table::{Column, Row, Table, columns};
use super::vocabulary::{Answer, Answered, Vocabulary};

/// The file's name in an export.
pub(super) const FILE: &str = "star-assessments.csv";

columns! {
    COUNTRY = "Country",
    FACTORY_ID = "Factory.Assessed.ID",
    FACTORY_NAME = "Factory.Assessed.Name",
    STARTED_ON = "Assesment.Start.Date",
    ASSESSMENT = "Quest.ID",
    CYCLE = "Cycle",
    TOOL = "TQ.Name",
    CLUSTER = "Cluster",
    POINT = "CP",
    LABEL = "Q.Label",
    QUESTION = "Question.ID",
    KIND = "Question.type",
    FINDING = "Finding",
    TAGS = "Tags",
}

/// The columns that say the same on every row of an assessment.
const HEAD: [Column; 6] = [COUNTRY, FACTORY_ID, FACTORY_NAME, STARTED_ON, CYCLE, TOOL];

/// What the rows of one assessment say of it, and its answers in the order of the file.
pub(super) struct Gathered {
    pub(super) id: Text,
    /// The first of its rows.
    pub(super) line: u64,
    pub(super) visit: Visit,
    pub(super) answers: Vec<Answered>,
    /// The head's cells, each row's to be compared with.
    head: [String; HEAD.len()],
}

/// What an assessment is: which factory, when, with which tool.
#[derive(Clone)]
pub(super) struct Visit {
    pub(super) country: Country,
    pub(super) factory_id: Text,
    pub(super) factory_name: Text,
    pub(super) started_on: Day,
    pub(super) cycle: u64,
    pub(super) tool_id: Text,
    pub(super) tool_version: Text,
}

/// All assessments of a file, and how many faulty rows each has.
pub(super) struct Assessments {
    pub(super) gathered: Vec<Gathered>,
    pub(super) faults: HashMap<String, u64>,
}

/// What is wrong with a row.
pub(super) struct Fault {
    pub(super) column: Option<&'static str>,
    pub(super) reason: String,
}

impl Fault {
    pub(super) fn at(column: Column, reason: impl Into<String>) -> Self {
        Fault { column: Some(column.name), reason: reason.into() }
    }
}

/// Reads the file row by row; rows of one assessment may stand anywhere.
pub(super) fn read(directory: &Path, summary: &mut Summary) -> Result<Assessments, StarError> {
    let Some(mut table) = Table::open(directory, FILE, COLUMNS)? else {
        return Err(StarError::FileMissing { path: directory.join(FILE) });
    };
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut read = Assessments { gathered: Vec::new(), faults: HashMap::new() };
    let mut vocabulary = Vocabulary::new(FILE);
    let mut row_count = 0;
    while let Some(row) = table.next()? {
        row_count += 1;
        let id = row.cell(ASSESSMENT);
        let held = places.get(id).and_then(|place| read.gathered.get_mut(*place));
        match read_row(row, held, &mut vocabulary) {
            Ok(None) => {}
            Ok(Some(begun)) => {
                if begun.visit.tool_version == UNSPECIFIED {
                    vocabulary.note_unversioned_tool(row.line, row.cell(TOOL), id);
                }
                places.insert(id.to_owned(), read.gathered.len());
                read.gathered.push(begun);
            }
            Err(fault) => {
                let note = Note::new(NoteKind::UnreadableRow, FILE, row.line, fault.reason).column(fault.column);
                if id.is_empty() {
                    summary.push(note);
                } else {
                    summary.push(note.assessment(&clean::excerpt(id, 40)));
                    *read.faults.entry(id.to_owned()).or_default() += 1;
                }
            }
        }
    }
    if row_count == 0 {
        return Err(table.empty());
    }
    summary.count_file(FILE, row_count);
    vocabulary.report(summary);
    Ok(read)
}

/// Adds a row to the assessment that it belongs to, or begins one with it.
fn read_row(row: Row<'_>, held: Option<&mut Gathered>, vocabulary: &mut Vocabulary) -> Result<Option<Gathered>, Fault> {
    if let Some(reason) = row.wrong_width() {
        return Err(Fault { column: None, reason });
    }
    if let Some(gathered) = held {
        check_head(row, gathered)?;
        gathered.answers.push(read_answer(row, vocabulary)?);
        return Ok(None);
    }
    if row.cell(ASSESSMENT).is_empty() {
        return Err(Fault::at(ASSESSMENT, "the assessment has no id"));
    }
    let visit = read_visit(row)?;
    let answers = vec![read_answer(row, vocabulary)?];
    let head = HEAD.map(|column| row.cell(column).to_owned());
    Ok(Some(Gathered { id: row.cell(ASSESSMENT).into(), line: row.line, visit, answers, head }))
}

/// Checks that a row says the same of its assessment as the first one did.
fn check_head(row: Row<'_>, gathered: &Gathered) -> Result<(), Fault> {
    for (column, first) in HEAD.iter().zip(&gathered.head) {
        let cell = row.cell(*column);
        if cell != first && clean::one_line(cell) != clean::one_line(first) {
            let (cell, first) = (clean::excerpt(cell, 40), clean::excerpt(first, 40));
            return Err(Fault::at(*column, format!("`{cell}` where line {} says `{first}` of the same assessment", gathered.line)));
        }
    }
    Ok(())
}

fn read_visit(row: Row<'_>) -> Result<Visit, Fault> {
    let unread = |column: Column, expected: &str| {
        Fault::at(column, format!("expected {expected}, found `{}`", clean::excerpt(row.cell(column), 40)))
    };
    let country = country::named(row.cell(COUNTRY)).ok_or_else(|| unread(COUNTRY, "the English name of a country"))?;
    let started_on = read_day(row.cell(STARTED_ON)).ok_or_else(|| unread(STARTED_ON, "a day such as `03/02/2026`, day first"))?;
    let cycle = row.cell(CYCLE).parse().ok().filter(|cycle| *cycle > 0).ok_or_else(|| unread(CYCLE, "a number from 1 on"))?;
    for column in [FACTORY_ID, FACTORY_NAME, TOOL] {
        if row.cell(column).is_empty() {
            return Err(Fault::at(column, "the cell is empty"));
        }
    }
    let (tool_id, tool_version) = read_tool(row.cell(TOOL));
    Ok(Visit {
        country,
        factory_id: row.cell(FACTORY_ID).into(),
        factory_name: clean::one_line(row.cell(FACTORY_NAME)).into(),
        started_on,
        cycle,
        tool_id: tool_id.into(),
        tool_version: tool_version.into(),
    })
}

fn read_answer(row: Row<'_>, vocabulary: &mut Vocabulary) -> Result<Answered, Fault> {
    for column in [CLUSTER, POINT, LABEL, QUESTION] {
        if row.cell(column).is_empty() {
            return Err(Fault::at(column, "the cell is empty"));
        }
    }
    let topic = vocabulary.topic(row.line, row.cell(CLUSTER), row.cell(POINT));
    for (column, code) in [(CLUSTER, &topic.cluster), (POINT, &topic.point)] {
        if code.is_empty() {
            return Err(Fault::at(column, format!("`{}` has no letter or digit", clean::excerpt(row.cell(column), 40))));
        }
    }
    let finding = row.cell(FINDING);
    let answer = match (row.cell(KIND), finding) {
        ("NCQ" | "FGW", _) if topic.facts_only => Answer::Fact(finding.into()),
        ("FGW", _) => Answer::Fact(finding.into()),
        ("NCQ", "1") => Answer::NonCompliant,
        ("NCQ", "0") => Answer::Compliant,
        ("NCQ", "") => Answer::NotAssessed,
        ("NCQ", _) => {
            let found = clean::excerpt(finding, 40);
            return Err(Fault::at(FINDING, format!("expected `1` (non-compliant), `0` (compliant) or nothing, found `{found}`")));
        }
        (kind, _) => {
            return Err(Fault::at(KIND, format!("expected `NCQ` or `FGW`, found `{}`", clean::excerpt(kind, 40))));
        }
    };
    let question = vocabulary.question(row.line, row.cell(QUESTION), row.raw(LABEL), row.cell(TAGS));
    Ok(Answered { line: row.line, topic, question, answer })
}

/// Stands for the version where the tool's name says none.
const UNSPECIFIED: &str = "unspecified";

/// Reads a tool's name and version (`Better Work Cambodia CAT v1`: `better-work-cambodia-cat`, `1`).
fn read_tool(name: &str) -> (String, String) {
    let name = clean::label(name);
    let version = |word: &str| {
        let digits = word.strip_prefix(['v', 'V']).unwrap_or(word);
        let begins_with_digit = digits.starts_with(|character: char| character.is_ascii_digit());
        (begins_with_digit && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')).then(|| digits.to_owned())
    };
    match name.rsplit_once(' ').and_then(|(tool, last)| Some((tool, version(last)?))) {
        Some((tool, version)) => (clean::kebab_case(tool), version),
        None => (clean::kebab_case(&name), UNSPECIFIED.to_owned()),
    }
}

/// Reads `dd/mm/yyyy`.
fn read_day(text: &str) -> Option<Day> {
    let mut parts = text.split('/');
    let mut number = |lengths: &[usize]| -> Option<u32> {
        let part = parts.next()?;
        (lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse().ok())?
    };
    let (day, month, year) = (number(&[1, 2])?, number(&[1, 2])?, number(&[4])?);
    if parts.next().is_some() {
        return None;
    }
    Day::from_ymd(i32::try_from(year).ok()?, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tool_has_an_id_and_a_version() {
        let read = |name| {
            let (id, version) = read_tool(name);
            format!("{id} {version}")
        };
        assert_eq!(read("Better Work Cambodia CAT v1"), "better-work-cambodia-cat 1");
        assert_eq!(read("Better Work Vietnam CAT V2.1 *"), "better-work-vietnam-cat 2.1");
        assert_eq!(read("Better Work Jordan CAT 2019"), "better-work-jordan-cat 2019");
        assert_eq!(read("Better Work Haiti CAT"), "better-work-haiti-cat unspecified");
    }

    #[test]
    fn days_are_written_day_first() {
        let read = |text| read_day(text).map(|day| day.to_string());
        assert_eq!(read("03/02/2026").as_deref(), Some("2026-02-03"));
        assert_eq!(read("3/2/2026").as_deref(), Some("2026-02-03"));
        for text in ["2026-02-03", "02/13/2026", "31/04/2026", "03/02/26", "03/02/2026/1", "+3/02/2026", ""] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
