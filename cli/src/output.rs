//! What is printed: colour where a terminal is, tables, labelled lines, JSON.

use std::borrow::Cow;
use std::fmt::Display;
use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use comfy_table::presets::NOTHING;
use comfy_table::{Cell, CellAlignment, ContentArrangement, Row, Table};
use serde::Serialize;

use crate::failure::{Failure, Result};

/// A heading, a name.
pub(crate) const BOLD: Style = Style::new().bold();
/// What is less important.
pub(crate) const FAINT: Style = Style::new().dimmed();
/// Good: genuine, compliant.
pub(crate) const GOOD: Style = AnsiColor::Green.on_default();
/// To be looked at: test data, unknown, withheld.
pub(crate) const CAUTION: Style = AnsiColor::Yellow.on_default();
/// Bad: not verified, non-compliant, withdrawn.
pub(crate) const BAD: Style = AnsiColor::Red.on_default();
/// The word before an error.
pub(crate) const ERROR: Style = AnsiColor::Red.on_default().bold();
/// The word before an advice.
pub(crate) const HELP: Style = AnsiColor::Cyan.on_default().bold();

/// How a command speaks: to people, or to programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Voice {
    Human,
    Json,
}

/// Prints text and a line end to standard output; colours only reach a terminal.
pub(crate) fn print(text: impl Display) -> Result<()> {
    let mut out = anstream::stdout().lock();
    writeln!(out, "{}", tame(&text.to_string())).and_then(|()| out.flush()).map_err(|error| Failure::output(&error))
}

/// Prints a value as JSON to standard output.
pub(crate) fn print_json(value: &impl Serialize) -> Result<()> {
    let text = serde_json::to_string_pretty(value).map_err(|error| Failure::output(&io::Error::other(error)))?;
    print_bytes(format!("{text}\n").as_bytes())
}

/// Prints bytes to standard output as they are.
pub(crate) fn print_bytes(bytes: &[u8]) -> Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush()).map_err(|error| Failure::output(&error))
}

/// Prints a line to standard error, beside the result.
pub(crate) fn complain(text: impl Display) {
    // Where standard error is closed there is nobody to tell.
    let _ = writeln!(anstream::stderr().lock(), "{}", tame(&text.to_string()));
}

/// Leaves of control characters only line ends and the sequences that colour text: a document's text steers no terminal.
fn tame(text: &str) -> Cow<'_, str> {
    if !text.contains(|character: char| character.is_control() && character != '\n') {
        return Cow::Borrowed(text);
    }
    let mut tamed = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let colour = rest.strip_prefix("\u{1b}[").and_then(|parameters| {
            let end = parameters.find(|character: char| !character.is_ascii_digit() && character != ';')?;
            parameters.get(end..)?.starts_with('m').then_some(end + "\u{1b}[m".len())
        });
        let length = colour.unwrap_or(character.len_utf8());
        if colour.is_some() || character == '\n' || !character.is_control() {
            tamed.push_str(rest.get(..length).unwrap_or_default());
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    Cow::Owned(tamed)
}

/// Styles a text.
pub(crate) fn styled(style: Style, text: impl Display) -> String {
    format!("{style}{text}{style:#}")
}

/// Lines of a label and what it says, the labels in a column of their own.
#[derive(Default)]
pub(crate) struct Labelled(Vec<(String, String)>);

impl Labelled {
    /// Adds a line; an empty label goes on from the line before.
    pub(crate) fn line(&mut self, label: &str, text: impl Display) -> &mut Self {
        self.0.push((label.to_owned(), text.to_string()));
        self
    }
}

impl Display for Labelled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let width = self.0.iter().map(|(label, _)| label.chars().count()).max().unwrap_or_default();
        let mut lines = Vec::new();
        for (label, text) in &self.0 {
            let indent = format!("\n{:width$}  ", "");
            let wrapped = wrap(text, line_width().saturating_sub(width + 2));
            lines.push(format!("{FAINT}{label:<width$}{FAINT:#}  {}", wrapped.join(&indent)));
        }
        f.write_str(&lines.join("\n"))
    }
}

/// Returns how many characters a line of text may have.
pub(crate) fn line_width() -> usize {
    terminal_width().unwrap_or(100).clamp(40, 100)
}

/// Returns how many columns the terminal has; nothing where standard output is none.
pub(crate) fn terminal_width() -> Option<usize> {
    terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0))
}

/// Breaks a text into lines at spaces; what is wider than a line stays whole. Styles take no room.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let (mut line, mut used) = (String::new(), 0);
        for word in paragraph.split(' ') {
            let long = anstream::adapter::strip_str(word).to_string().chars().count();
            if used > 0 && used + 1 + long > width {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            if used > 0 {
                line.push(' ');
                used += 1;
            }
            line.push_str(word);
            used += long;
        }
        lines.push(line);
    }
    lines
}

/// Begins a table without lines: quiet, and easy to cut and paste. Where a terminal is narrower, its cells are wrapped.
pub(crate) fn table(header: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(NOTHING);
    if let Some((width, _)) = terminal_size::terminal_size_of(io::stdout()) {
        table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width.0.saturating_sub(4).max(40));
    }
    table.set_header(header.iter().map(|name| styled(FAINT, name)));
    table
}

/// Makes a row of a table; numbers stand to the right.
pub(crate) fn row<T: Display>(cells: impl IntoIterator<Item = T>) -> Row {
    let cell = |cell: T| {
        let text = cell.to_string();
        let plain = anstream::adapter::strip_str(&text).to_string();
        let number = !plain.is_empty() && plain.chars().all(|character| character.is_ascii_digit() || ",.%".contains(character));
        Cell::new(text).set_alignment(if number { CellAlignment::Right } else { CellAlignment::Left })
    };
    cells.into_iter().map(cell).collect::<Vec<_>>().into()
}

/// Writes a table without the spaces at the ends of its lines, indented.
pub(crate) fn indented(table: &Table, indent: usize) -> String {
    let indent = " ".repeat(indent);
    table
        .to_string()
        .lines()
        .map(|line| format!("{indent}{}", line.strip_prefix(' ').unwrap_or(line).trim_end()))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Writes a number with commas between the thousands.
pub(crate) fn grouped(number: impl Into<i128>) -> String {
    let number: i128 = number.into();
    let digits = number.unsigned_abs().to_string();
    let mut text = String::from(if number < 0 { "-" } else { "" });
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Writes a count with its noun, in the singular where it is one.
pub(crate) fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_stay_and_nothing_else_steers_the_terminal() {
        assert_eq!(tame("\u{1b}[1;31mred\u{1b}[0m\n\u{1b}[2J\u{1b}]0;title\u{7}end"), "\u{1b}[1;31mred\u{1b}[0m\n[2J]0;titleend");
    }

    #[test]
    fn thousands_are_set_apart() {
        let written: Vec<_> = [0_i64, 999, 1_000, 1_234_567, -4_200].into_iter().map(grouped).collect();
        assert_eq!(written, ["0", "999", "1,000", "1,234,567", "-4,200"]);
    }

    #[test]
    fn styles_take_no_room_in_a_line() {
        let text = format!("{} and more words", styled(BAD, "nine char"));
        assert_eq!(wrap(&text, 13).len(), 2);
        assert_eq!(wrap("one averyverylongword two", 6), ["one", "averyverylongword", "two"]);
    }

    #[test]
    fn a_wrapped_cell_stays_in_its_column() {
        let mut table = table(&["one", "two"]);
        table.add_row(row(["a", "b\nc"]));
        assert_eq!(anstream::adapter::strip_str(&indented(&table, 2)).to_string(), "  one  two\n  a    b\n       c");
    }
}
