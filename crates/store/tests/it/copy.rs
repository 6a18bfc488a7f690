//! Copies: a backup, what is restored from it, and a move between the two kinds of store.

use crate::house::{CASE, House, at, event, founding, ids, room};
use case::CaseId;
use disclosure::Audience;
use proceedings::EventId;
use record::{Checkpoint, Edge};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use store::{Acceptance, Founded, Head, Lifetime, Passphrase, Registry, SignedIn, StoreError};

const WORDS: &str = "four words put together";
const SHELVES: [&str; 5] = ["public", "plenary", "team", "room-north", "room-south"];

on_both! {
    a_copy_holds_the_same_events_byte_for_byte_and_opens_to_the_same_people,
    a_copy_is_not_made_over_a_case_that_is_there,
    a_session_does_not_come_along_with_a_copy,
    copies_taken_while_others_write_are_whole,
}

/// How many events each writes at least while copies are taken, and how many copies.
const WRITTEN: u128 = 60;
const COPIES: usize = 4;

fn case() -> CaseId {
    CaseId::new(CASE)
}

async fn mediator(founded: &Founded) -> SignedIn {
    let acceptance = Acceptance {
        token: &founded.tokens[0],
        passphrase: &Passphrase::new(WORDS).unwrap(),
        device: "a laptop",
        at: at(10),
    };
    let accepted = founded.registry.accept(&acceptance, Lifetime::STANDARD);
    accepted.await.unwrap()
}

async fn all_kept(house: &House) -> Vec<Vec<(i64, String, i64, Vec<u8>)>> {
    let mut kept = Vec::new();
    for shelf in SHELVES {
        kept.push(house.kept(shelf).await);
    }
    kept
}

/// There and back: into a folder, and from it into another place of the first kind.
async fn a_copy_holds_the_same_events_byte_for_byte_and_opens_to_the_same_people(house: &House) {
    let founded = house.founded().await;
    mediator(&founded).await;
    let north = room("north");
    for number in 1..40 {
        let one = [event(1_000 + u128::from(number))];
        let seen = Head::of_number(number);
        founded
            .registry
            .append(&north, &founded.ring, seen, &one)
            .await
            .unwrap();
    }
    let (backup, back) = (House::folder(), house.another().await);
    let (first, second, third) = (
        house.store().await,
        backup.store().await,
        back.store().await,
    );
    first.copy(&case(), &second).await.unwrap();
    let restored = second.copy(&case(), &third).await.unwrap();
    let expected = all_kept(house).await;
    assert_eq!(
        expected.iter().map(Vec::len).collect::<Vec<_>>(),
        [1, 1, 1, 40, 1]
    );
    assert_eq!(all_kept(&backup).await, expected);
    assert_eq!(all_kept(&back).await, expected);
    let sign_in = store::SignIn {
        name: &store::PersonName::new("Mia Mediator").unwrap(),
        passphrase: &Passphrase::new(WORDS).unwrap(),
        device: "",
        at: at(50),
    };
    let seated = restored
        .sign_in(&sign_in, Lifetime::STANDARD)
        .await
        .unwrap();
    let read = restored
        .events(&north, &seated.ring, Head::EMPTY)
        .await
        .unwrap();
    assert_eq!(read.len(), 40);
    let one = [event(7)];
    let more = restored
        .append(&north, &seated.ring, Head::of_number(40), &one)
        .await;
    assert_eq!(more.unwrap(), Head::of_number(41));
    let invited = restored.invited(&founded.tokens[1], at(50)).await.unwrap();
    assert_eq!(invited.name.as_str(), "Nora North");
    back.leave().await;
}

async fn a_copy_is_not_made_over_a_case_that_is_there(house: &House) {
    let other = House::folder();
    let (here, there) = (house.store().await, other.store().await);
    here.found(&founding()).await.unwrap();
    there.found(&founding()).await.unwrap();
    let before = other.kept("team").await;
    for (from, to) in [(&here, &there), (&there, &here)] {
        let fault = from.copy(&case(), to).await.err().unwrap();
        assert!(matches!(fault, StoreError::CaseExists { .. }), "{fault}");
    }
    assert_eq!(other.kept("team").await, before);
    let nowhere = CaseId::new("nowhere");
    let fault = here.copy(&nowhere, &there).await.err().unwrap();
    assert!(matches!(fault, StoreError::NoSuchCase { .. }), "{fault}");
    assert_eq!(there.cases().await.unwrap(), [case()]);
}

async fn a_session_does_not_come_along_with_a_copy(house: &House) {
    let founded = house.founded().await;
    let seated = mediator(&founded).await;
    let backup = House::folder();
    let to = backup.store().await;
    let copied = house.store().await.copy(&case(), &to).await.unwrap();
    assert!(founded.registry.seated(&seated.token, at(11)).await.is_ok());
    let fault = copied.seated(&seated.token, at(11)).await.err().unwrap();
    assert!(matches!(fault, StoreError::SignedOut), "{fault}");
    let public = copied.public_ring().await.unwrap();
    assert!(copied.head(&Audience::Public, &public).await.is_ok());
}

/// Writes until the copies are taken.
async fn write(founded: &Founded, audience: &Audience, is_done: &AtomicBool) {
    let (registry, ring) = (&founded.registry, &founded.ring);
    for number in 0.. {
        if is_done.load(Ordering::SeqCst) && number >= WRITTEN {
            return;
        }
        let seen = registry.head(audience, ring).await.unwrap();
        let one = [event(1_000 + number)];
        registry.append(audience, ring, seen, &one).await.unwrap();
    }
}

async fn checkpoints(registry: &Registry, founded: &Founded) -> BTreeMap<Audience, Checkpoint> {
    let mut told = BTreeMap::new();
    for audience in founded.ring.audiences() {
        let note = registry.checkpoint(audience, &founded.ring).await.unwrap();
        let keys = registry.log_keys(audience, &founded.ring).await.unwrap();
        let checkpoint = Checkpoint::of_note(&note, &keys.log[0]).unwrap();
        told.insert(audience.clone(), checkpoint);
    }
    told
}

/// Copies, each with the checkpoints that were given out before it was begun.
async fn copies(
    house: &House,
    founded: &Founded,
    is_done: &AtomicBool,
) -> Vec<(House, Registry, BTreeMap<Audience, Checkpoint>)> {
    let mut copies = Vec::new();
    for _ in 0..COPIES {
        let before = checkpoints(&founded.registry, founded).await;
        let to = House::folder();
        let (here, there) = (house.store().await, to.store().await);
        let copied = here.copy(&case(), &there).await.unwrap();
        copies.push((to, copied, before));
    }
    is_done.store(true, Ordering::SeqCst);
    copies
}

async fn copies_taken_while_others_write_are_whole(house: &House) {
    let founded = house.founded().await;
    let (north, team) = (room("north"), Audience::Team);
    let is_done = AtomicBool::new(false);
    let (copies, (), ()) = tokio::join!(
        copies(house, &founded, &is_done),
        write(&founded, &north, &is_done),
        write(&founded, &team, &is_done),
    );
    let ring = &founded.ring;
    let (mut sizes, mut last) = (Vec::new(), 0);
    for audience in ring.audiences() {
        let whole = founded.registry.events(audience, ring, Head::EMPTY).await;
        last += whole.unwrap().len();
    }
    for (_house, copied, before) in &copies {
        let mut size = 0;
        for audience in ring.audiences() {
            let kept = copied.events(audience, ring, Head::EMPTY).await.unwrap();
            let whole = founded.registry.events(audience, ring, Head::EMPTY).await;
            let whole: Vec<EventId> = ids(&whole.unwrap());
            assert!(whole.starts_with(&ids(&kept)), "{audience}");
            let edge = copied.audited(audience, ring, Edge::default()).await;
            assert_eq!(edge.unwrap().size(), kept.len() as u64, "{audience}");
            let then = before[audience].head;
            let goes_on = copied.begins_with(audience, ring, &then).await;
            assert!(goes_on.unwrap(), "{audience}");
            size += kept.len();
        }
        sizes.push(size);
    }
    assert!(
        sizes[0] < last,
        "a copy was taken while others wrote: {sizes:?}"
    );
}
