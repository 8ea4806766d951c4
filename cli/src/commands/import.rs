//! `import`: verified reports become rows of a store; all else goes to its quarantine.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use betterwork_exchange::store::Store;
use betterwork_exchange::store::query::Quarantined;
use serde_json::json;

use crate::exit::Exit;
use crate::failure::{Failure, Result};
use crate::output::{self, BAD, FAINT, Labelled, Voice, counted, grouped, styled};
use crate::progress;
use crate::sources::{self, Reading};
use crate::trusted::Against;

/// Verify reports and keep them as rows in a store
///
/// The store is one SQLite file, or a PostgreSQL database; it is made where there is none. What does not verify goes to its quarantine, with code
/// and reason, and never into the rows. The same import again changes nothing, so an interrupted one is run again.
/// Every import asks the status lists about all reports of the store; without REPORTS it does nothing else.
///
/// The store remembers the newest trust list and status lists that it has seen: an older trust list is refused, an
/// older status list counts as none. With a newer trust list every held report is verified again.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Ends with 1 where something was refused, and with 3 where a file cannot be read; all other files are imported.

Examples:
  betterwork import received/ --store reports.db --trust trust.json --status status/
  betterwork import --store reports.db --trust trust.json --status status/
  betterwork import received/ --store postgres://erp@db.example/erp --trust trust.json --status status/

The password of a database comes from PGPASSWORD or ~/.pgpass rather than from the command line, where others see it.")]
pub(crate) struct Import {
    /// Signed reports, progress reports and statements, and folders with .sdjwt files in them or below; - for standard input
    #[arg(value_name = "REPORTS")]
    sources: Vec<PathBuf>,
    /// The store: a file, or postgres://USER@HOST/DATABASE
    #[arg(long, value_name = "DB", value_parser = crate::io::store_path())]
    store: PathBuf,
    #[command(flatten)]
    against: Against,
}

impl Import {
    pub(crate) fn run(&self, voice: Voice) -> Result<Exit> {
        self.against.check_standard(&self.sources.iter().map(PathBuf::as_path).collect::<Vec<_>>())?;
        let files = sources::find(&self.sources)?;
        let opened = self.against.open()?;
        // Before the store is made, where there is none.
        opened.trust.check_expiry(opened.at)?;
        let name = Store::name_of(&self.store);
        if files.is_empty() && !Store::may_be_at(&self.store) {
            return Err(Failure::input_output("not_found", format!("there is no store `{}`", name.display()))
                .advise("name reports to import, and it is made"));
        }
        let mut store = Store::open(&self.store)?;
        let bar = progress::bar(voice, "importing", files.len() as u64);
        let mut failures = Vec::new();
        let reading = Reading { files: files.iter(), below: Path::new(""), bar: &bar, failures: &mut failures };
        let summary = store.import(reading, &opened.trust, &opened.status, opened.at)?;
        bar.finish_and_clear();
        let standing = store.refresh_standing(&opened.trust, &opened.status, opened.at)?;
        let refused = refused(&store, &files)?;
        match voice {
            Voice::Json => {
                let mut value = json!(summary);
                if let Some(object) = value.as_object_mut() {
                    object.insert("standing".to_owned(), json!(standing));
                    object.insert("refused".to_owned(), json!(refused));
                    object.insert("unread".to_owned(), failures.iter().map(Failure::to_json).collect());
                }
                output::print_json(&value)?;
            }
            Voice::Human => {
                let mut lines = Labelled::default();
                lines.line("store", format!("`{}`", name.display()));
                lines.line("imported", counted(summary.imported, "new report", "new reports"));
                if summary.enriched > 0 {
                    lines.line("enriched", format!("{} of which this copy shows more", counted(summary.enriched, "report", "reports")));
                }
                if summary.statements > 0 {
                    lines.line("statements", counted(summary.statements, "new statement", "new statements"));
                }
                if summary.progress_reports > 0 {
                    lines.line("progress", counted(summary.progress_reports, "new progress report", "new progress reports"));
                }
                if summary.unchanged > 0 {
                    lines.line("unchanged", format!("{} that the store had already", counted(summary.unchanged, "document", "documents")));
                }
                if summary.withdrawn > 0 {
                    let what = counted(summary.withdrawn, "report", "reports");
                    lines.line("withdrawn", styled(BAD, format!("{what} that this trust list no longer lets stand")));
                }
                if standing.changed > 0 {
                    lines.line(
                        "standing",
                        format!("{} of {} changed", grouped(standing.changed), counted(standing.reports, "report", "reports")),
                    );
                }
                for why in &opened.unusable {
                    lines.line("status list", why);
                }
                if summary.quarantined > 0 {
                    lines.line("quarantined", styled(BAD, counted(summary.quarantined, "document", "documents")));
                }
                output::print(lines)?;
                if !refused.is_empty() {
                    output::print(list(&refused))?;
                }
                failures.iter().for_each(|failure| failure.report(voice));
            }
        }
        Ok(exit(summary.quarantined, &failures))
    }
}

/// What could not even be read weighs more than what was refused.
fn exit(quarantined: u64, failures: &[Failure]) -> Exit {
    let unread = failures.iter().map(Failure::exit).max_by_key(|exit| *exit as u8);
    match unread {
        Some(exit) => exit,
        None if quarantined > 0 => Exit::NotVerified,
        None => Exit::Done,
    }
}

/// Returns what the store has in quarantine of these files.
fn refused(store: &Store, files: &[PathBuf]) -> Result<Vec<Quarantined>> {
    let names: HashSet<_> = files.iter().map(|file| sources::name(file, Path::new(""))).collect();
    let mut quarantine = store.quarantine()?;
    quarantine.retain(|refused| names.contains(&refused.source));
    Ok(quarantine)
}

fn list(refused: &[Quarantined]) -> String {
    let line = |refused: &Quarantined| format!("  {}: {} {}", refused.source, refused.reason, styled(FAINT, format!("[{}]", refused.code)));
    refused.iter().map(line).collect::<Vec<_>>().join("\n")
}
