//! The transparency log: checkpoints, proof that it holds a record, and what a client checks of the log of an exchange.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use betterwork::log::{
    EntryBundle, Event, History, InclusionProof, NoteKey, SignedCheckpoint, TILE_WIDTH, Tile, decode_entries, history, leaf_hash,
    prove_consistency, prove_inclusion, verify_consistency, verify_inclusion,
};
use betterwork::seal::PublicKey;
use betterwork::{Digest, Error};

use crate::TrustList;
use crate::answer::{Answer, json, timestamp};

/// The bytes of a hash.
const HASH_BYTES: usize = 32;

/// Opens a checkpoint of the log with this origin; the result as JSON.
#[uniffi::export]
pub fn open_checkpoint(note: &[u8], origin: String, keys: Vec<String>) -> Answer<String> {
    let signed = SignedCheckpoint::open(note, &origin, &parse_keys(&keys)?)?;
    Ok(json(&opened(&signed)))
}

/// Checks that the log with this origin holds a record; what the record says and the checkpoint, as JSON.
#[uniffi::export]
pub fn verify_inclusion_proof(proof: String, origin: String, keys: Vec<String>) -> Answer<String> {
    let (event, signed) = InclusionProof::from_json(&proof)?.verify(&origin, &parse_keys(&keys)?)?;
    Ok(json(&serde_json::json!({ "event": event, "checkpoint": opened(&signed) })))
}

/// The log of an exchange at a checkpoint. It asks for files of the log by their paths until it can answer.
#[derive(uniffi::Object)]
pub struct LogCheck {
    signed: SignedCheckpoint,
    status_uris: Vec<String>,
    files: Mutex<HashMap<String, Vec<u8>>>,
}

/// An answer about a log, or what it takes to give one.
#[derive(uniffi::Enum)]
pub enum LogAnswer {
    /// It is so.
    Yes,
    /// It is not so.
    No,
    /// The log is not that large yet, as far as this checkpoint says: a cache may be late, or the publisher at work.
    Beyond,
    /// The files are not those of the checkpoint: they say nothing, and accuse nobody.
    Damaged,
    /// A file is needed: hand it over and ask again.
    Needs {
        /// Its path below the address of the exchange.
        path: String,
        /// Where to find more than it, if it is gone: a log may drop partial files once they are full.
        or_else: String,
    },
}

/// Why a proof cannot be made yet, or at all.
enum Stop {
    Needs(String, String),
    Damaged,
}

impl From<Error> for Stop {
    fn from(_: Error) -> Self {
        Stop::Damaged
    }
}

#[uniffi::export]
impl LogCheck {
    /// Opens the checkpoint of a log that the trust list names.
    #[uniffi::constructor]
    pub fn open(note: &[u8], trust: &TrustList, at: i64) -> Answer<Arc<Self>> {
        let origin = SignedCheckpoint::claimed_origin(note).unwrap_or_default().to_owned();
        let (feed, keys) = trust.0.feed(&origin, timestamp(at))?;
        let signed = SignedCheckpoint::open(note, &origin, &keys)?;
        let owners = trust.0.payload().entities.iter().filter(|owner| owner.id == feed.entity);
        let status_uris = owners.flat_map(|owner| &owner.status_uris).map(ToString::to_string).collect();
        Ok(Arc::new(LogCheck { signed, status_uris, files: Mutex::default() }))
    }

    /// Returns the name of the log.
    pub fn origin(&self) -> String {
        self.signed.checkpoint().origin.to_string()
    }

    /// Returns how many entries it has.
    pub fn size(&self) -> i64 {
        self.signed.checkpoint().size as i64
    }

    /// Returns the root of its tree, in lower-case hex.
    pub fn root(&self) -> String {
        self.signed.checkpoint().root.to_string()
    }

    /// Returns the addresses of the status lists of the programme that keeps the log.
    pub fn status_uris(&self) -> Vec<String> {
        self.status_uris.clone()
    }

    /// Takes a file that was asked for.
    pub fn give(&self, path: String, bytes: &[u8]) {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).insert(path, bytes.to_vec());
    }

    /// Returns whether the log extends the one that had this size and this root.
    pub fn extends(&self, size: i64, root: String) -> Answer<LogAnswer> {
        let (root, now) = (Digest::parse(&root)?, self.signed.checkpoint());
        let Some(size) = u64::try_from(size).ok().filter(|size| *size <= now.size) else { return Ok(LogAnswer::Beyond) };
        if size == 0 || size == now.size {
            return Ok(if size == 0 || root == now.root { LogAnswer::Yes } else { LogAnswer::No });
        }
        let proof = prove_consistency(size, now.size, |tile| self.tile(tile));
        match proof.map(|proof| verify_consistency(size, now.size, &proof, &root, &now.root)) {
            Ok(Err(_)) => answer(history(size, root, now, |tile| self.tile(tile)).map(LogAnswer::from)),
            proven => answer(proven.map(|_| LogAnswer::Yes)),
        }
    }

    /// Returns whether an entry of the log announces the document with this digest.
    pub fn announces(&self, index: i64, digest: String) -> Answer<LogAnswer> {
        let (digest, now) = (Digest::parse(&digest)?, self.signed.checkpoint());
        let Some(index) = u64::try_from(index).ok().filter(|index| *index < now.size) else { return Ok(LogAnswer::Beyond) };
        let announced = self.proves(index, digest);
        answer(announced.map(|announced| if announced { LogAnswer::Yes } else { LogAnswer::No }))
    }
}

impl LogCheck {
    fn proves(&self, index: u64, digest: Digest) -> Result<bool, Stop> {
        let now = self.signed.checkpoint();
        let Some(bundle) = EntryBundle::in_log(index / u64::from(TILE_WIDTH), now.size) else { return Ok(false) };
        let (path, or_else) = (bundle.to_string(), bundle.to_full().to_string());
        let (bytes, is_full) = self.file(&path, &or_else)?;
        let entries = decode_entries(&bytes, if is_full { bundle.to_full().width() } else { bundle.width() })?;
        let place = usize::try_from(index - bundle.first_entry()).unwrap_or(usize::MAX);
        let Some(record) = entries.get(place) else { return Ok(false) };
        if Event::read(record)?.digest() != Some(digest) {
            return Ok(false);
        }
        let proof = prove_inclusion(index, now.size, |tile| self.tile(tile))?;
        Ok(verify_inclusion(index, now.size, &leaf_hash(record), &proof, &now.root).is_ok())
    }

    fn tile(&self, tile: Tile) -> Result<Vec<u8>, Stop> {
        let (mut bytes, _) = self.file(&tile.to_string(), &tile.to_full().to_string())?;
        bytes.truncate(usize::from(tile.width()) * HASH_BYTES);
        Ok(bytes)
    }

    /// Returns a file, and whether it is the full one in place of a partial one.
    fn file(&self, path: &str, or_else: &str) -> Result<(Vec<u8>, bool), Stop> {
        let files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        let partial = files.get(path).map(|bytes| (bytes.clone(), false));
        let found = partial.or_else(|| files.get(or_else).map(|bytes| (bytes.clone(), true)));
        found.ok_or_else(|| Stop::Needs(path.to_owned(), or_else.to_owned()))
    }
}

impl From<History> for LogAnswer {
    fn from(history: History) -> Self {
        match history {
            History::Extends => LogAnswer::Yes,
            History::Differs => LogAnswer::No,
            History::Damaged => LogAnswer::Damaged,
        }
    }
}

fn answer(found: Result<LogAnswer, Stop>) -> Answer<LogAnswer> {
    match found {
        Ok(answer) => Ok(answer),
        Err(Stop::Needs(path, or_else)) => Ok(LogAnswer::Needs { path, or_else }),
        // The checkpoint was opened: what is wrong is a file that was handed over.
        Err(Stop::Damaged) => Ok(LogAnswer::Damaged),
    }
}

/// A document of a subscriber's list.
#[derive(uniffi::Record)]
pub struct SharedDocument {
    /// Its digest.
    pub digest: String,
    /// Which entry of the log announces it.
    pub index: i64,
}

#[derive(serde::Deserialize)]
struct List {
    subscriber: String,
    documents: Vec<Shared>,
}

#[derive(serde::Deserialize)]
struct Shared {
    digest: String,
    index: u32,
}

/// Reads the list of a subscriber; nothing where it is no such list, or another one's.
#[uniffi::export]
pub fn read_subscriber_list(bytes: &[u8], subscriber: String) -> Option<Vec<SharedDocument>> {
    let list: List = serde_json::from_slice(bytes).ok().filter(|list: &List| list.subscriber == subscriber)?;
    let shared = |document: Shared| {
        let digest = Digest::parse(&document.digest).ok()?.to_string();
        Some(SharedDocument { digest, index: i64::from(document.index) })
    };
    list.documents.into_iter().map(shared).collect()
}

fn parse_keys(keys: &[String]) -> betterwork::Result<Vec<PublicKey>> {
    keys.iter().map(|key| NoteKey::parse(key).map(|key| key.key().clone())).collect()
}

pub(crate) fn opened(signed: &SignedCheckpoint) -> serde_json::Value {
    let checkpoint = signed.checkpoint();
    let extensions = signed.extensions();
    serde_json::json!({ "origin": checkpoint.origin, "size": checkpoint.size, "root": checkpoint.root, "extensions": extensions })
}
