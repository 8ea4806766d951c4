//! The log: checkpoints that its key signed as notes, and proofs that it holds a record.

use betterwork::ErrorKind::{self, BadSignature, Inconsistent, Malformed, TooLarge, UnknownKey, WrongDocument};
use betterwork::log::{Checkpoint, InclusionProof, MAX_EXTENSIONS, MAX_NOTE_SIGNATURES, NoteKey, leaf_hash, node_hash};
use serde_json::json;

use super::world::{FEED, NEXT_FEED, STRANGER, forger};
use super::{Demanded, Scenario};
use crate::sample::key;
use crate::vector::{Bytes, Piece, Vector, Verb};

const ORIGIN: &str = "exchange.example/log";
const ROOT: &str = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

const RECORD: &str = concat!(
    r#"{"event":"issued","country":"VN","at":1771113600,"vct":"https://schemas.betterwork.org/assessment-report/1","revision":1,"#,
    r#""jti":"urn:uuid:8e3f2d51-6c1b-4a6e-9a53-0c1d2e3f4a5b","#,
    r#""digest":"845e91831319e89c4d656bdb80c278ac09a7230d61e5dfd2e1b1fbb436ac8917"}"#
);
const STATEMENT: &str =
    r#"{"event":"statement","at":1771113600,"digest":"845e91831319e89c4d656bdb80c278ac09a7230d61e5dfd2e1b1fbb436ac8917"}"#;
const OF_TOMORROW: &str = r#"{"event":"merged","at":1771113600,"with":["845e"]}"#;

pub(super) fn scenarios() -> Vec<Scenario> {
    [checkpoints(), signatures(), forms(), texts(), proofs()].into_iter().flatten().collect()
}

fn checkpoints() -> Vec<Scenario> {
    vec![
        opened("checkpoint", "A checkpoint of the log.", note(&text("70000"))).with("/size", 70_000).with("/origin", ORIGIN),
        opened("checkpoint-of-an-empty-log", "A log without entries.", note(&text("0"))).with("/size", 0),
        opened("checkpoint-of-the-largest-log", "As many entries as an integer can say.", note(&text("9007199254740991")))
            .with("/size", 9_007_199_254_740_991_u64),
        opened("checkpoint-with-extension-lines", "Opaque lines after the root hash.", note(&(text("1") + "one\n \u{2014} two\n")))
            .with("/extensions", json!(["one", " \u{2014} two"])),
    ]
}

fn signatures() -> Vec<Scenario> {
    let good = text("1");
    let line = |seed, name| forger(seed).note_signature(name, &good);
    let with = |lines: &[String]| format!("{good}\n{}", lines.concat());
    let stranger = line(STRANGER, "witness.example");
    let broken = forger(FEED).note_signature(ORIGIN, &text("2"));
    vec![
        opened("checkpoint-of-the-next-key", "Signed by the other of the log's two keys.", with(&[line(NEXT_FEED, ORIGIN)]))
            .with("/size", 1),
        opened("checkpoint-with-unknown-signatures", "Signatures of others stand around the log's: they are passed over.", {
            with(&[stranger.clone(), line(FEED, ORIGIN), line(STRANGER, ORIGIN), "\u{2014} other.example AAAAAAE=\n".to_owned()])
        })
        .with("/size", 1),
        not_opened(UnknownKey, "checkpoint-of-a-stranger", "Nobody signed it but a stranger.", with(&[stranger])),
        not_opened(UnknownKey, "checkpoint-under-another-name", "The log's key signed, but under another name.", {
            with(&[line(FEED, "mirror.example/log")])
        }),
        not_opened(BadSignature, "checkpoint-changed", "The size was changed after signing.", note(&good).replace("\n1\n", "\n2\n")),
        not_opened(
            BadSignature,
            "checkpoint-with-one-bad-signature",
            "One key of the log signed it; the other's signature is of another text.",
            with(&[line(NEXT_FEED, ORIGIN), broken]),
        ),
        not_opened(
            BadSignature,
            "checkpoint-with-a-short-signature",
            "Name and key id are the log's, and the signature is a byte short.",
            {
                let good = line(FEED, ORIGIN);
                let bytes = base64_simd::STANDARD.decode_to_vec(good.trim_end().rsplit(' ').next().unwrap()).unwrap();
                with(&[format!("\u{2014} {ORIGIN} {}\n", base64_simd::STANDARD.encode_to_string(&bytes[..67]))])
            },
        ),
        not_opened(WrongDocument, "checkpoint-of-another-log", "A checkpoint of another log, signed by the same key.", {
            forger(FEED).note("other.example/log", &good.replace(ORIGIN, "other.example/log"))
        }),
    ]
}

fn forms() -> Vec<Scenario> {
    let good = note(&text("1"));
    let unknown = forger(STRANGER).note_signature("witness.example", &text("1"));
    let many = |times| Bytes::Pieces(vec![Piece { repeat: good.clone(), times: 1 }, Piece { repeat: unknown.clone(), times }]);
    vec![
        opened("checkpoint-with-64-signatures", "As many signatures as a note may have.", many(MAX_NOTE_SIGNATURES - 1)).with("/size", 1),
        not_opened(TooLarge, "checkpoint-with-65-signatures", "One signature too many.", many(MAX_NOTE_SIGNATURES)),
        not_opened(TooLarge, "checkpoint-too-long", "More bytes than a note may have.", {
            Bytes::Pieces(vec![Piece { repeat: good.clone(), times: 1 }, Piece { repeat: "x".repeat(64), times: 2_048 }])
        }),
        not_opened(Malformed, "checkpoint-without-a-signature", "Nothing stands after the empty line.", text("1") + "\n"),
        not_opened(Malformed, "checkpoint-without-an-empty-line", "The signature follows the text at once.", good.replace("\n\n", "\n")),
        not_opened(Malformed, "checkpoint-without-its-last-line-feed", "The last line does not end.", good.trim_end()),
        not_opened(Malformed, "checkpoint-with-a-carriage-return", "Lines end as Windows ends them.", good.replace('\n', "\r\n")),
        not_opened(Malformed, "checkpoint-with-a-hyphen", "The signature line begins with a hyphen.", good.replace('\u{2014}', "-")),
        not_opened(
            Malformed,
            "checkpoint-signature-not-base64",
            "An unknown signature has no padding.",
            format!("{good}\u{2014} w.example AAAAAAE\n"),
        ),
        not_opened(Malformed, "checkpoint-signature-of-four-bytes", "An unknown signature has a key id and nothing after it.", {
            format!("{good}\u{2014} w.example AAAAAA==\n")
        }),
        not_opened(
            Malformed,
            "checkpoint-key-name-with-a-plus",
            "An unknown signature's name has a plus.",
            format!("{good}\u{2014} w+x AAAAAAE=\n"),
        ),
    ]
}

fn texts() -> Vec<Scenario> {
    let refused = |kind, name, description, text: String| not_opened(kind, name, description, note(&text));
    vec![
        refused(Malformed, "checkpoint-size-with-a-leading-zero", "The size begins with 0.", text("01")),
        refused(Malformed, "checkpoint-size-with-a-sign", "The size has a sign.", text("+1")),
        refused(Malformed, "checkpoint-size-in-other-digits", "The size is written in Arabic-Indic digits.", text("\u{661}")),
        refused(Malformed, "checkpoint-size-beyond-the-largest", "One more entry than an integer can say.", text("9007199254740992")),
        refused(Malformed, "checkpoint-of-two-lines", "The root hash is missing.", format!("{ORIGIN}\n1\n")),
        refused(
            Malformed,
            "checkpoint-root-too-short",
            "The root hash has 31 bytes.",
            format!("{ORIGIN}\n1\n{}=\n", &ROOT[..42].replace('U', "A")),
        ),
        refused(Malformed, "checkpoint-root-with-stray-bits", "The last character of the root hash says more than 32 bytes.", {
            text("1").replace("uFU=", "uFV=")
        }),
        refused(Malformed, "checkpoint-with-an-empty-extension-line", "An extension line is empty.", text("1") + "one\n\ntwo\n"),
        refused(
            TooLarge,
            "checkpoint-with-17-extension-lines",
            "One extension line too many.",
            text("1") + &"x\n".repeat(MAX_EXTENSIONS + 1),
        ),
    ]
}

fn proofs() -> Vec<Scenario> {
    let changed = |change: &dyn Fn(&mut InclusionProof)| {
        let mut proof = proof(1, RECORD);
        change(&mut proof);
        serde_json::to_string(&proof).unwrap()
    };
    let json = |index, record: &str| serde_json::to_string(&proof(index, record)).unwrap();
    vec![
        proven("inclusion-proof", "The second of three records.", json(1, RECORD))
            .with("/event/event", "issued")
            .with("/checkpoint/size", 3),
        proven("inclusion-proof-of-the-last", "The last of three records: it has a shorter way to the root.", json(2, RECORD))
            .with("/event/event", "issued"),
        proven("inclusion-proof-of-a-statement", "The record of a statement.", json(0, STATEMENT)).with("/event/event", "statement"),
        proven("inclusion-proof-of-an-event-of-tomorrow", "An event that this version does not know.", json(0, OF_TOMORROW))
            .with("/event/with/0", "845e"),
        not_proven(Inconsistent, "inclusion-proof-of-another-record", "The record is another than the log's.", {
            changed(&|proof| proof.record = RECORD.replace("VN", "BD").into())
        }),
        not_proven(Inconsistent, "inclusion-proof-of-another-index", "The record is not at this place.", changed(&|proof| proof.index = 0)),
        not_proven(Inconsistent, "inclusion-proof-beyond-the-end", "The log has no such entry.", changed(&|proof| proof.index = 3)),
        not_proven(
            Inconsistent,
            "inclusion-proof-of-another-size",
            "Its size is not that of its checkpoint.",
            changed(&|proof| proof.size = 4),
        ),
        not_proven(Inconsistent, "inclusion-proof-too-short", "A hash is missing.", changed(&|proof| proof.hashes.truncate(1))),
        not_proven(
            Inconsistent,
            "inclusion-proof-too-long",
            "There is one hash more.",
            changed(&|proof| proof.hashes.push(leaf_hash(b""))),
        ),
        not_proven(BadSignature, "inclusion-proof-with-a-changed-checkpoint", "Its checkpoint was changed after signing.", {
            changed(&|proof| proof.checkpoint = proof.checkpoint.replace("\n3\n", "\n4\n").into())
        }),
        not_proven(
            Malformed,
            "inclusion-proof-without-a-checkpoint",
            "Its checkpoint is missing.",
            r#"{"index":0,"size":1,"hashes":[],"record":"{}"}"#,
        ),
        not_proven(Malformed, "event-of-a-statement-that-says-more", "The record of a statement names the report.", {
            json(0, &STATEMENT.replace('}', r#","jti":"urn:uuid:8e3f2d51-6c1b-4a6e-9a53-0c1d2e3f4a5b"}"#))
        }),
        not_proven(
            Malformed,
            "event-without-a-digest",
            "The record of a report has no digest.",
            json(0, &RECORD.replace("\"digest\"", "\"was\"")),
        ),
        not_proven(Malformed, "event-name-twice", "The record names its event twice.", json(0, r#"{"event":"merged","event":"merged"}"#)),
        not_proven(
            TooLarge,
            "event-of-1024-bytes",
            "The record is one byte too long.",
            json(0, &format!("{OF_TOMORROW}{}", " ".repeat(1_024 - OF_TOMORROW.len()))),
        ),
    ]
}

/// The text of a checkpoint.
fn text(size: &str) -> String {
    format!("{ORIGIN}\n{size}\n{ROOT}\n")
}

fn note(text: &str) -> String {
    forger(FEED).note(ORIGIN, text)
}

/// A record at a place of a log of three.
fn proof(index: u64, record: &str) -> InclusionProof {
    let mut leaves = [b"one".as_slice(), b"two", b"three"].map(leaf_hash);
    leaves[usize::try_from(index).unwrap()] = leaf_hash(record.as_bytes());
    let left = node_hash(&leaves[0], &leaves[1]);
    let hashes = match index {
        0 => vec![leaves[1], leaves[2]],
        1 => vec![leaves[0], leaves[2]],
        _ => vec![left],
    };
    let checkpoint = Checkpoint::new(ORIGIN.into(), 3, node_hash(&left, &leaves[2])).sign(&[], &key(FEED)).unwrap();
    InclusionProof::new(index, 3, hashes, record.into(), checkpoint.into())
}

fn opened(name: &str, description: &str, note: impl Into<Bytes>) -> Scenario {
    scenario(Verb::OpenCheckpoint, name, description, note.into(), Demanded::Result(Vec::new()))
}

fn not_opened(kind: ErrorKind, name: &str, description: &str, note: impl Into<Bytes>) -> Scenario {
    scenario(Verb::OpenCheckpoint, name, description, note.into(), Demanded::Refusal(kind))
}

fn proven(name: &str, description: &str, proof: impl Into<Bytes>) -> Scenario {
    scenario(Verb::VerifyInclusionProof, name, description, proof.into(), Demanded::Result(Vec::new()))
}

fn not_proven(kind: ErrorKind, name: &str, description: &str, proof: impl Into<Bytes>) -> Scenario {
    scenario(Verb::VerifyInclusionProof, name, description, proof.into(), Demanded::Refusal(kind))
}

fn scenario(verb: Verb, name: &str, description: &str, document: Bytes, demanded: Demanded) -> Scenario {
    let vkey = |seed| NoteKey::new(ORIGIN, &key(seed).public()).unwrap().to_vkey();
    let vector = Vector {
        name: name.to_owned(),
        description: description.to_owned(),
        verb,
        document: Some(document),
        origin: Some(ORIGIN.to_owned()),
        keys: Some(vec![vkey(FEED), vkey(NEXT_FEED)]),
        ..Vector::default()
    };
    Scenario { vector, demanded }
}
