//! Bad input through the workspace's own forms: each is answered in words, and nothing of it is
//! lost or half done.

use super::browser::{Answer, Browser};
use super::{House, PASSPHRASES, fjord};
use crate::address::key;
use axum::body::Body;
use axum::http::Request;

const TEAM: &str = "Mediation team";
const SOUTH: &str = "Delegation of South";

fn room(party: &str) -> String {
    format!("room/{}", key("room", party))
}

/// A fresh one-time id from South's room.
async fn act(browser: &mut Browser) -> String {
    let page = browser.look(&room("south")).await;
    page.field("act").to_owned()
}

/// Says something in South's room under a one-time id.
async fn said(browser: &mut Browser, act: &str, words: &str) -> Answer {
    let fields = [
        ("act", act),
        ("kind", "words"),
        ("words", words),
        ("about", ""),
        ("seen", "on"),
    ];
    browser
        .act(&format!("{}/say", room("south")), &fields)
        .await
}

/// Sends bytes to the form of South's room as they are.
async fn sent(browser: &mut Browser, media: &str, body: Vec<u8>) -> Answer {
    let request = Request::post(format!("{}/{}/say", browser.at, room("south")))
        .header("host", "onetext.example")
        .header("sec-fetch-site", "same-origin")
        .header("content-type", media)
        .header("cookie", browser.cookies())
        .body(Body::from(body))
        .unwrap();
    browser.ask(request).await
}

const FORM: &str = "application/x-www-form-urlencoded";

#[tokio::test]
async fn a_form_that_is_too_large_is_refused_in_words_and_changes_nothing() {
    let house = House::with(&fjord()).await;
    let mut south = house.seated(SOUTH).await;
    let act = act(&mut south).await;
    let before = south.look(&room("south")).await;
    let mut body = format!("act={act}&kind=words&about=&seen=on&words=").into_bytes();
    body.extend(std::iter::repeat_n(b'a', crate::form::BYTES_MAX));
    let answer = sent(&mut south, FORM, body).await;
    assert_eq!(answer.status, 413);
    assert!(
        answer.body.contains("half a million bytes"),
        "{}",
        answer.body
    );
    assert!(answer.body.contains("Nothing was changed."));
    let many = "words=a&".repeat(5_000).into_bytes();
    assert_eq!(sent(&mut south, FORM, many).await.status, 413);
    let after = south.look(&room("south")).await;
    assert_eq!(heads(&after), heads(&before));
}

/// How far the logs have come that a page was made from.
fn heads(page: &Answer) -> &str {
    let (_, rest) = page.body.split_once("data-head=\"").unwrap();
    rest.split_once('"').unwrap().0
}

#[tokio::test]
async fn what_is_no_form_or_of_a_wrong_type_is_refused_in_words_and_changes_nothing() {
    let house = House::with(&fjord()).await;
    let mut south = house.seated(SOUTH).await;
    let id = act(&mut south).await;
    let before = south.look(&room("south")).await;
    let whole = format!("act={id}&kind=words&about=&seen=on&words=oxlip");
    for (media, body, says) in [
        (FORM, whole.replace("oxlip", "%ff"), "not a form in UTF-8"),
        (FORM, whole.replace("oxlip", "%zz"), "not a form in UTF-8"),
        (
            FORM,
            whole.replace("oxlip", "oxlip%00"),
            "the invisible character U+0000",
        ),
        (
            FORM,
            whole.replace("kind=words", "kind=shout"),
            "is none of the choices",
        ),
        (
            FORM,
            whole.replace(&id, "not-an-id"),
            "is not what the page gave",
        ),
        (
            FORM,
            whole.replace("words=oxlip", "words=oxlip&words=oxlip"),
            "came twice",
        ),
        (
            FORM,
            format!("{whole}&party=north"),
            "is not a field of this form",
        ),
        (
            "application/json",
            "{\"words\":\"oxlip\"}".to_owned(),
            "not a form in UTF-8",
        ),
        ("multipart/form-data", whole.clone(), "not a form in UTF-8"),
        (FORM, String::new(), "is empty"),
    ] {
        let answer = sent(&mut south, media, body.clone().into_bytes()).await;
        assert_eq!(answer.status, 422, "{body}: {}", answer.body);
        assert!(answer.body.contains(says), "{body}: {}", answer.body);
        assert!(answer.body.contains("Nothing was changed."), "{body}");
        let is_back = answer.body.contains("oxlip");
        assert_eq!(is_back, media == FORM && body.contains("oxlip"), "{body}");
    }
    let after = south.look(&room("south")).await;
    assert_eq!(heads(&after), heads(&before));
}

#[tokio::test]
async fn a_form_that_is_sent_again_acts_once_and_one_that_was_changed_first_loses_neither() {
    let house = House::with(&fjord()).await;
    let mut south = house.seated(SOUTH).await;
    let act = act(&mut south).await;
    for words in ["We want a vote.", "We want a vote.", "We want two votes."] {
        let answer = said(&mut south, &act, words).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
    }
    let page = south.look(&room("south")).await.body;
    assert_eq!(page.matches("We want a vote.").count(), 1, "{page}");
    assert_eq!(page.matches("We want two votes.").count(), 1, "{page}");
}

#[tokio::test]
async fn what_was_written_when_the_session_ended_is_given_back_and_not_done() {
    let house = House::with(&fjord()).await;
    let mut south = house.seated(SOUTH).await;
    let id = act(&mut south).await;
    house.wait_minutes(121);
    let answer = said(&mut south, &id, "We want a vote.").await;
    assert_eq!(answer.status, 403);
    assert_eq!(answer.location(), "");
    assert!(
        answer.body.contains("The session has ended."),
        "{}",
        answer.body
    );
    assert!(answer.body.contains("We want a vote."), "{}", answer.body);
    assert!(answer.body.contains("href=\"/sign-in\""), "{}", answer.body);
    let mut again = house.browser();
    let fields = [("name", "South"), ("passphrase", PASSPHRASES[0].1)];
    again.at = again.post("/sign-in", &fields).await.location().to_owned();
    let page = again.look(&room("south")).await.body;
    assert!(!page.contains("We want a vote."));
}

#[tokio::test]
async fn a_form_of_another_site_gets_none_of_its_words_back() {
    let house = House::with(&fjord()).await;
    let mut south = house.seated(SOUTH).await;
    let request = Request::post(format!("{}/{}/say", south.at, room("south")))
        .header("host", "onetext.example")
        .header("sec-fetch-site", "cross-site")
        .header("content-type", FORM)
        .body(Body::from("words=oxlip"))
        .unwrap();
    let answer = south.ask(request).await;
    assert_eq!(answer.status, 403);
    assert!(!answer.body.contains("oxlip"));
}

#[tokio::test]
async fn an_invitation_that_has_run_out_says_so_and_opens_nothing() {
    let house = House::with(&fjord()).await;
    house.wait_minutes(14 * 24 * 60 + 1);
    let mut browser = house.browser();
    for answer in [
        browser.get(house.link(SOUTH)).await,
        browser.post(house.link(SOUTH), &PASSPHRASES).await,
    ] {
        assert_eq!(answer.status, 422);
        assert!(
            answer.body.contains("withdrawn or has run out"),
            "{}",
            answer.body
        );
        assert!(
            answer
                .body
                .contains("Ask the mediation team for a new one.")
        );
        assert!(answer.head("set-cookie").is_empty());
    }
}

#[tokio::test]
async fn a_clock_that_is_set_back_turns_no_order_round_and_closes_nobody_out() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let mut south = house.seated(SOUTH).await;
    let id = act(&mut south).await;
    assert_eq!(said(&mut south, &id, "We want a vote.").await.status, 303);
    house.wait_minutes(-90);
    let id = act(&mut south).await;
    assert_eq!(said(&mut south, &id, "And then a pause.").await.status, 303);
    for browser in [&mut south, &mut team] {
        let page = browser.look(&room("south")).await.body;
        let at = |words: &str| page.find(words).unwrap();
        // What was said last stands first.
        assert!(at("And then a pause.") < at("We want a vote."), "{page}");
        // The second bears the time of the first: what came later is never dated before.
        assert!(!page.contains("12:35 UTC"), "{page}");
    }
    let mut again = house.browser();
    let fields = [("name", "South"), ("passphrase", PASSPHRASES[0].1)];
    assert_eq!(again.post("/sign-in", &fields).await.status, 303);
}
