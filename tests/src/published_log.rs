//! A published log in a folder, with every checkpoint that it had: for other people's programs to read.

use std::fs;
use std::io;
use std::path::Path;

use betterwork::log::{
    Checkpoint, EntryBundle, Event, Growth, InclusionProof, NoteKey, ReportChange, ReportEvent, StatementEvent, Tile, encode_entries,
    leaf_hash, prove_inclusion,
};
use betterwork::{Digest, Timestamp};

use crate::sample::key;

const ORIGIN: &str = "exchange.example/log";

/// The sizes at which it was published: around the edges of tiles of the first two levels, and partial at three.
const SIZES: &[u64] = &[1, 2, 255, 256, 257, 65_535, 65_536, 65_537, 70_000];

/// The entries with a proof of their own.
const PROVEN: &[u64] = &[0, 255, 256, 65_535, 65_536, 69_887, 69_888, 69_999];

/// Writes the log as a publisher does: tiles and bundles first, the checkpoint last.
///
/// Beside the log stand `vkey`, every checkpoint as `checkpoints/<size>` and some proofs as `proofs/<index>.json`.
///
/// # Errors
/// Those of the file system.
pub fn publish(folder: &Path) -> io::Result<()> {
    let signer = key(15);
    write(folder, "vkey", NoteKey::new(ORIGIN, &signer.public()).unwrap().to_vkey())?;
    let (mut size, mut note) = (0, String::new());
    let mut root = Digest::default();
    for to in SIZES {
        let mut growth = Growth::resume(size, |tile| read(folder, tile))?;
        for index in size..*to {
            for (tile, content) in growth.push(leaf_hash(&record(index))) {
                write(folder, &tile.to_string(), content)?;
            }
        }
        for (tile, content) in growth.partial_tiles() {
            write(folder, &tile.to_string(), content)?;
        }
        for bundle in EntryBundle::between(size, *to) {
            let first = bundle.first_entry();
            let records: Vec<_> = (first..first + u64::from(bundle.width())).map(record).collect();
            write(folder, &bundle.to_string(), encode_entries(records.iter().map(Vec::as_slice)).unwrap())?;
        }
        (size, root) = (*to, growth.frontier().root());
        note = Checkpoint::new(ORIGIN.into(), size, root).sign(&[], &signer).unwrap();
        write(folder, &format!("checkpoints/{size}"), &note)?;
        write(folder, "checkpoint", &note)?;
    }
    for index in PROVEN {
        let hashes = prove_inclusion(*index, size, |tile| read(folder, tile))?;
        let record = String::from_utf8(record(*index)).unwrap();
        let proof = InclusionProof::new(*index, size, hashes, record.into(), note.as_str().into());
        proof.verify(ORIGIN, &[signer.public()]).unwrap();
        write(folder, &format!("proofs/{index}.json"), serde_json::to_string(&proof)?)?;
    }
    println!("{size} entries, root {root}");
    Ok(())
}

/// The record of an entry: mostly of reports, some of statements.
fn record(index: u64) -> Vec<u8> {
    let digest = Digest::of(&index.to_be_bytes());
    let at = Timestamp::from_seconds(1_770_000_000).plus_seconds(index.cast_signed());
    if index % 16 == 15 {
        return Event::Statement(StatementEvent::new(at, digest)).to_record().unwrap();
    }
    let change = if index % 64 == 1 { ReportChange::Superseded } else { ReportChange::Issued };
    let jti = betterwork::seal::random_jti(&mut crate::sample::FixedRandom::new(index));
    let vct = "https://schemas.betterwork.org/assessment-report/1";
    Event::Report(ReportEvent::new(change, "VN".into(), at, vct.into(), 1, jti.into(), digest)).to_record().unwrap()
}

/// An error of the log, as one of the file system.
struct Failure(io::Error);

impl From<betterwork::Error> for Failure {
    fn from(error: betterwork::Error) -> Self {
        Failure(io::Error::other(error))
    }
}

impl From<Failure> for io::Error {
    fn from(failure: Failure) -> Self {
        failure.0
    }
}

fn read(folder: &Path, tile: Tile) -> Result<Vec<u8>, Failure> {
    fs::read(folder.join(tile.to_string())).map_err(Failure)
}

fn write(folder: &Path, name: &str, content: impl AsRef<[u8]>) -> io::Result<()> {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap())?;
    fs::write(path, content)
}
