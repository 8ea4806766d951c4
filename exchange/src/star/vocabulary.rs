//! What many rows share: questions, clusters and points, each held once and each oddity listed once.

use std::collections::HashMap;
use std::sync::Arc;

use betterwork::Text;

use super::clean;
use super::summary::{Note, NoteKind, Summary};
use super::taxonomy::{self, Standing};

/// One row's answer.
pub(super) struct Answered {
    pub(super) line: u64,
    pub(super) topic: Arc<Topic>,
    pub(super) question: Arc<Question>,
    pub(super) answer: Answer,
}

/// What an answer says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    NonCompliant,
    Compliant,
    NotAssessed,
    Fact(Text),
}

/// A question as it stands in a report.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Question {
    pub(super) id: Text,
    pub(super) text: Text,
    pub(super) tags: Vec<Text>,
}

/// A compliance point as it stands in a report.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct Topic {
    pub(super) cluster: Text,
    pub(super) point: Text,
    pub(super) facts_only: bool,
}

/// Holds each question and each point once, with the oddities that its rows have.
pub(super) struct Vocabulary {
    file: &'static str,
    /// By the cells as they stand, joined.
    questions: HashMap<String, Held<Question>>,
    topics: HashMap<String, Held<Topic>>,
    tools: HashMap<String, Note>,
    key: String,
}

struct Held<T> {
    word: Arc<T>,
    /// What is odd about it, at its first row; its count grows with every other row.
    note: Option<Note>,
}

impl<T> Held<T> {
    fn take(&mut self) -> Arc<T> {
        if let Some(note) = &mut self.note {
            note.row_count += 1;
        }
        Arc::clone(&self.word)
    }
}

impl Vocabulary {
    pub(super) fn new(file: &'static str) -> Self {
        Vocabulary { file, questions: HashMap::new(), topics: HashMap::new(), tools: HashMap::new(), key: String::new() }
    }

    /// Returns the question that these cells make.
    pub(super) fn question(&mut self, line: u64, id: &str, label: &str, tags: &str) -> Arc<Question> {
        self.set_key(&[id, label, tags]);
        if let Some(held) = self.questions.get_mut(&self.key) {
            return held.take();
        }
        let text = clean::label(label);
        let note = (text != label).then(|| {
            let reason = format!("cleaned to `{}`", clean::excerpt(&text, 80));
            Note::new(NoteKind::CleanedLabel, self.file, line, reason).column("Q.Label").question(id)
        });
        let word = Arc::new(Question { id: id.into(), text: text.into(), tags: read_tags(tags) });
        self.questions.insert(self.key.clone(), Held { word: Arc::clone(&word), note });
        word
    }

    /// Returns the point that these cells name.
    pub(super) fn topic(&mut self, line: u64, cluster: &str, point: &str) -> Arc<Topic> {
        self.set_key(&[cluster, point]);
        if let Some(held) = self.topics.get_mut(&self.key) {
            return held.take();
        }
        let topic = taxonomy::topic(cluster, point);
        let note = oddity(self.file, line, cluster, point, &topic);
        let word = Arc::new(Topic { cluster: topic.cluster.into(), point: topic.point.into(), facts_only: topic.facts_only });
        self.topics.insert(self.key.clone(), Held { word: Arc::clone(&word), note });
        word
    }

    /// Lists a tool whose name says no version.
    pub(super) fn note_unversioned_tool(&mut self, line: u64, name: &str, assessment: &str) {
        let reason = || format!("`{}` names no version", clean::excerpt(name, 80));
        let fresh = || Note::new(NoteKind::UnversionedTool, self.file, line, reason()).column("TQ.Name").assessment(assessment).rows(0);
        self.tools.entry(name.to_owned()).or_insert_with(fresh).row_count += 1;
    }

    /// Lists what was odd.
    pub(super) fn report(self, summary: &mut Summary) {
        let questions = self.questions.into_values().filter_map(|held| held.note);
        let topics = self.topics.into_values().filter_map(|held| held.note);
        questions.chain(topics).chain(self.tools.into_values()).for_each(|note| summary.push(note));
    }

    /// Joins cells with a character that no text of an export holds (U+001F, unit separator).
    fn set_key(&mut self, cells: &[&str]) {
        self.key.clear();
        for cell in cells {
            self.key.push_str(cell);
            self.key.push('\u{1f}');
        }
    }
}

fn oddity(file: &'static str, line: u64, cluster: &str, point: &str, topic: &taxonomy::Topic) -> Option<Note> {
    let names = format!("`{}`, `{}`", clean::excerpt(cluster, 80), clean::excerpt(point, 80));
    let codes = format!("`{}`, `{}`", topic.cluster, topic.point);
    let (kind, column, reason) = match topic.standing {
        Standing::Known => return None,
        Standing::Renamed => (NoteKind::RenamedPoint, "CP", format!("{names} counts as {codes}")),
        Standing::UnknownCluster => (NoteKind::UnknownCluster, "Cluster", format!("{names} is kept as {codes}")),
        Standing::UnknownPoint => (NoteKind::UnknownPoint, "CP", format!("{names} is kept as {codes}")),
    };
    Some(Note::new(kind, file, line, reason).column(column))
}

/// Reads tags separated by `;` or `,` as codes, each once.
fn read_tags(cell: &str) -> Vec<Text> {
    let mut tags: Vec<Text> = Vec::new();
    for tag in cell.split([';', ',']).map(clean::snake_case).filter(|tag| !tag.is_empty()) {
        if !tags.iter().any(|held| *held == tag.as_str()) {
            tags.push(tag.into());
        }
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_codes_each_once() {
        let tags = read_tags("Public Disclosure; Zero Tolerance,public disclosure;;Buyer Focus");
        assert_eq!(tags.iter().map(Text::as_str).collect::<Vec<_>>(), ["public_disclosure", "zero_tolerance", "buyer_focus"]);
    }

    #[test]
    fn equal_rows_share_one_question() {
        let mut vocabulary = Vocabulary::new("star-assessments.csv");
        let first = vocabulary.question(2, "Q1", "Is it hot? *", "");
        let second = vocabulary.question(9, "Q1", "Is it hot? *", "");
        assert!(Arc::ptr_eq(&first, &second));
        let mut summary = Summary::default();
        vocabulary.report(&mut summary);
        assert_eq!(summary.notes.iter().map(|note| (note.line, note.row_count)).collect::<Vec<_>>(), [(Some(2), 2)]);
    }
}
