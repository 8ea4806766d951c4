//! JSON text of a result: a writer that cannot fail and knows nothing but what results are made of.
//!
//! Serde's own would bring a reader, a formatter of decimals and the texts of errors that cannot happen here: a third of
//! what a page loads.

use std::fmt::{self, Display};

use serde::ser::{self, Serialize, Serializer};

/// What `serde_json` calls a value that is JSON text already; core names it so for unknown members.
const RAW_VALUE: &str = "$serde_json::private::RawValue";

/// Writes a result.
pub(crate) fn to_json(result: &impl Serialize) -> String {
    let mut text = String::new();
    match result.serialize(Json { text: &mut text, raw: false }) {
        Ok(()) => text,
        Err(never) => match never {},
    }
}

/// Where a value is written.
struct Json<'a> {
    text: &'a mut String,
    /// Whether a string is JSON text already.
    raw: bool,
}

/// The error that there is none of.
#[derive(Debug)]
enum Never {}

impl Display for Never {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl std::error::Error for Never {}

impl ser::Error for Never {
    fn custom<T: Display>(_: T) -> Self {
        never()
    }
}

/// What no result asks for: an error of its own, variants with unnamed or untagged content.
#[expect(clippy::panic, reason = "which types are results is known when this is built, and each has a vector")]
fn never<T>() -> T {
    panic!()
}

type Written = Result<(), Never>;

impl<'a> Json<'a> {
    fn put(self, value: &str) -> Written {
        self.text.push_str(value);
        Ok(())
    }

    fn items(self, begin: char, end: char) -> Items<'a> {
        Items { text: self.text, raw: self.raw, begin, end }
    }
}

/// Writes a string with what RFC 8259 §7 asks to be escaped.
fn quote(text: &mut String, value: &str) {
    text.push('"');
    let mut rest = value;
    while let Some(at) = rest.bytes().position(|byte| byte < b' ' || byte == b'"' || byte == b'\\') {
        let (plain, special) = rest.split_at_checked(at).unwrap_or((rest, ""));
        text.push_str(plain);
        let byte = special.bytes().next().unwrap_or_default();
        if byte < b' ' {
            text.push_str("\\u00");
            text.push(if byte < 16 { '0' } else { '1' });
            text.push(char::from_digit(u32::from(byte & 15), 16).unwrap_or_default());
        } else {
            text.push('\\');
            text.push(char::from(byte));
        }
        rest = special.get(1..).unwrap_or_default();
    }
    text.push_str(rest);
    text.push('"');
}

/// Writes an integer in decimal, without the machinery that formats anything.
fn integer(text: &mut String, negative: bool, magnitude: u64) {
    if negative {
        text.push('-');
    }
    let begins = text.len();
    let mut rest = magnitude;
    loop {
        text.insert(begins, char::from_digit((rest % 10) as u32, 10).unwrap_or_default());
        rest /= 10;
        if rest == 0 {
            return;
        }
    }
}

macro_rules! numbers {
    ($($name:ident: $type:ty,)*) => { $(
        fn $name(self, value: $type) -> Written {
            let value = i128::from(value);
            integer(self.text, value < 0, value.unsigned_abs() as u64);
            Ok(())
        }
    )* };
}

/// No member of a result is a fraction.
macro_rules! fractions {
    ($($name:ident: $type:ty,)*) => { $(
        fn $name(self, _: $type) -> Written {
            never()
        }
    )* };
}

impl<'a> Serializer for Json<'a> {
    type Ok = ();
    type Error = Never;
    type SerializeSeq = Items<'a>;
    type SerializeTuple = Items<'a>;
    type SerializeTupleStruct = Items<'a>;
    type SerializeTupleVariant = ser::Impossible<(), Never>;
    type SerializeMap = Items<'a>;
    type SerializeStruct = Items<'a>;
    type SerializeStructVariant = ser::Impossible<(), Never>;

    numbers! {
        serialize_i8: i8,
        serialize_i16: i16,
        serialize_i32: i32,
        serialize_i64: i64,
        serialize_u8: u8,
        serialize_u16: u16,
        serialize_u32: u32,
        serialize_u64: u64,
    }

    fractions! {
        serialize_f32: f32,
        serialize_f64: f64,
    }

    fn serialize_bool(self, value: bool) -> Written {
        self.put(if value { "true" } else { "false" })
    }
    fn serialize_char(self, value: char) -> Written {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }
    fn serialize_str(self, value: &str) -> Written {
        if self.raw {
            self.text.push_str(value)
        } else {
            quote(self.text, value)
        }
        Ok(())
    }
    fn serialize_bytes(self, value: &[u8]) -> Written {
        value.serialize(self)
    }
    fn serialize_none(self) -> Written {
        self.serialize_unit()
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Written {
        value.serialize(self)
    }
    fn serialize_unit(self) -> Written {
        self.put("null")
    }
    fn serialize_unit_struct(self, _: &'static str) -> Written {
        self.serialize_unit()
    }
    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Written {
        self.serialize_str(variant)
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Written {
        value.serialize(self)
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(self, _: &'static str, _: u32, _: &'static str, value: &T) -> Written {
        value.serialize(self)
    }
    fn serialize_seq(self, _: Option<usize>) -> Result<Items<'a>, Never> {
        Ok(self.items('[', ']'))
    }
    fn serialize_tuple(self, _: usize) -> Result<Items<'a>, Never> {
        Ok(self.items('[', ']'))
    }
    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Items<'a>, Never> {
        Ok(self.items('[', ']'))
    }
    fn serialize_tuple_variant(self, _: &'static str, _: u32, _: &'static str, _: usize) -> Result<Self::SerializeTupleVariant, Never> {
        never()
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Items<'a>, Never> {
        Ok(self.items('{', '}'))
    }
    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Items<'a>, Never> {
        Ok(Items { raw: name == RAW_VALUE, ..self.items('{', '}') })
    }
    fn serialize_struct_variant(self, _: &'static str, _: u32, _: &'static str, _: usize) -> Result<Self::SerializeStructVariant, Never> {
        never()
    }
}

/// The items of a list or the members of an object.
struct Items<'a> {
    text: &'a mut String,
    raw: bool,
    /// What stands before the next one: the opening bracket, then a comma.
    begin: char,
    end: char,
}

impl Items<'_> {
    fn next(&mut self) {
        self.text.push(self.begin);
        self.begin = ',';
    }

    fn name(&mut self, name: &str) {
        self.next();
        quote(self.text, name);
        self.text.push(':');
    }

    fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
        value.serialize(Json { text: self.text, raw: self.raw })
    }

    fn close(self) -> Written {
        if self.raw {
            return Ok(());
        }
        if self.begin != ',' {
            self.text.push(self.begin);
        }
        self.text.push(self.end);
        Ok(())
    }
}

impl ser::SerializeSeq for Items<'_> {
    type Ok = ();
    type Error = Never;
    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
        self.next();
        self.value(value)
    }
    fn end(self) -> Written {
        self.close()
    }
}

impl ser::SerializeTuple for Items<'_> {
    type Ok = ();
    type Error = Never;
    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
        ser::SerializeSeq::serialize_element(self, value)
    }
    fn end(self) -> Written {
        self.close()
    }
}

impl ser::SerializeTupleStruct for Items<'_> {
    type Ok = ();
    type Error = Never;
    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
        ser::SerializeSeq::serialize_element(self, value)
    }
    fn end(self) -> Written {
        self.close()
    }
}

impl ser::SerializeMap for Items<'_> {
    type Ok = ();
    type Error = Never;
    fn serialize_key<T: Serialize + ?Sized>(&mut self, name: &T) -> Written {
        self.next();
        self.value(name)
    }
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
        self.text.push(':');
        self.value(value)
    }
    fn end(self) -> Written {
        self.close()
    }
}

impl ser::SerializeStruct for Items<'_> {
    type Ok = ();
    type Error = Never;
    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Written {
        if !self.raw {
            self.name(name);
        }
        self.value(value)
    }
    fn end(self) -> Written {
        self.close()
    }
}
