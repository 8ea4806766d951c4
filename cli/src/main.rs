//! The `betterwork` command: arguments, tables, colour and exit codes; every rule about a report is elsewhere.

mod clock;
mod commands;
mod exchanges;
mod exit;
mod facilities;
mod failure;
mod http_client;
mod io;
mod key_files;
mod output;
mod page;
mod progress;
mod questions;
mod random;
mod recipients;
mod reports;
mod rules;
mod sources;
mod trusted;
mod whole_file;
mod whole_folder;
mod words;

use std::process::ExitCode;

use betterwork::one_line;
use clap::Parser;

use crate::exit::Exit;
use crate::failure::Failure;
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
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return refuse(&error),
    };
    let voice = if arguments.json { Voice::Json } else { Voice::Human };
    let exit = arguments.command.run(voice).unwrap_or_else(|failure| {
        failure.report(voice);
        failure.exit()
    });
    exit.into()
}

/// Says what is wrong with the arguments, or the help that was asked for; as JSON where they ask for that.
fn refuse(error: &clap::Error) -> ExitCode {
    let asks_for_json = std::env::args_os().skip(1).take_while(|argument| argument != "--").any(|argument| argument == "--json");
    if !error.use_stderr() || !asks_for_json {
        // Where nobody listens there is nobody to tell.
        let _ = error.print();
        return if error.use_stderr() { Exit::Usage.into() } else { Exit::Done.into() };
    }
    let text = error.to_string();
    let message = text.split("\n\n").next().unwrap_or_default().trim_start_matches("error: ");
    let failure = Failure::usage(one_line(message).split_whitespace().collect::<Vec<_>>().join(" "));
    failure.report(Voice::Json);
    failure.exit().into()
}
