//! That the log extends the one that was seen, that the status lists name this log, and which documents it announces.

use std::collections::{BTreeMap, HashMap};

use betterwork::log::{
    EntryBundle, Event, Frontier, History, MAX_BUNDLE_BYTES, SignedCheckpoint, TILE_WIDTH, Tile, decode_entries, history, leaf_hash,
    prove_consistency, prove_inclusion, verify_consistency, verify_inclusion,
};
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
    checkpoint: &SignedCheckpoint,
    status: &Status,
    wanted: &[(u64, Digest)],
) -> Result<Proven> {
    let claimed = checkpoint.checkpoint();
    let origin = &*claimed.origin;
    let mut tiles = Tiles { reader: run.reader, held: HashMap::new() };
    let mut marks: BTreeMap<u64, (Digest, String)> = BTreeMap::new();
    for list in status.lists.iter() {
        let Some(log) = list.log().filter(|log| log.size > 0) else { continue };
        let what = format!("the checkpoint in the status list {}", list.uri());
        if *log.origin != *origin {
            let reason = format!("the status list {} names another log, `{}`", list.uri(), log.origin);
            return Err(SyncError::Forked { origin: origin.to_owned(), reason });
        }
        if log.size > claimed.size {
            // A checkpoint that is older than what was seen is more than a cache that is late.
            rolled_back(run, known, checkpoint)?;
            return Err(SyncError::Behind { size: claimed.size, status: log.size });
        }
        if log.size < claimed.size {
            let (uri, known) = (list.uri(), log.size);
            run.summary.unfinished(format!(
                "the status list {uri} knows of {known} entries of the log, the checkpoint of {}: a cache serves an old copy; the next sync \
                 reads it again",
                claimed.size
            ));
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
        rolled_back(run, known, checkpoint)?;
        let mut frontier = Frontier::parse(&run.state.frontier)?;
        let seen = (frontier.size(), frontier.root());
        entries = claimed.size - frontier.size();
        let grown = grow(run, &mut frontier, checkpoint, &mut marks, wanted, &mut documents)?;
        if !grown {
            return Err(unlike(run, seen, checkpoint, &mut tiles)?);
        }
        frontier
    } else {
        Frontier::from_tiles(claimed.size, |tile| tiles.read(tile))?
    };
    if frontier.root() != claimed.root {
        return Err(damaged(run, "the hash tiles do not have the root that the checkpoint says"));
    }
    for (size, (root, what)) in marks {
        let fits = if size == claimed.size {
            root == claimed.root
        } else {
            let proof = prove_consistency(size, claimed.size, |tile| tiles.read(tile))?;
            verify_consistency(size, claimed.size, &proof, &root, &claimed.root).is_ok()
        };
        if !fits {
            return Err(match history(size, root, claimed, |tile| tiles.read(tile))? {
                History::Differs => forked(run, checkpoint, &format!("{what} is of another history"))?,
                _ => damaged(run, "the hash tiles are not those of the checkpoint"),
            });
        }
    }
    let early = wanted.iter().filter(|(index, _)| *index >= claimed.size).count();
    if early > 0 {
        run.summary.unfinished(format!(
            "the subscriber's list names {early} entries that the checkpoint does not cover yet: the publisher is at work, or was \
             interrupted; the next sync looks again"
        ));
    }
    let read_from = claimed.size - entries;
    let mut held: Option<(EntryBundle, Vec<u8>)> = None;
    for (index, digest) in wanted.iter().filter(|(index, _)| *index < read_from) {
        // They come in the order of the log, so that one bundle is enough to keep.
        let bundle = EntryBundle::in_log(index / u64::from(TILE_WIDTH), claimed.size)
            .filter(|bundle| *index < bundle.first_entry() + u64::from(bundle.width()));
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
    let (from, claimed) = (frontier.size(), checkpoint.checkpoint());
    (run.progress)(Progress::Entries(claimed.size - from));
    let mut announced = BTreeMap::new();
    let mut agrees = |frontier: &Frontier| match marks.get(&frontier.size()) {
        Some((root, _)) if *root == frontier.root() => marks.remove(&frontier.size()).is_some(),
        _ => false,
    };
    agrees(frontier);
    for bundle in EntryBundle::between(from, claimed.size) {
        let bytes = read_bundle(run.reader, &bundle)?;
        let path = bundle.to_string();
        for (number, record) in
            (bundle.first_entry()..).zip(decode_entries(&bytes, bundle.width()).map_err(|error| SyncError::document(&path, error))?)
        {
            if number < from {
                continue;
            }
            frontier.push(leaf_hash(record));
            agrees(frontier);
            if wanted.binary_search_by_key(&number, |(index, _)| *index).is_ok() {
                announced.insert(number, Event::read(record).map_err(|error| SyncError::document(&path, error))?.digest());
            }
        }
    }
    for (index, digest) in wanted.iter().filter(|(index, _)| (from..claimed.size).contains(index)) {
        if announced.get(index) == Some(&Some(*digest)) {
            documents.push(*digest);
        } else {
            run.summary.faults.push(not_logged(*index, *digest));
        }
    }
    Ok(frontier.root() == claimed.root)
}

/// Keeps evidence of a checkpoint that is smaller than the one that was seen before.
fn rolled_back(run: &Run<'_>, known: bool, checkpoint: &SignedCheckpoint) -> Result<()> {
    let claimed = checkpoint.checkpoint();
    let held = if known { Frontier::parse(&run.state.frontier)?.size() } else { 0 };
    if claimed.size >= held {
        return Ok(());
    }
    keep_evidence(run, checkpoint, "rolled back")?;
    Err(SyncError::RolledBack { origin: claimed.origin.to_string(), held, offered: claimed.size })
}

/// The new entries do not give the new root: either a file is wrong, or the log was split.
fn unlike(run: &Run<'_>, (size, root): (u64, Digest), checkpoint: &SignedCheckpoint, tiles: &mut Tiles<'_>) -> Result<SyncError> {
    match history(size, root, checkpoint.checkpoint(), |tile| tiles.read(tile))? {
        History::Extends => Ok(damaged(run, "the bundles of entries are not those of the checkpoint")),
        History::Damaged => Ok(damaged(run, "the hash tiles are not those of the checkpoint")),
        History::Differs => forked(run, checkpoint, "what it shows now does not extend what was seen before"),
    }
}

fn damaged(run: &Run<'_>, reason: &str) -> SyncError {
    let address = run.reader.transport().address().to_owned();
    SyncError::Damaged { address, reason: reason.to_owned() }
}

fn forked(run: &Run<'_>, checkpoint: &SignedCheckpoint, reason: &str) -> Result<SyncError> {
    keep_evidence(run, checkpoint, reason)?;
    Ok(SyncError::Forked { origin: checkpoint.checkpoint().origin.to_string(), reason: reason.to_owned() })
}

fn keep_evidence(run: &Run<'_>, checkpoint: &SignedCheckpoint, reason: &str) -> Result<()> {
    Ok(run.store.keep_evidence(&checkpoint.checkpoint().origin, &run.state.checkpoint, checkpoint.note(), reason, run.options.at)?)
}

/// Whether an entry that was not read on the way announces a document, by its place in the tree.
fn included(
    index: u64,
    digest: Digest,
    bundle: &EntryBundle,
    bytes: &[u8],
    checkpoint: &SignedCheckpoint,
    tiles: &mut Tiles<'_>,
) -> Result<bool> {
    let claimed = checkpoint.checkpoint();
    let of_bundle = |error| SyncError::document(&bundle.to_string(), error);
    let entries = decode_entries(bytes, bundle.width()).map_err(of_bundle)?;
    let place = usize::try_from(index - bundle.first_entry()).unwrap_or(usize::MAX);
    let Some(record) = entries.get(place) else { return Ok(false) };
    if Event::read(record).map_err(of_bundle)?.digest() != Some(digest) {
        return Ok(false);
    }
    let proof = prove_inclusion(index, claimed.size, |tile| tiles.read(tile))?;
    Ok(verify_inclusion(index, claimed.size, &leaf_hash(record), &proof, &claimed.root).is_ok())
}

fn not_logged(index: u64, digest: Digest) -> SyncFault {
    let message = format!("entry {index} of the log does not announce the document {digest}, as the subscriber's list says");
    SyncFault { digest: Some(digest), code: "not_logged", message }
}

/// The hash tiles of a log, read as they are needed and kept.
struct Tiles<'r> {
    reader: &'r Reader<'r>,
    held: HashMap<Tile, Vec<u8>>,
}

impl Tiles<'_> {
    fn read(&mut self, tile: Tile) -> Result<Vec<u8>> {
        if let Some(held) = self.held.get(&tile) {
            return Ok(held.clone());
        }
        let limit = usize::from(TILE_WIDTH) * HASH_BYTES;
        let mut bytes = partial_or_full(self.reader, &tile.to_string(), &tile.to_full().to_string(), limit)?;
        bytes.truncate(usize::from(tile.width()) * HASH_BYTES);
        self.held.insert(tile, bytes.clone());
        Ok(bytes)
    }
}

fn read_bundle(reader: &Reader<'_>, bundle: &EntryBundle) -> Result<Vec<u8>> {
    match read(reader, &bundle.to_string(), MAX_BUNDLE_BYTES) {
        Err(SyncError::Transport(error)) if error.kind == TransportFault::NotFound && !bundle.is_full() => {
            let (full, path) = (bundle.to_full(), bundle.to_full().to_string());
            let bytes = read(reader, &path, MAX_BUNDLE_BYTES)?;
            let entries = decode_entries(&bytes, full.width()).map_err(|error| SyncError::document(&path, error))?;
            Ok(betterwork::log::encode_entries(entries.into_iter().take(usize::from(bundle.width())))?)
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
