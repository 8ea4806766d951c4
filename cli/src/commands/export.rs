//! `export`: verified reports in the form of other systems.

use std::path::{Path, PathBuf};

use betterwork::VerifiedReport;
use betterwork::analysis::export::{Coupa, Did, Dynamics, Export as Form, Format, Slcp, Target, Untp};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use serde_json::json;

use super::export_tables;
use crate::clock::Instant;
use crate::exit::Exit;
use crate::failure::{Failure, Result};
use crate::io;
use crate::output::{self, CAUTION, FAINT, Labelled, Voice, counted, styled};
use crate::progress;
use crate::reports::{Origin, Reports};
use crate::trusted::Against;
use crate::whole_file::WholeFile;

/// Write reports in the form of another system
///
/// Every report is verified again from its signed bytes. Each form keeps a date and a status and loses most of the
/// rest, the signature too, so it carries the digest of the signed original: keep that one. A report that was
/// withdrawn says so and is never `valid`. No grade, score or expiry is made up; what only you know is an option.
///
/// With --format it writes the tables of a store instead, row by row as they stand and without verifying again: for
/// data frames and warehouses. The folder must be new or empty.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
A UNTP credential is not signed: it is yours once you sign it, as its issuer. The protocol asks \
for a JOSE proof by a did:web.
In CSV, a text that a spreadsheet would take for a formula has an apostrophe before it.
What is withheld stays empty; the counts of it say how much.
One named file gives one JSON object; more of them, a folder or a store give a JSON array.
Ends with 1 where a report does not verify; the others are exported.

Examples:
  betterwork export --to csv acme.sdjwt --trust trust.json --status status/
  betterwork export --to coupa acme.sdjwt --trust trust.json --status status/ --supplier-id 4711
  betterwork export --to dynamics --store reports.db --trust trust.json --status status/ \\
    --out certifications.csv
  betterwork export --format parquet --store reports.db --out tables/
  betterwork export --to untp acme.sdjwt --trust trust.json --status status/ \\
    --issuer-did did:web:buyer.example --issuer-name \"Buyer\"")]
pub(crate) struct Export {
    /// The form
    #[arg(long, value_name = "TARGET", value_parser = target_parser(), required_unless_present = "format", conflicts_with = "format")]
    to: Option<Target>,
    #[command(flatten)]
    tables: export_tables::Options,
    #[command(flatten)]
    origin: Origin,
    /// Trust list: who may sign. It is trusted because you name it; see --root
    #[arg(long, value_name = "FILE", required_unless_present = "format")]
    trust: Option<PathBuf>,
    /// Accept the trust list only if its root has this fingerprint (`betterwork trust show`)
    #[arg(long, value_name = "FINGERPRINT")]
    root: Option<String>,
    /// Status list, or a folder of them: which reports still stand. May be given several times
    #[arg(long, value_name = "FILE")]
    status: Vec<PathBuf>,
    #[command(flatten)]
    instant: Instant,
    /// Where it is written; standard output unless said otherwise. With --format the folder that is made
    #[arg(long, value_name = "FILE", default_value = "-", hide_default_value = true)]
    out: PathBuf,
    #[command(flatten)]
    said: Said,
}

/// What only the user knows.
#[derive(clap::Args, Debug)]
#[command(next_help_heading = "What only you know")]
struct Said {
    /// untp: the DID of whoever will sign the credential
    #[arg(long, value_name = "DID", value_parser = did)]
    issuer_did: Option<Did>,
    /// untp: their name
    #[arg(long, value_name = "NAME")]
    issuer_name: Option<String>,
    /// untp: where the signed original can be fetched
    #[arg(long, value_name = "URL")]
    original_url: Option<String>,
    /// dynamics: the vendor's account number; for reports of one factory
    #[arg(long, value_name = "NUMBER")]
    vendor_account: Option<String>,
    /// dynamics: the certification type, as it is set up there
    #[arg(long, value_name = "CODE")]
    certification_type: Option<String>,
    /// coupa: the supplier's id; for reports of one factory
    #[arg(long, value_name = "ID")]
    supplier_id: Option<String>,
    /// coupa: the type of artefact, as it is set up there; `Assessment report` unless said otherwise
    #[arg(long, value_name = "TYPE")]
    artifact_type: Option<String>,
    /// coupa: its sub-type
    #[arg(long, value_name = "TYPE")]
    artifact_meta_type: Option<String>,
    /// slcp: the step of SLCP, in its words
    #[arg(long, value_name = "STEP")]
    slcp_step: Option<String>,
}

impl Export {
    pub(crate) fn run(&self, voice: Voice) -> Result<Exit> {
        let (Some(to), Some(trust)) = (self.to, &self.trust) else {
            return self.tables.run(self.origin.store(), &self.out, voice);
        };
        let form = self.said.form(to)?;
        if voice == Voice::Json && io::is_standard(&self.out) {
            return Err(Failure::usage("`--json` prints what was done, so the export itself needs `--out FILE`"));
        }
        let reports = self.origin.open()?;
        let against = Against::new(trust.clone(), self.root.clone(), self.status.clone(), self.instant);
        against.check_standard(&self.origin.files().collect::<Vec<_>>())?;
        io::refuse_onto(&self.out, against.paths().iter().map(PathBuf::as_path).chain(reports.files()).chain(self.origin.store()))?;
        let opened = against.open()?;
        let bar = progress::bar(voice, "exporting", reports.len() as u64);
        let mut sheet = Sheet::begin(&form, &reports, &self.out)?;
        let failures = reports.each(&opened, &bar, |verified| {
            self.said.check_one_facility(&mut sheet.facility, verified)?;
            sheet.add(verified)
        })?;
        bar.finish_and_clear();
        let exit = failures.iter().map(Failure::exit).max_by_key(|exit| *exit as u8).unwrap_or(Exit::Done);
        if reports.is_one_file() && !failures.is_empty() {
            return failures.into_iter().next().map_or(Ok(exit), Err);
        }
        self.tell(voice, to, sheet.finish()?, &failures, &opened.unusable)?;
        Ok(exit)
    }
}

impl Export {
    fn tell(&self, voice: Voice, to: Target, done: Done, failures: &[Failure], unusable: &[String]) -> Result<()> {
        if voice == Voice::Json {
            return output::print_json(&json!({
                "target": to.code(), "out": self.out, "reports": done.reports, "not_verified": failures.iter().map(Failure::to_json).collect::<Vec<_>>(),
                "withdrawn": done.withdrawn, "standing_unknown": done.unknown, "losses": to.losses(),
            }));
        }
        let mut lines = Labelled::default();
        lines.line("exported", format!("{} as {}", counted(done.reports, "report", "reports"), to.name()));
        if done.withdrawn > 0 {
            lines.line("withdrawn", styled(CAUTION, format!("{}, and the export says so", counted(done.withdrawn, "report", "reports"))));
        }
        if done.unknown > 0 {
            lines.line("standing", styled(CAUTION, format!("unknown of {} (`--status FILE`)", counted(done.unknown, "report", "reports"))));
        }
        unusable.iter().for_each(|why| _ = lines.line("status list", styled(CAUTION, why)));
        lines.line("lost", styled(FAINT, to.losses().join("; ")));
        if io::is_standard(&self.out) {
            output::complain(lines);
        } else {
            lines.line("written", format!("`{}`", self.out.display()));
            output::print(lines)?;
        }
        failures.iter().for_each(|failure| failure.report(voice));
        Ok(())
    }
}

impl Said {
    /// Returns the form with what the user said about it; refuses what is about another form.
    fn form(&self, to: Target) -> Result<Form> {
        let options = [
            ("--issuer-did", Target::Untp, self.issuer_did.is_some()),
            ("--issuer-name", Target::Untp, self.issuer_name.is_some()),
            ("--original-url", Target::Untp, self.original_url.is_some()),
            ("--vendor-account", Target::Dynamics, self.vendor_account.is_some()),
            ("--certification-type", Target::Dynamics, self.certification_type.is_some()),
            ("--supplier-id", Target::Coupa, self.supplier_id.is_some()),
            ("--artifact-type", Target::Coupa, self.artifact_type.is_some()),
            ("--artifact-meta-type", Target::Coupa, self.artifact_meta_type.is_some()),
            ("--slcp-step", Target::Slcp, self.slcp_step.is_some()),
        ];
        if let Some((option, of, _)) = options.iter().find(|(_, of, given)| *given && *of != to) {
            return Err(Failure::usage(format!("`{option}` is for `--to {}`, not for `--to {}`", of.code(), to.code())));
        }
        let text = |option: &Option<String>| option.as_deref().map(Into::into);
        Ok(match to {
            Target::Untp => {
                let (Some(did), Some(name)) = (&self.issuer_did, &self.issuer_name) else {
                    return Err(Failure::usage(
                        "a credential names who issues it: `--to untp` needs `--issuer-did DID --issuer-name NAME`",
                    )
                    .advise("whoever signs the credential is its issuer; the programme signed the original"));
                };
                let mut untp = Untp::new(did.clone(), name.as_str());
                untp.original_url = text(&self.original_url);
                Form::Untp(untp)
            }
            Target::Dynamics => {
                let mut dynamics = Dynamics::default();
                (dynamics.vendor_account, dynamics.certification_type) = (text(&self.vendor_account), text(&self.certification_type));
                Form::Dynamics(dynamics)
            }
            Target::Coupa => {
                let mut coupa = Coupa::default();
                (coupa.artifact_type, coupa.artifact_meta_type) = (text(&self.artifact_type), text(&self.artifact_meta_type));
                coupa.supplier_id = text(&self.supplier_id);
                Form::Coupa(coupa)
            }
            Target::OpenSupplyHub => Form::OpenSupplyHub,
            Target::Slcp => {
                let mut slcp = Slcp::default();
                slcp.step = text(&self.slcp_step);
                Form::Slcp(slcp)
            }
            _ => Form::Csv,
        })
    }

    /// Refuses to give one supplier's number to the reports of several factories.
    fn check_one_facility(&self, facility: &mut Option<String>, verified: &VerifiedReport) -> Result<()> {
        let option = match (&self.supplier_id, &self.vendor_account) {
            (Some(_), _) => "--supplier-id",
            (_, Some(_)) => "--vendor-account",
            _ => return Ok(()),
        };
        let sub = verified.document().sub.as_str();
        match facility.get_or_insert_with(|| sub.to_owned()) == sub {
            true => Ok(()),
            false => Err(Failure::usage(format!("`{option}` names one supplier, and these are reports of several factories"))
                .advise("export the reports of one factory at a time, or leave the option out")),
        }
    }
}

/// The export as it grows.
struct Sheet<'a> {
    form: &'a Form,
    out: WholeFile,
    /// Whether JSON objects stand in an array.
    is_array: bool,
    done: Done,
    /// Of which factory the reports are, where it matters.
    facility: Option<String>,
}

/// What was exported.
#[derive(Clone, Copy, Default)]
struct Done {
    reports: u64,
    withdrawn: u64,
    unknown: u64,
}

impl<'a> Sheet<'a> {
    fn begin(form: &'a Form, reports: &Reports, out: &Path) -> Result<Self> {
        let is_array = form.target().format() == Format::Json && !reports.is_one_file();
        Ok(Sheet { form, out: WholeFile::begin(out)?, is_array, done: Done::default(), facility: None })
    }

    fn add(&mut self, verified: &VerifiedReport) -> Result<()> {
        let before = match self.done.reports {
            0 => self.opening(),
            _ if self.is_array => ",\n".to_owned(),
            _ => String::new(),
        };
        self.out.write(&before)?;
        self.out.write(&self.form.of(verified))?;
        self.done.reports += 1;
        match verified.standing().value.code() {
            "valid" => {}
            "unknown" => self.done.unknown += 1,
            _ => self.done.withdrawn += 1,
        }
        Ok(())
    }

    fn opening(&self) -> String {
        let bracket = if self.is_array { "[\n" } else { "" };
        self.form.heading().unwrap_or_else(|| bracket.to_owned())
    }

    fn finish(mut self) -> Result<Done> {
        if self.done.reports == 0 {
            self.out.write(&self.opening())?;
        }
        let end = match self.form.target().format() {
            Format::Csv => "",
            Format::Json if self.is_array => "\n]\n",
            Format::Json => "\n",
        };
        self.out.write(end)?;
        self.out.finish()?;
        Ok(self.done)
    }
}

fn target_parser() -> impl TypedValueParser<Value = Target> {
    let values = Target::ALL.iter().map(|target| PossibleValue::new(target.code()).help(target.name()));
    PossibleValuesParser::new(values).map(|code| Target::ALL.iter().copied().find(|target| target.code() == code).unwrap_or(Target::Csv))
}

fn did(text: &str) -> Result<Did, String> {
    Did::parse(text).map_err(|error| error.to_string())
}
