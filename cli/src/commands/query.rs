//! `query`: named questions to a store.

use std::path::PathBuf;

use betterwork::analysis::export::safe_cell;
use betterwork::one_line;
use betterwork::report::taxonomy;
use betterwork_exchange::store::Store;
use serde_json::{Value, json};

use crate::clock::Instant;
use crate::exit::Exit;
use crate::facilities;
use crate::failure::{Failure, Result};
use crate::output::{self, BAD, BOLD, CAUTION, FAINT, GOOD, Voice, counted, styled};
use crate::questions::{self, Asked, Question};

/// Ask a store a named question; without a name, list the questions
///
/// What is not asked here, ask in SQL: a store is an SQLite or PostgreSQL database whose tables have the words of the format.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  betterwork query
  betterwork query current_reports --store reports.db --country VN
  betterwork query non_compliances --store reports.db --cluster working_time --csv
  betterwork query changes --store postgres://erp@db.example/erp --since 1203 --json")]
pub(crate) struct Query {
    /// The question
    #[arg(requires = "store")]
    name: Option<String>,
    /// The store: a file, or postgres://USER@HOST/DATABASE
    #[arg(long, value_name = "DB", value_parser = crate::io::store_path())]
    store: Option<PathBuf>,
    /// Only this factory, by its id in the reports (`sub`) or the end of it, such as KH-1000
    #[arg(long, value_name = "ID")]
    facility: Option<String>,
    /// Only factories in this country, such as VN
    #[arg(long, value_name = "CODE")]
    country: Option<String>,
    /// Only this cluster, such as working_time
    #[arg(long, value_name = "CODE")]
    cluster: Option<String>,
    /// Only this compliance point, such as overtime
    #[arg(long, value_name = "CODE")]
    compliance_point: Option<String>,
    /// Only reports of this standing, such as valid
    #[arg(long, value_name = "CODE")]
    standing: Option<String>,
    /// changes: only those after this number, the last that you have worked through
    #[arg(long, value_name = "NUMBER")]
    since: Option<i64>,
    /// changes: at most so many; 1,000 unless said otherwise
    #[arg(long, value_name = "NUMBER")]
    limit: Option<usize>,
    /// Answer in CSV, with every column
    #[arg(long, conflicts_with = "json")]
    csv: bool,
    #[command(flatten)]
    instant: Instant,
}

impl Query {
    pub(crate) fn run(&self, voice: Voice) -> Result<Exit> {
        let (Some(name), Some(path)) = (&self.name, &self.store) else {
            list(voice)?;
            return Ok(Exit::Done);
        };
        let question = Question::named(name)?;
        // What makes no sense is said before the store is opened.
        self.filters(question, None)?;
        let store = Store::open_read_only(path)?;
        let facility = self.facility.as_deref().map(|id| facilities::named(&store, id)).transpose()?;
        let filters = self.filters(question, facility.as_deref())?;
        let asked = Asked {
            facility: facility.as_deref(),
            at: self.instant.resolve()?,
            since: self.since.unwrap_or_default(),
            limit: self.limit.unwrap_or(1_000),
        };
        let mut rows = question.ask(&store, &asked)?;
        rows.retain(|row| filters.iter().all(|(column, wanted)| row.get(column).and_then(Value::as_str) == Some(wanted)));
        match voice {
            Voice::Json => output::print_json(&rows)?,
            Voice::Human if self.csv => output::print_bytes(&csv(question, &rows)?)?,
            Voice::Human => {
                output::print(format!("{}\n{}", table(question, &rows), styled(FAINT, counted(rows.len() as u64, "row", "rows"))))?
            }
        }
        Ok(Exit::Done)
    }

    /// Returns the columns that must have a value, and refuses one that the question has not.
    fn filters<'a>(&'a self, question: &Question, facility: Option<&'a str>) -> Result<Vec<(&'static str, &'a str)>> {
        let wanted = [
            ("--facility", "sub", facility.or(self.facility.as_deref())),
            ("--country", "facility_country", self.country.as_deref()),
            ("--cluster", "cluster", self.cluster.as_deref()),
            ("--compliance-point", "compliance_point", self.compliance_point.as_deref()),
            ("--standing", "standing", self.standing.as_deref()),
        ];
        let of_changes = [("--since", self.since.is_some()), ("--limit", self.limit.is_some())];
        if let Some((option, _)) = of_changes.iter().find(|(_, given)| *given && question.name != "changes") {
            return Err(Failure::usage(format!("`{option}` is for `changes`, not for `{}`", question.name)));
        }
        let mut filters = Vec::new();
        for (option, column, value) in wanted {
            let Some(value) = value else { continue };
            if !question.columns.contains(&column) {
                return Err(Failure::usage(format!("`{option}` says nothing about `{}`, which has no column `{column}`", question.name)));
            }
            filters.push((column, value));
        }
        Ok(filters)
    }
}

fn list(voice: Voice) -> Result<()> {
    if voice == Voice::Json {
        let all: Vec<_> = questions::ALL
            .iter()
            .map(|question| json!({"name": question.name, "sentence": question.sentence, "columns": question.columns}))
            .collect();
        return output::print_json(&all);
    }
    let mut table = output::table(&["question", "answer"]);
    for question in questions::ALL {
        table.add_row(output::row([styled(BOLD, question.name), question.sentence.to_owned()]));
    }
    output::print(format!("{}\n\nAsk with: betterwork query QUESTION --store DB", output::indented(&table, 0)))
}

fn table(question: &Question, rows: &[Value]) -> String {
    // A column in which no row says anything is only in the way.
    let says = |column: &str| rows.iter().any(|row| row.get(column).is_some_and(|value| !value.is_null()));
    let shown: Vec<_> = question.shown.iter().filter(|(column, _)| rows.is_empty() || says(column)).collect();
    let mut table = output::table(&shown.iter().map(|(_, heading)| *heading).collect::<Vec<_>>());
    for row in rows {
        table.add_row(output::row(shown.iter().map(|(column, _)| cell(row, column))));
    }
    output::indented(&table, 0)
}

/// Says a cell as people read it: names for codes, colour where it matters.
fn cell(row: &Value, column: &str) -> String {
    let text = |column: &str| row.get(column).and_then(Value::as_str).unwrap_or_default();
    match (column, row.get(column)) {
        ("cluster", _) => taxonomy::cluster_name(text("cluster")),
        ("compliance_point", _) => taxonomy::point_name(text("cluster"), text("compliance_point")),
        // The last part of a URN is what people know.
        ("sub", _) => text("sub").rsplit(':').next().unwrap_or_default().to_owned(),
        ("standing", _) => match text("standing") {
            "valid" => styled(GOOD, "valid"),
            "unknown" => styled(CAUTION, "unknown"),
            other => styled(BAD, other),
        },
        ("disclosure", _) if text("disclosure") == "partial" => {
            let withheld = row.get("findings_withheld_count").and_then(Value::as_u64).unwrap_or_default();
            styled(CAUTION, format!("partial, {} withheld", counted(withheld, "finding", "findings")))
        }
        ("flag" | "code", Some(Value::String(code))) => styled(BAD, code),
        (_, Some(Value::Bool(true))) => "yes".to_owned(),
        (_, None | Some(Value::Null | Value::Bool(false))) => String::new(),
        (_, Some(Value::String(text))) => one_line(text).into_owned(),
        (_, Some(value)) => value.to_string(),
    }
}

fn csv(question: &Question, rows: &[Value]) -> Result<Vec<u8>> {
    let failed = |error: csv::Error| Failure::input_output("unwritable", format!("cannot write CSV: {error}"));
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(question.columns).map_err(failed)?;
    for row in rows {
        let cells = question.columns.iter().map(|column| match row.get(column) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => safe_cell(text).into_owned(),
            Some(value) => value.to_string(),
        });
        writer.write_record(cells).map_err(failed)?;
    }
    writer.into_inner().map_err(|error| Failure::input_output("unwritable", format!("cannot write CSV: {error}")))
}
