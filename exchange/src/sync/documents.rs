//! Fetching documents, several at once, and importing them as they come.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use betterwork::trust::{StatusLists, TrustList};
use betterwork::{Digest, Disclosure, DocumentKind, Timestamp, identify, verify, verify_progress_report};

use super::budget::Budget;
use super::reader::{Got, Reader};
use super::{Progress, Result, Run, SyncError, SyncFault};
use crate::layout;
use crate::store::{Incoming, MAX_BATCH_BYTES};
use crate::transport::TransportFault;

/// The largest document, in bytes.
const MAX_DOCUMENT_BYTES: usize = 4 * 1024 * 1024;

/// How many bytes of documents are fetched ahead of those that are written: while a batch is written, the next comes in whole.
const AHEAD_BYTES: i64 = MAX_BATCH_BYTES as i64;

/// What became of a document that was to be fetched.
enum Fetched {
    Document(Box<Incoming<String, Vec<u8>>>),
    Fault(SyncFault),
    /// Nothing more can be fetched.
    Stop(SyncError),
}

/// Fetches, verifies and imports documents that the log announces.
pub(super) fn import(run: &mut Run<'_>, documents: &[Digest], trust: &TrustList, status: &StatusLists) -> Result<()> {
    (run.progress)(Progress::Documents(documents.len() as u64));
    let workers = run.options.parallel.get().min(documents.len().max(1));
    let (reader, options, progress) = (run.reader, run.options, run.progress);
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    // While a batch is written, those of the next come in.
    let budget = Budget::new(AHEAD_BYTES);
    let (mut faults, mut stop) = (Vec::new(), None);
    let summary = thread::scope(|scope| {
        for _ in 0..workers {
            let (sender, next, budget) = (sender.clone(), &next, &budget);
            scope.spawn(move || {
                while let Some(digest) = documents.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let fetched = fetch(reader, &options.subscriber, *digest, trust, status, options.at);
                    progress(Progress::Document);
                    let is_last = matches!(fetched, Fetched::Stop(_));
                    if let Fetched::Document(incoming) = &fetched {
                        budget.take(incoming.bytes.len());
                    }
                    // Nobody listens any more where the store has failed.
                    if sender.send(fetched).is_err() || is_last {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let fetched = receiver.iter().filter_map(|fetched| match fetched {
            Fetched::Document(incoming) => {
                budget.give(incoming.bytes.len());
                Some(*incoming)
            }
            Fetched::Fault(fault) => {
                faults.push(fault);
                None
            }
            Fetched::Stop(error) => {
                stop.get_or_insert(error);
                next.store(usize::MAX / 2, Ordering::Relaxed);
                None
            }
        });
        let summary = run.store.import_incoming(fetched, trust, status, options.at);
        drop(receiver);
        budget.lift();
        summary
    })?;
    run.summary.imported = summary.imported;
    run.summary.enriched = summary.enriched;
    run.summary.statements = summary.statements;
    run.summary.progress_reports = summary.progress_reports;
    run.summary.quarantined = summary.quarantined;
    run.summary.withdrawn = summary.withdrawn;
    run.summary.faults.append(&mut faults);
    stop.map_or(Ok(()), Err)
}

fn fetch(reader: &Reader<'_>, subscriber: &str, digest: Digest, trust: &TrustList, status: &StatusLists, at: Timestamp) -> Fetched {
    let path = layout::document(subscriber, digest);
    let fault = |code, message| Fetched::Fault(SyncFault { digest: Some(digest), code, message });
    let bytes = match reader.get(&path, MAX_DOCUMENT_BYTES, None) {
        Ok(Got::File(bytes)) => bytes,
        Ok(Got::Unchanged) => Vec::new(),
        Err(SyncError::Transport(error)) if error.kind == TransportFault::NotFound => {
            return fault(
                "missing",
                format!("{error}, which the subscriber's list names: it was taken off the list meanwhile, or is lost"),
            );
        }
        // One document that may not be read stops no other: object stores answer so where one is missing.
        Err(SyncError::Transport(error))
            if matches!(error.kind, TransportFault::TooLarge | TransportFault::Forbidden | TransportFault::Unreadable) =>
        {
            return fault("unreadable", error.to_string());
        }
        Err(error) => return Fetched::Stop(error),
    };
    // What is refused goes to the store all the same, which keeps it in quarantine with the reason.
    let document = |bytes, verified| Fetched::Document(Box::new(Incoming { name: path.clone(), bytes, verified }));
    let replaced =
        || fault("replaced", format!("`{path}` is a genuine document, and not the one that stands there by its name: it was not imported"));
    let partial =
        || fault("partial", format!("`{path}` withholds a part of the report, though subscribers get full ones: it was not imported"));
    // Nearly all are assessment reports: what a document is, is asked only of those that are not.
    match verify(&bytes, trust, status, at) {
        Ok(verified) if verified.digest() != digest => replaced(),
        Ok(verified) if *verified.disclosure() != Disclosure::Complete => partial(),
        Ok(verified) => document(bytes, Some(Box::new(verified))),
        Err(_) => match identify(&bytes) {
            Ok(other) if other.kind != DocumentKind::AssessmentReport && other.digest != digest => replaced(),
            Ok(other) if other.kind == DocumentKind::ProgressReport && is_partial(&bytes, trust, status, at) => partial(),
            _ => document(bytes, None),
        },
    }
}

/// The store verifies a progress report against the report that it is about; here only what is withheld counts.
fn is_partial(bytes: &[u8], trust: &TrustList, status: &StatusLists, at: Timestamp) -> bool {
    verify_progress_report(bytes, trust, status, at).is_ok_and(|verified| *verified.disclosure() != Disclosure::Complete)
}
