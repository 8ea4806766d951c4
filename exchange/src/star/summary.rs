//! What reading an export dropped, changed or found odd: every case with its place and its reason.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Serialize, Serializer};

/// What was read of an export, and everything that did not come through as it stood.
#[derive(Clone, Debug, Default, Serialize)]
#[non_exhaustive]
pub struct Summary {
    /// The files that were read.
    pub files: Vec<FileRows>,
    /// Facilities that have at least one report.
    pub facility_count: u64,
    /// Reports, one for each assessment that came through.
    pub report_count: u64,
    /// Findings in these reports.
    pub finding_count: u64,
    /// Pieces of evidence in these reports.
    pub evidence_count: u64,
    /// How many rows each kind of note concerns; kinds without a note are absent.
    pub counts: BTreeMap<NoteKind, u64>,
    /// Every case, in the order of files and lines.
    pub notes: Vec<Note>,
}

/// How many rows a file has, its header aside.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct FileRows {
    /// The file's name in the export.
    pub file: &'static str,
    /// Its rows.
    pub row_count: u64,
}

/// One case: something dropped, changed, refused or odd.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Note {
    /// What kind of case it is.
    pub kind: NoteKind,
    /// The file's name in the export.
    pub file: &'static str,
    /// The line where the row begins, or the first of the rows; the header is line 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// The column, where one is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<&'static str>,
    /// The assessment (`Quest.ID`), where one is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assessment: Option<String>,
    /// The question, where one is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// Why, in words.
    pub reason: String,
    /// How many rows it concerns.
    pub row_count: u64,
}

macro_rules! kinds {
    ($($(#[$meta:meta])* $kind:ident = $code:literal, $heading:literal;)*) => {
        /// The kinds of notes; the code is stable.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum NoteKind { $($(#[$meta])* $kind,)* }

        impl NoteKind {
            /// Returns the stable code: snake_case.
            pub fn code(self) -> &'static str {
                match self { $(NoteKind::$kind => $code,)* }
            }

            /// Returns what was done, for people.
            pub fn heading(self) -> &'static str {
                match self { $(NoteKind::$kind => $heading,)* }
            }
        }
    };
}

kinds! {
    /// A row that cannot be read.
    UnreadableRow = "unreadable_row", "rows that cannot be read";
    /// A row that contradicts an earlier one about the same thing.
    ConflictingRow = "conflicting_row", "rows that contradict an earlier row";
    /// An assessment that was left out because its rows do not make a sound report.
    RefusedAssessment = "refused_assessment", "rows of assessments left out because of an error";
    /// A tag that looks like one which has rules, and is another.
    DoubtfulTag = "doubtful_tag", "rows with a tag that looks like public disclosure or zero tolerance and does not count as it";
    /// An assessment of a factory whose name says obsolete.
    ObsoleteFactory = "obsolete_factory", "rows of assessments left out because the factory is obsolete";
    /// A row that says again what an earlier one says.
    DuplicateRow = "duplicate_row", "duplicate rows left out";
    /// Evidence that signing would refuse.
    RefusedEvidence = "refused_evidence", "pieces of evidence left out because signing would refuse them";
    /// Evidence that cannot be read.
    UnreadableEvidence = "unreadable_evidence", "pieces of evidence that cannot be read, left out";
    /// Evidence on a question or an assessment that the export does not have.
    UnmatchedEvidence = "unmatched_evidence", "pieces of evidence left out because the export has no such finding";
    /// Evidence of an assessment that was left out.
    EvidenceOfLeftOut = "evidence_of_left_out", "pieces of evidence of assessments that were left out";
    /// A cell about a factory that cannot be read.
    UnreadableCell = "unreadable_cell", "cells about a factory that cannot be read, left out";
    /// Coordinates that were left out.
    LeftOutCoordinates = "left_out_coordinates", "coordinates left out";
    /// A factory of the enterprises file without an assessment.
    UnassessedFactory = "unassessed_factory", "factories without an assessment, left out";
    /// A question text that was cleaned of line ends and asterisks.
    CleanedLabel = "cleaned_label", "rows whose question text was cleaned of line ends and asterisks";
    /// A cluster or point that has another name in the programme's taxonomy.
    RenamedPoint = "renamed_point", "rows whose cluster or point was renamed";
    /// How latitude and longitude were told apart.
    DecidedCoordinates = "decided_coordinates", "factories whose GPS columns were told apart";
    /// A cluster that the taxonomy does not have, kept.
    UnknownCluster = "unknown_cluster", "rows of an unknown cluster, kept";
    /// A point that the taxonomy does not have, kept.
    UnknownPoint = "unknown_point", "rows of an unknown compliance point, kept";
    /// A tool whose name says no version, kept.
    UnversionedTool = "unversioned_tool", "assessments whose tool names no version, kept";
    /// A factory whose country differs between the files.
    DifferentCountry = "different_country", "factories whose country differs between the files, kept";
    /// A factory that only its status calls obsolete, kept.
    ObsoleteByStatus = "obsolete_by_status", "factories that their status alone calls obsolete, kept";
    /// A factory that the enterprises file does not have.
    UndescribedFactory = "undescribed_factory", "factories that the enterprises file lacks, kept";
}

impl NoteKind {
    /// Returns whether it is a fault of the export that somebody has to mend, not a trap that was dealt with.
    pub fn is_error(self) -> bool {
        matches!(
            self,
            NoteKind::UnreadableRow
                | NoteKind::ConflictingRow
                | NoteKind::RefusedAssessment
                | NoteKind::DoubtfulTag
                | NoteKind::UnreadableEvidence
                | NoteKind::UnreadableCell
        )
    }
}

impl Summary {
    /// Returns how many rows a kind of note concerns.
    pub fn count(&self, kind: NoteKind) -> u64 {
        self.counts.get(&kind).copied().unwrap_or_default()
    }

    /// Iterates over the notes of one kind.
    pub fn of_kind(&self, kind: NoteKind) -> impl Iterator<Item = &Note> {
        self.notes.iter().filter(move |note| note.kind == kind)
    }

    /// Iterates over the notes that somebody has to act upon.
    pub fn errors(&self) -> impl Iterator<Item = &Note> {
        self.notes.iter().filter(|note| note.kind.is_error())
    }

    pub(super) fn push(&mut self, note: Note) {
        *self.counts.entry(note.kind).or_default() += note.row_count;
        self.notes.push(note);
    }

    pub(super) fn count_file(&mut self, file: &'static str, row_count: u64) {
        self.files.push(FileRows { file, row_count });
    }

    pub(super) fn sort(&mut self) {
        let place = |file: &str| self.files.iter().position(|held| held.file == file);
        self.notes.sort_by_key(|note| (place(note.file), note.line, note.kind));
    }
}

impl Note {
    pub(super) fn new(kind: NoteKind, file: &'static str, line: impl Into<Option<u64>>, reason: impl Into<String>) -> Self {
        Note { kind, file, line: line.into(), column: None, assessment: None, question: None, reason: reason.into(), row_count: 1 }
    }

    pub(super) fn column(self, column: impl Into<Option<&'static str>>) -> Self {
        Note { column: column.into(), ..self }
    }

    pub(super) fn assessment(self, assessment: &str) -> Self {
        Note { assessment: Some(assessment.to_owned()), ..self }
    }

    pub(super) fn question(self, question: &str) -> Self {
        Note { question: Some(question.to_owned()), ..self }
    }

    pub(super) fn rows(self, row_count: u64) -> Self {
        Note { row_count, ..self }
    }
}

impl Serialize for NoteKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.file)?;
        if let Some(line) = self.line {
            write!(f, " line {line}")?;
        }
        if let Some(column) = self.column {
            write!(f, " column `{column}`")?;
        }
        if let Some(assessment) = &self.assessment {
            write!(f, ", assessment {assessment}")?;
        }
        if let Some(question) = &self.question {
            write!(f, ", question {question}")?;
        }
        write!(f, ": {}", self.reason)
    }
}

/// Totals, then each kind with its count and its first places; errors are all written out.
impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const PLACES: usize = 3;
        for file in &self.files {
            writeln!(f, "rows of {}: {}", file.file, file.row_count)?;
        }
        writeln!(
            f,
            "reports: {}, facilities: {}, findings: {}, pieces of evidence: {}",
            self.report_count, self.facility_count, self.finding_count, self.evidence_count
        )?;
        for (kind, count) in &self.counts {
            writeln!(f, "{}: {count}", kind.heading())?;
            let written = if kind.is_error() { usize::MAX } else { PLACES };
            for note in self.of_kind(*kind).take(written) {
                writeln!(f, "  {note}")?;
            }
            let more = self.of_kind(*kind).count().saturating_sub(written);
            if more > 0 {
                writeln!(f, "  and {more} more")?;
            }
        }
        Ok(())
    }
}
