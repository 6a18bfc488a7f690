//! Changes: who hears of what, within a process and across two.

use crate::house::{House, event, room};
use disclosure::Audience;
use store::{Acceptance, Change, Founded, Head, Lifetime, Passphrase};

on_both! {
    an_append_is_heard_in_the_same_process,
    an_append_of_another_process_is_heard,
    a_delegation_hears_of_no_other_room,
}

fn change(audience: Audience, number: u64) -> Change {
    let head = Head::of_number(number);
    Change { audience, head }
}

async fn an_append_is_heard_in_the_same_process(house: &House) {
    let Founded { registry, ring, .. } = house.founded().await;
    let mut changes = registry.changes(&[&ring]).await.unwrap();
    let (one, two) = ([event(100)], [event(101)]);
    let seen = Head::of_number(1);
    registry
        .append(&Audience::Team, &ring, seen, &one)
        .await
        .unwrap();
    registry
        .append(&room("south"), &ring, seen, &two)
        .await
        .unwrap();
    let mut heard = [changes.next().await.unwrap(), changes.next().await.unwrap()];
    heard.sort_by(|a, b| a.audience.cmp(&b.audience));
    assert_eq!(heard, [change(room("south"), 2), change(Audience::Team, 2)]);
}

async fn an_append_of_another_process_is_heard(house: &House) {
    let Founded { registry, ring, .. } = house.founded().await;
    let other = house.store().await.case(registry.case()).await.unwrap();
    let mut changes = other.changes(&[&ring]).await.unwrap();
    for number in 2..5 {
        let one = [event(100 + u128::from(number))];
        let seen = Head::of_number(number - 1);
        registry
            .append(&Audience::Team, &ring, seen, &one)
            .await
            .unwrap();
        let heard = changes.next().await.unwrap();
        assert_eq!(heard, change(Audience::Team, number));
    }
}

async fn a_delegation_hears_of_no_other_room(house: &House) {
    let Founded {
        registry,
        ring,
        tokens,
    } = house.founded().await;
    let acceptance = Acceptance {
        token: &tokens[1],
        passphrase: &Passphrase::new("four words put together").unwrap(),
        device: "",
        at: crate::house::at(10),
    };
    let north = registry
        .accept(&acceptance, Lifetime::STANDARD)
        .await
        .unwrap();
    let mut changes = registry.changes(&[&north.ring]).await.unwrap();
    let seen = Head::of_number(1);
    for (bits, audience) in (100..).zip([room("south"), Audience::Team, Audience::Plenary]) {
        let one = [event(bits)];
        registry.append(&audience, &ring, seen, &one).await.unwrap();
    }
    assert_eq!(changes.next().await, Some(change(Audience::Plenary, 2)));
}

#[tokio::test]
async fn what_the_database_tells_is_heard_without_looking() {
    let Some(house) = House::server().await else {
        return;
    };
    let Founded { registry, ring, .. } = house.founded().await;
    let mut changes = registry.changes(&[&ring]).await.unwrap();
    let channel = house.channel().await;
    // No log has come so far, so nobody who looks could find it.
    house.tell(&channel, "team.db 99").await;
    assert_eq!(changes.next().await, Some(change(Audience::Team, 99)));
    house.leave().await;
}
