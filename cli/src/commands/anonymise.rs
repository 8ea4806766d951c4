//! `anonymise`: a data set for researchers, in which no factory can be recognised.

use std::path::{Path, PathBuf};

use betterwork::analysis::anonymise::{DEFAULT_K, Key, LEAST_K, Plan, PublicFindings, Rules, Suppressed, Survey, TABLES, readme};
use betterwork::analysis::table::Table;
use betterwork::seal::RandomSource;
use betterwork::{Digest, StandingValue};
use betterwork_exchange::sink::{Format, SinkError, TableSink};
use betterwork_exchange::store::Store;
use serde::Serialize;
use serde_json::{Value, json};
use zeroize::Zeroizing;

use crate::exit::Exit;
use crate::failure::{Failure, Result};
use crate::io::{self, Mode};
use crate::output::{self, CAUTION, Labelled, Voice, counted, grouped, styled};
use crate::progress;
use crate::random::SystemRandom;
use crate::reports;
use crate::trusted::{Against, Opened};
use crate::whole_folder::WholeFolder;

/// Make an anonymised data set of a store, for researchers
///
/// Writes assessments and findings as CSV and Parquet, with a data dictionary and a count of what was suppressed.
/// There is no name, place, owner, customer or free text in it; every factory is one of at least K that look alike by
/// country, sector, size, cycle and year, and has a pseudonym that only the key can tell.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Every report is verified again from its signed bytes; one that does not verify is left out, and the command ends with 1.
The folder must be new or empty. It appears once it is complete.
The key has 32 bytes, as they are or as 64 hexadecimal digits. One key gives one pseudonym for a \
factory in every data set: keep it secret, and use another one for another audience.

Examples:
  betterwork anonymise --store reports.db --trust trust.json --status status/ \\
    --key research.key --new-key --out research/
  betterwork anonymise --store reports.db --trust trust.json --status status/ \\
    --key research.key --out research-2/ --k 10 --format parquet")]
pub(crate) struct Anonymise {
    /// The store
    #[arg(long, value_name = "DB", value_parser = crate::io::store_path())]
    store: PathBuf,
    #[command(flatten)]
    against: Against,
    /// The secret key of the pseudonyms
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// Make the key first; its file must not be there yet, and only you can read it
    #[arg(long)]
    new_key: bool,
    /// The folder that is made
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Among how many factories each one must hide
    #[arg(long, value_name = "NUMBER", default_value_t = DEFAULT_K, value_parser = among)]
    k: u64,
    /// How the rows are written
    #[arg(long, value_enum, default_value_t = Formats::Both)]
    format: Formats,
    /// Keep publicly disclosed findings. They are published with factories' names, so whoever compares finds the factories again
    #[arg(long)]
    with_public_findings: bool,
}

/// How rows are written.
#[derive(clap::ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
enum Formats {
    /// Comma-separated values
    Csv,
    /// Apache Parquet
    Parquet,
    /// Both
    Both,
}

impl Anonymise {
    pub(crate) fn run(&self, voice: Voice) -> Result<Exit> {
        let opened = self.against.open()?;
        let store = Store::open_read_only(&self.store)?;
        let folder = WholeFolder::begin(&self.out)?;
        let key = if self.new_key { new_key(&self.key)? } else { read_key(&self.key)? };
        let mut rules = Rules::new(self.k);
        if self.with_public_findings {
            rules.public_findings = PublicFindings::Keep;
        }
        let (mut plan, unknown, failures) = self.survey(&store, &opened, Survey::new(key, rules.clone()), voice)?;
        self.write_rows(&store, &opened, &mut plan, &folder, voice)?;
        let suppressed = plan.suppressed();
        let is_test = opened.trust.is_test();
        let dictionary = Dictionary { k: rules.k, public_findings: self.with_public_findings, test: is_test, tables: TABLES };
        folder.write("dictionary.json", &pretty(&dictionary)?)?;
        folder.write("suppressed.json", &pretty(&suppressed)?)?;
        folder.write("README.md", &readme(&rules, &suppressed, is_test))?;
        folder.finish()?;
        self.tell(voice, &suppressed, &opened, unknown, &failures)?;
        Ok(failures.iter().map(Failure::exit).max_by_key(|exit| *exit as u8).unwrap_or(Exit::Done))
    }

    /// The first pass.
    fn survey(&self, store: &Store, opened: &Opened, mut survey: Survey, voice: Voice) -> Result<(Plan, u64, Vec<Failure>)> {
        let mut unknown = 0;
        let digests = reports::digests(&store.reports()?)?;
        let bar = progress::bar(voice, "surveying", digests.len() as u64);
        let failures = reports::each_stored(store, &digests, opened, &bar, |verified| {
            survey.add(verified);
            unknown += u64::from(verified.standing().value == StandingValue::Unknown);
            Ok(())
        })?;
        bar.finish_and_clear();
        Ok((survey.plan(), unknown, failures))
    }

    /// The second pass, in the order of pseudonyms.
    fn write_rows(&self, store: &Store, opened: &Opened, plan: &mut Plan, folder: &WholeFolder, voice: Voice) -> Result<()> {
        let order: Vec<Digest> = plan.order();
        let bar = progress::bar(voice, "writing", order.len() as u64);
        let mut tables = Vec::new();
        for table in TABLES {
            let mut sinks = Vec::new();
            for format in self.format.all() {
                let file = folder.create(&format!("{}.{}", table.name, format.extension()))?;
                sinks.push(format.begin(table, std::io::BufWriter::new(file)).map_err(failed)?);
            }
            tables.push(sinks);
        }
        let [assessments, findings] = tables.as_mut_slice() else { return Ok(()) };
        for digest in order {
            bar.inc(1);
            let verified = reports::from_store(store, digest, opened)?;
            let Some(rows) = plan.rows(&verified) else { continue };
            add(assessments, &rows.assessment.values())?;
            rows.findings.iter().try_for_each(|row| add(findings, &row.values()))?;
        }
        bar.finish_and_clear();
        tables.into_iter().flatten().try_for_each(TableSink::finish).map_err(failed)
    }

    fn tell(&self, voice: Voice, suppressed: &Suppressed, opened: &Opened, unknown: u64, failures: &[Failure]) -> Result<()> {
        if voice == Voice::Json {
            let failures: Vec<Value> = failures.iter().map(Failure::to_json).collect();
            return output::print_json(
                &json!({"out": self.out, "suppressed": suppressed, "standing_unknown": unknown, "not_verified": failures}),
            );
        }
        let published = suppressed.assessments_published();
        let mut lines = Labelled::default();
        lines.line("written", format!("`{}`", self.out.display()));
        lines.line("assessments", format!("{} of {} reports", grouped(published), grouped(suppressed.reports_read)));
        lines.line("findings", format!("{} of {}", grouped(suppressed.findings_published), grouped(suppressed.findings_read)));
        let hidden = counted(suppressed.assessments_suppressed + suppressed.assessments_older_suppressed, "assessment", "assessments");
        lines.line("suppressed", format!("{hidden}, to hide each factory among {}; more in `suppressed.json`", suppressed.k));
        if published == 0 {
            lines.line("", styled(CAUTION, "nothing is left: there are too few factories that look alike"));
        }
        if unknown > 0 {
            let reports = counted(unknown, "report", "reports");
            lines.line("standing", styled(CAUTION, format!("unknown of {reports} (`--status FILE`): revoked ones could not be left out")));
        }
        opened.unusable.iter().for_each(|why| _ = lines.line("status list", styled(CAUTION, why)));
        if opened.trust.is_test() {
            lines.line("test data", styled(CAUTION, "the trust list is a test list: these are not real reports"));
        }
        output::print(lines)?;
        failures.iter().for_each(|failure| failure.report(voice));
        Ok(())
    }
}

/// What `dictionary.json` says.
#[derive(Serialize)]
struct Dictionary {
    /// Among how many factories each one hides.
    k: u64,
    public_findings: bool,
    /// Whether it is test data.
    test: bool,
    tables: &'static [Table],
}

impl Formats {
    fn all(self) -> &'static [Format] {
        match self {
            Formats::Csv => &[Format::Csv],
            Formats::Parquet => &[Format::Parquet],
            Formats::Both => &[Format::Csv, Format::Parquet],
        }
    }
}

fn add(sinks: &mut [Box<dyn TableSink>], values: &[betterwork::analysis::table::Value<'_>]) -> Result<()> {
    sinks.iter_mut().try_for_each(|sink| sink.row(values)).map_err(failed)
}

fn failed(error: SinkError) -> Failure {
    Failure::input_output("unwritable", error)
}

fn pretty(value: &impl Serialize) -> Result<String> {
    let text = serde_json::to_string_pretty(value).map_err(|error| Failure::input_output("unwritable", error))?;
    Ok(format!("{text}\n"))
}

/// Reads among how many factories each one hides.
fn among(text: &str) -> Result<u64, String> {
    let number = text.parse().map_err(|_| "expected a number of factories, such as 5".to_owned())?;
    if number < LEAST_K { Err(format!("expected at least {LEAST_K}: alone, nobody hides")) } else { Ok(number) }
}

/// Makes a key file that only its owner can read.
fn new_key(path: &Path) -> Result<Key> {
    if io::is_standard(path) {
        return Err(Failure::usage("a secret key is written to a file, never to standard output"));
    }
    let mut bytes = Zeroizing::new([0; Key::BYTES]);
    SystemRandom::seeded()?.fill(&mut *bytes);
    let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    io::write(path, Zeroizing::new(digits + "\n").as_bytes(), Mode::Secret)?;
    Ok(Key::new(*bytes)?)
}

/// Reads a key: 32 bytes, or their 64 hexadecimal digits.
fn read_key(path: &Path) -> Result<Key> {
    let bytes = Zeroizing::new(io::read(path, 1024)?);
    let digits = bytes.trim_ascii();
    let is_hex = digits.iter().all(u8::is_ascii_hexdigit);
    let key: Option<[u8; Key::BYTES]> = match digits.len() {
        64 if is_hex => from_hex(digits),
        // 32 digits are 16 bytes, and too few.
        _ if is_hex => None,
        _ => bytes.as_slice().try_into().ok(),
    };
    let refused = |why: &str| {
        let message = format!("{} is no key of {} bytes, or {} hexadecimal digits{why}", io::name(path), Key::BYTES, 2 * Key::BYTES);
        Failure::from_kind(betterwork::ErrorKind::Malformed, message).advise("`--new-key` makes one")
    };
    Key::new(key.ok_or_else(|| refused(""))?).map_err(|error| refused(&format!(": {error}")))
}

fn from_hex(digits: &[u8]) -> Option<[u8; Key::BYTES]> {
    let digest = Digest::parse(&std::str::from_utf8(digits).ok()?.to_ascii_lowercase()).ok()?;
    Some(*digest.as_bytes())
}
