//! Closed words: in a document that a person wrote, a word that nobody knows is a mistake.

/// Declares a closed enumeration, each choice with its code.
macro_rules! choices {
    ($( $(#[$meta:meta])* pub enum $name:ident { $( $(#[$choice_meta:meta])* $choice:ident = $code:literal, )* } )*) => { $(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $( $(#[$choice_meta])* $choice, )* }

        impl $name {
            /// Every choice.
            pub const ALL: &'static [$name] = &[$($name::$choice),*];

            /// Returns the code, snake_case.
            pub fn code(self) -> &'static str {
                match self { $( $name::$choice => $code, )* }
            }
        }

        impl $crate::json::ReadJson for $name {
            fn read(reader: &mut $crate::json::Reader<'_>) -> $crate::error::Result<Self> {
                let code = reader.str()?;
                match &*code {
                    $( $code => Ok($name::$choice), )*
                    other => Err($crate::analysis::choices::refused(reader, other, &[$($code),*])),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.code())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({"type": "string", "enum": [$($code),*]})
            }
        }
    )* };
}

pub(crate) use choices;

use crate::error::{Error, did_you_mean};
use crate::json::Reader;

pub(crate) fn refused(reader: &Reader<'_>, found: &str, known: &[&str]) -> Error {
    let list = known.iter().map(|code| format!("`{code}`")).collect::<Vec<_>>().join(", ");
    reader.fault_of(found, &format!("is none of {list}{}", did_you_mean(found, known)))
}
