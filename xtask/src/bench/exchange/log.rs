//! The log: appending to it and checking a proof, over the bare hashes of the same inputs.

use std::hint::black_box;
use std::time::Duration;

use betterwork::Digest;
use betterwork::log::{Growth, Tile, leaf_hash, prove_inclusion, verify_inclusion};
use sha2::{Digest as _, Sha256};

use crate::goals::Figure;
use crate::measure::{Case, Effort, round_robin};

const EFFORT: Effort = Effort { rounds: 31, batch: Duration::from_millis(30) };

/// How many leaves a run appends: each costs one node hash, less one for each bit of the number.
const APPENDED: u32 = 1 << 16;

/// The tree of the proofs, and how many entries of it are proven.
const SIZE: u64 = 1_000_000;
const PROVEN: u64 = 64;

pub(super) fn run() -> Vec<Figure> {
    let leaves: Vec<_> = (0..u64::from(APPENDED)).map(|index| leaf_hash(&index.to_be_bytes())).collect();
    let (proofs, root) = proofs();
    let hashes: usize = proofs.iter().map(|proof| proof.hashes.len()).sum();
    let cases = vec![
        Case::new("append 65,536 leaves, tiles made", || {
            let mut growth = Growth::new();
            for leaf in &leaves {
                black_box(growth.push(*leaf));
            }
            black_box(growth.frontier().root());
        }),
        Case::new("65,536 node hashes", || {
            let mut node = [0; 32];
            for leaf in &leaves {
                node = bare_node(&node, leaf.as_bytes());
            }
            black_box(node);
        }),
        Case::new("verify 64 inclusion proofs of 1,000,000", || {
            for proof in &proofs {
                verify_inclusion(proof.index, SIZE, &proof.leaf, &proof.hashes, &root).expect("the proof is good");
            }
        }),
        Case::new("their hashes", || {
            for proof in &proofs {
                let hash = proof.hashes.iter().fold(*proof.leaf.as_bytes(), |hash, sibling| bare_node(&hash, sibling.as_bytes()));
                black_box(hash);
            }
        }),
    ];
    let measured = round_robin(cases, &EFFORT);
    measured.print("log", |name| if name == "their hashes" { format!("{hashes} hashes") } else { String::new() });
    let each = 1.0 / f64::from(APPENDED);
    vec![
        measured.ratio("append_over_node_hash", ("append 65,536 leaves, tiles made", each), ("65,536 node hashes", each), "ns"),
        measured.ratio("inclusion_over_hashes", ("verify 64 inclusion proofs of 1,000,000", 1.0), ("their hashes", 1.0), "ns"),
    ]
}

struct Proof {
    index: u64,
    leaf: Digest,
    hashes: Vec<Digest>,
}

/// Proofs of entries all over a large tree, and its root.
fn proofs() -> (Vec<Proof>, Digest) {
    let mut tiles = std::collections::HashMap::new();
    let mut growth = Growth::new();
    for index in 0..SIZE {
        tiles.extend(growth.push(leaf_hash(&index.to_be_bytes())));
    }
    tiles.extend(growth.partial_tiles().map(|(tile, content)| (tile, content.to_vec())));
    let read = |tile: Tile| -> betterwork::Result<Vec<u8>> { Ok(tiles.get(&tile).cloned().unwrap_or_default()) };
    let prove = |place: u64| {
        let index = place * (SIZE / PROVEN) + place;
        let hashes = prove_inclusion(index, SIZE, read).expect("the tiles are there");
        Proof { index, leaf: leaf_hash(&index.to_be_bytes()), hashes }
    };
    ((0..PROVEN).map(prove).collect(), growth.frontier().root())
}

/// The node hash of RFC 6962 with nothing around it.
fn bare_node(left: &[u8; 32], right: &[u8; 32]) -> [u8; 32] {
    let mut bytes = [1; 65];
    let (first, second) = bytes.split_at_mut(33);
    first.split_at_mut(1).1.copy_from_slice(left);
    second.copy_from_slice(right);
    Sha256::digest(bytes).into()
}
