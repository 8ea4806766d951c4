//! How days, instants and digests stand in JSON.

use std::cmp::Reverse;
use std::fmt;

use serde::{Serialize, Serializer};

use crate::ascii::split_once;
use crate::digest::Digest;
use crate::error::{Error, ErrorKind, Result, excerpt, words};
use crate::json::{ReadJson, Reader, Type};
use crate::text::Text;
use crate::time::{Day, Timestamp};

/// A decimal number as text (`-12.50`), so that every language prints the same bytes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Decimal(Text);

impl Decimal {
    /// Reads an optional minus, digits without a needless leading zero, and optionally a point and digits.
    ///
    /// # Errors
    /// `malformed` for anything else.
    pub fn parse(text: impl Into<Text>) -> Result<Self> {
        let text = text.into();
        Decimal::check(&text)?;
        Ok(Decimal(text))
    }

    fn check(text: &str) -> Result<()> {
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = split_once(unsigned, b'.').unwrap_or((unsigned, "0"));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if digits(whole) && digits(fraction) && (whole == "0" || !whole.starts_with('0')) {
            return Ok(());
        }
        Err(Error::new(ErrorKind::Malformed, words!("expected a decimal such as `12.5`, found `{}`", excerpt(text))))
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns whether the number is not smaller than `other`.
    pub fn is_at_least(&self, other: &Decimal) -> bool {
        self.magnitude() >= other.magnitude()
    }

    /// Returns what orders as the number does, without rounding: sign, digits before the point, those after it.
    fn magnitude(&self) -> Magnitude<'_> {
        let (negative, unsigned) = self.0.strip_prefix('-').map_or((false, &*self.0), |unsigned| (true, unsigned));
        let (whole, fraction) = split_once(unsigned, b'.').unwrap_or((unsigned, ""));
        let size = (whole.len(), whole, fraction.trim_end_matches('0'));
        if negative && size != (1, "0", "") { Magnitude::Negative(Reverse(size)) } else { Magnitude::Positive(size) }
    }
}

/// Of two numbers with as many digits before the point, the digits order as text does.
#[derive(PartialEq, PartialOrd)]
enum Magnitude<'a> {
    Negative(Reverse<(usize, &'a str, &'a str)>),
    Positive((usize, &'a str, &'a str)),
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl ReadJson for Decimal {
    const TYPE: Type = Type::Value(|reader| Decimal::check(&reader.str()?));

    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        Decimal::parse(reader.text()?)
    }
}

impl ReadJson for Day {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        Day::parse(&reader.str()?)
    }
}

/// As a NumericDate (RFC 7519 §2) of whole seconds, from 1970 to 9999.
impl ReadJson for Timestamp {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let seconds = reader.integer()?;
        if (0..=Timestamp::LATEST.seconds()).contains(&seconds) {
            return Ok(Timestamp::from_seconds(seconds));
        }
        Err(reader.fault("expected seconds since 1970, before the year 10000,"))
    }
}

impl ReadJson for Digest {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        Digest::parse(&reader.str()?)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Decimal {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Decimal".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string", "pattern": "^-?(0|[1-9][0-9]*)(\\.[0-9]+)?$"})
    }
}
