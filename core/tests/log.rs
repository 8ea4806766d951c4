//! The log: known answers, other people's proofs, and every small tree.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::collections::HashMap;
use std::path::Path;

use betterwork::log::{
    Bundle, Event, EventKind, Frontier, NoteKey, SignedCheckpoint, Tile, Tiles, decode_entries, empty_root, encode_entries, leaf_hash,
    node_hash, prove_consistency, prove_inclusion, sign_checkpoint, verify_consistency, verify_inclusion,
};
use betterwork::seal::SigningKey;
use betterwork::{Digest, Error, ErrorKind, Timestamp};
use conformance::sample::FixedRandom;
use proptest::prelude::*;

/// The hash of a list of leaves, as RFC 6962 §2.1 defines it.
fn root(leaves: &[Digest]) -> Digest {
    match leaves {
        [] => empty_root(),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
            node_hash(&root(left), &root(right))
        }
    }
}

fn leaves(count: u64) -> Vec<Digest> {
    (0..count).map(|number| leaf_hash(&number.to_be_bytes())).collect()
}

/// The files of a log, as a publisher writes them.
fn tile_files(leaves: &[Digest]) -> HashMap<Tile, Vec<u8>> {
    let mut levels: Vec<Vec<Digest>> = vec![Vec::new(); 3];
    let mut frontier = Frontier::new();
    for leaf in leaves {
        frontier.push_with(*leaf, |level, _, hash| {
            if level % 8 == 0 {
                levels[level as usize / 8].push(*hash);
            }
        });
    }
    let bytes = |tile: &Tile| {
        let first = tile.index as usize * 256;
        levels[tile.level as usize][first..first + tile.width as usize].iter().flat_map(|hash| *hash.as_bytes()).collect()
    };
    Tile::grown(0, leaves.len() as u64).map(|tile| (tile, bytes(&tile))).collect()
}

fn tiles(leaves: &[Digest]) -> Tiles<impl FnMut(Tile) -> Result<Vec<u8>, Error> + use<>> {
    let files = tile_files(leaves);
    Tiles::new(leaves.len() as u64, move |tile: Tile| Ok(files[&tile].clone()))
}

#[test]
fn the_hashes_of_rfc_6962_are_right() {
    assert_eq!(empty_root().to_string(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_eq!(leaf_hash(b"").to_string(), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    let entries: [&[u8]; 8] = [b"", b"\0", b"\x10", b"\x20\x21", b"\x30\x31", b"@ABC", b"PQRSTUVW", b"`abcdefghijklmno"];
    let leaves: Vec<_> = entries.map(leaf_hash).to_vec();
    let mut frontier = Frontier::new();
    leaves.iter().for_each(|leaf| frontier.push(*leaf));
    assert_eq!(frontier.root().to_string(), "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
}

#[test]
fn other_peoples_proofs_give_the_right_answers() {
    let folder = std::env::var("BETTERWORK_EXTERNAL").unwrap_or_else(|_| "../../shared/external".to_owned());
    let file = Path::new(&folder).join("merkle-vectors.json");
    let Ok(text) = std::fs::read_to_string(&file) else {
        println!("no foreign proofs at {}: set BETTERWORK_EXTERNAL to their folder", file.display());
        return;
    };
    let vectors: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    // A few roots are words that stand for no hash: another digest does as well.
    let hash = |value: &serde_json::Value| -> Option<Digest> {
        let bytes = base64_simd::STANDARD.decode_to_vec(value.as_str()?).ok()?;
        Some(<[u8; 32]>::try_from(&*bytes).map_or_else(|_| leaf_hash(&bytes), Digest::from))
    };
    let mut counts = [0, 0];
    for vector in &vectors {
        let number = |name: &str| vector[name].as_u64();
        let proof: Option<Vec<_>> = vector["proof"].as_array().map_or(Some(Vec::new()), |proof| proof.iter().map(hash).collect());
        let checked = match vector["kind"].as_str().unwrap() {
            // A number or hash that no typed caller could pass counts as refused.
            "inclusion" => (|| {
                let (leaf, root) = (hash(&vector["leafHash"])?, hash(&vector["root"])?);
                (vector["leafHash"] != "").then_some(())?;
                verify_inclusion(number("leafIdx")?, number("treeSize")?, &leaf, &proof?, &root).ok()
            })(),
            _ => (|| {
                let (old, new) = (hash(&vector["root1"])?, hash(&vector["root2"])?);
                verify_consistency(number("size1")?, number("size2")?, &proof?, &old, &new).ok()
            })(),
        };
        let wrong = vector["wantErr"].as_bool().unwrap();
        assert_eq!(checked.is_none(), wrong, "{vector}");
        counts[usize::from(wrong)] += 1;
    }
    assert_eq!(counts, [12, 184]);
}

#[test]
fn every_proof_of_every_small_tree_is_right_and_none_is_for_another_place() {
    let all = leaves(70);
    for size in 1..=70_u64 {
        let leaves = &all[..size as usize];
        let (root, mut tiles) = (root(leaves), tiles(leaves));
        for index in 0..size {
            let proof = prove_inclusion(index, &mut tiles).unwrap();
            let leaf = &leaves[index as usize];
            verify_inclusion(index, size, leaf, &proof, &root).unwrap();
            for other in (0..size).filter(|other| *other != index) {
                assert!(verify_inclusion(other, size, leaf, &proof, &root).is_err(), "{index} as {other} of {size}");
            }
            assert!(verify_inclusion(index, size, leaf, &[&proof[..], &[root]].concat(), &root).is_err());
        }
        for old in 1..=size {
            let proof = prove_consistency(old, &mut tiles).unwrap();
            let old_root = self::root(&all[..old as usize]);
            verify_consistency(old, size, &proof, &old_root, &root).unwrap();
            let wrong = Digest::of(b"wrong");
            assert!(verify_consistency(old, size, &proof, &wrong, &root).is_err());
            assert!(verify_consistency(old, size, &proof, &old_root, &wrong).is_err());
            assert!(verify_consistency(size + 1, old, &proof, &root, &old_root).is_err());
        }
    }
}

proptest! {
    #[test]
    fn a_proof_with_one_changed_bit_shows_nothing(size in 2_u64..600, at in 0_u64..600, bit in 0_usize..256, step in 0_usize..10) {
        let leaves = leaves(size);
        let (root, index) = (root(&leaves), at % size);
        let mut proof = prove_inclusion(index, &mut tiles(&leaves)).unwrap();
        let place = step % proof.len();
        let mut bytes = *proof[place].as_bytes();
        bytes[bit / 8] ^= 1 << (bit % 8);
        proof[place] = bytes.into();
        prop_assert!(verify_inclusion(index, size, &leaves[index as usize], &proof, &root).is_err());
    }

}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn tiles_of_every_size_prove_and_give_the_frontier(size in 1_u64..70_000, at in 0_u64..70_000, old in 0_u64..70_000) {
        let leaves = leaves(size);
        let (index, old) = (at % size, old % size + 1);
        let mut tiles = tiles(&leaves);
        let root = root(&leaves);
        verify_inclusion(index, size, &leaves[index as usize], &prove_inclusion(index, &mut tiles).unwrap(), &root).unwrap();
        let old_root = self::root(&leaves[..old as usize]);
        verify_consistency(old, size, &prove_consistency(old, &mut tiles).unwrap(), &old_root, &root).unwrap();
        let mut frontier = Frontier::from_peaks(old, tiles.peaks(old).unwrap()).unwrap();
        prop_assert_eq!(frontier.root(), old_root);
        prop_assert_eq!(&Frontier::parse(&frontier.to_string()).unwrap(), &frontier);
        leaves[old as usize..].iter().for_each(|leaf| frontier.push(*leaf));
        prop_assert_eq!((frontier.size(), frontier.root()), (size, root));
    }
}

#[test]
fn a_frontier_that_cannot_be_is_refused() {
    for text in ["", "x", "1", "3 00", &format!("4 {0} {0}", Digest::of(b"")), "-1", "0 "] {
        assert_eq!(Frontier::parse(text).unwrap_err().kind(), ErrorKind::Malformed, "{text}");
    }
}

#[test]
fn tiles_stand_where_other_tools_look_for_them() {
    let tile = |level, index, width| Tile { level, index, width }.path();
    assert_eq!(tile(0, 0, 256), "tile/0/000");
    assert_eq!(tile(3, 1_234_067, 256), "tile/3/x001/x234/067");
    assert_eq!(tile(1, 5, 12), "tile/1/005.p/12");
    assert_eq!(Bundle { index: 1_000, width: 1 }.path(), "tile/entries/x001/000.p/1");
    let paths: Vec<_> = Tile::grown(255, 70_000).map(|tile| tile.path()).collect();
    assert_eq!(paths.len(), 274 + 2 + 1);
    assert_eq!(
        [&paths[0], &paths[273], &paths[274], &paths[275], &paths[276]],
        ["tile/0/000", "tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1"]
    );
    assert_eq!(Tile::grown(70_000, 70_000).count(), 0);
    let bundles: Vec<_> = Bundle::holding(300, 600).map(|bundle| (bundle.first(), bundle.width)).collect();
    assert_eq!(bundles, [(256, 256), (512, 88)]);
    assert_eq!(Bundle::holding(600, 600).count(), 0);
    assert_eq!(Tile::at(8, 0, u64::MAX), None);
}

#[test]
fn a_bundle_holds_exactly_its_entries() {
    let bundle = encode_entries([&b"one"[..], b"", b"three"]).unwrap();
    assert_eq!(bundle, b"\0\x03one\0\0\0\x05three");
    assert_eq!(decode_entries(&bundle, 3).unwrap(), [&b"one"[..], b"", b"three"]);
    for (bytes, width) in [(&bundle[..], 2), (&bundle, 4), (&bundle[..bundle.len() - 1], 3), (&[&bundle[..], b"\0"].concat(), 3)] {
        assert_eq!(decode_entries(bytes, width).unwrap_err().kind(), ErrorKind::Malformed);
    }
    assert_eq!(encode_entries([vec![0; 65_536]]).unwrap_err().kind(), ErrorKind::TooLarge);
    assert_eq!(encode_entries([vec![0; 65_535]]).unwrap().len(), 65_537);
}

const ORIGIN: &str = "exchange.example/log";

fn keys() -> (SigningKey, SigningKey) {
    let mut random = FixedRandom::new(7);
    (SigningKey::generate(&mut random), SigningKey::generate(&mut random))
}

fn open(note: &str, keys: &[&SigningKey]) -> betterwork::Result<SignedCheckpoint> {
    SignedCheckpoint::open(note.as_bytes(), ORIGIN, &keys.iter().map(|key| key.public()).collect::<Vec<_>>())
}

#[test]
fn a_checkpoint_says_what_was_signed() {
    let (key, other) = keys();
    let root = Digest::of(b"root");
    let note = sign_checkpoint(ORIGIN, 42, &root, &["state 1".to_owned()], &key).unwrap();
    assert!(note.starts_with("exchange.example/log\n42\n"), "{note}");
    let checkpoint = open(&note, &[&other, &key]).unwrap();
    assert_eq!((checkpoint.size(), checkpoint.root(), checkpoint.extensions()), (42, root, &["state 1".to_owned()][..]));
    assert_eq!((checkpoint.origin(), checkpoint.note()), (ORIGIN, &*note));
    assert_eq!(SignedCheckpoint::claimed_origin(note.as_bytes()), Some(ORIGIN));
}

#[test]
fn a_checkpoint_of_others_or_with_a_change_is_refused() {
    let (key, other) = keys();
    let root = Digest::of(b"root");
    let note = sign_checkpoint(ORIGIN, 42, &root, &[], &key).unwrap();
    let refused = |note: &str, keys: &[&SigningKey]| open(note, keys).unwrap_err().kind();
    assert_eq!(refused(&note, &[&other]), ErrorKind::UnknownKey);
    assert_eq!(refused(&note, &[]), ErrorKind::UnknownKey);
    assert_eq!(refused(&note.replace("\n42\n", "\n43\n"), &[&key]), ErrorKind::BadSignature);
    let elsewhere = sign_checkpoint("elsewhere.example", 42, &root, &[], &key).unwrap();
    assert_eq!(refused(&elsewhere, &[&key]), ErrorKind::UnknownKey);
    for (what, with) in [("\n42\n", "\n042\n"), ("\n42\n", "\n-1\n"), ("\n\n", "\n"), ("\u{2014} ", "- "), ("\n42\n", "\n42\r\n")] {
        let changed = note.replacen(what, with, 1);
        assert!(matches!(refused(&changed, &[&key]), ErrorKind::Malformed | ErrorKind::BadSignature), "{what:?} {with:?}");
    }
    assert_eq!(refused(note.trim_end(), &[&key]), ErrorKind::Malformed);
    assert_eq!(refused(&"x".repeat(20_000), &[&key]), ErrorKind::TooLarge);
    assert_eq!(SignedCheckpoint::open(&[0xff; 9], ORIGIN, &[]).unwrap_err().kind(), ErrorKind::Malformed);
    assert!(sign_checkpoint("a b", 1, &root, &[], &key).is_err() && sign_checkpoint(ORIGIN, 1, &root, &[String::new()], &key).is_err());
}

#[test]
fn signatures_of_others_are_ignored_and_a_false_one_of_a_known_key_is_not() {
    let (key, witness) = keys();
    let root = Digest::of(b"root");
    let note = sign_checkpoint(ORIGIN, 42, &root, &[], &key).unwrap();
    let witnessed = sign_checkpoint(ORIGIN, 42, &root, &[], &witness).unwrap();
    let line = witnessed.lines().last().unwrap();
    assert_eq!(open(&format!("{note}{line}\n"), &[&key]).unwrap().size(), 42);
    assert_eq!(open(&format!("{note}{line}\n"), &[&witness]).unwrap().size(), 42);
    let false_one = sign_checkpoint(ORIGIN, 41, &root, &[], &key).unwrap();
    let false_line = false_one.lines().last().unwrap();
    assert_eq!(open(&format!("{note}{false_line}\n"), &[&key]).unwrap_err().kind(), ErrorKind::BadSignature);
    let many: String = (0..80).map(|_| format!("{line}\n")).collect();
    assert_eq!(open(&format!("{note}{many}"), &[&key]).unwrap_err().kind(), ErrorKind::TooLarge);
}

#[test]
fn a_key_for_notes_has_the_id_of_c2sp_signed_note() {
    // The example key of golang.org/x/mod/sumdb/note is for another name; the form is `name+id+base64(1 key)`.
    let (key, _) = keys();
    let vkey = NoteKey::new(ORIGIN, &key.public()).unwrap().to_vkey();
    let [name, id, encoded] = vkey.split('+').collect::<Vec<_>>()[..] else { unreachable!("{vkey}") };
    let bytes = base64_simd::STANDARD.decode_to_vec(encoded).unwrap();
    assert_eq!((name, bytes.len(), bytes[0], id.len()), (ORIGIN, 33, 1, 8));
    let expected = Digest::of(&[format!("{ORIGIN}\n").as_bytes(), &bytes].concat()).to_string();
    assert_eq!(id, &expected[..8]);
}

#[test]
fn an_event_reads_back_and_says_no_more_than_it_may() {
    let at = Timestamp::parse("2026-01-22T00:00:00Z").unwrap();
    let country = betterwork::report::Country::parse("KH").unwrap();
    let digest = Digest::of(b"report");
    let issued = Event::of_report(EventKind::Issued, at, digest, (country, "urn:x".into(), 1, "urn:uuid:1".into()));
    let record = issued.to_record().unwrap();
    assert_eq!(Event::read(&record).unwrap(), issued);
    assert!(record.starts_with(br#"{"event":"issued","country":"KH","at":"#), "{}", String::from_utf8_lossy(&record));
    let statement = Event::of_statement(at, digest).to_record().unwrap();
    assert_eq!(Event::read(&statement).unwrap().event, EventKind::Statement);
    let text = String::from_utf8(record).unwrap();
    for changed in [
        text.replace("issued", "statement"),
        text.replace(r#""country":"KH","#, ""),
        text.replace(r#""revision":1"#, r#""revision":1,"revision":1"#),
        text.replace("KH", "Cambodia"),
        String::new(),
        "{}".to_owned(),
    ] {
        assert_eq!(Event::read(changed.as_bytes()).unwrap_err().kind(), ErrorKind::Malformed, "{changed}");
    }
    assert_eq!(Event::read(text.replace("issued", &"i".repeat(1_000)).as_bytes()).unwrap_err().kind(), ErrorKind::TooLarge);
    let tomorrow = text.replace("issued", "translated").replace(r#""country":"KH","#, r#""planet":3,"#);
    assert_eq!(Event::read(tomorrow.as_bytes()).unwrap().event.code(), "translated");
}
