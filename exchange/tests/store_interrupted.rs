//! An import that is killed at any moment and run again loses nothing and doubles nothing; two at once do not mix.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "test code")]

mod common;

use std::io::{Read, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use betterwork::seal::RandomSource;
use betterwork::{View, redact};
use betterwork_exchange::store::{ImportSummary, Store, StoreError};
use common::{Folder, Samples, correction, count, dump, row};
use conformance::sample::{FixedRandom, SIGNED_AT};

/// How often an import is killed.
const KILLS: usize = 40;

/// Under this name the test binary runs itself as the importer that is killed.
const FOLDER: &str = "BETTERWORK_TEST_IMPORT";

#[test]
fn a_killed_import_is_simply_run_again() {
    let (folder, samples) = (Folder::new(), Samples::default());
    write_documents(&folder, &samples);
    let mut random = FixedRandom::new(11);
    let mut kills = 0;
    let uninterrupted = {
        import(&folder.file("documents"), &folder.store());
        dump(&folder)
    };
    while kills < KILLS {
        remove_store(&folder);
        while kill_importer(&folder, &mut random) {
            kills += 1;
            assert_whole(&folder);
        }
        assert_eq!(dump(&folder), uninterrupted);
    }
}

#[test]
#[ignore = "the importer that `a_killed_import_is_simply_run_again` runs and kills"]
fn importer() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    import(&folder.join("documents"), &folder.join("reports.db"));
}

#[test]
fn two_imports_at_once_take_turns() {
    let (folder, samples) = (Folder::new(), Samples::default());
    write_documents(&folder, &samples);
    let (documents, store) = (folder.file("documents"), folder.store());
    let (one, other) = std::thread::scope(|scope| {
        let one = scope.spawn(|| import(&documents, &store));
        let other = scope.spawn(|| import(&documents, &store));
        (one.join().unwrap(), other.join().unwrap())
    });
    assert_eq!(one.imported + other.imported, 91);
    assert_eq!((count(&folder, "reports"), count(&folder, "quarantine")), (91, 2));
    assert_whole(&folder);
}

#[test]
fn who_cannot_wait_is_told_that_another_is_writing() {
    let (folder, samples) = (Folder::new(), Samples::default());
    let mut store = Store::open(folder.store()).unwrap().with_patience(Duration::ZERO).unwrap();
    let writer = rusqlite::Connection::open(folder.store()).unwrap();
    writer.execute_batch("BEGIN IMMEDIATE").unwrap();
    let refused = store.import([("one", samples.token(1))], &samples.trust, &samples.status, SIGNED_AT).unwrap_err();
    assert!(matches!(refused, StoreError::Busy { .. }) && refused.to_string().contains("another program is writing"));
    assert_eq!(store.reports().unwrap().len(), 0);
    writer.execute_batch("ROLLBACK").unwrap();
    assert_eq!(common::import(&mut store, &samples, &[samples.token(1)]).imported, 1);
}

/// 90 reports, a correction, public views before the full reports, a forgery and a contradiction.
fn write_documents(folder: &Folder, samples: &Samples) {
    let mut documents: Vec<_> = (0..90).map(|seed| samples.token(seed)).collect();
    let corrected = samples.issue(&correction(samples, &documents[3], 3, 503));
    let public = documents.iter().step_by(9).map(|token| redact(token.as_bytes(), &View::Public).unwrap());
    let mut all: Vec<_> = public.collect();
    all.append(&mut documents);
    let mut contradiction = conformance::sample::report(5, conformance::sample::Size::SMALL);
    contradiction.report.assessment.cycle = 8;
    all.extend([corrected, samples.token(6).replacen(".e", ".f", 1), samples.issue(&contradiction)]);
    let path = folder.file("documents");
    std::fs::create_dir_all(&path).unwrap();
    for (index, document) in all.iter().enumerate() {
        std::fs::write(path.join(format!("{index:03}.sdjwt")), document).unwrap();
    }
}

/// Imports the documents in batches of seven, and writes a dot for each one taken.
fn import(documents: &Path, store: &Path) -> ImportSummary {
    let samples = Samples::default();
    let mut paths: Vec<_> = std::fs::read_dir(documents).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let sources = paths.into_iter().map(|path| {
        let _ = std::io::stdout().write_all(b".").and_then(|()| std::io::stdout().flush());
        (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(&path).unwrap())
    });
    let mut store = Store::open(store).unwrap().with_batch(NonZeroUsize::new(7).unwrap());
    store.import(sources, &samples.trust, &samples.status, SIGNED_AT).unwrap()
}

/// Starts the importer and kills it after a random number of documents and turns; returns whether it was killed.
fn kill_importer(folder: &Folder, random: &mut FixedRandom) -> bool {
    let mut bytes = [0; 2];
    random.fill(&mut bytes);
    let (documents, turns) = (1 + usize::from(bytes[0] % 120), usize::from(bytes[1]) * 16);
    let mut importer = start_importer(folder);
    let mut dots = importer.stdout.take().unwrap().bytes().filter(|byte| matches!(byte, Ok(b'.')));
    let _ = dots.by_ref().take(documents).count();
    (0..turns).for_each(|_| std::thread::yield_now());
    importer.kill().unwrap();
    drop(dots);
    !importer.wait().unwrap().success()
}

fn start_importer(folder: &Folder) -> Child {
    let arguments = ["--exact", "importer", "--ignored", "--nocapture", "--quiet"];
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(arguments).env(FOLDER, folder.file("")).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap()
}

/// Every report that is there is there with all its rows, and nothing else is.
fn assert_whole(folder: &Folder) {
    if !folder.store().exists() || row(folder, "SELECT name FROM sqlite_schema WHERE name = 'reports'").is_empty() {
        return;
    }
    assert_eq!(row(folder, "PRAGMA integrity_check"), "ok");
    let visible = "SELECT coalesce(sum(question_count - findings_withheld_count), 0) FROM compliance_points";
    assert_eq!(row(folder, visible), row(folder, "SELECT count(*) FROM finding_rows"));
    assert_eq!(count(folder, "reports"), count(folder, "documents"));
    assert_eq!(count(folder, "reports") * 38, count(folder, "compliance_point_rows"));
    assert_eq!(count(folder, "finding_rows"), count(folder, "findings"));
}

fn remove_store(folder: &Folder) {
    for name in ["reports.db", "reports.db-wal", "reports.db-shm"] {
        let _ = std::fs::remove_file(folder.file(name));
    }
}
