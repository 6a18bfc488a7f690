//! How fast a log is verified offline: a million entries as its bundles hold them, hashed into the
//! tree of a signed checkpoint.
//!
//! `cargo bench -p record --bench verify -- [LEAVES]`. One thread; its processor time is read from
//! Linux's `/proc`. A figure is the median of five runs.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a bench that cannot go on has nothing to say"
)]

use record::{
    Checkpoint, Commitment, Edge, Entry, Hash, KeyKind, KeyName, Note, Salt, SignerKey, TILE_WIDTH,
    TreeHead, VerifierKey, bundle, entries_of_bundle,
};
use std::time::{Duration, Instant};

const LEAVES: u64 = 1_000_000;
const RUNS: usize = 5;

/// What somebody has who verifies a log: its bundles of entries, and how far it says it has come.
struct Log {
    bundles: Vec<Vec<u8>>,
    checkpoint: Note,
    key: VerifierKey,
}

fn main() {
    let asked = std::env::args().skip(1).find(|word| word != "--bench");
    let leaves = asked.map_or(LEAVES, |word| word.parse().expect("a number of leaves"));
    let log = log(leaves);
    let bytes: usize = log.bundles.iter().map(Vec::len).sum();
    println!("{leaves} leaves, {bytes} bytes of entries, one thread");
    println!("{:52} {:>9} {:>9}", "what", "CPU ms", "wall ms");
    said("leaves hashed into the tree, root and signature", || {
        log.verify(Hash::of_leaf)
    });
    said("the same, each entry read and written again", || {
        log.verify(|entry| {
            let read = Entry::read(entry).expect("an entry").to_string();
            assert_eq!(read.as_bytes(), entry);
            Hash::of_leaf(entry)
        })
    });
}

fn said(what: &str, work: impl Fn()) {
    let mut times: Vec<(Duration, Duration)> = (0..RUNS)
        .map(|_| {
            let (begun, before) = (Instant::now(), processor());
            work();
            (processor() - before, begun.elapsed())
        })
        .collect();
    times.sort();
    let (cpu, wall) = times[RUNS / 2];
    println!("{what:52} {:>9} {:>9}", cpu.as_millis(), wall.as_millis());
}

impl Log {
    fn verify(&self, hash: impl Fn(&[u8]) -> Hash) {
        let told = Checkpoint::of_note(&self.checkpoint, &self.key).expect("a signed checkpoint");
        let mut edge = Edge::default();
        for bundle in &self.bundles {
            for entry in entries_of_bundle(bundle).expect("a whole bundle") {
                edge.append(hash(entry));
            }
        }
        assert_eq!((edge.size(), edge.root()), (told.head.size, told.head.root));
    }
}

/// A log of commitments, as most entries are, each under a salt of its own.
fn log(leaves: u64) -> Log {
    let entries = (0..leaves).map(|number| {
        let mut salt = [0; Salt::LENGTH];
        salt[..8].copy_from_slice(&number.to_be_bytes());
        let commitment = Commitment::to(&number.to_le_bytes(), &Salt::of_bytes(salt));
        Entry::Sealed(commitment).to_string()
    });
    let entries: Vec<String> = entries.collect();
    let mut edge = Edge::default();
    for entry in &entries {
        edge.append(Hash::of_leaf(entry.as_bytes()));
    }
    let width = usize::try_from(TILE_WIDTH).expect("a small number");
    let bundles = entries
        .chunks(width)
        .map(|some| bundle(some.iter().map(String::as_bytes)).expect("short entries"));
    let origin = KeyName::new("talks/bench").expect("a name");
    let signer = SignerKey::of_seed(origin.clone(), KeyKind::Log, &[7; 32].into());
    let head = TreeHead {
        size: edge.size(),
        root: edge.root(),
    };
    let checkpoint = Checkpoint { origin, head }.signed(&signer);
    Log {
        bundles: bundles.collect(),
        checkpoint: checkpoint.expect("its own key"),
        key: signer.verifier().clone(),
    }
}

/// The processor time of this thread so far.
fn processor() -> Duration {
    let read = std::fs::read_to_string("/proc/thread-self/schedstat");
    let read = read.expect("Linux's /proc");
    let nanos = read.split(' ').next().and_then(|word| word.parse().ok());
    Duration::from_nanos(nanos.expect("a number"))
}
