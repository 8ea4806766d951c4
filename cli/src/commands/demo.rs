//! `demo`: the whole way from an export to what a buyer looks at, in one folder.

mod bundled;
mod decide;
mod exchange;
mod folder;
mod make;
mod portfolio;
mod readme;
mod server;
mod tale;

use std::path::{Path, PathBuf};
use std::time::Instant;

use betterwork::{View, redact, verify};
use serde_json::json;

use self::folder::Folder;
use self::make::{Keys, Source};
use self::portfolio::Portfolio;
use self::tale::{Tale, name};
use crate::exit::Exit;
use crate::failure::{Failure, Result};
use crate::io::{self, Mode};
use crate::output::{self, BOLD, FAINT, Voice, styled};
use crate::random::SystemRandom;

/// Show the whole way in one folder: sign, publish, sync, query and decide, with synthetic reports
///
/// Makes keys and a test trust list, reads the bundled synthetic STAR export, signs all its reports, publishes them as an
/// exchange of static files, syncs a database with it over HTTP on this machine, which verifies every report, rejects a forgery, redacts a view, prints what a buyer would look at, and decides which
/// factories must still be audited.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
The folder must be new, empty, or made by the demo before; its README says what each file is.

Examples:
  betterwork demo
  betterwork demo --out /tmp/mine --star my-export/")]
pub(crate) struct Demo {
    /// The folder that the demo makes
    #[arg(long, value_name = "DIR", default_value = "betterwork-demo")]
    out: PathBuf,
    /// Work on this STAR export instead of the bundled one
    #[arg(long, value_name = "DIR")]
    star: Option<PathBuf>,
}

impl Demo {
    pub(crate) fn run(&self, voice: Voice) -> Result<Exit> {
        let began = Instant::now();
        let tale = Tale { voice };
        let mut random = SystemRandom::seeded()?;
        let folder = Folder::begin(&self.out)?;
        let path = folder.path();

        let source = self.read(path)?;
        tale.title(source.at)?;
        let keys = Keys::make(&mut random, path)?;
        let trust = source.trust(&keys, path)?;
        tale.trust(&trust)?;
        let (signed, status, status_file) = source.sign(&keys, &trust, &mut random, path, voice)?;
        tale.signed(&signed.summary)?;

        let reports: Vec<_> = signed.reports.iter().map(|(file, _)| file.clone()).collect();
        let first = reports.first().ok_or_else(|| Failure::input_output("no_reports", "the export has no report that can be signed"))?;
        let token = io::read(&status_file, betterwork::trust::MAX_STATUS_LIST_BYTES)?;
        let published = exchange::publish(path, &reports, &token, (keys.feed, keys.status), source.at)?;
        tale.published(&published)?;
        let (synced, address) = exchange::sync_over_http(path, &trust, &mut random, source.at, voice)?;
        tale.synced(&synced, &address)?;
        let mut portfolio = Portfolio::open(path, &trust, &status, source.at)?;

        let (original, forgery) = make::forge(&reports)?;
        let forged = path.join("forged.sdjwt");
        io::write(&forged, forgery.token.as_bytes(), Mode::Replace)?;
        let Err(refusal) = verify(forgery.token.as_bytes(), &trust, &status, source.at) else {
            return Err(Failure::usage("the forgery was not rejected, which is a fault of this program: please report it"));
        };
        portfolio.import(&[forged], voice)?;
        tale.forged(original, forgery.what, &refusal)?;

        let view = redact(&io::read(first, io::MAX_DOCUMENT_BYTES)?, &View::Public)?;
        io::write(&path.join("public-view.sdjwt"), view.as_bytes(), Mode::Replace)?;
        let view = verify(view.as_bytes(), &trust, &status, source.at)?;
        tale.redacted(first, &view)?;

        let figures = portfolio.figures()?;
        tale.step(7, "What a buyer looks at")?;
        tale.say(figures.to_string())?;
        let decided = decide::decide(path, self.star.as_deref(), &trust, &status, source.at)?;
        tale.step(8, "Which factories must still be audited")?;
        tale.say(decided.to_string())?;
        let contents = readme::Contents { at: source.at, report_count: reports.len(), example: &name(first), star: self.star.as_deref() };
        io::write(&path.join("README.md"), readme::text(&contents).as_bytes(), Mode::Replace)?;
        let example = name(first);
        folder.finish()?;

        match voice {
            Voice::Json => output::print_json(&json!({
                "out": self.out, "at": source.at.to_string(), "summary": signed.summary, "exchange": {"address": address, "size": published.size, "root": published.root}, "sync": synced, "portfolio": figures.json(), "decisions": decided.totals,
                "forgery": {"code": refusal.kind().code(), "message": refusal.to_string()},
                "public_view": {"digest": view.digest(), "disclosure": view.disclosure()},
            }))?,
            Voice::Human => output::print(self.ending(&example, &source.at.day().to_string(), began.elapsed().as_secs_f64()))?,
        }
        Ok(Exit::Done)
    }

    fn read(&self, path: &Path) -> Result<Source> {
        if let Some(star) = &self.star {
            return Source::read(star);
        }
        let bundled = path.join("star-export");
        bundled::write(&bundled)?;
        Source::read(&bundled)
    }

    fn ending(&self, example: &str, day: &str, took: f64) -> String {
        let out = self.out.display();
        let commands = [
            format!("betterwork verify {out}/reports/{example} --trust {out}/trust.json --status {out}/status --at {day}"),
            format!("betterwork show {out}/reports/{example} --trust {out}/trust.json"),
            format!("betterwork query non_compliances --store {out}/reports.db --cluster working_time"),
            format!(
                "betterwork decide {out}/reports/{example} --policy {out}/policy.json --crosswalk {out}/crosswalk.json \
                 --trust {out}/trust.json --status {out}/status --at {day}"
            ),
        ];
        format!(
            "\nAll of it is in {} {}\n\nGo on with:\n  {}",
            styled(BOLD, format!("{out}/")),
            styled(FAINT, format!("(made in {took:.1} s; its README.md says what each file is)")),
            commands.join("\n  ")
        )
    }
}
