//! Order: loops, the plan, exposure by seat, what is tried out, and the files to take away.

use super::{House, fjord, look, shipped};
use crate::address::key;

const TEAM: &str = "Mediation team";
const SOUTH: &str = "Delegation of South";

#[tokio::test]
async fn the_team_sees_loops_what_breaks_them_the_plan_and_every_sides_exposure() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let page = team.look("order").await;
    look("order-team", &page.body);
    assert_eq!(page.status, 200, "{}", page.body);
    for words in [
        "The preconditions go in one circle",
        "Any one of these breaks loop 1",
        "With one change",
        "North: given before it was received",
        "South: given before it was received",
    ] {
        assert!(page.body.contains(words), "{words}");
    }
    assert!(page.body.contains("class=\"loop\"") && page.body.contains("class=\"exposed\""));
}

#[tokio::test]
async fn a_delegation_sees_the_plan_and_no_exposure_but_its_own() {
    let house = House::with(&fjord()).await;
    let mut south = house.seated(SOUTH).await;
    let page = south.look("order").await;
    look("order-south", &page.body);
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(page.body.contains("South: given before it was received"));
    assert!(!page.body.contains("North: given before it was received"));
}

#[tokio::test]
async fn a_step_that_is_tried_on_another_day_is_told_beside_the_plan_and_kept_nowhere() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let page = team.look("order").await;
    let nets = key("act", "nets");
    let field = format!("day-{nets}");
    let tried = page.paper("/order").typed(&field, "300");
    let answer = team.press(&tried).await;
    look("order-tried", &answer.body);
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(answer.body.contains("Tried like this"), "{}", answer.body);
    assert!(answer.body.contains("The end moves from"));
    assert_eq!(answer.paper("/order").stands(&field), "300");
    let early = team.press(&page.paper("/order").typed(&field, "0")).await;
    let held = "“South lifts its nets in the northern narrows” cannot begin on 2031-06-05";
    assert!(early.body.contains(held), "{}", early.body);
    let bars = answer.body.split("data-bars=\"").nth(1).unwrap();
    let (bars, _) = bars.split_once('"').unwrap();
    let bars: Vec<&str> = bars.split(' ').collect();
    assert!(
        bars.contains(&nets.as_str()) && bars.contains(&"-"),
        "{bars:?}"
    );
    assert_eq!(bars.len(), answer.body.matches("data-start=").count());
    let part = [("step", nets.as_str()), (&field, "300"), ("part", "result")];
    let part = team.act("order", &part).await;
    assert_eq!(part.status, 200);
    assert!(!part.body.contains("<html") && part.body.contains("The end moves from"));
    let again = team.look("order").await;
    assert!(!again.body.contains("Tried like this"));
    let wrong = team.press(&page.paper("/order").typed(&field, "-3")).await;
    assert_eq!(wrong.status, 422, "{}", wrong.body);
}

#[tokio::test]
async fn what_is_typed_stays_where_it_leaves_no_dates() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let page = team.look("order").await;
    let field = format!("days-{}", key("act", "monitors"));
    let answer = team
        .press(&page.paper("/order").typed(&field, "30000"))
        .await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(answer.body.contains("there is no plan"), "{}", answer.body);
    assert_eq!(answer.paper("/order").stands(&field), "30000");
}

#[tokio::test]
async fn another_way_to_break_the_circles_is_chosen_and_kept_nowhere() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let page = team.look("order").await;
    assert!(page.body.contains("This is way 1."), "{}", page.body);
    let other = page.paper("/order").chosen("way", "2");
    let answer = team.press(&other).await;
    assert!(answer.body.contains("This is way 2."), "{}", answer.body);
    assert!(answer.body.contains("Tried like this"));
    assert_eq!(answer.paper("/order").stands("way"), "2");
    let none = team.act("order", &[("way", "99")]).await;
    let why = "Tried like this there is no plan: there is no way 99 to break the circles";
    assert!(none.body.contains(why), "{}", none.body);
    assert!(team.look("order").await.body.contains("This is way 1."));
}

#[tokio::test]
async fn the_plan_and_the_matrix_are_taken_away_as_files() {
    let house = House::with(&fjord()).await;
    let mut south = house.seated(SOUTH).await;
    let file = south.look("order/calendar").await;
    assert_eq!(file.head("content-type"), "text/calendar; charset=utf-8");
    assert!(file.body.starts_with("BEGIN:VCALENDAR\r\n"));
    let file = south.look("order/matrix").await;
    assert_eq!(file.head("content-type"), "text/csv; charset=utf-8");
    assert!(file.body.starts_with("theme,points,commitment,"));
}

#[tokio::test]
async fn a_case_in_which_nothing_is_owed_says_so() {
    let house = House::with(&shipped("bill-and-jack")).await;
    let mut team = house.seated(TEAM).await;
    let page = team.look("order").await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(page.body.contains("Nothing is owed yet"));
    assert_eq!(team.look("order/calendar").await.status, 404);
}
