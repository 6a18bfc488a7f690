//! People: invitations, sign-in, sessions, and which keys each of them gets.

use crate::house::{House, LOG, PEOPLE, SHELVES, at, delegation, event, founding, invitee, room};
use case::CaseId;
use disclosure::{Audience, Seat};
use store::{
    Acceptance, Founded, Head, InvitationState, Lifetime, Passphrase, PersonName, Registry, SignIn,
    SignedIn, StoreError, Token,
};

pub(crate) const WORDS: &str = "four words put together";

on_both! {
    an_invitation_gives_its_seat_once,
    an_invitation_that_ran_out_or_was_withdrawn_gives_nothing,
    a_passphrase_opens_the_keys_of_its_seat_and_no_others,
    a_wrong_passphrase_opens_nothing,
    after_ten_tries_a_name_is_closed_for_a_while,
    a_case_that_is_not_there_answers_a_sign_in_like_one_that_is,
    a_session_is_over_when_it_is_left_idle_or_full,
    a_server_that_writes_late_ends_no_session_that_another_has_seen_since,
    a_revoked_session_is_not_served_again,
    a_delegation_sees_its_own_people_alone,
    a_closed_account_is_gone_with_its_sessions,
    a_changed_passphrase_opens_and_the_old_one_no_longer_does,
    a_name_may_be_taken_once_in_a_room_and_again_in_another,
    tries_at_the_same_moment_are_counted_each,
    what_is_typed_on_another_keyboard_is_the_same_name_and_the_same_passphrase,
    a_ring_of_another_case_ends_no_session,
}

pub(crate) async fn accepted(registry: &Registry, token: &Token) -> Result<SignedIn, StoreError> {
    let acceptance = Acceptance {
        token,
        passphrase: &Passphrase::new(WORDS).unwrap(),
        device: "a laptop",
        at: at(10),
    };
    registry.accept(&acceptance, Lifetime::STANDARD).await
}

pub(crate) async fn signed_in(
    registry: &Registry,
    (name, words): (&str, &str),
    seconds: i64,
) -> Result<SignedIn, StoreError> {
    let sign_in = SignIn {
        name: &PersonName::new(name).unwrap(),
        passphrase: &Passphrase::new(words).unwrap(),
        device: "a telephone",
        at: at(seconds),
    };
    registry.sign_in(&sign_in, Lifetime::STANDARD).await
}

async fn all_accepted(founded: &Founded) -> Vec<SignedIn> {
    let mut seated = Vec::new();
    for token in &founded.tokens {
        seated.push(accepted(&founded.registry, token).await.unwrap());
    }
    seated
}

fn opened(signed_in: &SignedIn) -> Vec<Audience> {
    signed_in.ring.audiences().cloned().collect()
}

async fn an_invitation_gives_its_seat_once(house: &House) {
    let founded = house.founded().await;
    let (registry, token) = (&founded.registry, &founded.tokens[1]);
    let who = registry.invited(token, at(10)).await.unwrap();
    assert_eq!(who, invitee(delegation("north"), "Nora North"));
    let seated = accepted(registry, token).await.unwrap();
    assert_eq!(seated.account.seat, delegation("north"));
    let again = accepted(registry, token).await.err().unwrap();
    assert!(matches!(again, StoreError::InvitationOver), "{again}");
    let listed = registry.invitations(&founded.ring).await.unwrap();
    let used = listed
        .iter()
        .filter(|one| one.state == InvitationState::Used);
    assert_eq!(used.map(|one| &one.invitee).collect::<Vec<_>>(), [&who]);
    let again = signed_in(registry, ("nora  NORTH", WORDS), 20)
        .await
        .unwrap();
    assert_eq!(again.account, seated.account);
}

async fn an_invitation_that_ran_out_or_was_withdrawn_gives_nothing(house: &House) {
    let Founded { registry, ring, .. } = house.founded().await;
    let who = invitee(delegation("south"), "Siri South");
    let late = registry.invite(&ring, &who, at(0), at(10)).await.unwrap();
    let fault = accepted(&registry, &late).await.err().unwrap();
    assert!(matches!(fault, StoreError::InvitationOver), "{fault}");
    let token = registry.invite(&ring, &who, at(3), at(100)).await.unwrap();
    let listed = registry.invitations(&ring).await.unwrap();
    let newest = listed.last().unwrap();
    assert_eq!((&newest.invitee, newest.made), (&who, at(3)));
    registry.withdraw(&ring, &newest.id).await.unwrap();
    let fault = accepted(&registry, &token).await.err().unwrap();
    assert!(matches!(fault, StoreError::InvitationOver), "{fault}");
    let unknown = Token::of_text(&"0".repeat(64)).unwrap();
    assert!(registry.invited(&unknown, at(5)).await.is_err());
}

async fn a_passphrase_opens_the_keys_of_its_seat_and_no_others(house: &House) {
    use Audience::{Plenary, Public, Team};
    let founded = house.founded().await;
    all_accepted(&founded).await;
    let registry = &founded.registry;
    let (north, south) = (room("north"), room("south"));
    let table = [
        (
            "Mia Mediator",
            vec![Public, Plenary, north.clone(), south.clone(), Team],
        ),
        ("Nora North", vec![Public, Plenary, north.clone()]),
        ("Sol South", vec![Public, Plenary, south.clone()]),
    ];
    for (name, expected) in table {
        let seated = signed_in(registry, (name, WORDS), 20).await.unwrap();
        assert_eq!(opened(&seated), expected, "{name}");
        let again = registry.seated(&seated.token, at(21)).await.unwrap();
        assert_eq!(
            again.ring.audiences().cloned().collect::<Vec<_>>(),
            expected
        );
        assert_eq!(again.account, seated.account);
        for audience in [&Team, &north, &south, &Plenary] {
            let seen = Head::of_number(1);
            let read = registry.events(audience, &again.ring, Head::EMPTY).await;
            assert_eq!(read.is_ok(), expected.contains(audience));
            let wrote = registry
                .append(audience, &again.ring, seen, &[event(1)])
                .await;
            assert_eq!(
                matches!(
                    wrote,
                    Err(store::AppendError::Store(StoreError::NotOpen { .. }))
                ),
                !expected.contains(audience)
            );
        }
    }
}

async fn a_wrong_passphrase_opens_nothing(house: &House) {
    let founded = house.founded().await;
    let seated = accepted(&founded.registry, &founded.tokens[0])
        .await
        .unwrap();
    let before = everything(house).await;
    for (name, words) in [("Mia Mediator", "four words put apart"), ("Nobody", WORDS)] {
        let fault = signed_in(&founded.registry, (name, words), 20)
            .await
            .err()
            .unwrap();
        assert!(matches!(fault, StoreError::WrongPassphrase), "{fault}");
    }
    let sessions = founded
        .registry
        .sessions(&founded.ring, at(20))
        .await
        .unwrap();
    assert_eq!(sessions.len(), 1);
    assert_eq!(sessions[0].id, seated.session);
    assert_eq!(everything(house).await, before);
    assert!(before.len() > 20, "{}", before.len());
}

/// Every row of every log, of the keys and of the people; not the count of attempts.
async fn everything(house: &House) -> Vec<String> {
    let mut all = Vec::new();
    for shelf in SHELVES {
        let tables: &[&str] = if shelf == "people" { &PEOPLE } else { &LOG };
        all.extend(house.all_rows(shelf, tables).await);
    }
    all
}

async fn after_ten_tries_a_name_is_closed_for_a_while(house: &House) {
    let founded = house.founded().await;
    let registry = &founded.registry;
    accepted(registry, &founded.tokens[0]).await.unwrap();
    for name in ["Mia Mediator", "Nobody"] {
        for second in 0..10 {
            let fault = signed_in(registry, (name, "guessed and guessed"), 20 + second).await;
            assert!(matches!(fault.err().unwrap(), StoreError::WrongPassphrase));
        }
        let right = signed_in(registry, (name, WORDS), 40).await.err().unwrap();
        let StoreError::TooManyTries { until } = right else {
            panic!("{right}")
        };
        assert_eq!(until, at(20 + 15 * 60));
    }
    let early = signed_in(registry, ("Mia Mediator", WORDS), 19 + 15 * 60).await;
    assert!(early.is_err());
    let back = signed_in(registry, ("Mia Mediator", WORDS), 0).await;
    assert!(back.is_err(), "a clock that was set back opens nothing");
    let later = signed_in(registry, ("Mia Mediator", WORDS), 20 + 15 * 60).await;
    assert_eq!(later.unwrap().account.seat, Seat::Mediator);
}

async fn a_case_that_is_not_there_answers_a_sign_in_like_one_that_is(house: &House) {
    let founded = house.founded().await;
    let there = founded.registry.case().clone();
    let store = house.store().await;
    let elsewhere = case::CaseId::new(format!("{there}-elsewhere"));
    let name = PersonName::new("Nobody").unwrap();
    let passphrase = Passphrase::new(WORDS).unwrap();
    let mut answers = Vec::new();
    for case in [&there, &elsewhere] {
        let mut told = Vec::new();
        for second in (20..32).chain([20 + 15 * 60]) {
            let sign_in = SignIn {
                name: &name,
                passphrase: &passphrase,
                device: "a laptop",
                at: at(second),
            };
            let refused = store.sign_in(case, &sign_in, Lifetime::STANDARD).await;
            told.push(refused.err().unwrap().to_string());
        }
        answers.push(told);
    }
    assert_eq!(answers[0], answers[1]);
    assert_ne!(answers[0][9], answers[0][10]);
}

async fn a_session_is_over_when_it_is_left_idle_or_full(house: &House) {
    let founded = house.founded().await;
    let registry = &founded.registry;
    let seated = accepted(registry, &founded.tokens[1]).await.unwrap();
    let idle = Lifetime::STANDARD.idle_micros / 1_000_000;
    let whole = Lifetime::STANDARD.whole_micros / 1_000_000;
    let mut now = 10;
    while now + idle - 1 < 10 + whole {
        now += idle - 1;
        let seated = registry.seated(&seated.token, at(now)).await;
        assert!(seated.is_ok(), "used in time at {now}");
    }
    let full = registry
        .seated(&seated.token, at(10 + whole))
        .await
        .err()
        .unwrap();
    assert!(matches!(full, StoreError::SignedOut), "{full}");
    let idler = signed_in(registry, ("Nora North", WORDS), 100_000)
        .await
        .unwrap();
    let fault = registry
        .seated(&idler.token, at(100_000 + idle))
        .await
        .err()
        .unwrap();
    assert!(matches!(fault, StoreError::SignedOut), "{fault}");
}

async fn a_server_that_writes_late_ends_no_session_that_another_has_seen_since(house: &House) {
    let founded = house.founded().await;
    let (case, idle) = (
        founded.registry.case(),
        Lifetime::STANDARD.idle_micros / 1_000_000,
    );
    let seated = accepted(&founded.registry, &founded.tokens[1]).await;
    let token = seated.unwrap().token;
    let (late, early) = (house.store().await, house.store().await);
    for (store, seconds) in [(&late, idle / 4), (&early, idle / 2)] {
        let registry = store.case(case).await.unwrap();
        registry.seated(&token, at(10 + seconds)).await.unwrap();
    }
    early.settled().await.unwrap();
    late.settled().await.unwrap();
    let registry = house.store().await.case(case).await.unwrap();
    let still = registry.seated(&token, at(9 + idle / 2 + idle)).await;
    assert!(still.is_ok(), "{:?}", still.err());
}

async fn a_revoked_session_is_not_served_again(house: &House) {
    let founded = house.founded().await;
    let (registry, team) = (&founded.registry, &founded.ring);
    let seated = all_accepted(&founded).await;
    let [_, north, south] = seated.as_slice() else {
        panic!("three were invited")
    };
    registry.revoke(&south.ring, &north.session).await.unwrap();
    assert!(
        registry.seated(&north.token, at(11)).await.is_ok(),
        "not South's to end"
    );
    registry.revoke(team, &north.session).await.unwrap();
    registry.sign_out(&south.token).await.unwrap();
    let second = house.store().await.case(registry.case()).await.unwrap();
    for registry in [registry, &second] {
        for token in [&north.token, &south.token] {
            let fault = registry.seated(token, at(11)).await.err().unwrap();
            assert!(matches!(fault, StoreError::SignedOut), "{fault}");
        }
    }
    assert_eq!(registry.sessions(team, at(11)).await.unwrap().len(), 1);
}

async fn a_delegation_sees_its_own_people_alone(house: &House) {
    let founded = house.founded().await;
    let registry = &founded.registry;
    let seated = all_accepted(&founded).await;
    let north = &seated[1].ring;
    let own = vec!["Nora North".to_owned()];
    let names = |names: &mut dyn Iterator<Item = &PersonName>| {
        names.map(ToString::to_string).collect::<Vec<_>>()
    };
    let accounts = registry.accounts(north).await.unwrap();
    assert_eq!(names(&mut accounts.iter().map(|one| &one.name)), own);
    let sessions = registry.sessions(north, at(11)).await.unwrap();
    assert_eq!(
        names(&mut sessions.iter().map(|one| &one.account.name)),
        own
    );
    assert_eq!(sessions[0].device, "a laptop");
    let invitations = registry.invitations(north).await.unwrap();
    assert_eq!(
        names(&mut invitations.iter().map(|one| &one.invitee.name)),
        own
    );
    assert_eq!(registry.accounts(&founded.ring).await.unwrap().len(), 3);
    let other = invitee(delegation("south"), "A friend");
    assert!(
        registry
            .invite(north, &other, at(11), at(99))
            .await
            .is_err()
    );
    let own = invitee(delegation("north"), "A friend");
    assert!(registry.invite(north, &own, at(11), at(99)).await.is_ok());
}

async fn a_closed_account_is_gone_with_its_sessions(house: &House) {
    let founded = house.founded().await;
    let registry = &founded.registry;
    let seated = all_accepted(&founded).await;
    let (north, south) = (&seated[1], &seated[2]);
    let refused = registry.close_account(&south.ring, &north.account.id).await;
    assert!(refused.is_err());
    assert!(registry.seated(&north.token, at(11)).await.is_ok());
    registry
        .close_account(&founded.ring, &north.account.id)
        .await
        .unwrap();
    assert!(registry.seated(&north.token, at(11)).await.is_err());
    let fault = signed_in(registry, ("Nora North", WORDS), 12)
        .await
        .err()
        .unwrap();
    assert!(matches!(fault, StoreError::WrongPassphrase), "{fault}");
}

async fn a_name_may_be_taken_once_in_a_room_and_again_in_another(house: &House) {
    let founded = house.founded().await;
    let (registry, ring) = (&founded.registry, &founded.ring);
    all_accepted(&founded).await;
    let double = invitee(delegation("north"), "nora north");
    let token = registry.invite(ring, &double, at(1), at(99)).await.unwrap();
    let fault = accepted(registry, &token).await.err().unwrap();
    assert!(matches!(fault, StoreError::NameTaken), "{fault}");
    assert!(
        registry.invited(&token, at(10)).await.is_ok(),
        "it can still be used"
    );
    let other = invitee(delegation("south"), "Nora North");
    let token = registry.invite(ring, &other, at(1), at(99)).await.unwrap();
    assert_eq!(
        accepted(registry, &token).await.unwrap().account.seat,
        other.seat
    );
}

async fn a_changed_passphrase_opens_and_the_old_one_no_longer_does(house: &House) {
    let founded = house.founded().await;
    let registry = &founded.registry;
    let seated = accepted(registry, &founded.tokens[1]).await.unwrap();
    let name = PersonName::new("Nora North").unwrap();
    let (old, new) = (WORDS, "other words for the same room");
    for (words, succeeds) in [("not the old words", false), (old, true), (old, false)] {
        let sign_in = SignIn {
            name: &name,
            passphrase: &Passphrase::new(words).unwrap(),
            device: "",
            at: at(20),
        };
        let new = Passphrase::new(new).unwrap();
        let changed = registry.change_passphrase(&sign_in, &new).await;
        assert_eq!(changed.is_ok(), succeeds, "{words}");
    }
    assert!(
        registry.seated(&seated.token, at(21)).await.is_err(),
        "its sessions are over"
    );
    assert!(signed_in(registry, ("Nora North", old), 22).await.is_err());
    let again = signed_in(registry, ("Nora North", new), 23).await.unwrap();
    assert_eq!(again.account, seated.account);
    assert!(again.ring.opens(&room("north")));
}

async fn tries_at_the_same_moment_are_counted_each(house: &House) {
    let founded = house.founded().await;
    let registry = &founded.registry;
    accepted(registry, &founded.tokens[0]).await.unwrap();
    let guess = || signed_in(registry, ("Mia Mediator", "guessed and guessed"), 20);
    let (one, two, three, four) = tokio::join!(guess(), guess(), guess(), guess());
    for tried in [one, two, three, four] {
        let fault = tried.err().unwrap();
        assert!(matches!(fault, StoreError::WrongPassphrase), "{fault}");
    }
    for _ in 4..10 {
        let fault = guess().await.err().unwrap();
        assert!(matches!(fault, StoreError::WrongPassphrase), "{fault}");
    }
    let fault = guess().await.err().unwrap();
    assert!(matches!(fault, StoreError::TooManyTries { .. }), "{fault}");
}

async fn what_is_typed_on_another_keyboard_is_the_same_name_and_the_same_passphrase(house: &House) {
    let Founded { registry, ring, .. } = house.founded().await;
    let composed = ("Zo\u{eb} \u{c5}s", "s\u{e9}ance lev\u{e9}e \u{e0} midi");
    let decomposed = (
        "Zoe\u{308} A\u{30a}s",
        "se\u{301}ance leve\u{301}e a\u{300} midi",
    );
    let who = invitee(delegation("south"), decomposed.0);
    assert_eq!(who, invitee(delegation("south"), composed.0));
    let token = registry.invite(&ring, &who, at(1), at(99)).await.unwrap();
    let acceptance = Acceptance {
        token: &token,
        passphrase: &Passphrase::new(decomposed.1).unwrap(),
        device: "",
        at: at(10),
    };
    let accepted = registry.accept(&acceptance, Lifetime::STANDARD);
    let account = accepted.await.unwrap().account;
    for (name, words) in [composed, decomposed, (composed.0, decomposed.1)] {
        let seated = signed_in(&registry, (name, words), 20).await.unwrap();
        assert_eq!(seated.account, account);
    }
}

async fn a_ring_of_another_case_ends_no_session(house: &House) {
    let founded = house.founded().await;
    let north = accepted(&founded.registry, &founded.tokens[1]);
    let north = north.await.unwrap();
    let mut other = founding();
    other.case = CaseId::new("reef");
    let other = house.store().await.found(&other).await.unwrap();
    let revoked = founded.registry.revoke(&other.ring, &north.session).await;
    let fault = revoked.err().unwrap();
    assert!(matches!(fault, StoreError::NotOpen { .. }), "{fault}");
    let seated = founded.registry.seated(&north.token, at(11)).await;
    assert_eq!(seated.unwrap().account, north.account);
}
