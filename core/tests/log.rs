//! The tree of the log: known answers of RFC 6962, another implementation's proofs, and every tree up to a size.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use betterwork::log::{
    Checkpoint, EntryBundle, Frontier, Growth, MAX_TREE_SIZE, Tile, empty_root, leaf_hash, node_hash, prove_consistency, prove_inclusion,
    verify_consistency, verify_inclusion,
};
use betterwork::{Digest, ErrorKind, Result};
use serde_json::Value;

/// The eight leaves that the implementations of RFC 6962 test with.
const LEAVES: [&[u8]; 8] =
    [b"", b"\x00", b"\x10", b"\x20\x21", b"\x30\x31", b"\x40\x41\x42\x43", b"\x50\x51\x52\x53\x54\x55\x56\x57", b"`abcdefghijklmno"];

/// The root of each of their first n leaves, from 0 on.
const ROOTS: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

/// More than one tile of level 0, and a partial one.
const LARGEST: u64 = 300;

/// Up to which size every single bit of a proof is changed.
const LARGEST_BY_BITS: u64 = 20;

#[test]
fn the_roots_of_the_known_tree_come_out() {
    let mut frontier = Frontier::new();
    assert_eq!(empty_root().to_string(), ROOTS[0]);
    for (leaf, root) in LEAVES.iter().zip(&ROOTS[1..]) {
        frontier.push(leaf_hash(leaf));
        assert_eq!(frontier.root().to_string(), *root);
    }
}

#[test]
fn another_implementations_proofs_get_its_answers() {
    let folder = std::env::var_os("BETTERWORK_EXTERNAL").map_or_else(|| manifest().join("../../shared/external"), PathBuf::from);
    let Ok(text) = std::fs::read_to_string(folder.join("merkle-vectors.json")) else {
        eprintln!("merkle-vectors.json is not there: its proofs are not tested (BETTERWORK_EXTERNAL names its folder)");
        return;
    };
    let cases: Vec<Value> = serde_json::from_str(&text).unwrap();
    assert_eq!(cases.len(), 196);
    for case in &cases {
        let number = |name: &str| case[name].as_u64().unwrap();
        let digest = |name: &str| foreign_digest(case[name].as_str().filter(|base64| !base64.is_empty()).unwrap_or(name));
        let proof: Vec<_> = case["proof"].as_array().into_iter().flatten().map(|hash| foreign_digest(hash.as_str().unwrap())).collect();
        let answer = match case["kind"].as_str().unwrap() {
            "inclusion" => verify_inclusion(number("leafIdx"), number("treeSize"), &digest("leafHash"), &proof, &digest("root")),
            _ => verify_consistency(number("size1"), number("size2"), &proof, &digest("root1"), &digest("root2")),
        };
        assert_eq!(answer.is_err(), case["wantErr"], "{case}");
    }
}

#[test]
fn every_tree_has_the_root_of_its_definition() {
    let world = World::new(LARGEST);
    let mut frontier = Frontier::new();
    for size in 0..=LARGEST {
        assert_eq!((frontier.size(), frontier.root()), (size, world.root(0, size)));
        frontier.push(world.leaves[usize::try_from(size).unwrap()]);
    }
}

#[test]
fn every_inclusion_proof_from_tiles_is_that_of_the_definition_and_verifies() {
    let mut world = World::new(LARGEST);
    for size in 1..=LARGEST {
        for index in 0..size {
            let proof = world.path(index, size);
            if is_proven_from_tiles(size) {
                assert_eq!(prove_inclusion(index, size, |tile| world.read(tile)).unwrap(), proof, "{index} of {size}");
            }
            let (leaf, root) = (world.leaves[usize::try_from(index).unwrap()], world.root(0, size));
            verify_inclusion(index, size, &leaf, &proof, &root).unwrap();
            let refused = |index, leaf: &Digest, proof: &[Digest], root: &Digest| verify_inclusion(index, size, leaf, proof, root).is_err();
            for changed in changes(&proof, size, index) {
                assert!(refused(index, &leaf, &changed, &root), "{index} of {size}");
            }
            let bit = index % 256;
            assert!(refused(index, &flipped(leaf, bit), &proof, &root) && refused(index, &leaf, &proof, &flipped(root, bit)));
            assert!(refused(index ^ 1 << (size % 10), &leaf, &proof, &root), "{index} of {size}");
        }
    }
}

#[test]
fn every_consistency_proof_from_tiles_is_that_of_the_definition_and_verifies() {
    let mut world = World::new(LARGEST);
    for new in 1..=LARGEST {
        for old in 1..=new {
            let proof = world.extension(old, new);
            if is_proven_from_tiles(new) {
                assert_eq!(prove_consistency(old, new, |tile| world.read(tile)).unwrap(), proof, "{old} to {new}");
            }
            let (old_root, new_root) = (world.root(0, old), world.root(0, new));
            verify_consistency(old, new, &proof, &old_root, &new_root).unwrap();
            let refused =
                |proof: &[Digest], old_root: &Digest, new_root: &Digest| verify_consistency(old, new, proof, old_root, new_root).is_err();
            for changed in changes(&proof, new, old) {
                assert!(refused(&changed, &old_root, &new_root), "{old} to {new}");
            }
            let bit = old % 256;
            assert!(refused(&proof, &flipped(old_root, bit), &new_root) && refused(&proof, &old_root, &flipped(new_root, bit)));
        }
    }
}

#[test]
fn a_leaf_that_is_not_there_and_an_empty_log_have_no_proof() {
    let mut world = World::new(4);
    let refused = |error: betterwork::Error| error.kind() == ErrorKind::Inconsistent;
    assert!(prove_inclusion(4, 4, |tile| world.read(tile)).is_err_and(refused));
    assert!(prove_consistency(5, 4, |tile| world.read(tile)).is_err_and(refused));
    assert!(prove_consistency(0, 4, |tile| world.read(tile)).is_err_and(refused));
    assert!(verify_consistency(0, 4, &[], &empty_root(), &world.root(0, 4)).is_err_and(refused));
    assert!(verify_inclusion(0, 0, &empty_root(), &[], &empty_root()).is_err_and(refused));
}

#[test]
fn a_tile_of_wrong_length_gives_no_proof() {
    let short = |_: Tile| -> Result<Vec<u8>> { Ok(vec![0; 31]) };
    assert!(prove_inclusion(0, 4, short).is_err_and(|error| error.kind() == ErrorKind::Malformed));
    assert!(Frontier::from_tiles(4, short).is_err_and(|error| error.kind() == ErrorKind::Malformed));
}

#[test]
fn the_largest_size_is_proven_like_any_other_and_a_larger_one_is_refused() {
    let zeros = |tile: Tile| -> Result<Vec<u8>> { Ok(vec![0; usize::from(tile.width()) * 32]) };
    assert_eq!(prove_inclusion(0, MAX_TREE_SIZE, zeros).unwrap().len(), 53);
    assert_eq!(prove_inclusion(MAX_TREE_SIZE - 1, MAX_TREE_SIZE, zeros).unwrap().len(), 52);
    assert_eq!(Frontier::from_tiles(MAX_TREE_SIZE, zeros).unwrap().size(), MAX_TREE_SIZE);
    assert!(prove_inclusion(0, MAX_TREE_SIZE + 1, zeros).is_err() && Frontier::from_tiles(u64::MAX, zeros).is_err());
    let root = empty_root();
    assert!(verify_inclusion(u64::MAX - 1, u64::MAX, &root, &[root; 64], &root).is_err());
    assert!(verify_consistency(u64::MAX - 1, u64::MAX, &[root; 99], &root, &root).is_err());
}

#[test]
fn a_frontier_goes_on_from_its_text_and_from_tiles() {
    let mut world = World::new(LARGEST);
    for size in [0, 1, 2, 255, 256, 257, LARGEST - 1] {
        let read = Frontier::from_tiles(size, |tile| world.read(tile)).unwrap();
        let mut frontier = Frontier::parse(&read.to_string()).unwrap();
        assert_eq!(frontier, read);
        (size..LARGEST).for_each(|index| frontier.push(world.leaves[usize::try_from(index).unwrap()]));
        assert_eq!(frontier.root(), world.root(0, LARGEST));
    }
}

#[test]
fn a_frontier_of_another_form_is_refused() {
    let hash = empty_root();
    let written = [format!("3 {hash} {hash}"), "0".to_owned()];
    assert!(written.iter().all(|text| Frontier::parse(text).unwrap().to_string() == *text));
    let beyond = format!("9007199254740992 {hash}");
    for text in ["", " ", "0 ", "3", "03", "+1", "-1", &format!("3 {hash}"), &format!("3  {hash} {hash}"), &format!("1 {hash} "), &beyond] {
        assert!(Frontier::parse(text).is_err_and(|error| error.kind() == ErrorKind::Malformed), "{text}");
    }
}

#[test]
fn a_frontier_knows_its_checkpoint() {
    let mut frontier = Frontier::new();
    frontier.push(leaf_hash(b"one"));
    let checkpoint = |size, root| Checkpoint::new("log.example".into(), size, root);
    assert!(frontier.check(&checkpoint(1, frontier.root())).is_ok());
    for other in [checkpoint(2, frontier.root()), checkpoint(1, empty_root())] {
        assert!(frontier.check(&other).is_err_and(|error| error.kind() == ErrorKind::Inconsistent));
    }
}

#[test]
fn the_tree_of_the_specification_has_its_tiles() {
    let tiles: Vec<_> = Tile::between(0, 70_000).collect();
    let of = |level: u8, full: bool| tiles.iter().filter(|tile| tile.level() == level && tile.is_full() == full).count();
    assert_eq!([of(0, true), of(0, false), of(1, true), of(1, false), of(2, true), of(2, false)], [273, 1, 1, 1, 0, 1]);
    let partial: Vec<_> = tiles.iter().filter(|tile| !tile.is_full()).map(ToString::to_string).collect();
    assert_eq!(partial, ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"]);
    let small: Vec<_> = Tile::between(0, 256).map(|tile| tile.to_string()).collect();
    assert_eq!(small, ["tile/0/000", "tile/1/000.p/1"]);
}

#[test]
fn only_what_changed_is_written_and_read() {
    let tiles = |from, to| Tile::between(from, to).map(|tile| tile.to_string()).collect::<Vec<_>>();
    let bundles = |from, to| EntryBundle::between(from, to).map(|bundle| bundle.to_string()).collect::<Vec<_>>();
    assert_eq!(tiles(256, 257), ["tile/0/001.p/1"]);
    assert_eq!(tiles(300, 512), ["tile/0/001", "tile/1/000.p/2"]);
    assert_eq!(bundles(255, 257), ["tile/entries/000", "tile/entries/001.p/1"]);
    assert_eq!(bundles(256, 257), ["tile/entries/001.p/1"]);
    assert_eq!(bundles(999_000, 1_000_000).len(), 5);
    assert!(tiles(7, 7).is_empty() && tiles(8, 7).is_empty() && bundles(7, 7).is_empty() && bundles(0, 0).is_empty());
}

#[test]
fn a_log_that_grows_in_steps_has_the_same_tiles_as_one_that_grows_at_once() {
    let steps = [0, 1, 255, 256, 300, 70_000, 70_001, 131_072];
    let (mut in_steps, mut at_once) = (HashMap::new(), HashMap::new());
    for pair in steps.windows(2) {
        grow(&mut in_steps, pair[0], pair[1]);
    }
    grow(&mut at_once, 0, 131_072);
    assert!(at_once.iter().all(|(tile, bytes)| in_steps.get(tile) == Some(bytes)));
    assert_eq!(at_once.len(), Tile::between(0, 131_072).count());
}

#[test]
fn paths_are_those_of_the_specification() {
    for path in ["tile/0/000", "tile/63/x001/x234/067", "tile/1/999.p/1", "tile/0/x001/000.p/255", "tile/0/x035/x184/x372/x088/831"] {
        assert_eq!(Tile::parse(path).unwrap().to_string(), path);
    }
    for path in ["tile/entries/000", "tile/entries/x001/x234/067.p/12"] {
        assert_eq!(EntryBundle::parse(path).unwrap().to_string(), path);
        assert!(Tile::parse(path).is_err());
    }
    let bundle = EntryBundle::parse("tile/entries/x001/x234/067.p/12").unwrap();
    assert_eq!((bundle.index(), bundle.width(), bundle.first_entry()), (1_234_067, 12, 1_234_067 * 256));
    assert_eq!(bundle.to_full().to_string(), "tile/entries/x001/x234/067");
}

#[test]
fn a_path_written_otherwise_is_refused() {
    let places = [
        "",
        "0",
        "00",
        "0000",
        "x000/000",
        "x000",
        "001/002",
        "x001/x002",
        "x001/2",
        "x001//002",
        "/000",
        "000/",
        "x0a1/000",
        "+01",
        "000.p/0",
        "000.p/256",
        "000.p/012",
        "000.p/",
        "000.p",
        "000.p/1/",
        "000.p/1.p/1",
        "x999/x999/x999/x999/x999/x999/999",
        "../000",
        "é00",
    ];
    for place in places {
        assert!(Tile::parse(&format!("tile/0/{place}")).is_err_and(|error| error.kind() == ErrorKind::Malformed), "{place}");
        assert!(EntryBundle::parse(&format!("tile/entries/{place}")).is_err(), "{place}");
    }
    for path in ["tile/64/000", "tile/00/000", "tile/-1/000", "/tile/0/000", "tile/000", "tiles/0/000"] {
        assert!(Tile::parse(path).is_err(), "{path}");
    }
}

/// A log of so many leaves, with every tile that it had at any size.
struct World {
    leaves: Vec<Digest>,
    roots: HashMap<(u64, u64), Digest>,
    tiles: HashMap<Tile, Vec<u8>>,
}

impl World {
    fn new(largest: u64) -> Self {
        let leaves: Vec<_> = (0..=largest).map(|index| leaf_hash(&index.to_be_bytes())).collect();
        let (mut growth, mut tiles) = (Growth::new(), HashMap::new());
        for leaf in &leaves {
            tiles.extend(growth.push(*leaf));
            tiles.extend(growth.partial_tiles().map(|(tile, bytes)| (tile, bytes.to_vec())));
        }
        let mut world = World { leaves, roots: HashMap::new(), tiles };
        for size in 0..=largest {
            world.learn(0, size);
        }
        world
    }

    fn read(&mut self, tile: Tile) -> Result<Vec<u8>> {
        Ok(self.tiles.get(&tile).unwrap_or_else(|| panic!("{tile}")).clone())
    }

    /// MTH of RFC 6962 §2.1 by its definition.
    fn learn(&mut self, first: u64, end: u64) -> Digest {
        if let Some(known) = self.roots.get(&(first, end)) {
            return *known;
        }
        let root = match end - first {
            0 => empty_root(),
            1 => self.leaves[usize::try_from(first).unwrap()],
            leaves => {
                let middle = first + leaves.next_power_of_two() / 2;
                let (left, right) = (self.learn(first, middle), self.learn(middle, end));
                node_hash(&left, &right)
            }
        };
        self.roots.insert((first, end), root);
        root
    }

    fn root(&self, first: u64, end: u64) -> Digest {
        self.roots[&(first, end)]
    }

    /// PATH of RFC 6962 §2.1.1 by its definition.
    fn path(&self, index: u64, size: u64) -> Vec<Digest> {
        self.path_in(index, 0, size)
    }

    fn path_in(&self, index: u64, first: u64, end: u64) -> Vec<Digest> {
        if end - first == 1 {
            return Vec::new();
        }
        let middle = first + (end - first).next_power_of_two() / 2;
        let (mut path, sibling) = if index < middle {
            (self.path_in(index, first, middle), self.root(middle, end))
        } else {
            (self.path_in(index, middle, end), self.root(first, middle))
        };
        path.push(sibling);
        path
    }

    /// PROOF of RFC 6962 §2.1.2 by its definition.
    fn extension(&self, old: u64, new: u64) -> Vec<Digest> {
        self.extension_in(old, 0, new, true)
    }

    fn extension_in(&self, old: u64, first: u64, end: u64, whole: bool) -> Vec<Digest> {
        if old == end {
            return if whole { Vec::new() } else { vec![self.root(first, end)] };
        }
        let middle = first + (end - first).next_power_of_two() / 2;
        let (mut proof, other) = if old <= middle {
            (self.extension_in(old, first, middle, whole), self.root(middle, end))
        } else {
            (self.extension_in(old, middle, end, false), self.root(first, middle))
        };
        proof.push(other);
        proof
    }
}

/// The proof with one bit changed, every one of them in small trees, one of one hash in others; one hash longer; one shorter.
fn changes(proof: &[Digest], size: u64, turn: u64) -> Vec<Vec<Digest>> {
    let mut changes = vec![[proof, &[empty_root()]].concat()];
    let Some((_, shorter)) = proof.split_last() else { return changes };
    changes.push(shorter.to_vec());
    let one = usize::try_from(turn).unwrap() % proof.len();
    let places = if size <= LARGEST_BY_BITS { 0..proof.len() } else { one..one + 1 };
    for place in places {
        let bits = if size <= LARGEST_BY_BITS { 0..256 } else { turn % 256..turn % 256 + 1 };
        for bit in bits {
            let mut changed = proof.to_vec();
            changed[place] = flipped(changed[place], bit);
            changes.push(changed);
        }
    }
    changes
}

/// Small trees, and those around the edge of a tile: a proof from tiles hashes a whole tile.
fn is_proven_from_tiles(size: u64) -> bool {
    size <= 70 || (254..=259).contains(&size) || size == LARGEST
}

fn flipped(digest: Digest, bit: u64) -> Digest {
    let mut bytes = *digest.as_bytes();
    bytes[usize::try_from(bit / 8).unwrap()] ^= 1 << (bit % 8);
    bytes.into()
}

/// Grows a published log as a publisher does.
fn grow(tiles: &mut HashMap<Tile, Vec<u8>>, from: u64, to: u64) {
    let mut growth = Growth::resume(from, |tile| -> Result<Vec<u8>> { Ok(tiles[&tile].clone()) }).unwrap();
    for index in from..to {
        tiles.extend(growth.push(leaf_hash(&index.to_be_bytes())));
    }
    tiles.extend(growth.partial_tiles().map(|(tile, bytes)| (tile, bytes.to_vec())));
    assert!(Tile::between(from, to).all(|tile| tiles[&tile].len() == usize::from(tile.width()) * 32));
    assert_eq!(growth.frontier(), &Frontier::from_tiles(to, |tile| -> Result<Vec<u8>> { Ok(tiles[&tile].clone()) }).unwrap());
}

/// Their hashes may be words, which are no hashes: each stands for another.
fn foreign_digest(base64: &str) -> Digest {
    let bytes = base64_simd::STANDARD.decode_to_vec(base64).unwrap_or_else(|_| base64.into());
    <[u8; 32]>::try_from(bytes.as_slice()).map_or_else(|_| leaf_hash(&bytes), Digest::from)
}

fn manifest() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
