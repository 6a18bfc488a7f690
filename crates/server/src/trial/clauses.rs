//! What is done about one clause: settled, read back and judged, left open on purpose, initialled;
//! each through the forms of its page.

use super::browser::{Answer, Browser};
use super::points::{issue, point};
use super::shuttle::consented;
use super::{House, fjord};

const TEAM: &str = "Mediation team";
const SOUTH: &str = "Delegation of South";
const NORTH: &str = "Delegation of North";

/// The skerries are nobody's, in the working text.
async fn settled(team: &mut Browser) -> Answer {
    let settle = team.look(&point("2")).await.paper("/settle");
    team.done(&settle.chosen("choice", "Nobody's")).await
}

/// A delegation agrees to the only question of a point.
async fn agrees(browser: &mut Browser, place: &str) {
    let status = browser.look(place).await.paper("/status");
    browser.done(&status.chosen("status", "agreed")).await;
}

#[tokio::test]
async fn a_bracket_is_lifted_for_the_team_at_once_and_for_a_delegation_with_the_next_draft() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let mut south = house.seated(SOUTH).await;
    issue(&house, &mut team).await;
    let place = point("2");
    let words = "Settled in the text: <strong lang=\"en\" dir=\"ltr\">Nobody&#39;s";
    let page = settled(&mut team).await;
    assert!(page.body.contains(words), "{}", page.body);
    let page = south.look(&place).await;
    assert!(!page.body.contains("Settled in the text"), "{}", page.body);
    issue(&house, &mut team).await;
    let page = south.look(&place).await;
    assert!(page.body.contains(words), "{}", page.body);
    let open = team.look(&place).await.paper("/settle");
    let page = team.done(&open.chosen("choice", "nothing yet")).await;
    assert!(!page.body.contains("Settled in the text"), "{}", page.body);
    assert!(south.look(&place).await.body.contains(words));
}

#[tokio::test]
async fn what_the_team_finds_in_a_reading_is_shown_to_no_delegation_and_stands_until_judged_anew() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let mut south = house.seated(SOUTH).await;
    let mut north = house.seated(NORTH).await;
    issue(&house, &mut team).await;
    let place = point("4");
    let read = south.look(&place).await.paper("/read-back");
    let page = south
        .done(&read.typed("words", "each may land that, wherryman"))
        .await;
    assert!(page.body.contains("wherryman"), "{}", page.body);
    assert!(!north.look(&place).await.body.contains("wherryman"));
    let page = team.look(&place).await;
    assert!(page.body.contains("wherryman"), "{}", page.body);
    assert!(page.body.contains("Not judged yet."), "{}", page.body);
    let judge = page.paper("/judge").typed("how", "only cod, tidewrack");
    let page = team.done(&judge).await;
    assert!(page.body.contains("It differs: only cod"), "{}", page.body);
    for browser in [&mut south, &mut north] {
        let page = browser.look(&place).await;
        assert!(!page.body.contains("tidewrack"), "{}", page.body);
        assert!(!page.body.contains("more than one way"), "{}", page.body);
    }
    let page = team.done(&page.paper("/judge")).await;
    assert!(!page.body.contains("It differs"), "{}", page.body);
    let same = "You found it to mean what the others take it to mean.";
    assert!(page.body.contains(same), "{}", page.body);
}

#[tokio::test]
async fn words_left_open_on_purpose_are_the_teams_and_let_a_point_be_settled_until_clarified() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let mut south = house.seated(SOUTH).await;
    issue(&house, &mut team).await;
    let place = point("2");
    let read = south.look(&place).await.paper("/read-back");
    south.done(&read.typed("words", "huts and all")).await;
    let judge = team.look(&place).await.paper("/judge");
    team.done(&judge.typed("how", "the others leave the huts out"))
        .await;
    let settle = team.look(&place).await.paper("/settle");
    let settle = settle.chosen("choice", "Nobody's");
    let refused = team.press(&settle).await;
    assert_eq!(refused.status, 422, "{}", refused.body);
    let register = team.look(&place).await.paper("/register");
    let register = register
        .typed("words", "a light and three huts")
        .typed("why", "neither can say more now, quernstone")
        .typed("review", "2031-06-01");
    let page = team.done(&register).await;
    for words in [
        "quernstone",
        "neither can say more now, quernstone. To be looked at again on 1 June 2031.",
    ] {
        assert!(page.body.contains(words), "{}", page.body);
    }
    assert!(!south.look(&place).await.body.contains("quernstone"));
    let quality = team.look("draft/quality").await;
    for words in [
        "Left open on purpose",
        "a light and three huts",
        "quernstone",
    ] {
        assert!(quality.body.contains(words), "{words}: {}", quality.body);
    }
    let mut north = house.seated(NORTH).await;
    for party in [&mut south, &mut north] {
        let quality = party.look("draft/quality").await;
        assert!(
            quality.body.contains("in the text that you have"),
            "{}",
            quality.body
        );
        assert!(!quality.body.contains("quernstone"), "{}", quality.body);
        assert!(!quality.body.contains("on purpose"), "{}", quality.body);
    }
    let page = settled(&mut team).await;
    assert!(page.body.contains("Settled in the text"), "{}", page.body);
    let page = team.done(&page.paper("/clarify")).await;
    assert!(!page.body.contains("quernstone"), "{}", page.body);
    let none = "No words here are left open on purpose";
    assert!(page.body.contains(none), "{}", page.body);
}

#[tokio::test]
async fn initials_stand_on_a_point_without_brackets_and_count_when_every_party_has_given_them() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let mut south = house.seated(SOUTH).await;
    let mut north = house.seated(NORTH).await;
    issue(&house, &mut team).await;
    let place = point("2");
    let hand = south.look(&place).await.paper("/hand");
    let refused = south.press(&hand).await;
    assert_eq!(refused.status, 422, "{}", refused.body);
    settled(&mut team).await;
    issue(&house, &mut team).await;
    agrees(&mut south, &place).await;
    agrees(&mut north, &place).await;
    let hand = south.look(&place).await.paper("/hand");
    let page = south.done(&hand.chosen("hand", "initials")).await;
    let words = "South, initials on draft 2, 3 May 2031";
    assert!(page.body.contains(words), "{}", page.body);
    assert!(!north.look(&place).await.body.contains(words));
    let page = team.look(&place).await;
    assert!(page.body.contains(words), "{}", page.body);
    assert!(page.body.contains("is agreed</h1>"), "{}", page.body);
    consented(&mut team, "north").await;
    let hand = page.paper("/hand").chosen("party", "North");
    let page = team.done(&hand.typed("said_by", "the envoy")).await;
    assert!(page.body.contains("is initialled</h1>"), "{}", page.body);
    let page = north.look(&place).await;
    assert!(page.body.contains("North, initials"), "{}", page.body);
    assert!(!page.body.contains(words));
}

#[tokio::test]
async fn words_are_left_open_in_a_language_that_the_point_is_written_in_and_in_no_other() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated("Mediation team").await;
    let draft = "1. Рибальство\nКвота є [спільною | окремою].\n";
    let page = team.look("draft").await;
    let paste = page.paper("/draft/lineage").typed("words", draft);
    let wrong = team.press(&paste.clone().typed("language", "uk UA")).await;
    assert_eq!(wrong.status, 422, "{}", wrong.body);
    assert!(wrong.body.contains("is not a language"), "{}", wrong.body);
    let lineage = team.press(&paste.typed("language", "uk")).await;
    let placed = lineage.paper("/draft/text").chosen("from_1", "new");
    team.done(&placed).await;
    let text = team.look("draft").await;
    let links = text.links().into_iter();
    let mut links = links.filter(|(address, _)| address.contains("/point/"));
    let (address, _) = links.next().unwrap();
    let point = team.get(&address).await;
    let register = point.paper("/register");
    assert_eq!(register.stands("language"), "uk");
    let register = register
        .typed("words", "Квота є")
        .typed("why", "neither can say more now")
        .typed("review", "2031-06-01");
    let page = team.done(&register).await;
    let left = "<p lang=\"uk\" dir=\"ltr\">“Квота є”</p>";
    assert!(page.body.contains(left), "{}", page.body);
    let typed = page.paper("/words");
    assert_eq!(typed.stands("language"), "uk");
    let fields = [
        ("act", typed.stands("act")),
        ("language", "fr"),
        ("words", "les mots"),
        ("why", "why"),
        ("review", "2031-06-01"),
    ];
    let place = address.split_once("/point/").unwrap().1;
    let refused = team.act(&format!("point/{place}/register"), &fields).await;
    assert_eq!(refused.status, 422, "{}", refused.body);
    assert!(
        refused
            .body
            .contains("is none that this point is written in")
    );
}

#[tokio::test]
async fn a_language_stays_behind_however_often_a_bracket_is_lifted_and_put_back() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let place = point("2");
    let behind = "The words in fr were not changed when others were, \
                  in the working text as it was after change 1.";
    assert!(!team.look(&place).await.body.contains("fr were not changed"));
    let typed = team.look(&place).await.paper("/words");
    let words = format!("{} It has three huts.", typed.stands("words").trim_end());
    team.done(&typed.typed("words", &words)).await;
    for choice in ["Nobody's", "nothing yet"].iter().cycle().take(62) {
        let settle = team.look(&place).await.paper("/settle");
        team.done(&settle.chosen("choice", choice)).await;
    }
    let page = team.look(&place).await;
    assert!(page.body.contains(behind), "{}", page.body);
}
