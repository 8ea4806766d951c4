//! What the documents that people write have in common: crosswalks, policies, decisions.

use std::borrow::Cow;
use std::sync::Arc;

use crate::error::{Error, ErrorKind, Result, excerpt};
use crate::json::{self, ReadJson, Reader};
use crate::text::Text;

/// What every `schema` of ours begins with; the kind and the major version follow.
const BASE: &str = "https://schemas.betterwork.org/";
const MAJOR: u64 = 1;

/// Returns the `schema` of a kind of document.
pub(crate) fn schema_of(kind: &str) -> String {
    format!("{BASE}{kind}/{MAJOR}")
}

/// Checks that a document says to be of this kind, before anything else in it is judged.
pub(crate) fn check_schema(json: &str, kind: &str) -> Result<()> {
    let Ok(Schema(Some(schema))) = json::read::<Schema>(&Arc::new(json.to_owned())) else {
        // Whatever is wrong is said with its line and column when the document itself is read.
        return Ok(());
    };
    let expected = schema_of(kind);
    if schema == *expected {
        return Ok(());
    }
    let (kind_found, version) = schema.strip_prefix(BASE).and_then(|rest| rest.split_once('/')).unwrap_or_default();
    if kind_found == kind && version.parse::<u64>().is_ok() {
        return Err(Error::new(ErrorKind::UnsupportedVersion, format!("the {kind} is of version {version}, this program reads {MAJOR}")));
    }
    Err(Error::new(ErrorKind::WrongDocument, format!("expected a {kind}, `schema` `{expected}`, found `{}`", shortened(&schema))))
}

/// Returns a schema as a message says it: of ours the end, in which they differ.
pub(crate) fn shortened(schema: &str) -> String {
    match schema.strip_prefix(BASE) {
        Some(end) => format!("…/{}", excerpt(end)),
        None => excerpt(schema),
    }
}

pub(crate) fn inconsistent(message: impl Into<Cow<'static, str>>) -> Error {
    Error::new(ErrorKind::Inconsistent, message)
}

struct Schema(Option<Text>);

impl ReadJson for Schema {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let mut schema = None;
        reader.object(&mut |reader, name| {
            if *name == *"schema" {
                schema = Some(reader.text()?);
                return Ok(());
            }
            reader.skip()
        })?;
        Ok(Schema(schema))
    }
}
