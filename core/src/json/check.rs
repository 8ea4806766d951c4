//! Values that are checked and not kept: read past by the same rules, without a type of their own in memory.
//!
//! Who passes a report on as text needs of most members only that they are what they must be.

use std::marker::PhantomData;

use super::{ReadJson, Reader, Shape};
use crate::error::Result;

/// What a value must be.
#[derive(Clone, Copy)]
pub(crate) enum Type {
    /// A string, whatever it says.
    Text,
    /// Something else of one piece; the function reads past it.
    Value(fn(&mut Reader<'_>) -> Result<()>),
    /// A list of such values.
    List(&'static Type),
    /// An object of these members.
    Object(&'static Shape),
}

impl Type {
    /// What is read to be checked, and let go.
    pub(crate) const fn of<T: ReadJson>() -> Self {
        Type::Value(|reader| T::read(reader).map(drop))
    }
}

/// Something that is there and is what a `T` must be, and of which nothing is kept.
pub(crate) struct Present<T>(PhantomData<T>);

impl<T: ReadJson> ReadJson for Present<T> {
    const TYPE: Type = T::TYPE;
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        reader.check(&T::TYPE)?;
        Ok(Present(PhantomData))
    }
}

impl Reader<'_> {
    /// Reads past a value and checks it, as strictly as if it were kept.
    pub(crate) fn check(&mut self, value: &Type) -> Result<()> {
        match value {
            Type::Text => self.string().map(drop),
            Type::Value(read) => read(self),
            Type::List(item) => self.array(&mut |reader, index| reader.check(item).map_err(|error| error.within_item(index))),
            Type::Object(shape) => self.pick(shape, &mut []),
        }
    }
}
