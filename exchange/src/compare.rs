//! Comparing what two clients were shown of one log.

use std::collections::HashMap;

use betterwork::log::{Checkpoint, History, SignedCheckpoint, TILE_WIDTH, Tile, history, prove_consistency, verify_consistency};
use betterwork::trust::TrustList;
use betterwork::{Error, Timestamp};

use crate::transport::{Answer, Transport, TransportError, TransportFault};

/// What two checkpoints of one log say of each other.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Agreement {
    /// They are of the same tree.
    Same,
    /// The larger tree extends the smaller one, as the exchange proves.
    Extends,
    /// They cannot both be true: the log was split.
    Split,
    /// One is larger, and nothing proves that it extends the other.
    Unproven,
}

/// Why two checkpoints could not be compared.
#[derive(Debug)]
pub enum CompareError {
    /// A checkpoint is not one of the log, or not signed by it; which of the two (1 or 2), and why.
    Checkpoint(u8, Error),
    /// They are of different logs.
    DifferentLogs(String, String),
    /// The exchange could not be read.
    Transport(TransportError),
    /// The tiles of the exchange are no tiles.
    Tiles(Error),
}

impl std::fmt::Display for CompareError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            CompareError::Checkpoint(which, error) => write!(f, "checkpoint {which} cannot be relied on: {error}"),
            CompareError::DifferentLogs(first, second) => write!(f, "the checkpoints are of different logs, `{first}` and `{second}`"),
            CompareError::Transport(error) => error.fmt(f),
            CompareError::Tiles(error) => write!(f, "the tiles of the exchange: {error}"),
        }
    }
}

impl std::error::Error for CompareError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            CompareError::Checkpoint(_, error) | CompareError::Tiles(error) => Some(error),
            CompareError::DifferentLogs(..) => None,
            CompareError::Transport(error) => Some(error),
        }
    }
}

impl From<Error> for CompareError {
    fn from(error: Error) -> Self {
        CompareError::Tiles(error)
    }
}

/// Compares two checkpoints, given as signed notes.
///
/// Of two trees of different size only the tiles of the exchange can prove that one extends the other; they are not
/// believed, the proof is checked.
///
/// # Errors
/// [`CompareError`].
pub fn compare(
    first: &[u8],
    second: &[u8],
    trust: &TrustList,
    at: Timestamp,
    exchange: Option<&dyn Transport>,
) -> Result<(Checkpoint, Checkpoint, Agreement), CompareError> {
    let [first, second] = [(1, first), (2, second)].map(|(which, note)| open(which, note, trust, at));
    let (first, second) = (first?, second?);
    if first.origin != second.origin {
        return Err(CompareError::DifferentLogs(first.origin.to_string(), second.origin.to_string()));
    }
    let (old, new) = if first.size <= second.size { (&first, &second) } else { (&second, &first) };
    let agreement = match exchange {
        _ if old.size == new.size && old.root == new.root => Agreement::Same,
        _ if old.size == new.size => Agreement::Split,
        _ if old.size == 0 => Agreement::Extends,
        None => Agreement::Unproven,
        Some(exchange) => extends(old, new, exchange)?,
    };
    Ok((first, second, agreement))
}

fn open(which: u8, note: &[u8], trust: &TrustList, at: Timestamp) -> Result<Checkpoint, CompareError> {
    let origin = SignedCheckpoint::claimed_origin(note).unwrap_or_default();
    let opened = trust.feed(origin, at).and_then(|(_, keys)| SignedCheckpoint::open(note, origin, &keys));
    opened.map(|signed| signed.checkpoint().clone()).map_err(|error| CompareError::Checkpoint(which, error))
}

fn extends(old: &Checkpoint, new: &Checkpoint, exchange: &dyn Transport) -> Result<Agreement, CompareError> {
    let mut held: HashMap<Tile, Vec<u8>> = HashMap::new();
    let proof = prove_consistency(old.size, new.size, |tile| {
        let bytes = match held.get(&tile) {
            Some(bytes) => bytes.clone(),
            None => read(exchange, tile)?,
        };
        held.insert(tile, bytes.clone());
        Ok::<_, CompareError>(bytes)
    });
    let proof = match proof {
        // An exchange that does not show the larger tree cannot prove anything about it.
        Err(CompareError::Transport(error)) if error.kind == TransportFault::NotFound => return Ok(Agreement::Unproven),
        proof => proof?,
    };
    if verify_consistency(old.size, new.size, &proof, &old.root, &new.root).is_ok() {
        return Ok(Agreement::Extends);
    }
    // Before anybody is accused: are these the tiles of the newer one at all?
    Ok(match history(old.size, old.root, new, |tile| read(exchange, tile))? {
        History::Extends => Agreement::Extends,
        History::Differs => Agreement::Split,
        History::Damaged => Agreement::Unproven,
    })
}

fn read(exchange: &dyn Transport, tile: Tile) -> Result<Vec<u8>, CompareError> {
    let limit = usize::from(TILE_WIDTH) * 32;
    let get = |tile: Tile| exchange.get(&tile.to_string(), limit, None);
    let answer = match get(tile) {
        // A partial tile may be gone once the full one is there (C2SP tlog-tiles).
        Err(error) if error.kind == TransportFault::NotFound && !tile.is_full() => get(tile.to_full()),
        answer => answer,
    };
    match answer.map_err(CompareError::Transport)? {
        Answer::File { mut bytes, .. } => {
            bytes.truncate(usize::from(tile.width()) * 32);
            Ok(bytes)
        }
        Answer::Unchanged => Ok(Vec::new()),
    }
}
