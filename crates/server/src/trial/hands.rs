//! What was meant for the words of one draft is not taken down on other words, and what was agreed
//! to, initialled or signed counts for as long as its words stand; each through the forms of a
//! point.

use super::browser::{Answer, Browser};
use super::points::{issue, point};
use super::shuttle::consented;
use super::{House, fjord, look};

const TEAM: &str = "Mediation team";
const SOUTH: &str = "Delegation of South";
const NORTH: &str = "Delegation of North";

/// The team puts a sentence at the end of a point of the working text.
async fn reworded(team: &mut Browser, place: &str, sentence: &str) -> Answer {
    let paper = team.look(place).await.paper("/words");
    let words = format!("{} {sentence}", paper.stands("words").trim_end());
    team.done(&paper.typed("words", &words)).await
}

/// The skerries are nobody's, in the working text and in a draft.
async fn settled(house: &House, team: &mut Browser) {
    let settle = team.look(&point("2")).await.paper("/settle");
    team.done(&settle.chosen("choice", "Nobody's")).await;
    issue(house, team).await;
}

/// A delegation agrees to the skerries, and signs.
async fn signed(browser: &mut Browser) {
    let place = point("2");
    let status = browser.look(&place).await.paper("/status");
    browser.done(&status.chosen("status", "agreed")).await;
    let hand = browser.look(&place).await.paper("/hand");
    browser.done(&hand.chosen("hand", "signed")).await;
}

#[tokio::test]
async fn no_word_meant_for_one_draft_is_taken_down_on_another_that_says_something_else() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let mut south = house.seated(SOUTH).await;
    settled(&house, &mut team).await;
    let place = point("2");
    let page = south.look(&place).await;
    let meant = [
        page.paper("/status").chosen("status", "agreed"),
        page.paper("/read-back")
            .typed("words", "nobody lives there, curlew"),
        page.paper("/criticise").typed("words", "too short, curlew"),
        page.paper("/hand").chosen("hand", "signed"),
    ];
    reworded(
        &mut team,
        &place,
        "The huts are pulled down, says the dotterel.",
    )
    .await;
    issue(&house, &mut team).await;
    for paper in &meant {
        let answer = south.press(paper).await;
        look("other-draft", &answer.body);
        assert_eq!(answer.status, 409, "{}", answer.body);
        for words in ["draft 1 has it", "draft 2 has it", "says the dotterel"] {
            assert!(answer.body.contains(words), "{words}: {}", answer.body);
        }
    }
    let page = south.look(&place).await;
    for words in ["curlew", "signature on draft", "class=\"status agreed\""] {
        assert!(!page.body.contains(words), "{words}: {}", page.body);
    }
    // A draft that leaves the point alone takes nothing back from whoever read the one before.
    let hand = page.paper("/hand").chosen("hand", "signed");
    reworded(&mut team, &point("4"), "Nobody fishes, says the dotterel.").await;
    issue(&house, &mut team).await;
    let page = south.done(&hand).await;
    assert!(
        page.body.contains("South, signature on draft 2"),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn what_both_signed_is_not_signed_any_more_once_its_words_were_changed() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let mut south = house.seated(SOUTH).await;
    let mut north = house.seated(NORTH).await;
    settled(&house, &mut team).await;
    for browser in [&mut south, &mut north] {
        signed(browser).await;
    }
    let place = point("2");
    let page = team.look(&place).await;
    assert!(page.body.contains("is signed</h1>"), "{}", page.body);
    let table = team.look("table").await;
    assert!(
        table.body.contains("<strong>Signed</strong>"),
        "{}",
        table.body
    );
    let page = reworded(&mut team, &place, "The huts are pulled down.").await;
    look("signed-other-words", &page.body);
    for words in [
        "is still being worked on</h1>",
        "What North and South agreed to, initialled or signed here was in other words",
        "of other words than stand here now",
        "To other words than stand here now: it counts no longer.",
    ] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    let table = team.look("table").await;
    look("table-other-words", &table.body);
    assert!(
        table.body.contains("agreed, but of other words"),
        "{}",
        table.body
    );
    assert!(
        !table.body.contains("<strong>Signed</strong>"),
        "{}",
        table.body
    );
    // South has the words that it signed, until a draft brings it others.
    let told = "agreed to, initialled or signed here was in other words";
    assert!(!south.look(&place).await.body.contains(told));
    issue(&house, &mut team).await;
    let page = south.look(&place).await;
    assert!(page.body.contains(told), "{}", page.body);
    assert!(!page.body.contains("What North"), "{}", page.body);
}

#[tokio::test]
async fn a_hand_on_words_that_are_read_in_two_ways_is_taken_down_by_a_team_that_was_told() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let mut south = house.seated(SOUTH).await;
    let mut north = house.seated(NORTH).await;
    settled(&house, &mut team).await;
    let place = point("2");
    let read = south.look(&place).await.paper("/read-back");
    south.done(&read.typed("words", "huts and all")).await;
    let judge = team.look(&place).await.paper("/judge");
    let page = team
        .done(&judge.typed("how", "the others leave the huts out"))
        .await;
    look("hand-over-difference", &page.body);
    consented(&mut team, "north").await;
    let hand = page
        .paper("/hand")
        .chosen("party", "North")
        .chosen("hand", "signed");
    let hand = hand.typed("said_by", "the envoy");
    let refused = team.press(&hand).await;
    assert_eq!(refused.status, 422, "{}", refused.body);
    assert!(
        refused.body.contains("read in more than one way"),
        "{}",
        refused.body
    );
    team.done(&hand.ticked("over", "all the same")).await;
    // A delegation is told nothing of how another reads it.
    signed(&mut south).await;
    signed(&mut north).await;
    let page = team.look(&place).await;
    let heading = "is signed, and is read in more than one way</h1>";
    assert!(page.body.contains(heading), "{}", page.body);
    let page = south.look(&place).await;
    assert!(!page.body.contains("more than one way"), "{}", page.body);
}

#[tokio::test]
async fn an_agreed_point_says_that_it_holds_only_with_another_that_is_not_agreed() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let mut south = house.seated(SOUTH).await;
    let mut north = house.seated(NORTH).await;
    settled(&house, &mut team).await;
    let place = point("2");
    let status = south.look(&place).await.paper("/status");
    let status = status.chosen("status", "agreed").ticked("on", "7");
    let page = south.done(&status).await;
    let condition = "For South, this holds only with point 7";
    assert!(page.body.contains(condition), "{}", page.body);
    let status = north.look(&place).await.paper("/status");
    north.done(&status.chosen("status", "agreed")).await;
    let page = team.look(&place).await;
    look("agreed-on-condition", &page.body);
    assert!(
        page.body.contains("is agreed, but only with point 7"),
        "{}",
        page.body
    );
    let falls = team.look(&point("7")).await;
    let (_, falls) = falls.body.split_once("If this point falls").unwrap();
    assert!(
        falls.contains("point 2, The skerries falls with it."),
        "{falls}"
    );
    let table = team.look("table").await;
    look("table-on-condition", &table.body);
    assert!(
        table.body.contains("Agreed, but only with point 7"),
        "{}",
        table.body
    );
    let draft = team.look("draft").await;
    look("draft-wanting", &draft.body);
    for words in [
        "Nothing is agreed until everything is: 0 of ",
        "Point 2, The skerries is agreed, but only with point 7",
    ] {
        assert!(draft.body.contains(words), "{words}: {}", draft.body);
    }
    let page = north.look(&place).await;
    assert!(!page.body.contains(condition), "{}", page.body);
}

#[tokio::test]
async fn words_left_open_on_purpose_come_back_on_their_day_on_the_draft_and_on_the_next_card() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    house.seated(SOUTH).await;
    let register = team.look(&point("2")).await.paper("/register");
    let register = register
        .typed("words", "a light and three huts")
        .typed("why", "neither can count them now, sanderling")
        .typed("review", "2031-05-04");
    team.done(&register).await;
    for page in ["draft", "next"] {
        assert!(!team.look(page).await.body.contains("sanderling"));
    }
    house.wait_minutes(10 * 60);
    team = house.signed_in("Maren Voss").await;
    let mut south = house.signed_in("South").await;
    for page in ["draft", "next"] {
        let shown = team.look(page).await;
        look(&format!("due-{page}"), &shown.body);
        assert!(shown.body.contains("sanderling"), "{}", shown.body);
        assert!(!south.look(page).await.body.contains("sanderling"));
    }
    // Once the words are gone, the register says that it excuses nothing.
    let paper = team.look(&point("2")).await.paper("/words");
    let other = paper
        .stands("words")
        .replace("a light and three huts", "a light");
    let page = team.done(&paper.typed("words", &other)).await;
    let gone = "These words stand here no longer, so they excuse no difference in reading.";
    assert!(page.body.contains(gone), "{}", page.body);
    let refused = page.paper("/register");
    let refused = refused
        .typed("words", "a light and three huts")
        .typed("why", "again")
        .typed("review", "2031-06-01");
    let refused = team.press(&refused).await;
    assert_eq!(refused.status, 422, "{}", refused.body);
}

#[tokio::test]
async fn a_word_taken_down_wrongly_is_taken_back_on_its_card_by_the_side_that_wrote_it() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let mut south = house.seated(SOUTH).await;
    settled(&house, &mut team).await;
    let place = point("2");
    let status = south.look(&place).await.paper("/status");
    let status = status
        .chosen("status", "rejected")
        .typed("words", "never, says the knot");
    let page = south.done(&status).await;
    let read = page
        .paper("/read-back")
        .typed("words", "ours, says the knot");
    south.done(&read).await;
    let hand = south.look(&place).await.paper("/hand");
    let mut page = south.done(&hand).await;
    // What a delegation wrote is not the team's to take back.
    assert!(!team.look(&place).await.body.contains("/take-back"));
    for left in (0..3).rev() {
        page = south.done(&page.paper("/take-back")).await;
        assert_eq!(
            page.body.matches("/take-back").count(),
            left,
            "{}",
            page.body
        );
    }
    for words in ["the knot", "initials on draft"] {
        assert!(!page.body.contains(words), "{words}: {}", page.body);
    }
}

#[tokio::test]
async fn a_red_line_told_in_the_wrong_room_is_taken_back_and_a_sorted_line_is_sorted_again() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let room = consented(&mut team, "north").await;
    let tell = team
        .look(&room)
        .await
        .paper("/tell")
        .chosen("kind", "red line");
    let tell = tell.typed("words", "never past the whimbrel stone");
    let page = team.done(&tell.typed("said_by", "the envoy")).await;
    let back = page.paper_after("whimbrel", "/take-back");
    let mut north = house.seated(NORTH).await;
    assert!(north.look(&room).await.body.contains("whimbrel"));
    let page = team.done(&back).await;
    assert!(!page.body.contains("whimbrel"), "{}", page.body);
    assert!(!north.look(&room).await.body.contains("whimbrel"));
    super::shuttle::debriefed(&mut team, &room, &["need 1: berths for the turnstone"]).await;
    let page = team.look(&room).await;
    let back = page.paper_after("turnstone", "/take-back");
    let page = team.done(&back).await;
    assert!(!page.body.contains("turnstone"), "{}", page.body);
    let page = team.look(&format!("{room}/sort")).await;
    assert!(
        page.body.contains("One line waits to be sorted"),
        "{}",
        page.body
    );
}
