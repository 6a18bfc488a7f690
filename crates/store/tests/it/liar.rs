//! A server that lies: it keeps two stores of one log and shows each seat another. The lock that
//! keeps an honest one from it is what it takes away first.

use crate::house::{CASE, House, event, room};
use case::{CaseId, Language};
use disclosure::{Audience, Seat};
use proceedings::{Deed, Event, EventId, Form, Issued};
use record::{Checkpoint, Distrust, KeyKind, KeyName, Refused, SignerKey, Witness, compare};
use store::{Founded, Registry, Ring};
use text::{DraftNo, pasted};
use zeroize::Zeroizing;

on_both! {
    a_server_that_shows_two_seats_two_histories_is_found_out_by_either_or_by_one_witness,
}

fn draft(bits: u128, words: &str) -> Event {
    let issued = Issued {
        number: DraftNo::new(1),
        form: Form::Bracketed,
        text: pasted(words, &Language::english()).unwrap(),
    };
    Event {
        by: Seat::Mediator,
        deed: Deed::Issued(Box::new(issued)),
        ..event(bits)
    }
}

async fn append(registry: &Registry, ring: &Ring, event: Event) {
    let seen = registry.head(&Audience::Plenary, ring).await.unwrap();
    registry
        .append(&Audience::Plenary, ring, seen, &[event])
        .await
        .unwrap();
}

async fn a_server_that_shows_two_seats_two_histories_is_found_out_by_either_or_by_one_witness(
    house: &House,
) {
    let founded: Founded = house.founded().await;
    let (ring, plenary) = (&founded.ring, Audience::Plenary);
    let log = founded.registry.log_keys(&plenary, ring).await.unwrap().log[0].clone();
    let kept = founded.registry.checkpoint(&plenary, ring).await.unwrap();
    let kept = Checkpoint::of_note(&kept, &log).unwrap();
    // The second store, with a lock of its own that knows nothing.
    let behind = house.another().await;
    let store = house.store().await;
    store
        .copy(&CaseId::new(CASE), &behind.store().await)
        .await
        .unwrap();
    behind
        .tamper("plenary", "update log_key set guarded = 0")
        .await;
    let hidden = behind.store().await.case(&CaseId::new(CASE)).await.unwrap();
    append(
        &founded.registry,
        ring,
        draft(50, "1. Patrols\n\n    Two boats, unarmed.\n"),
    )
    .await;
    append(
        &hidden,
        ring,
        draft(50, "1. Patrols\n\n    Two boats, armed.\n"),
    )
    .await;
    let shown = |registry: Registry| {
        let (ring, plenary, log) = (ring.clone(), plenary.clone(), log.clone());
        async move {
            let request = registry.witness_request(&plenary, &ring, 1).await.unwrap();
            let receipt = registry
                .receipt(&plenary, &ring, EventId::new(50))
                .await
                .unwrap();
            let told = Checkpoint::of_note(&request.checkpoint, &log).unwrap();
            (told, request, receipt.unwrap())
        }
    };
    let north = shown(founded.registry.clone()).await;
    let south = shown(hidden.clone()).await;
    // Each by itself is whole: signed, in the log, going on from what was kept.
    for (told, request, receipt) in [&north, &south] {
        assert_eq!(compare(&kept, told, &request.proof), Ok(()));
        assert!(receipt.verify(None).is_ok());
    }
    // Two parties who compare see it, by their checkpoints or by the words they read out.
    let found = compare(&north.0, &south.0, &[]);
    assert!(
        matches!(found, Err(Distrust::TwoHistories { size: 2, .. })),
        "{found:?}"
    );
    let words = [&north.2, &south.2].map(|receipt| receipt.verify(None).unwrap().spoken);
    assert_ne!(words[0], words[1]);
    // So does one witness, whichever history it is brought first.
    for order in [[&north, &south], [&south, &north]] {
        let name = KeyName::new("west.example/witness").unwrap();
        let key = SignerKey::of_seed(name, KeyKind::Witness, &Zeroizing::new([9; 32]));
        let mut witness = Witness::default();
        witness.watch(log.clone(), Some(kept.head));
        assert!(witness.add(&order[0].1, &key, 1).is_ok());
        let mut second = order[1].1.clone();
        second.old = 2;
        second.proof = Vec::new();
        let found = witness.add(&second, &key, 2);
        let found = matches!(found, Err(Refused::Distrust(Distrust::TwoHistories { .. })));
        assert!(found);
    }
    // Nor does it help to let both grow apart.
    for bits in 60..63 {
        append(&founded.registry, ring, event(bits)).await;
    }
    let later = founded
        .registry
        .witness_request(&plenary, ring, 2)
        .await
        .unwrap();
    let told = Checkpoint::of_note(&later.checkpoint, &log).unwrap();
    assert_eq!(compare(&north.0, &told, &later.proof), Ok(()));
    let found = compare(&south.0, &told, &later.proof);
    assert!(matches!(found, Err(Distrust::Proof(_))), "{found:?}");
    assert!(founded.registry.head(&room("north"), ring).await.is_ok());
    behind.leave().await;
}
