//! The demo's decisions: a buyer's list, rules and code of conduct, and what follows for each supplier.

use std::fmt;
use std::num::NonZeroUsize;
use std::path::Path;
use std::thread;

use betterwork::Timestamp;
use betterwork::analysis::portfolio::{SupplierDecision, Totals};
use betterwork::analysis::suppliers::{Basis, Facility, Link, Supplier, match_suppliers};
use betterwork::analysis::{Crosswalk, Policy};
use betterwork::trust::{StatusLists, TrustList};
use betterwork_exchange::portfolio::{Judgement, decide_all};
use betterwork_exchange::store::Store;
use betterwork_exchange::suppliers;

use crate::commands::decide_portfolio;
use crate::failure::{Failure, Result};
use crate::io::{self, Mode};
use crate::output::{self, FAINT, counted, styled};
use crate::page;

const SUPPLIERS: &str = include_str!("../../../../examples/star-export/suppliers.csv");
const POLICY: &str = include_str!("../../../../examples/policies/brand.json");
const CROSSWALK: &str = include_str!("../../../../examples/crosswalks/ilo-fundamental-principles.json");

/// What was decided.
pub(super) struct Decided {
    rows: Vec<SupplierDecision>,
    pub(super) totals: Totals,
    confirmed: u64,
}

/// Writes what a buyer has (`suppliers.csv`, `policy.json`, `crosswalk.json`), decides, and writes `portfolio.html`.
pub(super) fn decide(folder: &Path, star: Option<&Path>, trust: &TrustList, status: &StatusLists, at: Timestamp) -> Result<Decided> {
    let store = folder.join("reports.db");
    let list = folder.join("suppliers.csv");
    let text = supplier_list(star, &store)?;
    for (file, text) in [("suppliers.csv", &*text), ("policy.json", POLICY), ("crosswalk.json", CROSSWALK)] {
        io::write(&folder.join(file), text.as_bytes(), Mode::Replace)?;
    }
    let list = suppliers::read(&list)?;
    let confirmed = confirm(&store, &list, at)?;
    let (policy, crosswalk) = (Policy::from_json(POLICY)?, Crosswalk::from_json(CROSSWALK)?);
    let judgement = Judgement { policy: &policy, crosswalk: &crosswalk, trust, status, at };
    let threads = thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let rows = decide_all(&store, list, &judgement, threads, &|_| {})?;
    let totals = Totals::of(&rows);
    io::write(&folder.join("portfolio.html"), page::portfolio(&rows, &totals, &judgement).as_bytes(), Mode::Replace)?;
    Ok(Decided { rows, totals, confirmed })
}

/// Takes the list beside the export; where that has none, every factory of the store is a supplier.
fn supplier_list(star: Option<&Path>, store: &Path) -> Result<String> {
    let Some(star) = star else { return Ok(SUPPLIERS.to_owned()) };
    let given = star.join("suppliers.csv");
    if given.is_file() {
        return io::read_text(&given, io::MAX_DOCUMENT_BYTES);
    }
    let failed = |error: csv::Error| Failure::input_output("unwritable", format!("cannot write CSV: {error}"));
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["supplier_number", "supplier_name", "country", "star_id"]).map_err(failed)?;
    for held in Store::open_read_only(store)?.facilities()? {
        let Facility { name, country, identifiers, sub, .. } = &held.facility;
        let star = identifiers.iter().find(|(scheme, _)| scheme == "star").map_or("", |(_, value)| value);
        writer.write_record([sub.rsplit(':').next().unwrap_or(sub), name, country.as_str(), star]).map_err(failed)?;
    }
    let bytes = writer.into_inner().map_err(|error| Failure::input_output("unwritable", format!("cannot write CSV: {error}")))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Confirms what is proposed where only one factory fits, as a person would with `betterwork suppliers confirm`.
fn confirm(store: &Path, list: &[Supplier], at: Timestamp) -> Result<u64> {
    let mut store = Store::open(store)?;
    let facilities: Vec<Facility> = store.facilities()?.into_iter().map(|held| held.facility).collect();
    let mut count = 0;
    for (supplier, found) in list.iter().zip(match_suppliers(list, &facilities, &[])) {
        if let (Basis::Proposed, [only]) = (found.basis, found.facilities.as_slice())
            && let Some(facility) = facilities.get(*only)
        {
            store.confirm_supplier(&Link::new(supplier, facility, "the demo", at))?;
            count += 1;
        }
    }
    Ok(count)
}

impl fmt::Display for Decided {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let proposals = counted(self.confirmed, "supplier", "suppliers");
        writeln!(f, "   by the policy in policy.json and the code of conduct in crosswalk.json, from the signed reports verified again")?;
        writeln!(
            f,
            "   {}\n",
            styled(FAINT, format!("{proposals} had no identifier: the demo confirmed which factory they are, as a person would"))
        )?;
        writeln!(f, "{}\n", output::indented(&decide_portfolio::table(&self.rows), 3))?;
        write!(f, "   {}\n   {}", decide_portfolio::summary(&self.totals), styled(FAINT, "to read and to print: portfolio.html"))
    }
}
