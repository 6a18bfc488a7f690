//! Another key for a log: old receipts hold, and the old key vouches for the new one.

use crate::house::{House, event, room};
use record::{Checkpoint, Entry, Policy, ProofFile};
use store::Founded;

on_both! {
    a_log_gets_another_key_that_the_old_one_vouches_for,
}

async fn append(founded: &Founded, bits: u128) {
    let (registry, ring, north) = (&founded.registry, &founded.ring, room("north"));
    let seen = registry.head(&north, ring).await.unwrap();
    let one = [event(bits)];
    registry.append(&north, ring, seen, &one).await.unwrap();
}

async fn a_log_gets_another_key_that_the_old_one_vouches_for(house: &House) {
    let founded = house.founded().await;
    let (registry, ring, north) = (&founded.registry, &founded.ring, room("north"));
    append(&founded, 50).await;
    let old = registry.log_keys(&north, ring).await.unwrap().log[0].clone();
    let before = registry.checkpoint(&north, ring).await.unwrap();
    let new = registry.change_key(&north, ring).await.unwrap();
    assert_eq!(new.name(), old.name());
    assert_ne!(new, old);
    append(&founded, 51).await;
    // What was signed before holds as it did.
    assert!(Checkpoint::of_note(&before, &old).is_ok());
    let after = registry.checkpoint(&north, ring).await.unwrap();
    let told = Checkpoint::of_note(&after, &new).unwrap();
    assert_eq!(told.head.size, 4);
    assert!(Checkpoint::of_note(&after, &old).is_err());
    // Whoever knows the old key learns the new one from the log itself.
    let history = registry.log_history(&north, ring).await.unwrap();
    assert_eq!((history[0].from, history[1].from), (0, 2));
    let handover = history[1].handover.as_deref().unwrap();
    let handover = ProofFile::read(handover.as_bytes()).unwrap();
    let entry = handover.extra.clone().unwrap();
    for known in [&old, &new] {
        assert!(
            handover
                .verify(&entry, &Policy::of_log(known.clone()))
                .is_ok()
        );
    }
    assert_eq!(Entry::read(&entry).unwrap(), Entry::Key(new.clone()));
    // The old key is gone: a second change is vouched for by the second key alone.
    let third = registry.change_key(&north, ring).await.unwrap();
    let history = registry.log_history(&north, ring).await.unwrap();
    let handover = history[2].handover.as_deref().unwrap();
    let handover = ProofFile::read(handover.as_bytes()).unwrap();
    let entry = handover.extra.clone().unwrap();
    assert!(handover.verify(&entry, &Policy::of_log(new)).is_ok());
    assert!(handover.verify(&entry, &Policy::of_log(old)).is_err());
    assert_eq!(Entry::read(&entry).unwrap(), Entry::Key(third));
    // An event behind a change has its own leaf.
    append(&founded, 52).await;
    let checkpoint = registry.checkpoint(&north, ring).await.unwrap();
    assert_eq!(Checkpoint::of_text(checkpoint.text()).unwrap().head.size, 6);
}
