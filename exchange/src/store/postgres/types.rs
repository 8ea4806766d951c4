//! What the values of the store are in PostgreSQL: `date`, `timestamptz`, `jsonb`, `boolean`, `bigint`, `text`, `bytea`.

use std::borrow::Cow;
use std::error::Error;

use ::postgres::Row;
use ::postgres::types::{FromSql, IsNull, ToSql, Type};
use betterwork::{Day, Timestamp};
use bytes::{BufMut, BytesMut};

use crate::store::sql::{Cell, Fault, Result, Value};

/// Seconds from 1970 to 2000, from where PostgreSQL counts.
const EPOCH: i64 = 946_684_800;
const DAY: i64 = 86_400;
const MICROSECONDS: i64 = 1_000_000;

/// A day, in days from the year 2000.
pub(super) fn day(day: Day) -> i32 {
    i32::try_from((day.start().seconds() - EPOCH) / DAY).unwrap_or_default()
}

/// An instant, in microseconds from the year 2000.
pub(super) fn instant(instant: Timestamp) -> i64 {
    (instant.seconds() - EPOCH) * MICROSECONDS
}

/// A text as PostgreSQL takes it: there is no character U+0000 in it. Rows are for search; the signed bytes have it.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    if text.contains('\0') { Cow::Owned(text.replace('\0', "\u{fffd}")) } else { Cow::Borrowed(text) }
}

/// JSON as PostgreSQL takes it, likewise.
pub(super) fn plain_json(json: &str) -> Cow<'_, str> {
    if json.contains("\\u0000") { Cow::Owned(json.replace("\\u0000", "\\ufffd")) } else { Cow::Borrowed(json) }
}

impl ToSql for Value<'_> {
    fn to_sql(&self, r#type: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match *self {
            Value::Null => return Ok(IsNull::Yes),
            Value::Integer(number) if *r#type == Type::INT4 => out.put_i32(i32::try_from(number)?),
            Value::Integer(number) => out.put_i64(number),
            Value::Boolean(truth) => out.put_u8(u8::from(truth)),
            Value::Bytes(bytes) => out.put_slice(bytes),
            Value::Text(text) => match *r#type {
                Type::DATE => out.put_i32(day(Day::parse(text)?)),
                Type::TIMESTAMPTZ => out.put_i64(instant(Timestamp::parse(text)?)),
                Type::JSONB => {
                    out.put_u8(1);
                    out.put_slice(plain_json(text).as_bytes());
                }
                _ => out.put_slice(plain(text).as_bytes()),
            },
        }
        Ok(IsNull::No)
    }

    /// Which value stands for which column is the statements' business.
    fn accepts(_: &Type) -> bool {
        true
    }

    fn to_sql_checked(&self, r#type: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        self.to_sql(r#type, out)
    }
}

/// A value as the server sent it.
struct Sent<'a>(&'a [u8]);

impl<'a> FromSql<'a> for Sent<'a> {
    fn from_sql(_: &Type, bytes: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Sent(bytes))
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

/// Returns a value of a row in the words of the store.
pub(in crate::store) fn cell(row: &Row, place: usize) -> Result<Cell<'_>> {
    let Some(Sent(bytes)) = row.try_get::<_, Option<Sent<'_>>>(place)? else { return Ok(Cell::Null) };
    let column = row.columns().get(place).map(|column| column.type_().clone()).unwrap_or(Type::TEXT);
    let odd = || Fault::Row(format!("the column {place} of type `{column}` has a value that is none of a store"));
    Ok(match column {
        Type::BOOL => Cell::Integer(i64::from(bytes != [0])),
        Type::BYTEA => Cell::Bytes(bytes),
        Type::INT8 => Cell::Integer(i64::from_be_bytes(bytes.try_into().map_err(|_| odd())?)),
        Type::INT4 => Cell::Integer(i32::from_be_bytes(bytes.try_into().map_err(|_| odd())?).into()),
        Type::DATE => {
            let days = i32::from_be_bytes(bytes.try_into().map_err(|_| odd())?);
            Cell::Text(Cow::Owned(Timestamp::from_seconds(i64::from(days) * DAY + EPOCH).day().to_string()))
        }
        Type::TIMESTAMPTZ => {
            let microseconds = i64::from_be_bytes(bytes.try_into().map_err(|_| odd())?);
            Cell::Text(Cow::Owned(Timestamp::from_seconds(microseconds.div_euclid(MICROSECONDS) + EPOCH).to_string()))
        }
        Type::JSONB => {
            let json = bytes.get(1..).ok_or_else(odd)?;
            let value: serde_json::Value = serde_json::from_slice(json).map_err(|_| odd())?;
            Cell::Text(Cow::Owned(value.to_string()))
        }
        Type::TEXT | Type::VARCHAR | Type::NAME => Cell::Text(Cow::Borrowed(std::str::from_utf8(bytes).map_err(|_| odd())?)),
        _ => return Err(odd()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_instants_count_from_the_year_2000() {
        assert_eq!([day(Day::parse("2000-01-02").unwrap()), day(Day::parse("1999-12-31").unwrap())], [1, -1]);
        assert_eq!(instant(Timestamp::parse("2000-01-01T00:00:01Z").unwrap()), 1_000_000);
    }

    #[test]
    fn a_character_that_postgresql_cannot_hold_is_replaced() {
        assert_eq!((&*plain("a\0b"), &*plain_json(r#"["a\u0000b"]"#)), ("a\u{fffd}b", r#"["a\ufffdb"]"#));
    }
}
