//! How fast a log is: appends by one and by many, and reading 100,000 events as a start does.
//!
//! It works in a new folder under the one it is started with (`--bench FOLDER`), or on the server
//! that `ONETEXT_TEST_POSTGRES` names, in a database that it finds empty.

#![expect(
    clippy::expect_used,
    reason = "a bench that cannot go on has nothing to say"
)]

use case::CaseId;
use disclosure::{Audience, Seat};
use proceedings::{Deed, Event, EventId, Message, MessageKind, Moment, Terms, Words};
use std::collections::BTreeSet;
use std::time::Instant;
use store::{Founding, Hardness, Head, Registry, Ring, Store, StoreUrl};

const SINGLE: u64 = 500;
const BATCH: u64 = 1_000;
const WHOLE: u64 = 100_000;

fn main() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let folder = std::env::temp_dir().join(format!("onetext-bench-{}", std::process::id()));
    let server = std::env::var("ONETEXT_TEST_POSTGRES").ok();
    let url = match &server {
        Some(server) => server.parse(),
        None => Ok(StoreUrl::Folder(folder.join("store"))),
    };
    let url = url.expect("an address");
    println!(
        "{:44} {:>8} {:>12} {:>12}",
        "what", "events", "ms", "a second"
    );
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
    let founding = Founding {
        case: CaseId::new("bench"),
        at: Moment::of_micros(0),
        logs: audiences.map(|audience| (audience, Vec::new())).into(),
        invited: Vec::new(),
        until: Moment::of_micros(0),
    };
    let founded = store.found(&founding).await.expect("a case");
    let (registry, ring) = (founded.registry, founded.ring);
    let start = Instant::now();
    let mut head = appended(&registry, &ring, Head::EMPTY, (SINGLE, 1)).await;
    said("appends, one event each", SINGLE, start);
    let start = Instant::now();
    head = appended(&registry, &ring, head, (WHOLE - SINGLE, BATCH)).await;
    said("appends, 1,000 events each", WHOLE - SINGLE, start);
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

fn said(what: &str, events: u64, start: Instant) {
    let took = start.elapsed().as_millis().max(1);
    let rate = u128::from(events) * 1_000 / took;
    println!("{what:44} {events:>8} {took:>12} {rate:>12}");
}
