//! From gathered rows to drafts: repeated and contradictory rows, obsolete factories, each facility's history.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use betterwork::Text;

use super::assessments::{self, Assessments, Gathered};
use super::clean;
use super::draft::{Draft, DraftPoint, FacilityHistory};
use super::enterprises::{self, Enterprise};
use super::options::{FaultyRows, Options};
use super::summary::{Note, NoteKind, Summary};
use super::vocabulary::{Answered, Topic};

/// What became of the assessments of an export.
pub(super) struct Settled {
    pub(super) drafts: Vec<Draft>,
    /// Assessments that were left out.
    pub(super) left_out: HashSet<String>,
}

/// The enterprises file, by factory id; `None` where the export has none.
type Enterprises = Option<HashMap<String, Arc<Enterprise>>>;

/// Makes a draft of every assessment that can be signed, and lists the others.
pub(super) fn settle(
    read: Assessments,
    enterprises: Option<HashMap<String, Enterprise>>,
    options: Options,
    summary: &mut Summary,
) -> Settled {
    let options = Arc::new(options);
    let enterprises: Enterprises = enterprises.map(|held| held.into_iter().map(|(id, enterprise)| (id, Arc::new(enterprise))).collect());
    let obsolete = obsolete_factories(&read.gathered, &enterprises);
    let factories: HashMap<Text, u64> = read.gathered.iter().rev().map(|held| (held.visit.factory_id.clone(), held.line)).collect();
    note_factories(&factories, &read.gathered, &obsolete, &enterprises, summary);
    let mut faults = read.faults;
    let mut settled = Settled { drafts: Vec::new(), left_out: HashSet::new() };
    for gathered in read.gathered {
        let Gathered { id, line, visit, answers, .. } = gathered;
        let (points, conflict_count) = merge(&id, answers, summary);
        let fault_count = conflict_count + faults.remove(&*id).unwrap_or_default();
        let enterprise = enterprises.as_ref().and_then(|held| held.get(&*visit.factory_id)).map(Arc::clone);
        let draft = Draft { id, line, visit, enterprise, points, options: Arc::clone(&options) };
        let refusal = if obsolete.contains(&draft.visit.factory_id) {
            Some((NoteKind::ObsoleteFactory, format!("the name of factory `{}` says obsolete", draft.visit.factory_id)))
        } else {
            refusal(&draft, fault_count).map(|reason| (NoteKind::RefusedAssessment, reason))
        };
        match refusal {
            None => settled.drafts.push(draft),
            Some((kind, reason)) => {
                let note = Note::new(kind, assessments::FILE, line, reason).assessment(&draft.id);
                summary.push(note.rows(draft.finding_count()));
                settled.left_out.insert(draft.id.to_string());
            }
        }
    }
    for (id, fault_count) in faults {
        let reason = format!("none of its {fault_count} rows can be read");
        let note = Note::new(NoteKind::RefusedAssessment, assessments::FILE, None, reason).assessment(&clean::excerpt(&id, 40));
        summary.push(note.rows(fault_count));
        settled.left_out.insert(id);
    }
    settled
}

/// Groups drafts by facility, in the order of the file, each facility's oldest assessment first.
pub(super) fn histories(drafts: Vec<Draft>) -> Vec<FacilityHistory> {
    let mut histories: Vec<FacilityHistory> = Vec::new();
    let mut places: HashMap<Text, usize> = HashMap::new();
    for draft in drafts {
        let subject = draft.subject();
        let place = *places.entry(subject.clone()).or_insert(histories.len());
        if place == histories.len() {
            histories.push(FacilityHistory::new(subject));
        }
        if let Some(history) = histories.get_mut(place) {
            history.drafts.push(draft);
        }
    }
    for history in &mut histories {
        history.drafts.sort_by_cached_key(|draft| (draft.visit.started_on, draft.id.parse::<u64>().ok(), draft.id.clone()));
    }
    histories
}

fn refusal(draft: &Draft, fault_count: u64) -> Option<String> {
    if fault_count > 0 && draft.options.faulty_rows == FaultyRows::RefuseAssessment {
        return Some(format!("{fault_count} of its rows cannot be used, and a report without them could look better than the factory is"));
    }
    let (started_on, signed_on) = (draft.visit.started_on, draft.options.signed_at.day());
    (started_on > signed_on).then(|| format!("it started on {started_on}, after {signed_on}, the day of signing"))
}

/// Puts the answers of one assessment under their points, each question once; returns how many contradict another.
fn merge(id: &str, answers: Vec<Answered>, summary: &mut Summary) -> (Vec<DraftPoint>, u64) {
    let mut points: Vec<DraftPoint> = Vec::new();
    let mut places: HashMap<Arc<Topic>, usize> = HashMap::new();
    let mut seen: HashMap<Text, Answered> = HashMap::with_capacity(answers.len());
    let mut conflict_count = 0;
    for answered in answers {
        match seen.entry(answered.question.id.clone()) {
            Entry::Occupied(first) => {
                let note = repeated(&answered, first.get());
                conflict_count += u64::from(note.kind == NoteKind::ConflictingRow);
                summary.push(note.assessment(id).question(&answered.question.id));
            }
            Entry::Vacant(vacant) => {
                let answer = (Arc::clone(&answered.question), answered.answer.clone());
                let place = *places.entry(Arc::clone(&answered.topic)).or_insert(points.len());
                match points.get_mut(place) {
                    Some(point) => point.answers.push(answer),
                    None => points.push(DraftPoint { topic: Arc::clone(&answered.topic), answers: vec![answer], evidence: Vec::new() }),
                }
                vacant.insert(answered);
            }
        }
    }
    (points, conflict_count)
}

fn repeated(again: &Answered, first: &Answered) -> Note {
    let column = if again.answer != first.answer {
        "Finding"
    } else if again.topic != first.topic {
        "CP"
    } else if again.question.text != first.question.text {
        "Q.Label"
    } else if again.question.tags != first.question.tags {
        "Tags"
    } else {
        return Note::new(NoteKind::DuplicateRow, assessments::FILE, again.line, format!("says the same as line {}", first.line));
    };
    let reason = format!("contradicts line {}, which has the same question", first.line);
    Note::new(NoteKind::ConflictingRow, assessments::FILE, again.line, reason).column(column)
}

/// A factory is obsolete if its name says so in any row of any file; the id is the key.
fn obsolete_factories(gathered: &[Gathered], enterprises: &Enterprises) -> HashSet<Text> {
    let by_assessment = gathered.iter().map(|held| (held.visit.factory_id.clone(), &*held.visit.factory_name));
    let by_enterprise = enterprises.iter().flatten().map(|(id, enterprise)| (Text::from(id.as_str()), enterprise.name.as_str()));
    by_assessment.chain(by_enterprise).filter(|(_, name)| clean::has_word(name, "obsolete")).map(|(id, _)| id).collect()
}

/// Lists what is odd about factories between the two files.
fn note_factories(
    factories: &HashMap<Text, u64>,
    gathered: &[Gathered],
    obsolete: &HashSet<Text>,
    enterprises: &Enterprises,
    summary: &mut Summary,
) {
    let Some(enterprises) = enterprises else { return };
    for (id, line) in factories.iter().filter(|(id, _)| !enterprises.contains_key(id.as_str())) {
        let reason = format!("`{}` has no factory `{}`", enterprises::FILE, clean::excerpt(id, 40));
        summary.push(Note::new(NoteKind::UndescribedFactory, assessments::FILE, *line, reason).column("Factory.Assessed.ID"));
    }
    for (id, enterprise) in enterprises {
        let shown = clean::excerpt(id, 40);
        if !factories.contains_key(&Text::from(id.as_str())) {
            let reason = format!("no assessment is of factory `{shown}`");
            summary.push(Note::new(NoteKind::UnassessedFactory, enterprises::FILE, enterprise.line, reason).column("ID"));
        } else if enterprise.is_obsolete_by_status && !obsolete.contains(&Text::from(id.as_str())) {
            let reason = format!("factory `{shown}` is obsolete by its status and not by its name");
            summary.push(Note::new(NoteKind::ObsoleteByStatus, enterprises::FILE, enterprise.line, reason).column("Status"));
        }
    }
    let mut noted = HashSet::new();
    for visit in gathered.iter().map(|held| &held.visit) {
        let Some(enterprise) = enterprises.get(&*visit.factory_id) else { continue };
        let code = enterprise.country_code.as_str();
        if !code.is_empty() && code != visit.country.as_str() && noted.insert(&visit.factory_id) {
            let reason =
                format!("`{}` where the assessments of factory `{}` say {}", clean::excerpt(code, 10), visit.factory_id, visit.country);
            summary
                .push(Note::new(NoteKind::DifferentCountry, enterprises::FILE, enterprise.line, reason).column("Country Code (Alpha 2)"));
        }
    }
}
