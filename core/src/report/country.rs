//! Countries: ISO 3166-1 alpha-2 codes.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::error::{Error, ErrorKind, Result, excerpt, words};
use crate::json::{ReadJson, Reader};

/// A country as an ISO 3166-1 alpha-2 code; only its form is checked, two upper-case letters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 2]);

impl Country {
    /// Reads two upper-case letters.
    ///
    /// # Errors
    /// `malformed` for anything else.
    pub fn parse(code: &str) -> Result<Self> {
        match code.as_bytes() {
            [first @ b'A'..=b'Z', second @ b'A'..=b'Z'] => Ok(Country([*first, *second])),
            _ => Err(Error::new(ErrorKind::Malformed, words!("expected a country such as `VN`, found `{}`", excerpt(code)))),
        }
    }

    /// Returns the code.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl ReadJson for Country {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        Country::parse(&reader.str()?)
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Country {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Country {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Country".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string", "pattern": "^[A-Z]{2}$"})
    }
}
