//! What is made of a meeting: its lines sorted or kept back, its minutes; each through the forms of
//! the pages, and in front of whom it then stands.

use super::shuttle::{consented, debriefed};
use super::{House, fjord};
use crate::address::key;

const TEAM: &str = "Mediation team";
const SOUTH: &str = "Delegation of South";
const NORTH: &str = "Delegation of North";

#[tokio::test]
async fn a_line_that_is_sorted_stands_in_its_partys_room_and_one_that_is_kept_back_in_none() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let room = consented(&mut team, "north").await;
    debriefed(
        &mut team,
        &room,
        &["nothere: oxlip", "elsewhere: brackling"],
    )
    .await;
    let sort = format!("{room}/sort");
    let page = team.look(&sort).await;
    assert!(page.body.contains("Two lines wait"), "{}", page.body);
    let clear = page.paper_after("nothere: oxlip", "/sort");
    let clear = clear
        .typed("line", "fact 1: oxlip grows there")
        .typed("said_by", "the head of delegation");
    let page = team.done(&clear).await;
    assert!(page.body.contains("One line waits"), "{}", page.body);
    let page = team.done(&page.paper("/keep-back")).await;
    assert!(page.body.contains("Every line is sorted"), "{}", page.body);
    let (_, done) = page.body.split_once("id=\"done\"").unwrap();
    for words in ["written into the room", "kept to the team"] {
        assert_eq!(done.matches(words).count(), 1, "{done}");
    }
    let mut north = house.seated(NORTH).await;
    for browser in [&mut team, &mut north] {
        let page = browser.look(&room).await;
        assert!(page.body.contains("oxlip grows there"), "{}", page.body);
        assert!(!page.body.contains("brackling"), "{}", page.body);
    }
    let mut south = house.seated(SOUTH).await;
    for place in [format!("room/{}", key("room", "south")), "table".to_owned()] {
        let page = south.look(&place).await;
        assert_eq!(page.status, 200);
        assert!(!page.body.contains("oxlip"), "{}", page.body);
    }
}

#[tokio::test]
async fn a_meeting_that_was_held_and_its_minutes_stand_in_the_room_it_was_with_and_in_no_other() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let room = format!("room/{}", key("room", "south"));
    let plan = team.look("programme").await.paper("/plan");
    let plan = plan
        .chosen("audience", "South")
        .typed("format", "proximity talks")
        .typed("place", "the ruff and reeve")
        .typed("date", "2031-05-02");
    let page = team.confirmed(&plan).await;
    let held = page.paper("/held").typed("lasted", "95");
    let held = held
        .typed("present", "Ines Moll")
        .typed("minutes", "they spoke of the dunlin");
    let refused = team.press(&held).await;
    assert_eq!(refused.status, 422, "{}", refused.body);
    consented(&mut team, "south").await;
    let page = team.confirmed(&held).await;
    assert!(page.body.contains("No meeting is planned"), "{}", page.body);
    let (_, after) = page.body.split_once("id=\"held\"").unwrap();
    for words in ["95 minutes", "Ines Moll", "they spoke of the dunlin"] {
        assert!(after.contains(words), "{words}: {after}");
    }
    let mut south = house.seated(SOUTH).await;
    let page = south.look(&room).await;
    for words in [
        "the ruff and reeve",
        "95 minutes",
        "they spoke of the dunlin",
    ] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    let mut north = house.seated(NORTH).await;
    for place in [
        format!("room/{}", key("room", "north")),
        "room/joint".to_owned(),
    ] {
        let page = north.look(&place).await;
        assert_eq!(page.status, 200);
        assert!(!page.body.contains("dunlin") && !page.body.contains("reeve"));
    }
}
