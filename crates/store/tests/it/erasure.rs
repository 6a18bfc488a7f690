//! Erasure of one thing that was told: the tree holds, the log reads, and the bytes are gone.

use crate::house::{House, at, delegation, event, room};
use proceedings::{Confidence, Deed, Event, EventId, Matter, Reach, Telling, Told, Words};
use record::{Checkpoint, compare};
use store::{Founded, Head, StoreError};

on_both! {
    what_was_erased_is_found_nowhere_and_the_record_holds,
}

fn told(bits: u128, words: &str) -> Event {
    Event {
        by: delegation("north"),
        deed: Deed::Told(Confidence {
            matter: Matter::Whole,
            told: Told::Said(Telling::Fact, Words::new(words).unwrap()),
            reach: Reach::sealed(),
        }),
        ..event(bits)
    }
}

async fn append(founded: &Founded, event: Event) {
    let (registry, ring, north) = (&founded.registry, &founded.ring, room("north"));
    let seen = registry.head(&north, ring).await.unwrap();
    registry.append(&north, ring, seen, &[event]).await.unwrap();
}

async fn checkpoint(founded: &Founded) -> Checkpoint {
    let note = founded
        .registry
        .checkpoint(&room("north"), &founded.ring)
        .await
        .unwrap();
    Checkpoint::of_text(note.text()).unwrap()
}

async fn what_was_erased_is_found_nowhere_and_the_record_holds(house: &House) {
    let founded = house.founded().await;
    let (registry, ring, north) = (&founded.registry, &founded.ring, room("north"));
    let long = "not above 40 000 t, ".repeat(40);
    append(&founded, told(50, &long)).await;
    append(&founded, told(51, "another fact")).await;
    let before = checkpoint(&founded).await;
    let sealed = house.kept("room-north").await;
    let (gone, kept) = (sealed[1].3.clone(), sealed[2].3.clone());
    append(
        &founded,
        Event {
            at: at(9),
            deed: Deed::Destroyed(EventId::new(50)),
            ..event(52)
        },
    )
    .await;
    registry
        .erase(&north, ring, EventId::new(50))
        .await
        .unwrap();
    // In the store's own files no part of what it was sealed as is left.
    if house.is_folder() {
        let bytes = house.everything().await;
        for part in gone.chunks(32).filter(|part| part.len() == 32) {
            assert!(!bytes.windows(32).any(|window| window == part));
        }
        assert!(bytes.windows(32).any(|window| window == &kept[..32]));
    }
    let now = house.kept("room-north").await;
    assert_ne!(now[1].3, gone);
    assert_eq!(now[2].3, kept);
    // The log reads as before, and says of the place that it was destroyed.
    let events = registry.events(&north, ring, Head::EMPTY).await.unwrap();
    assert_eq!(events.len(), 4);
    assert!(matches!(events[1].deed, Deed::Destroyed(id) if id == EventId::new(50)));
    assert!(matches!(events[2].deed, Deed::Told(_)));
    // The tree is the one that was signed, and goes on.
    let after = checkpoint(&founded).await;
    let request = registry
        .witness_request(&north, ring, before.head.size)
        .await
        .unwrap();
    assert_eq!(compare(&before, &after, &request.proof), Ok(()));
    assert!(
        registry
            .begins_with(&north, ring, &before.head)
            .await
            .unwrap()
    );
    // Twice is once; and what is no confidence is not destroyed.
    registry
        .erase(&north, ring, EventId::new(50))
        .await
        .unwrap();
    let opened = events[0].id;
    for other in [opened, EventId::new(99)] {
        let refused = registry.erase(&north, ring, other).await.unwrap_err();
        assert!(matches!(refused, StoreError::NotInRecord), "{refused}");
    }
    let public = registry.public_ring().await.unwrap();
    let refused = registry
        .erase(&north, &public, EventId::new(51))
        .await
        .unwrap_err();
    assert!(matches!(refused, StoreError::NotOpen { .. }), "{refused}");
}
