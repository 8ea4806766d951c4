//! How cost grows: with the number of findings, and with inputs made to be expensive.

use std::time::Duration;

use betterwork::verify;
use conformance::sample::Size;

use super::World;
use super::hostile::{self, Input};
use crate::goals::Figure;
use crate::measure::{Case, Effort, Measured, round_robin};

/// Findings of one report, at the 60 KB report's bytes for each.
const FINDINGS: [(usize, &str); 4] =
    [(100, "verify 100 findings"), (250, "verify 250 findings"), (1_000, "verify 1,000 findings"), (10_000, "verify 10,000 findings")];
const LINEAR_FROM: &str = "verify 250 findings";

pub(super) fn run(world: &World) -> Vec<Figure> {
    let reports = FINDINGS.map(|(findings, name)| (name, findings, world.token(1, Size { findings, ..Size::KB_60 })));
    let hostile = hostile::all(world);
    let mut cases: Vec<Case<'_>> = reports.iter().map(|(name, _, token)| Case::new(name, || world.verify(token))).collect();
    cases.extend(
        hostile.iter().map(|input| Case::new(input.name, || drop(verify(input.token.as_bytes(), &world.trust, &world.status, world.at)))),
    );
    let measured = round_robin(cases, &Effort { rounds: 21, batch: Duration::from_millis(3) });
    let [_, (_, _, from), ..] = &reports;
    let over_linear = |input: &Input| over_linear(&measured, input, from.len());
    measured.print("growth", |name| {
        let report = reports.iter().find(|(known, ..)| *known == name);
        let report = report.map(|(_, findings, token)| {
            format!("{:.2} µs a finding, {} bytes", measured.median(name) / 1e3 / *findings as f64, token.len())
        });
        let input = || {
            hostile
                .iter()
                .find(|input| input.name == name)
                .map(|input| format!("{:.2} of linear, {}", over_linear(input).value(), input.outcome(world)))
        };
        report.or_else(input).unwrap_or_default()
    });
    let worst = hostile.iter().map(over_linear).max_by(|a, b| a.value().total_cmp(&b.value()));
    vec![per_finding(&measured), worst.expect("there are hostile inputs")]
}

fn per_finding(measured: &Measured) -> Figure {
    let [.., (_, thousand), (_, ten_thousand)] = FINDINGS;
    measured.ratio("per_finding_10000_over_1000", (ten_thousand, 1e-4), (thousand, 1e-3), "ns a finding")
}

/// A hostile input over linear growth from the 60 KB report.
fn over_linear(measured: &Measured, input: &Input, bytes: usize) -> Figure {
    let growth = input.token.len() as f64 / bytes as f64;
    measured.ratio("worst_4mib_over_linear", (input.name, 1.0), (LINEAR_FROM, growth), "ns")
}
