//! Closed words that stay open: codes of the format, where a later minor version may add one.

/// Declares an open enumeration: the known codes, and any other as it came.
macro_rules! codes {
    ($( $(#[$meta:meta])* pub enum $name:ident { $( $(#[$code_meta:meta])* $variant:ident = $code:literal, )* } )*) => { $(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $( $(#[$code_meta])* $variant, )*
            /// A code that this version does not know, as it came.
            Other($crate::text::Text),
        }

        impl $name {
            /// The codes that this version knows.
            pub const CODES: &'static [&'static str] = &[$($code),*];

            /// Returns the code as it stands in the document.
            pub fn code(&self) -> &str {
                match self {
                    $( $name::$variant => $code, )*
                    $name::Other(code) => code,
                }
            }
        }

        impl From<&str> for $name {
            fn from(code: &str) -> Self {
                match code {
                    $( $code => $name::$variant, )*
                    other => $name::Other(other.into()),
                }
            }
        }

        impl $crate::json::ReadJson for $name {
            const TYPE: $crate::json::Type = <$crate::text::Text as $crate::json::ReadJson>::TYPE;

            fn read(reader: &mut $crate::json::Reader<'_>) -> $crate::error::Result<Self> {
                let code = reader.text()?;
                Ok(match code.as_str() {
                    $( $code => $name::$variant, )*
                    _ => $name::Other(code),
                })
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
                schemars::json_schema!({"type": "string", "examples": Self::CODES})
            }
        }
    )* };
}

pub(crate) use codes;
