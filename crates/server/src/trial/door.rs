//! Invitations, sign-in, sign-out.

use super::{House, PASSPHRASES, fjord};

const NAME: &str = "Delegation of South";

#[tokio::test]
async fn an_invitation_shows_whose_seat_it_is_and_works_once() {
    let house = House::with(&fjord()).await;
    let mut browser = house.browser();
    let page = browser.get(house.link(NAME)).await;
    assert_eq!(page.status, 200);
    assert!(
        page.body
            .contains("<h1><bdi>Delegation of south</bdi></h1>"),
        "{}",
        page.body
    );
    let taken = browser.post(house.link(NAME), &PASSPHRASES).await;
    assert_eq!(taken.status, 303);
    assert!(taken.location().starts_with("/at/"));
    let mut other = house.browser();
    let again = other.post(house.link(NAME), &PASSPHRASES).await;
    assert_eq!(again.status, 422);
    let made_up = other.get(&format!("/invitation/{}", "0".repeat(74))).await;
    assert_eq!(made_up.body, other.get(house.link(NAME)).await.body);
}

#[tokio::test]
async fn two_different_passphrases_leave_the_invitation_unused() {
    let house = House::with(&fjord()).await;
    let mut browser = house.browser();
    let fields = [
        ("passphrase", "one two three four"),
        ("passphrase_again", "one two three five"),
    ];
    let answer = browser.post(house.link(NAME), &fields).await;
    assert_eq!(answer.status, 422);
    assert!(
        answer
            .body
            .contains("The two passphrases are not the same.")
    );
    assert_eq!(
        browser.post(house.link(NAME), &PASSPHRASES).await.status,
        303
    );
}

#[tokio::test]
async fn a_seat_opens_with_name_and_passphrase_and_closes_for_good() {
    let house = House::with(&fjord()).await;
    house.seated(NAME).await;
    let mut browser = house.browser();
    let wrong = [
        ("name", "South"),
        ("passphrase", "four kittiwakes over land"),
    ];
    let answer = browser.post("/sign-in", &wrong).await;
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("do not belong together"));
    let nobody = [
        ("name", "Nobody"),
        ("passphrase", "four kittiwakes over land"),
    ];
    let stranger = browser.post("/sign-in", &nobody).await;
    assert_eq!(stranger.body.replace("Nobody", "South"), answer.body);
    let right = [
        ("name", "south"),
        ("passphrase", "four kittiwakes over water"),
    ];
    let answer = browser.post("/sign-in", &right).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    browser.at = answer.location().to_owned();
    assert_eq!(browser.look("table").await.status, 200);
    let old = browser.at.clone();
    assert_eq!(browser.act("sign-out", &[]).await.status, 303);
    let after = browser.get(&format!("{old}/table")).await;
    assert_eq!((after.status, after.location()), (303, "/sign-in"));
}

#[tokio::test]
async fn a_seat_that_is_not_used_closes_by_itself() {
    let house = House::with(&fjord()).await;
    let mut browser = house.seated(NAME).await;
    house.wait_minutes(60);
    assert_eq!(browser.look("table").await.status, 200);
    house.wait_minutes(121);
    assert_eq!(browser.look("table").await.status, 303);
}

#[tokio::test]
async fn a_form_from_another_site_is_refused_and_changes_nothing() {
    use axum::body::Body;
    use axum::http::Request;
    let house = House::with(&fjord()).await;
    let mut browser = house.browser();
    let request = Request::post(house.link(NAME))
        .header("host", "onetext.example")
        .header("origin", "https://elsewhere.example")
        .header("sec-fetch-site", "cross-site")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(
            "passphrase=four+kittiwakes&passphrase_again=four+kittiwakes",
        ))
        .unwrap();
    let answer = browser.ask(request).await;
    assert_eq!(answer.status, 403);
    assert!(
        answer
            .body
            .contains("This did not come from a page of Onetext")
    );
    assert_eq!(
        browser.post(house.link(NAME), &PASSPHRASES).await.status,
        303
    );
}
