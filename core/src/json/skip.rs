//! Reading past a value as strictly as if it were understood; without recursion, so that nesting costs little.

use super::{Names, Reader};
use crate::error::Result;

impl<'a> Reader<'a> {
    /// Reads past any value.
    pub(crate) fn skip(&mut self) -> Result<()> {
        match self.peek() {
            Some(b'{' | b'[') => self.skip_nested(),
            _ => self.skip_scalar(),
        }
    }

    fn skip_scalar(&mut self) -> Result<()> {
        match self.peek() {
            Some(b'"') => self.string().map(|_| ()),
            Some(b't' | b'f') => self.boolean().map(|_| ()),
            Some(b'n') => self.literal("null", "expected a value"),
            Some(b'-' | b'0'..=b'9') => self.integer().map(|_| ()),
            _ => Err(self.fault("expected a value")),
        }
    }

    fn skip_nested(&mut self) -> Result<()> {
        // What is open, innermost last: one bit each, set for an object. Depth is limited to 32.
        let (mut kinds, mut count) = (0_u64, 0_u32);
        // Names of the objects among them; the first `innermost` are in use, the rest is kept for the next objects.
        let mut objects: Vec<Names<'a>> = Vec::new();
        let mut innermost = 0;
        loop {
            let mut first = false;
            match self.peek() {
                Some(begin @ (b'{' | b'[')) => {
                    self.at += 1;
                    self.enter()?;
                    kinds = kinds << 1 | u64::from(begin == b'{');
                    count += 1;
                    if begin == b'{' {
                        innermost += 1;
                        match objects.get_mut(innermost - 1) {
                            Some(names) => names.clear(),
                            None => objects.push(Names::default()),
                        }
                    }
                    first = true;
                }
                _ => self.skip_scalar()?,
            }
            // After a value, or inside what has just begun: ends, until another value is due.
            loop {
                if count == 0 {
                    return Ok(());
                }
                let object = kinds & 1 == 1;
                match self.peek() {
                    Some(b'}') if object => innermost -= 1,
                    Some(b']') if !object => {}
                    Some(b',') if !first => {
                        self.at += 1;
                        break;
                    }
                    _ if first => break,
                    _ => return Err(self.fault("expected `,` or the end of the object or array")),
                }
                self.at += 1;
                self.depth -= 1;
                (kinds, count) = (kinds >> 1, count - 1);
                first = false;
            }
            if kinds & 1 == 1
                && let Some(names) = objects.get_mut(innermost - 1)
            {
                let name = self.name_into(|| names.spare())?;
                self.refuse_reserved(&name)?;
                self.refuse_repeated(names, name)?;
                self.expect(b':', "expected `:`")?;
            }
        }
    }
}
