//! A room that is added to a case that is open.

use crate::house::{CASE, House, at, event, ids, invitee, room};
use case::CaseId;
use disclosure::{Audience, PartyId, Seat};
use store::{
    Acceptance, AppendError, Asked, Founded, Head, Lifetime, Passphrase, Ring, SignedIn, StoreError,
};

const WORDS: &str = "four words put together";

on_both! {
    a_room_that_is_added_opens_to_its_own_seats_and_to_the_team_and_to_nobody_else,
    a_room_is_added_once_however_many_ask_for_it,
    a_copy_brings_an_added_room_along,
    only_the_team_adds_a_room_and_nothing_but_a_room,
}

fn east() -> Audience {
    room("east")
}

async fn added(founded: &Founded) -> Ring {
    let (room, first) = (east(), [event(900)]);
    let annexed = founded.registry.annex(&founded.ring, &room, &first);
    annexed.await.unwrap()
}

/// Somebody of the new party who was invited and has come.
async fn guest(founded: &Founded, ring: &Ring) -> SignedIn {
    let seat = Seat::Observer(PartyId::new("east"));
    let invitee = invitee(seat, "Eli East");
    let token = founded
        .registry
        .invite(ring, &invitee, at(10), at(90))
        .await;
    let acceptance = Acceptance {
        token: &token.unwrap(),
        passphrase: &Passphrase::new(WORDS).unwrap(),
        device: "a laptop",
        at: at(11),
    };
    let accepted = founded.registry.accept(&acceptance, Lifetime::STANDARD);
    accepted.await.unwrap()
}

async fn a_room_that_is_added_opens_to_its_own_seats_and_to_the_team_and_to_nobody_else(
    house: &House,
) {
    let founded = house.founded().await;
    let before = house.kept("room-north").await;
    let ring = added(&founded).await;
    let guest = guest(&founded, &ring).await.ring;
    let opened: Vec<&Audience> = guest.audiences().collect();
    assert_eq!(opened, [&Audience::Public, &Audience::Plenary, &east()]);
    let logs = [east(), Audience::Plenary];
    for ring in [&ring, &guest] {
        let asked = logs.each_ref().map(|audience| Asked {
            audience,
            ring,
            after: Head::EMPTY,
        });
        let news = founded
            .registry
            .news(asked.into(), |audience, _| audience.clone());
        let news = news.await.unwrap();
        assert_eq!(news.len(), 2);
    }
    let said = [event(901)];
    let seen = Head::of_number(1);
    let head = founded
        .registry
        .append(&east(), &guest, seen, &said)
        .await
        .unwrap();
    assert_eq!(head, Head::of_number(2));
    let read = founded.registry.events(&east(), &ring, Head::EMPTY).await;
    assert_eq!(ids(&read.unwrap()), ids(&[event(900), event(901)]));
    for closed in [Audience::Team, room("north")] {
        let fault = founded.registry.events(&closed, &guest, Head::EMPTY).await;
        let fault = fault.err().unwrap();
        assert!(matches!(fault, StoreError::NotOpen { .. }), "{fault}");
    }
    let acceptance = Acceptance {
        token: &founded.tokens[1],
        passphrase: &Passphrase::new(WORDS).unwrap(),
        device: "",
        at: at(12),
    };
    let accepted = founded.registry.accept(&acceptance, Lifetime::STANDARD);
    let north = accepted.await.unwrap().ring;
    assert!(!north.opens(&east()));
    assert_eq!(house.kept("room-north").await, before);
}

async fn a_room_is_added_once_however_many_ask_for_it(house: &House) {
    let founded = house.founded().await;
    let other = house.store().await.case(&CaseId::new(CASE)).await.unwrap();
    let (room, first) = (east(), [event(900)]);
    let (one, two) = tokio::join!(
        founded.registry.annex(&founded.ring, &room, &first),
        other.annex(&founded.ring, &room, &first),
    );
    for ring in [one.unwrap(), two.unwrap(), added(&founded).await] {
        let read = other.events(&east(), &ring, Head::EMPTY).await.unwrap();
        assert_eq!(ids(&read), ids(&first));
        // What the room began with may be delivered once more, and is not kept twice.
        let again = other.append(&room, &ring, Head::of_number(1), &first);
        assert_eq!(again.await.unwrap(), Head::of_number(1));
    }
    let stale = other
        .append(&east(), &added(&founded).await, Head::EMPTY, &[event(902)])
        .await;
    assert!(matches!(stale, Err(AppendError::Stale { .. })));
}

async fn a_copy_brings_an_added_room_along(house: &House) {
    let founded = house.founded().await;
    let ring = added(&founded).await;
    guest(&founded, &ring).await;
    let backup = House::folder();
    let to = backup.store().await;
    let case = CaseId::new(CASE);
    let copied = house.store().await.copy(&case, &to).await.unwrap();
    assert_eq!(
        backup.kept("room-east").await,
        house.kept("room-east").await
    );
    let sign_in = store::SignIn {
        name: &store::PersonName::new("Eli East").unwrap(),
        passphrase: &Passphrase::new(WORDS).unwrap(),
        device: "",
        at: at(50),
    };
    let seated = copied.sign_in(&sign_in, Lifetime::STANDARD).await.unwrap();
    let read = copied.events(&east(), &seated.ring, Head::EMPTY).await;
    assert_eq!(ids(&read.unwrap()), ids(&[event(900)]));
}

async fn only_the_team_adds_a_room_and_nothing_but_a_room(house: &House) {
    let founded = house.founded().await;
    let guest = guest(&founded, &added(&founded).await).await.ring;
    let west = room("west");
    let fault = founded.registry.annex(&guest, &west, &[event(7)]).await;
    let fault = fault.err().unwrap();
    assert!(matches!(fault, StoreError::NotOpen { .. }), "{fault}");
    let wrong = founded
        .registry
        .annex(&founded.ring, &Audience::Team, &[])
        .await;
    assert!(matches!(wrong.err().unwrap(), StoreError::NoSuchSeat));
}
