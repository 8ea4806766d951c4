//! A buyer's list of suppliers as CSV: numbers, names, countries, identifiers.

use std::collections::HashMap;
use std::fmt;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use betterwork::Day;
use betterwork::analysis::suppliers::Supplier;
use csv::StringRecord;

use crate::star::country;

/// The columns that a list must have.
const NUMBER: &str = "supplier_number";
const NAME: &str = "supplier_name";
const COUNTRY: &str = "country";
/// The columns that it may have: identifiers and their schemes.
const IDENTIFIERS: &[(&str, &str)] = &[("os_id", "os_id"), ("star_id", "star"), ("lei", "lei"), ("duns", "duns"), ("gln", "gln")];
const LAST_BLOCKING_ON: &str = "last_blocking_on";

/// The most bytes of a list.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// Why a list of suppliers cannot be read: one place, one sentence.
#[derive(Debug)]
#[non_exhaustive]
pub enum SuppliersError {
    /// The operating system refused to read it.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// It is too large, no CSV, or not UTF-8.
    NotCsv {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// A column is missing, or one is there that nobody knows.
    WrongHeader {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// A cell does not say what it should.
    BadCell {
        /// The file.
        path: PathBuf,
        /// The line where its row begins.
        line: u64,
        /// Its column.
        column: String,
        /// What is wrong.
        reason: String,
    },
}

impl SuppliersError {
    /// Returns the stable code: snake_case.
    pub fn code(&self) -> &'static str {
        match self {
            SuppliersError::Unreadable { .. } => "unreadable",
            SuppliersError::NotCsv { .. } => "not_csv",
            SuppliersError::WrongHeader { .. } => "wrong_header",
            SuppliersError::BadCell { .. } => "bad_cell",
        }
    }
}

impl fmt::Display for SuppliersError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SuppliersError::Unreadable { path, source } => write!(f, "cannot read `{}`: {source}", path.display()),
            SuppliersError::NotCsv { path, reason } => write!(f, "`{}` is no list of suppliers: {reason}", path.display()),
            SuppliersError::WrongHeader { path, reason } => write!(f, "`{}` line 1: {reason}", path.display()),
            SuppliersError::BadCell { path, line, column, reason } => {
                write!(f, "`{}` line {line}, column `{column}`: {reason}", path.display())
            }
        }
    }
}

impl std::error::Error for SuppliersError {}

/// Reads a list of suppliers.
///
/// Columns `supplier_number`, `supplier_name` and `country` (a code such as `VN`, or an English name); where there,
/// `os_id`, `star_id`, `lei`, `duns`, `gln` and `last_blocking_on`, a day. Other columns are passed over, unless they are
/// nearly one of these. Cells are separated by commas, or by semicolons or tabs where the header has no comma.
///
/// # Errors
/// The first fault: a list with one is not used at all, since a supplier that is left out would go unseen.
pub fn read(path: &Path) -> Result<Vec<Supplier>, SuppliersError> {
    let unreadable = |source| SuppliersError::Unreadable { path: path.to_owned(), source };
    let file = std::fs::File::open(path).map_err(unreadable)?;
    if file.metadata().map_err(unreadable)?.is_dir() {
        return Err(unreadable(io::Error::other("it is a directory")));
    }
    let mut text = String::new();
    let size = file.take(MAX_BYTES + 1).read_to_string(&mut text).map_err(|error| match error.kind() {
        io::ErrorKind::InvalidData => SuppliersError::NotCsv { path: path.to_owned(), reason: "it is not UTF-8".to_owned() },
        _ => unreadable(error),
    })?;
    if size as u64 > MAX_BYTES {
        return Err(SuppliersError::NotCsv { path: path.to_owned(), reason: format!("it has more than {MAX_BYTES} bytes") });
    }
    List { path }.read(text.trim_start_matches('\u{feff}'))
}

struct List<'a> {
    path: &'a Path,
}

impl List<'_> {
    fn read(&self, text: &str) -> Result<Vec<Supplier>, SuppliersError> {
        let not_csv = |error: csv::Error| SuppliersError::NotCsv { path: self.path.to_owned(), reason: error.to_string() };
        let delimiter = delimiter(text.lines().next().unwrap_or_default());
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).has_headers(true).flexible(true).from_reader(text.as_bytes());
        let header = reader.headers().map_err(not_csv)?.clone();
        let columns = self.columns(&header)?;
        let mut suppliers = Vec::new();
        let mut lines: HashMap<String, u64> = HashMap::new();
        for record in reader.records() {
            let record = record.map_err(not_csv)?;
            let line = record.position().map_or(0, csv::Position::line);
            // A cell too many or too few shifts the others, or leaves out what blocks.
            if record.len() != header.len() {
                let (found, expected) = (record.len(), header.len());
                return Err(self.bad_cell(line, NUMBER, format!("the row has {found} cells, and the header {expected}")));
            }
            let supplier = Row { list: self, columns: &columns, record: &record, line }.read()?;
            if let Some(first) = lines.insert(supplier.number.clone(), line) {
                return Err(self.bad_cell(line, NUMBER, format!("`{}` is on line {first} already", supplier.number)));
            }
            suppliers.push(supplier);
        }
        if suppliers.is_empty() {
            return Err(SuppliersError::NotCsv { path: self.path.to_owned(), reason: "it has no rows".to_owned() });
        }
        Ok(suppliers)
    }

    fn columns(&self, header: &StringRecord) -> Result<HashMap<String, usize>, SuppliersError> {
        let wrong = |reason| Err(SuppliersError::WrongHeader { path: self.path.to_owned(), reason });
        let mut columns = HashMap::new();
        for (place, name) in header.iter().enumerate() {
            if columns.insert(name.trim().to_owned(), place).is_some() && !name.trim().is_empty() {
                return wrong(format!("the column `{}` is there twice", name.trim()));
            }
        }
        if header.iter().all(|name| name.trim().is_empty()) {
            return Err(SuppliersError::NotCsv { path: self.path.to_owned(), reason: "it is empty".to_owned() });
        }
        for name in columns.keys() {
            if let Some(meant) = mistyped(name) {
                return wrong(format!("the column `{name}` would not count; did you mean `{meant}`?"));
            }
        }
        for needed in [NUMBER, NAME, COUNTRY] {
            if !columns.contains_key(needed) {
                let found = header.iter().take(12).collect::<Vec<_>>().join(",");
                return wrong(format!("there is no column `{needed}`; the header found is `{found}`"));
            }
        }
        Ok(columns)
    }

    fn bad_cell(&self, line: u64, column: &str, reason: String) -> SuppliersError {
        SuppliersError::BadCell { path: self.path.to_owned(), line, column: column.to_owned(), reason }
    }
}

/// Says what separates cells: a comma, unless the header has none and another one that spreadsheets write.
fn delimiter(header: &str) -> u8 {
    let others = [b';', b'\t'];
    match header.contains(',') {
        true => b',',
        false => others.into_iter().find(|other| header.bytes().any(|byte| byte == *other)).unwrap_or(b','),
    }
}

/// Returns which column somebody may have meant by one that is nearly it, and would be passed over.
fn mistyped(name: &str) -> Option<&'static str> {
    let plain = |name: &str| name.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase()).collect::<Vec<_>>();
    // A needed column that is mistyped is missed anyway.
    let known = || IDENTIFIERS.iter().map(|(column, _)| *column).chain([LAST_BLOCKING_ON]);
    if known().any(|column| column == name) {
        return None;
    }
    let found = plain(name);
    let same = known().find(|column| plain(column) == found);
    let blocking = found.windows(5).any(|part| part == b"block").then_some(LAST_BLOCKING_ON);
    let star = [&b"star"[..], b"starnumber", b"starfactoryid"].contains(&found.as_slice()).then_some("star_id");
    same.or(blocking).or(star).or_else(|| known().find(|column| column.len() > 4 && is_one_off(&plain(column), &found)))
}

/// Returns whether one character more, less or other makes one word the other.
fn is_one_off(one: &[u8], other: &[u8]) -> bool {
    let alike = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    let rest = |word: &'_ [u8], from: usize| word.get(from..).unwrap_or_default().to_vec();
    match one.len().abs_diff(other.len()) {
        0 => rest(one, alike + 1) == rest(other, alike + 1),
        1 if one.len() > other.len() => rest(one, alike + 1) == rest(other, alike),
        1 => rest(one, alike) == rest(other, alike + 1),
        _ => false,
    }
}

struct Row<'a> {
    list: &'a List<'a>,
    columns: &'a HashMap<String, usize>,
    record: &'a StringRecord,
    line: u64,
}

impl Row<'_> {
    fn read(&self) -> Result<Supplier, SuppliersError> {
        let number = self.needed(NUMBER)?;
        let name = self.needed(NAME)?;
        let country = self.needed(COUNTRY)?;
        let country = country::coded_or_named(&country)
            .ok_or_else(|| self.fault(COUNTRY, format!("`{country}` is no country: write a code such as `VN`, or its English name")))?;
        let mut supplier = Supplier::new(number, name, country);
        for (column, scheme) in IDENTIFIERS {
            supplier.identifiers.extend(self.cell(column).map(|value| ((*scheme).to_owned(), value)));
        }
        if let Some(day) = self.cell(LAST_BLOCKING_ON) {
            let parsed = Day::parse(&day).map_err(|_| self.fault(LAST_BLOCKING_ON, format!("`{day}` is no day such as `2026-02-03`")))?;
            supplier.last_blocking_on = Some(parsed);
        }
        Ok(supplier)
    }

    fn needed(&self, column: &str) -> Result<String, SuppliersError> {
        self.cell(column).ok_or_else(|| self.fault(column, "the cell is empty".to_owned()))
    }

    fn cell(&self, column: &str) -> Option<String> {
        let cell = self.record.get(*self.columns.get(column)?)?.trim();
        (!cell.is_empty()).then(|| cell.to_owned())
    }

    fn fault(&self, column: &str, reason: String) -> SuppliersError {
        self.list.bad_cell(self.line, column, reason)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str) -> Result<Vec<Supplier>, String> {
        List { path: Path::new("suppliers.csv") }.read(text).map_err(|error| error.to_string())
    }

    #[test]
    fn a_list_is_read() {
        let suppliers =
            list("supplier_number,supplier_name,country,star_id,os_id,note\nV1,Synthetic A,KH,1000,,x\nV2,Synthetic B,Viet Nam,,,\n");
        let suppliers = suppliers.unwrap();
        assert_eq!(suppliers[0].identifiers, [("star".to_owned(), "1000".to_owned())]);
        assert_eq!((suppliers[1].country.as_str(), suppliers[1].identifiers.len()), ("VN", 0));
    }

    #[test]
    fn a_fault_names_line_and_column() {
        let fault = |rows: &str| list(&format!("supplier_number,supplier_name,country\n{rows}")).unwrap_err();
        assert_eq!(fault("V1,A,KH\nV1,B,KH\n"), "`suppliers.csv` line 3, column `supplier_number`: `V1` is on line 2 already");
        assert!(fault("V1,A,ZZ\n").contains("line 2, column `country`: `ZZ` is no country"));
        assert!(fault(",A,KH\n").contains("column `supplier_number`: the cell is empty"));
        assert!(list("number,name\n").unwrap_err().contains("no column `supplier_number`; the header found is `number,name`"));
    }

    #[test]
    fn a_mistyped_column_is_refused_and_another_passed_over() {
        let header = |column: &str| list(&format!("supplier_number,supplier_name,country,{column}\nV1,A,KH,\n"));
        for (column, meant) in [
            ("star_ID", "star_id"),
            ("OS ID", "os_id"),
            ("D-U-N-S", "duns"),
            ("last_blocking", "last_blocking_on"),
            ("blocked", "last_blocking_on"),
            ("sta_id", "star_id"),
        ] {
            assert!(header(column).unwrap_err().ends_with(&format!("did you mean `{meant}`?")), "{column}");
        }
        for column in ["supplier_group", "status", "city", "note", "led", "supplier_name_2", "id", ""] {
            assert!(header(column).is_ok(), "{column}");
        }
    }

    #[test]
    fn a_row_has_as_many_cells_as_the_header() {
        let row = |row: &str| list(&format!("supplier_number,supplier_name,country,star_id\n{row}\n")).unwrap_err();
        assert!(row("V1,A,KH").contains("the row has 3 cells, and the header 4"));
        assert!(row("V1,A, Ltd,KH,7").contains("line 2") && row("V1,A, Ltd,KH,7").contains("the row has 5 cells"));
    }

    #[test]
    fn semicolons_and_tabs_separate_where_commas_do_not() {
        for separator in [";", "\t"] {
            let text = "supplier_number,supplier_name,country\nV1,A,KH\n".replace(',', separator);
            assert_eq!(list(&text).unwrap()[0].country.as_str(), "KH");
        }
        assert!(list("").unwrap_err().contains("it is empty"));
    }

    #[test]
    fn a_country_is_a_code_or_a_name() {
        assert_eq!(["vn", "Vietnam", "XX"].map(|text| country::coded_or_named(text).is_some()), [true, true, false]);
    }
}
