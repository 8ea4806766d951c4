//! What the demo tells while it works; silent with `--json`.

use std::path::Path;

use betterwork::trust::TrustList;
use betterwork::{Error, Timestamp, VerifiedReport};
use betterwork_exchange::publish::Published;
use betterwork_exchange::star::Summary;
use betterwork_exchange::sync::SyncSummary;

use crate::failure::Result;
use crate::output::{self, BAD, BOLD, CAUTION, FAINT, GOOD, Voice, counted, grouped, styled};
use crate::words;

/// Tells the steps, to people.
pub(super) struct Tale {
    pub(super) voice: Voice,
}

impl Tale {
    pub(super) fn title(&self, at: Timestamp) -> Result<()> {
        let day = at.day();
        self.say(styled(BOLD, format!("betterwork demo, as of {day}")))?;
        self.say(format!("{FAINT}The day is fixed by the data: 28 days after the last visit in it.{FAINT:#}"))?;
        self.say(styled(CAUTION, "Test data: nothing here is real."))
    }

    pub(super) fn trust(&self, trust: &TrustList) -> Result<()> {
        let payload = trust.payload();
        self.step(1, "Keys and trust")?;
        self.line("made a root key, a report key, a status key and a feed key")?;
        self.line(format!("made a test trust list, valid until {}", payload.expires.day()))?;
        self.line(styled(FAINT, format!("root fingerprint {}", payload.root.fingerprint()?)))
    }

    pub(super) fn signed(&self, summary: &Summary) -> Result<()> {
        let rows: u64 = summary.files.iter().map(|file| file.row_count).sum();
        self.step(2, "A STAR export becomes signed reports")?;
        self.line(format!("read {} rows", grouped(rows)))?;
        for (kind, count) in &summary.counts {
            let style = if kind.is_error() { BAD } else { FAINT };
            self.line(styled(style, format!("  {} {}", grouped(*count), kind.heading())))?;
        }
        self.line(format!(
            "signed {} of {}, with {} and {}",
            counted(summary.report_count, "report", "reports"),
            counted(summary.facility_count, "factory", "factories"),
            counted(summary.finding_count, "finding", "findings"),
            counted(summary.evidence_count, "piece of evidence", "pieces of evidence")
        ))
    }

    pub(super) fn published(&self, published: &Published) -> Result<()> {
        self.step(3, "Published as static files")?;
        self.line(format!(
            "exchange/ announces {} in a log, and has a folder for the subscriber `demo`",
            counted(published.size, "report", "reports")
        ))?;
        self.line(styled(FAINT, format!("root of the log {}", published.root)))
    }

    pub(super) fn synced(&self, synced: &SyncSummary, address: &str) -> Result<()> {
        self.step(4, "A buyer syncs")?;
        self.line(format!("from {address}, {} over HTTP, {} KB", counted(synced.requests, "request", "requests"), synced.bytes / 1_000))?;
        self.line(format!(
            "proved that {} are in the log, verified them, and imported all that they show into reports.db",
            counted(synced.imported, "report", "reports")
        ))
    }

    pub(super) fn forged(&self, original: &Path, what: &str, refusal: &Error) -> Result<()> {
        self.step(5, "A forgery")?;
        self.line(format!("a copy of reports/{}, in which {what}:", name(original)))?;
        self.line(format!("{} {refusal} [{}]", styled(BAD.bold(), "rejected:"), refusal.kind().code()))?;
        self.line(styled(FAINT, "the store keeps it in quarantine with that reason, and none of its rows"))
    }

    pub(super) fn redacted(&self, original: &Path, view: &VerifiedReport) -> Result<()> {
        self.step(6, "A redacted view")?;
        self.line(format!("the public view of reports/{}, made without any key:", name(original)))?;
        self.line(format!("{}; {}", styled(GOOD.bold(), "genuine"), words::disclosure(view.disclosure())))
    }

    pub(super) fn step(&self, number: u32, title: &str) -> Result<()> {
        self.say(format!("\n{}", styled(BOLD, format!("{number}  {title}"))))
    }

    pub(super) fn line(&self, text: impl std::fmt::Display) -> Result<()> {
        self.say(format!("   {text}"))
    }

    pub(super) fn say(&self, text: impl std::fmt::Display) -> Result<()> {
        if self.voice == Voice::Json { Ok(()) } else { output::print(text) }
    }
}

/// Returns the name of a file without its folder.
pub(super) fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
