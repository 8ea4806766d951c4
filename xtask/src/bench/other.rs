//! A program in another language that measures a round whenever it is asked, so that rounds of ours stand between.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdout, Command, Stdio};

use serde::de::DeserializeOwned;

/// A running program: a line on its standard input asks for a round, a line of JSON answers.
pub(crate) struct Other {
    process: Child,
    answers: BufReader<ChildStdout>,
}

impl Other {
    pub(crate) fn start(command: &mut Command) -> Self {
        let process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut process = process.expect("the other language is there: cargo xtask setup");
        let answers = BufReader::new(process.stdout.take().expect("its output is ours"));
        Self { process, answers }
    }

    /// Asks for a round.
    pub(crate) fn ask<T: DeserializeOwned>(&mut self) -> T {
        writeln!(self.process.stdin.as_ref().expect("its input is ours")).expect("the other program still runs");
        let mut line = String::new();
        self.answers.read_line(&mut line).expect("the other program answers");
        serde_json::from_str(&line).expect("it answers with JSON: the package is built and its libraries are there")
    }

    pub(crate) fn end(mut self) {
        drop(self.process.stdin.take());
        self.process.wait().expect("the other program ends");
    }
}
