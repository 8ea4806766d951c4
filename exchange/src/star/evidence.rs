//! `star-evidence.csv`: what findings rest on, put under the point that has the question.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use betterwork::Text;
use betterwork::report::{Evidence, LanguageMap, Source, evidence_refusal};

use super::assessments::Fault;
use super::clean;
use super::draft::{self, Draft};
use super::error::StarError;
use super::settle::Settled;
use super::summary::{Note, NoteKind, Summary};
use super::table::{Column, Row, Table, columns};

/// The file's name in an export.
pub(super) const FILE: &str = "star-evidence.csv";

columns! {
    ASSESSMENT = "Quest.ID",
    QUESTION = "Question.ID",
    EXPLANATION = "Explanation",
    SOURCES = "Sources",
    WORKERS_AFFECTED = "Workers.Affected",
}

/// The export's words for sources. No other is accepted: what cannot be told from an interview is not signed.
const SOURCE_WORDS: &[(&str, Source)] = &[
    ("observation", Source::Observation),
    ("observations", Source::Observation),
    ("document", Source::Documents),
    ("documents", Source::Documents),
    ("manager interview", Source::ManagerInterviews),
    ("manager interviews", Source::ManagerInterviews),
    ("management interview", Source::ManagerInterviews),
    ("management interviews", Source::ManagerInterviews),
    ("worker interview", Source::WorkerInterviews),
    ("worker interviews", Source::WorkerInterviews),
    ("union interview", Source::UnionInterviews),
    ("union interviews", Source::UnionInterviews),
];

/// Reads the file, if there is one, and adds its evidence to the drafts.
pub(super) fn read(directory: &Path, settled: &mut Settled, summary: &mut Summary) -> Result<(), StarError> {
    let Some(mut table) = Table::open(directory, FILE, COLUMNS)? else { return Ok(()) };
    let places: HashMap<String, usize> = settled.drafts.iter().map(|draft| draft.id.to_string()).zip(0..).collect();
    // By draft, so that the questions of one draft are looked up in one go.
    let mut gathered: BTreeMap<usize, Vec<(u64, Evidence)>> = BTreeMap::new();
    let mut row_count = 0;
    while let Some(row) = table.next()? {
        row_count += 1;
        let id = row.cell(ASSESSMENT);
        let draft = places.get(id).and_then(|place| Some((*place, settled.drafts.get(*place)?)));
        let rejected = match draft {
            Some((place, draft)) => match read_evidence(row, &draft.options.language) {
                Ok(evidence) => {
                    gathered.entry(place).or_default().push((row.line, evidence));
                    continue;
                }
                Err(fault) => Rejection { kind: NoteKind::UnreadableEvidence, fault },
            },
            None if settled.left_out.contains(id) => Rejection::new(NoteKind::EvidenceOfLeftOut, "the assessment was left out"),
            None => Rejection::at(NoteKind::UnmatchedEvidence, ASSESSMENT, "the export has no such assessment"),
        };
        summary.push(rejected.note(row.line, id, row.cell(QUESTION)));
    }
    for (place, evidence) in gathered {
        if let Some(draft) = settled.drafts.get_mut(place) {
            add(evidence, draft, summary);
        }
    }
    summary.count_file(FILE, row_count);
    Ok(())
}

/// Why a row is not in a report.
struct Rejection {
    kind: NoteKind,
    fault: Fault,
}

impl Rejection {
    fn new(kind: NoteKind, reason: &str) -> Self {
        Rejection { kind, fault: Fault { column: None, reason: reason.to_owned() } }
    }

    fn at(kind: NoteKind, column: Column, reason: &str) -> Self {
        Rejection { kind, fault: Fault::at(column, reason) }
    }

    fn note(self, line: u64, assessment: &str, question: &str) -> Note {
        let note = Note::new(self.kind, FILE, line, self.fault.reason).column(self.fault.column);
        note.assessment(&clean::excerpt(assessment, 40)).question(&clean::excerpt(question, 40))
    }
}

/// Adds evidence to the draft that it is about, or lists why not.
fn add(gathered: Vec<(u64, Evidence)>, draft: &mut Draft, summary: &mut Summary) {
    let mut places = HashMap::new();
    for (place, point) in draft.points.iter().enumerate() {
        for (answer, (question, _)) in point.answers.iter().enumerate() {
            places.entry(question.id.clone()).or_insert((place, answer));
        }
    }
    let mut seen = HashSet::new();
    for (line, evidence) in gathered {
        let question = evidence.question.clone();
        if let Err(rejected) = add_one(evidence, draft, &places, &mut seen) {
            summary.push(rejected.note(line, &draft.id, &question));
        }
    }
}

/// Adds one piece; `places` has the point and the answer of each question, `seen` what was said already.
fn add_one(
    evidence: Evidence,
    draft: &mut Draft,
    places: &HashMap<Text, (usize, usize)>,
    seen: &mut HashSet<String>,
) -> Result<(), Rejection> {
    let Some((point, (question, answer))) = places.get(&evidence.question).and_then(|(place, answer)| {
        let point = draft.points.get_mut(*place)?;
        let answer = point.answers.get(*answer).cloned()?;
        Some((point, answer))
    }) else {
        return Err(Rejection::at(NoteKind::UnmatchedEvidence, QUESTION, "the assessment has no such question"));
    };
    if !seen.insert(format!("{evidence:?}")) {
        return Err(Rejection::new(NoteKind::DuplicateRow, "says the same as an earlier row"));
    }
    let finding = draft::finding(&question, &answer, &draft.options.language);
    if let Some(reason) = evidence_refusal(&finding, &evidence) {
        return Err(Rejection::new(NoteKind::RefusedEvidence, reason));
    }
    point.evidence.push(evidence);
    Ok(())
}

/// Reads a row. No message quotes its text: it may be what signing refuses.
fn read_evidence(row: Row<'_>, language: &Text) -> Result<Evidence, Fault> {
    if let Some(reason) = row.wrong_width() {
        return Err(Fault { column: None, reason });
    }
    for column in [QUESTION, EXPLANATION] {
        if row.cell(column).is_empty() {
            return Err(Fault::at(column, "the cell is empty"));
        }
    }
    let mut sources: Vec<Source> = Vec::new();
    for word in row.cell(SOURCES).split([';', ',']).map(clean::words).filter(|word| !word.is_empty()) {
        let Some((_, source)) = SOURCE_WORDS.iter().find(|(known, _)| *known == word) else {
            let known = "observation, documents, manager interviews, worker interviews, union interviews";
            return Err(Fault::at(SOURCES, format!("the cell names a source of evidence that is none of {known}")));
        };
        if !sources.contains(source) {
            sources.push(source.clone());
        }
    }
    let explanation = LanguageMap::single(language.clone(), row.cell(EXPLANATION));
    let mut evidence = Evidence::new(row.cell(QUESTION).into(), explanation, sources);
    let workers = row.cell(WORKERS_AFFECTED);
    if !workers.is_empty() {
        let count = workers.bytes().all(|byte| byte.is_ascii_digit()).then(|| workers.parse::<u32>().ok()).flatten();
        let count = count.ok_or_else(|| Fault::at(WORKERS_AFFECTED, "the cell is neither empty nor a number of workers"))?;
        evidence.workers_affected_count = Some(u64::from(count));
    }
    Ok(evidence)
}
