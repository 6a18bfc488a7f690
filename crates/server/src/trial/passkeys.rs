//! An account with a passkey at a server that cannot look at one: no seat, and no word of a case.

use super::{House, fjord};
use store::{Errand, Passphrase, PersonName, SignIn};

const NAME: &str = "Delegation of South";
const RIGHT: [(&str, &str); 2] = [
    ("name", "South"),
    ("passphrase", "four kittiwakes over water"),
];

/// A house in which South has a passkey, of which nobody here can make anything.
async fn with_passkey() -> House {
    let house = House::with(&fjord()).await;
    house.seated(NAME).await;
    let registry = house.workspace.store.case(&house.case).await.unwrap();
    let (name, now) = (PersonName::new("South").unwrap(), house.workspace.now());
    let passphrase = Passphrase::new(RIGHT[1].1).unwrap();
    let sign_in = SignIn {
        name: &name,
        passphrase: &passphrase,
        device: "",
        at: now,
    };
    let seated = registry
        .sign_in(&sign_in, house.workspace.lifetime)
        .await
        .unwrap();
    let half = registry
        .unlocked_again(&seated.account, &sign_in)
        .await
        .unwrap();
    let token = registry
        .challenge(&half, (Errand::Add, b""), now)
        .await
        .unwrap();
    let challenge = registry.answered(&token, Errand::Add, now).await.unwrap();
    let added = registry.add_passkey(challenge, ("A key", b"credential"), now);
    added.await.unwrap();
    house
}

#[tokio::test]
async fn a_right_passphrase_opens_no_seat_where_nobody_can_look_at_its_passkey() {
    let house = with_passkey().await;
    let mut browser = house.browser();
    let answer = browser.post("/sign-in", &RIGHT).await;
    assert_eq!(answer.status, 422);
    assert!(
        answer.body.contains("this server cannot look at one"),
        "{}",
        answer.body
    );
    assert_eq!(answer.head("set-cookie"), "");
}

#[tokio::test]
async fn a_program_gets_no_session_of_an_account_that_asks_for_a_passkey() {
    use axum::body::Body;
    use axum::http::Request;
    let house = with_passkey().await;
    let sent = format!(
        r#"{{"case":"{}","name":"South","passphrase":"four kittiwakes over water"}}"#,
        house.case
    );
    let request = Request::post("/api/v1/session")
        .header("content-type", "application/json")
        .body(Body::from(sent))
        .unwrap();
    let answer = house.browser().ask(request).await;
    assert_eq!(answer.status, 422);
    assert!(
        answer
            .body
            .contains("asks for a passkey beside the passphrase"),
        "{}",
        answer.body
    );
}
