//! Rows for `COPY … FROM STDIN BINARY`: encoded as they come, sent together.

use betterwork::{Day, Digest, Timestamp};
use serde::Serialize;

use super::Session;
use super::types::{day, instant, plain, plain_json};
use crate::store::sql::{Fault, Result};
use crate::store::write::Sheet;

/// How binary rows begin: a signature, flags and the length of an extension.
const HEAD: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";

/// How they end.
const END: [u8; 2] = (-1_i16).to_be_bytes();

/// The rows of one table that wait to be sent.
pub(in crate::store) struct CopyTable {
    sql: String,
    columns: i16,
    rows: Vec<u8>,
    is_row_begun: bool,
}

impl CopyTable {
    /// Begins to gather rows of these columns.
    pub(in crate::store) fn new(table: &str, columns: &[&str]) -> Self {
        let sql = format!("COPY {table} ({}) FROM STDIN BINARY", columns.join(", "));
        CopyTable { sql, columns: i16::try_from(columns.len()).unwrap_or_default(), rows: Vec::new(), is_row_begun: false }
    }

    /// Sends what waits.
    pub(in crate::store) fn send(&mut self, session: &Session) -> Result<()> {
        if self.rows.is_empty() {
            return Ok(());
        }
        self.rows.extend_from_slice(&END);
        let sent = session.copy(&self.sql, &self.rows);
        self.rows.clear();
        sent
    }

    fn field(&mut self, bytes: Option<&[u8]>) -> Result<()> {
        if self.rows.is_empty() {
            self.rows.extend_from_slice(HEAD);
        }
        if !self.is_row_begun {
            self.rows.extend_from_slice(&self.columns.to_be_bytes());
            self.is_row_begun = true;
        }
        match bytes {
            None => self.rows.extend_from_slice(&(-1_i32).to_be_bytes()),
            Some(bytes) => {
                let length = i32::try_from(bytes.len()).map_err(|_| Fault::Row("a value is too long".to_owned()))?;
                self.rows.extend_from_slice(&length.to_be_bytes());
                self.rows.extend_from_slice(bytes);
            }
        }
        Ok(())
    }
}

impl Sheet for CopyTable {
    fn integer(&mut self, number: Option<i64>) -> Result<()> {
        self.field(number.map(i64::to_be_bytes).as_ref().map(<[u8; 8]>::as_slice))
    }

    fn boolean(&mut self, truth: Option<bool>) -> Result<()> {
        self.field(truth.map(|truth| [u8::from(truth)]).as_ref().map(<[u8; 1]>::as_slice))
    }

    fn text(&mut self, text: Option<&str>) -> Result<()> {
        self.field(text.map(plain).as_ref().map(|text| text.as_bytes()))
    }

    fn word(&mut self, word: Option<&str>) -> Result<()> {
        self.text(word)
    }

    fn day(&mut self, on: Option<Day>) -> Result<()> {
        self.field(on.map(|on| day(on).to_be_bytes()).as_ref().map(<[u8; 4]>::as_slice))
    }

    fn instant(&mut self, at: Option<Timestamp>) -> Result<()> {
        self.integer(at.map(instant))
    }

    fn digest(&mut self, digest: Option<Digest>) -> Result<()> {
        self.field(digest.map(|digest| digest.to_string()).as_ref().map(String::as_bytes))
    }

    fn list(&mut self, list: &[impl Serialize]) -> Result<()> {
        if list.is_empty() {
            return self.field(Some(b"\x01[]"));
        }
        let json = serde_json::to_string(list).map_err(|error| Fault::Row(error.to_string()))?;
        self.field(Some(format!("\u{1}{}", plain_json(&json)).as_bytes()))
    }

    fn bytes(&mut self, bytes: &[u8]) -> Result<()> {
        self.field(Some(bytes))
    }

    fn end(&mut self) -> Result<()> {
        self.is_row_begun = false;
        Ok(())
    }
}
