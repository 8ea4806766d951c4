//! Which factory is which supplier: by identifier, or by a person's word; never silently by name.

use std::collections::{BTreeSet, HashMap};

use serde::Serialize;

use super::choices::choices;
use crate::error::excerpt;
use crate::report::{Country, Identifier};
use crate::time::{Day, Timestamp};

/// The schemes of identifiers that suppliers are matched by, the most reliable first.
pub const SCHEMES: &[&str] = &["os_id", "star", "lei", "duns", "gln"];

/// A supplier of a buyer's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Supplier {
    /// The buyer's number for it.
    pub number: String,
    /// Its name in the buyer's list.
    pub name: String,
    /// Its country.
    pub country: Country,
    /// Its identifiers: scheme, such as `os_id`, and value.
    pub identifiers: Vec<(String, String)>,
    /// The day of the last assessment that blocked it, as the buyer knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_blocking_on: Option<Day>,
}

/// A facility of which reports are held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Facility {
    /// The issuer of its reports.
    pub iss: String,
    /// The facility, as the issuer names it.
    pub sub: String,
    /// Its name in its newest report.
    pub name: String,
    /// Its country.
    pub country: Country,
    /// Its identifiers: scheme and value.
    pub identifiers: Vec<(String, String)>,
}

/// A person's word that a supplier is a facility. It holds as long as the supplier's name and country stay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Link {
    /// The supplier's number.
    pub supplier_number: String,
    /// Its name when that was said.
    pub supplier_name: String,
    /// Its country when that was said.
    pub supplier_country: Country,
    /// The issuer.
    pub iss: String,
    /// The facility, as the issuer names it.
    pub sub: String,
    /// Who said so: a role or a name that the buyer chooses.
    pub confirmed_by: String,
    /// When, RFC 3339.
    pub confirmed_at: String,
}

choices! {
    /// What a match rests on.
    pub enum Basis {
        /// An identifier.
        Identifier = "identifier",
        /// A person's word.
        Confirmed = "confirmed",
        /// Name and country alone: a person must confirm it.
        Proposed = "proposed",
        /// What is known contradicts itself: a person must decide.
        Conflict = "conflict",
        /// No facility fits.
        None = "none",
    }
}

/// What a supplier was matched to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Match {
    /// What it rests on.
    pub basis: Basis,
    /// The scheme of the identifier, where one decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheme: Option<&'static str>,
    /// The facilities, by their place in the list that was given: one where the match is settled, else those that may be meant.
    #[serde(skip)]
    pub facilities: Vec<usize>,
    /// Who confirmed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirmed_by: Option<String>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirmed_at: Option<String>,
    /// What speaks against it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Supplier {
    /// Makes a supplier without identifiers.
    pub fn new(number: impl Into<String>, name: impl Into<String>, country: Country) -> Self {
        Supplier { number: number.into(), name: name.into(), country, identifiers: Vec::new(), last_blocking_on: None }
    }
}

impl Facility {
    /// Makes a facility without identifiers.
    pub fn new(iss: impl Into<String>, sub: impl Into<String>, name: impl Into<String>, country: Country) -> Self {
        Facility { iss: iss.into(), sub: sub.into(), name: name.into(), country, identifiers: Vec::new() }
    }
}

impl Link {
    /// Links a supplier, as it is now, to a facility.
    pub fn new(supplier: &Supplier, facility: &Facility, confirmed_by: impl Into<String>, confirmed_at: Timestamp) -> Self {
        Link {
            supplier_number: supplier.number.clone(),
            supplier_name: supplier.name.clone(),
            supplier_country: supplier.country,
            iss: facility.iss.clone(),
            sub: facility.sub.clone(),
            confirmed_by: confirmed_by.into(),
            confirmed_at: confirmed_at.to_string(),
        }
    }

    /// Reads a link as a store keeps it.
    pub fn held(supplier: (String, String, Country), facility: (String, String), confirmed_by: String, confirmed_at: String) -> Self {
        let ((supplier_number, supplier_name, supplier_country), (iss, sub)) = (supplier, facility);
        Link { supplier_number, supplier_name, supplier_country, iss, sub, confirmed_by, confirmed_at }
    }
}

impl Match {
    /// Returns the facility, where the match is settled.
    pub fn settled(&self) -> Option<usize> {
        match (self.basis, self.facilities.as_slice()) {
            (Basis::Identifier | Basis::Confirmed, [only]) => Some(*only),
            _ => None,
        }
    }

    fn of(basis: Basis, facilities: impl IntoIterator<Item = usize>) -> Self {
        let facilities = facilities.into_iter().collect();
        Match { basis, scheme: None, facilities, confirmed_by: None, confirmed_at: None, note: None }
    }

    fn conflict(facilities: impl IntoIterator<Item = usize>, note: String) -> Self {
        Match { note: Some(note), ..Match::of(Basis::Conflict, facilities) }
    }
}

/// Matches each supplier to a facility: by identifier, by a person's word, or as a proposal by name and country.
///
/// Where no facility is found and an identifier is not written as one of its scheme, the note says so.
pub fn match_suppliers(suppliers: &[Supplier], facilities: &[Facility], links: &[Link]) -> Vec<Match> {
    let index = Index::of(facilities, links);
    let explained = |supplier: &Supplier| {
        let found = index.find(supplier);
        let note = match found.basis {
            Basis::None => found.note.clone().or_else(|| misspelt(supplier)),
            _ => found.note.clone(),
        };
        Match { note, ..found }
    };
    suppliers.iter().map(explained).collect()
}

/// Says which identifier of a supplier cannot be one of its scheme.
fn misspelt(supplier: &Supplier) -> Option<String> {
    let is_none = |(scheme, value): &&(String, String)| {
        let identifier = Identifier::new(scheme.as_str().into(), plain(scheme, value).into());
        identifier.check().is_some_and(|check| !check.format)
    };
    let (scheme, value) = supplier.identifiers.iter().find(is_none)?;
    Some(format!("`{}` is not written as an identifier of the scheme `{scheme}`", excerpt(value)))
}

/// Facilities by what suppliers are matched by.
struct Index<'a> {
    facilities: &'a [Facility],
    identifiers: HashMap<(&'a str, String), Vec<usize>>,
    names: HashMap<(String, Country), Vec<usize>>,
    keys: HashMap<(&'a str, &'a str), usize>,
    links: HashMap<&'a str, &'a Link>,
}

impl<'a> Index<'a> {
    fn of(facilities: &'a [Facility], links: &'a [Link]) -> Self {
        let mut index = Index {
            facilities,
            identifiers: HashMap::new(),
            names: HashMap::new(),
            keys: HashMap::new(),
            links: links.iter().map(|link| (&*link.supplier_number, link)).collect(),
        };
        for (place, facility) in facilities.iter().enumerate() {
            for (scheme, value) in &facility.identifiers {
                index.identifiers.entry((scheme, plain(scheme, value))).or_default().push(place);
            }
            index.names.entry((plain_name(&facility.name), facility.country)).or_default().push(place);
            index.keys.insert((&facility.iss, &facility.sub), place);
        }
        index
    }

    fn find(&self, supplier: &Supplier) -> Match {
        let found = self.by_identifier(supplier);
        let Some(link) = self.links.get(&*supplier.number) else { return found.unwrap_or_else(|| self.by_name(supplier, None)) };
        if (&link.supplier_name, link.supplier_country) != (&supplier.name, supplier.country) {
            let note = format!("confirmed for `{}` in {}: confirm it again", link.supplier_name, link.supplier_country);
            return found.unwrap_or_else(|| self.by_name(supplier, Some(note)));
        }
        let Some(place) = self.keys.get(&(&*link.iss, &*link.sub)) else {
            let note = format!("confirmed as `{}`, of which no report is held", link.sub);
            return found.unwrap_or_else(|| Match { note: Some(note), ..Match::of(Basis::None, []) });
        };
        match found {
            Some(found) if found.settled().is_some_and(|other| other != *place) => Match::conflict(
                found.facilities.into_iter().chain([*place]),
                format!("an identifier names another facility than `{}`, which was confirmed", link.sub),
            ),
            Some(found) if found.settled().is_some() => found,
            _ => Match {
                confirmed_by: Some(link.confirmed_by.clone()),
                confirmed_at: Some(link.confirmed_at.clone()),
                ..Match::of(Basis::Confirmed, [*place])
            },
        }
    }

    fn by_identifier(&self, supplier: &Supplier) -> Option<Match> {
        let mut found = BTreeSet::new();
        let mut decided = None;
        for scheme in SCHEMES {
            for (_, value) in supplier.identifiers.iter().filter(|(held, _)| held == scheme) {
                let places = self.identifiers.get(&(*scheme, plain(scheme, value))).into_iter().flatten();
                found.extend(places.copied());
                decided = decided.or((!found.is_empty()).then_some(*scheme));
            }
        }
        let only = match found.iter().copied().collect::<Vec<_>>().as_slice() {
            [] => return None,
            [only] => *only,
            _ => return Some(Match::conflict(found, "the identifiers name more than one facility".to_owned())),
        };
        let facility = self.facilities.get(only)?;
        if let Some(scheme) = contradicting(supplier, facility) {
            return Some(Match::conflict([only], format!("the facility has another {scheme}")));
        }
        if facility.country != supplier.country {
            return Some(Match::conflict([only], format!("the facility is in {}, the supplier in {}", facility.country, supplier.country)));
        }
        Some(Match { scheme: decided, ..Match::of(Basis::Identifier, [only]) })
    }

    fn by_name(&self, supplier: &Supplier, note: Option<String>) -> Match {
        let named = self.names.get(&(plain_name(&supplier.name), supplier.country)).into_iter().flatten();
        let fitting: Vec<usize> = named
            .filter(|place| self.facilities.get(**place).is_some_and(|facility| contradicting(supplier, facility).is_none()))
            .copied()
            .collect();
        let basis = if fitting.is_empty() { Basis::None } else { Basis::Proposed };
        let several = (fitting.len() > 1).then(|| format!("{} facilities have this name", fitting.len()));
        Match { note: note.or(several), ..Match::of(basis, fitting) }
    }
}

/// Returns a scheme in which both have an identifier, and not the same.
fn contradicting<'s>(supplier: &'s Supplier, facility: &Facility) -> Option<&'s str> {
    let differs = |(scheme, value): &(String, String)| {
        let mut held = facility.identifiers.iter().filter(|(other, _)| other == scheme).peekable();
        held.peek().is_some() && held.all(|(_, other)| plain(scheme, other) != plain(scheme, value))
    };
    supplier.identifiers.iter().find(|identifier| differs(identifier)).map(|(scheme, _)| &**scheme)
}

/// Identifiers as they compare: letters of any case, and without the hyphens that people put into a DUNS.
fn plain(scheme: &str, value: &str) -> String {
    let value = value.trim().to_uppercase();
    if scheme == "duns" { value.replace('-', "") } else { value }
}

/// Names as they compare: letters of any case, single spaces.
fn plain_name(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
