//! Values that are checked and not kept: read past by the same rules, without a type of their own in memory.
//!
//! Who passes a report on as text needs of most members only that they are what they must be.

use std::marker::PhantomData;

use super::{ReadJson, Reader, Shape, Slot};
use crate::error::Result;

/// What a value must be.
#[derive(Clone, Copy)]
pub(crate) enum Type {
    /// Something of one piece; the function reads past it.
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

/// The most members of an object, as far as it is known here.
pub(crate) const MOST_KNOWN_MEMBERS: usize = 24;

/// Something that is there and is what a `T` must be, and of which nothing is kept.
pub(crate) struct Present<T>(PhantomData<T>);

impl<T: ReadJson> ReadJson for Present<T> {
    const TYPE: Type = T::TYPE;
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        reader.check(&T::TYPE)?;
        Ok(Present(PhantomData))
    }
}

/// The place of a member that is checked and not kept.
struct Checked<'t> {
    value: Option<&'t Type>,
}

impl Slot for Checked<'_> {
    fn fill(&mut self, reader: &mut Reader<'_>) -> Result<()> {
        self.value.map_or(Ok(()), |value| reader.check(value))
    }
}

impl Reader<'_> {
    /// Reads past a value and checks it, as strictly as if it were kept.
    pub(crate) fn check(&mut self, value: &Type) -> Result<()> {
        match value {
            Type::Value(read) => read(self),
            Type::List(item) => self.array(|reader, index| reader.check(item).map_err(|error| error.within_item(index))),
            Type::Object(shape) => self.pick(shape, &mut []),
        }
    }

    /// Reads an object of which these members are wanted, by name; the others are checked.
    pub(crate) fn pick(&mut self, shape: &Shape, wanted: &mut [(&str, &mut dyn Slot)]) -> Result<()> {
        let mut known = shape.members.iter();
        let mut checked = [(); MOST_KNOWN_MEMBERS].map(|()| Checked { value: known.next().map(|member| &member.value) });
        let mut slots = checked.each_mut().map(|slot| slot as &mut dyn Slot);
        for (name, slot) in wanted {
            let place = shape.members.iter().position(|member| member.name == *name);
            debug_assert!(place.is_some(), "{} has no member `{name}`", shape.object);
            if let Some(place) = place.and_then(|place| slots.get_mut(place)) {
                *place = &mut **slot;
            }
        }
        self.members(shape, slots.get_mut(..shape.members.len()).unwrap_or_default()).map(drop)
    }
}
