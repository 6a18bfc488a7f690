//! Passkeys: a right passphrase gives no seat by itself, a challenge is used once and in time.

use crate::house::{CASE, House, at};
use case::CaseId;
use store::{
    Acceptance, Challenge, Entry, Errand, Founded, Half, Lifetime, Passkey, PasskeyId, Passphrase,
    PersonName, Registry, SignIn, SignedIn, StoreError,
};

const WORDS: &str = "four words put together";
const NORA: &str = "Nora North";

on_both! {
    a_right_passphrase_gives_no_seat_where_a_passkey_is_asked_for,
    a_challenge_is_answered_once,
    a_challenge_is_not_answered_late,
    a_challenge_is_not_answered_for_another_errand,
    a_challenge_may_be_answered_at_another_server,
    a_passkey_that_was_used_or_removed_since_the_challenge_gives_no_seat,
    a_removed_passkey_is_asked_for_no_longer,
    a_passkey_of_another_account_is_neither_seen_nor_removed,
    a_right_passphrase_without_its_passkey_counts_as_a_try,
    a_passkey_is_asked_for_in_a_copy_too,
    an_account_is_closed_with_its_passkeys_and_its_challenges,
    a_passkey_is_kept_sealed,
    a_passphrase_is_not_shown_again_for_somebody_else,
    an_account_has_no_more_than_ten_passkeys,
}

async fn seated(founded: &Founded, number: usize) -> SignedIn {
    let acceptance = Acceptance {
        token: &founded.tokens[number],
        passphrase: &Passphrase::new(WORDS).unwrap(),
        device: "a laptop",
        at: at(10),
    };
    let accepted = founded.registry.accept(&acceptance, Lifetime::STANDARD);
    accepted.await.unwrap()
}

/// North at its seat, with a passkey of these bytes.
async fn with_passkey(founded: &Founded, credential: &[u8]) -> SignedIn {
    let north = seated(founded, 1).await;
    added(&founded.registry, &north, credential).await.unwrap();
    north
}

async fn added(registry: &Registry, to: &SignedIn, credential: &[u8]) -> Result<(), StoreError> {
    let half = again(registry, to, 11).await?;
    let token = registry.challenge(&half, (Errand::Add, b"state"), at(11));
    let challenge = registry
        .answered(&token.await?, Errand::Add, at(12))
        .await?;
    registry
        .add_passkey(challenge, ("My key", credential), at(12))
        .await
}

async fn again(registry: &Registry, to: &SignedIn, seconds: i64) -> Result<Half, StoreError> {
    let passphrase = Passphrase::new(WORDS).unwrap();
    let sign_in = SignIn {
        name: &to.account.name,
        passphrase: &passphrase,
        device: "",
        at: at(seconds),
    };
    registry.unlocked_again(&to.account, &sign_in).await
}

async fn entered(registry: &Registry, seconds: i64) -> Result<Entry, StoreError> {
    let (name, passphrase) = (
        PersonName::new(NORA).unwrap(),
        Passphrase::new(WORDS).unwrap(),
    );
    let sign_in = SignIn {
        name: &name,
        passphrase: &passphrase,
        device: "a telephone",
        at: at(seconds),
    };
    registry.enter(&sign_in, Lifetime::STANDARD).await
}

async fn half(registry: &Registry, seconds: i64) -> Half {
    match entered(registry, seconds).await.unwrap() {
        Entry::Asks(half) => *half,
        Entry::Opened(_) => panic!("the passphrase alone gave a seat"),
    }
}

async fn asked(registry: &Registry, seconds: i64) -> Challenge {
    let half = half(registry, seconds).await;
    let token = registry.challenge(&half, (Errand::SignIn, b"state"), at(seconds));
    let token = token.await.unwrap();
    let answered = registry.answered(&token, Errand::SignIn, at(seconds + 1));
    answered.await.unwrap()
}

fn one(challenge: &Challenge) -> PasskeyId {
    challenge.passkeys().next().unwrap().id.clone()
}

async fn admitted(
    registry: &Registry,
    challenge: Challenge,
    id: &PasskeyId,
) -> Result<SignedIn, StoreError> {
    let visit = ("a telephone", at(30), Lifetime::STANDARD);
    registry.admit(challenge, (id, b"counted"), visit).await
}

fn is_refused<T>(answer: Result<T, StoreError>) {
    let fault = answer.err().unwrap();
    assert!(matches!(fault, StoreError::WrongPasskey), "{fault}");
}

async fn a_right_passphrase_gives_no_seat_where_a_passkey_is_asked_for(house: &House) {
    let founded = house.founded().await;
    let registry = &founded.registry;
    let north = with_passkey(&founded, b"credential").await;
    let open = registry
        .sessions(&founded.ring, at(20))
        .await
        .unwrap()
        .len();
    let name = PersonName::new(NORA).unwrap();
    let sign_in = SignIn {
        name: &name,
        passphrase: &Passphrase::new(WORDS).unwrap(),
        device: "",
        at: at(20),
    };
    let fault = registry
        .sign_in(&sign_in, Lifetime::STANDARD)
        .await
        .err()
        .unwrap();
    assert!(matches!(fault, StoreError::AsksPasskey), "{fault}");
    let challenge = asked(registry, 21).await;
    assert_eq!(challenge.state(), b"state");
    assert_eq!(*challenge.account(), north.account);
    let sessions = registry.sessions(&founded.ring, at(22)).await.unwrap();
    assert_eq!(sessions.len(), open, "nobody has a seat yet");
    let id = one(&challenge);
    let seated = admitted(registry, challenge, &id).await.unwrap();
    assert_eq!(seated.account, north.account);
    let again = registry.seated(&seated.token, at(31)).await.unwrap();
    assert!(again.ring.audiences().eq(north.ring.audiences()));
    let kept = registry
        .passkeys(&again.ring, &again.account)
        .await
        .unwrap();
    let read: Vec<(&str, &[u8])> = kept
        .iter()
        .map(|one| (one.name.as_str(), &*one.credential))
        .collect();
    assert_eq!(read, [("My key", b"counted".as_slice())]);
    assert_eq!(kept[0].made, at(12));
}

async fn a_challenge_is_answered_once(house: &House) {
    let founded = house.founded().await;
    let registry = &founded.registry;
    with_passkey(&founded, b"credential").await;
    let half = half(registry, 20).await;
    let token = registry
        .challenge(&half, (Errand::SignIn, b""), at(20))
        .await
        .unwrap();
    let (first, second) = tokio::join!(
        registry.answered(&token, Errand::SignIn, at(21)),
        registry.answered(&token, Errand::SignIn, at(21)),
    );
    assert_eq!(
        [first.is_ok(), second.is_ok()]
            .iter()
            .filter(|ok| **ok)
            .count(),
        1
    );
    is_refused(registry.answered(&token, Errand::SignIn, at(22)).await);
}

async fn a_challenge_is_not_answered_late(house: &House) {
    let founded = house.founded().await;
    let registry = &founded.registry;
    with_passkey(&founded, b"credential").await;
    let half = half(registry, 20).await;
    for (seconds, in_time) in [(20 + 299, true), (20 + 300, false)] {
        let token = registry
            .challenge(&half, (Errand::SignIn, b""), at(20))
            .await
            .unwrap();
        let answered = registry.answered(&token, Errand::SignIn, at(seconds)).await;
        assert_eq!(answered.is_ok(), in_time, "{seconds}");
    }
}

async fn a_challenge_is_not_answered_for_another_errand(house: &House) {
    let founded = house.founded().await;
    let registry = &founded.registry;
    let north = with_passkey(&founded, b"credential").await;
    let id = registry
        .passkeys(&north.ring, &north.account)
        .await
        .unwrap()[0]
        .id
        .clone();
    for (made, answered) in [(Errand::SignIn, Errand::Add), (Errand::Add, Errand::SignIn)] {
        let half = half(registry, 20).await;
        let token = registry
            .challenge(&half, (made, b""), at(20))
            .await
            .unwrap();
        is_refused(registry.answered(&token, answered, at(21)).await);
    }
    let half = half(registry, 20).await;
    let token = registry
        .challenge(&half, (Errand::Add, b""), at(20))
        .await
        .unwrap();
    let challenge = registry
        .answered(&token, Errand::Add, at(21))
        .await
        .unwrap();
    is_refused(admitted(registry, challenge, &id).await);
    let challenge = asked(registry, 22).await;
    is_refused(
        registry
            .add_passkey(challenge, ("Another", b"x"), at(23))
            .await,
    );
}

async fn a_challenge_may_be_answered_at_another_server(house: &House) {
    let founded = house.founded().await;
    with_passkey(&founded, b"credential").await;
    let half = half(&founded.registry, 20).await;
    let token = founded
        .registry
        .challenge(&half, (Errand::SignIn, b"state"), at(20));
    let token = token.await.unwrap();
    let other = house.store().await.case(&CaseId::new(CASE)).await.unwrap();
    let challenge = other
        .answered(&token, Errand::SignIn, at(21))
        .await
        .unwrap();
    let id = one(&challenge);
    let seated = admitted(&other, challenge, &id).await.unwrap();
    assert!(founded.registry.seated(&seated.token, at(31)).await.is_ok());
    is_refused(
        founded
            .registry
            .answered(&token, Errand::SignIn, at(22))
            .await,
    );
}

async fn a_passkey_that_was_used_or_removed_since_the_challenge_gives_no_seat(house: &House) {
    let founded = house.founded().await;
    let registry = &founded.registry;
    let north = with_passkey(&founded, b"credential").await;
    let (first, second, third) = (
        asked(registry, 20).await,
        asked(registry, 21).await,
        half(registry, 22).await,
    );
    let id = one(&first);
    admitted(registry, first, &id).await.unwrap();
    is_refused(admitted(registry, second, &id).await);
    registry
        .remove_passkey(&north.ring, (&north.account, &id))
        .await
        .unwrap();
    let token = registry
        .challenge(&third, (Errand::SignIn, b""), at(22))
        .await
        .unwrap();
    let challenge = registry
        .answered(&token, Errand::SignIn, at(23))
        .await
        .unwrap();
    is_refused(admitted(registry, challenge, &id).await);
}

async fn a_removed_passkey_is_asked_for_no_longer(house: &House) {
    let founded = house.founded().await;
    let registry = &founded.registry;
    let north = with_passkey(&founded, b"credential").await;
    let id = one(&asked(registry, 20).await);
    registry
        .remove_passkey(&north.ring, (&north.account, &id))
        .await
        .unwrap();
    assert!(
        registry
            .passkeys(&north.ring, &north.account)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(matches!(
        entered(registry, 21).await.unwrap(),
        Entry::Opened(_)
    ));
}

async fn a_passkey_of_another_account_is_neither_seen_nor_removed(house: &House) {
    let founded = house.founded().await;
    let registry = &founded.registry;
    let north = with_passkey(&founded, b"credential").await;
    let south = seated(&founded, 2).await;
    let id = one(&asked(registry, 20).await);
    let seen = registry
        .passkeys(&south.ring, &north.account)
        .await
        .map(|_| ());
    assert!(matches!(seen.err().unwrap(), StoreError::NotOpen { .. }));
    let removed = registry
        .remove_passkey(&south.ring, (&north.account, &id))
        .await;
    assert!(removed.is_err());
    registry
        .remove_passkey(&south.ring, (&south.account, &id))
        .await
        .unwrap();
    let kept: Vec<Passkey> = registry
        .passkeys(&north.ring, &north.account)
        .await
        .unwrap();
    assert_eq!(kept.len(), 1);
    added(registry, &south, b"of South").await.unwrap();
    let of_south = registry
        .passkeys(&south.ring, &south.account)
        .await
        .unwrap();
    let challenge = asked(registry, 21).await;
    is_refused(admitted(registry, challenge, &of_south[0].id).await);
}

async fn a_right_passphrase_without_its_passkey_counts_as_a_try(house: &House) {
    let founded = house.founded().await;
    let registry = &founded.registry;
    with_passkey(&founded, b"credential").await;
    // The one try in which the passkey was added is counted too, and so is a change of passphrase.
    for second in 0..8 {
        half(registry, 20 + second).await;
    }
    let sign_in = SignIn {
        name: &PersonName::new(NORA).unwrap(),
        passphrase: &Passphrase::new(WORDS).unwrap(),
        device: "",
        at: at(29),
    };
    let changed = registry.change_passphrase(&sign_in, sign_in.passphrase);
    changed.await.unwrap();
    let fault = entered(registry, 40).await.err().unwrap();
    assert!(matches!(fault, StoreError::TooManyTries { .. }), "{fault}");
}

async fn a_passkey_is_asked_for_in_a_copy_too(house: &House) {
    let founded = house.founded().await;
    with_passkey(&founded, b"credential").await;
    let half = half(&founded.registry, 20).await;
    let token = founded
        .registry
        .challenge(&half, (Errand::SignIn, b""), at(20));
    let token = token.await.unwrap();
    let backup = House::folder();
    let to = backup.store().await;
    let copied = house
        .store()
        .await
        .copy(&CaseId::new(CASE), &to)
        .await
        .unwrap();
    is_refused(copied.answered(&token, Errand::SignIn, at(21)).await);
    let challenge = asked(&copied, 21).await;
    let id = one(&challenge);
    assert_eq!(
        challenge.passkeys().next().unwrap().credential,
        b"credential"
    );
    assert!(admitted(&copied, challenge, &id).await.is_ok());
}

async fn an_account_is_closed_with_its_passkeys_and_its_challenges(house: &House) {
    let founded = house.founded().await;
    let registry = &founded.registry;
    let north = with_passkey(&founded, b"credential").await;
    let (challenge, half) = (asked(registry, 20).await, half(registry, 21).await);
    let token = registry
        .challenge(&half, (Errand::SignIn, b""), at(21))
        .await
        .unwrap();
    registry
        .close_account(&founded.ring, &north.account.id)
        .await
        .unwrap();
    let id = one(&challenge);
    is_refused(admitted(registry, challenge, &id).await);
    is_refused(registry.answered(&token, Errand::SignIn, at(22)).await);
}

async fn a_passkey_is_kept_sealed(house: &House) {
    let founded = house.founded().await;
    with_passkey(&founded, b"a credential in plain").await;
    let half = half(&founded.registry, 20).await;
    let state = (Errand::SignIn, b"a state in plain".as_slice());
    founded
        .registry
        .challenge(&half, state, at(20))
        .await
        .unwrap();
    let bytes = house.bytes();
    for told in ["a credential in plain", "a state in plain", "My key"] {
        let found = bytes
            .windows(told.len())
            .any(|window| window == told.as_bytes());
        assert!(!found, "{told}");
    }
}

async fn a_passphrase_is_not_shown_again_for_somebody_else(house: &House) {
    let founded = house.founded().await;
    let (north, south) = (seated(&founded, 1).await, seated(&founded, 2).await);
    let sign_in = SignIn {
        name: &south.account.name,
        passphrase: &Passphrase::new(WORDS).unwrap(),
        device: "",
        at: at(20),
    };
    let shown = founded
        .registry
        .unlocked_again(&north.account, &sign_in)
        .await;
    assert!(matches!(shown.err().unwrap(), StoreError::WrongPassphrase));
}

async fn an_account_has_no_more_than_ten_passkeys(house: &House) {
    let founded = house.founded().await;
    let registry = &founded.registry;
    let north = seated(&founded, 1).await;
    let half = again(registry, &north, 11).await.unwrap();
    for number in 0..11 {
        let token = registry
            .challenge(&half, (Errand::Add, b""), at(11))
            .await
            .unwrap();
        let challenge = registry
            .answered(&token, Errand::Add, at(12))
            .await
            .unwrap();
        let added = registry
            .add_passkey(challenge, ("A key", b"x"), at(12))
            .await;
        assert_eq!(added.is_ok(), number < 10, "{number}");
    }
}
