//! `export --format`: the tables of a store as files for data frames and warehouses.

use std::io::BufWriter;
use std::path::Path;

use betterwork::analysis::table::Table;
use betterwork_exchange::sink::{Format, SinkError, TableSink};
use betterwork_exchange::store::{Store, StoreError};
use serde_json::json;

use crate::exit::Exit;
use crate::failure::{Failure, Result};
use crate::output::{self, Labelled, Voice, counted};
use crate::whole_folder::WholeFolder;

/// Which tables, and how.
#[derive(clap::Args, Clone, Debug)]
pub(crate) struct Options {
    /// Write the tables of the store in this format, one file each, into the folder --out
    #[arg(long, value_enum, requires = "store", conflicts_with_all = ["all", "trust"])]
    format: Option<Kind>,
    /// Only this table: reports, compliance_points, findings, evidence, improvement_items, changes. May be given several times
    #[arg(long, value_name = "NAME", requires = "format")]
    table: Vec<String>,
}

/// How rows are written.
#[derive(clap::ValueEnum, Clone, Copy, Debug)]
enum Kind {
    /// Apache Parquet
    Parquet,
    /// Apache Arrow IPC file (Feather)
    Arrow,
    /// Apache Arrow IPC stream
    ArrowStream,
    /// Comma-separated values
    Csv,
}

impl Options {
    pub(super) fn run(&self, store: Option<&Path>, out: &Path, voice: Voice) -> Result<Exit> {
        let (Some(kind), Some(store)) = (self.format, store) else {
            return Err(Failure::usage("name the store with `--store`"));
        };
        if crate::io::is_standard(out) {
            return Err(Failure::usage("`--format` writes a file for each table: name the folder with `--out DIR`"));
        }
        let format = match kind {
            Kind::Parquet => Format::Parquet,
            Kind::Arrow => Format::Arrow,
            Kind::ArrowStream => Format::ArrowStream,
            Kind::Csv => Format::Csv,
        };
        let tables = self.tables()?;
        let store = Store::open_read_only(store)?;
        let folder = WholeFolder::begin(out)?;
        let mut sinks: Vec<(Box<dyn TableSink>, u64)> = Vec::new();
        for table in &tables {
            let file = folder.create(&format!("{}.{}", table.name, format.extension()))?;
            sinks.push((format.begin(table, BufWriter::new(file))?, 0));
        }
        store.each_row(&tables, |place, values| {
            let Some((sink, rows)) = sinks.get_mut(place) else { return Ok::<_, Stop>(()) };
            *rows += 1;
            Ok(sink.row(values)?)
        })?;
        let mut written = Vec::new();
        for (table, (sink, rows)) in tables.iter().zip(sinks) {
            sink.finish()?;
            written.push((table.name, rows));
        }
        folder.finish()?;
        if voice == Voice::Json {
            let tables: Vec<_> = written.iter().map(|(name, rows)| json!({"table": name, "rows": rows})).collect();
            output::print_json(&json!({"out": out, "format": format.extension(), "tables": tables}))?;
        } else {
            let mut lines = Labelled::default();
            written.iter().for_each(|(name, rows)| _ = lines.line(name, counted(*rows, "row", "rows")));
            lines.line("written", format!("`{}`", out.display()));
            output::print(lines)?;
        }
        Ok(Exit::Done)
    }

    fn tables(&self) -> Result<Vec<&'static Table>> {
        let all = Store::tables();
        if self.table.is_empty() {
            return Ok(all.iter().collect());
        }
        let named = |name: &String| {
            all.iter().find(|table| table.name == *name).ok_or_else(|| {
                let names: Vec<_> = all.iter().map(|table| table.name).collect();
                Failure::usage(format!("there is no table `{name}`")).advise(format!("the tables are {}", names.join(", ")))
            })
        };
        self.table.iter().map(named).collect()
    }
}

/// Why the rows stopped.
enum Stop {
    Store(StoreError),
    Sink(SinkError),
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Stop::Store(error)
    }
}

impl From<SinkError> for Stop {
    fn from(error: SinkError) -> Self {
        Stop::Sink(error)
    }
}

impl From<Stop> for Failure {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Store(error) => error.into(),
            Stop::Sink(error) => error.into(),
        }
    }
}

impl From<SinkError> for Failure {
    fn from(error: SinkError) -> Self {
        Failure::input_output("unwritable", error)
    }
}
