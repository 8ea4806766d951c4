//! What the log signs and records, from outside: checkpoints, verifier keys, event records, bundles, proofs for people offline.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use betterwork::log::{
    Checkpoint, Event, InclusionProof, MAX_BUNDLE_BYTES, MAX_ENTRY_BYTES, MAX_EXTENSIONS, MAX_NOTE_BYTES, MAX_NOTE_SIGNATURES,
    MAX_RECORD_BYTES, MAX_TREE_SIZE, NoteKey, ReportChange, ReportEvent, SignedCheckpoint, StatementEvent, UnknownEvent, decode_entries,
    empty_root, encode_entries, leaf_hash, node_hash,
};
use betterwork::seal::SigningKey;
use betterwork::{Digest, ErrorKind, Result, Timestamp};

const ORIGIN: &str = "log.example/reports";

/// Made by hand with Go's crypto/ed25519, from the seed of 32 times 7.
const VKEY: &str = "log.example/reports+0e15779e+AepKbGPinFIKvvVQexMuxfmVR3auvr57kkIe6mkURtIs";
const NOTE: &str = "log.example/reports\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n\u{2014} log.example/reports \
                    DhV3nvkgooC1xE+0CiIaEpzv7rvcZRm3vJtq3a6SeZn9IKQMIlbX7oAGzV6EYg2sjOHI/yJCRaffyDdmgesg/b0emgg=\n";

fn key(seed: u8) -> SigningKey {
    SigningKey::generate(&mut |bytes: &mut [u8]| bytes.fill(seed))
}

fn checkpoint(size: u64) -> Checkpoint {
    Checkpoint::new(ORIGIN.into(), size, empty_root())
}

fn open(note: &str) -> Result<SignedCheckpoint> {
    SignedCheckpoint::open(note.as_bytes(), ORIGIN, &[key(7).public()])
}

#[test]
fn a_signed_checkpoint_is_the_known_one() {
    assert_eq!(checkpoint(0).sign(&[], &key(7)).unwrap(), NOTE);
    assert_eq!(NoteKey::new(ORIGIN, &key(7).public()).unwrap().to_vkey(), VKEY);
    let opened = open(NOTE).unwrap();
    assert_eq!((opened.checkpoint(), opened.extensions(), opened.note()), (&checkpoint(0), [].as_slice(), NOTE));
}

#[test]
fn extension_lines_come_back() {
    let opened = open(&checkpoint(70_000).sign(&["one", " + two"], &key(7)).unwrap()).unwrap();
    assert_eq!((opened.checkpoint().size, opened.extensions()), (70_000, ["one".into(), " + two".into()].as_slice()));
}

#[test]
fn any_one_of_the_known_keys_is_enough() {
    let note = checkpoint(1).sign(&[], &key(7)).unwrap();
    let other = checkpoint(1).sign(&[], &key(8)).unwrap();
    let both = note.clone() + other.lines().last().unwrap() + "\n";
    let known = |seeds: &[u8]| seeds.iter().map(|seed| key(*seed).public()).collect::<Vec<_>>();
    for keys in [known(&[7]), known(&[8]), known(&[9, 8]), known(&[7, 7, 8])] {
        assert_eq!(SignedCheckpoint::open(both.as_bytes(), ORIGIN, &keys).unwrap().note(), both);
    }
    assert_eq!(SignedCheckpoint::open(both.as_bytes(), ORIGIN, &known(&[9])).unwrap_err().kind(), ErrorKind::UnknownKey);
    assert_eq!(SignedCheckpoint::open(both.as_bytes(), ORIGIN, &[]).unwrap_err().kind(), ErrorKind::UnknownKey);
}

#[test]
fn what_nobody_could_open_is_not_signed() {
    let refused = |origin: &str, size, extensions: &[&str]| {
        Checkpoint::new(origin.into(), size, empty_root()).sign(extensions, &key(7)).unwrap_err().kind()
    };
    for origin in ["", "two words", "a+b", "line\nfeed", "no\u{a0}break", "bell\u{7}"] {
        assert_eq!(refused(origin, 0, &[]), ErrorKind::Malformed, "{origin}");
    }
    for line in ["", "line\nfeed", "tab\t"] {
        assert_eq!(refused(ORIGIN, 0, &[line]), ErrorKind::Malformed, "{line}");
    }
    assert_eq!(refused(ORIGIN, MAX_TREE_SIZE + 1, &[]), ErrorKind::Malformed);
    assert_eq!(refused(ORIGIN, 0, &["x"; MAX_EXTENSIONS + 1]), ErrorKind::TooLarge);
    assert_eq!(refused(ORIGIN, 0, &["x".repeat(MAX_NOTE_BYTES).as_str()]), ErrorKind::TooLarge);
}

#[test]
fn as_many_signatures_as_allowed_are_read_and_no_more() {
    let unknown = checkpoint(0).sign(&[], &key(8)).unwrap();
    let line = format!("{}\n", unknown.lines().last().unwrap());
    assert!(open(&(NOTE.to_owned() + &line.repeat(MAX_NOTE_SIGNATURES - 1))).is_ok());
    assert_eq!(open(&(NOTE.to_owned() + &line.repeat(MAX_NOTE_SIGNATURES))).unwrap_err().kind(), ErrorKind::TooLarge);
}

#[test]
fn every_change_of_a_byte_is_refused() {
    for place in 0..NOTE.len() {
        let mut changed = NOTE.as_bytes().to_vec();
        changed[place] ^= 1;
        assert!(SignedCheckpoint::open(&changed, ORIGIN, &[key(7).public()]).is_err(), "{place}");
        assert!(SignedCheckpoint::open(&NOTE.as_bytes()[..place], ORIGIN, &[key(7).public()]).is_err(), "{place}");
    }
}

#[test]
fn a_verifier_key_of_another_form_is_refused() {
    assert_eq!(NoteKey::parse(VKEY).unwrap(), NoteKey::new(ORIGIN, &key(7).public()).unwrap());
    let of_type_2 = "log.example/reports+0e15779e+AupKbGPinFIKvvVQexMuxfmVR3auvr57kkIe6mkURtIs";
    assert_eq!(NoteKey::parse(of_type_2).unwrap_err().kind(), ErrorKind::UnsupportedAlgorithm);
    let neutral = "log.example/reports+0e15779e+AQEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==";
    for vkey in ["", "a", "a+0e15779e", &VKEY.replace("0e15", "0E15"), &VKEY.replace("0e15", "1e15"), &VKEY[1..], &VKEY[..70], neutral] {
        assert_eq!(NoteKey::parse(vkey).unwrap_err().kind(), ErrorKind::Malformed, "{vkey}");
    }
}

fn at() -> Timestamp {
    Timestamp::from_seconds(1_770_000_000)
}

fn event(change: ReportChange) -> ReportEvent {
    let jti = "urn:uuid:8e3f2d51-6c1b-4a6e-9a53-0c1d2e3f4a5b".into();
    ReportEvent::new(change, "VN".into(), at(), "https://schemas.betterwork.org/assessment-report/1".into(), 2, jti, Digest::of(b"report"))
}

#[test]
fn a_report_event_is_written_in_the_order_that_compresses() {
    let record = Event::Report(event(ReportChange::Issued)).to_record().unwrap();
    let expected = concat!(
        r#"{"event":"issued","country":"VN","at":1770000000,"vct":"https://schemas.betterwork.org/assessment-report/1","revision":2,"#,
        r#""jti":"urn:uuid:8e3f2d51-6c1b-4a6e-9a53-0c1d2e3f4a5b","#,
        r#""digest":"845e91831319e89c4d656bdb80c278ac09a7230d61e5dfd2e1b1fbb436ac8917"}"#
    );
    assert_eq!(String::from_utf8(record).unwrap(), expected);
}

#[test]
fn every_event_comes_back() {
    let statement = Event::Statement(StatementEvent::new(at(), Digest::of(b"statement")));
    assert!(statement.to_record().unwrap().starts_with(br#"{"event":"statement","at":1770000000,"digest":""#));
    let unknown = Event::Unknown(UnknownEvent::new("corrected".into()));
    for event in ReportChange::ALL.map(|change| Event::Report(event(change))).into_iter().chain([statement, unknown]) {
        assert_eq!(Event::read(&event.to_record().unwrap()).unwrap(), event);
    }
}

#[test]
fn an_event_of_tomorrow_survives_as_it_is() {
    let record = br#"{"event":"corrected","at":"soon","digest":[1,2],"more":{"a":{"b":true}}}"#;
    let event = Event::read(record).unwrap();
    assert_eq!((event.name(), event.at(), event.digest()), ("corrected", None, None));
    assert_eq!(event.to_record().unwrap(), record);
    let mut known = event_json(ReportChange::Revoked);
    known.insert_str(known.len() - 1, r#","reason":"x""#);
    assert_eq!(Event::read(known.as_bytes()).unwrap().to_record().unwrap(), known.as_bytes());
}

fn event_json(change: ReportChange) -> String {
    String::from_utf8(Event::Report(event(change)).to_record().unwrap()).unwrap()
}

#[test]
fn an_event_record_of_another_form_is_refused() {
    let good = event_json(ReportChange::Issued);
    let changed = [
        ("\"VN\"", "\"Vn\""),
        ("\"VN\"", "\"VNM\""),
        ("1770000000", "-1"),
        ("\"revision\":2,", ""),
        ("\"revision\"", "\"at\""),
        ("845e", "845E"),
    ];
    let statement = r#"{"event":"statement","at":1,"digest":"845e91831319e89c4d656bdb80c278ac09a7230d61e5dfd2e1b1fbb436ac8917""#;
    assert!(Event::read(format!("{statement}}}").as_bytes()).is_ok());
    let records = changed.iter().map(|(from, to)| good.replacen(from, to, 1)).chain([
        String::new(),
        "{}".to_owned(),
        "[]".to_owned(),
        r#"{"event":1}"#.to_owned(),
        r#"{"event":"issued","event":"issued"}"#.to_owned(),
        r#"{"event":"other","a":1,"a":2}"#.to_owned(),
        r#"{"event":"other"} {}"#.to_owned(),
        format!("{statement},\"jti\":\"x\"}}"),
        format!("{statement},\"at\":2}}"),
    ]);
    for record in records {
        assert_eq!(Event::read(record.as_bytes()).unwrap_err().kind(), ErrorKind::Malformed, "{record}");
    }
    assert_eq!(Event::read(b"{\"event\":\"\xff\"}").unwrap_err().kind(), ErrorKind::Malformed);
}

#[test]
fn a_record_stays_below_1024_bytes() {
    let of = |length: usize| UnknownEvent::new("x".repeat(length).into());
    let room = MAX_RECORD_BYTES - r#"{"event":""}"#.len();
    assert_eq!(Event::Unknown(of(room)).to_record().unwrap().len(), 1_023);
    assert_eq!(Event::Unknown(of(room + 1)).to_record().unwrap_err().kind(), ErrorKind::TooLarge);
    assert_eq!(Event::read(&[b' '; 1_024]).unwrap_err().kind(), ErrorKind::TooLarge);
}

#[test]
fn what_would_come_back_as_something_else_is_not_written() {
    for name in ["issued", "statement"] {
        assert_eq!(Event::Unknown(UnknownEvent::new(name.into())).to_record().unwrap_err().kind(), ErrorKind::Malformed);
    }
}

#[test]
fn entries_come_back_from_their_bundle() {
    let long = vec![b'x'; MAX_ENTRY_BYTES];
    let entries: [&[u8]; 4] = [b"", b"one", &long, b""];
    let bundle = encode_entries(entries).unwrap();
    assert_eq!(&bundle[..7], b"\0\0\0\x03one");
    assert_eq!(decode_entries(&bundle, 4).unwrap(), entries);
    let full = vec![[b'x'; MAX_RECORD_BYTES].as_slice(); 256];
    assert_eq!(encode_entries(full).unwrap().len(), MAX_BUNDLE_BYTES);
}

#[test]
fn a_bundle_with_too_little_or_too_much_is_refused() {
    let bundle = encode_entries([b"one".as_slice(), b"two"]).unwrap();
    for (bytes, width) in [(&bundle[..], 1), (&bundle[..], 3), (&bundle[..9], 2), (&bundle[..6], 2), (&[][..], 1), (&[0][..], 0)] {
        assert_eq!(decode_entries(bytes, width).unwrap_err().kind(), ErrorKind::Malformed);
    }
    assert_eq!(encode_entries([vec![0; MAX_ENTRY_BYTES + 1].as_slice()]).unwrap_err().kind(), ErrorKind::TooLarge);
    assert_eq!(encode_entries(vec![b"".as_slice(); 257]).unwrap_err().kind(), ErrorKind::TooLarge);
}

/// The second of two records, proven.
fn proof() -> InclusionProof {
    let records = [event_json(ReportChange::Issued), event_json(ReportChange::Revoked)];
    let hashes = records.each_ref().map(|record| leaf_hash(record.as_bytes()));
    let checkpoint = Checkpoint::new(ORIGIN.into(), 2, node_hash(&hashes[0], &hashes[1]));
    let note = checkpoint.sign(&[], &key(7)).unwrap();
    InclusionProof::new(1, 2, vec![hashes[0]], records[1].as_str().into(), note.into())
}

#[test]
fn a_proof_for_people_offline_says_what_the_log_holds() {
    let json = serde_json::to_string(&proof()).unwrap();
    let (event, checkpoint) = InclusionProof::from_json(&json).unwrap().verify(ORIGIN, &[key(7).public()]).unwrap();
    assert_eq!((event.name(), checkpoint.checkpoint().size), ("revoked", 2));
}

#[test]
fn a_proof_with_anything_changed_is_refused() {
    let refused = |change: &dyn Fn(&mut InclusionProof)| {
        let mut proof = proof();
        change(&mut proof);
        proof.verify(ORIGIN, &[key(7).public()]).unwrap_err().kind()
    };
    assert_eq!(refused(&|proof| proof.index = 0), ErrorKind::Inconsistent);
    assert_eq!(refused(&|proof| proof.size = 3), ErrorKind::Inconsistent);
    assert_eq!(refused(&|proof| proof.hashes[0] = empty_root()), ErrorKind::Inconsistent);
    assert_eq!(refused(&|proof| proof.hashes.clear()), ErrorKind::Inconsistent);
    assert_eq!(refused(&|proof| proof.record = event_json(ReportChange::Issued).into()), ErrorKind::Inconsistent);
    assert_eq!(refused(&|proof| proof.checkpoint = NOTE.into()), ErrorKind::Inconsistent);
    assert_eq!(refused(&|proof| proof.checkpoint = NOTE.replace("\n0\n", "\n2\n").into()), ErrorKind::BadSignature);
}

#[test]
fn a_proof_that_is_no_proof_is_refused() {
    assert_eq!(InclusionProof::from_json("{}").unwrap_err().kind(), ErrorKind::Malformed);
    assert_eq!(InclusionProof::from_json(&" ".repeat(300_000)).unwrap_err().kind(), ErrorKind::TooLarge);
}
