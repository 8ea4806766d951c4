//! `suppliers`: which supplier is which factory; what only a person can say is kept in the store, with who and when.

use std::path::PathBuf;

use betterwork::analysis::suppliers::{Basis, Facility, Link, Match, Supplier, match_suppliers};
use betterwork::one_line;
use betterwork_exchange::store::Store;
use betterwork_exchange::suppliers;
use serde_json::json;

use crate::clock::Instant;
use crate::exit::Exit;
use crate::facilities;
use crate::failure::{Failure, Result};
use crate::output::{self, BAD, CAUTION, FAINT, GOOD, Voice, counted, styled};

/// Say which supplier is which factory
#[derive(clap::Subcommand, Debug)]
pub(crate) enum Suppliers {
    Match(MatchSuppliers),
    Confirm(Confirm),
    Forget(Forget),
}

/// Match a list of suppliers to the factories of a store
///
/// By identifier first: OS ID, STAR id, LEI, DUNS, GLN. Name and country alone only propose a factory, since factories
/// share names: confirm it with `betterwork suppliers confirm`.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Example:
  betterwork suppliers match --store reports.db --suppliers suppliers.csv")]
pub(crate) struct MatchSuppliers {
    #[command(flatten)]
    sources: Sources,
    /// List only suppliers that are not settled
    #[arg(long)]
    open: bool,
}

/// Record that a person has said which factory a supplier is
///
/// The store keeps who said it, and when. `decide` then relies on it as on an identifier.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
It holds as long as the supplier's name and country in the list stay.

Examples:
  betterwork suppliers confirm V100000 --by \"sourcing manager\" --store reports.db \\
    --suppliers suppliers.csv
  betterwork suppliers confirm V100126 --facility KH-1017 --by \"sourcing manager\" \\
    --store reports.db --suppliers suppliers.csv")]
pub(crate) struct Confirm {
    /// The supplier's number
    #[arg(value_name = "NUMBER")]
    number: String,
    /// The factory, by its id in the reports (`sub`) or the end of it; needed where several may be meant
    #[arg(long, value_name = "ID")]
    facility: Option<String>,
    /// Who says so: a role or a name, for the record
    #[arg(long, value_name = "WHO")]
    by: String,
    #[command(flatten)]
    sources: Sources,
    #[command(flatten)]
    instant: Instant,
}

/// Take back what a person has said of a supplier
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Example:
  betterwork suppliers forget V100126 --store reports.db")]
pub(crate) struct Forget {
    /// The supplier's number
    #[arg(value_name = "NUMBER")]
    number: String,
    /// The store
    #[arg(long, value_name = "DB", value_parser = crate::io::store_path())]
    store: PathBuf,
}

#[derive(clap::Args, Clone, Debug)]
struct Sources {
    /// The store
    #[arg(long, value_name = "DB", value_parser = crate::io::store_path())]
    store: PathBuf,
    /// The list: CSV with supplier_number, supplier_name, country; where known os_id, star_id, lei, duns, gln
    #[arg(long, value_name = "FILE")]
    suppliers: PathBuf,
}

impl Suppliers {
    pub(crate) fn run(&self, voice: Voice) -> Result<Exit> {
        match self {
            Suppliers::Match(matching) => matching.run(voice),
            Suppliers::Confirm(confirm) => confirm.run(voice),
            Suppliers::Forget(forget) => forget.run(voice),
        }
    }
}

impl MatchSuppliers {
    fn run(&self, voice: Voice) -> Result<Exit> {
        let list = suppliers::read(&self.sources.suppliers)?;
        let store = Store::open_read_only(&self.sources.store)?;
        let facilities = held(&store)?;
        let matches = match_suppliers(&list, &facilities, &store.supplier_links()?);
        let rows: Vec<_> = list.iter().zip(&matches).filter(|(_, found)| !self.open || found.settled().is_none()).collect();
        match voice {
            Voice::Json => {
                let row = |(supplier, found): &(&Supplier, &Match)| {
                    let meant: Vec<_> = found.facilities.iter().filter_map(|place| facilities.get(*place)).collect();
                    json!({"supplier": supplier, "match": found, "facilities": meant})
                };
                output::print_json(&rows.iter().map(row).collect::<Vec<_>>())?;
            }
            Voice::Human => output::print(format!("{}\n\n{}", table(&rows, &facilities), counts(&matches)))?,
        }
        Ok(Exit::Done)
    }
}

impl Confirm {
    fn run(&self, voice: Voice) -> Result<Exit> {
        let list = suppliers::read(&self.sources.suppliers)?;
        let supplier = list
            .iter()
            .find(|supplier| supplier.number == self.number)
            .ok_or_else(|| Failure::usage(format!("the list `{}` has no supplier `{}`", self.sources.suppliers.display(), self.number)))?;
        if self.by.trim().is_empty() {
            return Err(Failure::usage("`--by` is empty: say who confirms this"));
        }
        let mut store = Store::open(&self.sources.store)?;
        let facilities = held(&store)?;
        let facility = self.facility(supplier, &facilities, &store.supplier_links()?)?;
        let link = Link::new(supplier, facility, self.by.trim(), self.instant.resolve()?);
        store.confirm_supplier(&link)?;
        match voice {
            Voice::Json => output::print_json(&link)?,
            Voice::Human => output::print(format!(
                "{} ({}, {}) is {} ({}), as {} said on {}",
                one_line(&supplier.number),
                one_line(&supplier.name),
                supplier.country,
                one_line(&facility.sub),
                one_line(&facility.name),
                one_line(&link.confirmed_by),
                link.confirmed_at
            ))?,
        }
        Ok(Exit::Done)
    }

    fn facility<'f>(&self, supplier: &Supplier, facilities: &'f [Facility], links: &[Link]) -> Result<&'f Facility> {
        let meant: Vec<&Facility> = match &self.facility {
            Some(id) => facilities.iter().filter(|facility| facility.sub == *id || facilities::ends_in(&facility.sub, id)).collect(),
            None => {
                let found = match_suppliers(std::slice::from_ref(supplier), facilities, links);
                found.iter().flat_map(|found| &found.facilities).filter_map(|place| facilities.get(*place)).collect()
            }
        };
        match (meant.as_slice(), &self.facility) {
            ([only], _) => Ok(only),
            ([], Some(id)) => Err(Failure::usage(format!("the store has no report of the factory `{id}`"))),
            ([], None) => {
                Err(Failure::usage(format!("no factory of the store fits `{}`", supplier.name)).advise("name one with `--facility ID`"))
            }
            (several, _) => {
                let ids: Vec<_> = several.iter().map(|facility| format!("`{}`", facility.sub)).collect();
                Err(Failure::usage(format!("`{}` may be {}", supplier.name, ids.join(" or "))).advise("name one with `--facility ID`"))
            }
        }
    }
}

impl Forget {
    fn run(&self, voice: Voice) -> Result<Exit> {
        let known = Store::open(&self.store)?.forget_supplier(&self.number)?;
        match voice {
            Voice::Json => output::print_json(&json!({"forgotten": known}))?,
            Voice::Human if known => output::print(format!("what was confirmed of `{}` is taken back", self.number))?,
            Voice::Human => output::print(format!("nothing was confirmed of `{}`", self.number))?,
        }
        Ok(Exit::Done)
    }
}

fn held(store: &Store) -> Result<Vec<Facility>> {
    Ok(store.facilities()?.into_iter().map(|held| held.facility).collect())
}

fn table(rows: &[(&Supplier, &Match)], facilities: &[Facility]) -> String {
    let mut table = output::table(&["supplier", "name", "country", "match", "factory", "note"]);
    for (supplier, found) in rows {
        let meant: Vec<_> =
            found.facilities.iter().filter_map(|place| facilities.get(*place)).map(|facility| one_line(&facility.sub)).collect();
        let by = match (found.scheme, &found.confirmed_by) {
            (Some(scheme), _) => styled(GOOD, scheme.replace('_', " ").to_uppercase()),
            (None, Some(who)) => format!("{} {}", styled(GOOD, "confirmed"), styled(FAINT, format!("by {}", one_line(who)))),
            (None, None) if found.basis == Basis::None => styled(FAINT, "none"),
            (None, None) if found.basis == Basis::Conflict => styled(BAD, "conflict"),
            (None, None) => styled(CAUTION, found.basis.code()),
        };
        table.add_row(output::row([
            one_line(&supplier.number).into_owned(),
            one_line(&supplier.name).into_owned(),
            supplier.country.to_string(),
            by,
            meant.join("\n"),
            one_line(found.note.as_deref().unwrap_or_default()).into_owned(),
        ]));
    }
    output::indented(&table, 0)
}

fn counts(matches: &[Match]) -> String {
    let count = |basis: Basis| matches.iter().filter(|found| found.basis == basis).count() as u64;
    format!(
        "{}: {} by identifier, {} confirmed, {} proposed, {} in conflict, {} without a factory",
        counted(matches.len() as u64, "supplier", "suppliers"),
        count(Basis::Identifier),
        count(Basis::Confirmed),
        count(Basis::Proposed),
        count(Basis::Conflict),
        count(Basis::None)
    )
}
