//! The page of the draft: issuing it, reading it, taking changes back.

use super::{House, fjord, look};

const SOUTH: &str = "Delegation of South";

#[tokio::test]
async fn a_draft_is_issued_in_two_steps_and_says_who_will_see_it_before_it_goes() {
    let house = House::with(&fjord()).await;
    let mut mediator = house.seated("Mediation team").await;
    let mut south = house.seated(SOUTH).await;
    let mut north = house.seated("Delegation of North").await;
    let empty = south.look("draft").await;
    assert!(empty.body.contains("No draft has been issued to you yet"));
    let fields = [("what", "bracketed"), ("to", "room-south")];
    let preview = mediator.act("draft/issue", &fields).await;
    look("issue", &preview.body);
    assert!(
        preview.body.contains("<bdi>Delegation of South</bdi>"),
        "{}",
        preview.body
    );
    assert!(!preview.body.contains("<bdi>Delegation of North</bdi>"));
    assert!(
        south
            .look("draft")
            .await
            .body
            .contains("No draft has been issued to you yet")
    );
    let act = preview.field("act").to_owned();
    let fields = [("act", act.as_str()), fields[0], fields[1]];
    let answer = mediator.act("draft/issued", &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let held = mediator.look("draft").await;
    assert!(held.body.contains("Draft 1 is held until"), "{}", held.body);
    assert!(held.body.contains("Call it back"));
    house.wait_minutes(2);
    let page = mediator.look("draft").await;
    look("draft-mediator", &page.body);
    assert!(
        page.body.contains("The room of South</th><td>1<"),
        "{}",
        page.body
    );
    let page = south.look("draft").await;
    look("draft-south", &page.body);
    assert!(page.body.contains("Draft 1, issued on"), "{}", page.body);
    assert!(!page.body.contains("Issue a draft"));
    let page = north.look("draft").await;
    assert!(page.body.contains("No draft has been issued to you yet"));
}

#[tokio::test]
async fn a_delegation_cannot_do_what_the_team_does_with_the_text() {
    let house = House::with(&fjord()).await;
    let mut south = house.seated(SOUTH).await;
    let act = "0123456789abcdef0123456789abcdef";
    for place in [
        "draft/renumber",
        "draft/undo",
        "draft/text",
        "draft/issue",
        "draft/issued",
    ] {
        let answer = south
            .act(place, &[("act", act), ("what", "bracketed")])
            .await;
        assert!(
            [404, 422].contains(&answer.status),
            "{place}: {}",
            answer.status
        );
    }
    assert!(
        south
            .look("draft")
            .await
            .body
            .contains("No draft has been issued to you yet")
    );
}

#[tokio::test]
async fn a_pasted_draft_takes_the_place_of_the_text_and_can_be_taken_back() {
    let house = House::with(&fjord()).await;
    let mut mediator = house.seated("Mediation team").await;
    let page = mediator.look("draft").await;
    let words = "1. The border\n\n    It follows the [middle | old] line.\n\n2. The skerries\n\n    \
                 They are nobody's.";
    let fields = [
        ("act", page.field("act")),
        ("against", &crate::address::key("revision", "0")),
        ("words", words),
        ("language", "en"),
    ];
    let answer = mediator.act("draft/text", &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let page = mediator.look("draft").await;
    assert!(
        page.body.contains("2 points, 1 open brackets"),
        "{}",
        page.body
    );
    assert!(page.body.contains("It follows the "));
    let redline = mediator
        .press(
            &page
                .paper("/draft")
                .chosen("against", "the working text as it began"),
        )
        .await;
    look("draft-redline", &redline.body);
    assert!(
        redline.body.contains("<ins>It follows</ins>"),
        "{}",
        redline.body
    );
    let (_, rest) = page.body.split_once("name=\"step\" value=\"").unwrap();
    let step = rest.split_once('"').unwrap().0;
    let fields = [("act", page.field("act")), ("step", step)];
    let answer = mediator.act("draft/undo", &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let page = mediator.look("draft").await;
    assert!(!page.body.contains("It follows the "));
    let clean = mediator.look("draft?form=clean").await;
    assert!(!clean.body.contains("The line of the old chart"));
}

#[tokio::test]
async fn the_draft_of_a_seat_holds_no_word_that_it_may_not_know() {
    let house = House::with(&fjord()).await;
    let mut mediator = house.seated("Mediation team").await;
    let preview = [("what", "bracketed"), ("to", "plenary")];
    let act = mediator
        .act("draft/issue", &preview)
        .await
        .field("act")
        .to_owned();
    let fields = [("act", act.as_str()), preview[0], preview[1]];
    assert_eq!(mediator.act("draft/issued", &fields).await.status, 303);
    house.wait_minutes(2);
    mediator.look("draft").await;
    for seat in ["South", "North"] {
        let mut browser = house.seated(&format!("Delegation of {seat}")).await;
        let page = browser.look("draft").await.body;
        assert!(page.contains("Draft 1, issued on"), "{page}");
        super::canaries::check(&page, &seat.to_lowercase());
    }
}

#[tokio::test]
async fn before_a_draft_goes_the_team_reads_what_its_readers_may_infer_and_they_do_not() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated("Mediation team").await;
    let mut south = house.seated("Delegation of South").await;
    super::shuttle::consented(&mut team, "south").await;
    let place = super::points::point("2");
    let status = south.look(&place).await.paper("/status");
    let status = status.chosen("status", "acceptable");
    south.done(&status.chosen("holds", "Nobody's")).await;
    let settle = team.look(&place).await.paper("/settle");
    team.done(&settle.chosen("choice", "Nobody's")).await;
    let preview = |to| [("what", "bracketed"), ("to", to)];
    let told = team.act("draft/issue", &preview("room-north")).await.body;
    look("issue-infer", &told);
    let words = ": South stands behind it, told as sealed.";
    assert!(told.contains(words), "{told}");
    let own = team.act("draft/issue", &preview("room-south")).await.body;
    assert!(!own.contains("may infer"), "{own}");
    let act = team.look("draft").await.field("act").to_owned();
    let fields = [
        ("act", act.as_str()),
        ("what", "bracketed"),
        ("to", "room-north"),
    ];
    assert_eq!(team.act("draft/issued", &fields).await.status, 303);
    house.wait_minutes(2);
    team.look("draft").await;
    let mut north = house.seated("Delegation of North").await;
    for page in ["draft", place.as_str(), "table"] {
        let page = north.look(page).await.body;
        assert!(!page.contains("stands behind it, told"), "{page}");
    }
}
