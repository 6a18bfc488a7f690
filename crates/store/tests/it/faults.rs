//! What goes wrong: changed bytes, a newer store, a database that goes away, two who write at once.

use crate::house::{House, LOG, PEOPLE, SHELVES, at, event, ids, room};
use disclosure::Audience;
use proceedings::EventId;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::collections::BTreeSet;
use store::{AppendError, Founded, Head, Registry, Ring, StoreError};

on_both! {
    an_event_whose_bytes_were_changed_is_not_read,
    an_event_put_in_the_place_of_another_is_not_read,
    a_log_that_was_cut_short_is_not_read_as_whole,
    a_key_that_was_changed_opens_nothing,
    a_store_of_a_newer_version_is_left_alone,
    two_who_write_at_once_lose_and_repeat_nothing,
    half_a_founding_is_not_listed_and_not_in_the_way,
}

async fn with_events(house: &House) -> Founded {
    let founded = house.founded().await;
    let events: Vec<_> = (100..105).map(event).collect();
    let (registry, ring) = (&founded.registry, &founded.ring);
    let seen = Head::of_number(1);
    registry
        .append(&room("north"), ring, seen, &events)
        .await
        .unwrap();
    founded
}

/// Where the log of North cannot be read on, and what can be read of it.
async fn broken_at(founded: &Founded) -> u64 {
    let Founded { registry, ring, .. } = founded;
    let read = registry.events(&room("north"), ring, Head::EMPTY).await;
    let fault = read.err().unwrap();
    let StoreError::Corrupt { audience, number } = fault else {
        panic!("{fault}")
    };
    assert_eq!(audience, room("north"));
    let other = registry.events(&room("south"), ring, Head::EMPTY).await;
    assert_eq!(other.unwrap().len(), 1, "the other logs are whole");
    number
}

async fn an_event_whose_bytes_were_changed_is_not_read(house: &House) {
    let founded = with_events(house).await;
    let sql = "update event set body = (select body from event where number = 2) where number = 4";
    house.tamper("room-north", sql).await;
    assert_eq!(broken_at(&founded).await, 4);
    let after = founded
        .registry
        .events(&room("north"), &founded.ring, Head::of_number(4))
        .await;
    assert_eq!(ids(&after.unwrap()), [EventId::new(103), EventId::new(104)]);
}

async fn an_event_put_in_the_place_of_another_is_not_read(house: &House) {
    let founded = with_events(house).await;
    let sql = "
        update event set number = 99 where number = 3;
        update event set number = 3 where number = 4;
        update event set number = 4 where number = 99;
    ";
    house.tamper("room-north", sql).await;
    assert_eq!(broken_at(&founded).await, 3);
}

async fn a_log_that_was_cut_short_is_not_read_as_whole(house: &House) {
    let founded = with_events(house).await;
    house
        .tamper("room-north", "delete from event where number >= 5")
        .await;
    assert_eq!(broken_at(&founded).await, 5);
    house
        .tamper("room-north", "delete from event where number = 2")
        .await;
    assert_eq!(broken_at(&founded).await, 2);
}

async fn a_key_that_was_changed_opens_nothing(house: &House) {
    let founded = house.founded().await;
    let sql = "
        update data_key set body = (
            select body from data_key
            where audience = 'room-south' and held_under = 'team'
        ) where audience = 'room-north' and held_under = 'team';
    ";
    house.tamper("people", sql).await;
    let acceptance = store::Acceptance {
        token: &founded.tokens[0],
        passphrase: &store::Passphrase::new("four words put together").unwrap(),
        device: "",
        at: at(10),
    };
    let accepted = founded
        .registry
        .accept(&acceptance, store::Lifetime::STANDARD);
    let fault = accepted.await.err().unwrap();
    assert!(matches!(fault, StoreError::Broken { .. }), "{fault}");
}

async fn a_store_of_a_newer_version_is_left_alone(house: &House) {
    let founded = house.founded().await;
    house
        .tamper("team", "insert into kept_version (number) values (999)")
        .await;
    let other = house.store().await;
    let registry = other.case(founded.registry.case()).await.unwrap();
    let fault = registry
        .events(&Audience::Team, &founded.ring, Head::EMPTY)
        .await;
    let fault = fault.err().unwrap();
    assert!(
        matches!(fault, StoreError::Newer { found: 999, .. }),
        "{fault}"
    );
    house
        .tamper("people", "insert into kept_version (number) values (999)")
        .await;
    let fault = house
        .store()
        .await
        .case(founded.registry.case())
        .await
        .err()
        .unwrap();
    assert!(
        matches!(fault, StoreError::Newer { found: 999, .. }),
        "{fault}"
    );
}

/// One who writes their events in order, whatever the other one does.
async fn writing(registry: &Registry, ring: &Ring, batches: &[Vec<u128>]) -> Vec<EventId> {
    let mut wrote = Vec::new();
    for batch in batches {
        let events: Vec<_> = batch.iter().copied().map(event).collect();
        let mut seen = registry.head(&Audience::Team, ring).await.unwrap();
        loop {
            match registry.append(&Audience::Team, ring, seen, &events).await {
                Ok(_) => break,
                Err(AppendError::Stale { head }) => seen = head,
                Err(AppendError::Store(fault)) => panic!("{fault}"),
            }
        }
        wrote.extend(ids(&events));
    }
    wrote
}

fn batches(first: u128, sizes: &[usize]) -> Vec<Vec<u128>> {
    let mut next = first;
    let batch = sizes.iter().map(|size| {
        let batch = next..next + *size as u128;
        next = batch.end;
        batch.collect()
    });
    batch.collect()
}

async fn two_who_write_at_once_lose_and_repeat_nothing(house: &House) {
    let founded = house.founded().await;
    let second = house
        .store()
        .await
        .case(founded.registry.case())
        .await
        .unwrap();
    let sizes = || proptest::collection::vec(1_usize..4, 1..6);
    let mut runner = TestRunner::new(Config::with_cases(1));
    let mut next = 1_000;
    let mut before = founded.registry.heads(&founded.ring).await.unwrap()[&Audience::Team];
    for _ in 0..6 {
        let draw = (sizes(), sizes()).new_tree(&mut runner).unwrap();
        let (one, other) = proptest::strategy::ValueTree::current(&draw);
        let (one, other) = (batches(next, &one), batches(next + 500, &other));
        next += 1_000;
        let ring = &founded.ring;
        let (wrote, wrote_too) = tokio::join!(
            writing(&founded.registry, ring, &one),
            writing(&second, ring, &other),
        );
        let read = second.events(&Audience::Team, ring, before).await.unwrap();
        let read = ids(&read);
        let mine = |ids: &[EventId]| {
            let ids: BTreeSet<EventId> = ids.iter().copied().collect();
            read.iter()
                .copied()
                .filter(move |id| ids.contains(id))
                .collect::<Vec<_>>()
        };
        assert_eq!(mine(&wrote), wrote);
        assert_eq!(mine(&wrote_too), wrote_too);
        assert_eq!(read.len(), wrote.len() + wrote_too.len());
        let head = founded.registry.head(&Audience::Team, ring).await.unwrap();
        assert_eq!(head, before.after(read.len() as u64));
        before = head;
    }
}

async fn half_a_founding_is_not_listed_and_not_in_the_way(house: &House) {
    let store = house.store().await;
    let mut founding = crate::house::founding();
    founding.invited.push(crate::house::invitee(
        crate::house::delegation("west"),
        "Wes West",
    ));
    let fault = store.found(&founding).await.err().unwrap();
    assert!(matches!(fault, StoreError::NoSuchSeat), "{fault}");
    assert!(store.cases().await.unwrap().is_empty());
    founding.invited.pop();
    store.found(&founding).await.unwrap();
    assert_eq!(store.cases().await.unwrap(), [founding.case]);
}

#[tokio::test]
async fn a_database_that_goes_away_says_so_and_goes_on_when_it_is_back() {
    let Some(house) = House::server().await else {
        return;
    };
    let founded = with_events(&house).await;
    let Founded { registry, ring, .. } = &founded;
    let (north, seen) = (room("north"), Head::of_number(6));
    house.shut("shut").await;
    let fault = registry
        .events(&north, ring, Head::EMPTY)
        .await
        .err()
        .unwrap();
    assert!(matches!(fault, StoreError::Away), "{fault:?}");
    let one = [event(200)];
    let fault = registry
        .append(&north, ring, seen, &one)
        .await
        .err()
        .unwrap();
    assert!(
        matches!(fault, AppendError::Store(StoreError::Away)),
        "{fault:?}"
    );
    house.shut("open").await;
    let head = registry.append(&north, ring, seen, &one).await.unwrap();
    assert_eq!(head, Head::of_number(7));
    let read = registry.events(&north, ring, seen).await.unwrap();
    assert_eq!(ids(&read), [EventId::new(200)]);
    house.leave().await;
}

/// Lets somebody of a delegation in, whose name, device and token nobody may read in the store.
async fn with_a_guest(house: &House) -> String {
    let founded = with_events(house).await;
    let acceptance = store::Acceptance {
        token: &founded.tokens[1],
        passphrase: &store::Passphrase::new("four words put together").unwrap(),
        device: "a laptop of the delegation",
        at: at(10),
    };
    let accepted = founded
        .registry
        .accept(&acceptance, store::Lifetime::STANDARD);
    accepted.await.unwrap().token.to_text().to_string()
}

const CLEAR: [&str; 5] = ["Nora", "Mia", "Harbour", "laptop", "four words"];

#[tokio::test]
async fn the_files_of_a_case_hold_no_name_and_no_word_of_it() {
    let house = House::folder();
    let token = with_a_guest(&house).await;
    let bytes = house.bytes();
    assert!(
        bytes.windows(9).any(|part| part == b"held_unde"),
        "the search finds what is there"
    );
    for word in CLEAR.into_iter().chain([token.as_str()]) {
        let found = bytes
            .windows(word.len())
            .any(|part| part == word.as_bytes());
        assert!(!found, "`{word}` stands in the files");
    }
}

#[tokio::test]
async fn the_tables_of_a_case_on_a_server_hold_no_name_and_no_word_of_it() {
    let Some(house) = House::server().await else {
        return;
    };
    let token = with_a_guest(&house).await;
    let mut rows = Vec::new();
    for shelf in SHELVES {
        let tables: &[&str] = if shelf == "people" { &PEOPLE } else { &LOG };
        rows.extend(house.all_rows(shelf, tables).await);
    }
    let rows = rows.join("\n");
    let body = house.kept("public").await.remove(0).3;
    assert!(
        rows.contains("room-north") && rows.contains(&hex(&body)),
        "the search finds what is there"
    );
    for word in CLEAR.into_iter().chain([token.as_str()]) {
        let found = rows.contains(word) || rows.contains(&hex(word.as_bytes()));
        assert!(!found, "`{word}` stands in the tables");
    }
    house.leave().await;
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
