//! What is asked of a report's content, whichever kind it is of: to be read, to be judged, to be signed.

use serde::ser::Serialize;

use super::assessment::AssessmentBody;
use super::consistency;
use super::country::Country;
use super::progress::ProgressBody;
use crate::error::Result;
use crate::json::{ReadJson, Seal};
use crate::text::Text;
use crate::time::Timestamp;

/// What the envelope must know of its content; implemented by the kinds of report and nobody else.
#[allow(private_bounds, reason = "the trait is sealed: its supertrait is not nameable outside")]
pub trait Content: ReadJson {
    /// The kind in `vct`: `assessment-report` or `progress-report`.
    const KIND: &'static str;
    /// The version of the format, `major.minor`.
    fn version(&self) -> &str;
    /// Extensions that a reader must know.
    fn must_understand(&self) -> &[Text];
    /// The language in which it is written, a BCP 47 tag.
    fn language(&self) -> &str;
    /// The country whose keys may sign it; `None` where the report names no facility.
    fn country(&self) -> Option<Country>;
    /// Checks what the content says against itself; `iat` is the envelope's.
    #[doc(hidden)]
    fn consistency(&self, iat: Timestamp) -> Result<()>;
}

/// A content that is held whole, so that it can be signed.
#[allow(private_bounds, reason = "the trait is sealed: its supertraits are not nameable outside")]
pub trait Body: Content + Seal + Serialize {
    /// Puts the content in the form that is signed: the floor in place, the counts right.
    #[doc(hidden)]
    fn settle(&mut self) -> Result<()>;
}

impl Content for AssessmentBody {
    const KIND: &'static str = "assessment-report";
    fn version(&self) -> &str {
        &self.version
    }
    fn must_understand(&self) -> &[Text] {
        &self.must_understand
    }
    fn language(&self) -> &str {
        &self.language
    }
    fn country(&self) -> Option<Country> {
        Some(self.facility.country)
    }
    fn consistency(&self, iat: Timestamp) -> Result<()> {
        let visited = consistency::Visit {
            revision: self.revision,
            supersedes: self.supersedes.is_some(),
            coordinates: self.facility.coordinates.as_ref().map(|place| (place.latitude.is_some(), place.longitude.is_some())),
            points: &self.compliance_points,
            started_on: self.assessment.started_on,
            ended_on: self.assessment.ended_on,
        };
        consistency::assessment(&visited, iat)
    }
}

impl Body for AssessmentBody {
    fn settle(&mut self) -> Result<()> {
        super::settle::assessment(self)
    }
}

impl Content for ProgressBody {
    const KIND: &'static str = "progress-report";
    fn version(&self) -> &str {
        &self.version
    }
    fn must_understand(&self) -> &[Text] {
        &self.must_understand
    }
    fn language(&self) -> &str {
        &self.language
    }
    fn country(&self) -> Option<Country> {
        None
    }
    fn consistency(&self, iat: Timestamp) -> Result<()> {
        consistency::progress(self, iat)
    }
}

impl Body for ProgressBody {
    fn settle(&mut self) -> Result<()> {
        super::settle::progress(self)
    }
}
