//! `show`: a verified report for a reader.

use std::path::{Path, PathBuf};

use betterwork::report::{Assessment, Facility};
use betterwork::{VerifiedReport, one_line};
use betterwork_exchange::store::Store;
use serde::Serialize;

use super::show_points::Reading;
use super::show_said::Said;
use super::verify;
use super::{show_plans, show_points, show_progress};
use crate::exit::{Exit, StatusDemand};
use crate::facilities;
use crate::failure::{Failure, Result};
use crate::io::{self, Mode};
use crate::output::{self, BOLD, CAUTION, Labelled, Voice, counted, grouped, styled};
use crate::page;
use crate::trusted::{Against, Opened};
use crate::words;

/// Print a report for a reader, after verifying it
///
/// Shows the facility, the visit, every compliance point with its result and its non-compliant findings, and
/// what is withheld; of a progress report, what became of publicly reported findings. A report that does not verify is
/// not shown.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  betterwork show acme.sdjwt --trust trust.json
  betterwork show acme.sdjwt --trust trust.json --all --evidence --language vi,en
  betterwork show acme.sdjwt --trust trust.json --statement response.jwt
  betterwork show --store reports.db --facility VN-1000 --trust trust.json --status status/
  betterwork show progress.sdjwt --about acme.sdjwt --trust trust.json
  betterwork show acme.sdjwt --trust trust.json --status status/ --html acme.html --element target/wasm/package")]
pub(crate) struct Show {
    /// The signed report (.sdjwt), an assessment or a progress report, or - for standard input
    #[arg(value_name = "REPORT", required_unless_present = "store")]
    file: Option<PathBuf>,
    /// Take the newest report of a facility from this store, with what others say of it there
    #[arg(long, value_name = "DB", value_parser = crate::io::store_path(), requires = "facility", conflicts_with = "file")]
    store: Option<PathBuf>,
    /// The facility, by its id in the reports (`sub`), or the last part of it, such as VN-1000
    #[arg(long, value_name = "ID", requires = "store")]
    facility: Option<String>,
    /// A statement about the report, shown with it; one that does not verify is shown as that. May be given several times
    #[arg(long, value_name = "FILE", conflicts_with = "store")]
    statement: Vec<PathBuf>,
    /// A progress report about the report, shown with it. May be given several times
    #[arg(long, value_name = "FILE", conflicts_with = "store")]
    progress_report: Vec<PathBuf>,
    /// Of a progress report: the assessment report that it must follow up
    #[arg(long, value_name = "REPORT")]
    about: Option<PathBuf>,
    #[command(flatten)]
    against: Against,
    /// End with 4 also where nobody can say whether the report still stands
    #[arg(long)]
    require_status: bool,
    /// Print every finding, not the non-compliant ones alone
    #[arg(long)]
    all: bool,
    /// Print the evidence below its finding
    #[arg(long)]
    evidence: bool,
    /// Languages of the reader, best first: `en` where none is named, and in a page those of the browser
    #[arg(long, value_name = "TAGS", value_delimiter = ',')]
    language: Vec<String>,
    /// Write a page with the report to this file, or to - for standard output: one file, which verifies the report
    /// again in the browser that opens it, without any network. It shows all that the report holds: keep it as you keep the report
    #[arg(long, value_name = "FILE", requires = "element", conflicts_with_all = ["store", "progress_report", "about"])]
    html: Option<PathBuf>,
    /// The folder of the npm package @betterwork/report, whose element the page shows (`cargo xtask package wasm` makes
    /// it as target/wasm/package)
    #[arg(long, value_name = "FOLDER", requires = "html")]
    element: Option<PathBuf>,
}

impl Show {
    pub(crate) fn run(&self, voice: Voice) -> Result<Exit> {
        let languages: Vec<_> = if self.language.is_empty() { vec!["en"] } else { self.language.iter().map(String::as_str).collect() };
        let mut reading = Reading { languages: &languages, all: self.all, evidence: self.evidence, said: Said::default() };
        if let (Some(path), Some(facility)) = (&self.store, &self.facility) {
            verify::refuse_about(self.about.as_deref())?;
            let opened = self.against.open()?;
            let store = Store::open_read_only(path)?;
            let verified = facilities::newest_report(&store, facility, &opened)?;
            reading.said = Said::of_store(&store, &verified, &opened)?;
            return self.tell(&verified, &reading, voice);
        }
        let Some(file) = &self.file else { return Err(Failure::usage("name a report, or a store and a facility")) };
        let beside = self.statement.iter().chain(&self.progress_report).chain([file]).map(PathBuf::as_path);
        let opened = self.against.open_beside(&beside.collect::<Vec<_>>())?;
        let bytes = io::read(file, io::MAX_DOCUMENT_BYTES)?;
        if verify::is_progress_report(&bytes) {
            if !self.statement.is_empty() || !self.progress_report.is_empty() {
                let advice = "name the assessment report, and this one with `--progress-report`";
                return Err(Failure::usage("statements and progress reports are about assessment reports").advise(advice));
            }
            let (verified, about) = verify::progress(file, &bytes, self.about.as_deref(), &opened)?;
            match voice {
                Voice::Json => output::print_json(&verified)?,
                Voice::Human => output::print(show_progress::text(&verified, about.as_ref(), &reading))?,
            }
            return Ok(Exit::of_standing(verified.standing(), self.demand()));
        }
        let verified = verify::verified(file, &bytes, &opened)?;
        verify::refuse_about(self.about.as_deref())?;
        if let (Some(out), Some(element)) = (&self.html, &self.element) {
            return self.write_page(out, element, &verified, bytes, &opened);
        }
        reading.said = Said::of_files(&self.statement, &self.progress_report, &verified, &opened)?;
        self.tell(&verified, &reading, voice)
    }

    /// Writes the page; the exit says how the report stands, as without one.
    fn write_page(&self, out: &Path, element: &Path, verified: &VerifiedReport, report: Vec<u8>, opened: &Opened) -> Result<Exit> {
        let paths = self.against.paths();
        let statements = self.statement.iter().map(PathBuf::as_path);
        io::refuse_onto(out, paths.iter().map(PathBuf::as_path).chain(statements).chain(self.file.as_deref()))?;
        if paths.iter().chain(&self.statement).any(|path| io::is_standard(path)) {
            return Err(Failure::usage("a page takes lists and statements from files, not from standard input").advise("name the files"));
        }
        Said::of_files(&self.statement, &[], verified, opened)?.check_withheld()?;
        let read = |path: &Path| io::read(path, io::MAX_DOCUMENT_BYTES);
        let documents = page::report::Documents {
            report,
            trust: read(self.against.trust_path())?,
            status: self.against.status_paths().iter().map(|path| read(path)).collect::<Result<_>>()?,
            statements: self.statement.iter().map(|path| read(path)).collect::<Result<_>>()?,
        };
        let root = &opened.trust.payload().root;
        let html = page::report::report(&one_line(&verified.report().facility.name), element, root, &self.language, &documents)?;
        io::write(out, html.as_bytes(), Mode::Replace)?;
        Ok(Exit::of_standing(verified.standing(), self.demand()))
    }

    fn tell(&self, verified: &VerifiedReport, reading: &Reading<'_>, voice: Voice) -> Result<Exit> {
        let exit = Exit::of_standing(verified.standing(), self.demand());
        if voice == Voice::Json {
            output::print_json(&WithSaid { verified, said: &reading.said })?;
            return Ok(exit);
        }
        let report = verified.report();
        let mut parts = vec![
            format!("{}\n{}", verify::headline(report), verify::genuine(verified.signer().test)),
            answers(verified).to_string(),
            format!("{}\n{}", styled(BOLD, "Facility"), facility(&report.facility)),
            format!("{}\n{}", styled(BOLD, "Visit"), visit(&report.assessment, reading)),
        ];
        parts.extend(show_points::clusters(report, reading));
        parts.extend(show_plans::of_assessment(report, reading));
        parts.extend(reading.said.rest(report, reading));
        parts.extend(withheld(verified));
        output::print(parts.join("\n\n"))?;
        Ok(exit)
    }

    fn demand(&self) -> StatusDemand {
        if self.require_status { StatusDemand::Required } else { StatusDemand::Optional }
    }
}

/// A verification result, and beside it what others say.
#[derive(Serialize)]
struct WithSaid<'a> {
    #[serde(flatten)]
    verified: &'a VerifiedReport,
    #[serde(flatten)]
    said: &'a Said,
}

/// The separate answers, short: a reader should not have to look for them elsewhere.
fn answers(verified: &VerifiedReport) -> Labelled {
    let mut lines = Labelled::default();
    let (signer, age) = (verified.signer(), verified.age());
    lines.line("signed by", format!("{}, {}", signer.name, verified.document().iat.day()));
    lines.line("assessed", format!("{}, {}", age.since_on, words::days_ago(age.days)));
    lines.line("standing", words::standing(verified.standing()));
    lines.line("disclosure", words::disclosure(verified.disclosure()));
    lines
}

fn facility(facility: &Facility) -> Labelled {
    let mut lines = Labelled::default();
    let withheld = || styled(CAUTION, "withheld");
    lines.line("name", one_line(&facility.name)).line("country", facility.country);
    for identifier in &facility.identifiers {
        lines.line(&one_line(&identifier.scheme.replace('_', " ")), one_line(&identifier.value));
    }
    if let Some(industry) = &facility.industry {
        lines.line("industry", format!("ISIC {}", industry.isic));
    }
    match &facility.address {
        None => _ = lines.line("address", withheld()),
        Some(address) => {
            let places = [&address.locality, &address.region, &address.postal_code];
            let parts: Vec<_> = address.lines.iter().chain(places.into_iter().flatten()).map(|text| text.as_str()).collect();
            said(&mut lines, "address", parts.join(", "));
        }
    }
    match &facility.coordinates {
        None => _ = lines.line("coordinates", withheld()),
        Some(place) => {
            let parts: Vec<_> = [&place.latitude, &place.longitude].into_iter().flatten().map(|degrees| degrees.as_str()).collect();
            said(&mut lines, "coordinates", parts.join(", "));
        }
    }
    match &facility.ownership {
        None => _ = lines.line("owner", withheld()),
        Some(owner) => {
            let parts = owner.parent_company.iter().map(ToString::to_string).chain(owner.country.map(|country| country.to_string()));
            said(&mut lines, "owner", parts.collect::<Vec<_>>().join(", "));
        }
    }
    match &facility.operations {
        None => _ = lines.line("operations", withheld()),
        Some(operations) => {
            let joined = |list: &[betterwork::Text]| list.iter().map(|text| text.as_str()).collect::<Vec<_>>().join(", ");
            said(&mut lines, "products", joined(&operations.products));
            said(&mut lines, "customers", joined(&operations.customers));
            said(&mut lines, "since", operations.began_year.map(|year| year.to_string()).unwrap_or_default());
        }
    }
    match &facility.workforce {
        None => _ = lines.line("workers", withheld()),
        Some(workers) => {
            let counts = [
                (workers.total_count, "in all"),
                (workers.women_count, "women"),
                (workers.men_count, "men"),
                (workers.migrant_count, "migrants"),
            ];
            let parts = counts.iter().filter_map(|(count, who)| count.map(|count| format!("{} {who}", grouped(count))));
            said(&mut lines, "workers", parts.collect::<Vec<_>>().join(", "));
        }
    }
    lines
}

fn visit(visit: &Assessment, reading: &Reading<'_>) -> Labelled {
    let mut lines = Labelled::default();
    let days = visit.ended_on.filter(|ended_on| *ended_on != visit.started_on);
    match days {
        Some(ended_on) => lines.line("days", format!("{} to {ended_on}", visit.started_on)),
        None => lines.line("day", visit.started_on),
    };
    lines.line("assessment", format!("{}, cycle {}, {}", visit.id, visit.cycle, visit.r#type));
    lines.line("tool", format!("{} {}", visit.tool.id, visit.tool.version));
    if let Some(announced) = visit.announced {
        lines.line("announced", if announced { "yes" } else { "no" });
    }
    if let Some(count) = visit.assessor_count {
        lines.line("assessors", grouped(count));
    }
    if let Some(days) = &visit.person_days {
        lines.line("work", format!("{} person-days", days.as_str()));
    }
    let Some(process) = &visit.process else {
        lines.line("process", styled(CAUTION, "withheld"));
        return lines;
    };
    if let Some(restricted) = process.access_restricted {
        lines.line("access", if restricted { styled(CAUTION, "unreasonably restricted") } else { "not restricted".to_owned() });
    }
    if let Some(in_time) = process.documents_in_time {
        lines.line("documents", if in_time { "in time".to_owned() } else { styled(CAUTION, "not in time") });
    }
    let interviews = [
        (process.managers_interviewed_count, "manager", "managers"),
        (process.workers_interviewed_count, "worker", "workers"),
        (process.union_representatives_interviewed_count, "union representative", "union representatives"),
    ];
    let parts = interviews.iter().filter_map(|(count, one, many)| count.map(|count| counted(count, one, many)));
    said(&mut lines, "interviewed", parts.collect::<Vec<_>>().join(", "));
    for concern in &process.concerns {
        lines.line("concern", styled(CAUTION, one_line(concern.best(reading.languages))));
    }
    for practice in &process.good_practices {
        lines.line("good practice", one_line(practice.best(reading.languages)));
    }
    lines
}

/// Says once more, at the end, that something is missing.
fn withheld(verified: &VerifiedReport) -> Option<String> {
    let betterwork::Disclosure::Partial { findings, members } = verified.disclosure() else { return None };
    let (findings, members) = (counted(*findings, "finding", "findings"), counted(*members, "member", "members"));
    Some(styled(CAUTION, format!("Not shown in this view: {findings} and {members}, as marked above.")))
}

/// Adds a line only where there is something to say.
fn said(lines: &mut Labelled, label: &str, text: String) {
    if !text.is_empty() {
        lines.line(label, text);
    }
}
