//! A whole case with only the mediation team signed in: what each side says is taken down for it,
//! with who said so and when, from consent to signature.

use super::browser::{Answer, Browser};
use super::points::point;
use super::shuttle::consented;
use super::{House, fjord, look};
use crate::address::key;

const SIDES: [&str; 2] = ["North", "South"];

/// The form of a point, as the word of a party.
async fn word(team: &mut Browser, ending: &str, party: &str) -> super::paper::Paper {
    let paper = team.look(&point("2")).await.paper(ending);
    paper.chosen("party", party).typed("said_by", "the envoy")
}

async fn issued(house: &House, team: &mut Browser) {
    let issue = team.look("draft").await.paper("/draft/issue");
    let issue = issue.ticked("to", "room-north").ticked("to", "room-south");
    let preview = team.press(&issue).await;
    team.done(&preview.paper("/draft/issued")).await;
    house.wait_minutes(2);
    team.look("draft").await;
}

#[tokio::test]
async fn a_whole_case_is_carried_through_with_only_the_mediation_team_signed_in() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated("Mediation team").await;
    for party in ["north", "south"] {
        consented(&mut team, party).await;
    }
    carried(&house, &mut team).await;
    proposed(&house, &mut team).await;
    agreed(&house, &mut team).await;
    voted(&house, &mut team).await;
}

/// North tells a need, lets it travel, and it is carried to South.
async fn carried(house: &House, team: &mut Browser) {
    let room = format!("room/{}", key("room", "north"));
    let tell = team.look(&room).await.paper("/tell").chosen("kind", "need");
    let tell = tell.typed("words", "berths for the dunlin boats");
    let page = team.done(&tell.typed("said_by", "the envoy")).await;
    let class = page
        .paper_after("dunlin", "/class")
        .chosen("class", "unattributed");
    let class = class.ticked("to", "South").typed("said_by", "the envoy");
    team.done(&class).await;
    let to = team.look("carry").await.link("South");
    let carry = team.get(&to).await.paper("/say").ticked("cite", "dunlin");
    let carry = carry.typed("words", "A neighbour would need berths.");
    let preview = team.press(&carry).await;
    team.done(&preview.paper("/say")).await;
    house.wait_minutes(2);
    team.look("carry").await;
    let south = team.look(&format!("room/{}", key("room", "south"))).await;
    assert!(
        south.body.contains("A neighbour would need berths."),
        "{}",
        south.body
    );
}

/// A draft goes to both; South finds it wanting and proposes other words, which are taken up.
async fn proposed(house: &House, team: &mut Browser) {
    issued(house, team).await;
    let criticise = word(team, "/criticise", "South").await;
    team.done(&criticise.typed("words", "it says nothing of the huts"))
        .await;
    let page = team.look(&point("2")).await;
    look("taken-down-proposal", &page.body);
    let taking = page
        .paper_after("Take down other words", "/words")
        .chosen("party", "South");
    let words = format!(
        "{} The huts stay, says the siskin.",
        taking.stands("words").trim_end()
    );
    let taking = taking.typed("words", &words).typed("said_by", "the envoy");
    let page = team.done(&taking).await;
    let (text, _) = page.body.split_once("Take down other words").unwrap();
    assert!(
        !text.contains("siskin"),
        "the working text stays as it is: {text}"
    );
    let draft = team.look("draft").await;
    assert!(
        draft.body.contains("One proposal waits for you"),
        "{}",
        draft.body
    );
    team.done(&draft.paper("/draft/take-up")).await;
    assert!(team.look(&point("2")).await.body.contains("siskin"));
}

/// The skerries are settled, issued, agreed to, and signed by both.
async fn agreed(house: &House, team: &mut Browser) {
    let settle = team.look(&point("2")).await.paper("/settle");
    team.done(&settle.chosen("choice", "Nobody's")).await;
    issued(house, team).await;
    for party in SIDES {
        let status = word(team, "/status", party).await;
        team.done(&status.chosen("status", "agreed")).await;
        let read = word(team, "/read-back", party).await;
        team.done(&read.typed("words", "the rocks belong to nobody"))
            .await;
        let hand = word(team, "/hand", party).await;
        team.done(&hand.chosen("hand", "signed")).await;
    }
    let page = team.look(&point("2")).await;
    assert!(page.body.contains("is signed</h1>"), "{}", page.body);
}

/// A package is put to both; an answer that was mistyped is taken back, and both accept.
async fn voted(house: &House, team: &mut Browser) {
    let to = team.look("packages").await.link("Draft in hand");
    let ask = team.get(&to).await.paper("/packages/ballot");
    let preview = team.press(&ask).await;
    team.done(&preview.paper("/packages/ballot")).await;
    house.wait_minutes(2);
    answered(team, "North", "declines").await;
    let page = team.look("packages").await;
    assert!(page.body.contains("South to answer"), "{}", page.body);
    let back = page.paper("/packages/answer-back");
    assert!(
        page.body.contains("we took down for North"),
        "{}",
        page.body
    );
    let page = team.done(&back).await;
    assert!(
        page.body.contains("North and South to answer"),
        "{}",
        page.body
    );
    for party in SIDES {
        answered(team, party, "accepts").await;
    }
    let count = team.look("packages").await.paper("/packages/count");
    let page = team.done(&count).await;
    assert!(
        page.body.contains("<strong>accepted by all</strong>"),
        "{}",
        page.body
    );
    assert!(!page.body.contains("/answer-back"), "{}", page.body);
}

async fn answered(team: &mut Browser, party: &str, answer: &str) -> Answer {
    let paper = team.look("packages").await.paper("/packages/answer");
    let paper = paper.chosen("ballot", party).ticked("answer", answer);
    team.done(&paper.typed("said_by", "the envoy")).await
}
