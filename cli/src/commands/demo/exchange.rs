//! The demo's exchange: published as static files, synced over HTTP on this machine.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use betterwork::Timestamp;
use betterwork::seal::{RandomSource, SigningKey};
use betterwork::trust::TrustList;
use betterwork_exchange::publish::{FolderPlace, Grant, Published, Publisher, PublisherKeys};
use betterwork_exchange::store::Store;
use betterwork_exchange::sync::{Progress, SyncOptions, SyncSummary, sync};
use betterwork_exchange::transport::{Credential, HttpTransport, Patience};

use super::server::LoopbackServer;
use crate::failure::{Failure, Result};
use crate::http_client::http_client;
use crate::io;
use crate::output::Voice;
use crate::progress;

/// The demo's subscriber.
pub(super) const SUBSCRIBER: &str = "demo";

/// The name of the demo's log.
pub(super) const ORIGIN: &str = "exchange.example/demo";

/// Why the subscriber gets the reports.
const BECAUSE: &str = "demonstration with synthetic reports";

/// Publishes every report and shares it with the subscriber.
pub(super) fn publish(
    folder: &Path,
    reports: &[PathBuf],
    status: &[u8],
    (feed, status_key): (SigningKey, SigningKey),
    at: Timestamp,
) -> Result<Published> {
    let trust = io::read(&folder.join("trust.json"), betterwork::trust::MAX_TRUST_LIST_BYTES)?;
    let place = Box::new(FolderPlace::new(folder.join("exchange")));
    let mut publisher = Publisher::init(place, ORIGIN, &trust, &[status.to_vec()], PublisherKeys { feed, status: status_key }, at)?;
    let grant = Grant::Programme(BECAUSE.to_owned());
    for report in reports {
        let (name, bytes) = (report.display().to_string(), io::read(report, io::MAX_DOCUMENT_BYTES)?);
        publisher.add(&name, &bytes)?;
        publisher.share(&name, &bytes, SUBSCRIBER, &grant)?;
    }
    Ok(publisher.commit()?)
}

/// Syncs the store in the folder with the exchange beside it, over HTTP; returns the address too.
pub(super) fn sync_over_http(
    folder: &Path,
    trust: &TrustList,
    random: &mut impl RandomSource,
    at: Timestamp,
    voice: Voice,
) -> Result<(SyncSummary, String)> {
    let mut secret = [0; 16];
    random.fill(&mut secret);
    let token: String = secret.iter().map(|byte| format!("{byte:02x}")).collect();
    let server = LoopbackServer::start(&folder.join("exchange"), &token)?;
    let credential = Credential::bearer(&token).map_err(Failure::usage)?;
    let transport = HttpTransport::new(http_client(), &server.url(), Some(credential), Patience::default())?;
    let options = SyncOptions { subscriber: SUBSCRIBER.to_owned(), at, parallel: NonZeroUsize::MIN.saturating_add(3) };
    let mut store = Store::open(folder.join("reports.db"))?;
    let bar = progress::bar(voice, "fetching", 0);
    let summary = sync(&mut store, &transport, trust, &options, &|progress| match progress {
        Progress::Documents(count) => bar.set_length(count),
        Progress::Document => bar.inc(1),
        _ => {}
    })?;
    bar.finish_and_clear();
    Ok((summary, server.url()))
}
