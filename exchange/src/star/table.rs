//! One CSV file of an export: its header checked, its rows one by one, each with the line where it begins.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use csv::{ErrorKind, ReaderBuilder, StringRecord, Terminator};

use super::clean;
use super::error::StarError;

/// No row of an export comes near; what does is a file of another kind, or an open quotation mark.
const ROW_LIMIT: u64 = 1 << 20;

/// A column that a file must have: its name in the header, and its place among those that are read.
#[derive(Clone, Copy)]
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) place: usize,
}

/// Declares the columns of a file that are read, and `COLUMNS`, all of them; no other column is ever looked at.
macro_rules! columns {
    ($($constant:ident = $name:literal,)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms, reason = "the places of the constants below, under their names")]
        enum Place { $($constant),* }
        $(const $constant: $crate::star::table::Column =
            $crate::star::table::Column { name: $name, place: Place::$constant as usize };)*
        const COLUMNS: &[$crate::star::table::Column] = &[$($constant),*];
    };
}
pub(super) use columns;

/// A CSV file that is read row by row; only one row is in memory.
pub(super) struct Table {
    path: PathBuf,
    reader: csv::Reader<io::Chain<Bounded<File>, &'static [u8]>>,
    /// For each column that is read, where it stands in the file.
    places: Vec<usize>,
    width: usize,
    record: StringRecord,
    seen: Rc<Seen>,
}

/// One row.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    /// The line where the row begins; the header is on line 1.
    pub(super) line: u64,
    places: &'a [usize],
    width: usize,
    is_open: bool,
    record: &'a StringRecord,
}

impl Table {
    /// Opens a file and finds its columns; `None` where there is no such file.
    pub(super) fn open(directory: &Path, file: &str, columns: &[Column]) -> Result<Option<Self>, StarError> {
        let path = directory.join(file);
        let unreadable = |source| StarError::Unreadable { path: path.clone(), source };
        let opened = match File::open(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            opened => opened.map_err(unreadable)?,
        };
        if opened.metadata().map_err(unreadable)?.is_dir() {
            return Err(unreadable(io::Error::other("it is a directory")));
        }
        let seen = Rc::new(Seen::default());
        let bounded = Bounded { inner: opened, seen: Rc::clone(&seen) };
        // A row ends in a line feed, the last one too, so that the line of its beginning follows from that of its end.
        let reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .terminator(Terminator::Any(b'\n'))
            .from_reader(bounded.chain(b"\n".as_slice()));
        let mut table = Table { path, reader, places: Vec::new(), width: 0, record: StringRecord::new(), seen };
        table.read_header(columns)?;
        Ok(Some(table))
    }

    /// Reads the next row that is not blank.
    pub(super) fn next(&mut self) -> Result<Option<Row<'_>>, StarError> {
        let Some(line) = self.advance()? else { return Ok(None) };
        Ok(Some(Row { line, places: &self.places, width: self.width, is_open: self.is_open(), record: &self.record }))
    }

    /// Returns that the file has no rows.
    pub(super) fn empty(&self) -> StarError {
        StarError::EmptyFile { path: self.path.clone() }
    }

    fn read_header(&mut self, columns: &[Column]) -> Result<(), StarError> {
        if self.advance()?.is_none() {
            return Err(self.empty());
        }
        self.width = self.record.len();
        for column in columns {
            let mut places = self.record.iter().enumerate().filter(|(_, cell)| cell.trim() == column.name).map(|(place, _)| place);
            let Some(place) = places.next() else {
                let header: Vec<_> = self.record.iter().map(str::trim).collect();
                return Err(StarError::WrongHeader {
                    path: self.path.clone(),
                    column: column.name,
                    found: clean::excerpt(&header.join(","), 400),
                });
            };
            if let Some(again) = places.next() {
                let (path, column) = (self.path.clone(), column.name);
                return Err(StarError::RepeatedColumn { path, column, places: (place as u64 + 1, again as u64 + 1) });
            }
            self.places.push(place);
        }
        Ok(())
    }

    /// Reads the next record that is not blank and returns the line where it begins.
    fn advance(&mut self) -> Result<Option<u64>, StarError> {
        loop {
            self.seen.row_start.set(self.reader.position().byte());
            let before = self.reader.position().line();
            if !self.reader.read_record(&mut self.record).map_err(|error| self.failure(error, before))? {
                return Ok(None);
            }
            if self.record.len() > 1 || self.record.iter().any(|cell| !cell.trim().is_empty()) {
                let inside = self.record.iter().flat_map(str::bytes).filter(|byte| *byte == b'\n').count() as u64;
                // The line feed after the last row is inside the row where its quotation mark is open.
                let after = u64::from(!self.is_open());
                return Ok(Some(self.reader.position().line().saturating_sub(after + inside)));
            }
        }
    }

    /// Returns whether the row runs to the end of the file because a quotation mark is not closed.
    fn is_open(&self) -> bool {
        let at_end = self.reader.position().byte() > self.seen.delivered.get();
        let cell = self.record.iter().next_back().and_then(|cell| cell.strip_suffix('\n'));
        // A cell that is closed may end in a line feed too.
        at_end && cell.is_some_and(|cell| self.seen.last.get() != b'"' || cell.ends_with('"'))
    }

    fn failure(&self, error: csv::Error, line: u64) -> StarError {
        let path = self.path.clone();
        match error.into_kind() {
            ErrorKind::Utf8 { pos, .. } => StarError::NotUtf8 { path, line: pos.map_or(line, |position| position.line()) },
            ErrorKind::Io(source) if source.kind() == io::ErrorKind::FileTooLarge => StarError::RowTooLong { path, line },
            ErrorKind::Io(source) => StarError::Unreadable { path, source },
            _ => StarError::Unreadable { path, source: io::Error::other("it is not a CSV file") },
        }
    }
}

impl<'a> Row<'a> {
    /// Returns a cell without the white space around it; empty where the row has no such cell.
    pub(super) fn cell(&self, column: Column) -> &'a str {
        self.raw(column).trim()
    }

    /// Returns a cell as it stands.
    pub(super) fn raw(&self, column: Column) -> &'a str {
        let place = self.places.get(column.place).copied().unwrap_or_default();
        let cell = self.record.get(place).unwrap_or_default();
        let last_of_row = place + 1 == self.record.len();
        if last_of_row { cell.strip_suffix('\r').unwrap_or(cell) } else { cell }
    }

    /// Returns what is wrong with the cells as a whole, if anything: then no cell is surely under its own header.
    pub(super) fn wrong_width(&self) -> Option<String> {
        if self.is_open {
            return Some("a quotation mark is not closed, so that the row runs to the end of the file".to_owned());
        }
        let found = self.record.len();
        (found != self.width).then(|| format!("the row has {found} cells and the header {}", self.width))
    }
}

/// What was read of a file so far.
#[derive(Default)]
struct Seen {
    delivered: Cell<u64>,
    /// The last byte that was delivered.
    last: Cell<u8>,
    row_start: Cell<u64>,
}

/// Passes bytes on as long as no row is longer than the limit.
struct Bounded<R> {
    inner: R,
    seen: Rc<Seen>,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.seen.delivered.get().saturating_sub(self.seen.row_start.get()) > ROW_LIMIT {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let count = self.inner.read(buffer)?;
        self.seen.delivered.set(self.seen.delivered.get() + count as u64);
        if let Some(last) = buffer.get(..count).and_then(<[u8]>::last) {
            self.seen.last.set(*last);
        }
        Ok(count)
    }
}
