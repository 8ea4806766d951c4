//! The log as its publisher has it: every entry read and proven once, new ones appended, the files that follow.

use std::collections::HashMap;

use betterwork::Digest;
use betterwork::log::{Bundle, Event, EventKind, Frontier, SignedCheckpoint, TILE_WIDTH, Tile, decode_entries, encode_entries, leaf_hash};
use betterwork::seal::PublicKey;

use super::error::{PublishError, Result};
use super::gzip;
use super::place::Place;
use crate::layout::CHECKPOINT;

/// What every state line of a checkpoint begins with.
const STATE: &str = "state ";

/// A log, as large as its checkpoint says, and what was appended since.
#[derive(Debug)]
pub(super) struct Ledger {
    checkpoint: Option<SignedCheckpoint>,
    frontier: Frontier,
    /// The hashes of the last tile of each level, where it is not full.
    edges: Vec<Vec<Digest>>,
    /// The entries of the last bundle, where it is not full.
    tail: Vec<Vec<u8>>,
    announced: HashMap<Digest, Announced>,
    files: Vec<(String, Vec<u8>)>,
}

/// What the log says of a document.
#[derive(Clone, Debug)]
pub(super) struct Announced {
    /// The entry that announced it first.
    pub(super) index: u64,
    /// What it said last.
    pub(super) last: EventKind,
}

impl Ledger {
    /// Begins a log without entries.
    pub(super) fn new() -> Self {
        Ledger {
            checkpoint: None,
            frontier: Frontier::new(),
            edges: Vec::new(),
            tail: Vec::new(),
            announced: HashMap::new(),
            files: Vec::new(),
        }
    }

    /// Reads a log, and checks that its entries are those of its checkpoint.
    pub(super) fn open(place: &dyn Place, origin: &str, keys: &[PublicKey]) -> Result<Self> {
        let note = place.read(CHECKPOINT)?.ok_or_else(|| PublishError::missing(place, CHECKPOINT))?;
        let checkpoint = SignedCheckpoint::open(&note, origin, keys).map_err(|error| PublishError::of_file(place, CHECKPOINT, error))?;
        let mut ledger = Ledger::new();
        for bundle in Bundle::holding(0, checkpoint.size()) {
            let path = bundle.path();
            let bytes = place.read(&path)?.ok_or_else(|| PublishError::missing(place, &path))?;
            let read = |error| PublishError::of_file(place, &path, error);
            for record in decode_entries(&bytes, bundle.width).map_err(read)? {
                ledger.push(Event::read(record).map_err(read)?, record.to_vec());
            }
        }
        // What was read is there already.
        ledger.files.clear();
        if ledger.frontier.root() != checkpoint.root() {
            let (found, said) = (ledger.frontier.root(), checkpoint.root());
            let message =
                format!("the log of `{}` is damaged: its entries have the root {found}, the checkpoint says {said}", place.address());
            return Err(PublishError::refused(message));
        }
        ledger.checkpoint = Some(checkpoint);
        Ok(ledger)
    }

    /// Appends an event; returns its number.
    pub(super) fn append(&mut self, event: Event) -> Result<u64> {
        let index = self.frontier.size();
        let record = event.to_record()?;
        self.push(event, record);
        Ok(index)
    }

    fn push(&mut self, event: Event, record: Vec<u8>) {
        let index = self.frontier.size();
        let announced = self.announced.entry(event.digest).or_insert(Announced { index, last: event.event.clone() });
        announced.last = event.event;
        let Ledger { frontier, edges, files, .. } = self;
        frontier.push_with(leaf_hash(&record), |level, place, hash| {
            let (tile_level, within) = (level / 8, level % 8);
            if within > 0 {
                return;
            }
            let level = tile_level as usize;
            if edges.len() <= level {
                edges.resize(level + 1, Vec::new());
            }
            let Some(edge) = edges.get_mut(level) else { return };
            edge.push(*hash);
            if edge.len() as u64 == TILE_WIDTH {
                let tile = Tile { level: tile_level, index: place / TILE_WIDTH, width: TILE_WIDTH };
                files.push((tile.path(), bytes_of(edge)));
                edge.clear();
            }
        });
        self.tail.push(record);
        if self.tail.len() as u64 == TILE_WIDTH {
            let bundle = Bundle { index: index / TILE_WIDTH, width: TILE_WIDTH };
            let tail = std::mem::take(&mut self.tail);
            // An event has fewer bytes than a bundle can hold of it.
            let bytes = encode_entries(&tail).unwrap_or_default();
            push_bundle(&mut self.files, &bundle, bytes);
        }
    }

    /// Returns the files that are new since the checkpoint.
    pub(super) fn take_files(&mut self) -> Result<Vec<(String, Vec<u8>)>> {
        let (size, committed) = (self.size(), self.checkpoint.as_ref().map_or(0, SignedCheckpoint::size));
        let mut files = std::mem::take(&mut self.files);
        if size > committed {
            for tile in Tile::grown(committed, size).filter(|tile| tile.width < TILE_WIDTH) {
                files.push((tile.path(), self.edges.get(tile.level as usize).map(|edge| bytes_of(edge)).unwrap_or_default()));
            }
            if let Some(bundle) = Bundle::holding(committed, size).last().filter(|bundle| !bundle.is_full()) {
                push_bundle(&mut files, &bundle, encode_entries(&self.tail)?);
            }
        }
        Ok(files)
    }

    /// Returns how many entries the log has.
    pub(super) fn size(&self) -> u64 {
        self.frontier.size()
    }

    /// Returns its root hash.
    pub(super) fn root(&self) -> Digest {
        self.frontier.root()
    }

    /// Returns the checkpoint that was read or written last.
    pub(super) fn checkpoint(&self) -> Option<&SignedCheckpoint> {
        self.checkpoint.as_ref()
    }

    /// Remembers the checkpoint that covers every entry.
    pub(super) fn settle(&mut self, checkpoint: SignedCheckpoint) {
        self.checkpoint = Some(checkpoint);
    }

    /// Returns what the log says of a document.
    pub(super) fn announced(&self, digest: Digest) -> Option<&Announced> {
        self.announced.get(&digest)
    }

    /// Returns the state line that follows when these files change: another for every change of anything that is not in
    /// the log, so that a reader who finds the same checkpoint knows that nothing at all has changed.
    pub(super) fn next_state<'f>(&self, changed: impl IntoIterator<Item = (&'f str, &'f [u8])>) -> String {
        let held = self.checkpoint.iter().flat_map(SignedCheckpoint::extensions).find_map(|line| line.strip_prefix(STATE));
        let mut text = held.unwrap_or_default().to_owned();
        for (path, bytes) in changed {
            text.push_str(&format!("\n{path} {}", Digest::of(bytes)));
        }
        format!("{STATE}{}", Digest::of(text.as_bytes()))
    }
}

fn push_bundle(files: &mut Vec<(String, Vec<u8>)>, bundle: &Bundle, bytes: Vec<u8>) {
    files.push((format!("{}.gz", bundle.path()), gzip::compress(&bytes)));
    files.push((bundle.path(), bytes));
}

fn bytes_of(hashes: &[Digest]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| *hash.as_bytes()).collect()
}
