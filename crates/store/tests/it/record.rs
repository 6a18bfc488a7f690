//! The record of a log: what is kept with each event, and what it shows.

use crate::house::{CASE, House, event, room};
use case::{CaseId, Language};
use disclosure::{Audience, Seat};
use proceedings::{Deed, Event, EventId, Form, Issued};
use record::{
    Checkpoint, Distrust, Edge, KeyKind, KeyName, Note, Policy, Receipt, SignatureLine, SignerKey,
    TreeHead, Witness, WitnessRequest, compare,
};
use store::{AppendError, Founded, Head, StoreError};
use text::{DraftNo, pasted};
use zeroize::Zeroizing;

on_both! {
    every_event_is_a_leaf_and_a_later_checkpoint_goes_on_from_an_earlier_one,
    a_draft_that_was_shown_has_a_receipt_that_needs_no_store,
    two_rooms_that_were_shown_one_draft_hold_the_same_root_and_others_do_not,
    a_log_that_was_kept_before_there_was_a_record_gets_its_leaves,
    a_copy_goes_on_with_the_same_record,
    a_witness_cosigns_what_goes_on_and_its_line_is_kept,
    a_leaf_that_was_changed_is_no_longer_in_any_checkpoint_that_was_given_out,
    a_ring_that_does_not_open_a_log_learns_nothing_of_its_record,
    a_log_is_held_to_its_record_by_its_events_alone,
    an_event_or_a_leaf_that_was_changed_is_found_by_whoever_holds_one_to_the_other,
}

/// What nothing that is kept may tell.
const CANARY: &str = "not above 40 000 t";

fn issued(bits: u128, words: &str) -> Event {
    let text = pasted(words, &Language::english()).unwrap();
    Event {
        by: Seat::Mediator,
        deed: Deed::Issued(Box::new(Issued {
            number: DraftNo::new(1),
            form: Form::Bracketed,
            text,
        })),
        ..event(bits)
    }
}

async fn append(founded: &Founded, audience: &Audience, event: Event) -> Head {
    let (registry, ring) = (&founded.registry, &founded.ring);
    let seen = registry.head(audience, ring).await.unwrap();
    registry
        .append(audience, ring, seen, &[event])
        .await
        .unwrap()
}

async fn note(founded: &Founded, audience: &Audience) -> Note {
    founded
        .registry
        .checkpoint(audience, &founded.ring)
        .await
        .unwrap()
}

async fn checkpoint(founded: &Founded, audience: &Audience) -> Checkpoint {
    let keys = founded
        .registry
        .log_keys(audience, &founded.ring)
        .await
        .unwrap();
    Checkpoint::of_note(&note(founded, audience).await, &keys.log[0]).unwrap()
}

async fn request(founded: &Founded, audience: &Audience, old: u64) -> WitnessRequest {
    let (registry, ring) = (&founded.registry, &founded.ring);
    let request = registry.witness_request(audience, ring, old);
    request.await.unwrap()
}

async fn receipt(founded: &Founded, audience: &Audience, event: u128) -> Option<Receipt> {
    let (registry, ring) = (&founded.registry, &founded.ring);
    registry
        .receipt(audience, ring, EventId::new(event))
        .await
        .unwrap()
}

async fn every_event_is_a_leaf_and_a_later_checkpoint_goes_on_from_an_earlier_one(house: &House) {
    let founded = house.founded().await;
    let north = room("north");
    let mut seen = vec![checkpoint(&founded, &north).await];
    for number in 0..20_u64 {
        append(&founded, &north, event(1_000 + u128::from(number))).await;
        let now = checkpoint(&founded, &north).await;
        assert_eq!(now.head.size, number + 2);
        seen.push(now);
    }
    let now = seen.last().unwrap();
    for then in &seen {
        let request = request(&founded, &north, then.head.size).await;
        assert_eq!(compare(then, now, &request.proof), Ok(()));
        assert_eq!(request.checkpoint, note(&founded, &north).await);
    }
    let further = founded
        .registry
        .witness_request(&north, &founded.ring, 22)
        .await;
    assert!(matches!(further, Err(StoreError::NotInRecord)));
    // An event that is sent again is one leaf, and one that came too late is none.
    let late = [event(7)];
    let stale = founded
        .registry
        .append(&north, &founded.ring, Head::of_number(3), &late);
    assert!(matches!(stale.await, Err(AppendError::Stale { .. })));
    append(&founded, &north, event(1_000)).await;
    assert_eq!(&checkpoint(&founded, &north).await, now);
}

async fn a_log_is_held_to_its_record_by_its_events_alone(house: &House) {
    let founded = house.founded().await;
    let north = room("north");
    let mut edge = Edge::default();
    for number in 0..5_u64 {
        append(&founded, &north, event(1_000 + u128::from(number))).await;
        let draft = "1. Ceasefire\n\n    On 9 May.\n";
        append(&founded, &north, issued(2_000 + u128::from(number), draft)).await;
        let (registry, ring) = (&founded.registry, &founded.ring);
        edge = registry.audited(&north, ring, edge).await.unwrap();
        let told = checkpoint(&founded, &north).await.head;
        assert_eq!((edge.size(), edge.root()), (told.size, told.root));
    }
    let whole = founded
        .registry
        .audited(&north, &founded.ring, Edge::default());
    assert_eq!(whole.await.unwrap(), edge);
    let south = room("south");
    let further = founded.registry.audited(&south, &founded.ring, edge);
    assert!(matches!(further.await, Err(StoreError::Broken { .. })));
}

async fn an_event_or_a_leaf_that_was_changed_is_found_by_whoever_holds_one_to_the_other(
    house: &House,
) {
    let founded = house.founded().await;
    for party in ["north", "south"] {
        for number in 0..4 {
            append(&founded, &room(party), event(1_000 + number)).await;
        }
    }
    let (registry, ring) = (&founded.registry, &founded.ring);
    let audited = async |audience: &Audience| {
        registry
            .audited(audience, ring, Edge::default())
            .await
            .map(|edge| edge.size())
    };
    let changes = [
        ("room-north", "delete from leaf where number = 4"),
        (
            "room-south",
            "update leaf set hashes = (select hashes from leaf where number = 2) where number = 4",
        ),
        (
            "team",
            "update leaf set salt = (select entry from leaf where number = 0) where number = 0",
        ),
    ];
    for (shelf, sql) in changes {
        let audience = Audience::of_name(shelf).unwrap();
        assert!(audited(&audience).await.is_ok(), "{shelf}");
        house.tamper(shelf, sql).await;
        assert!(audited(&audience).await.is_err(), "{shelf}");
    }
}

async fn a_draft_that_was_shown_has_a_receipt_that_needs_no_store(house: &House) {
    let founded = house.founded().await;
    let north = room("north");
    append(
        &founded,
        &north,
        issued(50, "1. Ceasefire\n\n    On [2 May | 9 May].\n"),
    )
    .await;
    append(&founded, &north, event(51)).await;
    let made = receipt(&founded, &north, 50).await.unwrap();
    let read = Receipt::read(made.to_string().as_bytes()).unwrap();
    let keys = founded
        .registry
        .log_keys(&north, &founded.ring)
        .await
        .unwrap();
    let policy = Policy::of_log(keys.log[0].clone());
    let verified = read.verify(Some(&policy)).unwrap();
    assert_eq!((verified.checkpoint.head.size, read.proof.leaf), (3, 1));
    assert_eq!((read.issue.seat.as_str(), read.issue.at), ("room-north", 7));
    let (_, points) = read.framework.languages().next().unwrap();
    assert_eq!(points[0].text(), "On [2 May | 9 May].\n");
    let changed = made.to_string().replace("9 May", "8 May");
    let told = Receipt::read(changed.as_bytes())
        .unwrap()
        .verify(Some(&policy));
    assert!(matches!(told, Err(Distrust::Words { .. })), "{told:?}");
    // What is not a draft has no receipt: it stays deniable.
    assert_eq!(receipt(&founded, &north, 51).await, None);
    assert_eq!(receipt(&founded, &north, 99).await, None);
}

async fn two_rooms_that_were_shown_one_draft_hold_the_same_root_and_others_do_not(house: &House) {
    let founded = house.founded().await;
    let words = "1. Ceasefire\n\n    On 9 May.\n";
    for (party, words) in [("north", words), ("south", words)] {
        append(&founded, &room(party), issued(50, words)).await;
    }
    append(
        &founded,
        &Audience::Plenary,
        issued(50, &words.replace('9', "8")),
    )
    .await;
    let north = receipt(&founded, &room("north"), 50).await.unwrap();
    let south = receipt(&founded, &room("south"), 50).await.unwrap();
    let plenary = receipt(&founded, &Audience::Plenary, 50).await.unwrap();
    assert_eq!(north.issue.text.root, south.issue.text.root);
    assert_eq!(
        north.verify(None).unwrap().spoken,
        south.verify(None).unwrap().spoken
    );
    assert_ne!(north.log, south.log);
    assert_ne!(plenary.issue.text.root, north.issue.text.root);
    assert_ne!(
        plenary.verify(None).unwrap().spoken,
        north.verify(None).unwrap().spoken
    );
}

async fn a_log_that_was_kept_before_there_was_a_record_gets_its_leaves(house: &House) {
    let founded = house.founded().await;
    let north = room("north");
    append(
        &founded,
        &north,
        issued(50, "1. Ceasefire\n\n    On 9 May.\n"),
    )
    .await;
    append(&founded, &north, event(51)).await;
    house.tamper("room-north", "delete from leaf").await;
    house.tamper("room-north", "delete from log_key").await;
    append(&founded, &north, event(52)).await;
    assert_eq!(checkpoint(&founded, &north).await.head.size, 4);
    let late = receipt(&founded, &north, 50).await.unwrap();
    assert_eq!(late.proof.leaf, 1);
    assert!(late.verify(None).is_ok());
}

async fn a_copy_goes_on_with_the_same_record(house: &House) {
    let founded = house.founded().await;
    let north = room("north");
    append(
        &founded,
        &north,
        issued(50, "1. Ceasefire\n\n    On 9 May.\n"),
    )
    .await;
    let before = checkpoint(&founded, &north).await;
    let other = house.another().await;
    let (from, to) = (house.store().await, other.store().await);
    // A move takes the lock along.
    let to = to.locked_by(house.lock());
    let copied = from.copy(&CaseId::new(CASE), &to).await.unwrap();
    let copy = Founded {
        registry: copied,
        ring: founded.ring.clone(),
        tokens: Vec::new(),
    };
    assert_eq!(note(&copy, &north).await, note(&founded, &north).await);
    append(&copy, &north, event(51)).await;
    let proof = request(&copy, &north, before.head.size).await.proof;
    assert_eq!(
        compare(&before, &checkpoint(&copy, &north).await, &proof),
        Ok(())
    );
    other.leave().await;
}

async fn a_witness_cosigns_what_goes_on_and_its_line_is_kept(house: &House) {
    let founded = house.founded().await;
    let (registry, ring, north) = (&founded.registry, &founded.ring, room("north"));
    let name = KeyName::new("south.example/witness").unwrap();
    let key = SignerKey::of_seed(name, KeyKind::Witness, &Zeroizing::new([9; 32]));
    let log = registry.log_keys(&north, ring).await.unwrap().log[0].clone();
    let mut witness = Witness::default();
    witness.watch(log.clone(), None);
    let mut old = 0;
    for bits in 60..63 {
        append(&founded, &north, event(bits)).await;
        let request = request(&founded, &north, old).await;
        let line = witness.add(&request, &key, 1_767_225_600).unwrap();
        let mut cosigned = request.checkpoint.clone();
        cosigned.add(line);
        registry
            .add_cosignature(&north, ring, (&cosigned, key.verifier()))
            .await
            .unwrap();
        old = witness.seen(log.name()).unwrap().size;
    }
    let kept = note(&founded, &north).await;
    assert_eq!(kept.signers(&[key.verifier().clone()]).unwrap().len(), 1);
    let keys = registry.log_keys(&north, ring).await.unwrap();
    assert_eq!(keys.witnesses, [key.verifier().clone()]);
    // Nor is a line kept that somebody else has written under the name of the witness.
    let impostor = KeyName::new("south.example/witness").unwrap();
    let impostor = SignerKey::of_seed(impostor, KeyKind::Witness, &Zeroizing::new([8; 32]));
    let mut mixed = kept.clone();
    mixed.add(SignatureLine::of_witness(&impostor, mixed.text(), 1));
    registry
        .add_cosignature(&north, ring, (&mixed, key.verifier()))
        .await
        .unwrap();
    assert_eq!(note(&founded, &north).await, kept);
    // A line over a tree that this log never had is not kept.
    let lie = Checkpoint {
        origin: log.name().clone(),
        head: TreeHead {
            size: 2,
            root: record::Hash::of_leaf(b"another history"),
        },
    };
    let mut lie = Note::new(lie.to_string()).unwrap();
    lie.add(SignatureLine::of_witness(&key, lie.text(), 1));
    let told = registry
        .add_cosignature(&north, ring, (&lie, key.verifier()))
        .await;
    assert!(matches!(told, Err(StoreError::NoCosignature)));
}

async fn a_leaf_that_was_changed_is_no_longer_in_any_checkpoint_that_was_given_out(house: &House) {
    let founded = house.founded().await;
    let north = room("north");
    append(
        &founded,
        &north,
        issued(50, "1. Ceasefire\n\n    On 9 May.\n"),
    )
    .await;
    let before = checkpoint(&founded, &north).await;
    let forged = "update leaf set hashes = (select hashes from leaf where number = 0) \
                  where number = 1";
    house.tamper("room-north", forged).await;
    let made = founded
        .registry
        .receipt(&north, &founded.ring, EventId::new(50))
        .await;
    let believed = made.is_ok_and(|made| made.is_some_and(|made| made.verify(None).is_ok()));
    assert!(!believed);
    let now = founded.registry.checkpoint(&north, &founded.ring).await;
    let same = now.is_ok_and(|note| Checkpoint::of_text(note.text()) == Ok(before));
    assert!(!same);
}

async fn a_ring_that_does_not_open_a_log_learns_nothing_of_its_record(house: &House) {
    let founded = house.founded().await;
    let (registry, north) = (&founded.registry, room("north"));
    let public = registry.public_ring().await.unwrap();
    append(&founded, &north, issued(50, CANARY)).await;
    append(&founded, &Audience::Team, event(51)).await;
    for closed in [north, Audience::Team, Audience::Plenary] {
        let note = registry.checkpoint(&closed, &public).await;
        assert!(matches!(note, Err(StoreError::NotOpen { .. })));
        let keys = registry.log_keys(&closed, &public).await;
        assert!(matches!(keys, Err(StoreError::NotOpen { .. })));
        let receipt = registry.receipt(&closed, &public, EventId::new(50)).await;
        assert!(matches!(receipt, Err(StoreError::NotOpen { .. })));
        let request = registry.witness_request(&closed, &public, 0).await;
        assert!(matches!(request, Err(StoreError::NotOpen { .. })));
    }
    // What is kept tells neither that a draft was shown nor which.
    for shelf in ["team", "room-north"] {
        for kept in house.leaves(shelf).await {
            let kept = String::from_utf8_lossy(&kept);
            assert!(!kept.contains("kind") && !kept.contains(CANARY), "{kept}");
        }
    }
}
