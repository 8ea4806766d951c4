//! Differences between two assessments of one facility: what was remediated, what persists, what is new.
//!
//! Compliance questions are compared, never facts. A question is matched by its id within one questionnaire; what
//! remains, and what belongs to two questionnaires, by its global question, where that names one question on each side:
//! nothing ambiguous is guessed. Where a side withholds findings, a question that it does not show is not comparable,
//! never gone, added or remediated.

mod matching;
mod outcome;

pub use outcome::{Change, ChangeCounts, ChangeKind, Diff, MatchedBy, NotComparable, Side};

use self::matching::{Found, Sheet};
use crate::error::{Error, ErrorKind, Result, excerpt};
use crate::report::{FindingKind, FindingResult};
use crate::verify::VerifiedReport;

/// Compares two reports of one facility.
///
/// # Errors
/// `wrong_document` where the reports are about two facilities or of two issuers, are one and the same, or are given in
/// the wrong order.
pub fn diff(earlier: &VerifiedReport, later: &VerifiedReport) -> Result<Diff> {
    diff_history(&[earlier, later])
}

/// Compares the last two reports of a facility's history, the oldest first; those before tell since when a finding persists.
///
/// # Errors
/// As [`diff`], for any two neighbours; `wrong_document` also where there are fewer than two reports.
pub fn diff_history(reports: &[&VerifiedReport]) -> Result<Diff> {
    for neighbours in reports.windows(2) {
        if let [earlier, later] = neighbours {
            check_order(earlier, later)?;
        }
    }
    let sheets: Vec<_> = reports.iter().map(|report| Sheet::of(report)).collect();
    let [before @ .., earlier, later] = sheets.as_slice() else {
        return Err(Error::new(ErrorKind::WrongDocument, "a difference needs two reports of the facility"));
    };
    let mut changes = Vec::new();
    for (place, found) in later.each_in(earlier) {
        changes.push(change(place, found, earlier, later, before));
    }
    for place in earlier.not_found_in(later) {
        changes.push(left_out(place, earlier, later));
    }
    let mut diff = Diff::new(earlier.verified, later.verified);
    for change in changes {
        diff.counts.count(change.change);
        if change.change != ChangeKind::StillCompliant {
            diff.changes.push(change);
        }
    }
    // Stable: within a kind the order of the later report stays, then that of the earlier one.
    diff.changes.sort_by_key(|change| change.change);
    Ok(diff)
}

fn check_order(earlier: &VerifiedReport, later: &VerifiedReport) -> Result<()> {
    let wrong = |message: String| Err(Error::new(ErrorKind::WrongDocument, message));
    let (first, second) = (earlier.document(), later.document());
    if first.iss != second.iss {
        return wrong(format!("the reports are of two issuers: `{}` and `{}`", excerpt(&first.iss), excerpt(&second.iss)));
    }
    if first.sub != second.sub {
        return wrong(format!("the reports are about two facilities: `{}` and `{}`", excerpt(&first.sub), excerpt(&second.sub)));
    }
    if earlier.digest() == later.digest() {
        return wrong("both are the same report".to_owned());
    }
    if first.jti == second.jti {
        let (revision, other) = (first.report.revision, second.report.revision);
        return if revision < other {
            Ok(())
        } else {
            wrong(format!("the reports are in the wrong order: revision {other} comes before revision {revision}"))
        };
    }
    let [(started_on, cycle), (other_on, other_cycle)] = [first, second].map(|document| {
        let assessment = &document.report.assessment;
        (assessment.started_on, assessment.cycle)
    });
    if (started_on, cycle) > (other_on, other_cycle) {
        return wrong(format!(
            "the reports are in the wrong order: cycle {other_cycle}, of {other_on}, comes before cycle {cycle}, of {started_on}"
        ));
    }
    Ok(())
}

/// What became of a question of the later report.
fn change(place: usize, found: Found, earlier: &Sheet<'_>, later: &Sheet<'_>, before: &[Sheet<'_>]) -> Change {
    let mut change = Change::of(later, place);
    let (kind, reason) = match found {
        Found::Nowhere if earlier.withholds() => (ChangeKind::NotComparable, Some(NotComparable::Withheld)),
        Found::Nowhere => (ChangeKind::Added, None),
        Found::Ambiguous => (ChangeKind::NotComparable, Some(NotComparable::Ambiguous)),
        Found::Other(at) => {
            change.set_earlier(earlier, at);
            (ChangeKind::QuestionChanged, None)
        }
        Found::Same(at, by) => {
            change.set_earlier(earlier, at);
            change.matched_by = Some(by);
            compare(earlier, at, later, place)
        }
    };
    (change.change, change.reason) = (kind, reason);
    if let (ChangeKind::Persistent, Found::Same(at, _)) = (kind, found) {
        let (since_cycle, held) = since(earlier, at, before);
        (change.since_cycle, change.cycles_count) = (Some(since_cycle), Some(held + 1));
    }
    change
}

/// What became of a question of the earlier report that the later one does not show.
fn left_out(place: usize, earlier: &Sheet<'_>, later: &Sheet<'_>) -> Change {
    let mut change = Change::of_earlier(earlier, place);
    (change.change, change.reason) = match later.find(earlier, place) {
        Found::Ambiguous => (ChangeKind::NotComparable, Some(NotComparable::Ambiguous)),
        // What was judged is a fact now.
        Found::Other(_) => (ChangeKind::QuestionChanged, None),
        _ if later.withholds() => (ChangeKind::NotComparable, Some(NotComparable::Withheld)),
        _ => (ChangeKind::Gone, None),
    };
    change
}

fn compare(earlier: &Sheet<'_>, at: usize, later: &Sheet<'_>, place: usize) -> (ChangeKind, Option<NotComparable>) {
    use FindingResult::{Compliant, NonCompliant, NotApplicable};
    match (known(earlier, at), known(later, place)) {
        (Err(reason), _) | (_, Err(reason)) => (ChangeKind::NotComparable, Some(reason)),
        (Ok(NonCompliant), Ok(NonCompliant)) => (ChangeKind::Persistent, None),
        (Ok(NonCompliant), Ok(Compliant)) => (ChangeKind::Remediated, None),
        (Ok(_), Ok(NonCompliant)) => (ChangeKind::New, None),
        (Ok(Compliant), Ok(Compliant)) => (ChangeKind::StillCompliant, None),
        (Ok(NotApplicable), Ok(_)) | (Ok(_), Ok(_)) => (ChangeKind::NotComparable, Some(NotComparable::NotApplicable)),
    }
}

/// The result of a finding, where it says one that this version knows.
fn known<'a>(sheet: &Sheet<'a>, place: usize) -> Result<&'a FindingResult, NotComparable> {
    let Some(entry) = sheet.entry(place) else { return Err(NotComparable::UnknownCode) };
    match &entry.finding.result {
        Some(FindingResult::NotAssessed) => Err(NotComparable::NotAssessed),
        Some(FindingResult::Other(_)) | None => Err(NotComparable::UnknownCode),
        Some(_) if entry.finding.kind != FindingKind::Compliance => Err(NotComparable::UnknownCode),
        Some(result) => Ok(result),
    }
}

/// Since which cycle a finding of `earlier` is non-compliant without a break, and in how many held reports.
fn since(earlier: &Sheet<'_>, at: usize, before: &[Sheet<'_>]) -> (u64, u64) {
    let (mut sheet, mut place, mut held) = (earlier, at, 1);
    for older in before.iter().rev() {
        let Found::Same(at, _) = older.find(sheet, place) else { break };
        if known(older, at) != Ok(&FindingResult::NonCompliant) {
            break;
        }
        (sheet, place, held) = (older, at, held + 1);
    }
    (sheet.verified.report().assessment.cycle, held)
}
