//! `star-enterprises.csv`: what is known of each factory, as members of a report's facility.
//!
//! Names, telephone numbers and mail addresses of persons stand in columns that are never looked at.

use std::collections::HashMap;
use std::path::Path;

use betterwork::Text;
use betterwork::report::{Address, Coordinates, Industry, Operations, Ownership, Workforce};

use super::clean;
use super::coordinates::{self, Pair};
use super::error::StarError;
use super::summary::{Note, NoteKind, Summary};
use super::table::{Column, Row, Table, columns};

/// The file's name in an export.
pub(super) const FILE: &str = "star-enterprises.csv";

columns! {
    ID = "ID",
    NAME = "Name",
    ADDRESS_1 = "Address 1",
    ADDRESS_2 = "Address 2",
    CITY = "City",
    STATE = "State",
    ZIP_CODE = "Zip Code",
    COUNTRY_CODE = "Country Code (Alpha 2)",
    GPS_X = "GPS Coordinates X",
    GPS_Y = "GPS Coordinates Y",
    OWNER = "Full legal name of the enterprise that owns the supplier",
    BEGAN_YEAR = "Year began operations",
    DIVISION = "Division",
    FIRST_PRODUCT = "First Product",
    SECOND_PRODUCT = "Second Product",
    MALE = "Male",
    FEMALE = "Female",
    TOTAL = "Total",
    CUSTOMER_1 = "Customer 1",
    CUSTOMER_2 = "Customer 2",
    CUSTOMER_3 = "Customer 3",
    STATUS = "Status",
}

/// What the file says of one factory; what it does not say is absent.
pub(super) struct Enterprise {
    pub(super) line: u64,
    pub(super) name: String,
    /// As it stands, for comparison with the assessment's country.
    pub(super) country_code: String,
    pub(super) is_obsolete_by_status: bool,
    pub(super) industry: Option<Industry>,
    pub(super) address: Option<Address>,
    pub(super) coordinates: Option<Coordinates>,
    pub(super) ownership: Option<Ownership>,
    pub(super) operations: Option<Operations>,
    pub(super) workforce: Option<Workforce>,
    /// The cells that are read, to tell a repeated row from a contradictory one.
    cells: Vec<String>,
}

/// Reads the file; `None` where the export has none.
pub(super) fn read(directory: &Path, summary: &mut Summary) -> Result<Option<HashMap<String, Enterprise>>, StarError> {
    let Some(mut table) = Table::open(directory, FILE, COLUMNS)? else { return Ok(None) };
    let mut enterprises: HashMap<String, Enterprise> = HashMap::new();
    let mut pairs: Vec<Pair> = Vec::new();
    let mut row_count = 0;
    while let Some(row) = table.next()? {
        row_count += 1;
        let id = row.cell(ID);
        if let Some(note) = unreadable(row) {
            summary.push(note);
            continue;
        }
        if let Some(first) = enterprises.get(id) {
            summary.push(repeated(row, first));
            continue;
        }
        pairs.extend(Pair::read(row.line, id, (row.cell(GPS_X), row.cell(GPS_Y)), (GPS_X.name, GPS_Y.name), summary));
        enterprises.insert(id.to_owned(), read_enterprise(row, summary));
    }
    summary.count_file(FILE, row_count);
    for (id, coordinates) in coordinates::decide(&pairs, (GPS_X.name, GPS_Y.name), summary) {
        if let Some(enterprise) = enterprises.get_mut(id) {
            enterprise.coordinates = Some(coordinates);
        }
    }
    Ok(Some(enterprises))
}

fn unreadable(row: Row<'_>) -> Option<Note> {
    if let Some(reason) = row.wrong_width() {
        return Some(Note::new(NoteKind::UnreadableRow, FILE, row.line, reason));
    }
    let nameless = row.cell(ID).is_empty();
    nameless.then(|| Note::new(NoteKind::UnreadableRow, FILE, row.line, "the factory has no id").column(ID.name))
}

fn repeated(row: Row<'_>, first: &Enterprise) -> Note {
    let differing = COLUMNS.iter().zip(&first.cells).find(|(column, cell)| row.cell(**column) != cell.as_str());
    match differing {
        None => Note::new(NoteKind::DuplicateRow, FILE, row.line, format!("says the same as line {}", first.line)),
        Some((column, _)) => {
            let reason =
                format!("factory `{}` stands on line {} with other content, which is kept", clean::excerpt(row.cell(ID), 40), first.line);
            Note::new(NoteKind::ConflictingRow, FILE, row.line, reason).column(column.name)
        }
    }
}

fn read_enterprise(row: Row<'_>, summary: &mut Summary) -> Enterprise {
    Enterprise {
        line: row.line,
        name: clean::one_line(row.cell(NAME)),
        country_code: row.cell(COUNTRY_CODE).to_owned(),
        is_obsolete_by_status: clean::has_word(row.cell(STATUS), "obsolete"),
        industry: read_industry(row, summary),
        address: read_address(row),
        coordinates: None,
        ownership: read_ownership(row),
        operations: read_operations(row, summary),
        workforce: read_workforce(row, summary),
        cells: COLUMNS.iter().map(|column| row.cell(*column).to_owned()).collect(),
    }
}

/// Reads the division of ISIC; a section alone says too little to name an industry.
fn read_industry(row: Row<'_>, summary: &mut Summary) -> Option<Industry> {
    let division = row.cell(DIVISION);
    match (division.len(), division.parse::<u8>()) {
        (0, _) => None,
        (1 | 2, Ok(number @ 1..=99)) => Some(Industry::new(format!("{number:02}").into())),
        _ => {
            summary.push(unreadable_cell(row, DIVISION, "a division of ISIC such as `14`"));
            None
        }
    }
}

fn read_address(row: Row<'_>) -> Option<Address> {
    let mut address = Address::default();
    address.lines = texts(row, &[ADDRESS_1, ADDRESS_2]);
    address.locality = text(row, CITY);
    address.region = text(row, STATE);
    address.postal_code = text(row, ZIP_CODE);
    (address != Address::default()).then_some(address)
}

fn read_ownership(row: Row<'_>) -> Option<Ownership> {
    let parent_company = text(row, OWNER)?;
    let mut ownership = Ownership::default();
    ownership.parent_company = Some(parent_company);
    Some(ownership)
}

fn read_operations(row: Row<'_>, summary: &mut Summary) -> Option<Operations> {
    let mut operations = Operations::default();
    operations.began_year = match count(row, BEGAN_YEAR, "a year such as `2004`", summary) {
        Some(year) if !(1000..=9999).contains(&year) => {
            summary.push(unreadable_cell(row, BEGAN_YEAR, "a year such as `2004`"));
            None
        }
        year => year,
    };
    operations.products = texts(row, &[FIRST_PRODUCT, SECOND_PRODUCT]);
    operations.customers = texts(row, &[CUSTOMER_1, CUSTOMER_2, CUSTOMER_3]);
    (operations != Operations::default()).then_some(operations)
}

fn read_workforce(row: Row<'_>, summary: &mut Summary) -> Option<Workforce> {
    let mut workforce = Workforce::default();
    workforce.men_count = count(row, MALE, "a number of workers", summary);
    workforce.women_count = count(row, FEMALE, "a number of workers", summary);
    workforce.total_count = count(row, TOTAL, "a number of workers", summary);
    (workforce != Workforce::default()).then_some(workforce)
}

fn text(row: Row<'_>, column: Column) -> Option<Text> {
    let text = clean::one_line(row.cell(column));
    (!text.is_empty()).then(|| text.into())
}

fn texts(row: Row<'_>, columns: &[Column]) -> Vec<Text> {
    columns.iter().filter_map(|column| text(row, *column)).collect()
}

/// Reads a whole number; an empty cell is absent, anything else is listed and absent.
fn count(row: Row<'_>, column: Column, expected: &str, summary: &mut Summary) -> Option<u64> {
    let cell = row.cell(column);
    if cell.is_empty() {
        return None;
    }
    let number = cell.bytes().all(|byte| byte.is_ascii_digit()).then(|| cell.parse::<u32>().ok()).flatten();
    if number.is_none() {
        summary.push(unreadable_cell(row, column, expected));
    }
    number.map(u64::from)
}

fn unreadable_cell(row: Row<'_>, column: Column, expected: &str) -> Note {
    let reason = format!("expected {expected}, found `{}`", clean::excerpt(row.cell(column), 40));
    Note::new(NoteKind::UnreadableCell, FILE, row.line, reason).column(column.name)
}
