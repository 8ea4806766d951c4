//! An import that is killed at any moment and run again loses nothing and doubles nothing.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "test code")]

mod common;

use std::io::{BufReader, Read, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use betterwork::seal::RandomSource;
use betterwork_exchange::store::{ImportSummary, Store};
use common::{Folder, Samples, assert_whole, documents, dump, row};
use conformance::sample::{FixedRandom, SIGNED_AT};

/// How often an import is killed.
const KILLS: usize = 40;

/// Under this name the test binary runs itself as the importer that is killed.
const FOLDER: &str = "BETTERWORK_TEST_IMPORT";

#[test]
fn a_killed_import_is_simply_run_again() {
    let (folder, samples) = (Folder::new(), Samples::default());
    let path = folder.file("documents");
    std::fs::create_dir_all(&path).unwrap();
    for (name, document) in documents(&samples) {
        std::fs::write(path.join(name), document).unwrap();
    }
    let mut random = FixedRandom::new(11);
    let mut kills = 0;
    let uninterrupted = {
        import(&folder.file("documents"), &folder.store());
        dump(&folder)
    };
    while kills < KILLS {
        remove_store(&folder);
        // Twice, so that a run is killed which goes on from another; more would find nothing left to do.
        for _ in 0..2 {
            kills += usize::from(kill_importer(&folder, &mut random));
            if folder.store().exists() && !row(&folder, "SELECT name FROM sqlite_schema WHERE name = 'reports'").is_empty() {
                assert_eq!(row(&folder, "PRAGMA integrity_check"), "ok");
                assert_whole(&folder);
            }
        }
        import(&folder.file("documents"), &folder.store());
        assert_eq!(dump(&folder), uninterrupted);
    }
}

#[test]
#[ignore = "the importer that `a_killed_import_is_simply_run_again` runs and kills"]
fn importer() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    import(&folder.join("documents"), &folder.join("reports.db"));
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
    let mut dots = BufReader::new(importer.stdout.take().unwrap()).bytes().filter(|byte| matches!(byte, Ok(b'.')));
    assert!(dots.by_ref().take(documents).count() <= documents);
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

fn remove_store(folder: &Folder) {
    for name in ["reports.db", "reports.db-wal", "reports.db-shm"] {
        let _ = std::fs::remove_file(folder.file(name));
    }
}
