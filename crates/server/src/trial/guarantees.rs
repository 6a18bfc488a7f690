//! Guarantees: what each seat reads of them, the rehearsal and the party that leaves.

use super::{House, fjord, look, shipped};
use crate::address::key;

const TEAM: &str = "Mediation team";
const SOUTH: &str = "Delegation of South";
const REEF: &str = "Partner Reef Union";

/// What the form of the page sends.
fn tried<'a>(breach: &'a str, hours: &'a str, without: &'a str) -> [(&'a str, &'a str); 3] {
    [("breach", breach), ("hours", hours), ("without", without)]
}

#[tokio::test]
async fn the_team_reads_who_would_answer_and_what_is_left_open() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let page = team.look("guarantees").await;
    look("guarantees-team", &page.body);
    assert_eq!(page.status, 200, "{}", page.body);
    for words in [
        "4 of 8 fears have a guarantee",
        "Nobody is named to decide that “A breach” has happened",
        "South lands on the skerries and stays",
        "Hangs on one alone",
        "depends on the figures",
    ] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    assert!(!page.body.contains("Hour by hour"));
}

#[tokio::test]
async fn a_rehearsed_breach_shows_what_is_past_and_what_is_to_come() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let b1 = key("breach", "b1");
    let page = team.act("guarantees", &tried(&b1, "24", "")).await;
    look("guarantees-rehearsed", &page.body);
    assert!(page.body.contains("after 24 hours"), "{}", page.body);
    assert!(page.body.contains("to come"));
    assert!(page.body.contains("now: 24 h"));
    assert!(page.body.contains("the next in 48 hours"), "{}", page.body);
    let reef = key("room", "reef");
    let without = team.act("guarantees", &tried(&b1, "24", &reef)).await;
    assert!(
        without.body.contains("Without Reef Union"),
        "{}",
        without.body
    );
    assert!(
        without.body.contains("This does not come"),
        "{}",
        without.body
    );
}

#[tokio::test]
async fn a_delegation_reads_its_own_fears_and_no_others_sealed_words() {
    let house = House::with(&fjord()).await;
    let mut south = house.seated(SOUTH).await;
    let page = south.look("guarantees").await;
    look("guarantees-south", &page.body);
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(page.body.contains("The Union tires of us"));
    assert!(page.body.contains("This counts only the fears"));
    for hidden in [
        "Fuel for South in a blockade",
        "thwartpin",
        "points of North",
    ] {
        assert!(!page.body.contains(hidden), "{hidden}");
    }
    // A breach that South may not know is answered as one that does not exist.
    let (sealed, none) = (key("breach", "b3"), key("breach", "nothing"));
    let sealed = south.act("guarantees", &tried(&sealed, "1", "")).await;
    assert_eq!(sealed.status, 200, "{}", sealed.body);
    assert!(!sealed.body.contains("Hour by hour"));
    let none = south.act("guarantees", &tried(&none, "1", "")).await;
    assert_eq!(sealed.body.len(), none.body.len());
}

#[tokio::test]
async fn a_partner_reads_what_it_gives_and_what_was_told_to_it() {
    let house = House::with(&fjord()).await;
    let mut reef = house.seated(REEF).await;
    let page = reef.look("guarantees").await.body;
    assert!(page.contains("Fuel for South in a blockade"));
    assert!(page.contains("The ships come and do not leave"));
    assert!(!page.contains("The Union tires of us"));
}

#[tokio::test]
async fn the_founding_case_has_its_clocks_of_24_and_72_hours_and_no_figures() {
    let house = House::with(&shipped("miami-2025")).await;
    let mut team = house.seated(TEAM).await;
    let breach = key("breach", "B01");
    let page = team.act("guarantees", &tried(&breach, "24", "")).await.body;
    look("guarantees-miami", &page);
    assert!(page.contains("the next in 48 hours"), "{page}");
    assert!(page.contains("The conflict goes on"));
    assert!(!page.contains("Does it pay?"));
}

#[tokio::test]
async fn a_case_without_guarantees_says_what_would_stand_here() {
    let house = House::with(&shipped("turbine-parts")).await;
    let mut team = house.seated(TEAM).await;
    let page = team.look("guarantees").await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("Fears and guarantees will stand here"));
}
