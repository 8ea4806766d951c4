//! The tables of a store as files of rows have them: every row, as it stands.

use std::sync::LazyLock;

use betterwork::analysis::table::{Column, Kind, Table, Value};

use super::sql::{Cell, Fault};
use super::{Result, Store, StoreError};

/// The tables: name, what a row is, the table of the database, and whether its rows belong to a report.
const DECLARED: [(&str, &str, &str, bool); 6] = [
    ("reports", "A report: one revision.", "reports", false),
    ("compliance_points", "A compliance point of a report.", "compliance_point_rows", true),
    ("findings", "A visible finding of a report.", "finding_rows", true),
    ("evidence", "What a finding rests on.", "evidence_rows", true),
    ("improvement_items", "What the factory does about a finding.", "improvement_item_rows", true),
    ("changes", "A change of the store.", "changes", false),
];

static TABLES: LazyLock<Vec<Table>> = LazyLock::new(|| {
    let table = |(name, meaning, source, is_of_report): (&'static str, &'static str, &str, bool)| {
        let mut columns = columns(source);
        if is_of_report {
            columns.splice(..1, [Column::new("digest", Kind::Text, false), Column::new("number", Kind::Integer, false)]);
        }
        // The inner number of a report is nobody else's business.
        columns.retain(|column| column.name != "report_id");
        Table::new(name, meaning, columns.leak())
    };
    DECLARED.map(table).into()
});

/// Why reading stopped.
enum Stop<E> {
    Fault(Fault),
    Taken(E),
}

impl<E> From<Fault> for Stop<E> {
    fn from(fault: Fault) -> Self {
        Stop::Fault(fault)
    }
}

impl Store {
    /// Returns the tables that [`Store::each_row`] reads, with their columns.
    pub fn tables() -> &'static [Table] {
        &TABLES
    }

    /// Hands on every row of some of [`Store::tables`], one table after another, as of one moment: the place of the table
    /// in `tables`, and a value for each column. Memory does not grow with the store.
    ///
    /// # Errors
    /// What the database says, and what `take` says.
    pub fn each_row<E: From<StoreError>>(
        &self,
        tables: &[&Table],
        mut take: impl FnMut(usize, &[Value<'_>]) -> Result<(), E>,
    ) -> Result<(), E> {
        let fault = |fault| E::from(self.fault(fault));
        let moment = self.database.moment().map_err(fault)?;
        for (place, table) in tables.iter().enumerate() {
            let read = self.database.each(&statement(table), &[], |row| {
                let cells = (0..row.len()).map(|column| row.cell(column)).collect::<Result<Vec<Cell<'_>>, Fault>>()?;
                let values: Vec<Value<'_>> = cells.iter().zip(table.columns).map(|(cell, column)| value(cell, column)).collect();
                take(place, &values).map_err(Stop::Taken)
            });
            read.map_err(|stop| match stop {
                Stop::Fault(error) => E::from(self.fault(error)),
                Stop::Taken(error) => error,
            })?;
        }
        moment.commit().map_err(fault)
    }
}

fn value<'c>(cell: &'c Cell<'_>, column: &Column) -> Value<'c> {
    match cell {
        Cell::Integer(number) if column.kind == Kind::Boolean => Value::Boolean(*number != 0),
        Cell::Integer(number) => Value::Integer(*number),
        Cell::Text(text) => Value::Text(text),
        Cell::Null | Cell::Bytes(_) => Value::Empty,
    }
}

/// Returns the statement that reads a table: in the order of its rows' ids, which is that in which they were written.
fn statement(table: &Table) -> String {
    let declared = DECLARED.iter().find(|(name, ..)| *name == table.name);
    let (source, is_of_report) = declared.map_or((table.name, false), |(_, _, source, is_of_report)| (source, *is_of_report));
    let names = table.columns.iter().map(|column| match column.name {
        "digest" | "number" if !is_of_report => column.name.to_owned(),
        "digest" => "digest".to_owned(),
        "number" => "row_id & 1048575 AS number".to_owned(),
        name => format!("held.{name}"),
    });
    let names = names.collect::<Vec<_>>().join(", ");
    match is_of_report {
        true => format!("SELECT {names} FROM {source} AS held JOIN reports ON report_id = row_id >> 20"),
        false => format!("SELECT {names} FROM {source} AS held"),
    }
}

/// Reads the columns of a table from the steps that make it.
fn columns(table: &str) -> Vec<Column> {
    let begins = format!("CREATE TABLE {table} (");
    let step = super::schema::steps().find_map(|sql| sql.split_once(&*begins).map(|(_, rest)| rest));
    let lines = step.unwrap_or_default().lines().skip(1).take_while(|line| !line.starts_with(')'));
    lines.filter_map(column).collect()
}

fn column(line: &'static str) -> Option<Column> {
    let line = line.trim().trim_end_matches(',');
    let (name, rest) = line.split_once(' ')?;
    let kind = match rest.split(' ').next()? {
        "ID" | "SERIAL" | "SEQUENCE" | "INTEGER" => Kind::Integer,
        "BOOLEAN" => Kind::Boolean,
        "DAY" => Kind::Day,
        "INSTANT" => Kind::Instant,
        "LIST" => Kind::List,
        "TEXT" | "DECIMAL" => Kind::Text,
        // A constraint.
        _ => return None,
    };
    let is_key = rest.contains("NOT NULL") || ["ID", "SERIAL", "SEQUENCE"].contains(&rest);
    Some(Column::new(name, kind, !is_key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_have_the_columns_of_the_database() {
        let table = |name: &str| TABLES.iter().find(|table| table.name == name).unwrap();
        assert_eq!(table("reports").columns.len(), 58);
        let finding = table("findings").columns;
        let names: Vec<_> = finding.iter().map(|column| column.name).take(5).collect();
        assert_eq!(names, ["digest", "number", "cluster", "compliance_point", "question"]);
        let kind = |name: &str| finding.iter().find(|column| column.name == name).map(|column| (column.kind, column.nullable));
        assert_eq!(
            (kind("tags"), kind("is_public"), kind("basis")),
            (Some((Kind::List, false)), Some((Kind::Boolean, false)), Some((Kind::Text, true)))
        );
        assert_eq!(table("reports").columns.iter().filter(|column| column.kind == Kind::Day).count(), 3);
    }
}
