//! `statement`: what a factory, the programme, a committee or a buyer says of a report.

use std::path::{Path, PathBuf};

use betterwork::report::{About, Consent, LanguageMap, Statement as Content, StatementBody, StatementKind};
use betterwork::seal::random_jti;
use betterwork::{VerifiedReport, VerifiedStatement, issue_statement, one_line, verify, verify_statement};
use serde_json::json;

use crate::exit::Exit;
use crate::failure::{Failure, Result};
use crate::io::{self, Mode};
use crate::key_files;
use crate::output::{self, GOOD, Labelled, Voice, styled};
use crate::random::SystemRandom;
use crate::trusted::{Against, Opened};

/// Say something of a report, signed, or check what somebody said of it
///
/// A statement never changes the report: it is a small signed document beside it.
#[derive(clap::Subcommand, Debug)]
pub(crate) enum Statement {
    Issue(Issue),
    Verify(Verify),
}

/// Sign a statement about a report
///
/// Who may say what: the factory, with the key that the report names, responds, claims remediation, disputes and
/// consents; the programme verifies remediation and rules; a committee acknowledges; a buyer accepts or disputes.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  betterwork statement issue acme.sdjwt --trust trust.json --key factory-key.pem \\
      --kind response --question OSH_LIGHTING_3 --text 'The lamps were replaced in May.' --out response.jwt
  betterwork statement issue acme.sdjwt --trust trust.json --key factory-key.pem \\
      --kind consent --subscriber brand-1 --out consent.jwt
  betterwork statement issue acme.sdjwt --trust trust.json --key programme-key.pem \\
      --kind remediation_verified --question OSH_LIGHTING_3 --text 'Seen on a visit.' --out verified.jwt")]
pub(crate) struct Issue {
    /// The signed report
    report: PathBuf,
    /// Secret key of whoever speaks
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// What the statement does
    #[arg(long, value_enum)]
    kind: Kind,
    /// The finding that is meant, by its question; without it, the report as a whole
    #[arg(long, value_name = "QUESTION")]
    question: Option<String>,
    /// What is said
    #[arg(long, required_unless_present = "subscriber", conflicts_with = "subscriber")]
    text: Option<String>,
    /// The language of the text, such as km
    #[arg(long, value_name = "TAG", default_value = "en")]
    language: String,
    /// Who may see the report, in a consent: the subscriber's name in the exchange
    #[arg(long, value_name = "NAME")]
    subscriber: Option<String>,
    /// Which view the subscriber may see
    #[arg(long, value_enum, default_value = "full", requires = "subscriber")]
    view: ConsentView,
    /// Where the statement is written, never in place of another [default: standard output]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    against: Against,
}

/// Check that a statement is genuine, and about this report
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Example:
  betterwork statement verify response.jwt --report acme.sdjwt --trust trust.json")]
pub(crate) struct Verify {
    /// The statement
    statement: PathBuf,
    /// The report that it is about
    #[arg(long, value_name = "FILE")]
    report: PathBuf,
    #[command(flatten)]
    against: Against,
}

/// What a statement does.
#[derive(clap::ValueEnum, Clone, Copy, Debug)]
#[value(rename_all = "snake_case")]
enum Kind {
    /// The factory replies
    Response,
    /// The factory says that a finding is remedied
    RemediationClaimed,
    /// The factory or a buyer disagrees
    Dispute,
    /// The factory lets a subscriber see the report
    Consent,
    /// The programme saw that a finding is remedied
    RemediationVerified,
    /// The programme answers a dispute
    Ruling,
    /// A committee of management and workers has seen the report
    CommitteeAcknowledgement,
    /// A buyer accepts the report
    Acceptance,
}

/// How much of the report a subscriber may see.
#[derive(clap::ValueEnum, Clone, Copy, Debug)]
enum ConsentView {
    /// All of it
    Full,
    /// The public view
    Public,
}

impl Statement {
    pub(crate) fn run(&self, voice: Voice) -> Result<Exit> {
        match self {
            Statement::Issue(issue) => issue.run(voice),
            Statement::Verify(verify) => verify.run(voice),
        }
    }
}

impl Issue {
    fn run(&self, voice: Voice) -> Result<Exit> {
        let body = self.body()?;
        let opened = self.against.open()?;
        let report = read_report(&self.report, &opened)?;
        let key = key_files::read_secret(&self.key)?;
        let about = About::new(report.document().jti.clone(), report.report().revision, report.digest());
        let mut random = SystemRandom::seeded()?;
        let speaker = speaker(&report, &opened, key.public().kid());
        let mut content = Content::new(speaker.into(), opened.at, random_jti(&mut random).into(), about, self.kind.into(), body);
        content.question = self.question.as_deref().map(Into::into);
        let cannot = |error: &betterwork::Error| Failure::refused("the statement cannot be made", error);
        let token = issue_statement(&content, &key).map_err(|error| cannot(&error))?;
        // What nobody could verify is not written.
        let verified = verify_statement(token.as_bytes(), &report, &opened.trust, opened.at).map_err(|error| cannot(&error))?;
        let out = self.out.as_deref().unwrap_or(Path::new("-"));
        io::write(out, token.as_bytes(), Mode::New)?;
        if !io::is_standard(out) {
            match voice {
                Voice::Json => output::print_json(&json!({"out": out, "statement": verified}))?,
                Voice::Human => output::print(lines(&verified, "signed", Some(out)))?,
            }
        }
        Ok(Exit::Done)
    }

    fn body(&self) -> Result<StatementBody> {
        match (self.kind, &self.text, &self.subscriber) {
            (Kind::Consent, None, Some(subscriber)) => {
                let view = match self.view {
                    ConsentView::Full => "full",
                    ConsentView::Public => "public",
                };
                Ok(StatementBody::Consent(Consent::new(subscriber.as_str().into(), view.into())))
            }
            (Kind::Consent, ..) => Err(Failure::usage("a consent names the subscriber with `--subscriber` and has no `--text`")),
            (_, Some(text), None) => Ok(StatementBody::Text(LanguageMap::single(self.language.as_str(), text.as_str()))),
            _ => Err(Failure::usage("only a consent has a `--subscriber`; say with `--text` what is said")),
        }
    }
}

impl Verify {
    fn run(&self, voice: Voice) -> Result<Exit> {
        let bytes = io::read(&self.statement, betterwork::MAX_STATEMENT_BYTES)?;
        let opened = self.against.open()?;
        let report = read_report(&self.report, &opened)?;
        let verified = verify_statement(&bytes, &report, &opened.trust, opened.at)
            .map_err(|error| Failure::refused(&format!("{} is not verified", io::name(&self.statement)), &error))?;
        match voice {
            Voice::Json => output::print_json(&verified)?,
            Voice::Human => output::print(lines(&verified, "verified", None))?,
        }
        Ok(Exit::Done)
    }
}

fn read_report(path: &Path, opened: &Opened) -> Result<VerifiedReport> {
    let bytes = io::read(path, io::MAX_DOCUMENT_BYTES)?;
    verify(&bytes, &opened.trust, &opened.status, opened.at)
        .map_err(|error| Failure::refused(&format!("{} is not verified", io::name(path)), &error))
}

/// Returns the id of whoever has the key: an organisation of the trust list, or else the factory.
fn speaker<'a>(report: &'a VerifiedReport, opened: &'a Opened, kid: &str) -> &'a str {
    let has = |jwk: &betterwork::Jwk| betterwork::seal::PublicKey::from_jwk(jwk).is_ok_and(|key| key.kid() == kid);
    let entities = &opened.trust.payload().entities;
    let entity = entities.iter().find(|entity| entity.keys.iter().any(|key| has(&key.jwk)));
    entity.map_or(&*report.document().sub, |entity| &*entity.id)
}

/// Renders a statement for people.
pub(super) fn lines(verified: &VerifiedStatement, verb: &str, out: Option<&Path>) -> Labelled {
    let statement = verified.statement();
    let mut lines = Labelled::default();
    if let Some(out) = out {
        lines.line("wrote", format!("`{}`", out.display()));
    }
    lines.line(verb, styled(GOOD, format!("{} by {}", statement.kind.code().replace('_', " "), one_line(&statement.iss))));
    lines.line("about", format!("{}, revision {}", statement.about.jti, statement.about.revision));
    if let Some(question) = &statement.question {
        lines.line("question", one_line(question));
    }
    match &statement.body {
        StatementBody::Text(text) => lines.line("says", one_line(text.best(&["en"]))),
        StatementBody::Consent(consent) => {
            lines.line("allows", format!("{} to see the {} view", one_line(&consent.subscriber), one_line(&consent.view)))
        }
    };
    lines.line("signed at", statement.iat);
    lines.line("digest", verified.digest());
    lines
}

impl From<Kind> for StatementKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Response => StatementKind::Response,
            Kind::RemediationClaimed => StatementKind::RemediationClaimed,
            Kind::Dispute => StatementKind::Dispute,
            Kind::Consent => StatementKind::Consent,
            Kind::RemediationVerified => StatementKind::RemediationVerified,
            Kind::Ruling => StatementKind::Ruling,
            Kind::CommitteeAcknowledgement => StatementKind::CommitteeAcknowledgement,
            Kind::Acceptance => StatementKind::Acceptance,
        }
    }
}
