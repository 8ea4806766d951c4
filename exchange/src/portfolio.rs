//! Deciding about every supplier of a list, from the signed bytes of a store, verified again.

use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use betterwork::analysis::portfolio::{SupplierDecision, mark_repeated};
use betterwork::analysis::suppliers::{Facility, Match, Supplier, match_suppliers};
use betterwork::analysis::{Context, Crosswalk, Decision, Policy, decide};
use betterwork::trust::{StatusLists, TrustList};
use betterwork::{ErrorKind, Timestamp, VerifiedReport, verify, verify_progress_report, verify_statement};

use crate::store::{HeldFacility, Store, StoreError};

/// So many suppliers are decided about at a time by one thread.
const CHUNK: usize = 64;

/// What suppliers are judged by.
#[derive(Clone, Copy, Debug)]
pub struct Judgement<'a> {
    /// The buyer's rules.
    pub policy: &'a Policy,
    /// The buyer's code of conduct.
    pub crosswalk: &'a Crosswalk,
    /// Who may sign reports.
    pub trust: &'a TrustList,
    /// Which of them stand.
    pub status: &'a StatusLists,
    /// The instant.
    pub at: Timestamp,
}

/// Matches every supplier to a facility of the store, and decides from the newest report of each; in the order of the list.
///
/// Rows of the store only say which report is the newest: it is verified again from its signed bytes, in parallel.
/// `progress` is called with the number of suppliers that are done.
///
/// # Errors
/// [`StoreError::Trust`] where the trust list has expired, and what the database says.
pub fn decide_all(
    path: &Path,
    suppliers: Vec<Supplier>,
    judgement: &Judgement<'_>,
    threads: NonZeroUsize,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Vec<SupplierDecision>, StoreError> {
    let store = Store::open_read_only(path)?;
    let held = store.facilities()?;
    let facilities: Vec<Facility> = held.iter().map(|held| held.facility.clone()).collect();
    let matches = match_suppliers(&suppliers, &facilities, &store.supplier_links()?);
    drop(store);
    let work: Vec<(Supplier, Match)> = suppliers.into_iter().zip(matches).collect();
    let chunks: Vec<&[(Supplier, Match)]> = work.chunks(CHUNK).collect();
    let next = AtomicUsize::new(0);
    let worker = || -> Result<Vec<(usize, Vec<SupplierDecision>)>, StoreError> {
        let store = Store::open_read_only(path)?;
        let mut done = Vec::new();
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(chunk) = chunks.get(place) else { return Ok(done) };
            let decided: Result<Vec<_>, _> =
                chunk.iter().map(|(supplier, found)| judgement.decide(&store, &held, supplier, found)).collect();
            done.push((place, decided?));
            progress(chunk.len() as u64);
        }
    };
    let mut parts = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads.get().min(chunks.len())).map(|_| scope.spawn(worker)).collect();
        let mut parts = Vec::new();
        for worker in workers {
            match worker.join() {
                Ok(part) => parts.extend(part?),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        Ok::<_, StoreError>(parts)
    })?;
    parts.sort_by_key(|(place, _)| *place);
    let mut decisions: Vec<SupplierDecision> = parts.into_iter().flat_map(|(_, part)| part).collect();
    mark_repeated(&mut decisions);
    Ok(decisions)
}

impl Judgement<'_> {
    fn decide(&self, store: &Store, held: &[HeldFacility], supplier: &Supplier, found: &Match) -> Result<SupplierDecision, StoreError> {
        let meant = found.facilities.iter().filter_map(|place| held.get(*place));
        let facilities = meant.map(|held| held.facility.clone()).collect();
        let (report, problem) = match found.settled().and_then(|place| held.get(place)) {
            Some(held) => self.newest(store, held)?,
            None => (None, None),
        };
        let decision = self.judge(store, report.as_ref(), supplier)?;
        Ok(SupplierDecision::new(supplier.clone(), found.clone(), facilities, decision, problem))
    }

    /// Verifies the newest report of a facility; or says why it cannot be used.
    fn newest(&self, store: &Store, held: &HeldFacility) -> Result<(Option<VerifiedReport>, Option<String>), StoreError> {
        let token = store.newest_token(held)?;
        match verify(&token, self.trust, self.status, self.at) {
            // Rows say what is searched; the signed bytes say what counts.
            Ok(report) if *report.document().iss == *held.facility.iss && *report.document().sub == *held.facility.sub => {
                Ok((Some(report), None))
            }
            Ok(report) => Ok((None, Some(format!("inconsistent: the signed report is about `{}`", report.document().sub)))),
            Err(error) if error.kind() == ErrorKind::TrustExpired => Err(StoreError::Trust(error)),
            Err(error) => Ok((None, Some(format!("{}: {error}", error.kind().code())))),
        }
    }

    fn judge(&self, store: &Store, report: Option<&VerifiedReport>, supplier: &Supplier) -> Result<Decision, StoreError> {
        let (mut statements, mut progress_reports) = (Vec::new(), Vec::new());
        if let Some(report) = report {
            // What does not verify any more has no say.
            let tokens = store.statement_tokens(report.digest())?;
            statements.extend(tokens.iter().filter_map(|token| verify_statement(token, report, self.trust, self.at).ok()));
            let tokens = store.progress_report_tokens(report.digest())?;
            progress_reports.extend(tokens.iter().filter_map(|token| verify_progress_report(token, self.trust, self.status, self.at).ok()));
        }
        let context = Context { statements: &statements, progress_reports: &progress_reports, last_blocking_on: supplier.last_blocking_on };
        decide(report, self.policy, self.crosswalk, &context, self.at).map_err(StoreError::Trust)
    }
}
