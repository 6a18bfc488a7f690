//! Turns: while as many pages are made as may be, the next one waits, and nothing else does.

use super::browser::{Answer, Browser};
use super::{House, fjord};
use crate::address::key;
use crate::asset::STYLE;
use crate::router;
use tokio::task::JoinHandle;
use tokio_stream::StreamExt;

const SOUTH: &str = "Delegation of South";

fn room() -> String {
    format!("room/{}", key("room", "south"))
}

/// Asks for a page of the seat while something else goes on.
fn asked(browser: &Browser, house: &House, place: &str) -> JoinHandle<Answer> {
    let mut browser = browser.sent_to(router(&house.workspace));
    let place = place.to_owned();
    tokio::spawn(async move { browser.look(&place).await })
}

async fn said(browser: &mut Browser, act: &str, words: &str) -> Answer {
    let fields = [
        ("act", act),
        ("kind", "words"),
        ("words", words),
        ("seen", "on"),
    ];
    browser.act(&format!("{}/say", room()), &fields).await
}

#[tokio::test]
async fn a_page_waits_for_its_turn_while_streams_assets_acts_and_solving_go_on() {
    let house = House::with(&fjord()).await;
    let mut south = house.seated(SOUTH).await;
    let act = south.look(&room()).await.field("act").to_owned();
    let taken = house.workspace.turns.all_pages().await;
    let table = asked(&south, &house, "table");
    let mut stream = south.listen().await;
    assert!(stream.next().await.unwrap().is_ok());
    assert_eq!(south.get(STYLE.path()).await.status, 200);
    assert_eq!(said(&mut south, &act, "We want a vote.").await.status, 303);
    assert_eq!(south.look("packages").await.status, 200);
    assert!(!table.is_finished());
    drop(taken);
    assert_eq!(table.await.unwrap().status, 200);
}

#[tokio::test]
async fn an_act_waits_for_its_turn_while_pages_are_shown() {
    let house = House::with(&fjord()).await;
    let mut south = house.seated(SOUTH).await;
    let act = south.look(&room()).await.field("act").to_owned();
    let taken = house.workspace.turns.all_acts().await;
    let mut acting = south.sent_to(router(&house.workspace));
    let acting = tokio::spawn(async move { said(&mut acting, &act, "We want a vote.").await });
    for place in ["table", "draft", "people"] {
        assert_eq!(south.look(place).await.status, 200);
    }
    assert!(!south.look(&room()).await.body.contains("We want a vote."));
    assert!(!acting.is_finished());
    drop(taken);
    assert_eq!(acting.await.unwrap().status, 303);
    assert!(south.look(&room()).await.body.contains("We want a vote."));
}
