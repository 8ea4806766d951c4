//! That the log extends the one that was seen, that the status lists name this log, and which documents it announces.

use std::collections::BTreeMap;

use betterwork::log::{
    Bundle, Event, Frontier, MAX_BUNDLE_BYTES, SignedCheckpoint, TILE_WIDTH, Tile, Tiles, decode_entries, leaf_hash, prove_consistency,
    prove_inclusion, verify_consistency, verify_inclusion,
};
use betterwork::seal::PublicKey;
use betterwork::{Digest, Error};

use super::reader::{Got, Reader};
use super::{Progress, Proven, Result, Run, Status, SyncError, SyncFault};
use crate::transport::TransportFault;

/// The bytes of a hash.
const HASH_BYTES: usize = 32;

impl From<Error> for SyncError {
    fn from(source: Error) -> Self {
        SyncError::document("the log", source)
    }
}

/// Proves what is claimed of the log, reading no more of it than that takes.
pub(super) fn prove(
    run: &mut Run<'_>,
    known: bool,
    keys: &[PublicKey],
    checkpoint: &SignedCheckpoint,
    status: &Status,
    wanted: &[(u64, Digest)],
) -> Result<Proven> {
    let origin = checkpoint.origin();
    let mut tiles = tiles_of(run.reader, checkpoint.size());
    let mut marks: BTreeMap<u64, (Digest, String)> = BTreeMap::new();
    for list in status.lists.iter() {
        let Some(log) = list.log().filter(|log| log.size > 0) else { continue };
        let what = format!("the checkpoint in the status list {}", list.uri());
        if *log.origin != *origin {
            let reason = format!("the status list {} names another log, `{}`", list.uri(), log.origin);
            return Err(SyncError::Forked { origin: origin.to_owned(), reason });
        }
        if log.size > checkpoint.size() {
            return Err(SyncError::Behind { size: checkpoint.size(), status: log.size });
        }
        if let Some((root, _)) = marks.insert(log.size, (log.root, what.clone()))
            && root != log.root
        {
            return Err(forked(run, checkpoint, &format!("two status lists disagree about the log of {} entries", log.size))?);
        }
    }
    let mut entries = 0;
    let mut documents = Vec::new();
    let frontier = if known {
        let mut frontier = Frontier::parse(&run.state.frontier)?;
        if checkpoint.size() < frontier.size() {
            let (held, offered) = (frontier.size(), checkpoint.size());
            keep_evidence(run, checkpoint, "rolled back")?;
            return Err(SyncError::RolledBack { origin: origin.to_owned(), held, offered });
        }
        entries = checkpoint.size() - frontier.size();
        let grown = grow(run, &mut frontier, checkpoint, &mut marks, wanted, &mut documents)?;
        if !grown {
            let held = SignedCheckpoint::open(run.state.checkpoint.as_bytes(), origin, keys).ok();
            return Err(unlike(run, held.as_ref(), checkpoint, &mut tiles)?);
        }
        frontier
    } else {
        Frontier::from_peaks(checkpoint.size(), tiles.peaks(checkpoint.size())?)?
    };
    if frontier.root() != checkpoint.root() {
        let message = "the hash tiles do not have the root that the checkpoint says: the exchange is damaged";
        return Err(SyncError::NotAnExchange { address: run.reader.transport().address().to_owned(), reason: message.to_owned() });
    }
    for (size, (root, what)) in marks {
        let fits = if size == checkpoint.size() {
            root == checkpoint.root()
        } else {
            let proof = prove_consistency(size, &mut tiles)?;
            verify_consistency(size, checkpoint.size(), &proof, &root, &checkpoint.root()).is_ok()
        };
        if !fits {
            return Err(forked(run, checkpoint, &format!("{what} is of another history"))?);
        }
    }
    let read_from = checkpoint.size() - entries;
    let mut held: Option<(Bundle, Vec<u8>)> = None;
    for (index, digest) in wanted.iter().filter(|(index, _)| *index < read_from || *index >= checkpoint.size()) {
        // They come in the order of the log, so that one bundle is enough to keep.
        let bundle = Bundle::at(index / TILE_WIDTH, checkpoint.size()).filter(|bundle| *index < bundle.first() + bundle.width);
        if let Some(bundle) = bundle.filter(|bundle| held.as_ref().is_none_or(|(held, _)| held != bundle)) {
            held = Some((bundle, read_bundle(run.reader, &bundle)?));
        }
        let is_included = match held.as_ref().filter(|(held, _)| Some(*held) == bundle) {
            Some((bundle, bytes)) => included(*index, *digest, bundle, bytes, checkpoint, &mut tiles)?,
            None => false,
        };
        if is_included {
            documents.push(*digest);
        } else {
            run.summary.faults.push(not_logged(*index, *digest));
        }
    }
    Ok(Proven { frontier, entries, documents })
}

/// Appends the new entries; returns whether the log that they make is the checkpoint's.
fn grow(
    run: &mut Run<'_>,
    frontier: &mut Frontier,
    checkpoint: &SignedCheckpoint,
    marks: &mut BTreeMap<u64, (Digest, String)>,
    wanted: &[(u64, Digest)],
    documents: &mut Vec<Digest>,
) -> Result<bool> {
    let from = frontier.size();
    (run.progress)(Progress::Entries(checkpoint.size() - from));
    let mut announced = BTreeMap::new();
    let mut agrees = |frontier: &Frontier| match marks.get(&frontier.size()) {
        Some((root, _)) if *root == frontier.root() => marks.remove(&frontier.size()).is_some(),
        _ => false,
    };
    agrees(frontier);
    for bundle in Bundle::holding(from, checkpoint.size()) {
        let bytes = read_bundle(run.reader, &bundle)?;
        let path = bundle.path();
        for (number, record) in
            (bundle.first()..).zip(decode_entries(&bytes, bundle.width).map_err(|error| SyncError::document(&path, error))?)
        {
            if number < from {
                continue;
            }
            frontier.push(leaf_hash(record));
            agrees(frontier);
            if wanted.binary_search_by_key(&number, |(index, _)| *index).is_ok() {
                announced.insert(number, Event::read(record).map_err(|error| SyncError::document(&path, error))?.digest);
            }
        }
    }
    for (index, digest) in wanted.iter().filter(|(index, _)| (from..checkpoint.size()).contains(index)) {
        if announced.get(index) == Some(digest) {
            documents.push(*digest);
        } else {
            run.summary.faults.push(not_logged(*index, *digest));
        }
    }
    Ok(frontier.root() == checkpoint.root())
}

/// The new entries do not give the new root: either a bundle is wrong, or the log was split.
fn unlike<F: FnMut(Tile) -> Result<Vec<u8>>>(
    run: &Run<'_>,
    held: Option<&SignedCheckpoint>,
    checkpoint: &SignedCheckpoint,
    tiles: &mut Tiles<F>,
) -> Result<SyncError> {
    if let Some(held) = held.filter(|held| held.size() > 0 && held.size() < checkpoint.size()) {
        let proof = prove_consistency(held.size(), tiles)?;
        if verify_consistency(held.size(), checkpoint.size(), &proof, &held.root(), &checkpoint.root()).is_ok() {
            let reason =
                "the bundles of entries are not those of the checkpoint: the exchange is damaged, or a cache mixes two of its states";
            return Ok(SyncError::NotAnExchange { address: run.reader.transport().address().to_owned(), reason: reason.to_owned() });
        }
    }
    forked(run, checkpoint, "what it shows now does not extend what was seen before")
}

fn forked(run: &Run<'_>, checkpoint: &SignedCheckpoint, reason: &str) -> Result<SyncError> {
    keep_evidence(run, checkpoint, reason)?;
    Ok(SyncError::Forked { origin: checkpoint.origin().to_owned(), reason: reason.to_owned() })
}

fn keep_evidence(run: &Run<'_>, checkpoint: &SignedCheckpoint, reason: &str) -> Result<()> {
    Ok(run.store.keep_evidence(checkpoint.origin(), &run.state.checkpoint, checkpoint.note(), reason, run.options.at)?)
}

/// Whether an entry that was not read on the way announces a document, by its place in the tree.
fn included<F: FnMut(Tile) -> Result<Vec<u8>>>(
    index: u64,
    digest: Digest,
    bundle: &Bundle,
    bytes: &[u8],
    checkpoint: &SignedCheckpoint,
    tiles: &mut Tiles<F>,
) -> Result<bool> {
    let of_bundle = |error| SyncError::document(&bundle.path(), error);
    let entries = decode_entries(bytes, bundle.width).map_err(of_bundle)?;
    let place = usize::try_from(index - bundle.first()).unwrap_or(usize::MAX);
    let Some(record) = entries.get(place) else { return Ok(false) };
    if Event::read(record).map_err(of_bundle)?.digest != digest {
        return Ok(false);
    }
    let proof = prove_inclusion(index, tiles)?;
    Ok(verify_inclusion(index, checkpoint.size(), &leaf_hash(record), &proof, &checkpoint.root()).is_ok())
}

fn not_logged(index: u64, digest: Digest) -> SyncFault {
    let message = format!("entry {index} of the log does not announce the document {digest}, as the subscriber's list says");
    SyncFault { digest, code: "not_logged", message }
}

fn tiles_of<'r>(reader: &'r Reader<'_>, size: u64) -> Tiles<impl FnMut(Tile) -> Result<Vec<u8>> + 'r> {
    Tiles::new(size, move |tile: Tile| {
        let full = Tile { width: TILE_WIDTH, ..tile };
        let mut bytes = partial_or_full(reader, &tile.path(), &full.path(), full.width as usize * HASH_BYTES)?;
        bytes.truncate(tile.width as usize * HASH_BYTES);
        Ok(bytes)
    })
}

fn read_bundle(reader: &Reader<'_>, bundle: &Bundle) -> Result<Vec<u8>> {
    let full = Bundle { width: TILE_WIDTH, ..*bundle };
    let (path, full_path) = (bundle.path(), full.path());
    if bundle.is_full() {
        return read(reader, &path, MAX_BUNDLE_BYTES);
    }
    match read(reader, &path, MAX_BUNDLE_BYTES) {
        Err(SyncError::Transport(error)) if error.kind == TransportFault::NotFound => {
            let bytes = read(reader, &full_path, MAX_BUNDLE_BYTES)?;
            let entries = decode_entries(&bytes, full.width).map_err(|error| SyncError::document(&full_path, error))?;
            let first = entries.into_iter().take(usize::try_from(bundle.width).unwrap_or(usize::MAX));
            Ok(betterwork::log::encode_entries(first)?)
        }
        read => read,
    }
}

/// A partial tile may be gone once the full one is there (C2SP tlog-tiles).
fn partial_or_full(reader: &Reader<'_>, path: &str, full: &str, limit: usize) -> Result<Vec<u8>> {
    match read(reader, path, limit) {
        Err(SyncError::Transport(error)) if error.kind == TransportFault::NotFound && path != full => read(reader, full, limit),
        read => read,
    }
}

fn read(reader: &Reader<'_>, path: &str, limit: usize) -> Result<Vec<u8>> {
    match reader.get(path, limit, None)? {
        Got::File(bytes) => Ok(bytes),
        Got::Unchanged => Ok(Vec::new()),
    }
}
