//! The verbs: one file each.

mod anonymise;
mod bundle;
mod decide;
mod decide_portfolio;
mod demo;
mod diff;
mod export;
mod export_tables;
mod import;
mod issue;
mod issue_star;
mod keys;
mod log;
mod publish;
mod qr;
mod query;
mod rates;
mod redact;
mod schema;
mod show;
mod show_plans;
mod show_points;
mod show_progress;
mod show_said;
mod statement;
mod status;
mod suppliers;
mod sync;
mod trust;
mod verify;

use crate::exit::Exit;
use crate::failure::Result;
use crate::output::Voice;

/// What the program does.
#[derive(clap::Subcommand, Debug)]
pub(crate) enum Command {
    Demo(demo::Demo),
    #[command(subcommand)]
    Keys(keys::Keys),
    #[command(subcommand)]
    Trust(trust::Trust),
    #[command(subcommand)]
    Status(status::Status),
    Issue(issue::Issue),
    Verify(verify::Verify),
    Show(show::Show),
    Redact(redact::Redact),
    Bundle(bundle::MakeBundle),
    Qr(qr::Qr),
    Import(import::Import),
    #[command(subcommand)]
    Publish(publish::Publish),
    Sync(sync::Sync),
    #[command(subcommand)]
    Log(log::Log),
    Query(query::Query),
    Decide(decide::Decide),
    #[command(subcommand)]
    Suppliers(suppliers::Suppliers),
    #[command(subcommand)]
    Statement(statement::Statement),
    Export(export::Export),
    Anonymise(anonymise::Anonymise),
    Diff(diff::Diff),
    Rates(rates::Rates),
    Schema(schema::Schema),
}

impl Command {
    pub(crate) fn run(&self, voice: Voice) -> Result<Exit> {
        match self {
            Command::Demo(demo) => demo.run(voice),
            Command::Keys(keys) => keys.run(voice),
            Command::Trust(trust) => trust.run(voice),
            Command::Status(status) => status.run(voice),
            Command::Issue(issue) => issue.run(voice),
            Command::Verify(verify) => verify.run(voice),
            Command::Show(show) => show.run(voice),
            Command::Redact(redact) => redact.run(voice),
            Command::Bundle(bundle) => bundle.run(voice),
            Command::Qr(qr) => qr.run(voice),
            Command::Import(import) => import.run(voice),
            Command::Publish(publish) => publish.run(voice),
            Command::Sync(sync) => sync.run(voice),
            Command::Log(log) => log.run(voice),
            Command::Query(query) => query.run(voice),
            Command::Decide(decide) => decide.run(voice),
            Command::Suppliers(suppliers) => suppliers.run(voice),
            Command::Statement(statement) => statement.run(voice),
            Command::Export(export) => export.run(voice),
            Command::Anonymise(anonymise) => anonymise.run(voice),
            Command::Diff(diff) => diff.run(voice),
            Command::Rates(rates) => rates.run(voice),
            Command::Schema(schema) => schema.run(voice),
        }
    }
}
