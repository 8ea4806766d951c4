//! How large the tables of a store are as Parquet, over the same reports as plain JSON.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use betterwork_exchange::sink::{Format, SinkError};
use betterwork_exchange::store::{Store, StoreError};
use conformance::sample::{self, Size};

use super::{REPORTS, World};
use crate::folder::{Folder, remove_store};
use crate::goals::Figure;

const SAMPLES: usize = 5;

/// Counts what is written, and forgets it.
#[derive(Clone, Default)]
struct Count(Arc<AtomicU64>);

impl Write for Count {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[derive(Debug)]
struct Stop;

impl From<StoreError> for Stop {
    fn from(_: StoreError) -> Self {
        Stop
    }
}

impl From<SinkError> for Stop {
    fn from(_: SinkError) -> Self {
        Stop
    }
}

pub(super) fn run(world: &World) -> Figure {
    let folder = Folder::new();
    let path = folder.file("sizes.db");
    remove_store(&path);
    let mut store = Store::open(&path).expect("the folder is ours");
    world.import(&mut store);
    let json: usize = (0..REPORTS).map(|seed| serde_json::to_string(&sample::report(seed, Size::KB_60)).map_or(0, |json| json.len())).sum();
    let tables: Vec<_> = Store::tables().iter().filter(|table| table.name != "changes").collect();
    println!("\n── {REPORTS} reports, {json} bytes as JSON");
    let mut bytes = 0;
    for sample in 0..SAMPLES {
        let counts: Vec<Count> = tables.iter().map(|_| Count::default()).collect();
        let mut sinks = Vec::new();
        for (table, count) in tables.iter().zip(&counts) {
            sinks.push(Format::Parquet.begin(table, count.clone()).expect("nothing can fail"));
        }
        let each = store.each_row::<Stop>(&tables, |place, values| Ok(sinks.get_mut(place).ok_or(Stop)?.row(values)?));
        each.expect("the rows are those of the tables");
        sinks.into_iter().for_each(|sink| sink.finish().expect("nothing can fail"));
        bytes = counts.iter().map(|count| count.0.load(Ordering::Relaxed)).sum();
        if sample == 0 {
            for (table, count) in tables.iter().zip(&counts) {
                println!("{:<44} {:>10} bytes", table.name, count.0.load(Ordering::Relaxed));
            }
        }
    }
    Figure { name: "parquet_over_json_bytes", numerator: bytes as f64, denominator: json as f64, unit: "bytes", samples: SAMPLES }
}
