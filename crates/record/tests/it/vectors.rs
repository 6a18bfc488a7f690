//! The figures that the design publishes, and the published example of signed notes.

use record::{
    Checkpoint, Commitment, Entry, Framework, FrameworkPoint, Hash, KeyKind, KeyName, Node, Note,
    Policy, ProofFile, Salt, SignatureLine, SignerKey, Text, Tile, VerifierKey, bundle,
    consistency, inclusion, verify_consistency,
};
use serde_json::Value;
use std::sync::LazyLock;
use zeroize::Zeroizing;

pub(crate) const TALKS: &str = "shuttle.example/talks/2026-aurora";
pub(crate) const LOG: &str =
    "shuttle.example/talks/2026-aurora+13b2d7a6+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4";
const WITNESS: &str =
    "witness.example/observer-1+e403e628+BCmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X";
const TIME: u64 = 1_767_225_600;

const CHECKPOINT_OF_8: &str = "shuttle.example/talks/2026-aurora\n8\n\
38wTubDKkyxo3j1Z6qqP4mapyAkcAwDoQF6/6w0OWDI=\n\n\
— shuttle.example/talks/2026-aurora E7LXpq9geIKlcoAvjzJwmXvaH+t3Iz+Fkk8laxUXzNo\
+DDkupXxlvtKbnVm0PgcfhA4LBqRcB0nLgjxcrzDlLtOOmwU=\n\
— witness.example/observer-1 5APmKAAAAABpVbkAv/EIycvZPKVVPzgdlCfjTJGmFe29\
q0onIWE1JQ6YUY8Eox83RBs7Da+wURUUNMt9r6mxr/23fkYk3i1o1OC9DA==\n";

pub(crate) fn log_key() -> SignerKey {
    let seed = Zeroizing::new(std::array::from_fn(|place| u8::try_from(place).unwrap()));
    SignerKey::of_seed(KeyName::new(TALKS).unwrap(), KeyKind::Log, &seed)
}

pub(crate) fn witness_key() -> SignerKey {
    let seed = Zeroizing::new(std::array::from_fn(|place| {
        u8::try_from(32 + place).unwrap()
    }));
    let name = KeyName::new("witness.example/observer-1").unwrap();
    SignerKey::of_seed(name, KeyKind::Witness, &seed)
}

/// The log of the figures: 70,000 entries.
static KEPT: LazyLock<crate::histories::Log> =
    LazyLock::new(|| crate::histories::Log::of(70_000, |number| format!("entry-{number}")));

fn note_of(size: u64) -> Note {
    let checkpoint = Checkpoint {
        origin: KeyName::new(TALKS).unwrap(),
        head: KEPT.head_at(size),
    };
    let mut note = checkpoint.signed(&log_key()).unwrap();
    note.add(SignatureLine::of_witness(&witness_key(), note.text(), TIME));
    note
}

#[test]
fn keys_are_written_as_the_design_writes_them() {
    assert_eq!(log_key().verifier().to_string(), LOG);
    assert_eq!(witness_key().verifier().to_string(), WITNESS);
    for words in [LOG, WITNESS] {
        assert_eq!(VerifierKey::of_words(words).unwrap().to_string(), words);
    }
    let other_id = LOG.replace("+13b2d7a6+", "+13b2d7a7+");
    assert!(VerifierKey::of_words(&other_id).is_none());
}

/// C2SP signed-note v1.0.0, "Example".
#[test]
fn the_published_example_of_a_note_is_signed_by_its_key() {
    let key = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    let key = VerifierKey::of_words(key).unwrap();
    let signature = "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwH\
                     jG1Yu72IneyaQM=";
    let file = format!("This is an example message.\n\n— example.com/foo {signature}\n");
    let note = Note::read(file.as_bytes()).unwrap();
    assert_eq!(note.text(), "This is an example message.\n");
    assert_eq!(note.to_string(), file);
    assert_eq!(note.signers(std::slice::from_ref(&key)).unwrap().len(), 1);
    let changed = Note::read(file.replace("an example", "no example").as_bytes()).unwrap();
    assert!(changed.signers(&[key]).is_err());
}

#[test]
fn the_roots_are_those_of_the_design() {
    let roots = [
        (0, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
        (1, "QHZrIDNCkCb1PVRQJnmoOXBrR0H43K86i7pfQbX/4HU="),
        (2, "LyelCCwdQq+kiKw1Cp/EOQwIT1T3Hs3/hZ6Y24QptHk="),
        (3, "pkvybgkSj2/i/m+LLYyAHhZrV8BHp82bK4Ceepai8cs="),
        (7, "kTlgHMHKirKnoMLBNMBIRfKxulSag9bIRc/NpDnMWF0="),
        (8, "38wTubDKkyxo3j1Z6qqP4mapyAkcAwDoQF6/6w0OWDI="),
        (70_000, "pipUvjMpT/1aXExjf9dUYwtxqJLoNW46Zmpcin/9FRg="),
    ];
    for (size, root) in roots {
        assert_eq!(KEPT.head_at(size).root.to_string(), root, "{size}");
    }
}

#[test]
fn a_signed_and_cosigned_checkpoint_is_the_one_of_the_design_byte_for_byte() {
    assert_eq!(note_of(8).to_string(), CHECKPOINT_OF_8);
    let read = Note::read(CHECKPOINT_OF_8.as_bytes()).unwrap();
    assert_eq!(read.to_string(), CHECKPOINT_OF_8);
    let known = [LOG, WITNESS].map(|words| VerifierKey::of_words(words).unwrap());
    let times: Vec<_> = read
        .signers(&known)
        .unwrap()
        .iter()
        .map(|signed| signed.at)
        .collect();
    assert_eq!(times, [None, Some(TIME)]);
}

#[test]
fn the_tiles_of_70000_leaves_are_those_of_the_design() {
    let tiles = Tile::of_log(70_000);
    let (entries, hashes): (Vec<&Tile>, Vec<&Tile>) = tiles
        .iter()
        .partition(|tile| tile.to_string().starts_with("tile/entries/"));
    assert_eq!((entries.len(), hashes.len()), (274, 277));
    let by_path = |path: &str| *tiles.iter().find(|tile| tile.to_string() == path).unwrap();
    for (path, start) in [
        ("tile/0/000", "8921c57d2f65271c82bf0f686c002793"),
        ("tile/0/273.p/112", "41c090f240cc1bbcec93391099da9f3b"),
        ("tile/1/000", "3f2180f39b716a1f9ba5b330e55deac1"),
        ("tile/1/001.p/17", "e7be92bf44b56bfc274e384835c09a9b"),
        ("tile/2/000.p/1", "a39abb517974ee0fe428abf332453555"),
    ] {
        let bytes = by_path(path).hashes(|node| KEPT.hash_of(node)).unwrap();
        assert!(sha256(&bytes).starts_with(start), "{path}");
    }
    for (path, start) in [
        ("tile/entries/000", "2e41f76a98595afb6b3a27a02a747923"),
        ("tile/entries/273.p/112", "e2ad61b1c0a68bb3fb91d5ddf19152ca"),
    ] {
        let (first, end) = by_path(path).range();
        let entries: Vec<String> = (first..end)
            .map(|number| format!("entry-{number}"))
            .collect();
        let bytes = bundle(entries.iter().map(String::as_bytes)).unwrap();
        assert!(sha256(&bytes).starts_with(start), "{path}");
    }
}

#[test]
fn a_tile_has_one_path_and_a_path_one_tile() {
    for path in [
        "tile/0/000",
        "tile/0/x001/x234/067",
        "tile/1/000.p/17",
        "tile/63/x999/x999/999.p/255",
        "tile/entries/x001/000",
    ] {
        assert_eq!(Tile::of_path(path).unwrap().to_string(), path);
    }
    for path in [
        "tile/0/0",
        "tile/0/x000/000",
        "tile/0/000.p/256",
        "tile/0/000.p/0",
        "tile/64/000",
        "tile/00/000",
        "tile/0/x001/x234/67",
        "tile/0/../000",
        "tile/8/0/000",
        "/tile/0/000",
    ] {
        assert!(Tile::of_path(path).is_none(), "{path}");
    }
}

fn draft(version: u32, french: impl Fn(u16) -> String, seventh: &str) -> Framework {
    let mut framework = Framework::new(TALKS, version).unwrap();
    for number in 1..=20 {
        let heading = format!("Point {number}");
        let english = match number {
            7 => seventh.to_owned(),
            other => format!("Text of point {other}."),
        };
        for (language, text) in [("fr", french(number)), ("en", english)] {
            let point = FrameworkPoint::new(number, &heading, &text).unwrap();
            framework.add(language, point).unwrap();
        }
    }
    framework
}

#[test]
fn the_root_of_a_text_is_the_one_of_the_design_however_it_was_typed() {
    let composed = |number: u16| format!("Texte du point {number}. \u{c9}t\u{e9}");
    let decomposed = |number: u16| format!("Texte du point {number}. E\u{301}te\u{301}  \r\n");
    let first = draft(1, composed, "Text of point 7.");
    let root = "GKqh1r5g/yquZXhUNUrdrPxmT3hTCzAEaL13yd5FCnQ=";
    assert_eq!(first.root().to_string(), root);
    assert_eq!(
        draft(1, decomposed, "Text of point 7.").root(),
        first.root()
    );
    let entry = Entry::Framework {
        text: Text::of(&first),
        previous: None,
    }
    .to_string();
    let leaf = Hash::of_leaf(entry.as_bytes());
    let expected = "1593f955a67e571387568e5d04086343bc028911c2d76f354bd6205ec968dc6b";
    assert_eq!(hex(leaf.bytes()), expected);
    let second = draft(2, composed, "Text of point 7, amended.");
    let entry = Entry::Framework {
        text: Text::of(&second),
        previous: Some(first.root()),
    };
    let expected = format!(
        "shuttle-entry/v1\nkind framework\nversion 2\npoints 20\nlanguages en,fr\n\
         root r7Ou3KHucw7N41YXXAB3KmkNK4q9UkW071ZyGKxcLtg=\nprevious {root}\n"
    );
    assert_eq!(entry.to_string(), expected);
    assert_eq!(Entry::read(expected.as_bytes()), Ok(entry));
}

#[test]
fn a_commitment_is_the_one_of_the_design() {
    let salt = Salt::of_bytes(std::array::from_fn(|place| u8::try_from(place).unwrap()));
    let commitment = Commitment::to(b"red line: 42", &salt);
    let expected = "8b605e3564d5845f6bdc4b5232b7421af4e5c308d6ab62c8ddc7ed0ade93797a";
    assert_eq!(hex(commitment.bytes()), expected);
}

/// All figures of the design, where they are there.
#[test]
fn every_proof_and_checkpoint_of_the_shared_figures_is_made_and_believed() {
    let Some(figures) = shared("tlog_vectors.json") else {
        return;
    };
    let policy = format!("log {LOG}\nwitness w {WITNESS}\nquorum w\n");
    let policy = Policy::read(policy.as_bytes()).unwrap();
    for (size, note) in figures["checkpoints"].as_object().unwrap() {
        let size: u64 = size.parse().unwrap();
        assert_eq!(note_of(size).to_string(), note.as_str().unwrap());
        let read = Note::read(note.as_str().unwrap().as_bytes()).unwrap();
        assert_eq!(policy.check(&read).unwrap().head, KEPT.head_at(size));
    }
    for figure in figures["inclusion"].as_array().unwrap() {
        let (leaf, size) = (number(&figure["index"]), number(&figure["size"]));
        let hashes = inclusion(leaf, size, |node: Node| KEPT.hash_of(node)).unwrap();
        let written = ProofFile {
            extra: None,
            leaf,
            hashes,
            checkpoint: note_of(size),
        };
        let expected = figure["tlog_proof"].as_str().unwrap();
        assert_eq!(written.to_string(), expected);
        let read = ProofFile::read(expected.as_bytes()).unwrap();
        assert_eq!(read, written);
        let entry = format!("entry-{leaf}");
        assert_eq!(
            read.verify(entry.as_bytes(), &policy).unwrap().head.size,
            size
        );
    }
    for figure in figures["consistency"].as_array().unwrap() {
        let (old, new) = (number(&figure["size1"]), number(&figure["size2"]));
        let proof = consistency(old, new, |node: Node| KEPT.hash_of(node)).unwrap();
        let words: Vec<String> = proof.iter().map(Hash::to_string).collect();
        let expected: Vec<&str> = figure["proof"]
            .as_array()
            .unwrap()
            .iter()
            .map(|each| each.as_str().unwrap())
            .collect();
        assert_eq!(words, expected);
        verify_consistency(&KEPT.head_at(old), &KEPT.head_at(new), &proof).unwrap();
    }
}

fn number(figure: &Value) -> u64 {
    figure.as_u64().unwrap()
}

fn shared(name: &str) -> Option<Value> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/vectors/");
    let Ok(file) = std::fs::read_to_string(format!("{folder}{name}")) else {
        println!("vectors: skipped (no shared data)");
        return None;
    };
    Some(serde_json::from_str(&file).unwrap())
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest;
    hex(&sha2::Sha256::digest(bytes))
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
