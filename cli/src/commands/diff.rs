//! `diff`: what changed between two assessments of one facility.

use std::path::PathBuf;

use betterwork::analysis::diff::{Change, ChangeKind, Diff as Difference, NotComparable, Side, diff, diff_history};
use betterwork::report::taxonomy;
use betterwork::{VerifiedReport, one_line};
use betterwork_exchange::store::Store;

use super::verify;
use crate::exit::Exit;
use crate::facilities;
use crate::failure::{Failure, Result};
use crate::io;
use crate::output::{self, BAD, BOLD, CAUTION, FAINT, GOOD, Labelled, Voice, counted, grouped, styled};
use crate::trusted::{Against, Opened};

/// Compare two assessments of one facility: what was remediated, what persists, what is new
///
/// Both reports are verified first. A question is matched by its id in the questionnaire; across questionnaires, and where
/// ids changed, by the global question. What a report withholds is not comparable, and never counts as remediated.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  betterwork diff 2025.sdjwt 2026.sdjwt --trust trust.json
  betterwork diff --store reports.db --facility VN-1000 --trust trust.json --status status/

From a store, the facility's latest two reports are compared, verified again from their signed bytes; \
those before tell since which cycle a finding persists.")]
pub(crate) struct Diff {
    /// The earlier report (.sdjwt)
    #[arg(value_name = "EARLIER", required_unless_present = "store", requires = "later")]
    earlier: Option<PathBuf>,
    /// The later report of the same facility
    #[arg(value_name = "LATER")]
    later: Option<PathBuf>,
    /// Take the reports from this store
    #[arg(long, value_name = "DB", value_parser = crate::io::store_path(), requires = "facility", conflicts_with = "earlier")]
    store: Option<PathBuf>,
    /// The facility, by its id in the reports (`sub`), or the last part of it, such as VN-1000
    #[arg(long, value_name = "ID", requires = "store")]
    facility: Option<String>,
    /// List every question that is added, gone or not comparable, compliant ones too
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    against: Against,
}

impl Diff {
    pub(crate) fn run(&self, voice: Voice) -> Result<Exit> {
        let opened = self.against.open()?;
        let difference = match (&self.earlier, &self.later, &self.store, &self.facility) {
            (Some(earlier), Some(later), ..) => {
                let read = |file: &PathBuf| verify::verified(file, &io::read(file, io::MAX_DOCUMENT_BYTES)?, &opened);
                diff(&read(earlier)?, &read(later)?)
            }
            (.., Some(path), Some(facility)) => {
                diff_history(&history(&Store::open_read_only(path)?, facility, &opened)?.iter().collect::<Vec<_>>())
            }
            _ => return Err(Failure::usage("name two reports, or a store and a facility")),
        };
        let difference = difference.map_err(|error| {
            Failure::from(error).advise("give two reports of one facility, the earlier one first (`betterwork show FILE`)")
        })?;
        match voice {
            Voice::Json => output::print_json(&difference)?,
            Voice::Human => output::print(self.text(&difference))?,
        }
        Ok(Exit::Done)
    }

    fn text(&self, diff: &Difference) -> String {
        let title = styled(BOLD, format!("{}, {}", one_line(&diff.facility_name), diff.facility_country));
        let test = if diff.is_test { format!("  {}", styled(CAUTION.bold(), "TEST DATA")) } else { String::new() };
        let mut parts = vec![format!("{title}{test}\n{}", sides(diff)), counts(diff).to_string()];
        parts.extend(KINDS.iter().filter_map(|(kind, ..)| self.section(diff, *kind)));
        let counts = &diff.counts;
        let compared = counts.new_count + counts.persistent_count + counts.remediated_count + counts.still_compliant_count;
        let alone = counts.added_count + counts.gone_count + counts.not_comparable_count;
        if compared == 0 && counts.added_count > 0 && counts.gone_count > 0 {
            parts.push(styled(
                CAUTION,
                "The questionnaires have no question in common, by id or by global question: nothing can be compared.",
            ));
        }
        if alone > 0 && !self.all {
            parts.push(styled(FAINT, "Of what is added, gone or not comparable only the non-compliant is listed; --all lists everything."));
        }
        parts.join("\n\n")
    }

    /// The questions of a kind, with the counts at their points.
    fn section(&self, diff: &Difference, kind: ChangeKind) -> Option<String> {
        let (_, title, style) = KINDS.iter().find(|(known, ..)| *known == kind)?;
        let bad = |result: &Option<String>| result.as_deref() == Some("non_compliant");
        let listed =
            |change: &&Change| self.all || kind != ChangeKind::NotComparable || bad(&change.earlier_result) || bad(&change.later_result);
        let changes: Vec<_> = diff.of_kind(kind).filter(listed).collect();
        if changes.is_empty() {
            return None;
        }
        let mut table = output::table(&["compliance point", "question", "text", "before", "now", ""]);
        for change in changes {
            table.add_row(output::row([
                taxonomy::point_name(&change.cluster, &change.compliance_point),
                one_line(&change.question).into_owned(),
                one_line(&change.text).into_owned(),
                result(change.earlier_result.as_deref()),
                result(change.later_result.as_deref()),
                note(change),
            ]));
        }
        Some(format!("{}\n{}", styled(style.bold(), title), output::indented(&table, 2)))
    }
}

const KINDS: &[(ChangeKind, &str, anstyle::Style)] = &[
    (ChangeKind::New, "New", BAD),
    (ChangeKind::Persistent, "Persistent", BAD),
    (ChangeKind::Remediated, "Remediated", GOOD),
    (ChangeKind::QuestionChanged, "Question changed", CAUTION),
    (ChangeKind::Added, "Added by the later questionnaire", CAUTION),
    (ChangeKind::Gone, "Gone from the later questionnaire", CAUTION),
    (ChangeKind::NotComparable, "Not comparable", CAUTION),
];

/// Verifies a facility's reports again from their signed bytes, the oldest first; corrected and revoked ones are passed over.
fn history(store: &Store, facility: &str, opened: &Opened) -> Result<Vec<VerifiedReport>> {
    let mut rows = store.facility_history(&facilities::named(store, facility)?)?;
    rows.retain(|row| row.is_current && row.standing != "revoked");
    if rows.len() < 2 {
        let message = format!("the store has {} of `{facility}`; a difference needs two", counted(rows.len() as u64, "report", "reports"));
        return Err(
            Failure::input_output("not_found", message).advise("`betterwork query reports --store DB` lists the facilities (`sub`)")
        );
    }
    let mut reports = Vec::new();
    for row in rows {
        let verified = facilities::stored_report(store, &row.digest, opened)?;
        if verified.standing().value != betterwork::StandingValue::Revoked {
            reports.push(verified);
        }
    }
    Ok(reports)
}

fn sides(diff: &Difference) -> String {
    let mut table = output::table(&["", "assessment", "cycle", "started", "questionnaire", "standing", "withheld"]);
    for (name, side) in [("earlier", &diff.earlier), ("later", &diff.later)] {
        table.add_row(output::row([
            name.to_owned(),
            one_line(&side.assessment_id).into_owned(),
            side.cycle.to_string(),
            side.started_on.to_string(),
            one_line(&format!("{} {}", side.tool_id, side.tool_version)).into_owned(),
            side.standing.code().to_owned(),
            withheld(side),
        ]));
    }
    output::indented(&table, 0)
}

fn withheld(side: &Side) -> String {
    match side.findings_withheld_count {
        0 => "nothing".to_owned(),
        count => styled(CAUTION, counted(count, "finding", "findings")),
    }
}

fn counts(diff: &Difference) -> Labelled {
    let (counts, mut lines) = (&diff.counts, Labelled::default());
    let mut line = |label: &str, count: u64, style: anstyle::Style| {
        let count = if count == 0 { grouped(count) } else { styled(style, grouped(count)) };
        lines.line(label, count);
    };
    line("new", counts.new_count, BAD);
    line("persistent", counts.persistent_count, BAD);
    line("remediated", counts.remediated_count, GOOD);
    line("still compliant", counts.still_compliant_count, GOOD);
    line("question changed", counts.question_changed_count, CAUTION);
    line("added", counts.added_count, CAUTION);
    line("gone", counts.gone_count, CAUTION);
    line("not comparable", counts.not_comparable_count, CAUTION);
    lines
}

fn result(code: Option<&str>) -> String {
    match code {
        Some("non_compliant") => styled(BAD, "non-compliant"),
        Some("compliant") => styled(GOOD, "compliant"),
        Some(other) => one_line(other).replace('_', " "),
        None => styled(FAINT, "not shown"),
    }
}

fn note(change: &Change) -> String {
    let mut notes = Vec::new();
    if let (Some(cycle), Some(count)) = (change.since_cycle, change.cycles_count) {
        notes.push(format!("{count} reports in a row, since cycle {cycle}"));
    }
    if let Some(reason) = change.reason {
        notes.push(match reason {
            NotComparable::Withheld => "withheld on one side".to_owned(),
            NotComparable::NotAssessed => "not assessed on one side".to_owned(),
            NotComparable::NotApplicable => "not applicable on one side".to_owned(),
            NotComparable::UnknownCode => "a result that this program does not know".to_owned(),
            _ => "may be one of several questions".to_owned(),
        });
    }
    if let Some(question) = &change.earlier_question {
        notes.push(format!("was {}", one_line(question)));
    }
    if change.change == ChangeKind::QuestionChanged
        && let Some(text) = &change.earlier_text
    {
        notes.push(format!("asked before: {}", one_line(text)));
    }
    if change.is_public {
        notes.push("public".to_owned());
    }
    notes.join("; ")
}
