//! The harness: cases take turns in rounds, each timed in the thread's CPU time, and ratios are taken within a round.

use std::time::Duration;

use cpu_time::ThreadTime;

use crate::goals::Figure;

/// Something to measure.
pub(crate) struct Case<'a> {
    name: &'static str,
    run: Box<dyn FnMut() + 'a>,
}

impl<'a> Case<'a> {
    pub(crate) fn new(name: &'static str, run: impl FnMut() + 'a) -> Self {
        Self { name, run: Box::new(run) }
    }
}

/// How long to measure.
pub(crate) struct Effort {
    /// An odd number, so that one round is the median.
    pub(crate) rounds: usize,
    /// Each case runs about so long in each round, and once at least.
    pub(crate) batch: Duration,
}

/// Nanoseconds of each case in each round.
pub(crate) struct Measured {
    names: Vec<&'static str>,
    rounds: Vec<Vec<f64>>,
}

const WARM_UP_ROUNDS: usize = 3;

/// Runs all cases in turn, round after round; every round starts with another case.
pub(crate) fn round_robin(mut cases: Vec<Case<'_>>, effort: &Effort) -> Measured {
    let runs: Vec<u32> = cases.iter_mut().map(|case| runs_in(effort.batch, case)).collect();
    let mut rounds = Vec::new();
    for round in 0..WARM_UP_ROUNDS + effort.rounds {
        let mut times = vec![0.0; cases.len()];
        for turn in 0..cases.len() {
            let index = (turn + round) % times.len();
            if let (Some(case), Some(runs), Some(time)) = (cases.get_mut(index), runs.get(index), times.get_mut(index)) {
                *time = nanoseconds(*runs, case);
            }
        }
        if round >= WARM_UP_ROUNDS {
            rounds.push(times);
        }
    }
    Measured { names: cases.iter().map(|case| case.name).collect(), rounds }
}

impl Measured {
    /// The median time of a case.
    pub(crate) fn median(&self, name: &str) -> f64 {
        median(self.of(name).collect()).unwrap_or(f64::NAN)
    }

    /// The fastest of some cases.
    pub(crate) fn fastest(&self, names: &[&'static str]) -> &'static str {
        names.iter().copied().min_by(|a, b| self.median(a).total_cmp(&self.median(b))).unwrap_or_default()
    }

    /// One case over another: that of the round with the median ratio, each side times a factor.
    pub(crate) fn ratio(&self, name: &'static str, numerator: (&str, f64), denominator: (&str, f64), unit: &'static str) -> Figure {
        let above = self.of(numerator.0).map(|time| time * numerator.1);
        let below = self.of(denominator.0).map(|time| time * denominator.1);
        median_ratio(name, above.zip(below).collect(), unit)
    }

    /// Prints the absolute times: what a quiet moment and the median moment gave.
    pub(crate) fn print(&self, title: &str, note: impl Fn(&str) -> String) {
        println!("\n── {title} (CPU µs: median, fastest round)");
        for name in &self.names {
            let fastest = self.of(name).fold(f64::INFINITY, f64::min);
            println!("{name:<44} {:>10.1} {:>10.1}  {}", self.median(name) / 1e3, fastest / 1e3, note(name));
        }
    }

    fn of<'a>(&'a self, name: &str) -> impl Iterator<Item = f64> + 'a {
        let index = self.names.iter().position(|known| *known == name).expect("a case of this name was measured");
        self.rounds.iter().filter_map(move |times| times.get(index).copied())
    }
}

/// The pair with the median ratio, and how many there were.
pub(crate) fn median_ratio(name: &'static str, mut pairs: Vec<(f64, f64)>, unit: &'static str) -> Figure {
    pairs.sort_by(|a, b| (a.0 / a.1).total_cmp(&(b.0 / b.1)));
    let (numerator, denominator) = pairs.get(pairs.len() / 2).copied().expect("at least one round was measured");
    Figure { name, numerator, denominator, unit, samples: pairs.len() }
}

pub(crate) fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

fn runs_in(batch: Duration, case: &mut Case<'_>) -> u32 {
    nanoseconds(1, case);
    let once = nanoseconds(1, case).max(1.0);
    (batch.as_nanos() as f64 / once).clamp(1.0, 1e6) as u32
}

fn nanoseconds(runs: u32, case: &mut Case<'_>) -> f64 {
    let start = ThreadTime::now();
    for _ in 0..runs {
        (case.run)();
    }
    start.elapsed().as_nanos() as f64 / f64::from(runs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_ratio_is_that_of_one_round() {
        let figure = median_ratio("x", vec![(3.0, 1.0), (1.0, 1.0), (4.0, 2.0)], "ns");
        assert_eq!((figure.numerator, figure.denominator, figure.samples), (4.0, 2.0, 3));
    }

    #[test]
    fn every_case_is_measured_in_every_round() {
        let effort = Effort { rounds: 5, batch: Duration::ZERO };
        let measured = round_robin(vec![Case::new("a", || {}), Case::new("b", || {})], &effort);
        assert_eq!([measured.of("a").count(), measured.of("b").count()], [5, 5]);
    }
}
