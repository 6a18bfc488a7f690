//! That a session was used: known at once, written down a moment later.

use crate::house::{House, at};
use crate::people::{WORDS, accepted, signed_in};
use store::StoreError;

on_both!(
    a_use_is_known_at_once_and_written_down_for_every_process,
    a_session_that_was_ended_stays_so_though_its_last_use_is_written_later,
    a_sign_in_ends_no_session_whose_last_use_is_not_written_yet,
    to_ask_whether_a_session_is_open_keeps_it_no_longer,
);

async fn a_use_is_known_at_once_and_written_down_for_every_process(house: &House) {
    let founded = house.founded().await;
    let (registry, ring) = (&founded.registry, &founded.ring);
    let seated = accepted(registry, &founded.tokens[0]).await.unwrap();
    registry.seated(&seated.token, at(300)).await.unwrap();
    let sessions = registry.sessions(ring, at(301)).await.unwrap();
    assert_eq!(sessions[0].seen, at(300));
    let second = house.store().await.case(registry.case()).await.unwrap();
    // Were it never written, this would go on until the test is stopped.
    while second.sessions(ring, at(301)).await.unwrap()[0].seen != at(300) {}
}

async fn a_session_that_was_ended_stays_so_though_its_last_use_is_written_later(house: &House) {
    let founded = house.founded().await;
    let (registry, ring) = (&founded.registry, &founded.ring);
    let seated = accepted(registry, &founded.tokens[0]).await.unwrap();
    registry.seated(&seated.token, at(300)).await.unwrap();
    registry.revoke(ring, &seated.session).await.unwrap();
    for _ in 0..2 {
        assert!(!registry.is_open(&seated.session, at(301)).await.unwrap());
        let fault = registry.seated(&seated.token, at(301)).await.err().unwrap();
        assert!(matches!(fault, StoreError::SignedOut), "{fault}");
        assert!(registry.sessions(ring, at(301)).await.unwrap().is_empty());
    }
}

async fn a_sign_in_ends_no_session_whose_last_use_is_not_written_yet(house: &House) {
    let founded = house.founded().await;
    let registry = &founded.registry;
    let seated = accepted(registry, &founded.tokens[0]).await.unwrap();
    accepted(registry, &founded.tokens[1]).await.unwrap();
    let idle = store::Lifetime::STANDARD.idle_micros / 1_000_000;
    registry.seated(&seated.token, at(9 + idle)).await.unwrap();
    // What is written of the session says that it is over by then.
    let other = signed_in(registry, ("Nora North", WORDS), 11 + idle).await;
    assert!(other.is_ok());
    let still = registry.seated(&seated.token, at(12 + idle)).await;
    assert!(still.is_ok(), "{:?}", still.err());
}

async fn to_ask_whether_a_session_is_open_keeps_it_no_longer(house: &House) {
    let founded = house.founded().await;
    let registry = &founded.registry;
    let seated = accepted(registry, &founded.tokens[0]).await.unwrap();
    let idle = store::Lifetime::STANDARD.idle_micros / 1_000_000;
    for (second, is_open) in [(idle, true), (9 + idle, true), (10 + idle, false)] {
        let asked = registry.is_open(&seated.session, at(second)).await.unwrap();
        assert_eq!(asked, is_open, "{second}");
    }
}
