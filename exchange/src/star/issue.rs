//! Signing an export: every facility's reports in order, each following the one before it and taking its place.

use betterwork::report::Follows;
use betterwork::seal::{RandomSource, SigningKey, digest_of, random_jti};
use betterwork::trust::{StatusDraft, StatusValue};
use betterwork::{Digest, Text, issue};

use super::draft::Draft;
use super::error::StarError;
use super::export::Export;

/// A list has room for later reports, and its length does not say how many there are.
const LEAST_CAPACITY: u64 = 1024;

/// A signed report of an export.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct IssuedReport {
    /// Id of the assessment, the export's `Quest.ID`.
    pub assessment: Text,
    /// The facility, the report's `sub`.
    pub facility: Text,
    /// The report's id.
    pub jti: Text,
    /// Its index in the status list.
    pub index: u64,
    /// Its digest.
    pub digest: Digest,
    /// The signed report.
    pub token: String,
}

/// All reports of an export, signed, and the status list that says which of them stand.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct IssuedExport {
    /// The reports, facility by facility, the oldest first.
    pub reports: Vec<IssuedReport>,
    /// Their status list: the last report of each facility is valid, those before it are superseded.
    pub status: StatusDraft,
}

/// Signs the reports of an export one by one; see [`Export::issue`].
pub struct Issuing<'a, R> {
    /// Each draft, and whether it is its facility's first.
    drafts: std::vec::IntoIter<(bool, &'a Draft)>,
    key: &'a SigningKey,
    random: &'a mut R,
    status: &'a mut StatusDraft,
    next_index: u64,
    previous: Option<(u64, Follows)>,
}

impl Export {
    /// Signs all reports under a new status list of twice as many entries, at least 1,024.
    ///
    /// The tokens are all in memory afterwards; [`Export::issue`] hands them out one by one.
    ///
    /// # Errors
    /// `not_issued` where core refuses a report, `status_index` beyond the largest status list.
    pub fn issue_all(&self, key: &SigningKey, random: &mut impl RandomSource) -> Result<IssuedExport, StarError> {
        let capacity = self.summary().report_count.saturating_mul(2).max(LEAST_CAPACITY);
        let mut status = StatusDraft::new(self.options().status_uri.clone(), capacity);
        let reports = self.issue(key, random, &mut status, 0).collect::<Result<_, _>>()?;
        Ok(IssuedExport { reports, status })
    }

    /// Signs the reports one by one, facility by facility, the oldest first.
    ///
    /// A report follows the one issued before it; an assessment that was left out has none, and the gap shows in `cycle`.
    /// Indexes of `status` are given out from `first_index` on, each once; the entry of a report becomes valid, that of
    /// the report before it superseded. An index that was given out before is refused where its entry shows it.
    ///
    /// # Errors
    /// Each item is a signed report, `not_issued` or `status_index`. After `not_issued` the next item is the next report:
    /// the one that was refused took no index and no report follows it ([`Export::summary_without`] lists it).
    pub fn issue<'a, R: RandomSource>(
        &'a self,
        key: &'a SigningKey,
        random: &'a mut R,
        status: &'a mut StatusDraft,
        first_index: u64,
    ) -> Issuing<'a, R> {
        let drafts: Vec<_> = self
            .facilities()
            .iter()
            .flat_map(|history| history.drafts.iter().enumerate().map(|(place, draft)| (place == 0, draft)))
            .collect();
        Issuing { drafts: drafts.into_iter(), key, random, status, next_index: first_index, previous: None }
    }
}

impl<R: RandomSource> Iterator for Issuing<'_, R> {
    type Item = Result<IssuedReport, StarError>;

    fn next(&mut self) -> Option<Self::Item> {
        let (is_first, draft) = self.drafts.next()?;
        if is_first {
            self.previous = None;
        }
        Some(self.issue(draft))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.drafts.size_hint()
    }
}

impl<R: RandomSource> Issuing<'_, R> {
    fn issue(&mut self, draft: &Draft) -> Result<IssuedReport, StarError> {
        let index = self.next_index;
        if self.status.get(index) != Some(StatusValue::Revoked) {
            return Err(StarError::StatusIndex { index });
        }
        let jti = Text::from(random_jti(self.random));
        let follows = self.previous.as_ref().map(|(_, follows)| follows.clone());
        let report = draft.report(jti.clone(), index, follows);
        let not_issued = |source| StarError::NotIssued { assessment: draft.id.to_string(), source };
        let token = issue(&report, self.key, self.random).map_err(not_issued)?;
        let digest = digest_of(token.as_bytes()).map_err(not_issued)?;
        self.next_index += 1;
        self.set(index, StatusValue::Valid)?;
        if let Some((before, _)) = self.previous.replace((index, Follows::new(jti.clone(), digest))) {
            self.set(before, StatusValue::Superseded)?;
        }
        Ok(IssuedReport { assessment: draft.id.clone(), facility: report.sub, jti, index, digest, token })
    }

    fn set(&mut self, index: u64, value: StatusValue) -> Result<(), StarError> {
        self.status.set(index, value).map_err(|_| StarError::StatusIndex { index })
    }
}
