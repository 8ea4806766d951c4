//! `show`, what is done about it: plan, dialogue, training and figures, of either kind of report.

use betterwork::one_line;
use betterwork::report::{AssessmentBody, ImprovementItem, Indicator, ProgressBody, SocialDialogue, TrainingItem};

use super::show_points::{Reading, hanging};
use crate::output::{self, BOLD, CAUTION, FAINT, counted, styled};

/// Writes what an assessment report says of it, as far as there is something.
pub(super) fn of_assessment(report: &AssessmentBody, reading: &Reading<'_>) -> Vec<String> {
    let parts = [
        part("Improvement plan", report.improvement_plan.as_ref().map(|items| plan(items, reading))),
        part("Social dialogue", report.social_dialogue.as_ref().map(|held| dialogue(held, reading))),
        part("Training", report.training.as_ref().map(|courses| training(courses))),
        part("Figures", report.indicators.as_ref().map(|held| figures(held, reading))),
    ];
    parts.into_iter().flatten().collect()
}

/// Writes what a progress report says of it.
pub(super) fn of_progress(report: &ProgressBody, reading: &Reading<'_>) -> Vec<String> {
    let parts = [
        part("Improvement plan", report.improvement_plan.as_ref().map(|items| plan(items, reading))),
        part("Social dialogue", report.social_dialogue.as_ref().map(|held| dialogue(held, reading))),
        part("Training", report.training.as_ref().map(|courses| training(courses))),
    ];
    parts.into_iter().flatten().collect()
}

fn part(title: &str, lines: Option<Vec<String>>) -> Option<String> {
    match lines {
        None => Some(format!("{}  {}", styled(BOLD, title), styled(CAUTION, "withheld"))),
        Some(lines) if lines.is_empty() => None,
        Some(lines) => Some(format!("{}\n{}", styled(BOLD, title), lines.join("\n"))),
    }
}

fn plan(items: &[ImprovementItem], reading: &Reading<'_>) -> Vec<String> {
    let item = |item: &ImprovementItem| {
        let due = item.due_on.map_or_else(String::new, |due_on| format!(", due {due_on}"));
        let status = one_line(item.status.code()).replace('_', " ");
        let about = styled(FAINT, format!("({}{due})", one_line(&item.compliance_point)));
        hanging(2, &status, &format!("{} {about}", one_line(item.action.best(reading.languages))))
    };
    items.iter().flat_map(item).collect()
}

fn dialogue(dialogue: &SocialDialogue, reading: &Reading<'_>) -> Vec<String> {
    let counts = [
        (dialogue.management_members_count, "of management"),
        (dialogue.worker_members_count, "of workers"),
        (dialogue.union_members_count, "of the union"),
        (dialogue.women_members_count, "women"),
        (dialogue.meetings_count, "meetings"),
    ];
    let counts: Vec<_> = counts.iter().filter_map(|(count, who)| count.map(|count| format!("{} {who}", output::grouped(count)))).collect();
    let counted = if counts.is_empty() { Vec::new() } else { hanging(2, "committee", &counts.join(", ")) };
    let answers = dialogue.answers.iter().flat_map(|answer| {
        let said = styled(BOLD, one_line(answer.answer.code()).replace('_', " "));
        hanging(2, &one_line(&answer.question), &format!("{} {said}", one_line(answer.text.best(reading.languages))))
    });
    counted.into_iter().chain(answers).collect()
}

fn training(courses: &[TrainingItem]) -> Vec<String> {
    let course = |course: &TrainingItem| {
        let days: Vec<_> = [course.from_on, course.to_on].iter().flatten().map(ToString::to_string).collect();
        let people =
            course.participant_count.map_or_else(String::new, |count| format!(", {}", counted(count, "participant", "participants")));
        hanging(2, &one_line(&course.course), &format!("{}{people}", days.join(" to ")))
    };
    courses.iter().flat_map(course).collect()
}

fn figures(indicators: &[Indicator], reading: &Reading<'_>) -> Vec<String> {
    let indicator = |held: &Indicator| {
        let (name, unit) = (one_line(held.name.best(reading.languages)), one_line(&held.unit));
        hanging(2, &one_line(&held.id), &format!("{name}: {} {unit}, {} to {}", held.value.as_str(), held.from_on, held.to_on))
    };
    indicators.iter().flat_map(indicator).collect()
}
