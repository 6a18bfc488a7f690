//! Two of the team at the one text: what one did in between is never lost in what the other does,
//! whether it settles, pastes or takes a package in.

use super::browser::Browser;
use super::points::{issue, point};
use super::{House, fjord, look};

const TEAM: &str = "Mediation team";

async fn renamed(team: &mut Browser) {
    let paper = team.look(&point("3")).await.paper("/words");
    let words = format!(
        "{} At noon, says the ruff.",
        paper.stands("words").trim_end()
    );
    team.done(&paper.typed("words", &words)).await;
}

#[tokio::test]
async fn two_colleagues_who_settle_one_bracket_both_see_both_texts() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let page = team.look(&point("2")).await;
    let settle = page.paper("/settle");
    team.done(&settle.clone().chosen("choice", "Nobody's"))
        .await;
    let late = settle.chosen("choice", "North's, with the huts");
    let answer = team.press(&late).await;
    look("late-settled", &answer.body);
    assert_eq!(answer.status, 409, "{}", answer.body);
    for words in ["North&#39;s, with the huts", "Nobody&#39;s"] {
        assert!(answer.body.contains(words), "{words}: {}", answer.body);
    }
    let page = team.look(&point("2")).await;
    let taken = "Settled in the text: <strong lang=\"en\" dir=\"ltr\">Nobody&#39;s";
    assert!(page.body.contains(taken), "{}", page.body);
    let draft = team.look("draft").await;
    assert!(
        draft.body.contains("came too late; nothing is lost"),
        "{}",
        draft.body
    );
    // What was changed elsewhere in between stands in nobody's way.
    let settle = page.paper("/settle").chosen("choice", "nothing yet");
    renamed(&mut team).await;
    team.done(&settle).await;
    assert!(team.look(&point("3")).await.body.contains("says the ruff"));
}

#[tokio::test]
async fn a_pasted_draft_does_not_take_the_place_of_a_text_that_has_moved_on() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let paste = team.look("draft").await.paper("/draft/lineage");
    let words = "1. The border\n\n    It follows the middle, says the stint.";
    let page = team.press(&paste.typed("words", words)).await;
    let text = page.paper("/draft/text");
    renamed(&mut team).await;
    let answer = team.press(&text).await;
    look("late-pasted", &answer.body);
    assert_eq!(answer.status, 409, "{}", answer.body);
    for words in ["says the stint", "says the ruff"] {
        assert!(answer.body.contains(words), "{words}: {}", answer.body);
    }
    let draft = team.look("draft").await;
    assert!(draft.body.contains("says the ruff"), "{}", draft.body);
    assert!(!draft.body.contains("says the stint"), "{}", draft.body);
}

#[tokio::test]
async fn a_package_settles_no_question_that_a_colleague_settled_otherwise_in_between() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let to = team.look("packages").await.link("Draft in hand");
    let page = team.get(&to).await;
    let next = page.paper("/packages/next");
    renamed(&mut team).await;
    team.done(&next).await;
    assert!(team.look("draft").await.body.contains("says the ruff"));
    let next = team.get(&to).await.paper("/packages/next");
    let settle = team.look(&point("2")).await.paper("/settle");
    for choice in ["North's, with the huts", "Nobody's"] {
        let settled = team.press(&settle.clone().chosen("choice", choice)).await;
        if settled.status == 303 {
            break;
        }
    }
    let answer = team.press(&next).await;
    look("late-package", &answer.body);
    assert_eq!(answer.status, 409, "{}", answer.body);
    assert!(
        answer.body.contains("The package, on point 2"),
        "{}",
        answer.body
    );
}

#[tokio::test]
async fn proposals_on_two_drafts_that_meet_in_the_same_words_are_named_to_the_team() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let mut south = house.seated("Delegation of South").await;
    let mut north = house.seated("Delegation of North").await;
    issue(&house, &mut team).await;
    let proposes = async |browser: &mut Browser, words: &str| {
        let paper = browser.look(&point("1")).await.paper("/words");
        browser.done(&paper.typed("words", words)).await;
    };
    proposes(&mut south, "A line drawn by both.").await;
    renamed(&mut team).await;
    issue(&house, &mut team).await;
    proposes(&mut north, "A line that nobody draws.").await;
    let draft = team.look("draft").await;
    look("clash-of-two-drafts", &draft.body);
    for words in [
        "One pair of proposals cannot both be taken up",
        "change the same words (on drafts 1 and 2).",
    ] {
        assert!(draft.body.contains(words), "{words}: {}", draft.body);
    }
}
