//! What each seat's pages show, and what every answer carries.

use super::{House, fjord, look, walk};
use std::path::Path;

#[tokio::test]
async fn each_seat_sees_its_own_places_and_is_told_who_else_sees_the_page() {
    let house = House::with(&fjord()).await;
    let mut mediator = house.seated("Mediation team").await;
    let page = mediator.look("table").await;
    look("served-mediator", &page.body);
    assert_eq!(page.status, 200);
    assert!(page.body.contains("mediation team only"));
    assert!(page.body.contains("/carry\""));
    let mut south = house.seated("Delegation of South").await;
    let page = south.look("table").await;
    look("served-south", &page.body);
    assert!(page.body.contains("South, mediation team"));
    assert!(!page.body.contains("/carry\""));
}

#[tokio::test]
async fn every_page_of_a_seat_has_a_way_out() {
    let house = House::with(&fjord()).await;
    let mut reef = house.seated("Partner Reef Union").await;
    let pages = walk::pages(&mut reef).await;
    let pages = pages.iter().filter(|(_, page)| page.status == 200);
    let pages = pages.filter(|(_, page)| page.head("content-type").starts_with("text/html"));
    let mut count = 0;
    for (path, page) in pages {
        let way = format!("{}/sign-out", reef.at);
        assert!(page.addresses().contains(&way), "{path}: {}", page.body);
        count += 1;
    }
    assert!(count > 3, "{count}");
}

#[tokio::test]
async fn a_place_a_seat_does_not_have_and_one_that_nobody_has_look_the_same() {
    let house = House::with(&fjord()).await;
    let mut reef = house.seated("Partner Reef Union").await;
    let forbidden = reef.look("table").await;
    let missing = reef.look("nowhere").await;
    let outside = reef.get("/nowhere").await;
    assert_eq!(
        (forbidden.status, missing.status, outside.status),
        (404, 404, 404)
    );
    assert_eq!(forbidden.body, missing.body);
    assert_eq!(forbidden.body, outside.body);
    assert_eq!(forbidden.heads, missing.heads);
}

#[tokio::test]
async fn no_word_that_a_seat_may_not_know_is_on_its_table() {
    let house = House::with(&fjord()).await;
    let mut south = house.seated("Delegation of South").await;
    let page = south.look("table").await.body;
    for word in ["lilacrudder", "millhalyard"] {
        assert!(!page.contains(word), "{word}");
    }
    let mut mediator = house.seated("Mediation team").await;
    assert!(mediator.look("table").await.body.contains("coralbeck"));
}

#[tokio::test]
async fn the_page_that_explains_the_talks_holds_no_word_of_any_room() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated("Mediation team").await;
    assert!(
        team.look("readout")
            .await
            .body
            .contains("/readout/explainer")
    );
    let page = team.look("readout/explainer").await;
    let heading = "The text, point by point";
    assert!(page.body.contains(heading), "{}", page.body);
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/fjord/canaries.txt");
    let canaries = std::fs::read_to_string(file).unwrap();
    let lines = canaries.lines().filter(|line| !line.starts_with('#'));
    let words: Vec<&str> = lines.filter_map(|line| line.split('\t').next()).collect();
    assert!(words.len() > 50);
    for word in words {
        assert!(!page.body.contains(word), "{word}");
    }
}

#[tokio::test]
async fn every_answer_carries_the_policy_and_pages_are_kept_nowhere() {
    let house = House::with(&fjord()).await;
    let mut south = house.seated("Delegation of South").await;
    for path in ["/", "/sign-in", "/nowhere", &format!("{}/table", south.at)] {
        let answer = south.get(path).await;
        let policy = answer.head("content-security-policy");
        assert!(policy.starts_with("default-src 'none';"), "{path}");
        assert_eq!(answer.head("cache-control"), "no-store", "{path}");
        assert_eq!(answer.head("referrer-policy"), "no-referrer", "{path}");
        assert_eq!(answer.head("x-content-type-options"), "nosniff", "{path}");
    }
    let style = south.get(crate::asset::STYLE.path()).await;
    assert_eq!(
        style.head("cache-control"),
        "public, max-age=31536000, immutable"
    );
}

#[tokio::test]
async fn the_shell_speaks_the_readers_language_in_its_direction() {
    let house = House::with(&fjord()).await;
    let mut south = house.seated("Delegation of South").await;
    let chosen = south.post("/language", &[("language", "ar")]).await;
    assert_eq!(chosen.status, 303);
    let page = south.look("table").await.body;
    look("served-south-rtl", &page);
    assert!(page.contains("<html lang=\"ar\" dir=\"rtl\">"));
    assert!(page.contains("الطاولة"));
}

#[tokio::test]
async fn a_page_that_answers_a_form_does_not_ask_for_itself_again() {
    let house = House::with(&fjord()).await;
    let mut south = house.seated("Delegation of South").await;
    let page = south.look("table").await;
    let changes = format!("data-changes=\"{}/changes\"", south.at);
    assert!(page.body.contains(&changes), "{}", page.body);
    let find = page.paper("/table").typed("find", "patrols");
    let found = south.press(&find).await;
    assert_eq!(found.status, 200, "{}", found.body);
    assert!(found.body.contains("data-changes=\"\""), "{}", found.body);
}
