//! Facilities of which reports are held, and which supplier is which, as a person said.

use betterwork::analysis::suppliers::{Facility, Link, SCHEMES};
use betterwork::report::Country;

use super::query::NEWEST;
use super::sql::{self, Fault, Row, values};
use super::{Result, Store};

/// A facility and its newest report.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct HeldFacility {
    /// The facility, as its newest report describes it.
    pub facility: Facility,
    pub(crate) report_id: i64,
}

impl Store {
    /// Lists every facility with its newest report: the newest assessment in its newest revision, whatever its standing.
    ///
    /// # Errors
    /// What the database says.
    pub fn facilities(&self) -> Result<Vec<HeldFacility>> {
        let sql = format!(
            "SELECT report_id, iss, sub, facility_name, facility_country, os_id, star, lei, duns, gln FROM reports
             WHERE report_id IN ({NEWEST}) ORDER BY iss, sub"
        );
        self.ask(&sql, &[], |row| {
            let [iss, sub, name]: [String; 3] = [row.get("iss")?, row.get("sub")?, row.get("facility_name")?];
            let mut facility = Facility::new(iss, sub, name, country(row, "facility_country")?);
            for scheme in SCHEMES {
                let value: Option<String> = row.get(*scheme)?;
                facility.identifiers.extend(value.map(|value| ((*scheme).to_owned(), value)));
            }
            Ok(HeldFacility { facility, report_id: row.get("report_id")? })
        })
    }

    /// Lists which supplier is which facility, as people confirmed.
    ///
    /// # Errors
    /// What the database says.
    pub fn supplier_links(&self) -> Result<Vec<Link>> {
        self.ask("SELECT * FROM supplier_links ORDER BY supplier_number", &[], |row| {
            let supplier = (row.get("supplier_number")?, row.get("supplier_name")?, country(row, "supplier_country")?);
            Ok(Link::held(supplier, (row.get("iss")?, row.get("sub")?), row.get("confirmed_by")?, row.get("confirmed_at")?))
        })
    }

    /// Keeps a person's word on which facility a supplier is, instead of an earlier one.
    ///
    /// # Errors
    /// What the database says.
    pub fn confirm_supplier(&mut self, link: &Link) -> Result<()> {
        let sql = "INSERT INTO supplier_links (supplier_number, supplier_name, supplier_country, iss, sub, confirmed_by, confirmed_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            ON CONFLICT (supplier_number) DO UPDATE SET supplier_name = excluded.supplier_name, supplier_country = excluded.supplier_country,
                iss = excluded.iss, sub = excluded.sub, confirmed_by = excluded.confirmed_by, confirmed_at = excluded.confirmed_at";
        let values = values![
            &*link.supplier_number,
            &*link.supplier_name,
            link.supplier_country.as_str(),
            &*link.iss,
            &*link.sub,
            &*link.confirmed_by,
            &*link.confirmed_at
        ];
        self.database.execute(sql, values).map(|_| ()).map_err(|error| self.fault(error))
    }

    /// Takes a person's word back; `false` where there was none.
    ///
    /// # Errors
    /// What the database says.
    pub fn forget_supplier(&mut self, supplier_number: &str) -> Result<bool> {
        let sql = "DELETE FROM supplier_links WHERE supplier_number = ?1";
        self.database.execute(sql, values![supplier_number]).map(|count| count > 0).map_err(|error| self.fault(error))
    }

    /// Returns the signed bytes of a held facility's newest report.
    pub(crate) fn newest_token(&self, held: &HeldFacility) -> Result<Vec<u8>> {
        let mut tokens = self.ask("SELECT token FROM documents WHERE report_id = ?1", values![held.report_id], |row| row.get(0))?;
        Ok(tokens.pop().unwrap_or_default())
    }
}

fn country(row: &Row<'_>, column: &str) -> sql::Result<Country> {
    Country::parse(&row.text(column)?).map_err(|error| Fault::Row(error.to_string()))
}
