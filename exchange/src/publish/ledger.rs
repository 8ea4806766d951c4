//! The log as its publisher has it: every entry read and proven once, new ones appended, the files that follow.

use std::collections::HashMap;

use betterwork::Digest;
use betterwork::log::{EntryBundle, Event, Growth, ReportChange, SignedCheckpoint, TILE_WIDTH, decode_entries, encode_entries, leaf_hash};
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
    growth: Growth,
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
    /// What it said last of a report.
    pub(super) last: Option<ReportChange>,
}

impl Ledger {
    /// Begins a log without entries.
    pub(super) fn new() -> Self {
        Ledger { checkpoint: None, growth: Growth::new(), tail: Vec::new(), announced: HashMap::new(), files: Vec::new() }
    }

    /// Reads a log, and checks that its entries are those of its checkpoint.
    pub(super) fn open(place: &dyn Place, origin: &str, keys: &[PublicKey]) -> Result<Self> {
        let note = place.read(CHECKPOINT)?.ok_or_else(|| PublishError::missing(place, CHECKPOINT))?;
        let checkpoint = SignedCheckpoint::open(&note, origin, keys).map_err(|error| PublishError::of_file(place, CHECKPOINT, error))?;
        let mut ledger = Ledger::new();
        for bundle in EntryBundle::between(0, checkpoint.checkpoint().size) {
            let path = bundle.to_string();
            let bytes = place.read(&path)?.ok_or_else(|| PublishError::missing(place, &path))?;
            let read = |error| PublishError::of_file(place, &path, error);
            for record in decode_entries(&bytes, bundle.width()).map_err(read)? {
                ledger.push(&Event::read(record).map_err(read)?, record.to_vec());
            }
        }
        // What was read is there already.
        ledger.files.clear();
        if ledger.root() != checkpoint.checkpoint().root {
            let (found, said) = (ledger.root(), checkpoint.checkpoint().root);
            let message =
                format!("the log of `{}` is damaged: its entries have the root {found}, the checkpoint says {said}", place.address());
            return Err(PublishError::refused(message));
        }
        ledger.checkpoint = Some(checkpoint);
        Ok(ledger)
    }

    /// Appends an event; returns its number.
    pub(super) fn append(&mut self, event: &Event) -> Result<u64> {
        let index = self.size();
        let record = event.to_record()?;
        self.push(event, record);
        Ok(index)
    }

    fn push(&mut self, event: &Event, record: Vec<u8>) {
        let index = self.size();
        if let Some(digest) = event.digest() {
            let announced = self.announced.entry(digest).or_insert(Announced { index, last: None });
            if let Event::Report(event) = event {
                announced.last = Some(event.event);
            }
        }
        let filled = self.growth.push(leaf_hash(&record));
        self.files.extend(filled.into_iter().map(|(tile, bytes)| (tile.to_string(), bytes)));
        self.tail.push(record);
        if self.tail.len() == usize::from(TILE_WIDTH)
            && let Some(bundle) = EntryBundle::in_log(index / u64::from(TILE_WIDTH), index + 1)
        {
            let tail = std::mem::take(&mut self.tail);
            // An event has fewer bytes than a bundle can hold of it.
            let bytes = encode_entries(tail.iter().map(Vec::as_slice)).unwrap_or_default();
            push_bundle(&mut self.files, &bundle, bytes);
        }
    }

    /// Returns the files that are new since the checkpoint.
    pub(super) fn take_files(&mut self) -> Result<Vec<(String, Vec<u8>)>> {
        let committed = self.checkpoint.as_ref().map_or(0, |held| held.checkpoint().size);
        let mut files = std::mem::take(&mut self.files);
        if self.size() > committed {
            files.extend(self.growth.partial_tiles().map(|(tile, bytes)| (tile.to_string(), bytes.to_vec())));
            if let Some(bundle) = EntryBundle::between(committed, self.size()).last().filter(|bundle| !bundle.is_full()) {
                push_bundle(&mut files, &bundle, encode_entries(self.tail.iter().map(Vec::as_slice))?);
            }
        }
        Ok(files)
    }

    /// Returns how many entries the log has.
    pub(super) fn size(&self) -> u64 {
        self.growth.frontier().size()
    }

    /// Returns its root hash.
    pub(super) fn root(&self) -> Digest {
        self.growth.frontier().root()
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

fn push_bundle(files: &mut Vec<(String, Vec<u8>)>, bundle: &EntryBundle, bytes: Vec<u8>) {
    files.push((format!("{bundle}.gz"), gzip::compress(&bytes)));
    files.push((bundle.to_string(), bytes));
}
