//! The lock: whoever brings an older copy back never signs a second history.

use crate::house::{CASE, House, event, room};
use case::CaseId;
use disclosure::Audience;
use record::{Checkpoint, Entry, Hash, KeyName, TreeHead, compare};
use std::collections::BTreeMap;
use store::{Founded, Registry, Ring, StoreError};

on_both! {
    what_was_brought_back_from_an_older_copy_is_not_signed_until_it_has_another_name,
    a_copy_without_its_lock_is_not_signed_and_with_it_goes_on,
    a_log_of_an_older_program_is_locked_from_its_next_signature_on,
}

/// Numbers that look like chance and follow from a seed.
struct Dice(u64);

impl Dice {
    fn up_to(&mut self, most: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

/// What was ever signed: under each name, each size has one root.
#[derive(Default)]
struct Signed(BTreeMap<(KeyName, u64), Hash>);

impl Signed {
    fn add(&mut self, told: &Checkpoint) {
        let Checkpoint { origin, head } = told;
        let root = self
            .0
            .entry((origin.clone(), head.size))
            .or_insert(head.root);
        assert_eq!(*root, head.root, "a fork of {origin} at {}", head.size);
    }
}

async fn checkpoint(
    registry: &Registry,
    audience: &Audience,
    ring: &Ring,
) -> Result<Checkpoint, StoreError> {
    let note = registry.checkpoint(audience, ring).await?;
    let keys = registry.log_keys(audience, ring).await?;
    Ok(Checkpoint::of_note(&note, keys.log.last().unwrap()).unwrap())
}

async fn append(registry: &Registry, ring: &Ring, bits: u128) {
    let audience = room("north");
    let seen = registry.head(&audience, ring).await.unwrap();
    registry
        .append(&audience, ring, seen, &[event(bits)])
        .await
        .unwrap();
}

fn old_way(fault: &StoreError) -> bool {
    matches!(
        fault,
        StoreError::Behind { .. } | StoreError::Forked { .. } | StoreError::Unlocked { .. }
    )
}

/// Random lives of a log: appends, signatures, copies, and older copies that are brought back. In
/// all of them together no name has two roots of one size.
async fn what_was_brought_back_from_an_older_copy_is_not_signed_until_it_has_another_name(
    house: &House,
) {
    let lives: u64 = if house.is_folder() { 12 } else { 2 };
    let steps = std::env::var("ONETEXT_RESTORES").map_or(40, |steps| steps.parse().unwrap());
    let (mut restored, mut refused, mut anew) = (0, 0, 0);
    for life in 0..lives {
        let mut dice = Dice(life);
        let mut signed = Signed::default();
        let home = house.another().await;
        let founded: Founded = home.founded().await;
        let (ring, north) = (founded.ring.clone(), room("north"));
        let mut now = founded.registry;
        let mut copies = Vec::new();
        let mut places = Vec::new();
        let mut bits = u128::from(life) << 64;
        for _ in 0..steps {
            match dice.up_to(10) {
                0..=3 => {
                    bits += 1;
                    append(&now, &ring, bits).await;
                }
                4..=6 => match checkpoint(&now, &north, &ring).await {
                    Ok(told) => signed.add(&told),
                    Err(fault) if old_way(&fault) => {
                        refused += 1;
                        if dice.up_to(2) == 0 {
                            now.begin_anew(&north, &ring, None).await.unwrap();
                            anew += 1;
                        }
                    }
                    Err(fault) => panic!("{fault}"),
                },
                7 => {
                    let place = house.another().await;
                    let store = place.store().await.locked_by(home.lock());
                    let from = copied(&now, &store).await;
                    copies.push((from, place));
                }
                _ if copies.is_empty() => {}
                _ => {
                    // An older copy is what everybody works on from now on.
                    let nth = dice.up_to(copies.len() as u64) as usize;
                    let place = house.another().await;
                    let store = place.store().await.locked_by(home.lock());
                    now = copied(&copies[nth].0, &store).await;
                    places.push(place);
                    restored += 1;
                }
            }
        }
        for place in places
            .into_iter()
            .chain(copies.into_iter().map(|(_, place)| place))
        {
            place.leave().await;
        }
        home.leave().await;
    }
    println!("{restored} copies brought back, {refused} signatures refused, {anew} new names");
    assert!(restored > 0 && refused > 0, "{restored} {refused} {anew}");
}

async fn copied(registry: &Registry, to: &store::Store) -> Registry {
    registry.copied(to).await.unwrap()
}

async fn a_copy_without_its_lock_is_not_signed_and_with_it_goes_on(house: &House) {
    let founded = house.founded().await;
    let (ring, north) = (&founded.ring, room("north"));
    append(&founded.registry, ring, 50).await;
    let before = checkpoint(&founded.registry, &north, ring).await.unwrap();
    let (bare, moved) = (house.another().await, house.another().await);
    let from = house.store().await;
    let case = CaseId::new(CASE);
    let copy = from.copy(&case, &bare.store().await).await.unwrap();
    let fault = checkpoint(&copy, &north, ring).await.unwrap_err();
    assert!(matches!(fault, StoreError::Unlocked { .. }), "{fault}");
    let standing = copy.standing(&north, ring).await.unwrap();
    assert_eq!(standing.head, before.head);
    assert!(standing.fault.is_some());
    let with_lock = moved.store().await.locked_by(house.lock());
    let copy = from.copy(&case, &with_lock).await.unwrap();
    append(&copy, ring, 51).await;
    let after = checkpoint(&copy, &north, ring).await.unwrap();
    let request = copy.witness_request(&north, ring, before.head.size).await;
    assert_eq!(compare(&before, &after, &request.unwrap().proof), Ok(()));
    // Where the log stayed behind it is not signed on its own any more.
    append(&founded.registry, ring, 52).await;
    let fault = checkpoint(&founded.registry, &north, ring)
        .await
        .unwrap_err();
    assert!(
        matches!(fault, StoreError::Forked { size: 3, .. }),
        "{fault}"
    );
    // It may go on under another name, in a leaf that names the head that was signed.
    let told = copy.checkpoint(&north, ring).await.unwrap();
    let key = founded
        .registry
        .begin_anew(&north, ring, Some(&told))
        .await
        .unwrap();
    assert_ne!(*key.name(), after.origin);
    let anew = checkpoint(&founded.registry, &north, ring).await.unwrap();
    assert_eq!((anew.origin, anew.head.size), (key.name().clone(), 4));
    let entries = founded.registry.entries(&north, ring).await.unwrap();
    let last = Entry::read(entries.last().unwrap().as_bytes()).unwrap();
    let Entry::Anew(anew) = last else {
        panic!("{last:?}")
    };
    assert_eq!((anew.before, anew.head), (after.origin, after.head));
    for place in [bare, moved] {
        place.leave().await;
    }
}

async fn a_log_of_an_older_program_is_locked_from_its_next_signature_on(house: &House) {
    let founded = house.founded().await;
    let (ring, north) = (&founded.ring, room("north"));
    house
        .tamper("room-north", "update log_key set guarded = 0")
        .await;
    house.tamper("signed", "delete from signed_head").await;
    append(&founded.registry, ring, 50).await;
    let before = checkpoint(&founded.registry, &north, ring).await.unwrap();
    assert_eq!(before.head.size, 2);
    house.tamper("signed", "delete from signed_head").await;
    let fault = checkpoint(&founded.registry, &north, ring)
        .await
        .unwrap_err();
    assert!(matches!(fault, StoreError::Unlocked { .. }), "{fault}");
    let wrong = TreeHead {
        size: 2,
        root: Hash::of_leaf(b"another"),
    };
    assert!(
        !founded
            .registry
            .begins_with(&north, ring, &wrong)
            .await
            .unwrap()
    );
    assert!(
        founded
            .registry
            .begins_with(&north, ring, &before.head)
            .await
            .unwrap()
    );
}
