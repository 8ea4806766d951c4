//! Reports, verified: handles, whose answers and documents cross the border when they are asked for.

use std::sync::Arc;

use betterwork::{Against, Age, Digest, Disclosure, DocumentKind, PublicationState, Signer, Standing, Warning};
use serde::Serialize;

use crate::answer::{Answer, json, timestamp};
use crate::{StatusLists, TrustList};

/// A verification result without its document, which most questions do without.
#[derive(Serialize)]
struct Answers<'a> {
    digest: Digest,
    signer: &'a Signer,
    standing: &'a Standing,
    age: &'a Age,
    disclosure: &'a Disclosure,
    publication: &'a PublicationState,
    warnings: &'a [Warning],
    against: &'a Against,
    verified_at: String,
}

macro_rules! verified {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(uniffi::Object)]
        pub struct $name(pub(crate) betterwork::$name);

        #[uniffi::export]
        impl $name {
            /// Returns every answer but the document, as JSON.
            pub fn answers(&self) -> String {
                let verified = &self.0;
                json(&Answers {
                    digest: verified.digest(),
                    signer: verified.signer(),
                    standing: verified.standing(),
                    age: verified.age(),
                    disclosure: verified.disclosure(),
                    publication: verified.publication(),
                    warnings: verified.warnings(),
                    against: verified.against(),
                    verified_at: verified.verified_at().to_string(),
                })
            }

            /// Returns the document with its envelope, as JSON.
            pub fn document(&self) -> String {
                json(self.0.document())
            }

            /// Returns the whole verification result as JSON.
            pub fn to_json(&self) -> String {
                json(&self.0)
            }
        }
    };
}

verified! {
    /// An assessment report that was verified.
    VerifiedReport
}

verified! {
    /// A progress report that was verified.
    VerifiedProgressReport
}

/// What a document says that it is; nothing of it is checked.
#[derive(uniffi::Record)]
pub struct Identity {
    /// Its kind: `assessment_report`, `progress_report`, `statement`.
    pub kind: String,
    /// Its digest.
    pub digest: String,
    /// The digest of the report that it is about.
    pub about: Option<String>,
}

/// Reads of a document which it is and of what kind.
#[uniffi::export]
pub fn identify(bytes: &[u8]) -> Answer<Identity> {
    let identity = betterwork::identify(bytes)?;
    let kind = match identity.kind {
        DocumentKind::AssessmentReport => "assessment_report",
        DocumentKind::ProgressReport => "progress_report",
        _ => "statement",
    };
    Ok(Identity { kind: kind.to_owned(), digest: identity.digest.to_string(), about: identity.about.map(|digest| digest.to_string()) })
}

/// Verifies an assessment report.
#[uniffi::export]
pub fn verify(bytes: &[u8], trust: &TrustList, status: &StatusLists, at: i64) -> Answer<Arc<VerifiedReport>> {
    Ok(Arc::new(VerifiedReport(betterwork::verify(bytes, &trust.0, &status.0, timestamp(at))?)))
}

/// Verifies a progress report.
#[uniffi::export]
pub fn verify_progress_report(bytes: &[u8], trust: &TrustList, status: &StatusLists, at: i64) -> Answer<Arc<VerifiedProgressReport>> {
    let progress = betterwork::verify_progress_report(bytes, &trust.0, &status.0, timestamp(at))?;
    Ok(Arc::new(VerifiedProgressReport(progress)))
}

#[uniffi::export]
impl VerifiedProgressReport {
    /// Checks that this is about `report`.
    pub fn check_about(&self, report: &VerifiedReport) -> Answer<()> {
        Ok(self.0.check_about(&report.0)?)
    }
}

/// A statement about a report that was verified.
#[derive(uniffi::Object)]
pub struct VerifiedStatement(pub(crate) betterwork::VerifiedStatement);

#[uniffi::export]
impl VerifiedStatement {
    /// Returns the verified statement as JSON: digest, role, whether the view withholds its finding, statement.
    pub fn to_json(&self) -> String {
        json(&self.0)
    }
}

/// Verifies a statement about a report.
#[uniffi::export]
pub fn verify_statement(bytes: &[u8], report: &VerifiedReport, trust: &TrustList, at: i64) -> Answer<Arc<VerifiedStatement>> {
    let statement = betterwork::verify_statement(bytes, &report.0, &trust.0, timestamp(at))?;
    Ok(Arc::new(VerifiedStatement(statement)))
}
