//! Words of one room that the mediation team is about to say in another: it is asked again, wherever
//! it writes; nobody else ever is.

use super::browser::{Answer, Browser};
use super::{House, fjord, look};
use crate::address::key;

const SECRET: &str = "never below 41 500 crowns, whatever the assembly says of it";

/// North tells something in confidence, sealed.
async fn told(house: &House) -> Browser {
    let mut north = house.seated("Delegation of North").await;
    let room = format!("room/{}", key("room", "north"));
    let page = north.look(&room).await;
    let paper = page.paper("/tell").typed("words", SECRET);
    north.done(&paper).await;
    north
}

/// What is asked of the team before its words go out, and what stands there after it meant them.
async fn asked_again(team: &mut Browser, refused: &Answer) -> Answer {
    assert_eq!(refused.status, 422, "{}", refused.body);
    assert!(refused.body.contains("“sealed”"), "{}", refused.body);
    assert!(!refused.body.contains("assembly"), "{}", refused.body);
    let again = refused.paper_after("is this meant", "");
    team.press(&again).await
}

#[tokio::test]
async fn the_team_is_asked_again_in_a_room_and_the_preview_carries_its_answer_on() {
    let house = House::with(&fjord()).await;
    told(&house).await;
    let mut team = house.seated("Mediation team").await;
    let room = format!("room/{}", key("room", "south"));
    let page = team.look(&room).await;
    let paper = page.paper("/say").typed("words", "Would 41.500 crowns do?");
    let refused = team.press(&paper).await;
    look("asked-again", &refused.body);
    let preview = asked_again(&mut team, &refused).await;
    assert_eq!(preview.status, 200, "{}", preview.body);
    let done = team.press(&preview.paper("/say")).await;
    assert_eq!(done.status, 303, "{}", done.body);
    assert!(
        team.look(&room)
            .await
            .body
            .contains("Would 41.500 crowns do?")
    );
    // It stands there now: saying it again gives nothing away.
    let page = team.look(&room).await;
    let again = page.paper("/say").typed("words", "41 500 crowns, we said.");
    assert_eq!(team.press(&again).await.status, 200);
}

#[tokio::test]
async fn a_readout_a_plan_and_a_carried_message_are_asked_about_too() {
    let house = House::with(&fjord()).await;
    told(&house).await;
    let mut team = house.seated("Mediation team").await;
    let page = team.look("readout").await;
    let paper = page.paper("/readout").typed("title", "Progress");
    let paper = paper.typed("words", "The sides spoke of 41 500 crowns.");
    let preview = team.press(&paper).await;
    let confirmed = preview.paper("/readout");
    let refused = team.press(&confirmed).await;
    let done = asked_again(&mut team, &refused).await;
    assert_eq!(done.status, 303, "{}", done.body);
    let carry = format!("carry/{}", key("room", "south"));
    let page = team.look(&carry).await;
    let paper = page
        .paper("/say")
        .typed("words", "Never below 41,500 crowns.");
    let refused = team.press(&paper).await;
    let preview = asked_again(&mut team, &refused).await;
    assert_eq!(preview.status, 200, "{}", preview.body);
    let done = team.press(&preview.paper("/say")).await;
    assert_eq!(done.status, 303, "{}", done.body);
}

#[tokio::test]
async fn a_delegation_that_says_the_same_by_chance_learns_nothing_of_it() {
    let mut answers = Vec::new();
    for is_told in [true, false] {
        let house = House::with(&fjord()).await;
        if is_told {
            told(&house).await;
        } else {
            house.seated("Delegation of North").await;
        }
        let mut south = house.seated("Delegation of South").await;
        house.roll(7);
        let room = format!("room/{}", key("room", "south"));
        let page = south.look(&room).await;
        let paper = page.paper("/say").typed("words", SECRET);
        let preview = south.press(&paper).await;
        assert_eq!(preview.status, 200, "{}", preview.body);
        let at = south.at.clone();
        answers.push(preview.body.replace(&at, ""));
    }
    assert_eq!(answers[0], answers[1]);
}
