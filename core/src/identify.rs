//! What a document says that it is, before anything of it is checked: for whoever sorts, names and fetches files.

use std::sync::Arc;

use serde::Serialize;

use crate::digest::Digest;
use crate::error::{Error, ErrorKind, Result, excerpt};
use crate::json::{Heedless, ReadJson, Reader, put};
use crate::report::{About, AssessmentBody, Content, ProgressBody, names_kind};
use crate::seal::jws::Jws;
use crate::seal::sd_jwt::{self, MAX_TOKEN_BYTES};
use crate::statement;
use crate::text::Text;

/// A kind of document that an exchange carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// An assessment report.
    AssessmentReport,
    /// A progress report.
    ProgressReport,
    /// A statement about a report.
    Statement,
}

/// What a document says of itself. Nothing of it is proven: see [`crate::verify`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// SHA-256 over the signing input, the same for every view.
    pub digest: Digest,
    /// Its kind.
    pub kind: DocumentKind,
    /// The report that a statement or a progress report is about.
    pub about: Option<Digest>,
}

/// Reads of a document which it is and of what kind; neither its signature nor its content is checked.
///
/// # Errors
/// `too_large`; `malformed` where it has not the form of a signed document; `wrong_document` where it is of another kind.
pub fn identify(bytes: &[u8]) -> Result<Identity> {
    if bytes.len() > MAX_TOKEN_BYTES {
        return Err(Error::new(
            ErrorKind::TooLarge,
            format!("the file has {} bytes, a document has at most {MAX_TOKEN_BYTES}", bytes.len()),
        ));
    }
    let token = bytes.split(|byte| *byte == b'~').next().unwrap_or_default();
    let jws = Jws::open(token)?;
    let text = Arc::new(jws.payload_text()?);
    let mut reader = Reader::new(&text, 0..text.len(), Some(&Heedless));
    let claims = Claims::read(&mut reader)?;
    reader.finish()?;
    let kind = match jws.header.typ() {
        statement::TYP => DocumentKind::Statement,
        sd_jwt::TYP => kind_of(claims.vct.as_deref().unwrap_or_default())?,
        other => {
            let message = format!("neither a report nor a statement: the document is of type `{}`", excerpt(other));
            return Err(Error::new(ErrorKind::WrongDocument, message));
        }
    };
    Ok(Identity { digest: jws.digest(), kind, about: claims.about })
}

fn kind_of(vct: &str) -> Result<DocumentKind> {
    if names_kind(vct, AssessmentBody::KIND) {
        Ok(DocumentKind::AssessmentReport)
    } else if names_kind(vct, ProgressBody::KIND) {
        Ok(DocumentKind::ProgressReport)
    } else {
        Err(Error::new(ErrorKind::WrongDocument, format!("neither a report nor a statement: `vct` is `{}`", excerpt(vct))))
    }
}

#[derive(Default)]
struct Claims {
    vct: Option<Text>,
    about: Option<Digest>,
}

impl ReadJson for Claims {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let mut claims = Claims::default();
        reader.object(&mut |reader, name| match &*name {
            "vct" => put(&mut claims.vct, reader, &name),
            "about" => About::read(reader).map(|about| claims.about = Some(about.digest)),
            "report" => reader.object(&mut |reader, name| match &*name {
                "about" => About::read(reader).map(|about| claims.about = Some(about.digest)),
                _ => reader.skip(),
            }),
            _ => reader.skip(),
        })?;
        Ok(claims)
    }
}
