//! The interface for programs.

use super::browser::{Answer, Browser};
use super::{House, fjord};
use axum::body::Body;
use axum::http::{Method, Request};

/// A program that has signed in.
struct Program {
    browser: Browser,
    token: String,
}

impl Program {
    async fn of(house: &House, seat: &str, name: &str) -> Self {
        house.seated(seat).await;
        let mut program = Self {
            browser: house.browser(),
            token: String::new(),
        };
        let passphrase = super::PASSPHRASES[0].1;
        let body = format!(r#"{{"case":"fjord","name":"{name}","passphrase":"{passphrase}"}}"#);
        let answer = program.ask(Method::POST, "session", &body).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        let (_, rest) = answer.body.split_once("\"token\":\"").unwrap();
        rest.split_once('"')
            .unwrap()
            .0
            .clone_into(&mut program.token);
        program
    }

    async fn ask(&mut self, method: Method, path: &str, body: &str) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(format!("/api/v1/{path}"))
            .header("content-type", "application/json")
            .header("authorization", format!("Bearer {}", self.token))
            .body(Body::from(body.to_owned()))
            .unwrap();
        self.browser.ask(request).await
    }

    async fn say(&mut self, act: &str, to: &str, words: &str) -> Answer {
        let body = format!(r#"{{"act":"{act}","to":"{to}","kind":"words","words":"{words}"}}"#);
        self.ask(Method::POST, "messages", &body).await
    }

    async fn case(&mut self) -> String {
        self.ask(Method::GET, "case", "").await.body
    }
}

const ACT: &str = "000000000000000000000000000000aa";

#[tokio::test]
async fn what_is_said_in_a_room_is_there_once_however_often_it_is_sent() {
    let house = House::with(&fjord()).await;
    let mut south = Program::of(&house, "Delegation of South", "South").await;
    for _ in 0..2 {
        let said = south
            .say(ACT, "room-south", "We can live with a vote.")
            .await;
        assert_eq!(said.status, 201, "{}", said.body);
    }
    let state = south.case().await;
    assert_eq!(state.matches("We can live with a vote.").count(), 1);
    let mut mediator = Program::of(&house, "Mediation team", "Maren Voss").await;
    assert!(mediator.case().await.contains("We can live with a vote."));
}

#[tokio::test]
async fn other_words_under_an_act_that_was_used_are_refused_and_the_same_are_answered_as_before() {
    let house = House::with(&fjord()).await;
    let mut south = Program::of(&house, "Delegation of South", "South").await;
    let words = "We can live with a vote.";
    let first = south.say(ACT, "room-south", words).await;
    assert_eq!(first.status, 201, "{}", first.body);
    let other = south.say(ACT, "room-south", "We cannot.").await;
    let elsewhere = south.say(ACT, "plenary", words).await;
    for refused in [other, elsewhere] {
        assert_eq!(refused.status, 409, "{}", refused.body);
        assert!(refused.body.contains("was used before"), "{}", refused.body);
    }
    let again = south.say(ACT, "room-south", words).await;
    assert_eq!((again.status, again.body), (first.status, first.body));
    let state = south.case().await;
    assert_eq!(state.matches(words).count(), 1);
    assert!(!state.contains("We cannot."));
    // Whoever shares the room has not said what the other side said under the same id.
    let mut mediator = Program::of(&house, "Mediation team", "Maren Voss").await;
    let echo = mediator.say(ACT, "room-south", words).await;
    assert_eq!(echo.status, 409, "{}", echo.body);
}

#[tokio::test]
async fn another_room_cannot_tell_that_anything_was_said() {
    let house = House::with(&fjord()).await;
    let mut north = Program::of(&house, "Delegation of North", "North").await;
    let before = north.case().await;
    let mut south = Program::of(&house, "Delegation of South", "South").await;
    south
        .say(ACT, "room-south", "We can live with a vote.")
        .await;
    assert_eq!(north.case().await, before);
    // The same id is free in the other room, and its refusals say nothing of this one.
    let there = north.say(ACT, "room-south", "Hello").await;
    let nowhere = north.say(ACT, "room-nobody", "Hello").await;
    assert_eq!(there.status, 422);
    assert_eq!(there.body, nowhere.body);
}

#[tokio::test]
async fn a_page_is_told_how_far_its_own_logs_have_come_and_nothing_of_other_rooms() {
    use tokio_stream::StreamExt;
    let house = House::with(&fjord()).await;
    let mut north = Program::of(&house, "Delegation of North", "North").await;
    let mut south = Program::of(&house, "Delegation of South", "South").await;
    let mut page = house.browser();
    let fields = [("name", "North"), ("passphrase", super::PASSPHRASES[0].1)];
    page.at = page.post("/sign-in", &fields).await.location().to_owned();
    let mut stream = page.listen().await;
    let told = stream.next().await.unwrap().unwrap();
    assert_eq!(told, "event: head\ndata: 1.1.1\n\n");
    south
        .say(ACT, "room-south", "We can live with a vote.")
        .await;
    north.say(ACT, "room-north", "So can we.").await;
    let told = stream.next().await.unwrap().unwrap();
    assert_eq!(told, "event: head\ndata: 1.1.2\n\n");
}

#[tokio::test]
async fn a_program_without_a_session_is_told_so_and_nothing_else() {
    let house = House::with(&fjord()).await;
    let mut nobody = Program {
        browser: house.browser(),
        token: "0".repeat(74),
    };
    let answer = nobody.ask(Method::GET, "case", "").await;
    assert_eq!(answer.status, 401);
    assert!(answer.body.contains("The session has ended."));
    for body in [
        "",
        "[]",
        r#"{"case":"fjord"}"#,
        r#"{"case":1,"name":"a","passphrase":"b"}"#,
    ] {
        let answer = nobody.ask(Method::POST, "session", body).await;
        assert_eq!(answer.status, 422, "{body}: {}", answer.body);
    }
}

#[tokio::test]
async fn a_session_that_was_ended_opens_nothing() {
    let house = House::with(&fjord()).await;
    let mut south = Program::of(&house, "Delegation of South", "South").await;
    assert_eq!(south.ask(Method::DELETE, "session", "").await.status, 204);
    assert_eq!(south.ask(Method::GET, "case", "").await.status, 401);
}

#[tokio::test]
async fn the_interface_describes_itself_as_openapi_3_1() {
    let house = House::with(&fjord()).await;
    let mut browser = house.browser();
    let page = browser.get("/api/v1/openapi.json").await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("\"openapi\":\"3.1."));
    for path in ["/api/v1/session", "/api/v1/case", "/api/v1/messages"] {
        assert!(page.body.contains(&format!("\"{path}\"")), "{path}");
    }
    assert!(page.body.contains("\"409\":"), "{}", page.body);
}

#[tokio::test]
async fn what_opens_nothing_and_what_is_no_method_are_told_apart_by_their_status() {
    let house = House::with(&fjord()).await;
    let mut south = Program::of(&house, "Delegation of South", "South").await;
    for (case, name) in [("fjord", "South"), ("fjord", ""), ("nowhere", "South")] {
        let body = format!(r#"{{"case":"{case}","name":"{name}","passphrase":"wrong by far"}}"#);
        let answer = south.ask(Method::POST, "session", &body).await;
        assert_eq!(answer.status, 401, "{body}: {}", answer.body);
    }
    let answer = south.ask(Method::TRACE, "case", "").await;
    assert_eq!(answer.status, 405, "{}", answer.body);
    assert!(answer.head("allow").contains("GET"), "{:?}", answer.heads);
}

#[tokio::test]
async fn an_offer_is_read_with_its_terms_where_it_stands_and_what_was_answered() {
    let house = House::with(&fjord()).await;
    let mut south = Program::of(&house, "Delegation of South", "South").await;
    let body = format!(
        r#"{{"act":"{ACT}","to":"room-south","kind":"offer","words":"Ten boats.","non_paper":true,
            "without_prejudice":true,"condition":"if the harbour opens","expires":1935583560000000}}"#
    );
    let preview = south.ask(Method::POST, "messages/preview", &body).await;
    assert_eq!(preview.status, 200, "{}", preview.body);
    assert!(
        preview.body.contains("\"delegation of south\""),
        "{}",
        preview.body
    );
    assert!(!preview.body.contains("north"), "{}", preview.body);
    assert!(!south.case().await.contains("Ten boats."));
    let said = south.ask(Method::POST, "messages", &body).await;
    assert_eq!(said.status, 201, "{}", said.body);
    let state = south.case().await;
    for told in [
        r#""without_prejudice":true"#,
        r#""condition":"if the harbour opens""#,
        r#""expires":1935583560000000"#,
        r#""state":"open""#,
    ] {
        assert!(state.contains(told), "{told} in {state}");
    }
    house.wait_minutes(2);
    assert!(south.case().await.contains(r#""state":"expired""#));
}

#[tokio::test]
async fn a_program_of_the_team_is_asked_again_before_it_says_what_another_room_told() {
    let house = House::with(&fjord()).await;
    let mut north = Program::of(&house, "Delegation of North", "North").await;
    north
        .say(ACT, "room-north", "our floor is 41 500 crowns")
        .await;
    let mut team = Program::of(&house, "Mediation team", "Maren Voss").await;
    let act = "00000000000000000000000000000a5e";
    let words = "would 41,500 do";
    let refused = team.say(act, "room-south", words).await;
    assert_eq!(refused.status, 422, "{}", refused.body);
    assert!(refused.body.contains("`sealed`"), "{}", refused.body);
    assert!(!refused.body.contains("41"), "{}", refused.body);
    let knowing = format!(
        r#"{{"act":"{act}","to":"room-south","kind":"words","words":"{words}","knowing":true}}"#
    );
    let said = team.ask(Method::POST, "messages", &knowing).await;
    assert_eq!(said.status, 201, "{}", said.body);
}
