//! The strict JSON reader: duplicate names, depth, numbers; straight into typed values, without an intermediate tree.
//!
//! Stricter than RFC 8259 on purpose (see `docs/format.md`): a member name occurs once in an object, depth is at most
//! [`MAX_DEPTH`], numbers are integers within ±(2^53−1). Text is not copied: it becomes [`Text`] of the same buffer.

mod apart;
mod check;
mod members;
#[cfg(not(target_family = "wasm"))]
mod names;
mod object;
#[cfg(any(test, target_family = "wasm"))]
mod ordered;
mod skip;
mod strings;
mod unknown;
mod values;

use std::borrow::Cow;
use std::ops::{Deref, Range};
use std::sync::Arc;

pub(crate) use apart::{Apart, Heedless};
pub(crate) use check::{Present, Type};
pub(crate) use members::{Kind, Member, Shape, Slot, pick};
pub(crate) use object::{EmptyJson, Raw, Seal, Sealer, missing, object, plain, put, sealed_object, there};
pub use unknown::Unknown;

#[cfg(not(target_family = "wasm"))]
pub(crate) use names::{FastSet, Names, fast_set};
#[cfg(target_family = "wasm")]
pub(crate) use ordered::{FastSet, Names, fast_set};

use crate::error::{Error, ErrorKind, Result, did_you_mean, excerpt, words};
use crate::text::Text;

/// How deep objects and arrays may nest; the outermost counts as 1.
pub(crate) const MAX_DEPTH: u32 = 32;

/// The most members of one object; no version of the format comes near.
pub(crate) const MAX_MEMBERS: usize = 1_024;

/// The largest integer that every language represents exactly: 2^53 − 1.
pub(crate) const MAX_INTEGER: i64 = (1 << 53) - 1;

/// A type that reads itself from JSON.
pub(crate) trait ReadJson: Sized {
    /// What it must be, for who reads past it.
    const TYPE: Type = Type::of::<Self>();

    fn read(reader: &mut Reader<'_>) -> Result<Self>;
}

/// A position in a JSON text.
#[derive(Clone)]
pub(crate) struct Reader<'a> {
    source: &'a Arc<String>,
    text: &'a str,
    at: usize,
    start: usize,
    depth: u32,
    /// Whether the text itself is at fault, whatever its values mean.
    broken: bool,
    /// What is said of a member that nobody knows, where it is a mistake: so in documents that people write.
    closed: Option<Stray>,
    apart: Option<&'a dyn Apart>,
}

/// Makes the error of a member that is none of those which an object may have.
///
/// A reader holds it as a function, so that a program which reads nothing of people's hands need not have it.
pub(crate) type Stray = fn(&Reader<'_>, &str, &[&str]) -> Error;

/// A member's name and where it stands.
pub(crate) struct Name<'a> {
    value: Cow<'a, str>,
    /// The part of the buffer between its quotes.
    written: Range<usize>,
}

impl Deref for Name<'_> {
    type Target = str;
    fn deref(&self) -> &str {
        &self.value
    }
}

/// Reads a whole text as one value.
pub(crate) fn read<T: ReadJson>(source: &Arc<String>) -> Result<T> {
    let mut reader = Reader::new(source, 0..source.len(), None);
    let value = T::read(&mut reader)?;
    reader.finish()?;
    Ok(value)
}

/// Reads a whole text that a person wrote: a member that nobody knows is refused, faults name line and column.
pub(crate) fn read_closed<T: ReadJson>(source: &Arc<String>) -> Result<T> {
    let mut reader = Reader { closed: Some(stray), ..Reader::new(source, 0..source.len(), None) };
    let value = T::read(&mut reader)?;
    reader.finish()?;
    Ok(value)
}

fn stray(reader: &Reader<'_>, name: &str, known: &[&str]) -> Error {
    reader.fault_of(name, &words!("is not a member here{}", did_you_mean(name, known)))
}

impl<'a> Reader<'a> {
    pub(crate) fn new(source: &'a Arc<String>, part: Range<usize>, apart: Option<&'a dyn Apart>) -> Self {
        let text = source.get(..part.end).unwrap_or_default();
        Reader { source, text, at: part.start, start: part.start, depth: 0, broken: false, closed: None, apart }
    }

    /// Returns a reader of another part of the same buffer, as deep as this one.
    pub(crate) fn elsewhere(&self, part: Range<usize>) -> Self {
        Reader { depth: self.depth, ..Reader::new(self.source, part, self.apart) }
    }

    /// Returns the error of a member that occurs twice.
    pub(crate) fn repeated(&mut self) -> Error {
        self.broken = true;
        self.fault("a member occurs twice")
    }

    /// Returns whether a fault was found in the text itself: then there is no need to ask which version it is of.
    pub(crate) fn is_broken(&self) -> bool {
        self.broken
    }

    pub(crate) fn is_at_object(&mut self) -> bool {
        self.peek() == Some(b'{')
    }

    pub(crate) fn is_at_array(&mut self) -> bool {
        self.peek() == Some(b'[')
    }

    pub(crate) fn apart(&self) -> Option<&'a dyn Apart> {
        self.apart
    }

    /// Checks that nothing but white space follows.
    pub(crate) fn finish(&mut self) -> Result<()> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.fault("expected the end")),
        }
    }

    /// Reads an object; `member` is called for each of its members and must read its value.
    ///
    /// That no name occurs twice is up to `member`, which knows where it keeps each.
    pub(crate) fn object(&mut self, member: &mut dyn FnMut(&mut Self, Name<'a>) -> Result<()>) -> Result<()> {
        self.each_member(|reader| {
            let name = reader.name()?;
            reader.expect(b':', "expected `:`")?;
            member(reader, name)
        })
    }

    /// Reads an object as [`Reader::object`] does; `member` must read the name and the colon of each as well.
    fn each_member(&mut self, mut member: impl FnMut(&mut Self) -> Result<()>) -> Result<()> {
        self.expect(b'{', "expected an object")?;
        self.enter()?;
        if self.peek() != Some(b'}') {
            loop {
                member(self)?;
                match self.peek() {
                    Some(b',') => self.at += 1,
                    Some(b'}') => break,
                    _ => return Err(self.fault("expected `,` or `}`")),
                }
            }
        }
        self.leave();
        Ok(())
    }

    /// Reads an array; `item` is called for each item and must read it.
    pub(crate) fn array(&mut self, item: &mut dyn FnMut(&mut Self, usize) -> Result<()>) -> Result<()> {
        self.expect(b'[', "expected an array")?;
        self.enter()?;
        if self.peek() != Some(b']') {
            for index in 0.. {
                item(self, index)?;
                match self.peek() {
                    Some(b',') => self.at += 1,
                    Some(b']') => break,
                    _ => return Err(self.fault("expected `,` or `]`")),
                }
            }
        }
        self.leave();
        Ok(())
    }

    /// Reads an integer within ±(2^53−1).
    pub(crate) fn integer(&mut self) -> Result<i64> {
        let negative = self.peek() == Some(b'-');
        let bytes = self.text.as_bytes();
        let start = self.at + usize::from(negative);
        let (mut end, mut value) = (start, 0_i64);
        while let Some(digit @ b'0'..=b'9') = bytes.get(end) {
            // One that is too large stays so.
            if value <= MAX_INTEGER {
                value = value * 10 + i64::from(digit - b'0');
            }
            end += 1;
        }
        let fault = match (end - start, bytes.get(start), bytes.get(end)) {
            (0, ..) => "expected an integer",
            (_, _, Some(b'.' | b'e' | b'E')) => "expected an integer: decimals are written as strings",
            (2.., Some(b'0'), _) => "a number begins with 0",
            (1, Some(b'0'), _) if negative => "expected 0, not -0",
            _ if value > MAX_INTEGER => "a number is beyond 2^53 - 1",
            _ => {
                self.at = end;
                return Ok(if negative { -value } else { value });
            }
        };
        Err(self.fault(fault))
    }

    pub(crate) fn boolean(&mut self) -> Result<bool> {
        let value = self.peek() == Some(b't');
        self.literal(if value { "true" } else { "false" }, "expected true or false")?;
        Ok(value)
    }

    /// Reads past any value, as strictly as if it were understood, and returns the part of the buffer that it takes.
    pub(crate) fn raw(&mut self) -> Result<Range<usize>> {
        self.peek();
        let start = self.at;
        self.skip()?;
        Ok(start..self.at)
    }

    /// Returns where the next value begins.
    pub(crate) fn next(&mut self) -> usize {
        self.peek();
        self.at
    }

    /// Returns what was read since `begins`, with disclosed members in their places.
    pub(crate) fn whole(&self, begins: usize) -> String {
        self.apart.unwrap_or(&Heedless).whole(self.source, begins..self.at)
    }

    /// Returns a part of the buffer.
    pub(crate) fn written(&self, part: Range<usize>) -> &'a str {
        self.text.get(part).unwrap_or_default()
    }

    pub(crate) fn source(&self) -> &'a Arc<String> {
        self.source
    }

    /// Reads past a value whose faults, where it has some, were told already.
    pub(crate) fn pass(&mut self) -> Result<()> {
        let mut ahead = Reader { apart: Some(&Heedless), ..self.clone() };
        ahead.skip()?;
        self.at = ahead.at;
        Ok(())
    }

    /// Refuses a name that this object had before.
    pub(crate) fn refuse_repeated(&mut self, names: &mut Names<'a>, name: Name<'a>) -> Result<()> {
        if !names.insert(name.value) {
            return Err(self.repeated());
        }
        if names.len() > MAX_MEMBERS {
            self.broken = true;
            return Err(Error::new(ErrorKind::TooLarge, words!("an object has more than {MAX_MEMBERS} members")));
        }
        Ok(())
    }

    /// Refuses the names that SD-JWT keeps for itself (RFC 9901 §4.1): in a signed document that is a fault of disclosure.
    pub(crate) fn refuse_reserved(&self, name: &str) -> Result<()> {
        let fault = |message: String| Error::new(ErrorKind::BadDisclosure, message);
        match (name, self.apart) {
            ("_sd" | "...", Some(apart)) => apart.defer(fault(words!("`{name}` stands where nothing may be withheld"))),
            // RFC 9901 §4.1.1: it is said once, for all of the payload.
            ("_sd_alg", Some(apart)) => apart.defer(fault(words!("`_sd_alg` stands below the top of the payload"))),
            ("_sd" | "...", None) => return Err(self.fault("`_sd` and `...` are reserved names")),
            _ => {}
        }
        Ok(())
    }

    /// Returns a `malformed` error that names the place.
    pub(crate) fn fault(&self, expected: &str) -> Error {
        Error::new(ErrorKind::Malformed, words!("{expected} {}", self.place(self.at)))
    }

    /// Returns a `malformed` error about the string that was read last: the word, its place, what is wrong with it.
    pub(crate) fn fault_of(&self, word: &str, complaint: &str) -> Error {
        let begins = self.text.get(..self.at).and_then(|before| before.rfind(word)).unwrap_or(self.at);
        Error::new(ErrorKind::Malformed, words!("`{}` {} {complaint}", excerpt(word), self.place(begins)))
    }

    /// Says where something stands: people count lines.
    fn place(&self, at: usize) -> String {
        if self.closed.is_none() {
            return words!("at byte {} of the JSON text", at.saturating_sub(self.start));
        }
        let before = self.text.get(..at).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(0, |start| start.chars().count()) + 1;
        words!("at line {line}, column {column}")
    }

    /// Returns what is said of a member that is none of those which the object may have, where that is a mistake.
    pub(crate) fn closed(&self) -> Option<Stray> {
        self.closed
    }

    /// Counts levels of nesting that are read in another way than objects and arrays are.
    pub(crate) fn deepen(&mut self, levels: u32) {
        self.depth += levels;
    }

    fn enter(&mut self) -> Result<()> {
        self.depth += 1;
        if self.depth > MAX_DEPTH { Err(self.fault("nested deeper than 32")) } else { Ok(()) }
    }

    /// Passes the end of an object or array.
    fn leave(&mut self) {
        self.at += 1;
        self.depth -= 1;
    }

    /// Returns the next byte that is not white space, without passing it.
    ///
    /// It is asked before every token: to call it takes longer than to do it, also where code is to be small.
    #[inline(always)]
    fn peek(&mut self) -> Option<u8> {
        loop {
            match self.text.as_bytes().get(self.at) {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                other => return other.copied(),
            }
        }
    }

    pub(crate) fn expect(&mut self, byte: u8, expected: &'static str) -> Result<()> {
        if self.peek() == Some(byte) {
            self.at += 1;
            return Ok(());
        }
        Err(self.fault(expected))
    }

    fn literal(&mut self, word: &str, expected: &'static str) -> Result<()> {
        self.peek();
        match self.text.as_bytes().get(self.at..) {
            Some(rest) if rest.starts_with(word.as_bytes()) => {
                self.at += word.len();
                Ok(())
            }
            _ => Err(self.fault(expected)),
        }
    }
}

impl Name<'_> {
    /// Returns where it stands, with its quotes.
    pub(crate) fn quoted(&self) -> Range<usize> {
        self.written.start.saturating_sub(1)..self.written.end + 1
    }

    /// Returns the name as text of the buffer where it stands there as it is.
    pub(crate) fn to_text(&self, reader: &Reader<'_>) -> Text {
        match &self.value {
            Cow::Borrowed(_) => Text::shared(reader.source, self.written.start, self.written.end),
            Cow::Owned(name) => name.as_str().into(),
        }
    }
}

#[cfg(test)]
mod tests;
