//! Flat tables that describe themselves: columns with their meaning, and the values of a row.

use std::fmt;

use serde::Serialize;

/// A table, as a data dictionary has it.
#[derive(Clone, Copy, Debug, Serialize)]
#[non_exhaustive]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// What a row is.
    pub meaning: &'static str,
    /// Its columns, in order.
    pub columns: &'static [Column],
}

/// A column of a table.
#[derive(Clone, Copy, Debug, Serialize)]
#[non_exhaustive]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What its values are.
    pub kind: Kind,
    /// Whether it may be empty.
    pub nullable: bool,
    /// What it means.
    pub meaning: &'static str,
    /// In what it is counted or written.
    pub unit: &'static str,
    /// The member of the report from which it comes.
    pub source: &'static str,
}

/// What the values of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Text in UTF-8.
    Text,
    /// A whole number, 64 bits with sign.
    Integer,
    /// True or false.
    Boolean,
    /// A day; its values are texts `yyyy-mm-dd`.
    Day,
    /// An instant in UTC; its values are texts `yyyy-mm-ddThh:mm:ssZ`.
    Instant,
    /// A list; its values are texts with a JSON array.
    List,
}

impl Table {
    /// Declares a table.
    pub const fn new(name: &'static str, meaning: &'static str, columns: &'static [Column]) -> Self {
        Table { name, meaning, columns }
    }
}

impl Column {
    /// Declares a column without a unit, of no one member of the report.
    pub const fn new(name: &'static str, kind: Kind, nullable: bool) -> Self {
        Column { name, kind, nullable, meaning: "", unit: "", source: "" }
    }
}

/// A value of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value<'a> {
    /// Nothing is said.
    Empty,
    /// Text.
    Text(&'a str),
    /// A whole number.
    Integer(i64),
    /// True or false.
    Boolean(bool),
}

/// As CSV has it: nothing for an empty value.
impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Empty => Ok(()),
            Value::Text(text) => f.write_str(text),
            Value::Integer(number) => fmt::Display::fmt(number, f),
            Value::Boolean(truth) => fmt::Display::fmt(truth, f),
        }
    }
}

/// What can stand in a column.
pub(crate) trait Cell {
    const KIND: Kind;
    const NULLABLE: bool = false;
    fn value(&self) -> Value<'_>;
}

impl Cell for String {
    const KIND: Kind = Kind::Text;
    fn value(&self) -> Value<'_> {
        Value::Text(self)
    }
}

impl Cell for &'static str {
    const KIND: Kind = Kind::Text;
    fn value(&self) -> Value<'_> {
        Value::Text(self)
    }
}

impl Cell for i64 {
    const KIND: Kind = Kind::Integer;
    fn value(&self) -> Value<'_> {
        Value::Integer(*self)
    }
}

impl Cell for bool {
    const KIND: Kind = Kind::Boolean;
    fn value(&self) -> Value<'_> {
        Value::Boolean(*self)
    }
}

impl<T: Cell> Cell for Option<T> {
    const KIND: Kind = T::KIND;
    const NULLABLE: bool = true;
    fn value(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Empty, Cell::value)
    }
}

/// Declares the row of a table once: its fields are the columns, and their doc comments the dictionary.
macro_rules! table {
    ($(#[doc = $meaning:literal])* pub struct $row:ident in $table:literal {
        $( $(#[doc = $column_meaning:literal])* $column:ident: $type:ty, unit $unit:literal, from $source:literal; )*
    }) => {
        $(#[doc = $meaning])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[non_exhaustive]
        pub struct $row { $( $(#[doc = $column_meaning])* pub $column: $type, )* }

        impl $row {
            /// The table in which the row stands.
            pub const TABLE: $crate::analysis::table::Table = $crate::analysis::table::Table {
                name: $table,
                meaning: concat!($($meaning,)*).trim_ascii(),
                columns: &[$( $crate::analysis::table::Column {
                    name: stringify!($column),
                    kind: <$type as $crate::analysis::table::Cell>::KIND,
                    nullable: <$type as $crate::analysis::table::Cell>::NULLABLE,
                    meaning: concat!($($column_meaning,)*).trim_ascii(),
                    unit: $unit,
                    source: $source,
                }, )*],
            };

            /// Returns the values, in the order of the columns.
            pub fn values(&self) -> Vec<$crate::analysis::table::Value<'_>> {
                vec![$( $crate::analysis::table::Cell::value(&self.$column), )*]
            }
        }
    };
}

pub(crate) use table;
