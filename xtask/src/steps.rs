//! Steps: named pieces of work, run one after another, each timed, with a table of them at the end.

use std::env;
use std::fmt;
use std::io::{self, IsTerminal};
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use crate::process;

/// Why a step failed, and the command that helps where one is known.
pub(crate) struct Failure {
    pub(crate) what: String,
    pub(crate) advice: Option<String>,
}

impl Failure {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), advice: None }
    }

    pub(crate) fn advise(mut self, advice: impl Into<String>) -> Self {
        self.advice = Some(advice.into());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.what)?;
        match &self.advice {
            Some(advice) => write!(formatter, "\n        try: {advice}"),
            None => Ok(()),
        }
    }
}

struct Done {
    name: String,
    took: Duration,
    outcome: Result<String, Failure>,
}

/// The steps so far. A failed step does not stop the ones after it.
pub(crate) struct Steps {
    done: Vec<Done>,
    began: Instant,
}

impl Steps {
    pub(crate) fn begin() -> Self {
        Self { done: Vec::new(), began: Instant::now() }
    }

    /// Runs one step; `work` says in a word or two what it found or did.
    pub(crate) fn run(&mut self, name: &str, work: impl FnOnce() -> Result<String, Failure>) {
        println!("{}", paint(BOLD, &format!("── {name}")));
        let start = Instant::now();
        let outcome = work();
        let done = Done { name: name.to_owned(), took: start.elapsed(), outcome };
        println!("{}\n", done.line(0));
        self.done.push(done);
    }

    /// Runs one command as a step, its output passed through.
    pub(crate) fn command(&mut self, name: &str, command: &mut Command) {
        self.run(name, || process::run(command).map(|()| String::new()));
    }

    /// Prints the table and says whether every step passed.
    pub(crate) fn finish(self) -> ExitCode {
        let width = self.done.iter().map(|done| done.name.chars().count()).max().unwrap_or(0);
        println!("{}", paint(BOLD, &format!("── {} steps in {}", self.done.len(), seconds(self.began.elapsed()))));
        for done in &self.done {
            println!("{}", done.line(width));
        }
        let failed = self.done.iter().filter(|done| done.outcome.is_err()).count();
        println!("\n{} passed, {failed} failed", self.done.len() - failed);
        if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

impl Done {
    fn line(&self, width: usize) -> String {
        let took = seconds(self.took);
        let name = &self.name;
        match &self.outcome {
            Ok(note) => format!("{}  {name:<width$}  {took:>11}  {note}", paint(GREEN, "   ok")).trim_end().to_owned(),
            Err(failure) => format!("{}  {name:<width$}  {took:>11}  {failure}", paint(RED, " FAIL")),
        }
    }
}

const BOLD: &str = "1";
const GREEN: &str = "32";
const RED: &str = "1;31";

/// Colours are for people: only on a terminal, and not where `NO_COLOR` is set.
fn paint(colour: &str, text: &str) -> String {
    if io::stdout().is_terminal() && env::var_os("NO_COLOR").is_none() {
        format!("\u{1b}[{colour}m{text}\u{1b}[0m")
    } else {
        text.to_owned()
    }
}

fn seconds(took: Duration) -> String {
    let seconds = took.as_secs_f64();
    if seconds < 60.0 {
        format!("{seconds:.1} s")
    } else {
        format!("{:.0} min {:02.0} s", (seconds / 60.0).floor(), (seconds % 60.0).floor())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_time_is_told_in_minutes() {
        assert_eq!(seconds(Duration::from_millis(83_900)), "1 min 23 s");
    }

    #[test]
    fn a_failed_step_does_not_stop_the_next() {
        let mut steps = Steps::begin();
        steps.run("first", || Err(Failure::new("no")));
        steps.run("second", || Ok("yes".to_owned()));
        assert_eq!(steps.done.iter().map(|done| done.outcome.is_ok()).collect::<Vec<_>>(), [false, true]);
    }
}
