//! Days and instants, in UTC and to the second; no clock.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::ascii::Ascii;
use crate::error::{Error, ErrorKind, Result, excerpt, words};

const SECONDS_PER_DAY: i64 = 86_400;

/// A calendar day in UTC, written as an RFC 3339 full-date (`2026-02-03`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

/// An instant in UTC to the second: a NumericDate (RFC 7519 §2) in signed documents, RFC 3339 text for people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Day {
    /// Returns the day of a Gregorian date, or `None` where there is none such (years 0 to 9999).
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        if !(0..=9999).contains(&year) || !(1..=12).contains(&month) || day < 1 || day > days_of_month(year, month) {
            return None;
        }
        // Years begin in March, so that the leap day is the last: day 0 of the count is 0000-03-01.
        let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
        let day_of_year = (153 * month.cast_signed() + 2) / 5 + day.cast_signed() - 1;
        let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        Some(Day(year * 365 + leap_days + day_of_year - 719_468))
    }

    /// Returns year, month (1 to 12) and day of the month.
    pub fn ymd(self) -> (i32, u32, u32) {
        let days = self.0 + 719_468;
        let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let year = era * 400 + year_of_era + i32::from(month >= 10);
        let month = if month < 10 { month + 3 } else { month - 9 };
        (year, month.unsigned_abs(), day.unsigned_abs())
    }

    /// Reads an RFC 3339 full-date.
    ///
    /// # Errors
    /// `malformed` for anything else than `yyyy-mm-dd` with such a day in the calendar.
    pub fn parse(text: &str) -> Result<Self> {
        read_day(text.as_bytes())
            .ok_or_else(|| Error::new(ErrorKind::Malformed, words!("expected a day such as `2026-02-03`, found `{}`", excerpt(text))))
    }

    /// Writes it as an RFC 3339 full-date.
    pub(crate) fn written(self) -> Ascii<10> {
        let (year, month, day) = self.ymd();
        Ascii::pattern(b"0000-00-00").number(3, year.unsigned_abs()).number(6, month).number(9, day)
    }

    /// Returns the first instant of the day.
    pub fn start(self) -> Timestamp {
        Timestamp(i64::from(self.0) * SECONDS_PER_DAY)
    }

    /// Returns how many days this day is after `earlier`; negative where it is before.
    pub fn days_since(self, earlier: Day) -> i64 {
        i64::from(self.0) - i64::from(earlier.0)
    }
}

impl Timestamp {
    /// The last instant that RFC 3339 can write: 9999-12-31T23:59:59Z.
    pub const LATEST: Timestamp = Timestamp(253_402_300_799);

    /// Returns the instant that is `seconds` after 1970-01-01T00:00:00Z.
    pub const fn from_seconds(seconds: i64) -> Self {
        Timestamp(seconds)
    }

    /// Returns the seconds since 1970-01-01T00:00:00Z.
    pub fn seconds(self) -> i64 {
        self.0
    }

    /// Returns the instant that is `seconds` later.
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Timestamp(self.0.saturating_add(seconds))
    }

    /// Writes it as RFC 3339 text: `2026-02-03T08:30:00Z`.
    pub fn to_rfc3339(self) -> String {
        str::to_owned(&self.written())
    }

    pub(crate) fn written(self) -> Ascii<20> {
        let second = self.0.rem_euclid(SECONDS_PER_DAY) as u32;
        let text = Ascii::pattern(b"0000-00-00T00:00:00Z").begin(&self.day().written());
        text.number(12, second / 3600).number(15, second / 60 % 60).number(18, second % 60)
    }

    /// Returns the UTC day of the instant, within the years 0 to 9999.
    pub fn day(self) -> Day {
        let last = Timestamp::LATEST.0 / SECONDS_PER_DAY;
        let days = self.0.div_euclid(SECONDS_PER_DAY).clamp(-719_528, last);
        Day(i32::try_from(days).unwrap_or_default())
    }

    /// Reads an RFC 3339 date-time to the second in UTC (`2026-02-03T08:30:00Z`).
    ///
    /// # Errors
    /// `malformed` for anything else, fractions and other offsets among it.
    pub fn parse(text: &str) -> Result<Self> {
        read_instant(text.as_bytes()).ok_or_else(|| {
            Error::new(ErrorKind::Malformed, words!("expected an instant such as `2026-02-03T08:30:00Z`, found `{}`", excerpt(text)))
        })
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written())
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written())
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.written())
    }
}

/// As a NumericDate, as in signed documents.
impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.0)
    }
}

fn days_of_month(year: i32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

fn read_day(text: &[u8]) -> Option<Day> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text else { return None };
    let year = number(&[*y1, *y2, *y3, *y4])?;
    Day::from_ymd(year.cast_signed(), number(&[*m1, *m2])?, number(&[*d1, *d2])?)
}

fn read_instant(text: &[u8]) -> Option<Timestamp> {
    let (day, [b'T', h1, h2, b':', m1, m2, b':', s1, s2, b'Z']) = text.split_at_checked(10)? else { return None };
    let (hour, minute, second) = (number(&[*h1, *h2])?, number(&[*m1, *m2])?, number(&[*s1, *s2])?);
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    Some(read_day(day)?.start().plus_seconds(i64::from(hour * 3600 + minute * 60 + second)))
}

fn number(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + u32::from(digit - b'0')))
}

#[cfg(feature = "schema")]
mod schema {
    use std::borrow::Cow;

    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

    impl JsonSchema for super::Day {
        fn inline_schema() -> bool {
            true
        }
        fn schema_name() -> Cow<'static, str> {
            "Day".into()
        }
        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"})
        }
    }

    impl JsonSchema for super::Timestamp {
        fn inline_schema() -> bool {
            true
        }
        fn schema_name() -> Cow<'static, str> {
            "Timestamp".into()
        }
        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({"type": "integer", "minimum": 0, "maximum": super::Timestamp::LATEST.0})
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_four_centuries_comes_back() {
        let first = Day::from_ymd(1900, 1, 1).unwrap();
        for offset in 0..146_097 {
            let day = Day(first.0 + offset);
            let (year, month, date) = day.ymd();
            assert_eq!(Day::from_ymd(year, month, date), Some(day));
        }
        assert_eq!(Day::from_ymd(1970, 1, 1), Some(Day(0)));
    }

    #[test]
    fn days_that_are_not_in_the_calendar_are_refused() {
        for text in ["2025-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-4-01", "20260401", "2026-04-01 ", ""] {
            assert!(Day::parse(text).is_err(), "{text}");
        }
        assert_eq!(Day::parse("2024-02-29").unwrap().to_string(), "2024-02-29");
    }

    #[test]
    fn an_instant_is_written_as_it_was_read() {
        let instant = Timestamp::parse("2026-02-14T23:59:59Z").unwrap();
        assert_eq!((instant.to_string().as_str(), instant.day().to_string().as_str()), ("2026-02-14T23:59:59Z", "2026-02-14"));
        for text in
            ["2026-02-14T24:00:00Z", "2026-02-14T00:00:00+00:00", "2026-02-14 00:00:00Z", "2026-02-14T00:00:00.0Z", "é026-02-14T00:00:00Z"]
        {
            assert!(Timestamp::parse(text).is_err(), "{text}");
        }
    }
}
