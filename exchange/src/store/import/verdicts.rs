//! Verifying documents on several threads while the caller does something else.

use std::num::NonZeroUsize;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use betterwork::VerifiedReport;

use super::Against;

/// What verification says of a document.
pub(super) type Verdict = betterwork::Result<VerifiedReport>;

/// Verifies documents while the caller does `other`; then the caller helps. Returns a verdict for each, in their order.
pub(super) fn while_doing<T>(
    documents: &[&[u8]],
    against: &Against<'_>,
    threads: NonZeroUsize,
    other: impl FnOnce() -> T,
) -> (Vec<Verdict>, T) {
    let places: Vec<OnceLock<Verdict>> = documents.iter().map(|_| OnceLock::new()).collect();
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some((document, place)) = {
            let number = next.fetch_add(1, Ordering::Relaxed);
            documents.get(number).zip(places.get(number))
        } {
            let _ = place.set(against.verify(document));
        }
    };
    let done = thread::scope(|scope| {
        let helpers = (threads.get() - 1).min(documents.len());
        (0..helpers).for_each(|_| _ = scope.spawn(work));
        let done = other();
        work();
        done
    });
    // Every place was taken once; one that is empty all the same is verified here.
    let verdict = |(place, document): (OnceLock<Verdict>, &&[u8])| place.into_inner().unwrap_or_else(|| against.verify(document));
    (places.into_iter().zip(documents).map(verdict).collect(), done)
}
