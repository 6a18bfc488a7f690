//! What the mediation team decides on the page of the draft: numbers, proposals, changes that came
//! too late; each through its forms.

use super::browser::{Answer, Browser};
use super::points::{issue, point};
use super::{House, fjord};

const TEAM: &str = "Mediation team";
const SOUTH: &str = "Delegation of South";
const NORTH: &str = "Delegation of North";

/// The page that says where each point of a pasted draft comes from.
async fn pasted(team: &mut Browser, words: &str) -> Answer {
    let text = team.look("draft").await.paper("/draft/lineage");
    let page = team.press(&text.typed("words", words)).await;
    assert_eq!(page.status, 200, "{}", page.body);
    page
}

/// South proposes other words for the border, and says why.
async fn proposed(south: &mut Browser) -> Answer {
    let words = south.look(&point("1")).await.paper("/words");
    let words = words.typed("words", "A line drawn by both, says the wigeon.");
    south
        .done(&words.typed("reason", "both must own it, says the pochard"))
        .await
}

#[tokio::test]
async fn points_are_numbered_in_their_order_for_the_team_and_elsewhere_with_the_next_draft() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let mut south = house.seated(SOUTH).await;
    let words = "3. The border\n\n    It follows the middle.\n\n7. Huts\n\n    They stay.";
    let text = pasted(&mut team, words).await.paper("/draft/text");
    team.done(&text).await;
    issue(&house, &mut team).await;
    let numbers = |page: &str| -> Vec<String> {
        let pieces = page.split("<span class=\"number\">").skip(1);
        let numbers = pieces.map(|piece| piece.split_once('.').unwrap().0.to_owned());
        numbers.collect()
    };
    let page = team.look("draft").await;
    assert_eq!(numbers(&page.body), ["3", "7"]);
    let page = team.done(&page.paper("/draft/renumber")).await;
    assert_eq!(numbers(&page.body), ["1", "2"]);
    assert_eq!(numbers(&south.look("draft").await.body), ["3", "7"]);
    issue(&house, &mut team).await;
    assert_eq!(numbers(&south.look("draft").await.body), ["1", "2"]);
}

#[tokio::test]
async fn a_proposal_that_is_taken_up_is_in_the_text_and_in_front_of_others_with_the_next_draft() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let mut south = house.seated(SOUTH).await;
    let mut north = house.seated(NORTH).await;
    issue(&house, &mut team).await;
    proposed(&mut south).await;
    assert!(!team.look(&point("1")).await.body.contains("wigeon"));
    let desk = team.look("draft").await;
    assert!(desk.body.contains("pochard"), "{}", desk.body);
    let desk = team.done(&desk.paper("/draft/take-up")).await;
    assert!(!desk.body.contains("waits for you"), "{}", desk.body);
    assert!(team.look(&point("1")).await.body.contains("wigeon"));
    assert!(!north.look("draft").await.body.contains("wigeon"));
    issue(&house, &mut team).await;
    let page = north.look("draft").await;
    assert!(page.body.contains("wigeon"), "{}", page.body);
    assert!(!page.body.contains("pochard"), "{}", page.body);
}

#[tokio::test]
async fn a_proposal_that_is_passed_over_waits_no_longer_and_why_stays_with_the_team() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let mut south = house.seated(SOUTH).await;
    issue(&house, &mut team).await;
    proposed(&mut south).await;
    let pass = team.look("draft").await.paper("/draft/pass-over");
    let desk = team
        .done(&pass.typed("reason", "too early, shearwater"))
        .await;
    assert!(!desk.body.contains("waits for you"), "{}", desk.body);
    assert!(!desk.body.contains("pochard"), "{}", desk.body);
    let programme = team.look("programme").await.body;
    let (_, row) = programme.split_once("</span> South</th>").unwrap();
    let (row, _) = row.split_once("</tr>").unwrap();
    for counted in [
        "Changes proposed\">1<",
        "Taken up\">0<",
        "Not taken up\">1<",
    ] {
        let cell = format!("data-head=\"{counted}");
        assert!(row.contains(&cell), "{cell}: {row}");
    }
    assert!(!team.look(&point("1")).await.body.contains("wigeon"));
    for place in [point("1"), "draft".to_owned()] {
        let page = south.look(&place).await;
        assert!(!page.body.contains("shearwater"), "{}", page.body);
    }
}

#[tokio::test]
async fn a_change_that_came_too_late_waits_for_the_team_until_it_is_dealt_with() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let words = team.look(&point("7")).await.paper("/words");
    let first = words.clone().typed("words", "Boats stay in port.");
    team.done(&first).await;
    let second = team
        .press(&words.typed("words", "Boats of the turnstone stay out."))
        .await;
    assert_eq!(second.status, 409, "{}", second.body);
    let desk = team.look("draft").await;
    assert!(desk.body.contains("One change came too late"));
    assert!(desk.body.contains("turnstone"), "{}", desk.body);
    let desk = team.done(&desk.paper("/draft/set-aside")).await;
    assert!(!desk.body.contains("too late"), "{}", desk.body);
    assert!(!desk.body.contains("turnstone"), "{}", desk.body);
    assert!(desk.body.contains("Boats stay in port."), "{}", desk.body);
}

#[tokio::test]
async fn where_each_pasted_point_comes_from_is_shown_and_mended_before_the_text_is_changed() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let words = "1. Fishing\n\n    Nobody fishes.\n\n2. Huts\n\n    They stay.";
    let page = pasted(&mut team, words).await;
    super::look("lineage", &page.body);
    for words in [
        "2 of 2 pasted points come from one that is here",
        "it has the same title",
        "it has the same number",
        "<li><bdi>Point 1, The border in the fjord</bdi></li>",
    ] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    assert!(!team.look("draft").await.body.contains("Nobody fishes."));
    let text = page.paper("/draft/text");
    let fishing = text.stands("from_1").to_owned();
    let twice = text.clone().chosen("from_2", &fishing);
    let refused = team.press(&twice).await;
    assert_eq!(refused.status, 422, "{}", refused.body);
    team.done(&text.chosen("from_2", "new")).await;
    // The fishing is point 1 now and has its questions; the huts are no longer the skerries.
    let fishing = team.look(&point("4")).await;
    assert!(fishing.body.contains("<h1 dir=\"auto\">Point 1, Fishing"));
    assert!(fishing.body.contains("Nobody fishes."), "{}", fishing.body);
    let skerries = team.look(&point("2")).await;
    assert!(!skerries.body.contains("They stay."), "{}", skerries.body);
    assert!(team.look("draft").await.body.contains("They stay."));
}

#[tokio::test]
async fn proposals_are_found_by_whose_they_are_and_by_their_reasons() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let mut south = house.seated(SOUTH).await;
    let mut north = house.seated(NORTH).await;
    issue(&house, &mut team).await;
    proposed(&mut south).await;
    let words = north.look(&point("1")).await.paper("/words");
    let words = words.typed("words", "A line that the tide draws.");
    north
        .done(&words.typed("reason", "nobody can own it, says the garganey"))
        .await;
    let page = team.look("draft").await;
    assert!(
        page.body
            .contains("One pair of proposals cannot both be taken up")
    );
    let found = team.act("draft/find", &[("find", "south POCHARD")]).await;
    assert_eq!(found.status, 200, "{}", found.body);
    assert!(found.body.contains("pochard") && !found.body.contains("garganey"));
    assert!(
        found.body.contains("Two proposals wait for you"),
        "{}",
        found.body
    );
    let found = team.act("draft/find", &[("find", "nobody")]).await;
    assert!(!found.body.contains("pochard") && found.body.contains("garganey"));
    assert_eq!(south.act("draft/find", &[("find", "a")]).await.status, 404);
}
