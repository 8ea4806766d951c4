//! The `betterwork` command: arguments, tables, colour and exit codes; every rule about a report is elsewhere.

mod clock;
mod commands;
mod exit;
mod failure;
mod io;
mod key_files;
mod output;
mod progress;
mod questions;
mod random;
mod reports;
mod sources;
mod trusted;
mod whole_file;
mod whole_folder;
mod words;

use std::process::ExitCode;

use clap::Parser;

use crate::output::Voice;

/// Factory labour-standards reports that carry their own proof
///
/// A report is one small file that its issuer signed. Whoever holds it can check that it is genuine, who signed it,
/// how old it is, whether it still stands, and how much of it is shown.
#[derive(Parser, Debug)]
#[command(name = "betterwork", version, max_term_width = 100, subcommand_required = true, arg_required_else_help = true)]
#[command(after_help = exit::HELP, after_long_help = format!("\
Begin with:
  betterwork demo
  betterwork verify betterwork-demo/reports/750008.sdjwt --trust betterwork-demo/trust.json

{}", exit::HELP))]
struct Arguments {
    /// Answer in JSON, in the words of the format; failures too
    #[arg(long, global = true, display_order = 900)]
    json: bool,
    #[command(subcommand)]
    command: commands::Command,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let voice = if arguments.json { Voice::Json } else { Voice::Human };
    let exit = arguments.command.run(voice).unwrap_or_else(|failure| {
        failure.report(voice);
        failure.exit()
    });
    exit.into()
}
