//! A folder with synthetic documents in it, and the real program run there.
#![allow(dead_code, clippy::unwrap_used, clippy::indexing_slicing, reason = "this is test code, shared by several test programs")]

pub(crate) mod exchange;

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use betterwork::trust::{StatusDraft, StatusValue};
use conformance::sample::{self, Keys, SIGNED_AT, Size};
use tempfile::TempDir;

/// The day after the samples were signed.
pub(crate) const AT: &str = "2026-02-16";

/// A folder of its own for each test: `good.sdjwt`, `trust.json`, and status lists by what they say of it.
pub(crate) struct Place {
    folder: TempDir,
}

/// What the program did.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Place {
    pub(crate) fn new() -> Self {
        let place = Place { folder: tempfile::tempdir().unwrap() };
        let keys = Keys::default();
        place.write("good.sdjwt", sample::token(&keys, 7, Size::SMALL).unwrap());
        place.write("trust.json", sample::trust_document(&keys));
        for (name, value) in [
            ("valid", StatusValue::Valid),
            ("revoked", StatusValue::Revoked),
            ("suspended", StatusValue::Suspended),
            ("superseded", StatusValue::Superseded),
        ] {
            let mut draft = StatusDraft::new(sample::STATUS_URI, 1024);
            draft.set(7, value).unwrap();
            place.write(&format!("{name}.jwt"), draft.sign(&keys.status, SIGNED_AT, SIGNED_AT.plus_seconds(14 * 86_400)).unwrap());
        }
        for (name, key) in [("root", &keys.root), ("report", &keys.report), ("status", &keys.status)] {
            place.write(&format!("{name}.pem"), key.to_pem().unwrap().as_bytes());
        }
        place
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), bytes).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// Names of everything in the folder, hidden files among it.
    pub(crate) fn names(&self) -> Vec<String> {
        let mut names: Vec<_> =
            std::fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// Runs the program in the folder; the arguments are the words of `line`.
    pub(crate) fn run(&self, line: &str) -> Ran {
        self.run_with(line, b"")
    }

    /// Runs the program with `input` as its standard input.
    pub(crate) fn run_with(&self, line: &str, input: &[u8]) -> Ran {
        let mut child = self.command(line).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // A program that needs no input may be gone already.
        let _ = child.stdin.take().unwrap().write_all(input);
        Ran::of(child.wait_with_output().unwrap())
    }

    pub(crate) fn command(&self, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_betterwork"));
        command.args(line.split_whitespace()).current_dir(self.folder.path()).env_remove("CLICOLOR_FORCE");
        command
    }
}

/// The header of `star-assessments.csv`.
pub(crate) const HEADER: &str = "Country,Factory.Assessed.ID,Factory.Assessed.Name,Assesment.Start.Date,Quest.ID,Cycle,TQ.Name,Cluster,CP,Q.Label,Question.ID,Question.type,Finding,Tags\n";

/// One row of it.
pub(crate) const ROW: &str = "Vietnam,1000,Synthetic Garments 1,16/04/2025,700001,2,Better Work Vietnam CAT v1,Working Time,Overtime,Is overtime limited?,VN1-001,NCQ,1,Public Disclosure\n";

/// Writes `export/` with these assessments.
pub(crate) fn export(place: &Place, assessments: &str) {
    std::fs::create_dir(place.path("export")).unwrap();
    place.write("export/star-assessments.csv", assessments);
}

/// Writes `export/` with two assessments of one factory, the second of which takes the place of the first.
pub(crate) fn small_export(place: &Place) {
    let first = ROW.replace("16/04/2025", "16/04/2024");
    let second = ROW.replace("700001", "700002").replace(",2,Better", ",3,Better");
    export(place, &format!("{HEADER}{first}{second}"));
}

impl Ran {
    pub(crate) fn of(output: Output) -> Self {
        Ran {
            code: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap()
    }

    /// The code in `--json` output of a failure.
    pub(crate) fn error_code(&self) -> String {
        self.json()["error"]["code"].as_str().unwrap().to_owned()
    }
}
