//! Members that nobody here knows: kept, shown and passed on.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use serde::ser::SerializeMap;

use super::object::Raw;
use super::strings::unescape;
use super::{Name, Names, Reader, Sealer};
use crate::error::{Error, ErrorKind, Result, excerpt, words};

/// Members that this version of the format does not know, kept as the JSON text they came in.
#[derive(Clone, Default)]
pub struct Unknown {
    /// The buffer that the members share; there where one is.
    source: Option<Arc<String>>,
    members: Vec<Member>,
}

/// Where a name, as it was written, and a value stand. A document is at most 4 MiB, so 32-bit offsets suffice.
#[derive(Clone)]
struct Member {
    name: Range<u32>,
    value: Range<u32>,
}

impl Unknown {
    /// Iterates over the names and the JSON texts of the members.
    pub fn iter(&self) -> impl Iterator<Item = (Cow<'_, str>, &str)> {
        let text = |part: &Range<u32>| {
            let source = self.source.as_deref().map_or("", String::as_str);
            source.get(part.start as usize..part.end as usize).unwrap_or_default()
        };
        self.members.iter().map(move |member| {
            let name = text(&member.name);
            (
                if memchr::memchr(b'\\', name.as_bytes()).is_some() { Cow::Owned(unescape(name)) } else { Cow::Borrowed(name) },
                text(&member.value),
            )
        })
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    pub(crate) fn read<'a>(&mut self, reader: &mut Reader<'a>, names: &mut Names<'a>, name: Name<'a>) -> Result<()> {
        reader.refuse_reserved(&name)?;
        let written = name.written.clone();
        reader.refuse_repeated(names, name)?;
        self.keep(reader, written)
    }

    /// Keeps a disclosed member that is not withholdable here, as a newer minor version may have.
    pub(crate) fn read_disclosed<'a>(
        &mut self,
        reader: &mut Reader<'a>,
        names: &mut Names<'a>,
        name: Name<'a>,
        object: &'static str,
    ) -> Result<()> {
        if let Some(apart) = reader.apart() {
            let message = words!("`{}` is not withholdable here", excerpt(&name));
            apart.defer_unless_newer(Error::new(ErrorKind::BadDisclosure, message).within(object));
        }
        let written = name.written.clone();
        let twice = Error::new(ErrorKind::BadDisclosure, words!("`{}` is there twice", excerpt(&name)));
        reader.refuse_repeated(names, name).map_err(|_| twice)?;
        self.keep(reader, written)
    }

    /// Reads a value and keeps it with the name that was read before.
    fn keep(&mut self, reader: &mut Reader<'_>, name: Range<usize>) -> Result<()> {
        let narrow = |part: Range<usize>| u32::try_from(part.start).unwrap_or(0)..u32::try_from(part.end).unwrap_or(0);
        let value = reader.raw().map_err(|error| error.within(&excerpt(&unescape(reader.written(name.clone())))))?;
        self.source.get_or_insert_with(|| Arc::clone(reader.source()));
        self.members.push(Member { name: narrow(name), value: narrow(value) });
        Ok(())
    }

    pub(crate) fn serialize_into<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        self.iter().try_for_each(|(name, value)| map.serialize_entry(&*name, &Raw(value)))
    }

    pub(crate) fn seal_into(&self, out: &mut Sealer<'_>) -> Result<()> {
        self.iter().try_for_each(|(name, value)| out.member(&name, &Raw(value)))
    }
}

impl PartialEq for Unknown {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl fmt::Debug for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}
