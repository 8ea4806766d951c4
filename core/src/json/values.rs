//! How plain values and lists of them are read.

use super::{ReadJson, Reader, Type};
use crate::error::Result;
use crate::text::Text;

impl ReadJson for Text {
    const TYPE: Type = Type::Text;
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        reader.text()
    }
}

impl ReadJson for bool {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        reader.boolean()
    }
}

impl ReadJson for u64 {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let value = reader.integer()?;
        u64::try_from(value).map_err(|_| reader.fault("expected no negative number"))
    }
}

impl<T: ReadJson> ReadJson for Option<T> {
    const TYPE: Type = T::TYPE;
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        T::read(reader).map(Some)
    }
}

impl<T: ReadJson> ReadJson for Vec<T> {
    const TYPE: Type = Type::List(&T::TYPE);
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        // Most lists of a report have one item.
        let mut items = Vec::with_capacity(1);
        reader.array(&mut |reader, index| {
            items.push(T::read(reader).map_err(|error| error.within_item(index))?);
            Ok(())
        })?;
        Ok(items)
    }
}
