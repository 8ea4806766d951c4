//! The facility: the factory as the issuer names it.

use super::country::Country;
use super::identifier::Identifier;
use super::values::Decimal;
use crate::json::{object, sealed_object};
use crate::text::Text;

sealed_object! {
    /// The factory that was assessed.
    pub struct Facility {
        /// Its name; several factories may share one.
        required name: Text,
        /// Where it stands.
        required country: Country,
        /// What it makes.
        optional industry: Option<Industry>,
        /// Its identifiers in other systems.
        list identifiers: Vec<Identifier>,
        /// Its address.
        withheld address: Option<Address>,
        /// Where exactly it stands.
        withheld coordinates: Option<Coordinates>,
        /// Who owns it.
        withheld ownership: Option<Ownership>,
        /// What it makes and for whom.
        withheld operations: Option<Operations>,
        /// How many people work in it.
        withheld workforce: Option<Workforce>,
    }
}

object! {
    /// What a factory makes; the sector is data.
    pub struct Industry {
        /// Class, group or division of ISIC rev. 4 (`1410`).
        required isic: Text,
    }
}

object! {
    /// A postal address.
    pub struct Address {
        /// Street and number, as written.
        list lines: Vec<Text>,
        /// Town or city.
        optional locality: Option<Text>,
        /// Province or state.
        optional region: Option<Text>,
        /// Postal code.
        optional postal_code: Option<Text>,
    }
}

object! {
    /// A place on the globe, WGS 84.
    pub struct Coordinates {
        /// Degrees north, -90 to 90; absent only where nothing was said.
        optional latitude: Option<Decimal>,
        /// Degrees east, -180 to 180; absent only where nothing was said.
        optional longitude: Option<Decimal>,
    }
}

object! {
    /// Who owns the factory.
    pub struct Ownership {
        /// The company that owns it.
        optional parent_company: Option<Text>,
        /// The owner's country.
        optional country: Option<Country>,
    }
}

object! {
    /// What the factory makes and for whom.
    pub struct Operations {
        /// The year in which it began.
        optional began_year: Option<u64>,
        /// Its products.
        list products: Vec<Text>,
        /// Its customers.
        list customers: Vec<Text>,
    }
}

object! {
    /// How many people work in the factory; counts of persons.
    pub struct Workforce {
        /// All workers.
        optional total_count: Option<u64>,
        /// Women among them.
        optional women_count: Option<u64>,
        /// Men among them.
        optional men_count: Option<u64>,
        /// Migrants among them.
        optional migrant_count: Option<u64>,
    }
}
