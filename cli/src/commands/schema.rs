//! `schema`: the JSON Schemas of the format.

use serde_json::json;

use crate::exit::Exit;
use crate::failure::{Failure, Result};
use crate::output::{self, BOLD, Voice, styled};

/// Print a JSON Schema of the format, or list them
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  betterwork schema
  betterwork schema policy
  betterwork schema assessment-report-1.view")]
pub(crate) struct Schema {
    /// Name of the schema, with or without its version and .json; without a name they are listed
    name: Option<String>,
}

impl Schema {
    pub(crate) fn run(&self, voice: Voice) -> Result<Exit> {
        let schemas = betterwork::schema::all();
        let title = |schema: &serde_json::Value| schema.get("title").and_then(|title| title.as_str()).unwrap_or_default().to_owned();
        let Some(name) = &self.name else {
            match voice {
                Voice::Json => {
                    let listed: Vec<_> = schemas.iter().map(|(name, schema)| json!({"name": name, "title": title(schema)})).collect();
                    output::print_json(&listed)?;
                }
                Voice::Human => {
                    let mut table = output::table(&["schema", "of"]);
                    for (name, schema) in &schemas {
                        table.add_row(output::row([styled(BOLD, name.trim_end_matches(".json")), title(schema)]));
                    }
                    output::print(output::indented(&table, 0))?;
                }
            }
            return Ok(Exit::Done);
        };
        let wanted = name.trim_end_matches(".json");
        // Of the current version without its number: `policy` is `policy-1`.
        let is_wanted = |name: &str| name == wanted || name.strip_prefix(wanted).is_some_and(is_version);
        let Some((_, schema)) = schemas.iter().find(|(name, _)| is_wanted(name.trim_end_matches(".json"))) else {
            let names: Vec<_> = schemas.iter().map(|(name, _)| name.trim_end_matches(".json")).collect();
            return Err(Failure::usage(format!("there is no schema `{name}`")).advise(format!("the schemas are {}", names.join(", "))));
        };
        output::print_json(schema)?;
        Ok(Exit::Done)
    }
}

/// Returns whether this is `-1` or another number after a hyphen, and no more.
fn is_version(end: &str) -> bool {
    end.strip_prefix('-').is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}
