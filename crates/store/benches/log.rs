//! How fast a log is: appends by one and by many, with their leaves in the record, and reading
//! 100,000 events as a start does; the disk beside them.
//!
//! `cargo bench -p store --bench log -- [--on DIR]`. It works in a new folder of the disk that is to
//! be measured, or on the server that `ONETEXT_TEST_POSTGRES` names, in a database that it finds
//! empty.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a bench that cannot go on has nothing to say"
)]

use case::CaseId;
use disclosure::{Audience, PartyId, Seat};
use proceedings::{Deed, Event, EventId, Message, MessageKind, Moment, Terms, Words};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;
use store::{AppendError, Founding, Hardness, Head, Registry, Ring, Store, StoreUrl};

const SINGLE: u64 = 500;
const BATCH: u64 = 1_000;
const WHOLE: u64 = 100_000;
/// How many people act at the same time.
const PEOPLE: u64 = 8;
/// How many rooms they act in.
const ROOMS: u64 = 8;
/// How many events a small group has.
const GROUP: u64 = 20;

fn main() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let mut words = std::env::args().skip_while(|word| word != "--on");
    let on = words.nth(1).map_or_else(std::env::temp_dir, PathBuf::from);
    let folder = on.join(format!("onetext-bench-{}", std::process::id()));
    let server = std::env::var("ONETEXT_TEST_POSTGRES").ok();
    let url = match &server {
        Some(server) => server.parse(),
        None => Ok(StoreUrl::Folder(folder.join("store"))),
    };
    let url = url.expect("an address");
    println!(
        "{:46} {:>8} {:>12} {:>12}",
        "what", "number", "ms", "a second"
    );
    if server.is_none() {
        durable_writes(&folder);
    }
    runtime.block_on(measured(&url));
    if server.is_none() {
        std::fs::remove_dir_all(&folder).expect("removing the folder");
    }
}

async fn measured(url: &StoreUrl) {
    let store = Store::open_with(url, Hardness::FOR_TESTS)
        .await
        .expect("a store");
    let audiences = [Audience::Public, Audience::Plenary, Audience::Team];
    let audiences = audiences.into_iter().chain((0..ROOMS).map(room));
    let founding = Founding {
        case: CaseId::new("bench"),
        at: Moment::of_micros(0),
        logs: audiences.map(|audience| (audience, Vec::new())).collect(),
        invited: Vec::new(),
        until: Moment::of_micros(0),
    };
    let founded = store.found(&founding).await.expect("a case");
    let (registry, ring) = (founded.registry, founded.ring);
    let start = Instant::now();
    let mut head = appended(&registry, &ring, Head::EMPTY, (SINGLE, 1)).await;
    said("acts, one after another", SINGLE, start);
    let start = Instant::now();
    head = appended(&registry, &ring, head, (SINGLE * GROUP, GROUP)).await;
    said("events in appends of 20", SINGLE * GROUP, start);
    let start = Instant::now();
    let rest = WHOLE - SINGLE - SINGLE * GROUP;
    head = appended(&registry, &ring, head, (rest, BATCH)).await;
    said("events in appends of 1,000", rest, start);
    let start = Instant::now();
    let several = people(&registry, &ring, room).await;
    said(
        "acts of 8 people, each in a room of their own",
        several,
        start,
    );
    let start = Instant::now();
    let several = people(&registry, &ring, |_| room(0)).await;
    said("acts of 8 people, all in one room", several, start);
    let again = Store::open_with(url, Hardness::FOR_TESTS)
        .await
        .expect("a store");
    let start = Instant::now();
    let registry = again.case(&founding.case).await.expect("the case");
    let events = registry.events(&Audience::Team, &ring, Head::EMPTY).await;
    let events = events.expect("the events");
    assert_eq!(Head::of_number(events.len() as u64), head);
    said("opening the case and reading all events", WHOLE, start);
}

async fn appended(
    registry: &Registry,
    ring: &Ring,
    mut head: Head,
    (whole, batch): (u64, u64),
) -> Head {
    let end = head.after(whole);
    while head < end {
        let to = head.after(batch).min(end);
        let events: Vec<Event> = (head.number()..to.number()).map(event).collect();
        let appended = registry.append(&Audience::Team, ring, head, &events).await;
        head = appended.expect("an append");
    }
    head
}

fn room(number: u64) -> Audience {
    Audience::Room(PartyId::new(format!("party-{number}")))
}

/// Several people who act at the same time; whoever comes second decides anew and tries again.
async fn people(registry: &Registry, ring: &Ring, room: impl Fn(u64) -> Audience) -> u64 {
    let acting = (0..PEOPLE).map(|person| {
        let (registry, ring, room) = (registry.clone(), ring.clone(), room(person));
        tokio::spawn(async move {
            for number in 0..SINGLE {
                let act = event(WHOLE * (2 + person) + number);
                loop {
                    let seen = registry.head(&room, &ring).await.expect("the head");
                    let act = std::slice::from_ref(&act);
                    match registry.append(&room, &ring, seen, act).await {
                        Ok(_) => break,
                        Err(AppendError::Stale { .. }) => {}
                        Err(AppendError::Store(fault)) => panic!("{fault}"),
                    }
                }
            }
        })
    });
    for person in acting.collect::<Vec<_>>() {
        person.await.expect("acts that were done");
    }
    PEOPLE * SINGLE
}

/// What the disk allows: 4 KiB appended to a file and waited for, one after another.
fn durable_writes(folder: &Path) {
    std::fs::create_dir_all(folder).expect("a folder");
    let path = folder.join("durable");
    let mut file = std::fs::File::create(&path).expect("a file");
    let start = Instant::now();
    for _ in 0..SINGLE {
        file.write_all(&[7; 4_096]).expect("writing");
        file.sync_data().expect("waiting for the disk");
    }
    said("4 KiB on the disk, one after another", SINGLE, start);
    std::fs::remove_file(&path).expect("removing the file");
}

/// A message of some 300 characters.
fn event(number: u64) -> Event {
    let words = format!("{number}: not above the catch of the year before the count. ").repeat(5);
    Event {
        id: EventId::new(u128::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060)),
        at: Moment::of_micros(1_000_000),
        by: Seat::Mediator,
        who: None,
        word: None,
        deed: Deed::Said(Message {
            kind: MessageKind::Words,
            words: Words::new(&words).expect("words"),
            about: BTreeSet::new(),
            terms: Terms {
                provisos: BTreeSet::new(),
                conditional_on: None,
                expires: None,
            },
        }),
    }
}

fn said(what: &str, number: u64, start: Instant) {
    let took = start.elapsed().as_millis().max(1);
    let rate = u128::from(number) * 1_000 / took;
    println!("{what:46} {number:>8} {took:>12} {rate:>12}");
}
