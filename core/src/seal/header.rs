//! The protected header of every document of ours: `alg`, `typ`, `kid`, and nothing else.

use std::sync::Arc;

use super::base64url;
use crate::error::{Error, ErrorKind, Result, excerpt, words};
use crate::json::{self, Member, ReadJson, Reader, Shape, there};
use crate::text::Text;

/// The names of the one algorithm: `EdDSA` (RFC 8037 §3.1), which this SDK writes, and `Ed25519` (RFC 9864 §2.2).
const ALGORITHMS: [&str; 2] = ["EdDSA", "Ed25519"];

pub(crate) struct Header {
    alg: Text,
    typ: Text,
    pub(crate) kid: Text,
}

impl Header {
    /// Reads a header from base64url; another member than the three is `malformed`.
    pub(crate) fn open(encoded: &[u8]) -> Result<Self> {
        let bytes = base64url::decode(encoded, "the header")?;
        let text = String::from_utf8(bytes).map_err(|_| Error::new(ErrorKind::Malformed, "the header is not UTF-8"))?;
        json::read(&Arc::new(text)).map_err(|error| error.within("header"))
    }

    /// Writes the header that this SDK signs with.
    pub(crate) fn write(typ: &str, kid: &str) -> String {
        base64url::encode(format!(r#"{{"alg":"EdDSA","typ":"{typ}","kid":"{kid}"}}"#).as_bytes())
    }

    pub(crate) fn typ(&self) -> &str {
        &self.typ
    }

    /// Checks the algorithm, then the type.
    pub(crate) fn expect(&self, typ: &str) -> Result<()> {
        if !ALGORITHMS.contains(&self.alg.as_str()) {
            return Err(Error::new(ErrorKind::UnsupportedAlgorithm, words!("the algorithm is `{}`, not Ed25519", excerpt(&self.alg))));
        }
        if self.typ != typ {
            return Err(Error::new(
                ErrorKind::WrongDocument,
                words!("expected a document of type `{typ}`, found `{}`", excerpt(&self.typ)),
            ));
        }
        Ok(())
    }
}

impl ReadJson for Header {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        const SHAPE: Shape = Shape::closed(
            "our headers",
            &[Member::required::<Text>("alg"), Member::required::<Text>("typ"), Member::required::<Text>("kid")],
        );
        let (mut alg, mut typ, mut kid) = (None, None, None);
        reader.members(&SHAPE, &mut [&mut alg, &mut typ, &mut kid])?;
        Ok(Header { alg: there(alg)?, typ: there(typ)?, kid: there(kid)? })
    }
}
