//! Debrief, carry, next meeting: what was heard in one room, on its way to another.

use super::browser::{Answer, Browser};
use super::{House, fjord, look};
use crate::address::key;

/// The first one-time id in a form.
fn act_of(page: &Answer, form: &str) -> String {
    let (_, rest) = page.body.split_once(&format!("id=\"{form}")).unwrap();
    let (_, rest) = rest.split_once("name=\"act\" value=\"").unwrap();
    rest.split_once('"').unwrap().0.to_owned()
}

/// The team takes down that a party consents to being recorded.
pub(super) async fn consented(team: &mut Browser, party: &str) -> String {
    let room = format!("room/{}", key("room", party));
    let page = team.look(&room).await;
    let act = act_of(&page, "consent");
    let fields = [
        ("act", act.as_str()),
        ("recording", "granted"),
        ("said_by", "the head of delegation"),
    ];
    assert_eq!(
        team.act(&format!("{room}/consent"), &fields).await.status,
        303
    );
    room
}

/// Sends a debrief of these lines.
pub(super) async fn debriefed(team: &mut Browser, room: &str, lines: &[&str]) -> Answer {
    let page = team.look(&format!("{room}/debrief")).await;
    look("debrief", &page.body);
    let act = act_of(&page, "debrief");
    let mut fields = vec![
        ("act".to_owned(), act),
        ("said_by".to_owned(), "the head of delegation".to_owned()),
    ];
    for at in 1..=10 {
        let id = page.field(&format!("act_{at}")).to_owned();
        fields.push((format!("act_{at}"), id));
        let line = lines.get(at - 1).copied().unwrap_or_default();
        fields.push((format!("line_{at}"), line.to_owned()));
    }
    let pairs: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let answer = team.act(&format!("{room}/debrief"), &pairs).await;
    let again = team.act(&format!("{room}/debrief"), &pairs).await;
    assert_eq!((answer.status, again.status), (303, 303), "{}", answer.body);
    answer
}

#[tokio::test]
async fn a_debrief_writes_clear_lines_into_the_room_and_keeps_the_others_as_typed() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated("Mediation team").await;
    let closed = format!("room/{}/debrief", key("room", "north"));
    let page = team.look(&closed).await;
    assert!(page.body.contains("has not consented to being recorded"));
    let room = consented(&mut team, "north").await;
    let lines = [
        "rl 1: never past plumeholt",
        "1 = acc",
        "quay ? wrackfen",
        "nothere: oxlip",
    ];
    let answer = debriefed(&mut team, &room, &lines).await;
    assert!(answer.location().ends_with("/sort"));
    let page = team.look(&room).await;
    assert!(page.body.contains("never past plumeholt"));
    assert!(!page.body.contains("nothere: oxlip"));
    let page = team.look(&format!("{room}/sort")).await;
    look("sort", &page.body);
    assert!(
        page.body.contains("One line waits to be sorted"),
        "{}",
        page.body
    );
    assert!(page.body.contains("nothere: oxlip"));
    let form = page.body.split_once("id=\"sort-").unwrap().1;
    let note: String = form.chars().take(32).collect();
    let act = act_of(&page, "sort-");
    let fields = [
        ("act", act.as_str()),
        ("note", note.as_str()),
        ("at", "3"),
        ("line", "fact 1: oxlip"),
        ("said_by", "the head of delegation"),
    ];
    let answer = team.act(&format!("{room}/sort"), &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let page = team.look(&format!("{room}/sort")).await;
    assert!(page.body.contains("Every line is sorted"));
    let mut north = house.seated("Delegation of North").await;
    let own = north.look(&room).await;
    assert!(own.body.contains("plumeholt") && own.body.contains("oxlip"));
    let kept = north.look(&format!("{room}/sort")).await;
    assert_eq!(kept.status, 404);
    let mut south = house.seated("Delegation of South").await;
    for path in [
        "room/joint",
        "table",
        &format!("room/{}", key("room", "south")),
    ] {
        let page = south.look(path).await;
        assert!(!page.body.contains("plumeholt") && !page.body.contains("oxlip"));
    }
}

#[tokio::test]
async fn what_a_class_keeps_back_is_not_carried_and_what_is_released_arrives_without_its_source() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated("Mediation team").await;
    let room = consented(&mut team, "north").await;
    debriefed(&mut team, &room, &["need 1: berths for the larkspit boats"]).await;
    let south = key("room", "south");
    let carry = format!("carry/{south}");
    let page = team.look(&carry).await;
    assert!(
        page.body
            .contains("Nothing of others may be said in South’s room")
    );
    assert!(
        page.body
            .contains("sealed: North and the mediation team only")
    );
    let own = team.look(&room).await;
    let item: String = own
        .body
        .split_once("id=\"class-")
        .unwrap()
        .1
        .chars()
        .take(32)
        .collect();
    let cite = format!("{}-{item}", key("room", "north"));
    let words = "A neighbour would need berths.";
    let act = act_of(&page, "carry");
    let message = [
        ("act", act.as_str()),
        ("cite", cite.as_str()),
        ("kind", "ask"),
        ("words", words),
        ("about", "1"),
    ];
    let refused = team.act(&format!("{carry}/say"), &message).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("“sealed”"), "{}", refused.body);
    assert!(!refused.body.contains("larkspit"));
    let class = act_of(&own, "reclass-");
    let to = key("seat", "south");
    let fields = [
        ("act", class.as_str()),
        ("item", item.as_str()),
        ("class", "unattributed"),
        ("to", to.as_str()),
        ("said_by", "the head of delegation"),
    ];
    assert_eq!(
        team.act(&format!("{room}/class"), &fields).await.status,
        303
    );
    let page = team.look(&carry).await;
    look("carry", &page.body);
    assert!(
        page.body
            .contains("One thing of others may be said in South’s room")
    );
    let card = team.look(&format!("next/{south}")).await;
    look("next", &card.body);
    assert!(card.body.contains("berths for the larkspit boats"));
    // A question that South may not know is not asked in its room.
    assert!(!card.body.contains("coralbeck"));
    let preview = team.act(&format!("{carry}/say"), &message).await;
    look("carry-preview", &preview.body);
    assert!(
        preview.body.contains("without a source"),
        "{}",
        preview.body
    );
    let mut sent = message.to_vec();
    sent.push(("seen", "on"));
    assert_eq!(team.act(&format!("{carry}/say"), &sent).await.status, 303);
    let page = team.look("carry").await;
    look("carry-rooms", &page.body);
    assert!(page.body.contains("held until"));
    let mut delegation = house.seated("Delegation of South").await;
    let theirs = format!("room/{south}");
    assert!(!delegation.look(&theirs).await.body.contains(words));
    house.wait_minutes(2);
    team.look("carry").await;
    let page = delegation.look(&theirs).await;
    assert!(page.body.contains(words));
    assert!(!page.body.contains("larkspit"));
    assert!(!page.body.contains("for North"));
}

#[tokio::test]
async fn what_is_held_can_be_called_back_and_nobody_there_ever_sees_it() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated("Mediation team").await;
    let south = key("room", "south");
    let page = team.look(&format!("carry/{south}")).await;
    let act = act_of(&page, "carry");
    let fields = [
        ("act", act.as_str()),
        ("kind", "idea"),
        ("words", "a saltern for both"),
        ("seen", "on"),
    ];
    let sent = team.act(&format!("carry/{south}/say"), &fields).await;
    assert_eq!(sent.status, 303, "{}", sent.body);
    let page = team.look("carry").await;
    let act = act_of(&page, "recall-");
    let id: String = page
        .body
        .split_once("id=\"recall-")
        .unwrap()
        .1
        .chars()
        .take(32)
        .collect();
    let fields = [("act", act.as_str()), ("dispatch", id.as_str())];
    assert_eq!(team.act("carry/recall", &fields).await.status, 303);
    house.wait_minutes(5);
    assert!(team.look("carry").await.body.contains("called back"));
    let mut delegation = house.seated("Delegation of South").await;
    let page = delegation.look(&format!("room/{south}")).await;
    assert!(!page.body.contains("saltern"));
}

#[tokio::test]
async fn the_carry_list_and_the_card_are_the_mediation_teams_alone() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated("Mediation team").await;
    let home = team.look("next").await;
    assert_eq!(home.status, 200);
    assert!(home.body.contains("Do not say"));
    let mut south = house.seated("Delegation of South").await;
    let missing = south.look("nowhere").await;
    let own = key("room", "south");
    for path in [
        "carry",
        "next",
        &format!("carry/{own}"),
        &format!("next/{own}"),
    ] {
        let answer = south.look(path).await;
        assert_eq!(
            (answer.status, &answer.body),
            (404, &missing.body),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_status_is_let_travel_in_its_room_and_stands_on_the_table_of_the_other_side() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated("Mediation team").await;
    let page = team.look("people").await;
    let alone = page.paper("/policy").ticked("policy", "alone");
    team.done(&alone).await;
    let room = consented(&mut team, "north").await;
    debriefed(&mut team, &room, &["1 = acc"]).await;
    let mut north = house.seated("Delegation of North").await;
    let mut south = house.seated("Delegation of South").await;
    let page = north.look(&room).await;
    let class = page.paper_after("<strong class=\"kind\">Status</strong>", "/class");
    let class = class.chosen("class", "attributed").ticked("to", "South");
    north.done(&class).await;
    let before = south.look("table").await.body;
    let carry = format!("carry/{}", key("room", "south"));
    let page = team.look(&carry).await;
    look("carry-status", &page.body);
    let paper = page.paper("/say");
    let cite = paper.stands("cite").to_owned();
    let item = cite.split_once('-').unwrap().1.to_owned();
    let paper = paper
        .ticked("cite", &cite)
        .chosen(&format!("as_{item}"), "attributed")
        .typed("words", "They could live with what stands there.");
    let preview = team.press(&paper).await;
    assert_eq!(preview.status, 200, "{}", preview.body);
    assert!(
        preview.body.contains("strictest is ○ attributed"),
        "{}",
        preview.body
    );
    team.done(&preview.paper("/say")).await;
    let after = south.look("table").await.body;
    assert_eq!(before.matches("acceptable (North)").count(), 0);
    assert_ne!(before, after);
    let own = format!("room/{}", key("room", "south"));
    let page = south.look(&own).await;
    look("carried-status", &page.body);
    assert!(page.body.contains("North on "), "{}", page.body);
    assert!(page.body.contains(": acceptable"), "{}", page.body);
}
