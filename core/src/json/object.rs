//! `object!`: declares a JSON object once, and with it how it is read, written, sealed and described.

use serde::ser::{Serialize, SerializeStruct};

use super::{ReadJson, Reader};
use crate::error::{Error, ErrorKind, Result, words};

/// Where the sealed form of a document is written: its clear JSON, and what is set apart from it.
pub(crate) struct Sealer<'a> {
    /// The clear JSON text so far.
    pub(crate) clear: Vec<u8>,
    /// Takes a member's name and JSON text; returns the digest that stands for them.
    pub(crate) set_apart: &'a mut dyn FnMut(&str, &str) -> String,
}

impl Sealer<'_> {
    pub(crate) fn begin(&mut self, character: u8) {
        self.clear.push(character);
    }

    pub(crate) fn end(&mut self, character: u8) {
        if self.clear.last() == Some(&b',') {
            self.clear.pop();
        }
        self.clear.push(character);
    }

    pub(crate) fn comma(&mut self) {
        self.clear.push(b',');
    }

    pub(crate) fn name(&mut self, name: &str) -> Result<()> {
        serde_json::to_writer(&mut self.clear, name).map_err(unwritable)?;
        self.clear.push(b':');
        Ok(())
    }

    pub(crate) fn member(&mut self, name: &str, value: &impl Serialize) -> Result<()> {
        self.name(name)?;
        serde_json::to_writer(&mut self.clear, value).map_err(unwritable)?;
        self.comma();
        Ok(())
    }

    /// Sets a member apart, an empty one where there is nothing to say, and returns its digest.
    pub(crate) fn withheld<T: Serialize + EmptyJson>(&mut self, name: &str, value: Option<&T>) -> Result<String> {
        let json = value.map_or_else(|| Ok(T::EMPTY.to_owned()), |value| serde_json::to_string(value).map_err(unwritable))?;
        Ok((self.set_apart)(name, &json))
    }
}

/// An object that has withholdable members itself, or further inside.
pub(crate) trait Seal {
    fn seal(&self, out: &mut Sealer<'_>) -> Result<()>;
}

impl<T: Seal> Seal for Vec<T> {
    fn seal(&self, out: &mut Sealer<'_>) -> Result<()> {
        out.begin(b'[');
        for item in self {
            item.seal(out)?;
            out.comma();
        }
        out.end(b']');
        Ok(())
    }
}

/// What stands for "nothing to say" in JSON, so that nothing and something are sealed alike.
pub(crate) trait EmptyJson {
    const EMPTY: &'static str;
}

impl<T> EmptyJson for Vec<T> {
    const EMPTY: &'static str = "[]";
}

/// Reads a member into its place, once.
pub(crate) fn put<T: ReadJson>(slot: &mut Option<T>, reader: &mut Reader<'_>, name: &str) -> Result<()> {
    if slot.is_some() {
        return Err(reader.repeated().within(name));
    }
    *slot = Some(T::read(reader).map_err(|error| error.within(name))?);
    Ok(())
}

pub(crate) fn missing(name: &str) -> Error {
    Error::new(ErrorKind::Malformed, words!("`{name}` is missing"))
}

/// Takes a required member out of its slot, where [`Reader::members`] has seen to it that it is.
pub(crate) fn there<T>(slot: Option<T>) -> Result<T> {
    slot.ok_or_else(|| missing("a member"))
}

/// Gives a raw identifier's plain name: `r#type` is `type` in JSON.
pub(crate) const fn plain(name: &'static str) -> &'static str {
    match name.as_bytes() {
        [b'r', b'#', ..] => name.split_at(2).1,
        _ => name,
    }
}

/// JSON text that was read strictly, written again as it is.
pub(crate) struct Raw<'a>(pub(crate) &'a str);

/// As `serde_json`'s own raw value does, which would read the text once more.
impl Serialize for Raw<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        const RAW_VALUE: &str = "$serde_json::private::RawValue";
        let mut value = serializer.serialize_struct(RAW_VALUE, 1)?;
        value.serialize_field(RAW_VALUE, self.0)?;
        value.end()
    }
}

pub(super) fn unwritable(error: serde_json::Error) -> Error {
    Error::new(ErrorKind::Malformed, words!("cannot be written as JSON: {error}"))
}

/// Declares a JSON object: a struct of public fields, each marked with what it is.
///
/// `required` must be there; `optional` is an `Option`; `list` is a `Vec`, empty where absent; `withheld` is an
/// `Option` that is set apart when sealed; `inner` is required and has withholdable members inside.
macro_rules! object {
    (
        $(#[$meta:meta])*
        $vis:vis struct $object:ident {
            $( $(#[$field_meta:meta])* $kind:ident $field:ident: $type:ty, )*
        }
    ) => {
        $crate::json::object!(@struct [$(#[$meta])*] $vis $object [] $({$(#[$field_meta])*} $kind $field: $type,)*);

        impl $crate::json::ReadJson for $object {
            const TYPE: $crate::json::Type = $crate::json::Type::Object(Self::SHAPE);

            fn read(reader: &mut $crate::json::Reader<'_>) -> $crate::error::Result<Self> {
                use $crate::json::object;
                $( let mut $field: Option<$type> = None; )*
                let unknown = reader.members(Self::SHAPE, &mut [$( &mut $field ),*])?;
                #[allow(irrefutable_let_patterns, reason = "some objects have no required member")]
                let ($( object!(@slot $kind $field), )*) = ($( $field, )*) else { return Err($crate::json::missing("a member")) };
                Ok($object { $( $field: object!(@value $kind $field), )* unknown })
            }
        }

        impl $object {
            /// What it is made of.
            pub(crate) const SHAPE: &'static $crate::json::Shape = {
                use $crate::json::{Kind, Member, ReadJson, Shape, object, plain};
                &Shape::new(
                    stringify!($object),
                    &[$( Member { name: plain(stringify!($field)), kind: object!(@kind $kind), value: <$type as ReadJson>::TYPE } ),*],
                )
            };
        }

        impl serde::Serialize for $object {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap;
                use $crate::json::{object, plain};
                let mut map = serializer.serialize_map(None)?;
                $(
                    if let Some(value) = object!(@present $kind &self.$field) {
                        map.serialize_entry(const { plain(stringify!($field)) }, value)?;
                    }
                )*
                self.unknown.serialize_into(&mut map)?;
                map.end()
            }
        }

        impl $crate::json::EmptyJson for $object {
            const EMPTY: &'static str = "{}";
        }

        $crate::json::object!(@new $vis $object [] [] $($kind $field: $type,)*);
    };

    // The kind of a member decides what its schema says besides its type.
    (@struct [$($meta:tt)*] $vis:vis $object:ident [$($done:tt)*] {$($doc:tt)*} withheld $field:ident: $type:ty, $($more:tt)*) => {
        $crate::json::object!(@struct [$($meta)*] $vis $object [
            $($done)* $($doc)* #[cfg_attr(feature = "schema", schemars(extend("x-withholdable" = true)))] $vis $field: $type,
        ] $($more)*);
    };
    (@struct [$($meta:tt)*] $vis:vis $object:ident [$($done:tt)*] {$($doc:tt)*} list $field:ident: $type:ty, $($more:tt)*) => {
        $crate::json::object!(@struct [$($meta)*] $vis $object [
            $($done)* $($doc)* #[cfg_attr(feature = "schema", schemars(default))] $vis $field: $type,
        ] $($more)*);
    };
    (@struct [$($meta:tt)*] $vis:vis $object:ident [$($done:tt)*] {$($doc:tt)*} $kind:ident $field:ident: $type:ty, $($more:tt)*) => {
        $crate::json::object!(@struct [$($meta)*] $vis $object [$($done)* $($doc)* $vis $field: $type,] $($more)*);
    };
    (@struct [$($meta:tt)*] $vis:vis $object:ident [$($done:tt)*]) => {
        $($meta)*
        #[derive(Clone, Debug, PartialEq)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[non_exhaustive]
        $vis struct $object {
            $($done)*
            /// Members that this version of the format does not know.
            #[cfg_attr(feature = "schema", schemars(skip))]
            $vis unknown: $crate::json::Unknown,
        }
    };

    (@kind required) => { Kind::Required };
    (@kind inner) => { Kind::Required };
    (@kind withheld) => { Kind::Withheld };
    (@kind $other:ident) => { Kind::Optional };

    (@slot required $field:ident) => { Some($field) };
    (@slot inner $field:ident) => { Some($field) };
    (@slot $other:ident $field:ident) => { $field };

    (@value required $field:ident) => { $field };
    (@value inner $field:ident) => { object!(@value required $field) };
    (@value $other:ident $field:ident) => { $field.unwrap_or_default() };

    (@present required $value:expr) => { Some($value) };
    (@present inner $value:expr) => { Some($value) };
    (@present list $value:expr) => { Some($value).filter(|list| !list.is_empty()) };
    (@present $other:ident $value:expr) => { ($value).as_ref() };

    // A constructor takes the required members, in the order of the format.
    (@new $vis:vis $object:ident [$($needed:ident: $needed_type:ty,)*] [$($rest:ident)*] required $field:ident: $type:ty, $($more:tt)*) => {
        $crate::json::object!(@new $vis $object [$($needed: $needed_type,)* $field: $type,] [$($rest)*] $($more)*);
    };
    (@new $vis:vis $object:ident [$($needed:ident: $needed_type:ty,)*] [$($rest:ident)*] inner $field:ident: $type:ty, $($more:tt)*) => {
        $crate::json::object!(@new $vis $object [$($needed: $needed_type,)* $field: $type,] [$($rest)*] $($more)*);
    };
    (@new $vis:vis $object:ident [$($needed:ident: $needed_type:ty,)*] [$($rest:ident)*] $kind:ident $field:ident: $type:ty, $($more:tt)*) => {
        $crate::json::object!(@new $vis $object [$($needed: $needed_type,)*] [$($rest)* $field] $($more)*);
    };
    (@new $vis:vis $object:ident [] [$($rest:ident)*]) => {
        #[allow(clippy::derivable_impls, reason = "one macro for all objects")]
        impl Default for $object {
            fn default() -> Self {
                $object { $($rest: Default::default(),)* unknown: Default::default() }
            }
        }
    };
    (@new $vis:vis $object:ident [$($needed:ident: $needed_type:ty,)+] [$($rest:ident)*]) => {
        impl $object {
            /// Makes one of its required members; the others are absent.
            #[allow(clippy::too_many_arguments, reason = "one argument for each required member")]
            #[allow(dead_code, reason = "some objects are only read")]
            $vis fn new($($needed: $needed_type),+) -> Self {
                $object { $($needed,)+ $($rest: Default::default(),)* unknown: Default::default() }
            }
        }
    };
}

/// Declares how an `object!` with withholdable members is sealed: the same list of members, by kind.
macro_rules! sealed_object {
    (
        $(#[$meta:meta])*
        $vis:vis struct $object:ident {
            $( $(#[$field_meta:meta])* $kind:ident $field:ident: $type:ty, )*
        }
    ) => {
        $crate::json::object! {
            $(#[$meta])*
            $vis struct $object { $( $(#[$field_meta])* $kind $field: $type, )* }
        }

        impl $crate::json::Seal for $object {
            fn seal(&self, out: &mut $crate::json::Sealer<'_>) -> $crate::error::Result<()> {
                use $crate::json::{object, plain, sealed_object};
                out.begin(b'{');
                let mut digests: Vec<String> = Vec::new();
                $( sealed_object!(@seal $kind self out digests $field); )*
                self.unknown.seal_into(out)?;
                if !digests.is_empty() {
                    digests.sort_unstable();
                    out.member("_sd", &digests)?;
                }
                out.end(b'}');
                Ok(())
            }
        }
    };

    (@seal withheld $self:ident $out:ident $digests:ident $field:ident) => {
        $digests.push($out.withheld(const { plain(stringify!($field)) }, $self.$field.as_ref())?);
    };
    (@seal inner $self:ident $out:ident $digests:ident $field:ident) => {
        $out.name(const { plain(stringify!($field)) })?;
        $self.$field.seal($out)?;
        $out.comma();
    };
    (@seal $kind:ident $self:ident $out:ident $digests:ident $field:ident) => {
        if let Some(value) = object!(@present $kind &$self.$field) {
            $out.member(const { plain(stringify!($field)) }, value)?;
        }
    };
}

pub(crate) use {object, sealed_object};
