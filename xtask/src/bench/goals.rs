//! Figures against their goals: what is printed and what the JSON file says.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A ratio that was measured: of the round with the median ratio, so that dividing gives the median.
pub(crate) struct Figure {
    pub(crate) name: &'static str,
    pub(crate) numerator: f64,
    pub(crate) denominator: f64,
    /// What numerator and denominator count.
    pub(crate) unit: &'static str,
    pub(crate) samples: usize,
}

impl Figure {
    pub(crate) fn value(&self) -> f64 {
        self.numerator / self.denominator
    }
}

/// A figure that has a goal.
#[derive(Serialize)]
pub(crate) struct Row {
    name: &'static str,
    numerator: f64,
    denominator: f64,
    unit: &'static str,
    samples: usize,
    goal: String,
    met: bool,
    #[serde(skip)]
    meaning: String,
}

/// `<=` or `>=`, the bound, and what the figure means.
#[derive(Deserialize)]
struct Goal(String, f64, String);

const FEWEST_SAMPLES: usize = 5;

/// The rows of the figures that have a goal in this part.
pub(crate) fn judge(part: &str, figures: &[Figure]) -> Vec<Row> {
    let goals = of(part);
    let row = |figure: &Figure| {
        let Goal(sign, bound, meaning) = goals.get(figure.name)?;
        // Rounded as it is shown: a figure that reads as its goal meets it.
        let value = rounded(figure.value());
        let within = if sign == "<=" { value <= *bound } else { value >= *bound };
        Some(Row {
            name: figure.name,
            numerator: figure.numerator,
            denominator: figure.denominator,
            unit: figure.unit,
            samples: figure.samples,
            goal: format!("{sign} {bound}"),
            met: within && figure.samples >= FEWEST_SAMPLES,
            meaning: meaning.clone(),
        })
    };
    figures.iter().filter_map(row).collect()
}

/// Prints one line for each goal of the part, also for one without a figure.
pub(crate) fn print(part: &str, rows: &[Row]) {
    println!("\n── goals of {part}");
    for (name, Goal(sign, bound, meaning)) in of(part) {
        match rows.iter().find(|row| row.name == name) {
            Some(row) => {
                let value = rounded(row.numerator / row.denominator);
                let met = if row.met { "   met" } else { "MISSED" };
                println!("{met}  {name:<34} {value:>7.3}  {:<8}  {} rounds; {}", row.goal, row.samples, row.meaning);
            }
            None => println!("  none  {name:<34} {:>7}  {:<8}  {meaning}", "-", format!("{sign} {bound}")),
        }
    }
    let met = rows.iter().filter(|row| row.met).count();
    println!("{met} of {} goals met", of(part).len());
}

pub(crate) fn all_met(part: &str, rows: &[Row]) -> bool {
    rows.len() == of(part).len() && rows.iter().all(|row| row.met)
}

pub(crate) fn json(rows: &[Row]) -> String {
    serde_json::to_string_pretty(rows).expect("rows are plain data") + "\n"
}

fn of(part: &str) -> BTreeMap<String, Goal> {
    let mut parts: BTreeMap<String, BTreeMap<String, Goal>> = serde_json::from_str(include_str!("goals.json")).expect("goals.json is ours");
    parts.remove(part).unwrap_or_default()
}

fn rounded(value: f64) -> f64 {
    (value * 1_000.0).round() / 1_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(numerator: f64, samples: usize) -> Figure {
        Figure { name: "verify_full_over_floor", numerator, denominator: 1.0, unit: "ns", samples }
    }

    #[test]
    fn a_figure_at_its_goal_meets_it_and_one_past_it_does_not() {
        let rows = judge("core", &[figure(1.3, 5), figure(1.301, 5)]);
        assert_eq!(rows.iter().map(|row| row.met).collect::<Vec<_>>(), [true, false]);
    }

    #[test]
    fn four_samples_are_too_few() {
        assert!(!judge("core", &[figure(1.0, 4)])[0].met);
    }
}
