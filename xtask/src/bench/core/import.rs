//! Importing verified reports into the store, against inserting the same rows unverified.

use std::num::NonZeroUsize;
use std::path::Path;
use std::time::Duration;

use betterwork_exchange::store::Store;
use betterwork_exchange::store::bench::Rows;
use conformance::sample::Size;

use super::World;
use crate::folder::{Folder, remove_store};
use crate::goals::Figure;
use crate::measure::{Case, Effort, round_robin};

const REPORTS: u64 = 200;
const BATCH: NonZeroUsize = NonZeroUsize::new(100).unwrap();
const RAW_INSERT: &str = "insert the rows of 200 reports, unverified";
const IMPORT: &str = "verify and import 200 reports of 60 KB";

pub(super) fn run(world: &World) -> Figure {
    let folder = Folder::new();
    let sources: Vec<(String, String)> = (0..REPORTS).map(|seed| (format!("report {seed}"), world.token(seed, Size::KB_60))).collect();
    let (imported, inserted) = (folder.file("imported.db"), folder.file("inserted.db"));
    import(world, &sources, &imported);
    let rows = Rows::read(&imported).expect("the store was just made");
    let cases = vec![
        Case::new(IMPORT, || import(world, &sources, &imported)),
        Case::new(RAW_INSERT, || {
            remove_store(&inserted);
            rows.insert_into(&inserted, BATCH).expect("the rows are those of a store");
        }),
    ];
    let measured = round_robin(cases, &Effort { rounds: 21, batch: Duration::ZERO });
    measured.print(&format!("{REPORTS} reports, {} rows", rows.count()), |name| {
        format!("{:.1} µs a report", measured.median(name) / 1e3 / REPORTS as f64)
    });
    measured.ratio("raw_insert_over_import", (RAW_INSERT, 1.0), (IMPORT, 1.0), "ns")
}

fn import(world: &World, sources: &[(String, String)], path: &Path) {
    remove_store(path);
    // On one thread: the time that is measured is that of this thread.
    let store = Store::open(path).expect("the folder is ours").with_threads(NonZeroUsize::MIN);
    let summary = store.with_batch(BATCH).import(sources.iter().map(|(name, token)| (name, token)), &world.trust, &world.status, world.at);
    assert_eq!(summary.expect("the samples can be imported").imported, REPORTS);
}
