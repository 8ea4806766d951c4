//! Fetching documents, several at once, and importing them as they come.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use betterwork::trust::{StatusLists, TrustList};
use betterwork::{Digest, Disclosure, DocumentKind, Timestamp, identify, verify, verify_progress_report};

use super::reader::{Got, Reader};
use super::{Progress, Result, Run, SyncError, SyncFault};
use crate::layout;
use crate::store::Incoming;
use crate::transport::TransportFault;

/// The largest document, in bytes.
const MAX_DOCUMENT_BYTES: usize = 4 * 1024 * 1024;

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
    let (sender, receiver) = mpsc::sync_channel(workers * 2);
    let (mut faults, mut stop) = (Vec::new(), None);
    let summary = thread::scope(|scope| {
        for _ in 0..workers {
            let (sender, next) = (sender.clone(), &next);
            scope.spawn(move || {
                while let Some(digest) = documents.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let fetched = fetch(reader, &options.subscriber, *digest, trust, status, options.at);
                    progress(Progress::Document);
                    let is_last = matches!(fetched, Fetched::Stop(_));
                    // Nobody listens any more where the store has failed.
                    if sender.send(fetched).is_err() || is_last {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let fetched = receiver.iter().filter_map(|fetched| match fetched {
            Fetched::Document(incoming) => Some(*incoming),
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
    let fault = |code, message| Fetched::Fault(SyncFault { digest, code, message });
    let bytes = match reader.get(&path, MAX_DOCUMENT_BYTES, None) {
        Ok(Got::File(bytes)) => bytes,
        Ok(Got::Unchanged) => Vec::new(),
        Err(SyncError::Transport(error)) if error.kind == TransportFault::NotFound => {
            return fault(
                "missing",
                format!("{error}, which the subscriber's list names: it was taken off the list meanwhile, or is lost"),
            );
        }
        Err(SyncError::Transport(error)) if error.kind == TransportFault::TooLarge => return fault("unreadable", error.to_string()),
        Err(error) => return Fetched::Stop(error),
    };
    // What is refused goes to the store all the same, which keeps it in quarantine with the reason.
    let document = |bytes, verified| Fetched::Document(Box::new(Incoming { name: path.clone(), bytes, verified }));
    let Ok(identity) = identify(&bytes) else { return document(bytes, None) };
    let is_replaced = identity.digest != digest;
    let partial =
        || fault("partial", format!("`{path}` withholds a part of the report, though subscribers get full ones: it was not imported"));
    match identity.kind {
        DocumentKind::AssessmentReport => match verify(&bytes, trust, status, at) {
            Ok(_) if is_replaced => fault("replaced", replaced(&path)),
            Ok(verified) if *verified.disclosure() == Disclosure::Complete => document(bytes, Some(Box::new(verified))),
            Ok(_) => partial(),
            Err(_) => document(bytes, None),
        },
        // The store verifies it against the report that it is about.
        _ if is_replaced => fault("replaced", replaced(&path)),
        DocumentKind::ProgressReport => match verify_progress_report(&bytes, trust, status, at) {
            Ok(verified) if *verified.disclosure() != Disclosure::Complete => partial(),
            _ => document(bytes, None),
        },
        _ => document(bytes, None),
    }
}

fn replaced(path: &str) -> String {
    format!("`{path}` is a genuine document, and not the one that stands there by its name: it was not imported")
}
