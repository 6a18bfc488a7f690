//! How fast a proof is made over a log of ten million leaves: the receipt of a draft, with the
//! hashes from its leaf to the root and the checkpoint signed anew, out of a real file.
//!
//! `cargo bench -p store --bench proof -- [LEAVES] [--on DIR]`. The drafts that have a receipt are
//! appended as any event is, one for each hundredth of the log; the leaves between them are put
//! into the file in bulk, with the hashes of their nodes and without their events, for ten million
//! appends would take a while. It needs 1.2 GB in the folder, and takes some minutes.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a bench that cannot go on has nothing to say"
)]

use case::{CaseId, Language};
use disclosure::{Audience, Seat};
use proceedings::{Deed, Event, EventId, Form, Issued, Moment};
use record::{Edge, Hash, Policy};
use sqlx::{AnyConnection, Connection, query, query_scalar};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use store::{Founding, Hardness, Head, Registry, Ring, Store, StoreUrl};

const LEAVES: u64 = 10_000_000;
/// How many drafts are shown, spread over the log.
const SHOWN: u64 = 100;
/// How often the receipt of each is asked for.
const TRIES: u64 = 10;
/// How many leaves are put in at once.
const AT_ONCE: u64 = 10_000;
const TEAM: Audience = Audience::Team;

/// Puts in leaves behind a number, each a list of hashes in hexadecimal digits; SQLite alone.
const PUT: &str = "insert into leaf (number, event, entry, salt, hashes)
select $1 + key, $1 + key + 1, x'', x'', unhex(value) from json_each($2)";

fn main() {
    let (mut leaves, mut on) = (LEAVES, std::env::temp_dir());
    let mut words = std::env::args().skip(1).filter(|word| word != "--bench");
    while let Some(word) = words.next() {
        match word.as_str() {
            "--on" => on = PathBuf::from(words.next().expect("a folder")),
            number => leaves = number.parse().expect("a number of leaves"),
        }
    }
    let folder = on.join(format!("onetext-proof-{}", std::process::id()));
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(measured(&folder, leaves));
    std::fs::remove_dir_all(&folder).expect("removing the folder");
}

async fn measured(folder: &Path, leaves: u64) {
    let url = StoreUrl::Folder(folder.join("store"));
    let store = Store::open_with(&url, Hardness::FOR_TESTS).await;
    let store = store.expect("a store");
    let (registry, ring) = founded(&store).await;
    let file = folder.join("store").join("bench").join("team.db");
    let begun = Instant::now();
    let mut log = sqlx::AnyConnection::connect(&format!("sqlite://{}", file.display()))
        .await
        .expect("the file of the log");
    let mut edge = Edge::default();
    for nth in 0..SHOWN {
        append(&registry, &ring, nth).await;
        edge = grown(&mut log, (&registry, &ring), leaves * (nth + 1) / SHOWN).await;
    }
    log.close().await.expect("the file of the log");
    let bytes = std::fs::metadata(&file).expect("the file").len();
    println!(
        "{} leaves, a file of {} MB, made in {} s",
        edge.size(),
        bytes / 1_000_000,
        begun.elapsed().as_secs()
    );
    drop((store, registry));
    let again = Store::open_with(&url, Hardness::FOR_TESTS).await;
    let again = again.expect("a store");
    let registry = again.case(&CaseId::new("bench")).await.expect("the case");
    println!(
        "{:40} {:>9} {:>9} {:>9} {:>9}",
        "what", "runs", "p50 us", "p99 us", "max us"
    );
    receipts(&registry, &ring, &edge).await;
    witnesses(&registry, &ring, edge.size()).await;
}

/// The receipt of each draft, made and then verified as somebody without the store does.
async fn receipts(registry: &Registry, ring: &Ring, edge: &Edge) {
    let keys = registry.log_keys(&TEAM, ring).await.expect("the keys");
    let policy = Policy::of_log(keys.log[0].clone());
    let (mut made, mut verified) = (Vec::new(), Vec::new());
    for nth in (0..TRIES).flat_map(|_| 0..SHOWN) {
        let begun = Instant::now();
        let receipt = registry.receipt(&TEAM, ring, id(nth)).await;
        made.push(begun.elapsed());
        let receipt = receipt.expect("the record").expect("a receipt");
        let begun = Instant::now();
        let told = receipt.verify(Some(&policy)).expect("a receipt that holds");
        verified.push(begun.elapsed());
        let head = told.checkpoint.head;
        assert_eq!((head.size, head.root), (edge.size(), edge.root()));
    }
    said("a receipt with its proof and signature", made);
    said("the same, verified", verified);
}

/// What a witness is asked who saw the log at some earlier size.
async fn witnesses(registry: &Registry, ring: &Ring, size: u64) {
    let mut times = Vec::new();
    for nth in 0..SHOWN * TRIES {
        let old = (size / (SHOWN * TRIES)).max(1) * nth + 1;
        let begun = Instant::now();
        let asked = registry.witness_request(&TEAM, ring, old.min(size)).await;
        times.push(begun.elapsed());
        assert!(!asked.expect("the record").checkpoint.text().is_empty());
    }
    said("that a log goes on from an earlier one", times);
}

fn said(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |share: usize| times[(times.len() - 1) * share / 1_000].as_micros();
    let runs = times.len();
    println!(
        "{what:40} {runs:>9} {:>9} {:>9} {:>9}",
        at(500),
        at(990),
        at(1_000)
    );
}

async fn founded(store: &Store) -> (Registry, Ring) {
    let audiences = [Audience::Public, Audience::Plenary, TEAM];
    let founding = Founding {
        case: CaseId::new("bench"),
        at: Moment::of_micros(0),
        logs: audiences.map(|audience| (audience, Vec::new())).into(),
        invited: Vec::new(),
        until: Moment::of_micros(0),
    };
    let founded = store.found(&founding).await.expect("a case");
    (founded.registry, founded.ring)
}

/// Shows a draft, as the server does.
async fn append(registry: &Registry, ring: &Ring, nth: u64) {
    let words = "1. Ceasefire\n\n    The ceasefire begins on [2 May | 9 May].\n";
    let text = text::pasted(words, &Language::english()).expect("a text");
    let event = Event {
        id: id(nth),
        at: Moment::of_micros(1_000_000),
        by: Seat::Mediator,
        who: None,
        word: None,
        deed: Deed::Issued(Box::new(Issued {
            number: text::DraftNo::new(1),
            form: Form::Bracketed,
            text,
        })),
    };
    let seen = registry.head(&TEAM, ring).await.expect("the head");
    let appended = registry.append(&TEAM, ring, seen, &[event]).await;
    appended.expect("an append");
}

fn id(nth: u64) -> EventId {
    EventId::new(u128::from(nth) + 1)
}

/// Puts leaves into the file until there are so many, and moves the head with them.
async fn grown(log: &mut AnyConnection, (registry, ring): (&Registry, &Ring), to: u64) -> Edge {
    let mut edge = kept_edge(log).await;
    let mut work = log.begin().await.expect("a transaction");
    while edge.size() < to {
        let from = edge.size();
        let more = AT_ONCE.min(to - from);
        let rows = (from..from + more).map(|number| {
            let hashes = edge.append(Hash::of_leaf(&number.to_be_bytes()));
            let digits = hashes.iter().flat_map(|hash| hash.bytes());
            let digits = digits.map(|byte| format!("{byte:02x}"));
            format!("\"{}\"", digits.collect::<String>())
        });
        let rows = format!("[{}]", rows.collect::<Vec<_>>().join(","));
        let put = query(PUT).bind(row(from)).bind(rows);
        put.execute(&mut *work).await.expect("leaves put in");
    }
    let moved = query("update head set number = $1").bind(row(edge.size()));
    moved.execute(&mut *work).await.expect("a head moved");
    work.commit().await.expect("a commit");
    let head = registry.head(&TEAM, ring).await.expect("the head");
    assert_eq!(head, Head::of_number(to));
    edge
}

/// The right edge of the tree, out of the leaves that complete its nodes.
async fn kept_edge(log: &mut AnyConnection) -> Edge {
    let size: i64 = query_scalar("select count(*) from leaf")
        .fetch_one(&mut *log)
        .await
        .expect("the leaves");
    let size = size.unsigned_abs();
    let mut peaks = Vec::new();
    for node in record::peaks(size) {
        let hashes: Vec<u8> = query_scalar("select hashes from leaf where number = $1")
            .bind(row(node.kept_with().expect("a node")))
            .fetch_one(&mut *log)
            .await
            .expect("a leaf");
        let level = usize::try_from(node.level()).expect("a small number");
        let hash = &hashes[level * Hash::LENGTH..][..Hash::LENGTH];
        peaks.push(Hash::of_bytes(hash.try_into().expect("a hash")));
    }
    Edge::new(size, peaks).expect("an edge")
}

fn row(number: u64) -> i64 {
    i64::try_from(number).expect("a number of a row")
}
