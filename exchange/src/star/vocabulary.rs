//! What many rows share: questions, clusters and points, each held once and each oddity listed once.

use std::collections::HashMap;
use std::sync::Arc;

use betterwork::Text;
use betterwork::report::{PUBLIC_DISCLOSURE, ZERO_TOLERANCE};

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
    notes: Vec<Note>,
}

impl<T> Held<T> {
    fn take(&mut self) -> Arc<T> {
        for note in &mut self.notes {
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
        let cleaned = (text != label).then(|| {
            let reason = format!("cleaned to `{}`", clean::excerpt(&text, 80));
            Note::new(NoteKind::CleanedLabel, self.file, line, reason).column("Q.Label").question(id)
        });
        let tags = read_tags(tags);
        let doubtful = tags.iter().filter_map(|tag| {
            let reason = format!("`{}` is kept as a tag of its own, which is not `{}`", clean::excerpt(tag, 80), resembled(tag)?);
            Some(Note::new(NoteKind::DoubtfulTag, self.file, line, reason).column("Tags").question(id))
        });
        let notes = cleaned.into_iter().chain(doubtful).collect();
        let word = Arc::new(Question { id: id.into(), text: text.into(), tags });
        self.questions.insert(self.key.clone(), Held { word: Arc::clone(&word), notes });
        word
    }

    /// Returns the point that these cells name.
    pub(super) fn topic(&mut self, line: u64, cluster: &str, point: &str) -> Arc<Topic> {
        self.set_key(&[cluster, point]);
        if let Some(held) = self.topics.get_mut(&self.key) {
            return held.take();
        }
        let topic = taxonomy::topic(cluster, point);
        let notes = oddity(self.file, line, cluster, point, &topic).into_iter().collect();
        let word = Arc::new(Topic { cluster: topic.cluster.into(), point: topic.point.into(), facts_only: topic.facts_only });
        self.topics.insert(self.key.clone(), Held { word: Arc::clone(&word), notes });
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
        let questions = self.questions.into_values().flat_map(|held| held.notes);
        let topics = self.topics.into_values().flat_map(|held| held.notes);
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

/// The tags that have rules, and the words by which another tag looks like one.
const RULED_TAGS: [(&str, [&str; 2]); 2] = [(PUBLIC_DISCLOSURE, ["public", "disclos"]), (ZERO_TOLERANCE, ["zero", "toleran"])];

/// Reads tags separated by `;`, `,`, `|` or `/` as codes, each once.
///
/// A tag that has rules is known with and without space between its words, in the singular and in the plural.
fn read_tags(cell: &str) -> Vec<Text> {
    let mut tags: Vec<Text> = Vec::new();
    for tag in cell.split([';', ',', '|', '/']).map(clean::snake_case).filter(|tag| !tag.is_empty()) {
        let letters = tag.replace('_', "");
        let singular = letters.strip_suffix('s').unwrap_or(&letters);
        let ruled = RULED_TAGS.iter().find(|(ruled, _)| ruled.replace('_', "") == singular);
        let tag = ruled.map_or(tag, |(ruled, _)| (*ruled).to_owned());
        if !tags.iter().any(|held| *held == tag.as_str()) {
            tags.push(tag.into());
        }
    }
    tags
}

/// Returns the tag with rules for which somebody may have meant another one.
fn resembled(tag: &str) -> Option<&'static str> {
    let has_words = |words: &[&str; 2]| words.iter().all(|word| tag.contains(word));
    let (ruled, _) = RULED_TAGS.iter().find(|(ruled, words)| tag != *ruled && has_words(words))?;
    Some(*ruled)
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
    fn a_tag_that_has_rules_is_known_however_it_is_written() {
        for cell in [
            "Public Disclosure|Zero Tolerance",
            "Public Disclosure / Zero Tolerance",
            "PublicDisclosure;ZeroTolerance",
            "Public Disclosures, zero-tolerances",
            "PUBLIC_DISCLOSURE;zero tolerance",
        ] {
            let tags = read_tags(cell);
            assert_eq!(tags.iter().map(Text::as_str).collect::<Vec<_>>(), ["public_disclosure", "zero_tolerance"], "{cell}");
        }
    }

    #[test]
    fn a_tag_that_looks_like_one_with_rules_is_listed() {
        let mut vocabulary = Vocabulary::new("star-assessments.csv");
        for (line, tags) in (2..).zip(["Publicly Disclosed", "Public Disclosure + Zero Tolerance", "Buyer Focus", "Public Holidays"]) {
            vocabulary.question(line, "Q1", "Is it hot?", tags);
        }
        let mut summary = Summary::default();
        vocabulary.report(&mut summary);
        summary.sort();
        let lines: Vec<_> = summary.of_kind(NoteKind::DoubtfulTag).map(|note| note.line).collect();
        assert_eq!(lines, [Some(2), Some(3)]);
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
