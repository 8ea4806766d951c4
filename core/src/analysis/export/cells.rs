//! Cells and lines of CSV (RFC 4180), where no text can become a formula.

use std::borrow::Cow;
use std::fmt::{Display, Write};

/// Lines of CSV, written cell by cell.
#[derive(Default)]
pub(super) struct Lines {
    text: String,
    begun: bool,
}

impl Lines {
    /// Adds what somebody wrote: names, codes and ids of the report.
    pub(super) fn text(&mut self, text: &str) {
        self.separate();
        let safe = safe_cell(text);
        // A semicolon, a tab or a bar separates cells in some programs, and spaces at the ends get lost in others.
        let quoted = safe.contains(['"', ',', ';', '\t', '|']) || safe.starts_with(' ') || safe.ends_with(' ');
        if quoted {
            _ = write!(self.text, "\"{}\"", safe.replace('"', "\"\""));
        } else {
            self.text.push_str(&safe);
        }
    }

    /// Adds such a text, or an empty cell.
    pub(super) fn optional_text(&mut self, text: Option<&str>) {
        self.text(text.unwrap_or_default());
    }

    /// Adds what this program writes: a number, a day, a code of its own.
    pub(super) fn plain(&mut self, value: impl Display) {
        self.separate();
        _ = write!(self.text, "{value}");
    }

    /// Adds such a value, or an empty cell.
    pub(super) fn optional(&mut self, value: Option<impl Display>) {
        match value {
            Some(value) => self.plain(value),
            None => self.plain(""),
        }
    }

    /// Ends the line.
    pub(super) fn end(&mut self) {
        self.text.push_str("\r\n");
        self.begun = false;
    }

    pub(super) fn into_string(self) -> String {
        self.text
    }

    fn separate(&mut self) {
        if self.begun {
            self.text.push(',');
        }
        self.begun = true;
    }
}

/// Makes a text safe for a cell of a spreadsheet: control characters become spaces, and a text that would begin a formula
/// (`=`, `+`, `-`, `@` or their full-width forms, after spaces and invisible characters) gets an apostrophe before it.
///
/// Spreadsheets hide the apostrophe; other programs see it, which is the price. Numbers and days of ours need none of this.
pub fn safe_cell(text: &str) -> Cow<'_, str> {
    let skipped = |character: char| character.is_whitespace() || is_invisible(character);
    let begins_formula = |text: &str| text.trim_start_matches(skipped).starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    let clean = match text.contains(char::is_control) {
        true => Cow::Owned(text.replace(char::is_control, " ")),
        false => Cow::Borrowed(text),
    };
    if begins_formula(&clean) { Cow::Owned(format!("'{clean}")) } else { clean }
}

/// Marks of writing direction, joiners and byte-order marks.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_begins_a_formula() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r\n=1", "  =1", "＝1", "\u{a0}=1", "\u{feff}=1", "\u{202e}=1"] {
            assert!(safe_cell(text).starts_with('\''), "{text:?} became {:?}", safe_cell(text));
        }
        assert_eq!((safe_cell("a=1"), safe_cell("Acme-2"), safe_cell("a\r\nb")), ("a=1".into(), "Acme-2".into(), "a  b".into()));
    }

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let mut line = Lines::default();
        line.text("a, \"b\"");
        line.text("plain");
        line.optional_text(None);
        line.plain(-4);
        line.end();
        assert_eq!(line.into_string(), "\"a, \"\"b\"\"\",plain,,-4\r\n");
    }
}
