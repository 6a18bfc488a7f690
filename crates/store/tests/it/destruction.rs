//! The end of a mandate: nothing that was kept is found afterwards, and a certificate says what
//! there was.

use crate::house::{CASE, House, at, event, founding, room};
use case::CaseId;
use disclosure::Audience;
use record::{Certificate, Disposition, Paper, Policy};
use store::{Ending, StoreError};

on_both! {
    what_was_destroyed_is_found_nowhere_and_its_certificate_verifies,
    nothing_is_destroyed_that_the_certificate_does_not_name,
}

async fn append(founded: &store::Founded, audience: &Audience, bits: u128) {
    let seen = founded
        .registry
        .head(audience, &founded.ring)
        .await
        .unwrap();
    let one = [event(bits)];
    founded
        .registry
        .append(audience, &founded.ring, seen, &one)
        .await
        .unwrap();
}

async fn what_was_destroyed_is_found_nowhere_and_its_certificate_verifies(house: &House) {
    let founded = house.founded().await;
    let north = room("north");
    for bits in 50..60 {
        append(&founded, &north, bits).await;
    }
    // What is sealed says nothing, so what is looked for is the sealed bytes themselves.
    let mut marks: Vec<Vec<u8>> = Vec::new();
    for shelf in ["room-north", "team", "public"] {
        let rows = house.kept(shelf).await;
        marks.extend(rows.into_iter().map(|(_, _, _, body)| body[..24].to_vec()));
        marks.extend(
            house
                .leaves(shelf)
                .await
                .into_iter()
                .map(|entry| entry[..24].to_vec()),
        );
    }
    let before = house.everything().await;
    if house.is_folder() {
        assert!(marks.iter().all(|mark| holds(&before, mark)));
    }
    let store = house.store().await;
    let registry = store.case(&CaseId::new(CASE)).await.unwrap();
    let key = registry.log_keys(&north, &founded.ring).await.unwrap().log[0].clone();
    let last = registry.standing(&north, &founded.ring).await.unwrap().head;
    let ending = Ending {
        ring: &founded.ring,
        by: "Mia Mediator",
        at: at(1_000),
        disposition: Disposition::Returned,
    };
    let note = registry.certificate(&ending).await.unwrap();
    store
        .destroy(&CaseId::new(CASE), &ending, &note)
        .await
        .unwrap();
    let after = house.everything().await;
    for mark in &marks {
        assert!(!holds(&after, mark));
    }
    assert!(!holds(&after, b"north") && !holds(&after, b"Mia Mediator"));
    assert_eq!(store.cases().await.unwrap(), []);
    let gone = store.case(&CaseId::new(CASE)).await.err().unwrap();
    assert!(matches!(gone, StoreError::NoSuchCase { .. }), "{gone}");
    // The certificate needs no store, and tells how far each log had come.
    let paper = Paper::read(note.to_string().as_bytes()).unwrap();
    let shows = paper
        .check(Some(&Policy::of_log(key.clone())), None)
        .unwrap();
    assert!(shows.ended.unwrap().contains("given back to the parties"));
    assert_eq!(shows.checkpoint.head, last);
    let told = Certificate::of_text(note.text()).unwrap();
    assert_eq!(
        (told.heads.len(), told.by.as_str(), told.at),
        (5, "Mia Mediator", 1_000)
    );
    let forged = note.to_string().replace("Mia Mediator", "Nora North");
    let forged = Paper::read(forged.as_bytes()).unwrap();
    assert!(forged.check(Some(&Policy::of_log(key)), None).is_err());
    // The same id can be used again.
    assert!(store.found(&founding()).await.is_ok());
}

fn holds(all: &[u8], mark: &[u8]) -> bool {
    all.windows(mark.len()).any(|part| part == mark)
}

async fn nothing_is_destroyed_that_the_certificate_does_not_name(house: &House) {
    let founded = house.founded().await;
    let store = house.store().await;
    let case = CaseId::new(CASE);
    let registry = store.case(&case).await.unwrap();
    let public = registry.public_ring().await.unwrap();
    let ending = |ring| Ending {
        ring,
        by: "Mia Mediator",
        at: at(1_000),
        disposition: Disposition::Destroyed,
    };
    let refused = registry.certificate(&ending(&public)).await.unwrap_err();
    assert!(matches!(refused, StoreError::NotOpen { .. }), "{refused}");
    let note = registry.certificate(&ending(&founded.ring)).await.unwrap();
    append(&founded, &room("south"), 50).await;
    let refused = store
        .destroy(&case, &ending(&founded.ring), &note)
        .await
        .unwrap_err();
    assert!(matches!(refused, StoreError::MovedOn), "{refused}");
    let south = room("south");
    let events = founded
        .registry
        .events(&south, &founded.ring, store::Head::EMPTY);
    assert_eq!(events.await.unwrap().len(), 2);
}
